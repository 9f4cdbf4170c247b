"""From the leaves of a compiled scheme to drafts of rows: one row scores one leaf for the units that share
its method.

Variants of a leaf that differ only in numbers become one row with a number for each unit; rows of the same
shape, whatever leaf and table they belong to, are later stacked into one block.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sikao.core.scoring.expressions import Shape
from sikao.core.scoring.numbers import Parameter, Source
from sikao.core.scoring.shapes import FigureOf, Slots, expression_shape, measure_shape, method_shape

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Bundle:
    """A shape with what fills its slots: for each number slot its sources, for each figure slot what it
    reads.
    """

    shape: Shape
    numbers: tuple[tuple[Source, ...], ...]
    figures: tuple[FigureOf, ...]
    positions: tuple[int, ...]

    @property
    def reads(self) -> tuple[tuple[str | None, bool], ...]:
        """For each figure slot whether it reads members and whether a fixed carrier."""
        return tuple(
            (figure.member if figure.member in ("*", "each") else None, figure.carrier is not None)
            for figure in self.figures
        )


@dataclass(frozen=True, slots=True)
class Draft:
    """One row: leaf number ``leaf`` of table number ``table``, for the units at ``positions`` of the axis.

    The axis is the table's units, then units of other tables of the same scorecard that they are compared
    with. ``method.shape`` is (parameters, coefficient). ``points`` are sources of the full points.
    """

    table: int
    leaf: int
    axis: tuple[str, ...]
    width: int
    measures: tuple[Bundle, ...]
    method: Bundle
    points: tuple[Source, ...]
    high: bool
    among: tuple[int, ...]
    moments: tuple[int, ...]
    places: int
    role: str
    effects: tuple[tuple[str, tuple[str, ...]], ...]
    leaf_numbers: Mapping[str, int]

    def transfer(self, kind: str) -> int:
        """The leaf that takes the points when an absence of this kind transfers them; -1: none."""
        for declared, effect in self.effects:
            if declared == kind and effect[0] == "transfer":
                return self.leaf_numbers.get(effect[1], -1)
        return -1

    @property
    def key(self) -> tuple[Any, ...]:
        """What rows of one block have in common."""
        guests = set(self.method.positions) - set(self.among)
        shapes = tuple((bundle.shape, bundle.reads) for bundle in (*self.measures, self.method))
        return (shapes, self.high, self.moments, len(self.axis), self.places, self.role, bool(guests))


@dataclass(frozen=True, slots=True)
class _Walked:
    """One unit's variant taken apart."""

    variant: Json
    measure: Shape
    measure_slots: Slots
    method: Shape
    method_slots: Slots
    parameters: Mapping[str, Parameter]

    def measure_key(self) -> tuple[Any, ...]:
        return _bundle_key(self.measure, self.measure_slots)

    def row_key(self) -> tuple[Any, ...]:
        variant = self.variant
        return (
            _bundle_key(self.method, self.method_slots),
            variant["direction"] == "higher",
            tuple(variant["among"]),
            tuple(window["checkpoint"] for window in variant["windows"]),
            variant["places"]["checkpoint"],
            tuple(sorted((kind, tuple(effect)) for kind, effect in variant["absence"].items())),
        )


def _bundle_key(shape: Shape, slots: Slots) -> tuple[Any, ...]:
    # Numbers inside a group function count for all units compared with, so there they must not differ.
    numbers = tuple(slots.numbers) if slots.looks_at_group else ()
    return (shape, tuple(slots.figures), tuple(slots.parameters), numbers)


def _walk(variant: Json, parameters: Mapping[str, Parameter]) -> _Walked:
    measure_slots, method_slots = Slots(), Slots()
    measure = measure_shape(variant, measure_slots)
    method = method_shape(variant, method_slots)
    coefficient = variant["coefficient"]
    shape = None if coefficient is None else expression_shape(coefficient, method_slots)
    return _Walked(variant, measure or (), measure_slots, (method, shape), method_slots, parameters)


