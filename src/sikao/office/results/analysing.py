"""Working out why a result is another than the one before, and which places are still open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import polars as pl

from sikao.core.books.names import TOTAL
from sikao.core.figures.table import Figure, Figures
from sikao.core.insight import (
    Attainable,
    Cause,
    Situation,
    attainable_places,
    attribute_change,
    changed_cells,
)
from sikao.core.scheme import Scheme
from sikao.core.scheme.resolving import RankedTable, Resolved
from sikao.office.ledger.facts import BY_DOCKET, BY_RULING, Key
from sikao.office.ledger.queries import last_ways
from sikao.office.results.analyses_kept import ChangedFigure, KeptBasis, KeptChange, KeptPlaces, Said
from sikao.office.results.computing import figures_at
from sikao.office.results.editions import EditionView
from sikao.office.results.keeping import kept_book
from sikao.office.rulebook.queries import scheme_with

CAUSES = {BY_RULING: Cause.RULING, BY_DOCKET: Cause.DOCKET}
"""What a changed figure came from, where the way in which it was posted says more than that it changed."""
Told = Callable[[int, int], object]
"""Told how many groups are done, of how many."""


def change_between(before: EditionView, after: EditionView, told: Told = lambda *_: None) -> KeptChange:
    """Why everyone's points and places in one result are others than in an earlier one.

    Of the groups that have a result in both. ``FindingsError`` where the two cannot be compared.
    """
    scheme = scheme_with(after.digest)
    earlier = Situation(scheme_with(before.digest), _figures(before), before.checkpoint)
    later = Situation(scheme, _figures(after), after.checkpoint)
    causes = _causes(before, after)
    scored = _scored(before)
    tables = [table for table in _tables(after) if table.group.code in scored]
    groups = []
    for number, table in enumerate(tables):
        told(number, len(tables))
        groups.append(attribute_change(earlier, later, table.group.code, causes))
    figures = tuple(changed_figures(earlier.figures, later.figures, scheme, after.checkpoint, causes))
    return KeptChange(_basis(before), _basis(after), tuple(groups), figures)


def places_from(view: EditionView, told: Told = lambda *_: None) -> KeptPlaces:
    """Which places at the end of the year are still open to the units that have a result by now.

    Figures in dispute count as open.
    """
    scheme, figures = scheme_with(view.digest), _figures(view)
    last = last_checkpoint(scheme)
    tables, found = list(_tables(view)), dict[str, Attainable]()
    for number, table in enumerate(tables):
        told(number, len(tables))
        code = table.group.code
        found[code] = attainable_places(scheme, figures, code, last, disputed_open=True)
    return KeptPlaces(_basis(view), last, found)


def last_checkpoint(scheme: Scheme) -> str:
    """The ranked checkpoint that ends the year."""
    return max((one for one in scheme.checkpoints.values() if one.ranked), key=lambda one: one.through).code


def changed_figures(
    before: Figures, after: Figures, scheme: Scheme, checkpoint: str, causes: Mapping[Key, Cause]
) -> Iterator[ChangedFigure]:
    """The figures of which a value or an absence differs, as they count at a checkpoint."""
    cells = changed_cells(before, after)
    order = ["", *(one.code for one in scheme.checkpoints.values())]
    known = order[: order.index(checkpoint) + 1]
    was, now = (_by_key(figures, cells, known) for figures in (before, after))
    for key, cause in cells.items():
        item, kind = scheme.items.get(key[1].partition("/")[0]), key[2]
        measure = "" if item is None else item.kinds.get(kind, "")
        found = (_said(was.get(key, ())), _said(now.get(key, ())))
        if found[0] != found[1]:
            yield ChangedFigure(key, causes.get(key, cause), *found, measure)


def _by_key(figures: Figures, keys: Mapping[Key, Cause], known: Sequence[str]) -> dict[Key, list[Figure]]:
    """The versions of some figures that count by a checkpoint, in the order in which they began to."""
    found: dict[Key, list[Figure]] = {}
    for figure in figures:
        key = (figure.unit, figure.indicator, figure.kind.value, str(figure.period))
        if key in keys and figure.since in known:
            found.setdefault(key, []).append(figure)
    for versions in found.values():
        versions.sort(key=lambda figure: known.index(figure.since))
    return found


def _said(versions: Iterable[Figure]) -> Said:
    last = next(reversed(list(versions)), None)
    if last is None:
        return None
    return last.absence if last.value is None else last.value


def _causes(before: EditionView, after: EditionView) -> dict[Key, Cause]:
    """What the office knows of the figures that were posted between the two."""
    first, last = sorted((before.seq, after.seq))
    ways = last_ways(after.scheme, first, last)
    return {key: CAUSES[way] for key, way in ways.items() if way in CAUSES}


def _figures(view: EditionView) -> Figures:
    return figures_at(scheme_with(view.digest), view.seq)


def _tables(view: EditionView) -> Iterator[RankedTable]:
    """The ranking groups that have a result in an edition."""
    scored = _scored(view)
    return (table for table in Resolved(scheme_with(view.digest)).tables if table.group.code in scored)


def _scored(view: EditionView) -> frozenset[str]:
    totals = kept_book(view.book_sha256).at(view.checkpoint)
    held = totals.filter((pl.col("node") == TOTAL) & pl.col("points").is_not_null())
    return frozenset(held["group"].unique())


def _basis(view: EditionView) -> KeptBasis:
    return KeptBasis(view.scheme, view.digest, view.checkpoint, view.seq, view.book)
