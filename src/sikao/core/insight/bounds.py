"""Bounds of final scores while figures are missing: what they can become within declared ranges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from sikao.core.books.asking import check_checkpoint
from sikao.core.books.names import TOTAL, term_of
from sikao.core.figures.table import Figures
from sikao.core.insight.leaf_alone import LeafAlone
from sikao.core.insight.open_leaves import LeafBounds, OpenLeaf
from sikao.core.insight.outer import (
    Spreading,
    branches_above,
    composing_means,
    may_score_below_zero,
    points_received,
    score_rates,
    total_of,
)
from sikao.core.insight.perturbing import Row
from sikao.core.insight.pinning import Pin, pinned
from sikao.core.insight.placing import Ends, Placing
from sikao.core.insight.slices import Json, of_table, table_of
from sikao.core.reference import calculate
from sikao.core.scheme import Scheme, compile_scheme
from sikao.core.wording import Term


@dataclass(frozen=True, slots=True)
class UnitBounds:
    """What a unit's total can become. Places hold whatever becomes of the other units within their bounds.

    ``has_total`` is null where it may come to have no total and no place at all, false where that is certain.
    """

    unit: str
    unit_name: Term
    low: Decimal | None
    high: Decimal | None
    exact: bool
    has_total: bool | None
    best_place: int | None
    worst_place: int | None
    open: tuple[OpenLeaf, ...]


def score_bounds(
    scheme: Scheme, figures: Figures, group: str, checkpoint: str | None = None
) -> tuple[UnitBounds, ...]:
    """Bounds of the totals of a ranking group at a checkpoint (default: the last), in official order.

    Open are figures that are missing or not yet due. A leaf that is monotone in each of them is bounded
    exactly by the ends of their declared ranges; any other, or one without declared ranges, by floor and cap.
    """
    check_checkpoint(scheme, checkpoint)
    compiled = compile_scheme(scheme)
    at = checkpoint or [entry["code"] for entry in compiled["checkpoints"] if entry["ranked"]][-1]
    table = table_of(compiled, group)
    units = {code: term_of(unit) for code, unit in scheme.units.items()}
    nodes = {p.node.code: term_of(p.node) for p in scheme.scorecards[table["scorecard"]].walk()}
    return table_bounds(compiled, table, figures.canonical_rows(), at, units, nodes)


def table_bounds(
    compiled: Json,
    table: Json,
    rows: Sequence[Row],
    checkpoint: str,
    units: Mapping[str, Term],
    nodes: Mapping[str, Term],
) -> tuple[UnitBounds, ...]:
    """Like ``score_bounds`` for a compiled table and rows of figures, with names of units and nodes."""
    return _Group(compiled, table, rows, checkpoint, nodes).bounds(units)


class _Group:
    """One ranking group with everything that is open in it."""

    def __init__(
        self, compiled: Json, table: Json, rows: Sequence[Row], checkpoint: str, nodes: Mapping[str, Term]
    ) -> None:
        self._compiled = compiled
        self._table = table
        self._rows = rows
        self._checkpoint = checkpoint
        self._nodes = nodes

    def bounds(self, names: Mapping[str, Term]) -> tuple[UnitBounds, ...]:
        """The bounds of every unit."""
        found: dict[str, list[OpenLeaf]] = {unit: [] for unit in self._table["units"]}
        lows: dict[tuple[str, str], Pin] = {}
        highs: dict[tuple[str, str], Pin] = {}
        leaves = list(self._leaves())
        counting: set[str] = set()
        means = composing_means(self._table)
        uncertain: dict[tuple[str, str], None] = {}
        for leaf in leaves:
            for unit in found:
                open_leaves = leaf.open(unit)
                counting |= {unit} if leaf.certainly_counts(unit, open_leaves) else set()
                if open_leaves:
                    found[unit] += open_leaves
                    lows[leaf.code, unit] = leaf.pin(unit, open_leaves, high=False)
                    highs[leaf.code, unit] = leaf.pin(unit, open_leaves, high=True)
                if leaf.code in means and not all(part.points.exact for part in open_leaves):
                    uncertain[means[leaf.code], unit] = None
        for leaf in leaves:
            for unit in leaf.units:
                if (means.get(leaf.code), unit) in uncertain:
                    lows[leaf.code, unit], highs[leaf.code, unit] = leaf.extreme_pins(unit)
        _keep_compared(leaves, lows, highs)
        least = self._totals(lows)
        if may_score_below_zero(self._table):
            # Points spread out of a mean may go to a leaf below zero, where no mean of rates can follow.
            least |= {unit: None for _, unit in uncertain}
        loose = set(_loosely_pinned(lows, highs, found))
        ends = {unit: (least[unit], high) for unit, high in self._totals(highs).items()}
        return tuple(self._ranked(names, found, loose, ends, counting))

    def _leaves(self) -> Iterator[LeafBounds]:
        places = int(self._compiled["rounding"]["score"])
        nodes = {node["code"]: node for node in self._table["nodes"]}
        roles = {node["role"] for node in nodes.values()}
        rates = {role: score_rates(self._table, role, places) for role in roles}
        for code, node in nodes.items():
            if "combine" not in node:
                alone = LeafAlone(self._compiled, self._table, code, self._rows)
                extra = points_received(self._table, code)
                spreading = Spreading(rates[node["role"]], len(branches_above(node, nodes)), places)
                name = self._nodes[code]
                yield LeafBounds(self._compiled, node, alone, name, self._checkpoint, spreading, extra)

    def _totals(self, pins: Mapping[tuple[str, str], Pin]) -> dict[str, Fraction | None]:
        table = pinned(self._table, pins)
        book = calculate(of_table(self._compiled, table, self._checkpoint), self._rows)
        return {
            row["unit"]: None if row["points"] is None else Fraction(row["points"])
            for row in book["rows"]
            if row["node"] == TOTAL and row["scorecard"] == table["scorecard"]
        }

    def _ranked(
        self,
        names: Mapping[str, Term],
        found: Mapping[str, list[OpenLeaf]],
        loose: Collection[str],
        ends: Mapping[str, Ends],
        counting: Collection[str],
    ) -> Iterator[UnitBounds]:
        ranked = {unit["code"] for unit in self._compiled["units"] if unit["ranked"]}
        # With everything pinned that is open, only who certainly has no total is without one.
        placed = [unit for unit in found if unit in ranked and ends[unit][1] is not None]
        # Who may come to have none is above nobody for certain.
        floors = [(ends[unit][0] if unit in counting else None, ends[unit][1]) for unit in placed]
        placing = Placing(floors, self._compiled["ranking"])
        for unit in found:
            low, high = ends[unit]
            places: tuple[int | None, int | None] = (None, None)
            if low is not None and high is not None and unit in ranked:
                places = placing.places(low, high)
            uses = Counter(key for leaf in found[unit] for key in (*leaf.figures, *leaf.others))
            yield UnitBounds(
                unit=unit,
                unit_name=names[unit],
                low=total_of(low),
                high=total_of(high),
                exact=unit not in loose
                and all(leaf.points.exact for leaf in found[unit])
                and all(n == 1 for n in uses.values()),
                has_total=False if high is None else (unit in counting or None),
                best_place=places[0],
                worst_place=places[1],
                open=tuple(found[unit]),
            )


def _keep_compared(
    leaves: Sequence[LeafBounds], lows: dict[tuple[str, str], Pin], highs: dict[tuple[str, str], Pin]
) -> None:
    """A pinned unit has no measure that others could be compared with: these keep the points they have."""
    for leaf in leaves:
        if any((leaf.code, unit) in lows for unit in leaf.units):
            for unit in filter(leaf.is_compared, leaf.units):
                lows.setdefault((leaf.code, unit), leaf.pin(unit, (), high=False))
                highs.setdefault((leaf.code, unit), leaf.pin(unit, (), high=True))


def _loosely_pinned(
    lows: Mapping[tuple[str, str], Pin],
    highs: Mapping[tuple[str, str], Pin],
    found: Mapping[str, Sequence[OpenLeaf]],
) -> Iterator[str]:
    """Units with a window that is not open and is pinned to two different ends all the same."""
    for (node, unit), low in lows.items():
        own = {leaf.checkpoint for leaf in found[unit] if leaf.node == node}
        high = highs[node, unit]
        if any(points != high.points[at] for at, points in low.points.items() if at not in own):
            yield unit
