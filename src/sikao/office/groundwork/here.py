"""The installation that this process serves, as the framework's settings name it."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings

from sikao.core.wording import Finding, Severity
from sikao.office.groundwork.installation import Installation, PlaceSettings
from sikao.office.groundwork.refusals import NotNow

_faults: list[Finding] = []


def installation() -> Installation:
    """The home of this process."""
    found: Installation = settings.SIKAO_INSTALLATION
    return found


def place() -> PlaceSettings:
    """What the place decided in its settings file."""
    found: PlaceSettings = settings.SIKAO_PLACE
    return found


def set_read_only(faults: Iterable[Finding]) -> None:
    """Let this process record nothing from now on, because of these faults; none of them lifts that."""
    _faults[:] = faults


def read_only() -> tuple[Finding, ...]:
    """Why this process records nothing, for the banner of every page; empty when it does."""
    return tuple(_faults)


def refuse_when_read_only() -> None:
    """Raise ``NotNow`` when this process records nothing."""
    if _faults:
        raise NotNow((Finding("home.read_only", Severity.ERROR), *_faults))
