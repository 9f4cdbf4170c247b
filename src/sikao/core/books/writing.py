"""Written forms of a book: CSV for everybody, Parquet for analysts, a workbook for the office.

A folder holds one book: all of its files are put in place together (``sheets.files``), so that a failure
leaves what was there before.
"""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Iterable
from pathlib import Path

import polars as pl

from sikao.core.books.asking import refusal
from sikao.core.books.book import ROW_SCHEMA, Book
from sikao.core.books.opening import own_figures
from sikao.core.books.ordering import OFFICIAL
from sikao.core.books.shelf import HOME_FILE
from sikao.core.books.tables import book_draft
from sikao.core.figures.table import Figures
from sikao.core.scheme import Scheme, write_text
from sikao.core.sheets import (
    Write,
    content,
    csv_bytes,
    not_written,
    refuse_folders,
    replace_files,
    workbook_bytes,
)

SCORES_CSV = "scores.csv"
SCORES_PARQUET = "scores.parquet"
PARTS_PARQUET = "parts.parquet"
SCORES_WORKBOOK = "scores.xlsx"
FIGURES_PARQUET = "figures.parquet"
FILES = (SCORES_CSV, SCORES_PARQUET, SCORES_WORKBOOK, PARTS_PARQUET)
"""Every file that a book may have."""


def write_book(book: Book, folder: Path | str, *, order: str = OFFICIAL) -> tuple[Path, ...]:
    """Write all forms into ``folder`` (made where it is missing) and give back the files.

    Parts are written where the book has some, which is when the exact calculator made it; those of an earlier
    book do not stay. ``order`` arranges the units in the workbook's wide tables. Where writing is impossible,
    ``FindingsError`` says so and the folder keeps what it had.
    """
    folder = Path(folder)
    check_target(folder)
    written: dict[str, Write] = {
        SCORES_CSV: content(scores_csv(book)),
        SCORES_PARQUET: _parquet(book.rows),
        SCORES_WORKBOOK: content(workbook_bytes(book_draft(book, order))),
    }
    if book.parts.height:
        written[PARTS_PARQUET] = _parquet(book.parts)
    replace_files(folder, written, FILES)
    return tuple(folder / name for name in written)


def figures_parquet(figures: Figures) -> bytes:
    """Figures as the bytes of a Parquet file, which is read back to the same figures."""
    buffer = io.BytesIO()
    figures.to_frame().write_parquet(buffer)
    return buffer.getvalue()


def write_year(scheme: Scheme, figures: bytes, home: Path) -> None:
    """Write a scheme's text form into a new folder, and ``figures_parquet`` as its own figures."""
    write_text(scheme, home)
    replace_files(own_figures(home), {FIGURES_PARQUET: content(figures)})


def _parquet(frame: pl.DataFrame) -> Write:
    """Writes a frame through an open file: Polars takes no path that is not UTF-8."""

    def write(path: Path) -> None:
        try:
            with path.open("wb") as file:
                frame.write_parquet(file)
        except pl.exceptions.PolarsError as refused:
            raise OSError(errno.EIO, str(refused)) from refused

    return write


def check_target(folder: Path, *, sources: Iterable[Path] = (), names: Iterable[str] = FILES) -> None:
    """Refuse a folder that cannot be written to, before anything is worked out (``FindingsError``).

    ``names`` are the files to be written, ``sources`` folders from which schemes or figures are read: what is
    written into one of them, or into any scheme's folder, would be read the next time.
    """
    resolved = folder.resolve()
    around = (resolved, *resolved.parents)
    homes = [source.resolve() for source in sources]
    for path in around:
        if path in homes or (path / HOME_FILE).is_file():
            raise refusal("book.inside_source", folder=folder, source=path)
    try:
        standing = next(path for path in around if path.exists())
        if not standing.is_dir():
            raise not_written(folder, errno.ENOTDIR)
        if not os.access(standing, os.W_OK | os.X_OK):
            raise not_written(folder, errno.EACCES)
        refuse_folders(resolved, names)
    except OSError as refused:
        raise not_written(folder, refused) from refused


def scores_csv(book: Book) -> bytes:
    """The rows as CSV with a byte order mark; decimals without trailing zeros, flags separated by spaces."""
    decimals = [name for name, dtype in ROW_SCHEMA.items() if isinstance(dtype, pl.Decimal)]
    plain = pl.col(decimals).cast(pl.String).str.strip_chars_end("0").str.strip_chars_end(".")
    texts = book.rows.with_columns(plain, pl.col("flags").list.join(" ")).cast(pl.String).fill_null("")
    return csv_bytes(texts.columns, texts.iter_rows())
