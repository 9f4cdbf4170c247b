"""Two books side by side: whether both calculators, or two machines, say the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from sikao.core.books.book import ROW_KEY, Book

_SAID = ("points", "full_points", "attainment", "rank", "grade", "flags")


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One thing that two books say differently; ``where`` is checkpoint, scorecard, unit and node of a row.

    Of a book's head ``where`` is empty. A row that only one book has differs in ``row``.
    """

    where: tuple[str, ...]
    what: str
    first: str | None
    second: str | None

    def __str__(self) -> str:
        place = "/".join(self.where)
        return f"{place} {self.what}: {self.first} ≠ {self.second}".strip()


def disagreements(first: Book, second: Book) -> tuple[Disagreement, ...]:
    """Everything that the books' contents say differently; none exactly when their digests are equal.

    Names do not count, nor does which calculator made the book, nor the parts.
    """
    return (*_heads(first, second), *_rows(first, second))


def _heads(first: Book, second: Book) -> Iterator[Disagreement]:
    for name in ("scheme", "scheme_digest", "figures_digest", "checkpoint", "complete", "awards"):
        one, other = getattr(first, name), getattr(second, name)
        if one != other:
            yield Disagreement((), name, str(one), str(other))


def _rows(first: Book, second: Book) -> Iterator[Disagreement]:
    both = _texts(first).join(_texts(second), on=ROW_KEY, how="full", coalesce=True, suffix="_other")
    said = ("row", "group", "depth", *_SAID)
    differs = pl.any_horizontal(pl.col(name).ne_missing(pl.col(f"{name}_other")) for name in said)
    for row in both.filter(differs).sort(ROW_KEY).iter_rows(named=True):
        where = tuple(row[key] for key in ROW_KEY)
        if row["row"] != row["row_other"]:
            yield Disagreement(where, "row", row["row"], row["row_other"])
            continue
        for name in said:
            if row[name] != row[f"{name}_other"]:
                yield Disagreement(where, name, row[name], row[f"{name}_other"])


def _texts(book: Book) -> pl.DataFrame:
    """The rows' content as text, with a column that says that the row is there."""
    texts = book.rows.select(*ROW_KEY, "group", "depth", *_SAID)
    return texts.with_columns(
        pl.col("flags").list.join(" "),
        pl.col("depth", "points", "full_points", "attainment", "rank").cast(pl.String),
        row=pl.lit("✓"),
    )
