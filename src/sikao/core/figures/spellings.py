"""Reads the declared spellings of a period, and says precisely why another one is refused.

The grammar is written in ``docs/algorithms/numbers-and-periods.md``; nothing outside it is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from sikao.core.figures.periods import Period
from sikao.core.wording import NOWHERE, Finding, Findings, Listed, Place

_Bounds = tuple[int, int] | str
"""First and last month, or the code of the finding that refuses."""

_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_YEAR_ZH = rf"(?:{_YEAR}年)?"
_TO = r"(?:-|–|—|至)"
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}
_NAMED = {"": (1, 12), "全年": (1, 12), "上半年": (1, 6), "下半年": (7, 12), "前三季度": (1, 9)}

_FULL_WIDTH = re.compile("[\uff01-\uff5e]")
_TWO_DIGIT_YEAR = re.compile(r"[0-9]{2}(?:年.*|[QH][0-9].*|-[0-9]{2})")
_AMBIGUOUS = re.compile(r"[0-9]{1,4}[/.][0-9]{1,4}(?:[/.][0-9]{1,4})?")
_MONTH_TEXT = r"(?:19|20)[0-9]{2}(?:-[0-9]{2}|年[0-9]{1,2}月)"
_TWO_YEARS = re.compile(rf"(?P<a>{_MONTH_TEXT})(?:\.\.|{_TO})(?P<b>{_MONTH_TEXT})")
MAX_LENGTH = 40


def _months(first: str, last: str | None) -> _Bounds:
    start, end = int(first), int(last or first)
    if not (1 <= start <= 12 and 1 <= end <= 12):
        return "period.month_range"
    return (start, end) if start <= end else "period.reversed"


def _quarters(first: str, last: str | None) -> _Bounds:
    start = _QUARTERS.get(first) or int(first)
    end = (_QUARTERS.get(last) or int(last)) if last else start
    if not (1 <= start <= 4 and 1 <= end <= 4):
        return "period.quarter_range"
    return (3 * start - 2, 3 * end) if start <= end else "period.reversed"


def _halves(first: str, _last: str | None) -> _Bounds:
    half = int(first)
    return (6 * half - 5, 6 * half) if half in (1, 2) else "period.quarter_range"


def _named(first: str, _last: str | None) -> _Bounds:
    return _NAMED[first]


_FORMS: tuple[tuple[re.Pattern[str], Callable[[str, str | None], _Bounds]], ...] = (
    (re.compile(rf"{_YEAR}年?(?P<first>)(?P<last>)"), _named),
    (re.compile(rf"{_YEAR_ZH}(?P<first>全年|上半年|下半年|前三季度)(?P<last>)"), _named),
    (re.compile(rf"{_YEAR}-(?P<first>[0-9]{{2}})(?:\.\.(?P<last>[0-9]{{2}}))?"), _months),
    (re.compile(rf"{_YEAR_ZH}(?P<first>[0-9]{{1,2}})(?:{_TO}(?P<last>[0-9]{{1,2}}))?月"), _months),
    (re.compile(rf"{_YEAR_ZH}(?P<first>[0-9]{{1,2}})月{_TO}(?P<last>[0-9]{{1,2}})月"), _months),
    (re.compile(rf"{_YEAR}Q(?P<first>[0-9])(?:-Q(?P<last>[0-9]))?"), _quarters),
    (re.compile(rf"{_YEAR_ZH}第?(?P<first>[一二三四0-9])季度(?P<last>)"), _quarters),
    (re.compile(rf"{_YEAR}H(?P<first>[0-9])(?P<last>)"), _halves),
)


def parse_period(
    text: str,
    *,
    year: int | None = None,
    years: Collection[int] | None = None,
    merged_january: bool = False,
    where: Place = NOWHERE,
) -> tuple[Period | None, tuple[Finding, ...]]:
    """The period that a text spells.

    ``year`` is the year of spellings without one, such as ``1—2月``; ``years`` are the only calendar years
    allowed; with ``merged_january`` a period that holds only one of January and February is refused.
    Ordinary spaces at either end are ignored.
    """
    found = Findings()
    trimmed = text.strip(" ") if len(text) <= MAX_LENGTH else text
    outcome = _read(trimmed, year)
    if isinstance(outcome, Period):
        if years is not None and outcome.year not in years:
            found.error("period.outside_year", where, text=text, years=_listed(years))
        elif merged_january and outcome.splits_january_and_february:
            found.error("period.merged_january", where, text=text)
        else:
            return outcome, ()
    else:
        found.error(outcome, where, text=text)
    return None, tuple(found)


def _listed(years: Collection[int]) -> Listed:
    return Listed.of(str(year) for year in sorted(years))


def _read(text: str, default_year: int | None) -> Period | str:
    """The period, or the code of the finding that refuses the text."""
    if len(text) > MAX_LENGTH:
        return "period.malformed"
    for pattern, bounds_of in _FORMS:
        match = pattern.fullmatch(text)
        if match is None:
            continue
        bounds = bounds_of(match["first"], match["last"])
        if isinstance(bounds, str):
            return bounds
        year = int(match["year"]) if match["year"] else default_year
        return "period.no_year" if year is None else Period.of(year, *bounds)
    return _why_not(text)


def _why_not(text: str) -> str:
    if not text:
        return "period.blank"
    if _FULL_WIDTH.search(text):
        return "period.full_width"
    two = _TWO_YEARS.fullmatch(text)
    if two:
        return "period.across_years" if two["a"][:4] != two["b"][:4] else "period.malformed"
    if _AMBIGUOUS.fullmatch(text):
        return "period.ambiguous"
    return "period.two_digit_year" if _TWO_DIGIT_YEAR.fullmatch(text) else "period.malformed"
