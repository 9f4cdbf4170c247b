"""Opening what a run left, for people: what is lost or altered is refused with what to do about it."""

from __future__ import annotations

from sikao.core.books import Book
from sikao.core.insight.readiness import Readiness
from sikao.core.wording import FindingsError, Language
from sikao.office.groundwork.files import FileDamagedError
from sikao.office.groundwork.refusals import NotNow
from sikao.office.results.keeping import kept_book, kept_readiness
from sikao.office.results.queries import RunView


def book_of(view: RunView, lang: Language = "zh") -> Book:
    """The book of a run that is ready; raises ``NotNow`` where it does not lie there as it was kept."""
    try:
        return kept_book(view.book_sha256, lang)
    except (FileDamagedError, FindingsError) as damaged:
        raise NotNow.of("run.book_lost", run=view.ref) from damaged


def readiness_of_run(view: RunView) -> Readiness:
    """The readiness of a run that is ready; raises ``NotNow`` likewise."""
    try:
        return kept_readiness(view.readiness_sha256)
    except FileDamagedError as damaged:
        raise NotNow.of("run.book_lost", run=view.ref) from damaged
