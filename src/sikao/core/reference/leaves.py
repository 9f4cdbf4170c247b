"""One leaf, one unit, one checkpoint: measure, comparison group, method, clamping, rounding, absence."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from .compiled import Checkpoint, Compiled, Leaf, Table, Variant
from .errors import CalculationError
from .expressions import Situation, evaluate, members_of, within_range
from .figures import Absence, FigureKey, Figures, Value, first_absence
from .formulas import GROUP, Amount, Expression
from .methods import METHODS, ZERO, Case, Parts, Place, UndefinedError
from .rounding import rounded


@dataclass(frozen=True, slots=True)
class Measure:
    """What a unit achieved, and the figures read for it."""

    value: Value
    used: frozenset[FigureKey]


@dataclass(frozen=True, slots=True)
class Group:
    """The measures of a comparison group in ascending order; ``higher``: more is better."""

    values: tuple[Fraction, ...]
    higher: bool

    @property
    def best(self) -> Fraction:
        return self.values[-1 if self.higher else 0]

    @property
    def worst(self) -> Fraction:
        return self.values[0 if self.higher else -1]

    def with_unit(self, value: Fraction) -> Group:
        values = list(self.values)
        insort(values, value)
        return Group(tuple(values), self.higher)

    def place_of(self, value: Fraction) -> Place:
        """1 + the number of units that are strictly better, and with all the equals before it."""
        below, upto = bisect_left(self.values, value), bisect_right(self.values, value)
        size, equals = len(self.values), upto - below
        better = size - upto if self.higher else below
        return Place(better + 1, better + equals, size)


@dataclass(frozen=True, slots=True)
class Cell:
    """The score of one leaf, unit and checkpoint, or the effect of its absence.

    ``points`` is None where nothing is counted. ``parts`` sum to the exact value before rounding.
    """

    measure: Measure
    points: Fraction | None
    parts: Parts = field(default_factory=dict)
    raw: Fraction | None = None
    absence: Absence | None = None
    effect: tuple[str, ...] = ()
    given: Mapping[str, Any] = field(default_factory=dict)
    group: Group | None = None
    used: frozenset[FigureKey] = frozenset()


class LeafScorer:
    """Scores leaves of one run; what several units share is worked out once and kept for the run."""

    def __init__(self, compiled: Compiled, figures: Figures) -> None:
        self.compiled = compiled
        self.figures = figures
        self._leaves: dict[tuple[str, str, str], Leaf] = {}
        for table in compiled.tables:
            for node in table.nodes.values():
                if isinstance(node, Leaf):
                    self._leaves.update({(table.scorecard, node.code, unit): node for unit in table.units})
        self._measures: dict[tuple[str, str, str, str], Measure] = {}
        self._groups: dict[tuple[str, str, str, tuple[str, ...], bool], Group] = {}
        self._functions: dict[tuple[int, str, str, tuple[str, ...]], dict[str, Fraction]] = {}
        self._cells: dict[tuple[str, str, str, str, Fraction], Cell] = {}

    def cell(self, table: Table, leaf: Leaf, unit: str, checkpoint: Checkpoint, full: Fraction) -> Cell:
        """The score of ``unit`` at ``checkpoint`` out of ``full`` points, an absence with its effect."""
        cell = self._scored(table.scorecard, leaf, unit, checkpoint, full)
        if cell.absence is None:
            return cell
        return self._with_effect(table.scorecard, leaf, unit, checkpoint, full, cell)

    def situation(
        self,
        scorecard: str,
        leaf: Leaf | None,
        unit: str,
        checkpoint: Checkpoint,
        among: tuple[str, ...],
        standing: Mapping[str, Mapping[str, Fraction]] | None = None,
    ) -> Situation:
        """Where expressions of a leaf are evaluated, or (without a leaf, with the standing) of outcomes."""

        def over_group(tree: Expression, at: Situation) -> list[Fraction]:
            return self._over_group(scorecard, among, tree, at)

        return Situation(self.compiled, self.figures, unit, checkpoint, leaf, over_group, standing=standing)

    def measure(self, scorecard: str, leaf: Leaf, unit: str, checkpoint: Checkpoint) -> Measure:
        """The measure of a unit by its own variant; for a target range the distance outside the range."""
        key = (scorecard, leaf.code, unit, checkpoint.code)
        if key not in self._measures:
            variant = leaf.variants[unit]
            at = self.situation(scorecard, leaf, unit, checkpoint, variant.among)
            value: Value = ZERO if variant.measure is None else evaluate(variant.measure, at)
            if variant.direction == "range" and isinstance(value, Fraction):
                value = _distance(value, leaf, variant, at)
            self._measures[key] = Measure(value, frozenset(at.used))
        return self._measures[key]

    def measures(
        self, scorecard: str, leaf: Leaf, among: Iterable[str], checkpoint: Checkpoint
    ) -> dict[str, Fraction]:
        """What units of a comparison group achieved, in their order; those without a number are left out."""
        found = {}
        for unit in among:
            own = self._leaves.get((scorecard, leaf.code, unit))
            if own is not None and unit in own.variants:
                value = self.measure(scorecard, own, unit, checkpoint).value
                if isinstance(value, Fraction):
                    found[unit] = value
        return found

    def _group(self, scorecard: str, leaf: Leaf, unit: str, checkpoint: Checkpoint, value: Fraction) -> Group:
        """The comparison group of a unit whose measure is ``value``: ``among``, and the unit itself."""
        variant = leaf.variants[unit]
        higher = variant.direction == "higher"
        key = (scorecard, leaf.code, checkpoint.code, variant.among, higher)
        if key not in self._groups:
            numbers = self.measures(scorecard, leaf, variant.among, checkpoint).values()
            self._groups[key] = Group(tuple(sorted(numbers)), higher)
        group = self._groups[key]
        return group if unit in variant.among else group.with_unit(value)

    def _over_group(
        self, scorecard: str, among: tuple[str, ...], tree: Expression, at: Situation
    ) -> list[Fraction]:
        """An expression's values over a comparison group, the unit of the situation included."""
        code = "" if at.leaf is None else at.leaf.code
        key = (id(tree), code, at.checkpoint.code, among)
        if key not in self._functions:
            of_units = {other: self._for_other(scorecard, among, tree, at, other) for other in among}
            self._functions[key] = {u: value for u, value in of_units.items() if isinstance(value, Fraction)}
        values = self._functions[key]
        if at.unit in among:
            return list(values.values())
        own = self._for_other(scorecard, among, tree, at, at.unit)
        return [*values.values(), own] if isinstance(own, Fraction) else list(values.values())

    def _for_other(
        self, scorecard: str, among: tuple[str, ...], tree: Expression, at: Situation, unit: str
    ) -> Value:
        leaf = at.leaf and self._leaves.get((scorecard, at.leaf.code, unit))
        if at.leaf is not None and (leaf is None or unit not in leaf.variants):
            return Absence.NOT_APPLICABLE
        return evaluate(tree, self.situation(scorecard, leaf, unit, at.checkpoint, among))

    def _scored(self, scorecard: str, leaf: Leaf, unit: str, checkpoint: Checkpoint, full: Fraction) -> Cell:
        """The method's score, or a cell without points that names the absence; once a run."""
        key = (scorecard, leaf.code, unit, checkpoint.code, full)
        if key not in self._cells:
            self._cells[key] = self._by_method(scorecard, leaf, unit, checkpoint, full)
        return self._cells[key]

    def _by_method(
        self, scorecard: str, leaf: Leaf, unit: str, checkpoint: Checkpoint, full: Fraction
    ) -> Cell:
        variant = leaf.variants[unit]
        measure = self.measure(scorecard, leaf, unit, checkpoint)
        at = self.situation(scorecard, leaf, unit, checkpoint, variant.among)
        if isinstance(measure.value, Absence):
            return Cell(measure, None, absence=measure.value, used=measure.used)
        group = self._group(scorecard, leaf, unit, checkpoint, measure.value)
        absences: list[Value] = []
        given = _resolve_method(variant, full, at, group, absences)
        coefficient: Value = Fraction(1)
        if variant.coefficient is not None:
            coefficient = evaluate(variant.coefficient, at)
            absences.append(coefficient)
        used = measure.used | frozenset(at.used)
        absent = first_absence(absences)
        if absent is not None or isinstance(coefficient, Absence):
            return Cell(measure, None, absence=absent, used=used)
        case = Case(measure.value, full, group.higher, given, group.place_of(measure.value))
        try:
            parts = METHODS[given["kind"]](case)
        except UndefinedError:
            return Cell(measure, None, absence=Absence.UNDEFINED, given=given, group=group, used=used)
        raw = sum(parts.values(), ZERO)
        parts |= _clamping(raw, coefficient, given)
        if any(within_range(part) is Absence.UNDEFINED for part in (raw, raw * coefficient, *parts.values())):
            return Cell(measure, None, absence=Absence.UNDEFINED, given=given, group=group, used=used)
        points = rounded(sum(parts.values(), ZERO), variant.checkpoint_places, self.compiled.rule)
        return Cell(measure, points, parts, raw, given=given, group=group, used=used)

    def _with_effect(
        self, scorecard: str, leaf: Leaf, unit: str, checkpoint: Checkpoint, full: Fraction, cell: Cell
    ) -> Cell:
        """The declared effect of an absence; one that gives points is rounded, the others count nothing."""
        variant = leaf.variants[unit]
        effect = variant.absence.get(str(cell.absence))
        if effect is None:
            raise CalculationError(f"node {leaf.code}", f"no effect is declared for {cell.absence}")
        value: Fraction | None = None
        if effect[0] == "group_mean":
            value = self._mean_of_others(scorecard, leaf, unit, checkpoint)
            effect = effect if value is not None else ("refuse",)
        elif effect[0] in ("zero", "full", "share"):
            share = {"zero": ZERO, "full": Fraction(1)}.get(effect[0])
            value = full * (Fraction(effect[1]) if share is None else share)
            value = -value if leaf.role == "deduction" else value
        elif effect[0] == "redistribute" and leaf.role != "main":
            effect = ("exclude",)
        points = None if value is None else rounded(value, variant.checkpoint_places, self.compiled.rule)
        parts = {} if value is None else {"absence": value}
        return Cell(
            cell.measure, points, parts, None, cell.absence, effect, cell.given, cell.group, cell.used
        )

    def _mean_of_others(
        self, scorecard: str, leaf: Leaf, unit: str, checkpoint: Checkpoint
    ) -> Fraction | None:
        scores = []
        for other in leaf.variants[unit].among:
            own = self._leaves.get((scorecard, leaf.code, other))
            if other != unit and own is not None and other in own.variants:
                cell = self._scored(scorecard, own, other, checkpoint, own.variants[other].full)
                scores.append(cell.points)
        counted = [points for points in scores if points is not None]
        return sum(counted, ZERO) / len(counted) if counted else None


