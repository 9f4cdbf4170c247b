"""The installation that this process serves, as the framework's settings name it."""

from __future__ import annotations

from django.conf import settings

from sikao.office.groundwork.installation import Installation, PlaceSettings


def installation() -> Installation:
    """The home of this process."""
    found: Installation = settings.SIKAO_INSTALLATION
    return found


def place() -> PlaceSettings:
    """What the place decided in its settings file."""
    found: PlaceSettings = settings.SIKAO_PLACE
    return found
