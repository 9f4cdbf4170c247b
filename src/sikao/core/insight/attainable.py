"""Which places a unit can still come to: locked in, open, out of reach.

The prose is docs/algorithms/attribution.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from sikao.core.figures.table import Figures
from sikao.core.insight.bounds import UnitBounds, score_bounds
from sikao.core.insight.placing import Ends, Placing
from sikao.core.insight.readiness import with_disputed_open
from sikao.core.insight.slices import Json
from sikao.core.scheme import Scheme, compile_scheme
from sikao.core.wording import Term


class Reach(StrEnum):
    """Whether a unit will be among the first so many."""

    CLINCHED = "clinched"
    OPEN = "open"
    OUT = "out"

    @property
    def term(self) -> Term:
        """The words shown to people."""
        return _REACHES[self]


_REACHES = {
    Reach.CLINCHED: Term("已锁定", "locked in"),
    Reach.OPEN: Term("未定", "open"),
    Reach.OUT: Term("不可达", "out of reach"),
}


@dataclass(frozen=True, slots=True)
class UnitPlaces:
    """Between which places a ranked unit ends, and between which totals (None: without a bound).

    Without ``has_total`` it may come to have neither. With ``exact`` both places can come about; otherwise
    nothing lies outside. ``open`` are the codes of the nodes that decide about its total.
    """

    unit: str
    unit_name: Term
    low: Decimal | None
    high: Decimal | None
    has_total: bool
    best: int
    worst: int
    exact: bool
    open: tuple[str, ...]

    def reach(self, first: int) -> Reach:
        """Whether the unit will be among the first so many."""
        if self.worst <= first:
            return Reach.CLINCHED
        return Reach.OUT if self.best > first else Reach.OPEN


@dataclass(frozen=True, slots=True)
class Needs:
    """What total it takes to be among the first so many. It tells of other units: for the office alone.

    Below ``possible`` that cannot be (None: any total may do). From ``certain`` on it is certain, or with
    ``more`` only above it (None: no total makes it certain).
    """

    possible: Decimal | None
    certain: Decimal | None
    more: bool


@dataclass(frozen=True, slots=True)
class Attainable:
    """The ranked units of a group that have a total or may come to have one, in official order.

    ``ties_part``: equal rounded totals may be told apart.
    """

    units: tuple[UnitPlaces, ...]
    dense: bool
    ties_part: bool

    def of(self, unit: str) -> UnitPlaces:
        """One unit's; ``KeyError`` for one that has no place here."""
        return {found.unit: found for found in self.units}[unit]

    def needs(self, unit: str, first: int) -> Needs | None:
        """What it takes to be among the ``first``; None where everybody is, and where places are dense."""
        others = [found for found in self.units if found.unit != unit]
        if self.dense or not 1 <= first <= len(others):
            return None
        floors = sorted(found.low for found in others if found.low is not None and found.has_total)
        ceilings = sorted(found.high for found in others if found.high is not None)
        unbounded = len(others) - len(ceilings)
        return Needs(
            possible=floors[-first] if first <= len(floors) else None,
            certain=None if first <= unbounded else ceilings[unbounded - first],
            more=self.ties_part,
        )


def attainable_places(
    scheme: Scheme,
    figures: Figures,
    group: str,
    checkpoint: str | None = None,
    *,
    disputed_open: bool = False,
) -> Attainable:
    """The places that the ranked units of a group can still come to at a checkpoint (default: the last).

    Open is what nobody has reported, and with ``disputed_open`` what is in dispute; it may come out as any
    value within its item's declared range. Unknown groups and checkpoints raise ``FindingsError``.
    """
    read = with_disputed_open(figures) if disputed_open else figures
    bounds = score_bounds(scheme, read, group, checkpoint)
    ranked = {code for code, unit in scheme.units.items() if unit.ranked}
    return places_within(bounds, ranked, compile_scheme(scheme)["ranking"])


def places_within(bounds: Sequence[UnitBounds], ranked: Collection[str], ranking: Json) -> Attainable:
    """The same from the bounds of a table and the compiled scheme's ``ranking``."""
    placed = [found for found in bounds if found.unit in ranked and found.has_total is not False]
    dense = ranking["ties"] == "dense"
    ends = [_ends(found) for found in placed]
    # Who may come to have no total is above nobody for certain.
    floors = [
        (low if found.has_total else None, high) for found, (low, high) in zip(placed, ends, strict=True)
    ]
    placing = Placing(floors, ranking)
    apart = not dense and _are_independent(placed)
    return Attainable(
        units=tuple(_units(placed, ends, placing, apart=apart)),
        dense=dense,
        ties_part=ranking["by"] == "exact" or bool(ranking["tie_break"]),
    )


def _units(
    placed: Sequence[UnitBounds], ends: Sequence[Ends], placing: Placing, *, apart: bool
) -> Iterator[UnitPlaces]:
    for found, (low, high) in zip(placed, ends, strict=True):
        best, worst = placing.places(low, high)
        bounded = low is not None and high is not None and not placing.hangs_on_equals(low, high)
        yield UnitPlaces(
            unit=found.unit,
            unit_name=found.unit_name,
            low=found.low,
            high=found.high,
            has_total=bool(found.has_total),
            best=best,
            worst=worst,
            exact=apart and bounded,
            open=tuple(dict.fromkeys(leaf.node for leaf in found.open)),
        )


def _ends(found: UnitBounds) -> Ends:
    low, high = (None if end is None else Fraction(end) for end in (found.low, found.high))
    return low, high


def _are_independent(placed: Sequence[UnitBounds]) -> bool:
    """Whether every unit can come to either end whatever the others come to."""
    read = Counter(
        key
        for found in placed
        for key in {key for leaf in found.open for key in (*leaf.figures, *leaf.others)}
    )
    certain = all(found.exact and bool(found.has_total) for found in placed)
    return certain and all(units == 1 for units in read.values())
