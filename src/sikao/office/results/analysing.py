"""Working out why a result is another than the one before, and which places are still open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

import polars as pl

from sikao.core.books.names import TOTAL
from sikao.core.figures.absence import Absence
from sikao.core.figures.checking import check_figures, convert_figures
from sikao.core.figures.table import Figures
from sikao.core.insight import (
    Attainable,
    Cause,
    Interim,
    Situation,
    State,
    attainable_places,
    attribute_change,
    steps_between,
)
from sikao.core.insight.changed_cells import by_key
from sikao.core.insight.perturbing import Row
from sikao.core.scheme import Scheme
from sikao.core.scheme.catalogue import catalogue_of
from sikao.core.scheme.resolving import RankedTable, Resolved
from sikao.core.wording import has_errors
from sikao.office.ledger.facts import BY_DOCKET, BY_RULING, Key
from sikao.office.ledger.queries import courses
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
    causes, between = _courses(before, after)
    scored = _scored(before)
    tables = [table for table in _tables(after) if table.group.code in scored]
    groups = []
    for number, table in enumerate(tables):
        told(number, len(tables))
        groups.append(attribute_change(earlier, later, table.group.code, causes, between))
    changed = changed_figures(earlier.figures, later.figures, scheme, after.checkpoint, causes, between)
    return KeptChange(_basis(before), _basis(after), tuple(groups), tuple(changed))


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
    before: Figures,
    after: Figures,
    scheme: Scheme,
    checkpoint: str,
    causes: Mapping[Key, Cause],
    between: Sequence[Interim] = (),
) -> Iterator[ChangedFigure]:
    """The figures of which a value or an absence differs, step by step, as they count at a checkpoint."""
    order = ["", *(one.code for one in scheme.checkpoints.values())]
    known = order[: order.index(checkpoint) + 1]
    rows = before.canonical_rows()
    states = (*(interim.state() for interim in between), State(after.canonical_rows(), causes))
    was = by_key(rows)
    for key, steps in steps_between(rows, states).items():
        item, kind = scheme.items.get(key[1].partition("/")[0]), key[2]
        measure = "" if item is None else item.kinds.get(kind, "")
        said = _said(was.get(key, ()), known)
        for step in steps:
            now = _said(step.rows, known)
            if said != now:
                yield ChangedFigure(key, step.cause, said, now, measure)
            said = now


def _said(versions: Iterable[Row], known: Sequence[str]) -> Said:
    """What the version says that began to count last, of those that count by a checkpoint."""
    counting = [row for row in versions if row["since"] in known]
    if not counting:
        return None
    last = max(counting, key=lambda row: known.index(row["since"]))
    return Absence(last["absence"]) if last["value"] is None else Decimal(last["value"])


def _courses(before: EditionView, after: EditionView) -> tuple[dict[Key, Cause], list[Interim]]:
    """What the office knows of the figures that were posted between the two: their last steps' causes, and
    what they said in the meantime.
    """
    scheme = scheme_with(after.digest)
    catalogue = catalogue_of(scheme)
    first, last = sorted((before.seq, after.seq))
    ways, states = courses(scheme, first, last)
    backwards = before.seq > after.seq
    found = []
    for number, figures in enumerate(states, 1):
        if has_errors(check_figures(figures, catalogue)):
            continue  # what no result could rest on is passed over
        # Going back, what a figure comes to say is what its next act then replaced.
        caused = {
            key: of[number if backwards else number - 1] for key, of in ways.items() if len(of) > number
        }
        found.append(Interim(convert_figures(figures, catalogue), _causes(caused)))
    ends = {key: of[0 if backwards else -1] for key, of in ways.items()}
    return _causes(ends), found[::-1] if backwards else found


def _causes(ways: Mapping[Key, str]) -> dict[Key, Cause]:
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
