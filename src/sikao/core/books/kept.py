"""A book in one file: its canonical content, the parts of every score, and the names of everything in it.

The file can be read without the scheme, years later and elsewhere. Its content carries the book's own digest,
which is held against what stands there whenever the file is read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import polars as pl

from sikao.core.books.asking import refusal
from sikao.core.books.book import (
    FORMAT,
    PART_SCHEMA,
    ROW_KEY,
    AwardGiven,
    Book,
    book_row_frame,
)
from sikao.core.books.names import Names, names_of
from sikao.core.scheme.model import Scheme
from sikao.core.wording import Language, Term

KEPT_FORMAT = "sikao-kept-book/1"
_BY_PAIR = ("nodes", "grades")


def kept_bytes(book: Book, names: Mapping[Language, Names]) -> bytes:
    """The file of a book with its names in some languages; the same book gives the same bytes."""
    parts = book.parts.sort([*ROW_KEY, "part"]).with_columns(pl.col("value").cast(pl.String))
    kept = {
        "format": KEPT_FORMAT,
        "digest": book.digest(),
        "book": json.loads(book.canonical()),
        "parts": {"columns": parts.columns, "rows": [list(row) for row in parts.iter_rows()]},
        "names": {lang: _plain_names(own) for lang, own in names.items()},
    }
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def keep_book(book: Book, scheme: Scheme) -> bytes:
    """The file of a book with the names of its scheme in both languages."""
    return kept_bytes(book, {"zh": names_of(scheme, "zh"), "en": names_of(scheme, "en")})


def read_book(source: Path | str | bytes, *, lang: Language = "zh") -> Book:
    """The book that a file, or its bytes, keeps: ``rows`` and ``parts`` are Polars frames.

    Raises ``FindingsError`` where it is no kept book (``book.not_kept``), and where its content has another
    digest than the one that it states (``book.altered``).
    """
    name = "book" if isinstance(source, bytes) else Path(source).name
    kept = _read(source, name)
    try:
        book = _book(kept["book"], kept["parts"], _names(kept["names"][lang]))
        stated = str(kept["digest"])
    except (KeyError, TypeError, ValueError, AttributeError, pl.exceptions.PolarsError) as error:
        raise refusal("book.not_kept", file=name) from error
    if book.digest() != stated:
        raise refusal("book.altered", file=name, stated=stated[:12], found=book.digest()[:12])
    return book


def _read(source: Path | str | bytes, name: str) -> dict[str, Any]:
    try:
        content = source if isinstance(source, bytes) else Path(source).read_bytes()
    except OSError as refused:
        raise refusal("book.unreadable", path=name, reason=refused.strerror or "") from refused
    try:
        kept = json.loads(content)
    except ValueError as error:
        raise refusal("book.not_kept", file=name) from error
    if not isinstance(kept, dict) or kept.get("format") != KEPT_FORMAT:
        raise refusal("book.not_kept", file=name)
    return kept


def _book(content: Mapping[str, Any], parts: Mapping[str, Any], names: Names) -> Book:
    head = content["head"]
    if head["format"] != FORMAT:
        raise ValueError(head["format"])
    rows = [dict(zip(content["columns"], row, strict=True)) for row in content["rows"]]
    texts = pl.DataFrame(parts["rows"], schema=dict.fromkeys(parts["columns"], pl.String), orient="row")
    return Book(
        scheme=head["scheme"],
        scheme_digest=head["scheme_digest"],
        figures_digest=head["figures_digest"],
        checkpoint=head["checkpoint"],
        complete=head["complete"],
        calculator="exact",
        rows=book_row_frame(rows, names),
        parts=texts.select(pl.col(name).cast(dtype) for name, dtype in PART_SCHEMA.items()),
        awards=tuple(AwardGiven(award, unit, places) for award, unit, places in head["awards"]),
        names=names,
    )


def _plain_names(names: Names) -> dict[str, Any]:
    """Names as plain JSON; what is found by a pair of codes becomes a list of triples."""
    plain = {name: getattr(names, name) for name in Names.__dataclass_fields__}
    for name in _BY_PAIR:
        plain[name] = [[*pair, shown] for pair, shown in plain[name].items()]
    plain["outcomes"] = {code: asdict(term) for code, term in names.outcomes.items()}
    return {name: dict(held) if isinstance(held, Mapping) else held for name, held in plain.items()}


def _names(plain: Mapping[str, Any]) -> Names:
    given = dict(plain)
    for name in _BY_PAIR:
        given[name] = {(one, other): shown for one, other, shown in given[name]}
    given["outcomes"] = {code: Term(**term) for code, term in given["outcomes"].items()}
    return Names(**given)
