"""The sealed schemes of an office with the figures of its ledger, for the pages of results and schemes."""

from __future__ import annotations

from collections import OrderedDict
from threading import RLock

from sikao.core.figures.checking import check_figures, convert_figures
from sikao.core.figures.periods import Frequency, Period
from sikao.core.figures.table import Figures
from sikao.core.scheme import Scheme
from sikao.core.scheme.catalogue import catalogue_of
from sikao.core.wording import has_errors
from sikao.interfaces.web.library import Loaded, Origin, Refused, Stamp, Year, made_by
from sikao.office.groundwork.refusals import NotThere
from sikao.office.ledger.queries import figures_as_of, last_figure_seq, was_reported
from sikao.office.results import queries as results
from sikao.office.results.queries import RunView
from sikao.office.results.rules import RunState
from sikao.office.rulebook.queries import Sealed, scheme_of, scheme_with, sealed_all

BETWEEN = "--"
"""Between a scheme's code and a run in the addresses of the run's results; no code has it inside."""
MOST_PAST = 4
"""So many past states are kept in memory; the one not asked for longest goes first."""


class SealedShelf:
    """Each sealed scheme with its figures as they are now; a year is made anew when the ledger has grown."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._held: dict[str, Year] = {}
        self._past: OrderedDict[str, Year] = OrderedDict()

    def look(self) -> tuple[Year | Refused, ...]:
        """Every sealed scheme."""
        seq = last_figure_seq()
        with self._lock:
            self._held = {sealed.code: self._current(sealed, seq) for sealed in sealed_all()}
            return tuple(self._held.values())

    def past(self, key: str) -> Year | None:
        """The results of a run that is ready."""
        code, between, ref = key.partition(BETWEEN)
        if not between:
            return None
        with self._lock:
            if key not in self._past:
                view = _ready(code, ref)
                if view is None:
                    return None
                self._past[key] = year_of_run(view)
                while len(self._past) > MOST_PAST:
                    self._past.popitem(last=False)
            self._past.move_to_end(key)
            return self._past[key]

    def _current(self, sealed: Sealed, seq: int) -> Year:
        # Of a year that was never reported the ledger has what growth is reckoned from: no results.
        stamp = (sealed.digest, seq, was_reported(sealed.code))
        held = self._held.get(sealed.code)
        if held is not None and held.stamp == stamp:
            return held
        return year_as_of(scheme_of(sealed.code), seq, stamp=stamp, results=stamp[-1])


def _ready(code: str, ref: str) -> RunView | None:
    try:
        view = results.run(ref)
    except NotThere:
        return None
    return view if view.scheme == code and view.state is RunState.READY else None


def key_of_run(scheme: str, run: str) -> str:
    """What stands in the addresses of a run's results."""
    return f"{scheme}{BETWEEN}{run}"


def year_of_run(view: RunView) -> Year:
    """The scheme of a run with the figures that the run was computed on, up to its checkpoint."""
    scheme = scheme_with(view.digest)
    origin = Origin(key_of_run(view.scheme, view.ref), view.ref, view.seq)
    through = scheme.checkpoints[view.checkpoint].through
    return year_as_of(scheme, view.seq, origin=origin, through=through)


def year_as_of(
    scheme: Scheme,
    seq: int,
    *,
    stamp: Stamp = None,
    origin: Origin | None = None,
    through: int | None = None,
    results: bool = True,
) -> Year:
    """A sealed scheme with its figures as the ledger had them at an entry of the journal.

    Without ``results`` the year has none, whatever figures there are. Without ``through``, a month, they
    reach as far as the figures tell something.
    """
    figures = figures_as_of(scheme, seq)

    def load() -> Loaded:
        catalogue = catalogue_of(scheme)
        misfits = check_figures(figures, catalogue)
        return (None if has_errors(misfits) else convert_figures(figures, catalogue)), misfits

    has_figures = results and len(figures) > 0
    month = told_through(scheme, figures) if through is None else through
    return Year(scheme, load, stamp, has_figures=has_figures, through=month, origin=origin)


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
