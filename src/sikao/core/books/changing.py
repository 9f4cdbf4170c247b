"""What became of every score from one book to another: points, places, grades before and after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import polars as pl

from sikao.core.books.book import Book
from sikao.core.books.names import awards_in

_OF_ROW = ("scorecard", "group", "unit", "node")


@dataclass(frozen=True, slots=True)
class Side:
    """A score on one side of a change, with the codes of its grade and awards; none where there is none."""

    points: Decimal | None
    rank: int | None
    grade: str | None
    awards: tuple[str, ...]


def sides(row: Mapping[str, Any]) -> tuple[Side, Side]:
    """A row of ``changed_scores`` before and after."""
    return _side(row, "_before"), _side(row, "")


def _side(row: Mapping[str, Any], end: str) -> Side:
    points, rank, grade = (row[f"{name}{end}"] for name in ("points", "rank", "grade"))
    return Side(points, rank, grade, awards_in(row[f"flags{end}"] or ()))


def changed_scores(before: Book, after: Book) -> pl.DataFrame:
    """Every score that either book has at its own checkpoint, beside that of the other.

    Columns: ``scorecard``, ``group``, ``unit``, ``node``, ``depth``, ``points_before``, ``points``,
    ``difference``, ``rank_before``, ``rank``, ``grade_before``, ``grade``, ``flags_before``, ``flags``;
    points as in the books, ``difference`` null where one of them has none. The books may be of different
    checkpoints of a year: of each the table that it has there.
    """
    earlier, later = _own(before), _own(after)
    joined = later.join(
        earlier, on=_OF_ROW, how="full", coalesce=True, suffix="_before", maintain_order="left"
    )
    return joined.with_columns(
        depth=pl.coalesce("depth", "depth_before"),
        difference=pl.col("points") - pl.col("points_before"),
    ).select(*_OF_ROW, "depth", "points_before", "points", "difference", *_both("rank", "grade", "flags"))


def _own(book: Book) -> pl.DataFrame:
    return book.at(book.checkpoint).select(*_OF_ROW, "depth", "points", "rank", "grade", "flags")


def _both(*names: str) -> tuple[str, ...]:
    return tuple(column for name in names for column in (f"{name}_before", name))
