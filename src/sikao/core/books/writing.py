"""Written forms of a book: CSV for everybody, Parquet for analysts, a workbook for the office."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl

from sikao.core.books.asking import refusal
from sikao.core.books.book import ROW_SCHEMA, Book
from sikao.core.books.tables import book_draft
from sikao.core.sheets import csv_bytes, write_workbook

SCORES_CSV = "scores.csv"
SCORES_PARQUET = "scores.parquet"
PARTS_PARQUET = "parts.parquet"
SCORES_WORKBOOK = "scores.xlsx"


def write_book(book: Book, folder: Path | str) -> tuple[Path, ...]:
    """Write all forms into ``folder`` (made where it is missing) and give back the files.

    Parts are written where the book has some, which is when the exact calculator made it. Where writing is
    impossible, ``FindingsError`` says so.
    """
    folder = Path(folder)
    written: dict[str, Callable[[Path], object]] = {
        SCORES_CSV: lambda path: path.write_bytes(scores_csv(book)),
        SCORES_PARQUET: book.rows.write_parquet,
        SCORES_WORKBOOK: lambda path: write_workbook(book_draft(book), path),
    }
    if book.parts.height:
        written[PARTS_PARQUET] = book.parts.write_parquet
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, write in written.items():
            write(folder / name)
    except OSError as refused:
        raise refusal(
            "book.not_written", folder=str(folder), reason=refused.strerror or str(refused)
        ) from refused
    return tuple(folder / name for name in written)


def scores_csv(book: Book) -> bytes:
    """The rows as CSV with a byte order mark; decimals without trailing zeros, flags separated by spaces."""
    decimals = [name for name, dtype in ROW_SCHEMA.items() if isinstance(dtype, pl.Decimal)]
    plain = pl.col(decimals).cast(pl.String).str.strip_chars_end("0").str.strip_chars_end(".")
    texts = book.rows.with_columns(plain, pl.col("flags").list.join(" ")).cast(pl.String).fill_null("")
    return csv_bytes(texts.columns, texts.iter_rows())
