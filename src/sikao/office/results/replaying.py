"""Recomputing what was kept, from the sealed scheme and the figures as they were, and comparing both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sikao.core.books import Book, disagreements
from sikao.core.wording import Finding, FindingsError, Severity
from sikao.office.groundwork.files import FileDamagedError
from sikao.office.results.computing import calculate
from sikao.office.results.keeping import kept_book
from sikao.office.results.queries import RunView
from sikao.office.results.rules import RunState
from sikao.office.rulebook.queries import scheme_with
from sikao.office.rulebook.shelf import AlteredError

MOST_TOLD = 20
"""So many of the places where a book differs from the one that was kept are told."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """A run computed again. ``book`` is the digest that comes out now, empty where none can be computed."""

    run: RunView
    book: str
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """Whether the same book comes out, and lies there as it was kept."""
        return not self.findings


def replay(view: RunView) -> Replayed:
    """Recompute a run that is ready, on the scheme as sealed and the figures as of its entry.

    Which row of the ledger was altered, deleted or added says the verification of the journal
    (``groundwork.verifying``), which belongs before; here the book is held against the digest on record.
    """
    if view.state is not RunState.READY:
        raise ValueError(f"nothing to replay: {view.ref} is {view.state}")
    found: list[Finding] = []
    kept = _kept(view, found)
    again = _again(view, found)
    if again is not None and again.digest() != view.book:
        found.append(_told("run.differs", view, kept=view.book[:12], now=again.digest()[:12]))
        found += [] if kept is None else _places(view, kept, again)
    if again is not None and again.scheme_digest != view.digest:
        found.append(_told("run.other_scheme", view, kept=view.digest[:12], now=again.scheme_digest[:12]))
    return Replayed(view, "" if again is None else again.digest(), tuple(found))


def _kept(view: RunView, found: list[Finding]) -> Book | None:
    """The book as it was kept; that it is lost or altered is a finding."""
    try:
        kept = kept_book(view.book_sha256)
    except (FileDamagedError, FindingsError, ValueError):
        found.append(_told("run.book_lost", view))
        return None
    if kept.digest() != view.book:
        found.append(_told("run.book_lost", view))
        return None
    return kept


def _again(view: RunView, found: list[Finding]) -> Book | None:
    try:
        return calculate(scheme_with(view.digest), view.checkpoint, view.seq).book
    except FindingsError as refused:
        found.append(_told("run.no_book", view))
        found += refused.findings[:MOST_TOLD]
    except (AlteredError, FileDamagedError):
        lost = {"scheme": view.scheme}
        found.append(Finding("rulebook.sealed_lost", Severity.ERROR, details=lost))
    return None


def _places(view: RunView, kept: Book, again: Book) -> Iterator[Finding]:
    for place in disagreements(kept, again)[:MOST_TOLD]:
        yield _told("run.differs_at", view, place=str(place))


def _told(code: str, view: RunView, **details: str) -> Finding:
    return Finding(code, Severity.ERROR, details={"run": view.ref, **details})
