"""Bounds of final scores while figures are missing: what they can become within declared ranges."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Any

from sikao.core.books.asking import check_checkpoint
from sikao.core.books.names import TOTAL, term_of
from sikao.core.figures.absence import Absence
from sikao.core.figures.table import Figures
from sikao.core.insight.leaf_alone import LeafAlone, Scored
from sikao.core.insight.monotone import Key, is_monotone
from sikao.core.insight.needs import keys_read
from sikao.core.insight.perturbing import Row
from sikao.core.insight.pinning import Pin, pinned
from sikao.core.insight.slices import Json, figures_in, is_comparative, of_table, table_of
from sikao.core.reference import calculate
from sikao.core.scheme import Scheme, compile_scheme
from sikao.core.wording import Term

MOST_AT_ONCE = 6
"""Absent figures of one window whose ranges' ends are tried in every combination."""

_UNBOUNDED = Fraction(10**8)
_OPEN = frozenset({Absence.MISSING, Absence.NOT_YET_DUE})
_KEY = ("unit", "indicator", "kind", "period")


@dataclass(frozen=True, slots=True)
class Interval:
    """From ``low`` to ``high``, both reached when ``exact``; otherwise nothing lies outside."""

    low: Fraction
    high: Fraction
    exact: bool


@dataclass(frozen=True, slots=True)
class OpenLeaf:
    """A leaf of a unit whose points are open: at one checkpoint, for want of ``figures``."""

    node: str
    node_name: Term
    checkpoint: str
    points: Interval
    figures: tuple[Key, ...]


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
    return _Group(scheme, compiled, table_of(compiled, group), figures, at).bounds()


class _Group:
    """One ranking group with everything that is open in it."""

    def __init__(
        self, scheme: Scheme, compiled: Json, table: Json, figures: Figures, checkpoint: str
    ) -> None:
        self._scheme = scheme
        self._compiled = compiled
        self._table = table
        self._rows = figures.canonical_rows()
        self._checkpoint = checkpoint
        self._units = [scheme.units[code] for code in table["units"]]

    def bounds(self) -> tuple[UnitBounds, ...]:
        """The bounds of every unit."""
        found: dict[str, list[OpenLeaf]] = {unit.code: [] for unit in self._units}
        lows: dict[tuple[str, str], Pin] = {}
        highs: dict[tuple[str, str], Pin] = {}
        for leaf in self._leaves():
            for unit in found:
                open_leaves = leaf.open(unit)
                if open_leaves:
                    found[unit] += open_leaves
                    lows[leaf.code, unit] = leaf.pin(unit, open_leaves, high=False)
                    highs[leaf.code, unit] = leaf.pin(unit, open_leaves, high=True)
        return tuple(self._ranked(found, self._totals(lows), self._totals(highs)))

    def _leaves(self) -> Iterator[_Leaf]:
        card = self._scheme.scorecards[self._table["scorecard"]]
        names = {placed.node.code: term_of(placed.node) for placed in card.walk()}
        rates = _rates(self._table)
        for node in self._table["nodes"]:
            if "combine" not in node:
                alone = LeafAlone(self._compiled, self._table, node["code"], self._rows)
                extra = _received(self._table, node["code"])
                yield _Leaf(self._compiled, alone, names[node["code"]], self._checkpoint, rates, extra)

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
        found: Mapping[str, list[OpenLeaf]],
        lows: Mapping[str, Fraction | None],
        highs: Mapping[str, Fraction | None],
    ) -> Iterator[UnitBounds]:
        ranked = [unit.code for unit in self._units if unit.ranked]
        floors = sorted(low for low in map(lows.__getitem__, ranked) if low is not None)
        ceilings = sorted(high for high in map(highs.__getitem__, ranked) if high is not None)
        open_ends = len(ranked) - len(ceilings)
        for unit in self._units:
            low, high = lows[unit.code], highs[unit.code]
            places: tuple[int | None, int | None] = (None, None)
            if low is not None and high is not None and unit.ranked:
                above = len(floors) - bisect_right(floors, high)
                # A unit whose own bounds differ is above its own low, and is not another one.
                perhaps = open_ends + len(ceilings) - bisect_right(ceilings, low) - (high > low)
                places = (1 + above, 1 + perhaps)
            uses = Counter(key for leaf in found[unit.code] for key in leaf.figures)
            yield UnitBounds(
                unit=unit.code,
                unit_name=term_of(unit),
                low=_decimal(low),
                high=_decimal(high),
                exact=all(leaf.points.exact for leaf in found[unit.code])
                and all(n == 1 for n in uses.values()),
                best_place=places[0],
                worst_place=places[1],
                open=tuple(found[unit.code]),
            )


