"""Bounds of final scores while figures are missing: what they can become within declared ranges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Any

from sikao.core.books.asking import check_checkpoint
from sikao.core.books.names import TOTAL, term_of
from sikao.core.figures.absence import Absence
from sikao.core.figures.table import KEY, Figures
from sikao.core.insight.extremes import corners, is_between_extremes
from sikao.core.insight.leaf_alone import LeafAlone, Scored
from sikao.core.insight.monotone import Key, is_monotone
from sikao.core.insight.needs import keys_read
from sikao.core.insight.outer import (
    UNBOUNDED,
    composing_means,
    points_received,
    score_rates,
    size_of,
    total_of,
    without_score,
)
from sikao.core.insight.perturbing import Row, key_of
from sikao.core.insight.pinning import Pin, pinned
from sikao.core.insight.slices import Json, figures_in, has_group, is_comparative, of_table, table_of
from sikao.core.reference import calculate
from sikao.core.reference.rounding import decimal_text
from sikao.core.scheme import Scheme, compile_scheme
from sikao.core.wording import Term

MOST_AT_ONCE = 6
"""Absent figures of one window whose ranges' ends are tried in every combination."""

_OPEN = frozenset({Absence.MISSING, Absence.NOT_YET_DUE})


@dataclass(frozen=True, slots=True)
class Interval:
    """From ``low`` to ``high``, both reached when ``exact``; otherwise nothing lies outside."""

    low: Fraction
    high: Fraction
    exact: bool


@dataclass(frozen=True, slots=True)
class OpenLeaf:
    """A leaf of a unit whose points are open: at one checkpoint, for want of ``figures``.

    ``others`` are open figures of units that it is compared with, as far as they decide about the points.
    """

    node: str
    node_name: Term
    checkpoint: str
    points: Interval
    figures: tuple[Key, ...]
    others: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitBounds:
    """What a unit's total can become. Places hold whatever becomes of the other units within their bounds."""

    unit: str
    unit_name: Term
    low: Decimal | None
    high: Decimal | None
    exact: bool
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
        means = composing_means(self._table)
        uncertain: dict[tuple[str, str], None] = {}
        for leaf in leaves:
            for unit in found:
                open_leaves = leaf.open(unit)
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
        return tuple(self._ranked(names, found, self._totals(lows), self._totals(highs)))

    def _leaves(self) -> Iterator[_Leaf]:
        rates = score_rates(self._table)
        for node in self._table["nodes"]:
            if "combine" not in node:
                alone = LeafAlone(self._compiled, self._table, node["code"], self._rows)
                extra = points_received(self._table, node["code"])
                yield _Leaf(
                    self._compiled, node, alone, self._nodes[node["code"]], self._checkpoint, rates, extra
                )

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
        lows: Mapping[str, Fraction | None],
        highs: Mapping[str, Fraction | None],
    ) -> Iterator[UnitBounds]:
        ranked = [
            unit["code"] for unit in self._compiled["units"] if unit["ranked"] and unit["code"] in found
        ]
        for unit in found:
            low, high = lows[unit], highs[unit]
            places: tuple[int | None, int | None] = (None, None)
            if low is not None and high is not None and unit in ranked:
                others = [(lows[code], highs[code]) for code in ranked if code != unit]
                above = sum(other is not None and other > high for other, _ in others)
                perhaps = sum(other is None or other > low for _, other in others)
                places = (1 + above, 1 + perhaps)
            uses = Counter(key for leaf in found[unit] for key in (*leaf.figures, *leaf.others))
            yield UnitBounds(
                unit=unit,
                unit_name=names[unit],
                low=total_of(low),
                high=total_of(high),
                exact=all(leaf.points.exact for leaf in found[unit]) and all(n == 1 for n in uses.values()),
                best_place=places[0],
                worst_place=places[1],
                open=tuple(found[unit]),
            )


