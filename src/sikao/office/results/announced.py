"""A result as tables of units, as much of it as a level allows: what is not shown is not there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sikao.core.books import Book, limited_by_veto
from sikao.core.books.names import TOTAL, Outcome, awards_in, outcome_terms, outcomes_in, term_of
from sikao.core.scheme import Scheme
from sikao.core.scheme.resolving import RankedTable, Resolved
from sikao.core.wording import Term
from sikao.office.results.stages import Level


@dataclass(frozen=True, slots=True)
class Line:
    """A unit with what is shown of it; ``grade`` is a code, ``grade_name`` its words.

    ``by_veto``: a veto limits the grade; ``promoted``: it is above the quota. Both are told with the place,
    from which the grade does not follow then.
    """

    unit: str
    name: Term
    ranked: bool
    grade: str | None
    grade_name: Term | None
    rank: int | None
    points: Decimal | None
    awards: tuple[Term, ...]
    by_veto: bool
    promoted: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A ranking group: in the order of places where they are shown, else in official order."""

    group: str
    name: Term
    full: Decimal | None
    lines: tuple[Line, ...]


def tables_at(book: Book, scheme: Scheme, level: Level) -> tuple[Table, ...]:
    """The ranking groups that have a result at the book's checkpoint, as a level shows them."""
    if level is Level.NOTHING:
        return ()
    found = (_table(book, scheme, table, level) for table in Resolved(scheme).tables)
    return tuple(table for table in found if table.lines)


def _table(book: Book, scheme: Scheme, table: RankedTable, level: Level) -> Table:
    totals = book.at(book.checkpoint).filter(node=TOTAL, scorecard=table.table_at(book.checkpoint))
    rows = {row["unit"]: row for row in totals.iter_rows(named=True) if row["points"] is not None}
    names, ranks = outcome_terms(scheme), level.covers(Level.RANKS)
    order = [grade.code for grade in scheme.grades.get(table.group.code, ())]
    limited = limited_by_veto(rows.values(), order) if ranks else frozenset()
    grades = {grade.code: term_of(grade) for grade in scheme.grades.get(table.group.code, ())}
    lines = [
        Line(
            unit=unit.code,
            name=term_of(unit),
            ranked=unit.ranked,
            grade=rows[unit.code]["grade"],
            grade_name=grades.get(rows[unit.code]["grade"] or ""),
            rank=rows[unit.code]["rank"] if ranks else None,
            points=rows[unit.code]["points"] if level.covers(Level.POINTS) else None,
            awards=tuple(names[code] for code in awards_in(rows[unit.code]["flags"])),
            by_veto=unit.code in limited,
            promoted=ranks and _is_promoted(rows[unit.code]["flags"]),
        )
        for unit in table.units
        if unit.code in rows
    ]
    if ranks:
        last = len(lines) + 1
        lines.sort(key=lambda line: last if line.rank is None else line.rank)
    full = next((row["full_points"] for row in rows.values()), None)
    return Table(
        group=table.group.code,
        name=term_of(table.group),
        full=full if level.covers(Level.POINTS) else None,
        lines=tuple(lines),
    )


def _is_promoted(flags: Sequence[str]) -> bool:
    return any(kind is Outcome.PROMOTED for kind, _ in outcomes_in(flags))