def _distance(value: Fraction, leaf: Leaf, variant: Variant, at: Situation) -> Value:
    """How far a value lies outside the target range, 0 inside it."""
    target = variant.method.get("target")
    if not isinstance(target, Mapping):
        raise CalculationError(f"node {leaf.code}", "the target of a range is a pair of low and high")
    low, high = evaluate(target["low"], at), evaluate(target["high"], at)
    if isinstance(low, Absence) or isinstance(high, Absence):
        return first_absence((low, high)) or Absence.UNDEFINED
    return max(low - value, value - high, ZERO)


def _clamping(raw: Fraction, coefficient: Fraction, given: Mapping[str, Any]) -> Parts:
    """What the coefficient, the floor and the cap change, in this order; parts of zero are left out."""
    value = raw * coefficient
    floored = max(value, given["floor"])
    capped = min(floored, given["cap"])
    parts = {"coefficient": value - raw, "floor": floored - value, "cap": capped - floored}
    return {name: part for name, part in parts.items() if part}


def _resolve_method(
    variant: Variant, full: Fraction, at: Situation, group: Group, absences: list[Value]
) -> Mapping[str, Any]:
    """The method's parameters as numbers; what is absent among them goes to ``absences``."""
    given: dict[str, Any] = {}
    for key, content in variant.method.items():
        if key == "target" and variant.direction == "range":
            given[key] = ZERO
        elif content == GROUP:
            given[key] = group.worst if key == "low" else group.best
        elif key == "entries":
            given["members"] = _entries_by_member(variant, full, at, absences)
        else:
            given[key] = _resolve(content, full, at, absences)
    return given


