"""The files of a run: its book and its readiness, found by their digests."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache

from sikao.core.books import Book, keep_book, read_book
from sikao.core.insight.readiness import Readiness, read_readiness
from sikao.core.scheme import Scheme
from sikao.core.wording import Language
from sikao.office.groundwork.canonical import canonical
from sikao.office.groundwork.files import Stored, content_of, row_for, store
from sikao.office.groundwork.models import StoredFile

JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Kept:
    """Both files as they lie on the disk, before an act names them."""

    book: Stored
    readiness: Stored

    def rows(self) -> tuple[StoredFile, StoredFile]:
        """The rows by which an act brings them."""
        return (row_for(self.book, "book.json", JSON), row_for(self.readiness, "readiness.json", JSON))


def keep(scheme: Scheme, book: Book, readiness: Readiness) -> Kept:
    """Put both on the disk; what is kept twice lies there once."""
    told = canonical(readiness.to_json()).encode()
    return Kept(store([keep_book(book, scheme)]), store([told]))


def kept_book(sha256: str, lang: Language = "zh") -> Book:
    """The book in a stored file, both digests checked; ``FileDamagedError`` or ``FindingsError`` else.

    The bytes on the disk are checked each time; a book is read from the same bytes once.
    """
    return _book_in(content_of(sha256), lang)


@lru_cache(maxsize=8)
def _book_in(content: bytes, lang: Language) -> Book:
    return read_book(content, lang=lang)


def kept_readiness(sha256: str) -> Readiness:
    """The readiness in a stored file; ``FileDamagedError`` where its bytes are not those that were stored."""
    return read_readiness(json.loads(content_of(sha256)))
