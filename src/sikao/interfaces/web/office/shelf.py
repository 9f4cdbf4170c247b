"""The sealed schemes of an office with the figures of its ledger, for the pages of results and schemes."""

from __future__ import annotations

from threading import RLock

from sikao.core.figures.checking import check_figures, convert_figures
from sikao.core.figures.periods import Frequency, Period
from sikao.core.figures.table import Figures
from sikao.core.scheme import Scheme
from sikao.core.scheme.catalogue import catalogue_of
from sikao.core.wording import has_errors
from sikao.interfaces.web.library import Loaded, Refused, Stamp, Year, made_by
from sikao.office.ledger.queries import figures_as_of, last_figure_seq
from sikao.office.rulebook.queries import Sealed, scheme_of, sealed_all


class SealedShelf:
    """Each sealed scheme with its figures as they are now; a year is made anew when the ledger has grown."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._held: dict[str, Year] = {}

    def look(self) -> tuple[Year | Refused, ...]:
        """Every sealed scheme."""
        seq = last_figure_seq()
        with self._lock:
            self._held = {sealed.code: self._current(sealed, seq) for sealed in sealed_all()}
            return tuple(self._held.values())

    def _current(self, sealed: Sealed, seq: int) -> Year:
        held = self._held.get(sealed.code)
        if held is not None and held.stamp == (sealed.digest, seq):
            return held
        return year_as_of(scheme_of(sealed.code), seq, stamp=(sealed.digest, seq))


def year_as_of(scheme: Scheme, seq: int, *, stamp: Stamp = None) -> Year:
    """A sealed scheme with its figures as the ledger had them at an entry of the journal."""
    figures = figures_as_of(scheme, seq)

    def load() -> Loaded:
        catalogue = catalogue_of(scheme)
        misfits = check_figures(figures, catalogue)
        return (None if has_errors(misfits) else convert_figures(figures, catalogue)), misfits

    has_figures = len(figures) > 0
    return Year(scheme, load, stamp, has_figures=has_figures, through=told_through(scheme, figures))


def told_through(scheme: Scheme, figures: Figures) -> int:
    """The month of the first ranked checkpoint that looks at everything reported so far.

    A year in its middle has results up to there; later checkpoints would only show what is missing. Figures
    of items that are reported once a year, plans and other years tell nothing about how far the year is.
    """
    frame = figures.to_frame().select("indicator", "kind", "period").unique()
    months = [month for row in frame.iter_rows() if (month := _month(scheme, *row)) is not None]
    last = max(months, default=12)
    ahead = [point.through for point in scheme.checkpoints.values() if point.ranked and point.through >= last]
    return min(ahead, default=12)


def _month(scheme: Scheme, indicator: str, kind: str, period: str) -> int | None:
    item = scheme.items.get(indicator.partition("/")[0])
    told = Period.from_canonical(period)
    if item is None or kind != item.main_kind or item.frequency == Frequency.YEAR or told.year != scheme.year:
        return None
    return told.end.month


made_by(SealedShelf)
