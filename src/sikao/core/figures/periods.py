"""Months, periods of whole months, and which period a checkpoint looks at. A day is always given."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass, replace
from enum import StrEnum

from sikao.core.wording import Language

_CANONICAL = re.compile(r"((?:19|20)[0-9]{2})(?:-(0[1-9]|1[0-2])(?:\.\.(0[1-9]|1[0-2]))?)?")


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month; ``month`` counts from 1."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (1900 <= self.year <= 2099 and 1 <= self.month <= 12):
            raise ValueError(f"no such month: {self.year}-{self.month}")

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02d}"

    @classmethod
    def of(cls, day: dt.date) -> Month:
        """The month in which a day lies."""
        return cls(day.year, day.month)


class PeriodKind(StrEnum):
    """What a period is called; the first that fits, in this order."""

    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"
    MONTH = "month"
    CUMULATIVE = "cumulative"
    SPAN = "span"


class Cover(StrEnum):
    """How an item's figure relates to time: from January on, for the last stretch only, or at its end."""

    CUMULATIVE = "cumulative"
    SINGLE = "single"
    POINT = "point"


class Frequency(StrEnum):
    """How often an item has a figure."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"

    @property
    def months(self) -> int:
        """The length of the stretch: 1, 3, 6 or 12 months."""
        return _MONTHS[self]


_MONTHS = {Frequency.MONTH: 1, Frequency.QUARTER: 3, Frequency.HALF: 6, Frequency.YEAR: 12}
_ORDINALS = "一二三四"
_ENGLISH_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Whole months inside one calendar year, both ends included."""

    start: Month
    end: Month

    def __post_init__(self) -> None:
        if self.start.year != self.end.year:
            raise ValueError(f"a period stays inside one year: {self.start}, {self.end}")
        if self.start > self.end:
            raise ValueError(f"a period does not run backwards: {self.start}, {self.end}")

    @classmethod
    def of(cls, year: int, first: int = 1, last: int = 12) -> Period:
        """The months ``first`` to ``last`` of a year; without them the whole year."""
        return cls(Month(year, first), Month(year, last))

    @classmethod
    def from_canonical(cls, text: str) -> Period:
        """The period of a canonical text; anything else raises ``ValueError``."""
        match = _CANONICAL.fullmatch(text)
        if match is None:
            raise ValueError(f"not a canonical period: {text!r}")
        year, first, last = match.groups()
        period = cls.of(int(year), int(first or 1), int(last or first or 12))
        if str(period) != text:
            raise ValueError(f"not a canonical period: {text!r}")
        return period

    def __str__(self) -> str:
        """Canonical text: ``2020``, ``2020-05`` or ``2020-01..03``."""
        if self.kind is PeriodKind.YEAR:
            return str(self.year)
        if self.start == self.end:
            return str(self.start)
        return f"{self.start}..{self.end.month:02d}"

    @property
    def year(self) -> int:
        """The calendar year."""
        return self.start.year

    @property
    def length(self) -> int:
        """Number of months."""
        return self.end.month - self.start.month + 1

    @property
    def kind(self) -> PeriodKind:
        """What the period is called. January to March is a quarter, and cumulative (``from_january``)."""
        for kind, months in ((PeriodKind.YEAR, 12), (PeriodKind.HALF, 6), (PeriodKind.QUARTER, 3)):
            if self.length == months and self.end.month % months == 0:
                return kind
        if self.length == 1:
            return PeriodKind.MONTH
        return PeriodKind.CUMULATIVE if self.from_january else PeriodKind.SPAN

    @property
    def from_january(self) -> bool:
        """Whether the period starts with the year, so that it can hold a cumulative figure."""
        return self.start.month == 1

    @property
    def splits_january_and_february(self) -> bool:
        """Whether exactly one of the two months is inside: impossible where 1—2月 is one period."""
        return self.end.month == 1 or self.start.month == 2

    @property
    def first_day(self) -> dt.date:
        """The first day of the first month."""
        return dt.date(self.year, self.start.month, 1)

    @property
    def last_day(self) -> dt.date:
        """The last day of the last month."""
        month = self.end.month
        return dt.date(self.year, month, calendar.monthrange(self.year, month)[1])

    def shift(self, years: int) -> Period:
        """The same months of another year."""
        return Period(
            replace(self.start, year=self.start.year + years), replace(self.end, year=self.end.year + years)
        )

    def label(self, lang: Language) -> str:
        """The period as people write it: ``2020年前三季度``, ``Jan–Sep 2020``."""
        return self._label_zh() if lang == "zh" else self._label_en()

    def _label_zh(self) -> str:
        first, last = self.start.month, self.end.month
        if (first, last) == (1, 9):
            return f"{self.year}年前三季度"
        names = {
            PeriodKind.YEAR: "",
            PeriodKind.HALF: "上半年" if last == 6 else "下半年",
            PeriodKind.QUARTER: f"{_ORDINALS[(last - 1) // 3]}季度",
            PeriodKind.MONTH: f"{first}月",
        }
        return f"{self.year}年{names.get(self.kind, f'{first}—{last}月')}"

    def _label_en(self) -> str:
        first, last = self.start.month, self.end.month
        names = {
            PeriodKind.YEAR: "",
            PeriodKind.HALF: "H1 " if last == 6 else "H2 ",
            PeriodKind.QUARTER: f"Q{(last + 2) // 3} ",
            PeriodKind.MONTH: f"{_ENGLISH_MONTHS[first - 1]} ",
        }
        span = f"{_ENGLISH_MONTHS[first - 1]}–{_ENGLISH_MONTHS[last - 1]} "
        return f"{names.get(self.kind, span)}{self.year}"


def covers(
    cover: Cover, checkpoint_end: Month, frequency: Frequency, *, merged_january: bool = False
) -> Period | None:
    """The period whose figure counts at a checkpoint that ends with the month ``checkpoint_end``.

    A yearly item always means the whole year. Otherwise the last stretch (month, quarter, half) that has
    ended by then is taken: from January to its end when cumulative, the stretch itself when single, its last
    month when point. ``None`` when no stretch of that year has ended. With ``merged_january``, January has
    no figure of its own and the stretch that ends in February is 1—2月.
    """
    year, months = checkpoint_end.year, frequency.months
    if frequency is Frequency.YEAR:
        return Period.of(year)
    end = checkpoint_end.month // months * months
    merged = merged_january and frequency is Frequency.MONTH
    if end == 0 or (merged and end == 1):
        return None
    if cover is Cover.CUMULATIVE:
        return Period.of(year, 1, end)
    if cover is Cover.POINT:
        return Period.of(year, end, end)
    return Period.of(year, 1 if merged and end == 2 else end - months + 1, end)
