"""The schemes of this place with their results: read when first asked for, again when something has changed.

Without a home they stand in folders, figures beside them. In an office they are the sealed ones, with the
figures of the ledger (the office's pages say how, ``made_by``). ``Year`` is where the two meet.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import Protocol

from django.conf import settings

from sikao.core.books import figure_files, find_schemes, load_figures, own_figures
from sikao.core.books.names import is_incomplete
from sikao.core.figures.absence import Flag
from sikao.core.figures.table import Figures
from sikao.core.insight.breaking import Promises
from sikao.core.insight.weights import EffectiveWeight, effective_weights
from sikao.core.insight.whatif import WhatIf
from sikao.core.insight.worked import Worked
from sikao.core.scheme import Scheme, find_beside, load_scheme
from sikao.core.scheme.resolving import Resolved
from sikao.core.wording import Finding, FindingsError, Language, Place, Severity
from sikao.interfaces.processes import runs_well
from sikao.interfaces.web.results.standing import Row, RowKey, index_rows

MADE_UP = "合成"

Stamp = Hashable
"""What says that nothing has changed since something was read."""
Loaded = tuple[Figures | None, tuple[Finding, ...]]


@dataclass(frozen=True, slots=True)
class Refused:
    """A folder or workbook whose scheme or figures were not taken in, and why."""

    name: str
    stamp: Stamp
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """What the figures of a year came to; ``incomplete`` are the checkpoints at which figures are missing."""

    worked: Worked
    rows: Mapping[RowKey, Row]
    incomplete: frozenset[str]
    synthetic: bool


@dataclass(frozen=True, slots=True)
class Origin:
    """Of which moment the results of a year are, where it is not the present one.

    ``key`` stands in addresses, ``run`` is the run that came to them, ``seq`` the entry of the journal.
    """

    key: str
    run: str
    seq: int


class Year:
    """One assessment year: its scheme at once, its results when first asked for."""

    def __init__(
        self,
        scheme: Scheme,
        load: Callable[[], Loaded],
        stamp: Stamp,
        *,
        has_figures: bool,
        through: int = 12,
        origin: Origin | None = None,
    ) -> None:
        """``load`` gives the figures, in the items' units of measure, or why there are none.

        ``origin`` says of a past state of a scheme which one it is. ``through`` is the month up to which
        figures tell something: checkpoints that look further have no results yet. ``stamp`` is kept for
        whoever asks whether the year is still the present one.
        """
        self.scheme = scheme
        self.stamp = stamp
        self.load = load
        self.resolved = Resolved(scheme)
        self.has_figures = has_figures
        self.through = through
        self.origin = origin
        self._lock = RLock()
        self._results: Results | Refused | None = None
        self._what_ifs: dict[tuple[str, str], WhatIf] = {}
        self._weights: dict[str, tuple[EffectiveWeight, ...]] = {}
        self._promises: tuple[Scheme | None, Promises] | None = None

    @property
    def key(self) -> str:
        """What stands in the addresses of its results."""
        return self.scheme.code if self.origin is None else self.origin.key

    @property
    def checkpoints(self) -> tuple[str, ...]:
        """The checkpoints with results: the ranked ones, where there are figures."""
        ranked = [checkpoint for checkpoint in self.scheme.checkpoints.values() if checkpoint.ranked]
        begun = [checkpoint.code for checkpoint in ranked if checkpoint.through <= self.through]
        return tuple(begun) if self.has_figures else ()

    @property
    def last_checkpoint(self) -> str | None:
        """The latest checkpoint with results."""
        return self.checkpoints[-1] if self.checkpoints else None

    @property
    def ranking_groups(self) -> tuple[str, ...]:
        """The codes of the ranking groups that have units, in the order of the scheme."""
        return tuple(table.group.code for table in self.resolved.tables)

    @property
    def results(self) -> Results | Refused:
        """The results, or why the figures were refused; worked out once, by whoever asks first."""
        with self._lock:
            if self._results is None:
                self._results = _work_out(self)
            return self._results

    def what_if(self, checkpoint: str, group: str) -> WhatIf:
        """What-if for one ranking group at one checkpoint; kept, as its base costs more than a question."""
        with self._lock:
            key = (checkpoint, group)
            if key not in self._what_ifs:
                worked = self._worked()
                self._what_ifs[key] = WhatIf(worked.scheme, worked.figures, checkpoint, group)
            return self._what_ifs[key]

    def promises(self, before: Scheme | None) -> Promises:
        """What the scheme keeps now, beside last year's; kept, as it costs more than a question."""
        with self._lock:
            if self._promises is None or self._promises[0] is not before:
                self._promises = (before, Promises(self.scheme, before))
            return self._promises[1]

    def weights(self, group: str) -> tuple[EffectiveWeight, ...] | None:
        """The effective weights of a ranking group, if somebody has had them worked out."""
        return self._weights.get(group)

    def work_out_weights(self, group: str) -> tuple[EffectiveWeight, ...]:
        """The effective weights of a ranking group; this takes seconds the first time."""
        with self._lock:
            if group not in self._weights:
                worked = self._worked()
                self._weights[group] = effective_weights(worked.scheme, worked.figures, group)
            return self._weights[group]

    def _worked(self) -> Worked:
        results = self.results
        if isinstance(results, Refused):
            raise FindingsError(results.findings)
        return results.worked

    def title(self, lang: Language) -> str:
        """The scheme's title."""
        return (self.scheme.title_en or self.scheme.title) if lang == "en" else self.scheme.title


