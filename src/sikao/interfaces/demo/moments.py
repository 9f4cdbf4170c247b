"""The days between which the demonstration's year lies, and how its moments are written."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

from sikao.office.groundwork.clock import CITY

SCHEMES = Path(__file__).resolve().parents[4] / "schemes"
"""The schemes of a checkout, of which the demonstration is made."""


def moment(year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    """A moment by the city's clock."""
    return datetime(year, month, day, hour, minute, tzinfo=CITY)


def on_day(day: date, hour: int = 9) -> datetime:
    """An hour of a day by the city's clock."""
    return datetime.combine(day, time(hour), CITY)


BEGINS = moment(2020, 1, 2)
"""The home is prepared."""
NEW_YEAR = moment(2020, 1, 6)
MID_YEAR = moment(2020, 7, 20)
"""Here the demonstration opens: a Monday, the last day for the figures of June."""
THE_END = moment(2021, 4, 20)
"""Everything has happened: the result of the year is published, its letters are out."""
