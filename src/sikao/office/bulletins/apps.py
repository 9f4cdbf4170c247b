"""The application bulletins, as the framework knows it."""

from __future__ import annotations

from django.apps import AppConfig


class BulletinsConfig(AppConfig):
    """Names the application; its tables begin with its label."""

    name = "sikao.office.bulletins"
    label = "bulletins"
