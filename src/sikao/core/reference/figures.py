"""The figures: canonical rows by unit, indicator, kind and period; and which period a checkpoint reads."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from .compiled import Checkpoint, Item
from .entry import Entry
from .errors import CalculationError

_KEY = ("unit", "indicator", "kind", "period")
_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "half": 6}

FigureKey = tuple[str, str, str, str]


class Absence(StrEnum):
    """Why there is no value. Of several absences the first in this order holds."""

    WITHHELD = "withheld"
    MISSING = "missing"
    NOT_YET_DUE = "not_yet_due"
    NOT_APPLICABLE = "not_applicable"
    UNDEFINED = "undefined"


_PRECEDENCE = {absence: place for place, absence in enumerate(Absence)}

Value = Fraction | Absence


def first_absence(values: Iterable[Value]) -> Absence | None:
    """The absence that holds among several values, None when all of them are numbers."""
    absent = [value for value in values if isinstance(value, Absence)]
    return min(absent, key=_PRECEDENCE.__getitem__) if absent else None


@dataclass(frozen=True, slots=True)
class Figure:
    """What a row says: a number or why there is none, and remarks."""

    value: Value
    flags: tuple[str, ...]


_NO_FIGURE = Figure(Absence.MISSING, ())


class Figures:
    """All figures by key; a figure without a row is missing."""

    __slots__ = ("_by_key", "digest")

    def __init__(self, rows: Iterable[Mapping[str, Any]]) -> None:
        self._by_key: dict[FigureKey, Figure] = {}
        listed = list(rows)
        for number, row in enumerate(listed):
            entry = Entry(row, f"figures[{number}]")
            key = (
                entry["unit"].text(),
                entry["indicator"].text(),
                entry["kind"].text(),
                entry["period"].text(),
            )
            if key in self._by_key:
                raise entry.error(f"a second figure for {' '.join(key)}")
            self._by_key[key] = _read_figure(entry)
        self.digest = _digest(listed)

    def at(self, key: FigureKey) -> Figure:
        return self._by_key.get(key, _NO_FIGURE)


def _read_figure(entry: Entry) -> Figure:
    value, absence, flags = entry.get("value"), entry.get("absence"), entry.get("flags")
    of_row = tuple(sorted(flags.texts())) if flags else ()
    if value is not None and absence is None:
        return Figure(value.number(), of_row)
    if absence is not None and value is None:
        return Figure(Absence(absence.one_of(*Absence)), of_row)
    raise entry.error("a figure has either a value or an absence")


def _digest(rows: list[Mapping[str, Any]]) -> str:
    """SHA-256 of the rows as lines of canonical JSON, sorted by key, whatever order they came in."""
    ordered = sorted(rows, key=lambda row: tuple(row[name] for name in _KEY))
    encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
    try:
        lines = [encode(row) + "\n" for row in ordered]
    except (TypeError, ValueError) as broken:
        raise CalculationError("figures", f"not plain JSON: {broken}") from broken
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def period_at(item: Item, checkpoint: Checkpoint, year: int) -> str | None:
    """The period that ``checkpoint`` reads of ``item`` in ``year``, None when no stretch of it is complete.

    Text: ``2020``, ``2020-05`` or ``2020-01..03``.
    """
    if item.frequency == "year":
        return str(year)
    length = _MONTHS[item.frequency]
    end = checkpoint.through // length * length
    merged = item.merged_january and length == 1
    if end == 0 or (merged and end == 1):
        return None
    start = end - length + 1
    if item.cover == "cumulative" or (merged and end == 2):
        start = 1
    if item.cover == "point":
        start = end
    return _period_text(year, start, end)


def _period_text(year: int, start: int, end: int) -> str:
    if (start, end) == (1, 12):
        return str(year)
    return f"{year}-{start:02d}" if start == end else f"{year}-{start:02d}..{end:02d}"
