"""The application rulebook, as the framework knows it."""

from __future__ import annotations

from django.apps import AppConfig


class RulebookConfig(AppConfig):
    """Names the application; its tables begin with its label."""

    name = "sikao.office.rulebook"
    label = "rulebook"