class _Leaf:
    """One leaf with its open windows."""

    def __init__(
        self,
        compiled: Json,
        alone: LeafAlone,
        name: Term,
        checkpoint: str,
        rates: tuple[Fraction, Fraction],
        extra: Fraction,
    ) -> None:
        self.code: str = alone.node["code"]
        self._alone = alone
        self._name = name
        self._year = compiled["year"]
        self._through = {entry["code"]: entry["through"] for entry in compiled["checkpoints"]}
        self._last = self._through[checkpoint]
        self._rates = rates
        self._extra = extra
        self._known = {tuple(row[name] for name in _KEY): row for row in alone.rows}
        self._absences: dict[tuple[str, str], tuple[Key, ...]] = {}
        self._gaps: dict[str, bool] = {}
        self._carriers = {figure[4] for figure in figures_in(alone.node) if figure[4] is not None}
        self._by_carrier: dict[str, list[Row]] = {}
        for row in alone.rows:
            self._by_carrier.setdefault(row["unit"], []).append(row)
        self._base = alone.scorer(alone.rows)

    def _windows(self, unit: str) -> list[str]:
        return [code for code in self._alone.shares(unit) if self._through[code] <= self._last]

    def open(self, unit: str) -> list[OpenLeaf]:
        """The windows of a unit whose points are open, with their intervals."""
        found = []
        for checkpoint in self._windows(unit):
            keys = self._absent(unit, checkpoint)
            compared = self._is_compared(unit) and self._has_gap(checkpoint)
            if keys or compared:
                points = self._outer(unit) if compared else self._interval(unit, checkpoint, keys)
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
                effect = self._variant(unit)["absence"][str(cell.absence)]
        return Pin(ends, effect)

    def _variant(self, unit: str) -> Json:
        return self._alone.variants[unit]

    def _is_compared(self, unit: str) -> bool:
        """Whether the unit's points depend on the others'."""
        variant = self._variant(unit)
        means = any(effect[0] == "group_mean" for effect in variant["absence"].values())
        return means or is_comparative(variant)

    def _has_gap(self, checkpoint: str) -> bool:
        """Whether any unit has open figures."""
        if checkpoint not in self._gaps:
            self._gaps[checkpoint] = any(self._absent(unit, checkpoint) for unit in self._alone.variants)
        return self._gaps[checkpoint]

    def _absent(self, unit: str, checkpoint: str) -> tuple[Key, ...]:
        """The open figures that the unit's points may depend on."""
        if (unit, checkpoint) not in self._absences:
            self._absences[unit, checkpoint] = self._open_keys(unit, checkpoint)
        return self._absences[unit, checkpoint]

    def _open_keys(self, unit: str, checkpoint: str) -> tuple[Key, ...]:
        variant = self._variant(unit)
        read = [variant["measure"], variant["method"], variant["coefficient"]]
        keys = (key for figure in figures_in(read) for key in self._reads(figure, unit, checkpoint))
        return tuple(dict.fromkeys(keys))

    def _reads(self, figure: list[Any], unit: str, checkpoint: str) -> tuple[Key, ...]:
        keys = keys_read(figure, self._alone.items, unit, self._through[checkpoint], self._year)
        return tuple(key for key in keys if self._is_open(key))

    def _is_open(self, key: Key) -> bool:
        row = self._known.get(key)
        return row is None or row["absence"] in _OPEN

    def _interval(self, unit: str, checkpoint: str, keys: tuple[Key, ...]) -> Interval:
        """By the corners of the declared ranges where that is enough, else by floor and cap."""
        ranges = [self._range(key) for key in keys]
        monotone = is_monotone(self._variant(unit), lambda figure: self._reads(figure, unit, checkpoint))
        if not monotone or None in ranges or len(keys) > MOST_AT_ONCE or self._extra:
            return self._outer(unit)
        reached = []
        for values in product(*(bounds for bounds in ranges if bounds is not None)):
            cell = self._filled(unit, dict(zip(keys, values, strict=True))).cell(unit, checkpoint)
            if cell.points is None or cell.absence is not None:
                # Undefined at an end of a range: inside it the score may be any.
                return self._outer(unit)
            reached.append(cell.points)
        return Interval(min(reached), max(reached), exact=True)

    def _range(self, key: Key) -> tuple[str, str] | None:
        declared = self._alone.items[key[1].partition("/")[0]]["range"].get(key[2])
        return None if declared is None else (declared[0], declared[1])

    def _filled(self, unit: str, values: Mapping[Key, str]) -> Scored:
        """The leaf as one unit that is not compared with others sees it, with open figures filled in."""
        known = (row for carrier in {unit, *self._carriers} for row in self._by_carrier.get(carrier, []))
        rows: list[Row] = [row for row in known if tuple(row[name] for name in _KEY) not in values]
        for key, value in values.items():
            rows.append({**dict(zip(_KEY, key, strict=True)), "value": value, "absence": None, "flags": []})
        return self._alone.scorer(rows, only=unit)

    def _outer(self, unit: str) -> Interval:
        """What no score of the leaf can leave, whatever the figures."""
        variant = self._variant(unit)
        full = Fraction(variant["points"]) + self._extra
        floor, cap = _size(variant["method"]["floor"], full), _size(variant["method"]["cap"], full)
        if floor is None or cap is None:
            return Interval(-_UNBOUNDED, _UNBOUNDED, exact=False)
        otherwise = _without_score(variant["absence"]["undefined"], full, self._rates)
        if self._alone.node["role"] == "deduction":
            otherwise = [-points for points in otherwise]
        return Interval(min(floor, *otherwise), max(cap, *otherwise), exact=False)


