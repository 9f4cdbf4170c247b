"""What a unit is shown of its own result; and by digest, whether something in it has changed since."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import polars as pl

from sikao.core.books import Book
from sikao.core.books.names import TOTAL
from sikao.core.insight.own_view import flag_told
from sikao.core.scheme import Scheme
from sikao.office.groundwork.canonical import canonical, sha256
from sikao.office.results.keeping import kept_book


def own_digests(book_sha256: str, scheme: Scheme) -> dict[str, str]:
    """Of every unit in a kept book the digest of its own result: its points, its place where it is told.

    In official order.
    """
    found = dict(_digests(book_sha256, scheme.feedback.own_place))
    return {unit: found[unit] for unit in scheme.units if unit in found}


@lru_cache(maxsize=16)
def _digests(book_sha256: str, own_place: bool) -> tuple[tuple[str, str], ...]:
    """A kept book never changes: its digests are worked out once."""
    book = kept_book(book_sha256)
    return tuple((unit, _digest(book, unit, own_place)) for unit in units_of(book))


def units_of(book: Book) -> tuple[str, ...]:
    """The units with a result at the book's own checkpoint, in the order of the book.

    Those of whom nothing is scored yet, such as departments before the end of the year, have none.
    """
    totals = book.at(book.checkpoint).filter((pl.col("node") == TOTAL) & pl.col("points").is_not_null())
    return tuple(totals["unit"].unique(maintain_order=True))


def _digest(book: Book, unit: str, own_place: bool) -> str:
    rows = book.of_unit(unit).sort("scorecard", "node")
    told = pl.when((pl.col("node") == TOTAL) & own_place)  # a place is told of the total alone
    texts = rows.select(
        *("scorecard", "node"),
        pl.col("points", "full_points").cast(pl.String),
        *(told.then(pl.col(name)).alias(name) for name in ("rank", "grade")),
    )
    return sha256(canonical([list(row) for row in texts.iter_rows()]).encode())


def own_scores(book: Book, unit: str, *, own_place: bool) -> Iterator[dict[str, Any]]:
    """A unit's rows at the book's own checkpoint without what says how others stand.

    Its place and its grade are told of the totals alone, and only where the scheme tells a unit its place.
    """
    for row in book.of_unit(unit).iter_rows(named=True):
        told = own_place and row["node"] == TOTAL
        outcome = {"rank": row["rank"] if told else None, "grade": row["grade"] if told else None}
        flags = [flag for flag in row["flags"] if flag_told(flag, own_place=told)]
        yield row | outcome | {"flags": flags}
