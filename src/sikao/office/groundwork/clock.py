"""The one reader of the clock. Doors ask it for the moment and hand that to actions; rules never ask.

A demonstration home lives at another date: its clock is the machine's, moved by a fixed offset.
"""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sikao.core.wording import Finding, Severity
from sikao.office.groundwork.here import installation, place
from sikao.office.groundwork.installation import demo_offset_now
from sikao.office.groundwork.refusals import NotNow

CITY = ZoneInfo("Asia/Shanghai")
"""Deadlines end with the city's day."""


MOST_MOVED = 5.0
"""Seconds by which the machine's clock may be set while a process runs: keeping it right needs less."""


def _apart() -> float:
    """Seconds between the machine's clock and the one that nobody can set, which counts since it started."""
    return time.time() - time.clock_gettime(time.CLOCK_BOOTTIME)  # noqa: TID251 -- the one reader


_BEGAN = _apart()


def clock_moved() -> tuple[Finding, ...]:
    """Why nothing is recorded once somebody has set the clock of the machine; empty as long as nobody has."""
    seconds = _apart() - _BEGAN
    if abs(seconds) <= MOST_MOVED:
        return ()
    return (Finding("clock.moved", Severity.ERROR, details={"seconds": f"{seconds:+.0f}"}),)


def refuse_when_moved() -> None:
    """Raise ``NotNow`` once the machine's clock was set.

    A deadline passes by one clock: otherwise acts could be dated anew between two entries of the journal.
    """
    if moved := clock_moved():
        raise NotNow(moved)


def now() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC) + timedelta(seconds=_offset())  # noqa: TID251 -- the one reader


def _offset() -> int:
    """By how much the clock is moved: in a demonstration as its settings file says at this moment."""
    here = place()
    return demo_offset_now(installation(), here) if here.demo else here.demo_offset_seconds


def offset_to(moment: datetime) -> int:
    """How many seconds a demonstration's clock is moved so that it shows this moment now."""
    return int((moment - datetime.now(UTC)).total_seconds())  # noqa: TID251 -- as above


def day_of(at: datetime) -> date:
    """The city's calendar day of a moment."""
    return at.astimezone(CITY).date()