class Shelf(Protocol):
    """Where the schemes of a place come from."""

    def look(self) -> tuple[Year | Refused, ...]:
        """Every scheme and every refused one, as they are now."""
        ...

    def past(self, key: str) -> Year | None:
        """A past state of a scheme, by what stands in the addresses of its results."""
        ...


class Library:
    """All schemes of this place: workbooks, folders, and what stands below them."""

    def __init__(self, roots: tuple[Path, ...]) -> None:
        self._roots = roots
        self._lock = RLock()
        self._held: dict[Path, Year | Refused] = {}

    def look(self) -> tuple[Year | Refused, ...]:
        """Every scheme and every refused one, each read again if its files changed.

        Last year's scheme that a scheme names is one of them when it stands beside it, as for a check.
        """
        with self._lock:
            held = {home: self._current(home) for home in find_schemes(self._roots)}
            while beside := _previous_beside(held):
                held |= {home: self._current(home) for home in beside}
            self._held = held
            return tuple(_each_code_once(held))

    def past(self, key: str) -> None:
        """Files have no past."""
        del key

    def _current(self, home: Path) -> Year | Refused:
        held, stamp = self._held.get(home), _stamp(home)
        if held is not None and held.stamp == stamp:
            return held
        scheme, findings = load_scheme(home)
        return Refused(home.name, stamp, findings) if scheme is None else _of_folder(home, scheme, stamp)


def _of_folder(home: Path, scheme: Scheme, stamp: Stamp) -> Year:
    """A scheme with the figures that stand beside it."""
    figures = own_figures(home)

    def load() -> Loaded:
        return load_figures(scheme, figures, run=runs_well)

    return Year(scheme, load, stamp, has_figures=bool(figure_files(figures)))


def _previous_beside(held: Mapping[Path, Year | Refused]) -> tuple[Path, ...]:
    """Where the schemes stand that schemes name as last year's and that are not held yet."""
    schemes = {home: entry.scheme for home, entry in held.items() if isinstance(entry, Year)}
    codes = {scheme.code for scheme in schemes.values()}
    named = [(home, scheme.previous) for home, scheme in schemes.items() if scheme.previous]
    found = (find_beside(home, code) for home, code in named if code not in codes)
    known = {home.resolve() for home in held}
    return tuple(dict.fromkeys(home for home in found if home is not None and home.resolve() not in known))


def _each_code_once(held: Mapping[Path, Year | Refused]) -> Iterator[Year | Refused]:
    """Addresses are made of codes: of two schemes with the same code the second is refused."""
    first: dict[str, Path] = {}
    for home, entry in held.items():
        code = None if isinstance(entry, Refused) else entry.scheme.code
        if code is None or first.setdefault(code, home) == home:
            yield entry
        else:
            details = {"code": code, "first": first[code].name}
            told = Finding("book.scheme_twice", Severity.ERROR, Place(file=home.name), details)
            yield Refused(home.name, entry.stamp, (told,))


_library: list[Shelf] = []
_of_office: list[Callable[[], Shelf]] = []


def library() -> Shelf:
    """The library of this process: sealed schemes where it serves a home, else those in folders."""
    if not _library:
        office = settings.HOME and _of_office
        _library.append(_of_office[-1]() if office else Library(tuple(settings.SIKAO_SCHEMES)))
    return _library[0]


def made_by(maker: Callable[[], Shelf]) -> None:
    """In a home the library is made so; the office's pages say how, as they know the rulebook."""
    _of_office.append(maker)


def years() -> tuple[Year, ...]:
    """Every scheme in order: those with results first, the latest year before."""
    found = (entry for entry in library().look() if isinstance(entry, Year))
    return tuple(sorted(found, key=lambda y: (not y.checkpoints, -len(y.scheme.units), -y.scheme.year)))


def refused() -> tuple[Refused, ...]:
    """Every folder and workbook that was not taken in."""
    return tuple(entry for entry in library().look() if isinstance(entry, Refused))


def find(key: str) -> Year | None:
    """The year of a scheme by the scheme's code, or a past state of one."""
    return library().past(key) or next((found for found in years() if found.key == key), None)


def previous(year: Year) -> Year | None:
    """Last year's scheme, where the scheme names one that this place has."""
    return None if year.scheme.previous is None else find(year.scheme.previous)


def _stamp(home: Path) -> Stamp:
    """What says that nothing changed: names, times and sizes of a scheme's files and its figures."""
    text = (path for pattern in ("*.yaml", "*/*.yaml") for path in home.glob(pattern))
    own = [home] if home.is_file() else text
    files = [*own, *figure_files(own_figures(home))]
    return tuple(sorted((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in files))


def _work_out(year: Year) -> Results | Refused:
    figures, findings = year.load()
    if figures is None:
        return Refused(year.scheme.code, year.stamp, findings)
    try:
        worked = Worked(year.scheme, figures)
    except FindingsError as error:
        return Refused(year.scheme.code, year.stamp, error.findings)
    book = worked.book()
    rows = index_rows(book.rows.iter_rows(named=True))
    incomplete = frozenset(key[0] for key, row in rows.items() if is_incomplete(row.flags))
    return Results(worked, rows, incomplete, _is_synthetic(figures))


def _is_synthetic(figures: Figures) -> bool:
    """Whether some figure says of itself or of its source that it was made up for demonstration."""
    return any(Flag.SYNTHETIC in figure.flags or figure.source.startswith(MADE_UP) for figure in figures)