class _Leaf:
    """One leaf with its open windows."""

    def __init__(
        self,
        compiled: Json,
        node: Json,
        alone: LeafAlone,
        name: Term,
        checkpoint: str,
        rates: tuple[Fraction, Fraction],
        extra: Fraction,
    ) -> None:
        self.code: str = node["code"]
        # Alone the leaf keeps the points that an absence would spread or transfer.
        self._effects: dict[str, dict[str, list[str]]] = {
            unit: variant["absence"] for variant in node["variants"] for unit in variant["units"]
        }
        self._alone = alone
        self._name = name
        self._year = compiled["year"]
        self._through = {entry["code"]: entry["through"] for entry in compiled["checkpoints"]}
        self._last = self._through[checkpoint]
        self._rates = rates
        self._extra = extra
        self._versions: dict[Key, list[Row]] = {}
        for row in alone.rows:
            self._versions.setdefault(key_of(row), []).append(row)
        self._base = alone.scorer(alone.rows)

    def _windows(self, unit: str) -> list[str]:
        return [code for code in self._alone.shares(unit) if self._through[code] <= self._last]

    def open(self, unit: str) -> list[OpenLeaf]:
        """The windows of a unit whose points are open, with their intervals."""
        found = []
        for checkpoint in self._windows(unit):
            keys = self._absent(unit, checkpoint)
            compared = self._is_compared(unit) and any(
                self._absent(other, checkpoint) for other in self._alone.variants
            )
            if compared and not self._is_certainly_absent(unit, checkpoint):
                points, others = self._compared(unit, checkpoint)
                found.append(OpenLeaf(self.code, self._name, checkpoint, points, keys, others))
            elif keys:
                points = self._interval(unit, checkpoint, keys)
                found.append(OpenLeaf(self.code, self._name, checkpoint, points, keys))
        return found

    def pin(self, unit: str, found: Sequence[OpenLeaf], *, high: bool) -> Pin:
        """All windows of a unit: open ones at one end, the others as they are."""
        ends = {leaf.checkpoint: leaf.points.high if high else leaf.points.low for leaf in found}
        effect = ["exclude"]
        for checkpoint in self._windows(unit):
            if checkpoint in ends:
                continue
            cell = self._base.cell(unit, checkpoint)
            if cell.points is not None:
                ends[checkpoint] = cell.points
            elif cell.absence is not None:
                effect = self._effects[unit][str(cell.absence)]
        return Pin(ends, effect)

    @property
    def units(self) -> tuple[str, ...]:
        """The units that the leaf applies to."""
        return tuple(self._alone.variants)

    def extreme_pins(self, unit: str) -> tuple[Pin, Pin]:
        """All windows at the lowest and at the highest rate that any leaf has.

        Where a leaf below a geometric or harmonic mean may drop out, the mean of the others takes its place.
        """
        full = Fraction(self._variant(unit)["points"])
        ends = [dict.fromkeys(self._windows(unit), rate * full) for rate in self._rates]
        return Pin(ends[0], ["exclude"]), Pin(ends[1], ["exclude"])

    def _variant(self, unit: str) -> Json:
        return self._alone.variants[unit]

    def _is_compared(self, unit: str) -> bool:
        """Whether the unit's points depend on the others'."""
        return self._takes_mean(unit) or is_comparative(self._variant(unit))

    def _takes_mean(self, unit: str) -> bool:
        return any(effect[0] == "group_mean" for effect in self._variant(unit)["absence"].values())

    def _is_certainly_absent(self, unit: str, checkpoint: str) -> bool:
        """Whether the measure is absent whatever is open, with an effect that looks at nobody."""
        measure = self._variant(unit)["measure"]
        read = [key for figure in figures_in(measure) for key in self._reads(figure, unit, checkpoint)]
        if read or has_group(measure) or self._takes_mean(unit):
            return False
        return not isinstance(self._base.cell(unit, checkpoint).measure.value, Fraction)

    def _absent(self, unit: str, checkpoint: str) -> tuple[Key, ...]:
        """The open figures that the unit's points may depend on."""
        variant = self._variant(unit)
        read = [variant["measure"], variant["method"], variant["coefficient"]]
        keys = (key for figure in figures_in(read) for key in self._reads(figure, unit, checkpoint))
        return tuple(dict.fromkeys(keys))

    def _reads(self, figure: list[Any], unit: str, checkpoint: str) -> tuple[Key, ...]:
        return tuple(key for key in self._keys(figure, unit, checkpoint) if self._is_open(key))

    def _keys(self, figure: list[Any], unit: str, checkpoint: str) -> tuple[Key, ...]:
        return keys_read(figure, self._alone.items, unit, self._through[checkpoint], self._year)

    def _is_open(self, key: Key) -> bool:
        versions = self._versions.get(key, [])
        return not versions or any(row["absence"] in _OPEN for row in versions)

    def _interval(self, unit: str, checkpoint: str, keys: tuple[Key, ...]) -> Interval:
        """By the corners of the declared ranges where that is enough, else by floor and cap."""
        ranges = [self._range(key) for key in keys]
        monotone = is_monotone(self._variant(unit), lambda figure: self._reads(figure, unit, checkpoint))
        if not monotone or None in ranges or len(keys) > MOST_AT_ONCE or self._extra:
            return self._outer(unit)
        corners_of = product(*(bounds for bounds in ranges if bounds is not None))
        filled = (dict(zip(keys, values, strict=True)) for values in corners_of)
        return self._reached(unit, checkpoint, filled) or self._outer(unit)

    def _compared(self, unit: str, checkpoint: str) -> tuple[Interval, tuple[Key, ...]]:
        """Between worst and best of the group by corners too; with the figures of others that decide."""
        variant, outer = self._variant(unit), (self._outer(unit), ())
        group = [code for code in dict.fromkeys([*variant["among"], unit]) if code in self._alone.variants]
        alike = all(self._variant(other)["measure"] == variant["measure"] for other in group)
        if not alike or not is_between_extremes(variant) or self._takes_mean(unit) or self._extra:
            return outer
        ranges: dict[str, tuple[Fraction, Fraction]] = {}
        keys: dict[str, Key] = {}
        for other in group:
            value = self._base.cell(other, checkpoint).measure.value
            for key in self._reads(variant["measure"], other, checkpoint):
                declared = self._range(key)
                if declared is None:
                    return outer
                keys[other] = key
                ranges[other] = (Fraction(declared[0]), Fraction(declared[1]))
            if other not in keys and isinstance(value, Fraction):
                ranges[other] = (value, value)
        if unit not in ranges:
            return outer
        filled = [
            {keys[code]: decimal_text(value) for code, value in corner.items() if code in keys}
            for corner in corners(ranges, unit)
        ]
        reached = self._reached(unit, checkpoint, filled)
        others = tuple(key for code, key in keys.items() if code != unit)
        return outer if reached is None else (reached, others)

    def _reached(self, unit: str, checkpoint: str, filled: Iterable[Mapping[Key, str]]) -> Interval | None:
        """The points reached at corners; null when they are undefined at one: inside they may be any then."""
        reached = []
        for values in filled:
            cell = self._filled(values).cell(unit, checkpoint)
            if cell.points is None or cell.absence is not None:
                return None
            reached.append(cell.points)
        return Interval(min(reached), max(reached), exact=True)

    def _range(self, key: Key) -> tuple[str, str] | None:
        if len(self._versions.get(key, [])) > 1:
            # Which version counts differs by checkpoint, and one of them may be known.
            return None
        declared = self._alone.items[key[1].partition("/")[0]]["range"].get(key[2])
        return None if declared is None else (declared[0], declared[1])

    def _filled(self, values: Mapping[Key, str]) -> Scored:
        rows: list[Row] = [row for row in self._alone.rows if key_of(row) not in values]
        for key, value in values.items():
            rows.append({**dict(zip(KEY, key, strict=True)), "value": value, "absence": None, "flags": []})
        return self._alone.scorer(rows)

    def _outer(self, unit: str) -> Interval:
        """What no score of the leaf can leave, whatever the figures."""
        variant = self._variant(unit)
        full = Fraction(variant["points"]) + self._extra
        floor, cap = size_of(variant["method"]["floor"], full), size_of(variant["method"]["cap"], full)
        if floor is None or cap is None:
            return Interval(-UNBOUNDED, UNBOUNDED, exact=False)
        effects = (self._effects[unit][kind] for kind in self._possible_absences(unit))
        otherwise = [
            points
            for effect in effects
            for points in without_score(effect, full, self._rates, self._alone.node)
        ]
        if self._alone.node["role"] == "deduction":
            otherwise = [-points for points in otherwise]
        return Interval(min(floor, *otherwise), max(cap, *otherwise), exact=False)

    def _possible_absences(self, unit: str) -> set[str]:
        """What a score may turn out to be: undefined, or absent like a known figure, period or parameter."""
        kinds = {str(row["absence"]) for row in self._alone.rows if row["absence"] not in (None, *_OPEN)}
        read = list(figures_in(self._variant(unit)))
        for checkpoint in self._windows(unit):
            keys = (self._keys(figure, unit, checkpoint) for figure in read)
            kinds |= set() if all(keys) else {str(Absence.NOT_YET_DUE)}
            for by_unit in self._alone.node["parameters"].values():
                given = by_unit.get(unit, {})
                value = given.get(checkpoint, given.get("*", ""))
                kinds |= {str(Absence.MISSING)} if value == "" else set()
                kinds |= {str(Absence.NOT_APPLICABLE)} if value is None else set()
        return {"undefined", *kinds}
