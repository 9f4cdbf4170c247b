"""The application docket, as the framework knows it."""

from __future__ import annotations

from django.apps import AppConfig


class DocketConfig(AppConfig):
    """Names the application; its tables begin with its label."""

    name = "sikao.office.docket"
    label = "docket"
