"""What a notice of working days (放假安排) says, read from an office's lines and held against the law."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sikao.office.accounts.inputs import Inputs
from sikao.office.groundwork.calendar import ONE_DAY, SATURDAY, next_unknown_year, recorded

OFF, WORKED, YEAR = "off", "worked", "year"
"""Fields of the form."""
ALWAYS_OFF = ((1, 1), (5, 1), (10, 1))
"""New Year, Labour Day, the National Day: off in every year by law (全国年节及纪念日放假办法)."""
LAST_DAYS = (12, 25)
"""From this day on a notice has moved days of the year before: 2019's made 29 December 2018 a working day."""
LONGEST = 31
_DAY = r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?"
_LINE = re.compile(rf"{_DAY}(?:\s*(?:至|到|to|~|—|–|-)\s*{_DAY})?")


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The days off and the weekends worked instead, each in order."""

    off: tuple[date, ...]
    worked: tuple[date, ...]


def check_year(asked: Inputs, year: int) -> None:
    """Note where the program knows a year, or years before it are missing; one may be recorded again."""
    wanted = next_unknown_year()
    if year > wanted:
        asked.wrong(YEAR, "calendar.not_next", year=str(year), next=str(wanted))
    elif year < wanted and year not in recorded():
        asked.wrong(YEAR, "calendar.year_known", year=str(year))


def arrangement(asked: Inputs, year: int, off: str, worked: str) -> Arrangement:
    """What two texts say, a day or a stretch of days on each line; whatever is wrong with them is noted."""
    found = Arrangement(*(_days(asked, field, year, text) for field, text in ((OFF, off), (WORKED, worked))))
    for day in found.worked:
        if day.weekday() < SATURDAY:
            asked.wrong(WORKED, "calendar.not_weekend", day=day.isoformat())
        if day in found.off:
            asked.wrong(WORKED, "calendar.off_and_worked", day=day.isoformat())
    for month, day_of_month in ALWAYS_OFF:
        if (always := date(year, month, day_of_month)) not in found.off:
            asked.wrong(OFF, "calendar.holiday_missing", day=always.isoformat())
    return found


def _days(asked: Inputs, field: str, year: int, text: str) -> tuple[date, ...]:
    first = date(year - 1, *LAST_DAYS)
    found: set[date] = set()
    for line in filter(None, map(str.strip, re.split(r"[\n;；,，、]", text))):
        stretch = tuple(_stretch(line))
        if not stretch:
            asked.wrong(field, "calendar.day_unread", line=line)
        outside = [day for day in stretch if not first <= day <= date(year, 12, 31)]
        if outside:
            asked.wrong(field, "calendar.day_outside", day=outside[0].isoformat(), year=str(year))
        found.update(stretch)
    return tuple(sorted(found))


def _stretch(line: str) -> Iterator[date]:
    """The days of a line; none where it is not one."""
    matched = _LINE.fullmatch(line)
    if matched is None:
        return
    try:
        first = _date(matched.groups()[:3])
        last = _date(matched.groups()[3:]) if matched[4] else first
    except ValueError:  # a day that no month has
        return
    if 0 <= (last - first).days < LONGEST:
        yield from (first + n * ONE_DAY for n in range((last - first).days + 1))


def _date(parts: Iterable[str]) -> date:
    year, month, day = map(int, parts)
    return date(year, month, day)