def _size(amount: list[Any], full: Fraction) -> Fraction | None:
    """A constant amount in points; null for one that an expression gives."""
    if amount[0] == "expr":
        return None
    return Fraction(amount[1]) * full if amount[0] == "share" else Fraction(amount[1])


def _without_score(effect: list[str], full: Fraction, rates: tuple[Fraction, Fraction]) -> list[Fraction]:
    """What a leaf contributes when its score turns out to be undefined."""
    if effect[0] == "full":
        return [full]
    if effect[0] == "share":
        return [Fraction(effect[1]) * full]
    if effect[0] in ("redistribute", "transfer"):
        return [rate * full for rate in rates]
    return [Fraction(0)]


def _rates(table: Json) -> tuple[Fraction, Fraction]:
    """The lowest and highest score rate that any leaf of the main table can have."""
    rates = [Fraction(0), Fraction(1)]
    for node in table["nodes"]:
        if "combine" in node or node["role"] != "main":
            continue
        for variant in node["variants"]:
            full = Fraction(variant["points"])
            ends = [_size(variant["method"][name], full) for name in ("floor", "cap")]
            rates += [end / full for end in ends if end is not None and full]
    return min(rates), max(rates)


def _received(table: Json, code: str) -> Fraction:
    """The points that may come to a leaf from others by transfer."""
    return sum(
        (
            max(Fraction(variant["points"]) for variant in node["variants"])
            for node in table["nodes"]
            if "combine" not in node
            and any(
                ["transfer", code] == effect
                for variant in node["variants"]
                for effect in variant["absence"].values()
            )
        ),
        Fraction(0),
    )


def _decimal(value: Fraction | None) -> Decimal | None:
    """A total, which is a finite decimal; null beyond every bound."""
    if value is None or abs(value) >= _UNBOUNDED / 2:
        return None
    return Decimal(value.numerator) / Decimal(value.denominator)
