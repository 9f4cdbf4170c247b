"""Written forms of a book: CSV for everybody, Parquet for analysts, a workbook for the office."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from sikao.core.books.book import ROW_SCHEMA, Book
from sikao.core.books.tables import book_draft
from sikao.core.sheets import csv_bytes, write_workbook
from sikao.core.wording import Language

SCORES_CSV = "scores.csv"
SCORES_PARQUET = "scores.parquet"
PARTS_PARQUET = "parts.parquet"
SCORES_WORKBOOK = "scores.xlsx"


def write_book(book: Book, folder: Path, lang: Language = "zh") -> tuple[Path, ...]:
    """Write all forms into ``folder`` (made where it is missing) and give back the files."""
    folder.mkdir(parents=True, exist_ok=True)
    csv, parquet, parts, workbook = (
        folder / name for name in (SCORES_CSV, SCORES_PARQUET, PARTS_PARQUET, SCORES_WORKBOOK)
    )
    csv.write_bytes(scores_csv(book))
    book.rows.write_parquet(parquet)
    book.parts.write_parquet(parts)
    write_workbook(book_draft(book, lang), workbook)
    return csv, parquet, parts, workbook


def scores_csv(book: Book) -> bytes:
    """The rows as CSV with a byte order mark; decimals without trailing zeros, flags separated by spaces."""
    decimals = [name for name, dtype in ROW_SCHEMA.items() if isinstance(dtype, pl.Decimal)]
    plain = pl.col(decimals).cast(pl.String).str.strip_chars_end("0").str.strip_chars_end(".")
    texts = book.rows.with_columns(plain, pl.col("flags").list.join(" ")).cast(pl.String).fill_null("")
    return csv_bytes(texts.columns, texts.iter_rows())
