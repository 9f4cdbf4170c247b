"""Which figures are others in one ledger than in an earlier one, and step by step what they changed by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sikao.core.figures.absence import Absence
from sikao.core.figures.table import VERSION, Figures
from sikao.core.insight.monotone import Key
from sikao.core.insight.perturbing import Row, key_of

_OPEN = (Absence.MISSING, Absence.NOT_YET_DUE)


class Cause(StrEnum):
    """What a figure changed by: first report, revision, the docket of bonus and deduction, a ruling."""

    NEW = "new"
    REVISED = "revised"
    DOCKET = "docket"
    RULING = "ruling"


@dataclass(frozen=True, slots=True)
class Step:
    """A figure comes to say something else: by what, and all its versions from then on."""

    cause: Cause
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class State:
    """What figures said at some moment; ``causes`` by what they came to, where more than existence tells it.

    A figure without a row said what it had said before, except in the last state of all.
    """

    rows: Sequence[Row]
    causes: Mapping[Key, Cause]


def changed_cells(before: Figures, after: Figures) -> dict[Key, Cause]:
    """The keys of figures of which a value or an absence differs, in order, as far as existence tells: new
    where nothing or an open absence stood before, else revised.

    No row is the same as one that says missing; flags, calibers and sources do not count.
    """
    columns = (*VERSION, "value", "absence")
    return cells_changed(*(figures.to_frame().select(columns).to_dicts() for figures in (before, after)))


def cells_changed(before: Iterable[Row], after: Iterable[Row]) -> dict[Key, Cause]:
    """Like ``changed_cells`` for plain rows."""
    earlier, later = by_key(before), by_key(after)
    found: dict[Key, Cause] = {}
    for key in sorted(earlier.keys() | later.keys()):
        was = earlier.get(key, ())
        if _said(was) != _said(later.get(key, ())):
            found[key] = Cause.REVISED if _stood(was) else Cause.NEW
    return found


def steps_between(before: Iterable[Row], states: Sequence[State]) -> dict[Key, tuple[Step, ...]]:
    """The steps of every figure that says something else in the last state than before, keys in order.

    One that a state names no cause of is new while nothing or an open absence has stood there, and revised
    from then on. Steps of one cause that follow one another are one; what comes to nothing is none.
    """
    first, last = list(before), states[-1]
    was = by_key(first)
    passed = [(by_key(state.rows), state.causes) for state in states]
    return {key: _steps(key, was.get(key, ()), passed) for key in cells_changed(first, last.rows)}


def _steps(
    key: Key, before: Sequence[Row], states: Sequence[tuple[Mapping[Key, Sequence[Row]], Mapping[Key, Cause]]]
) -> tuple[Step, ...]:
    steps: list[Step] = []
    stood = _stood(before)
    for number, (rows, causes) in enumerate(states, 1):
        now = rows.get(key, ())
        was = steps[-1].rows if steps else before
        if (now or number == len(states)) and _said(now) != _said(was):
            cause = causes.get(key, Cause.REVISED if stood else Cause.NEW)
            if steps and steps[-1].cause is cause:
                steps.pop()
            if _said(now) != _said(steps[-1].rows if steps else before):
                steps.append(Step(cause, now))
        stood = stood or _stood(now)
    return tuple(steps)


def by_key(rows: Iterable[Row]) -> dict[Key, list[Row]]:
    """All versions of every figure."""
    found: dict[Key, list[Row]] = {}
    for row in rows:
        found.setdefault(key_of(row), []).append(row)
    return found


def _stood(versions: Iterable[Row]) -> bool:
    return any(row["absence"] not in _OPEN for row in versions)


def _said(versions: Iterable[Row]) -> Mapping[str, tuple[Any, Any]]:
    """Value and absence by the checkpoint since which they count; what is missing says nothing at first."""
    said = {row.get("since") or "": (row["value"], row["absence"]) for row in versions}
    if said.get("") == (None, Absence.MISSING):
        del said[""]
    return said
