"""From frozen records of results to the shapes of the API."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from sikao.core.books.names import names_of
from sikao.core.scheme import Scheme
from sikao.core.wording import Term
from sikao.interfaces.api.shapes import results as shapes
from sikao.interfaces.api.shapes.common import moment, number, words
from sikao.office.results.announced import Line, Table
from sikao.office.results.changes import Changed
from sikao.office.results.editions import EditionView, StepLine
from sikao.office.results.stages import Level


def own_edition(view: EditionView) -> dict[str, Any]:
    """What units may know of a result as such."""
    return {
        "ref": view.ref,
        "scheme": view.scheme,
        "checkpoint": view.checkpoint,
        "number": view.number,
        "state": view.state.value,
        "reply_until": moment(view.reply_until),
    }


def edition(view: EditionView) -> dict[str, Any]:
    """A result as those see it who see all of it."""
    audience = view.audience
    return own_edition(view) | {
        "run": view.run,
        "seq": view.seq,
        "book": view.book,
        "complete": view.complete,
        "bound": view.bound or None,
        "units": None if audience is None else audience.units.value,
        "public": None if audience is None else audience.public.value,
    }


def step(found: StepLine) -> shapes.Step:
    """A step of a result."""
    audience = found.audience
    return shapes.Step(
        at=moment(found.at) or "",
        seq=found.seq,
        what=found.verb.value,
        person=found.person,
        run=found.run,
        book=found.book,
        bound=found.bound or None,
        reason=found.reason or None,
        units=None if audience is None else audience.units.value,
        public=None if audience is None else audience.public.value,
        silent=list(found.silent),
        document=found.document or None,
        document_date=None if found.document_date is None else found.document_date.isoformat(),
    )


def tables(found: Iterable[Table]) -> list[shapes.Table]:
    """Tables of units, as far as they are shown."""
    return [
        shapes.Table(
            group=table.group,
            name=words(table.name),
            full_points=number(table.full),
            lines=[_line(line) for line in table.lines],
        )
        for table in found
    ]


def _line(line: Line) -> shapes.Line:
    return shapes.Line(
        unit=line.unit,
        name=words(line.name),
        ranked=line.ranked,
        grade=line.grade,
        grade_name=None if line.grade_name is None else words(line.grade_name),
        rank=line.rank,
        points=number(line.points),
        awards=[words(award) for award in line.awards],
        by_veto=line.by_veto,
        promoted=line.promoted,
    )


def scores(rows: Iterable[Mapping[str, Any]], scheme: Scheme) -> list[shapes.Score]:
    """Rows of a book, with the names of their nodes in both languages."""
    zh, en = (names_of(scheme, lang).nodes for lang in ("zh", "en"))
    return [
        shapes.Score(
            scorecard=row["scorecard"],
            node=row["node"],
            name=words(Term(zh[row["scorecard"], row["node"]], en[row["scorecard"], row["node"]])),
            depth=row["depth"],
            points=number(row["points"]),
            full_points=number(row["full_points"]),
            attainment=number(row["attainment"]),
            rank=row["rank"],
            grade=row["grade"],
            flags=list(row["flags"]),
        )
        for row in rows
    ]


def changes(found: Iterable[Changed], level: Level) -> list[shapes.Changed]:
    """What a correction changes, as far as a level shows it; units of which nothing is shown are left out."""
    told = []
    for one in found:
        kept = one
        if not level.covers(Level.POINTS):
            kept = replace(kept, points_before=None, points=None)
        if not level.covers(Level.RANKS):
            kept = replace(kept, rank_before=None, rank=None)
        if _before(kept) != _after(kept):
            told.append(_changed(kept))
    return told


def _changed(one: Changed) -> shapes.Changed:
    return shapes.Changed(
        group=one.group,
        unit=one.unit,
        points_before=number(one.points_before),
        points=number(one.points),
        rank_before=one.rank_before,
        rank=one.rank,
        grade_before=one.grade_before,
        grade=one.grade,
        awards_before=list(one.awards_before),
        awards=list(one.awards),
    )


_Side = tuple[Decimal | None, int | None, str | None, tuple[str, ...]]


def _before(one: Changed) -> _Side:
    return one.points_before, one.rank_before, one.grade_before, one.awards_before


def _after(one: Changed) -> _Side:
    return one.points, one.rank, one.grade, one.awards
