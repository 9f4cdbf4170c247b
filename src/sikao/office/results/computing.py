"""The one way from a sealed scheme and a number of the journal to a book: both calculators, held equal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sikao.core.books import Book, disagreements, score_book
from sikao.core.figures.checking import check_figures, convert_figures
from sikao.core.figures.table import Figures
from sikao.core.scheme import Scheme
from sikao.core.scheme.catalogue import catalogue_of
from sikao.core.wording import Finding, FindingsError, Severity, has_errors
from sikao.office.ledger.queries import figures_as_of

MOST_TOLD = 20
"""So many of the places where the calculators disagree are told."""
STAGES = 4
Told = Callable[[int, str], object]
"""Told which stage begins, of ``STAGES``, as a code of the wording catalogue."""


@dataclass(frozen=True, slots=True)
class Calculated:
    """A book by the exact calculator, and the figures that it rests on, in the items' units of measure."""

    book: Book
    figures: Figures


def figures_at(scheme: Scheme, seq: int) -> Figures:
    """The figures as of an entry of the journal, in the items' units of measure.

    Raises ``FindingsError`` where they do not fit the scheme.
    """
    figures, catalogue = figures_as_of(scheme, seq), catalogue_of(scheme)
    misfits = check_figures(figures, catalogue)
    if has_errors(misfits):
        raise FindingsError(misfits)
    return convert_figures(figures, catalogue)


def calculate(scheme: Scheme, checkpoint: str, seq: int, told: Told = lambda *_: None) -> Calculated:
    """The book at a checkpoint on figures as of an entry, by the exact calculator.

    The columnar kernel computes the same, and where both do not say the same there is no book:
    ``FindingsError`` names the places.
    """
    told(0, "run.reading")
    figures = figures_at(scheme, seq)
    told(1, "run.exact")
    exact = score_book(scheme, figures, checkpoint, exact=True)
    told(2, "run.kernel")
    kernel = score_book(scheme, figures, checkpoint)
    differing = disagreements(exact, kernel)
    if differing:
        count = str(len(differing))
        raise FindingsError(
            Finding("run.disagreement", Severity.ERROR, details={"count": count, "place": str(place)})
            for place in differing[:MOST_TOLD]
        )
    return Calculated(exact, figures)
