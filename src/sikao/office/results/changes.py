"""What a correction changes against the edition that it replaces: the list that goes public with it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sikao.core.books import Book, changed_scores
from sikao.core.books.names import TOTAL
from sikao.core.scheme.resolving import Resolved
from sikao.office.results.editions import EditionView
from sikao.office.results.keeping import kept_book
from sikao.office.rulebook.queries import scheme_with


@dataclass(frozen=True, slots=True)
class Changed:
    """A unit whose total, place or grade is another than before; none where it had or has none."""

    group: str
    unit: str
    points_before: Decimal | None
    points: Decimal | None
    rank_before: int | None
    rank: int | None
    grade_before: str | None
    grade: str | None


def changed_since(before: EditionView, after: EditionView) -> tuple[Changed, ...]:
    """The units that differ in the tables that rank them, in official order."""
    books = [kept_book(view.book_sha256) for view in (before, after)]
    rows = changed_scores(*books).filter(node=TOTAL)
    found = {(row["scorecard"], row["unit"]): row for row in rows.iter_rows(named=True)}
    grades = [_grades(book) for book in books]
    changed = []
    for table in Resolved(scheme_with(after.digest)).tables:
        for unit in table.units:
            key = (table.table_at(after.checkpoint), unit.code)
            row = found.get(key)
            if row is None:
                continue
            was, now = (of_book.get(key) for of_book in grades)
            if (row["points_before"], row["rank_before"], was) != (row["points"], row["rank"], now):
                points = (row["points_before"], row["points"])
                places = (row["rank_before"], row["rank"])
                changed.append(Changed(table.group.code, unit.code, *points, *places, was, now))
    return tuple(changed)


def _grades(book: Book) -> dict[tuple[str, str], str | None]:
    totals = book.at(book.checkpoint).filter(node=TOTAL)
    return {(card, unit): grade for card, unit, grade in totals.select("scorecard", "unit", "grade").rows()}
