"""The application results, as the framework knows it."""

from __future__ import annotations

from django.apps import AppConfig


class ResultsConfig(AppConfig):
    """Names the application; its tables begin with its label."""

    name = "sikao.office.results"
    label = "results"
