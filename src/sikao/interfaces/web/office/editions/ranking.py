"""A result as a table of units in the reader's language: as much of it as his level allows."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sikao.core.books import Book
from sikao.core.scheme import Scheme
from sikao.interfaces.web.frame import language
from sikao.office.results.announced import Table, tables_at
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
    awards: tuple[str, ...]
    by_veto: bool
    promoted: bool


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
    return [_group(table) for table in tables_at(book, scheme, level)]


def _group(table: Table) -> Group:
    lang = language()
    lines = tuple(
        Line(
            code=line.unit,
            unit=line.name.text(lang),
            ranked=line.ranked,
            grade="" if line.grade_name is None else line.grade_name.text(lang),
            rank=line.rank,
            points=line.points,
            awards=tuple(award.text(lang) for award in line.awards),
            by_veto=line.by_veto,
            promoted=line.promoted,
        )
        for line in table.lines
    )
    graded = any(line.grade or line.awards for line in lines)
    return Group(table.group, table.name.text(lang), table.full, graded, lines)
