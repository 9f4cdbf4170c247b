"""The figures: canonical rows by unit, indicator, kind and period; and which period a checkpoint reads."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from .compiled import Checkpoint, Compiled, Item
from .entry import Entry
from .errors import CalculationError

_KEY = ("unit", "indicator", "kind", "period")
_SINCE = "since"
_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "half": 6}

FigureKey = tuple[str, str, str, str, str]
"""Unit, indicator, kind, period, and the checkpoint since which a version counts ("" from the beginning)."""


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
    """All versions of all figures by key, as they are known at one checkpoint; one without a row is missing.

    A revised figure has several versions, each with the checkpoint since which it counts.
    """

    __slots__ = ("_by_key", "_order", "_versions", "digest")

    def __init__(
        self, rows: Iterable[Mapping[str, Any]], checkpoints: Sequence[str] = (), as_of: str | None = None
    ) -> None:
        """``checkpoints`` are all codes in order; versions that count only after ``as_of`` are not known."""
        self._order = {"": -1, **{code: number for number, code in enumerate(checkpoints)}}
        known_until = len(checkpoints) if as_of is None else self._order[as_of]
        self._by_key: dict[FigureKey, Figure] = {}
        self._versions: dict[tuple[str, str, str, str], list[str]] = {}
        listed = list(rows)
        for number, row in enumerate(listed):
            entry = Entry(row, f"figures[{number}]")
            unit, indicator, kind, period = (entry[name].text() for name in _KEY)
            given = entry.get(_SINCE)
            since = "" if given is None else given.text()
            if since not in self._order:
                raise entry.error(f"{since!r} is no checkpoint")
            key = (unit, indicator, kind, period, since)
            if key in self._by_key:
                raise entry.error(f"a second figure for {' '.join(key).rstrip()}")
            figure = _read_figure(entry)
            if self._order[since] <= known_until:
                self._by_key[key] = figure
                self._versions.setdefault(key[:4], []).append(since)
        for versions in self._versions.values():
            versions.sort(key=self._order.__getitem__)
        self.digest = _digest(listed)

    def version(self, unit: str, indicator: str, kind: str, period: str, checkpoint: str | None) -> FigureKey:
        """The key of the version that counts at a checkpoint; of the latest one where it is None."""
        until = len(self._order) if checkpoint is None else self._order.get(checkpoint, -1)
        known = self._versions.get((unit, indicator, kind, period), ())
        since = [code for code in known if self._order[code] <= until]
        return (unit, indicator, kind, period, since[-1] if since else "")

    def at(self, key: FigureKey) -> Figure:
        """The figure of a key from ``version``."""
        return self._by_key.get(key, _NO_FIGURE)


def figures_known(
    rows: Iterable[Mapping[str, Any]], compiled: Compiled, checkpoint: str | None = None
) -> Figures:
    """The figures of a compiled scheme as they are known at a checkpoint (default: the last ranked one)."""
    last = [entry.code for entry in compiled.checkpoints if entry.ranked][-1]
    return Figures(rows, [entry.code for entry in compiled.checkpoints], checkpoint or last)


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
    ordered = sorted(rows, key=lambda row: (*(row[name] for name in _KEY), row.get(_SINCE) or ""))
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
