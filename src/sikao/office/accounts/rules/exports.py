"""How much may be taken out at once: when a reason is asked for, what is too much, what others are told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PIECES = 3
"""So many times the rows that need a reason may go out in a day without one, in files that need none each."""


class Sign(StrEnum):
    """Why those who watch are told of an export."""

    BULK = "bulk"
    """One file with more rows than go out without a reason."""
    OFTEN = "often"
    """Many files by one person within an hour or a day."""
    PIECES = "pieces"
    """Many small files that together are a large one."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the place decided: rows that need a reason, rows at most, files in an hour and in a day."""

    reason_rows: int
    most_rows: int
    per_hour: int
    per_day: int


@dataclass(frozen=True, slots=True)
class Taken:
    """One list that somebody took out. ``whole`` names what a program reads page by page, if it does."""

    at: datetime
    rows: int
    reason: str = ""
    whole: str = ""
    signs: frozenset[str] = frozenset()


def asks_reason(rows: int, limits: Limits) -> bool:
    """Whether so many rows go out with a reason only."""
    return rows > limits.reason_rows


def signs(taken: Taken, before: Sequence[Taken], limits: Limits) -> tuple[Sign, ...]:
    """What those who watch are told; ``before`` is what the same person took out earlier.

    A whole that is read page by page is one file, told once a day; so are many files, and many small ones.
    """
    recent = [one for one in before if one.at > taken.at - DAY]
    again = bool(taken.whole) and any(one.whole == taken.whole for one in recent)
    told = frozenset[str]().union(*(one.signs for one in recent))
    found = []
    if asks_reason(taken.rows, limits) and not again:
        found.append(Sign.BULK)
    if not again and Sign.OFTEN not in told and _is_often(taken, recent, limits):
        found.append(Sign.OFTEN)
    small = sum(one.rows for one in (*recent, taken) if not asks_reason(one.rows, limits))
    if (
        not asks_reason(taken.rows, limits)
        and Sign.PIECES not in told
        and small > PIECES * limits.reason_rows
    ):
        found.append(Sign.PIECES)
    return tuple(found)


def _is_often(taken: Taken, recent: Sequence[Taken], limits: Limits) -> bool:
    files = [*_once_each(recent), taken]
    in_the_hour = [one for one in files if one.at > taken.at - HOUR]
    return len(in_the_hour) > limits.per_hour or len(files) > limits.per_day


def _once_each(recent: Sequence[Taken]) -> list[Taken]:
    """Every file, and of what was read page by page the first page."""
    firsts = {one.whole: one for one in reversed(recent) if one.whole}
    return [one for one in recent if not one.whole or firsts[one.whole] is one]
