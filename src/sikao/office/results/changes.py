"""What a correction changes against the edition that it replaces: the list that goes public with it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sikao.core.books import changed_scores, sides
from sikao.core.books.changing import Side
from sikao.core.books.names import TOTAL
from sikao.core.scheme.resolving import Resolved
from sikao.office.results.editions import EditionView
from sikao.office.results.keeping import kept_book
from sikao.office.rulebook.queries import scheme_with


@dataclass(frozen=True, slots=True)
class Changed:
    """A unit whose total, place, grade or awards are others than before; none where it had or has none."""

    group: str
    unit: str
    points_before: Decimal | None
    points: Decimal | None
    rank_before: int | None
    rank: int | None
    grade_before: str | None
    grade: str | None
    awards_before: tuple[str, ...]
    awards: tuple[str, ...]


def changed_since(before: EditionView, after: EditionView) -> tuple[Changed, ...]:
    """The units that differ in the tables that rank them, in official order."""
    books = [kept_book(view.book_sha256) for view in (before, after)]
    rows = changed_scores(*books).filter(node=TOTAL)
    found = {(row["scorecard"], row["unit"]): row for row in rows.iter_rows(named=True)}
    changed = []
    for table in Resolved(scheme_with(after.digest)).tables:
        for unit in table.units:
            row = found.get((table.table_at(after.checkpoint), unit.code))
            if row is None:
                continue
            was, now = sides(row)
            if was != now:
                changed.append(_changed(table.group.code, unit.code, was, now))
    return tuple(changed)


def _changed(group: str, unit: str, was: Side, now: Side) -> Changed:
    return Changed(
        group=group,
        unit=unit,
        points_before=was.points,
        points=now.points,
        rank_before=was.rank,
        rank=now.rank,
        grade_before=was.grade,
        grade=now.grade,
        awards_before=was.awards,
        awards=now.awards,
    )
