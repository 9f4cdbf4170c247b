"""The one reader of the clock. Doors ask it for the moment and hand that to actions; rules never ask.

A demonstration home lives at another date: its clock is the machine's, moved by a fixed offset.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sikao.office.groundwork.here import place

CITY = ZoneInfo("Asia/Shanghai")
"""Deadlines end with the city's day."""


def now() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC) + timedelta(seconds=place().demo_offset_seconds)  # noqa: TID251 -- the one reader


def offset_to(moment: datetime) -> int:
    """How many seconds a demonstration's clock is moved so that it shows this moment now."""
    return int((moment - datetime.now(UTC)).total_seconds())  # noqa: TID251 -- as above


def day_of(at: datetime) -> date:
    """The city's calendar day of a moment."""
    return at.astimezone(CITY).date()
