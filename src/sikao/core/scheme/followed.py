"""Which indicators of which units the monthly review follows, and how each is held against its target.

Followed is a leaf whose measure is one figure of the unit itself and whose method has one target for it: a
place, a share of the group or a composed measure has no target that a month could be held against.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from sikao.core.figures.absence import Absence
from sikao.core.figures.checking import Catalogue, ItemRule
from sikao.core.figures.measures import UnitOfMeasure
from sikao.core.figures.periods import Cover, Frequency
from sikao.core.figures.table import Kind
from sikao.core.scheme.catalogue import catalogue_of
from sikao.core.scheme.expressions import Constant, Expression, FigureRef, Parameter
from sikao.core.scheme.model import Placed, Unit, Values
from sikao.core.scheme.resolving import RankedTable, Resolved, Settings
from sikao.core.scheme.shape import Table
from sikao.core.wording import Term

_RATES = frozenset({"percent", "percentage_points"})
_NOT_ADDED_UP = _RATES | {"per_mille", "points", "index", "rank"}
"""Units of measure whose figures are not added up over a year, beside those that are quotients."""


class Basis(StrEnum):
    """How a figure is held against its target."""

    PRORATED = "prorated"
    """An amount that grows over the year, against the part of the target that was to be reached by then."""
    WHOLE = "whole"
    """An amount of a moment or of one stretch, against the target as it is."""
    RATE = "rate"
    """A rate, against the target rate as it is, by difference."""

    @property
    def term(self) -> Term:
        """The words shown to people."""
        return _BASES[self]


_BASES = {
    Basis.PRORATED: Term("按序时进度", "time-prorated"),
    Basis.WHOLE: Term("直接比目标", "against the target"),
    Basis.RATE: Term("直接比目标，百分点", "against the target, points"),
}


@dataclass(frozen=True, slots=True)
class Followed:
    """A leaf of one unit. ``targets`` are (last month, value) of each moment that has one, in order."""

    unit: str
    node: str
    item: str
    indicator: str
    kind: Kind
    measure: str
    higher: bool
    basis: Basis
    targets: tuple[tuple[int, Decimal | Absence], ...]


class Following:
    """Tells of one scheme which leaves are followed."""

    def __init__(self, resolved: Resolved) -> None:
        self._resolved = resolved
        self._catalogue: Catalogue = catalogue_of(resolved.scheme)

    def all(self) -> tuple[Followed, ...]:
        """Every unit in official order, its leaves in the order of its scorecard."""
        tables = [(unit, table) for table in self._resolved.tables for unit in table.units]
        places = {code: place for place, code in enumerate(self._resolved.scheme.units)}
        tables.sort(key=lambda one: places[one[0].code])
        return tuple(found for unit, table in tables for found in self.of(unit, table))

    def of(self, unit: Unit, table: RankedTable) -> Iterator[Followed]:
        """The followed leaves of one unit."""
        settings = self._resolved.settings(table.scorecard, unit)
        for placed in table.scorecard.walk():
            own = settings.get(placed.node.code)
            if own is not None and placed.node.is_leaf and self._is_asked(placed, own):
                found = self._followed(placed, own, unit, table)
                if found is not None:
                    yield found

    def _is_asked(self, placed: Placed, own: Settings) -> bool:
        """Named, below a named block, or tagged; where the scheme says nothing, whatever comes monthly."""
        review = self._resolved.scheme.review
        if not review.nodes and not review.tags:
            rule = self._rule(own.measure)
            return rule is not None and rule.frequency is Frequency.MONTH
        return any(
            one.node.code in review.nodes or not set(one.node.tags).isdisjoint(review.tags)
            for one in ancestry(placed)
        )

    def _rule(self, measure: Expression | None) -> ItemRule | None:
        return self._catalogue.items.get(measure.item) if isinstance(measure, FigureRef) else None

    def _followed(self, placed: Placed, own: Settings, unit: Unit, table: RankedTable) -> Followed | None:
        measure, rule = own.measure, self._rule(own.measure)
        if rule is None or not isinstance(measure, FigureRef) or not self._is_own(measure):
            return None
        node, item = placed.node, self._resolved.scheme.items[measure.item]
        kind = Kind(measure.kind or item.main_kind)
        code = rule.kinds.get(kind, "")
        if kind in (Kind.RANK, Kind.SCORE) or node.direction == "range" or placed.role != "main":
            return None
        if code not in self._catalogue.measures or item.frequency == "year" or item.lag:
            return None
        targets = self._targets(placed, own, unit, table)
        if not targets:
            return None
        return Followed(
            unit=unit.code,
            node=node.code,
            item=measure.item,
            indicator=measure.item if measure.member is None else f"{measure.item}/{measure.member}",
            kind=kind,
            measure=code,
            higher=node.direction == "higher",
            basis=_basis(kind, rule.cover, self._catalogue.measures[code], prorate=node.prorate),
            targets=targets,
        )

    def _is_own(self, measure: FigureRef) -> bool:
        """Whether it is one figure of this year of the unit itself."""
        return measure.carrier is None and not measure.years and measure.member not in ("*", "each")

    def _targets(
        self, placed: Placed, own: Settings, unit: Unit, table: RankedTable
    ) -> tuple[tuple[int, Decimal | Absence], ...]:
        """The moments that have a target. Under ``prorate`` a single value is that of the year; otherwise it
        holds at every checkpoint at which the leaf counts.
        """
        given = getattr(own.method, "target", None)
        values: Values | None = given.value if isinstance(given, Constant) else None
        if isinstance(given, Parameter):
            card, node = table.scorecard.code, placed.node.code
            values = self._resolved.parameter(card, node, given.name, unit)
        if values is None:
            return ()
        checkpoints = self._resolved.scheme.checkpoints
        if isinstance(values, Table):
            by_code = dict(values)
        else:
            last = [self._resolved.checkpoints[-1].code]
            codes = last if placed.node.prorate else self._counted(placed, own, table)
            by_code = dict.fromkeys(codes, values)
        found = [(checkpoints[code].through, value) for code, value in by_code.items() if code in checkpoints]
        return tuple(sorted(found, key=lambda one: one[0]))

    def _counted(self, placed: Placed, own: Settings, table: RankedTable) -> list[str]:
        """The checkpoints at which a leaf counts, for the year or in a table of their own."""
        listed = table.scorecard.checkpoint_table
        named = () if listed is None else listed.nodes.items()
        return [
            *(code for code, _ in self._resolved.windows(own.schedule)),
            *(code for code, nodes in named if placed.node.code in nodes),
        ]


def ancestry(placed: Placed) -> Iterator[Placed]:
    """A node and those above it, the nearest first."""
    current: Placed | None = placed
    while current is not None:
        yield current
        current = current.parent


def adds_up(kind: Kind, cover: Cover, measure: UnitOfMeasure) -> bool:
    """Whether a figure is an amount that grows from January on; rates, quotients and moments do not."""
    quotient = measure.code in _NOT_ADDED_UP or "/" in measure.zh
    return kind in (Kind.LEVEL, Kind.INCREMENT) and cover is Cover.CUMULATIVE and not quotient


def _basis(kind: Kind, cover: Cover, measure: UnitOfMeasure, *, prorate: bool) -> Basis:
    """Growth is never prorated: a rate of ten per cent for the year is not five at half-time."""
    if kind is Kind.GROWTH:
        return Basis.RATE
    if prorate or adds_up(kind, cover, measure):
        return Basis.PRORATED
    return Basis.RATE if measure.code in _RATES else Basis.WHOLE
