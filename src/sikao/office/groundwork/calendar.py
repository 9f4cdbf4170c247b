"""China's working days, as the State Council's yearly notices set them; days end with the city's day.

The installed calendar knows the notices up to its own last year. In November one comes out for the year to
come: what it says is recorded by the office, with its document, and counts like the others.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import chinese_calendar

from sikao.office.groundwork.clock import CITY
from sikao.office.groundwork.models import WorkingDays
from sikao.office.groundwork.reading import asked_once
from sikao.office.groundwork.refusals import NotValid

ONE_DAY = timedelta(days=1)
FIRST_YEAR = min(chinese_calendar.holidays).year
LAST_YEAR = max(chinese_calendar.holidays).year
"""The last year whose notice the installed calendar knows."""
SATURDAY = 5
DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Notice:
    """What a recorded notice says of its year: the days off, and the weekends worked instead of some."""

    year: int
    off: frozenset[date]
    worked: frozenset[date]
    document: str
    document_date: date


@asked_once
def recorded() -> dict[int, Notice]:
    """The notices that the office has recorded, by year."""
    rows = WorkingDays.objects.order_by("entry_id", "position")
    return {
        row.year: Notice(row.year, _days(row.off), _days(row.worked), row.document, row.document_date)
        for row in rows
    }


def next_unknown_year() -> int:
    """The first year whose working days nobody knows yet."""
    last: int = max([LAST_YEAR, *recorded()])
    return last + 1


def _days(kept: str) -> frozenset[date]:
    return frozenset(date.fromisoformat(day) for day in json.loads(kept))


def _is_settled(day: date) -> bool:
    """Whether no notice to come can say anything of a day: one may move the last days of the year before."""
    return day.year < LAST_YEAR or (day.year == LAST_YEAR and day.month < DECEMBER)


class _Days:
    """Says of days whether they are worked; what was recorded is asked for once, where it matters."""

    def __init__(self) -> None:
        self._recorded: Mapping[int, Notice] | None = None

    def worked(self, day: date) -> bool:
        if day.year >= FIRST_YEAR and _is_settled(day):
            return bool(chinese_calendar.is_workday(day))
        if self._recorded is None:
            self._recorded = recorded()
        for notice in self._recorded.values():
            if day in notice.off or day in notice.worked:
                return day in notice.worked
        if day.year == LAST_YEAR:
            return bool(chinese_calendar.is_workday(day))
        if day.year not in self._recorded:
            first, last = str(FIRST_YEAR), str(next_unknown_year() - 1)
            raise NotValid.of("calendar.unknown_year", year=str(day.year), first=first, last=last)
        return day.weekday() < SATURDAY


def is_working_day(day: date) -> bool:
    """Whether offices work on a day; weekends worked for a holiday (调休) count.

    A year whose notice is not known is refused (``NotValid``), never guessed.
    """
    return _Days().worked(day)


def add_working_days(day: date, count: int) -> date:
    """The working day that is so many after a day, which itself does not count; before it for less than 0.

    Zero gives the day itself. "Within three working days" from 18 July ends with ``add_working_days(…, 3)``.
    """
    days, step = _Days(), ONE_DAY if count >= 0 else -ONE_DAY
    left = abs(count)
    while left:
        day += step
        left -= days.worked(day)
    return day


def on_working_day(day: date) -> date:
    """The day itself, or the next one on which offices work."""
    days = _Days()
    while not days.worked(day):
        day += ONE_DAY
    return day


def working_days_between(start: date, end: date) -> int:
    """How many working days lie after a day, up to and with another: the inverse of ``add_working_days``."""
    days = _Days()
    if end < start:
        return -sum(days.worked(end + n * ONE_DAY) for n in range((start - end).days))
    return sum(days.worked(start + n * ONE_DAY) for n in range(1, (end - start).days + 1))


def end_of(day: date) -> datetime:
    """The last moment of the city's day, in UTC: whoever acts at it is in time."""
    midnight = datetime.combine(day + ONE_DAY, time(), CITY)
    return (midnight - timedelta(microseconds=1)).astimezone(UTC)
