"""Checks that other rooms add: that a sealed scheme has its digest, that a state follows from its events."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sikao.core.wording import Finding

Check = Callable[[], Iterable[Finding]]
_checks: dict[str, Check] = {}


def register_check(name: str, check: Check) -> None:
    """Add a check to ``sikao verify``; called once by a room when the program starts. It only reads."""
    _checks[name] = check


def extra_checks() -> dict[str, Check]:
    """The checks of other rooms by name."""
    return dict(_checks)
