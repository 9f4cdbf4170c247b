"""China's working days, as the State Council's yearly notices set them; days end with the city's day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache

import chinese_calendar

from sikao.office.groundwork.clock import CITY
from sikao.office.groundwork.refusals import NotValid

ONE_DAY = timedelta(days=1)
FIRST_YEAR = min(chinese_calendar.holidays).year
LAST_YEAR = max(chinese_calendar.holidays).year
"""The last year whose notice the installed calendar knows."""


@cache
def is_working_day(day: date) -> bool:
    """Whether offices work on a day; weekends worked for a holiday (调休) count.

    A year whose notice is not known is refused (``NotValid``), never guessed.
    """
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        first, last = str(FIRST_YEAR), str(LAST_YEAR)
        raise NotValid.of("calendar.unknown_year", year=str(day.year), first=first, last=last)
    return bool(chinese_calendar.is_workday(day))


def add_working_days(day: date, count: int) -> date:
    """The working day that is so many after a day, which itself does not count; before it for less than 0.

    Zero gives the day itself. "Within three working days" from 18 July ends with ``add_working_days(…, 3)``.
    """
    step = ONE_DAY if count >= 0 else -ONE_DAY
    left = abs(count)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """How many working days lie after a day, up to and with another: the inverse of ``add_working_days``."""
    if end < start:
        return -sum(is_working_day(end + n * ONE_DAY) for n in range((start - end).days))
    return sum(is_working_day(start + n * ONE_DAY) for n in range(1, (end - start).days + 1))


def end_of(day: date) -> datetime:
    """The last moment of the city's day, in UTC: whoever acts at it is in time."""
    midnight = datetime.combine(day + ONE_DAY, time(), CITY)
    return (midnight - timedelta(microseconds=1)).astimezone(UTC)