def _resolve(content: Any, full: Fraction, at: Situation, absences: list[Value]) -> Any:
    """An amount as points, an expression as its value; lists and records element by element."""
    if isinstance(content, Amount):
        if isinstance(content.value, Fraction):
            return content.value * full if content.of_full else content.value
        content = content.value
    if isinstance(content, tuple):
        value = evaluate(content, at)
        absences.append(value)
        return value
    if isinstance(content, list):
        return [_resolve(element, full, at, absences) for element in content]
    if isinstance(content, Mapping):
        return {key: _resolve(element, full, at, absences) for key, element in content.items()}
    return content


def _entries_by_member(
    variant: Variant, full: Fraction, at: Situation, absences: list[Value]
) -> list[list[Any]]:
    """The entries of a tally: once, or once for each member of the register that applies to the unit."""
    entries = variant.method["entries"]
    if variant.method.get("over") is None:
        return [_resolve(entries, full, at, absences)]
    counted = []
    for member in _members_read(entries, at):
        of_member: list[Value] = []
        resolved = _resolve(entries, full, at.for_member(member), of_member)
        absent = first_absence(of_member)
        if absent is None:
            counted.append(resolved)
        elif absent != Absence.NOT_APPLICABLE:
            absences.append(absent)
    return counted


def _members_read(entries: Any, at: Situation) -> Iterable[str]:
    """The members of all items that the entries read one by one, each once, in order."""
    members: dict[str, None] = {}
    for tree in _figures_in(entries):
        if tree[2] == "each":
            members.update(dict.fromkeys(members_of(tree[1], tree[4] or at.unit, at)))
    return members


def _figures_in(content: Any) -> Iterable[Expression]:
    if isinstance(content, Amount):
        content = content.value
    if isinstance(content, Mapping):
        content = list(content.values())
    if isinstance(content, tuple) and content and content[0] == "fig":
        yield content
    elif isinstance(content, list | tuple):
        for element in content:
            yield from _figures_in(element)
