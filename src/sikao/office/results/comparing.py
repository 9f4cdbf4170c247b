"""Two runs of a scheme side by side: what became of the scores, and which figures changed in between."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from sikao.core.books import Book, changed_scores
from sikao.core.wording import Language
from sikao.office.groundwork.refusals import NotThere
from sikao.office.ledger.facts import Version
from sikao.office.ledger.queries import recorded_between
from sikao.office.results.opening import book_of
from sikao.office.results.queries import RunView, run
from sikao.office.results.rules import RunState


@dataclass(frozen=True, slots=True)
class Compared:
    """Two runs, the earlier figures first. ``scores`` has the columns of ``changed_scores``.

    ``figures`` are the versions recorded after those of the first run and up to those of the second.
    """

    before: RunView
    after: RunView
    before_book: Book
    after_book: Book
    scores: pl.DataFrame
    figures: tuple[Version, ...]


def compare(one: str, other: str, lang: Language = "zh") -> Compared:
    """Compare two runs that are ready; ``NotThere`` for others, and for runs of different schemes."""
    views = sorted((run(one), run(other)), key=lambda view: (view.seq, view.at))
    before, after = views
    if before.scheme != after.scheme or any(view.state is not RunState.READY for view in views):
        raise NotThere.of("run.not_there")
    earlier, later = (book_of(view, lang) for view in views)
    figures = tuple(recorded_between(before.scheme, before.seq, after.seq))
    return Compared(before, after, earlier, later, changed_scores(earlier, later), figures)
