"""A result as a table of units: as much of it as the level of whoever reads allows."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sikao.core.books import Book
from sikao.core.books.names import TOTAL
from sikao.core.scheme import Scheme
from sikao.core.scheme.resolving import RankedTable, Resolved
from sikao.interfaces.web.frame import language
from sikao.interfaces.web.results.words import named
from sikao.office.results.stages import Level


@dataclass(frozen=True, slots=True)
class Line:
    """A unit with what is shown of it; what is not shown is not there."""

    code: str
    unit: str
    ranked: bool
    grade: str
    rank: int | None
    points: Decimal | None


@dataclass(frozen=True, slots=True)
class Group:
    """A ranking group: in the order of places where they are shown, else in official order."""

    code: str
    name: str
    full: Decimal | None
    graded: bool
    lines: tuple[Line, ...]


def groups_at(book: Book, scheme: Scheme, level: Level) -> list[Group]:
    """The ranking groups that have a result at the book's checkpoint, as a level shows them."""
    if level is Level.NOTHING:
        return []
    found = (_group(book, scheme, table, level) for table in Resolved(scheme).tables)
    return [group for group in found if group.lines]


def _group(book: Book, scheme: Scheme, table: RankedTable, level: Level) -> Group:
    lang = language()
    totals = book.at(book.checkpoint).filter(node=TOTAL, scorecard=table.table_at(book.checkpoint))
    rows = {row["unit"]: row for row in totals.iter_rows(named=True) if row["points"] is not None}
    grades = {grade.code: named(grade, lang) for grade in scheme.grades.get(table.group.code, ())}
    lines = [
        Line(
            code=unit.code,
            unit=named(unit, lang),
            ranked=unit.ranked,
            grade=grades.get(rows[unit.code]["grade"] or "", ""),
            rank=rows[unit.code]["rank"] if level.covers(Level.RANKS) else None,
            points=rows[unit.code]["points"] if level.covers(Level.POINTS) else None,
        )
        for unit in table.units
        if unit.code in rows
    ]
    if level.covers(Level.RANKS):
        last = len(lines) + 1
        lines.sort(key=lambda line: last if line.rank is None else line.rank)
    full = next((row["full_points"] for row in rows.values()), None)
    return Group(
        code=table.group.code,
        name=named(table.group, lang),
        full=full if level.covers(Level.POINTS) else None,
        graded=any(line.grade for line in lines),
        lines=tuple(lines),
    )
