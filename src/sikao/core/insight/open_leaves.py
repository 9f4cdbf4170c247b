"""One leaf whose figures are partly open: between which points each unit's score of it can come out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

from sikao.core.figures.absence import Absence
from sikao.core.figures.table import KEY
from sikao.core.insight.extremes import corners, is_between_extremes
from sikao.core.insight.leaf_alone import LeafAlone, Scored
from sikao.core.insight.monotone import Key, is_monotone
from sikao.core.insight.needs import keys_read, lacks_member
from sikao.core.insight.outer import UNBOUNDED, Spreading, size_of, without_score
from sikao.core.insight.perturbing import Row, key_of
from sikao.core.insight.pinning import MOST_EFFECTS, Pin
from sikao.core.insight.slices import Json, figures_in, has_group, is_comparative
from sikao.core.reference.rounding import decimal_text
from sikao.core.wording import Term

MOST_AT_ONCE = 6
"""Absent figures of one window whose ranges' ends are tried in every combination."""

MOST_COMPARED = 200
"""Units compared with each other whose corners are tried; each corner measures the whole group."""

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


class LeafBounds:
    """One leaf with its open windows."""

    def __init__(
        self,
        compiled: Json,
        node: Json,
        alone: LeafAlone,
        name: Term,
        checkpoint: str,
        spreading: Spreading,
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
        self._spreading = spreading
        self._extra = extra
        self._versions: dict[Key, list[Row]] = {}
        self._by_carrier: dict[str, list[Row]] = {}
        for row in alone.rows:
            self._versions.setdefault(key_of(row), []).append(row)
            self._by_carrier.setdefault(row["unit"], []).append(row)
        self._absences: dict[tuple[str, str], tuple[Key, ...]] = {}
        self._gaps: dict[tuple[int, str], bool] = {}
        self._carriers = {figure[4] for figure in figures_in(alone.node) if figure[4] is not None}
        self._base = alone.scorer(alone.rows)

    def _windows(self, unit: str) -> list[str]:
        return [code for code in self._alone.shares(unit) if self._through[code] <= self._last]

    def open(self, unit: str) -> list[OpenLeaf]:
        """The windows of a unit whose points are open, with their intervals."""
        found = []
        for checkpoint in self._windows(unit):
            keys = self._absent(unit, checkpoint)
            compared = self.is_compared(unit) and self._has_gap(unit, checkpoint)
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
        effects = {}
        for checkpoint in self._windows(unit):
            if checkpoint in ends:
                continue
            cell = self._base.cell(unit, checkpoint)
            if cell.points is not None:
                ends[checkpoint] = cell.points
            elif cell.absence is not None:
                effects[checkpoint] = self._effects[unit][str(cell.absence)]
        pin = Pin(ends, effects)
        # With the open windows transferred too, the whole leaf goes where its effect says.
        gives = any(effect[0] == "transfer" for effect in effects.values())
        may_vanish = gives and not all(leaf.points.exact for leaf in found)
        # Points that come to it from another leaf change what its known windows are worth.
        if may_vanish or self._extra or len(pin.different_effects) > MOST_EFFECTS:
            return self.extreme_pins(unit)[high]
        return pin

    def certainly_counts(self, unit: str, found: Sequence[OpenLeaf]) -> bool:
        """Whether some window of the main table has points whatever becomes of the open ones ``found``."""
        if self._alone.node["role"] != "main" or unit not in self._alone.variants:
            return False
        # Exact ends are reached by scores, and between them there are scores.
        exact = {leaf.checkpoint: leaf.points.exact for leaf in found}
        return Fraction(self._variant(unit)["points"]) > 0 and any(
            exact[at] if at in exact else self._base.cell(unit, at).points is not None
            for at in self._windows(unit)
        )

    @property
    def units(self) -> tuple[str, ...]:
        """The units that the leaf applies to."""
        return tuple(self._alone.variants)

    def extreme_pins(self, unit: str) -> tuple[Pin, Pin]:
        """All windows at the lowest and at the highest rate that any leaf of its role has.

        Where a leaf below a geometric or harmonic mean may drop out, the mean of the others takes its place.
        """
        low, high = (dict.fromkeys(self._windows(unit), points) for points in self._spread(unit))
        return Pin(low), Pin(high)

    def _spread(self, unit: str) -> tuple[Fraction, Fraction]:
        """The least and the most that all points of the leaf can bring at the rate of another one."""
        variant = self._variant(unit)
        return self._spreading.ends(variant, Fraction(variant["points"]) + self._extra)

    def _variant(self, unit: str) -> Json:
        return self._alone.variants[unit]

    def is_compared(self, unit: str) -> bool:
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

    def _has_gap(self, unit: str, checkpoint: str) -> bool:
        """Whether figures are open of any unit: of its own measure, or of this unit's as a group has it."""
        variant = self._variant(unit)
        key = (id(variant), checkpoint)
        if key not in self._gaps:
            read = list(figures_in(_read_by(variant)))
            self._gaps[key] = any(self._absent(other, checkpoint) for other in self._alone.variants) or any(
                self._reads(figure, other, checkpoint) for other in variant["among"] for figure in read
            )
        return self._gaps[key]

    def _absent(self, unit: str, checkpoint: str) -> tuple[Key, ...]:
        """The open figures that the unit's points may depend on."""
        if (unit, checkpoint) not in self._absences:
            self._absences[unit, checkpoint] = self._open_keys(unit, checkpoint)
        return self._absences[unit, checkpoint]

    def _open_keys(self, unit: str, checkpoint: str) -> tuple[Key, ...]:
        read = figures_in(_read_by(self._variant(unit)))
        keys = (key for figure in read for key in self._reads(figure, unit, checkpoint))
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
        return self._reached(unit, checkpoint, filled, only=unit) or self._outer(unit)

    def _compared(self, unit: str, checkpoint: str) -> tuple[Interval, tuple[Key, ...]]:
        """Between worst and best of the group by corners too; with the figures of others that decide."""
        variant, outer = self._variant(unit), (self._outer(unit), ())
        group = [code for code in dict.fromkeys([*variant["among"], unit]) if code in self._alone.variants]
        alike = all(self._variant(other)["measure"] == variant["measure"] for other in group)
        if not alike or not is_between_extremes(variant) or self._takes_mean(unit) or self._extra:
            return outer
        if len(group) > MOST_COMPARED:
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

    def _reached(
        self, unit: str, checkpoint: str, filled: Iterable[Mapping[Key, str]], only: str | None = None
    ) -> Interval | None:
        """The points reached at corners; null when they are undefined at one: inside they may be any then."""
        reached = []
        for values in filled:
            cell = self._filled(values, only).cell(unit, checkpoint)
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

    def _filled(self, values: Mapping[Key, str], only: str | None) -> Scored:
        """The leaf with open figures filled in, as ``only`` one unit sees it where it is not compared."""
        carriers = self._by_carrier if only is None else {only, *self._carriers}
        known = (row for carrier in carriers for row in self._by_carrier.get(carrier, []))
        rows: list[Row] = [row for row in known if key_of(row) not in values]
        for key, value in values.items():
            rows.append({**dict(zip(KEY, key, strict=True)), "value": value, "absence": None, "flags": []})
        return self._alone.scorer(rows, only=only)

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
            for points in without_score(effect, full, self._spread(unit), self._alone.node)
        ]
        # A cap below the floor, which overrides may bring about, has the last word.
        return Interval(min(floor, cap, *otherwise), max(cap, *otherwise), exact=False)

    def _possible_absences(self, unit: str) -> set[str]:
        """What a score may turn out to be: undefined, or absent like a known figure, period or parameter."""
        kinds = {str(row["absence"]) for row in self._alone.rows if row["absence"] not in (None, *_OPEN)}
        read = list(figures_in(self._variant(unit)))
        for checkpoint in self._windows(unit):
            keys = (self._keys(figure, unit, checkpoint) for figure in read)
            kinds |= set() if all(keys) else {str(Absence.NOT_YET_DUE)}
            if any(lacks_member(figure, self._alone.items, unit) for figure in read):
                kinds.add(str(Absence.NOT_APPLICABLE))
            for by_unit in self._alone.node["parameters"].values():
                given = by_unit.get(unit, {})
                kinds |= set() if checkpoint in given else {str(Absence.MISSING)}
                kinds |= {str(Absence.NOT_APPLICABLE)} if None in given.values() else set()
        return {"undefined", *kinds}


def _read_by(variant: Json) -> list[Any]:
    """What a unit's points are made of."""
    return [variant["measure"], variant["method"], variant["coefficient"]]
