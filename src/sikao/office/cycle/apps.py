"""The application cycle, as the framework knows it."""

from __future__ import annotations

from django.apps import AppConfig


class CycleConfig(AppConfig):
    """Names the application; its tables begin with its label."""

    name = "sikao.office.cycle"
    label = "cycle"
