"""Written forms of a book: CSV for everybody, Parquet for analysts, a workbook for the office.

A folder holds one book: all of its files are made beside first and then put in place together, so that a
failure leaves what was there before.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import polars as pl

from sikao.core.books.asking import refusal
from sikao.core.books.book import ROW_SCHEMA, Book
from sikao.core.books.ordering import OFFICIAL
from sikao.core.books.tables import book_draft
from sikao.core.sheets import csv_bytes, write_workbook

SCORES_CSV = "scores.csv"
SCORES_PARQUET = "scores.parquet"
PARTS_PARQUET = "parts.parquet"
SCORES_WORKBOOK = "scores.xlsx"
FILES = (SCORES_CSV, SCORES_PARQUET, SCORES_WORKBOOK, PARTS_PARQUET)
"""Every file that a book may have."""

_STAGE = ".sikao-unfinished"
"""Folder inside the target in which files are made before they are put in place."""

Write = Callable[[Path], object]


def write_book(book: Book, folder: Path | str, *, order: str = OFFICIAL) -> tuple[Path, ...]:
    """Write all forms into ``folder`` (made where it is missing) and give back the files.

    Parts are written where the book has some, which is when the exact calculator made it; those of an earlier
    book do not stay. ``order`` arranges the units in the workbook's wide tables. Where writing is impossible,
    ``FindingsError`` says so and the folder keeps what it had.
    """
    folder = Path(folder)
    check_target(folder)
    written: dict[str, Write] = {
        SCORES_CSV: lambda path: path.write_bytes(scores_csv(book)),
        SCORES_PARQUET: book.rows.write_parquet,
        SCORES_WORKBOOK: lambda path: write_workbook(book_draft(book, order), path),
    }
    if book.parts.height:
        written[PARTS_PARQUET] = book.parts.write_parquet
    replace_files(folder, written, FILES)
    return tuple(folder / name for name in written)


def replace_files(folder: Path, written: Mapping[str, Write], known: Iterable[str]) -> None:
    """Put new files in the place of the ``known`` ones of a folder: all of them, or none and a finding."""
    stage = folder / _STAGE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(stage, ignore_errors=True)  # of a run that was broken off
        fresh, former = stage / "new", stage / "old"
        for inner in (fresh, former):
            inner.mkdir(parents=True)
        try:
            for name, write in written.items():
                write(fresh / name)
            _exchange(folder, fresh, former, written, known)
        finally:
            shutil.rmtree(stage, ignore_errors=True)
    except (OSError, pl.exceptions.PolarsError) as refused:
        raise _not_written(folder, refused) from refused


def _exchange(folder: Path, fresh: Path, former: Path, written: Iterable[str], known: Iterable[str]) -> None:
    """Move the former files away and the fresh ones in; whatever fails is undone."""
    _refuse_folders(folder, known)
    placed: list[Path] = []
    try:
        for name in known:
            if os.path.lexists(folder / name):
                (folder / name).rename(former / name)
        for name in written:
            placed.append(folder / name)
            (fresh / name).rename(folder / name)
    except BaseException:  # an interrupt at the keyboard too
        for path in placed:
            path.unlink(missing_ok=True)
        for path in former.iterdir():
            path.rename(folder / path.name)
        raise


def _refuse_folders(folder: Path, names: Iterable[str]) -> None:
    """A folder that carries the name of a file holds somebody's work and is not moved away."""
    taken = next((name for name in names if (folder / name).is_dir()), None)
    if taken is not None:
        raise IsADirectoryError(errno.EISDIR, f"{os.strerror(errno.EISDIR)}: {taken}")


def check_target(folder: Path, *, sources: Iterable[Path] = (), names: Iterable[str] = FILES) -> None:
    """Refuse a folder that cannot be written to, before anything is worked out (``FindingsError``).

    ``names`` are the files to be written, ``sources`` folders from which schemes or figures are read: what is
    written into one of them would be read the next time.
    """
    resolved = folder.resolve()
    for source in sources:
        home = source.resolve()
        if home == resolved or home in resolved.parents:
            raise refusal("book.inside_source", folder=str(folder), source=str(source))
    try:
        standing = next(path for path in (resolved, *resolved.parents) if path.exists())
        if not standing.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
        if not os.access(standing, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        _refuse_folders(resolved, names)
    except OSError as refused:
        raise _not_written(folder, refused) from refused


def _not_written(folder: Path, refused: Exception) -> Exception:
    reason = getattr(refused, "strerror", None) or str(refused)
    return refusal("book.not_written", folder=str(folder), reason=reason)


def scores_csv(book: Book) -> bytes:
    """The rows as CSV with a byte order mark; decimals without trailing zeros, flags separated by spaces."""
    decimals = [name for name, dtype in ROW_SCHEMA.items() if isinstance(dtype, pl.Decimal)]
    plain = pl.col(decimals).cast(pl.String).str.strip_chars_end("0").str.strip_chars_end(".")
    texts = book.rows.with_columns(plain, pl.col("flags").list.join(" ")).cast(pl.String).fill_null("")
    return csv_bytes(texts.columns, texts.iter_rows())