def draft_rows(
    table: int,
    leaf: int,
    node: Json,
    units: Sequence[str],
    siblings: Iterable[Json],
    moments: Mapping[str, Sequence[int]],
    leaf_numbers: Mapping[str, int],
) -> Iterator[Draft]:
    """The rows of one leaf. ``siblings``: the same leaf in the other tables of the scorecard.

    ``moments``: for a tuple of window codes joined by spaces, the positions of all checkpoints that are
    scored.
    """
    mine = _walked_by_unit(node)
    everybody = dict(mine)
    if any(unit not in mine for walked in _distinct(mine.values()) for unit in walked.variant["among"]):
        for sibling in siblings:
            for unit, walked in _walked_by_unit(sibling).items():
                everybody.setdefault(unit, walked)
    rows = _rows_of(mine, units)
    for members in rows.values():
        first = mine[members[0]]
        compared = [unit for unit in first.variant["among"] if unit in everybody]
        known = set(units)
        axis = (*units, *(unit for unit in compared if unit not in known))
        at = {unit: position for position, unit in enumerate(axis)}
        windows = " ".join(window["checkpoint"] for window in first.variant["windows"])
        own = {unit: everybody[unit] for unit in axis if unit in everybody}
        yield Draft(
            table=table,
            leaf=leaf,
            axis=axis,
            width=len(units),
            measures=tuple(_measure_bundles(own, at)),
            method=_bundle([(unit, mine[unit]) for unit in members], at, measure=False, whole=len(axis)),
            points=_points({unit: mine[unit] for unit in members}, at),
            high=first.variant["direction"] == "higher",
            among=tuple(sorted(at[unit] for unit in compared)),
            moments=tuple(moments[windows]),
            places=int(first.variant["places"]["checkpoint"]),
            role=node["role"],
            effects=tuple(sorted((kind, tuple(effect)) for kind, effect in first.variant["absence"].items())),
            leaf_numbers=leaf_numbers,
        )


def _rows_of(mine: Mapping[str, _Walked], units: Sequence[str]) -> dict[tuple[Any, ...], list[str]]:
    """The units of a table by what their rows have in common."""
    rows: dict[tuple[Any, ...], list[str]] = {}
    # Keys are long and slow to hash: one look for each variant, not for each unit.
    lists: dict[int, list[str]] = {}
    for unit in units:
        if unit in mine:
            walked = mine[unit]
            if id(walked) not in lists:
                lists[id(walked)] = rows.setdefault(walked.row_key(), [])
            lists[id(walked)].append(unit)
    return rows


def _walked_by_unit(node: Json) -> dict[str, _Walked]:
    parameters = {name: Parameter(values, node["prorate"]) for name, values in node["parameters"].items()}
    by_unit = {}
    for variant in node["variants"]:
        walked = _walk(variant, parameters)
        by_unit.update(dict.fromkeys(variant["units"], walked))
    return by_unit


def _distinct(walked: Iterable[_Walked]) -> list[_Walked]:
    return list({id(one): one for one in walked}.values())


def _measure_bundles(own: Mapping[str, _Walked], at: Mapping[str, int]) -> Iterator[Bundle]:
    """One bundle for each way of measuring among the units of the axis."""
    kinds: dict[tuple[Any, ...], list[tuple[str, _Walked]]] = {}
    lists: dict[int, list[tuple[str, _Walked]]] = {}
    for unit, walked in own.items():
        if id(walked) not in lists:
            lists[id(walked)] = kinds.setdefault(walked.measure_key(), [])
        lists[id(walked)].append((unit, walked))
    for members in kinds.values():
        yield _bundle(members, at, measure=True, whole=len(at))


def _bundle(
    members: Sequence[tuple[str, _Walked]], at: Mapping[str, int], *, measure: bool, whole: int
) -> Bundle:
    first = members[0][1]
    slots = first.measure_slots if measure else first.method_slots
    one = all(walked is first for _, walked in members)
    groups: dict[int, tuple[_Walked, list[int]]] = {}
    for unit, walked in members:
        if id(walked) not in groups:
            groups[id(walked)] = (walked, [])
        groups[id(walked)][1].append(at[unit])
    numbers: list[tuple[Source, ...]] = []
    for index, text in enumerate(slots.numbers):
        if one:
            numbers.append((_source(first, slots, index, text, None),))
            continue
        sources = []
        for walked, positions in groups.values():
            own = walked.measure_slots if measure else walked.method_slots
            sources.append(_source(walked, own, index, own.numbers[index], tuple(positions)))
        numbers.append(tuple(sources))
    everywhere = tuple(range(whole)) if len(members) == whole else tuple(at[unit] for unit, _ in members)
    return Bundle(
        first.measure if measure else first.method, tuple(numbers), tuple(slots.figures), everywhere
    )


def _source(
    walked: _Walked, slots: Slots, index: int, text: str, positions: tuple[int, ...] | None
) -> Source:
    if not slots.parameters[index]:
        return Source(text, None, positions)
    if text not in walked.parameters:
        raise ValueError(f"no parameter {text!r} is declared")
    return Source(text, walked.parameters, positions)


def _points(members: Mapping[str, _Walked], at: Mapping[str, int]) -> tuple[Source, ...]:
    by_text: dict[str, list[int]] = {}
    for unit, walked in members.items():
        by_text.setdefault(walked.variant["points"], []).append(at[unit])
    if len(by_text) == 1:
        return (Source(next(iter(by_text)), None, None),)
    return tuple(Source(text, None, tuple(positions)) for text, positions in by_text.items())
