"""Any two books side by side: what became of the scores, which figures differ, and what the schemes say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from sikao.core.books import Book, changed_scores
from sikao.core.scheme.diff import diff_schemes
from sikao.core.scheme.differences import Line, difference_lines
from sikao.core.wording import Language
from sikao.office.groundwork.refusals import NotThere
from sikao.office.ledger.facts import Version
from sikao.office.ledger.queries import recorded_between
from sikao.office.results.analyses_kept import ChangedFigure
from sikao.office.results.analysing import changed_figures
from sikao.office.results.computing import figures_at
from sikao.office.results.opening import book_of
from sikao.office.results.queries import RunView, run
from sikao.office.results.rules import RunState
from sikao.office.rulebook.queries import scheme_with


@dataclass(frozen=True, slots=True)
class Compared:
    """Two runs, the earlier year and figures first. ``scores`` has the columns of ``changed_scores``.

    ``recorded`` are the versions recorded after those of the first run and up to those of the second, of one
    scheme; ``figures`` those that say something else, of one year; ``schemes`` what differs between the
    schemes, none where they are the same.
    """

    before: RunView
    after: RunView
    before_book: Book
    after_book: Book
    scores: pl.DataFrame
    recorded: tuple[Version, ...]
    figures: tuple[ChangedFigure, ...]
    schemes: tuple[Line, ...]


def compare(one: str, other: str, lang: Language = "zh") -> Compared:
    """Compare two runs that are ready; ``NotThere`` for others."""
    views = [run(one), run(other)]
    if any(view.state is not RunState.READY for view in views):
        raise NotThere.of("run.not_there")
    years = {view.scheme: scheme_with(view.digest).year for view in views}
    before, after = views = sorted(views, key=lambda view: (years[view.scheme], view.seq, view.at))
    earlier, later = (book_of(view, lang) for view in views)
    return Compared(
        before,
        after,
        earlier,
        later,
        changed_scores(earlier, later),
        tuple(_recorded(before, after)),
        tuple(_figures(before, after)),
        _schemes(before, after, lang),
    )


def _recorded(before: RunView, after: RunView) -> Iterable[Version]:
    """What was recorded in between, where both are of one scheme."""
    if before.scheme != after.scheme:
        return ()
    return recorded_between(before.scheme, before.seq, after.seq)


def _figures(before: RunView, after: RunView) -> Iterable[ChangedFigure]:
    """The figures of a year that are not the same in both; of two years nothing is the same."""
    was, now = (scheme_with(view.digest) for view in (before, after))
    if was.year != now.year or before.seq == after.seq:
        return ()
    earlier, later = figures_at(was, before.seq), figures_at(now, after.seq)
    return changed_figures(earlier, later, now, after.checkpoint, {})


def _schemes(before: RunView, after: RunView, lang: Language) -> tuple[Line, ...]:
    if before.digest == after.digest:
        return ()
    was, now = (scheme_with(view.digest) for view in (before, after))
    return difference_lines(was, now, diff_schemes(was, now), lang)
