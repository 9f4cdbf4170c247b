"""Which figures are others in one ledger than in an earlier one, and what each of them changed by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
            stood = any(row["absence"] not in _OPEN for row in was)
            found[key] = Cause.REVISED if stood else Cause.NEW
    return found


def by_key(rows: Iterable[Row]) -> dict[Key, list[Row]]:
    """All versions of every figure."""
    found: dict[Key, list[Row]] = {}
    for row in rows:
        found.setdefault(key_of(row), []).append(row)
    return found


def _said(versions: Iterable[Row]) -> Mapping[str, tuple[Any, Any]]:
    """Value and absence by the checkpoint since which they count; what is missing says nothing at first."""
    said = {row.get("since") or "": (row["value"], row["absence"]) for row in versions}
    if said.get("") == (None, Absence.MISSING):
        del said[""]
    return said
