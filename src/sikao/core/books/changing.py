"""What became of every score from one book to another: points and places before and after."""

from __future__ import annotations

import polars as pl

from sikao.core.books.book import Book

_OF_ROW = ("scorecard", "group", "unit", "node")


def changed_scores(before: Book, after: Book) -> pl.DataFrame:
    """Every score that either book has at its own checkpoint, beside that of the other.

    Columns: ``scorecard``, ``group``, ``unit``, ``node``, ``depth``, ``points_before``, ``points``,
    ``difference``, ``rank_before``, ``rank``; points as in the books, ``difference`` null where one of them
    has none. The books may be of different checkpoints of a year: of each the table that it has there.
    """
    earlier, later = _own(before), _own(after)
    joined = later.join(
        earlier, on=_OF_ROW, how="full", coalesce=True, suffix="_before", maintain_order="left"
    )
    return joined.with_columns(
        depth=pl.coalesce("depth", "depth_before"),
        difference=pl.col("points") - pl.col("points_before"),
    ).select(*_OF_ROW, "depth", "points_before", "points", "difference", "rank_before", "rank")


def _own(book: Book) -> pl.DataFrame:
    return book.at(book.checkpoint).select(*_OF_ROW, "depth", "points", "rank")
