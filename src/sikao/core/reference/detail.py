"""Every window of a table laid open: what was measured, compared and calculated, from which figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from .compiled import Checkpoint, Leaf, Table
from .expressions import evaluate
from .figures import Absence, Value
from .filled import filled, filled_measure
from .leaves import Cell, LeafScorer
from .rounding import decimal_text
from .shown import shown_parts
from .tree import UnitYear

Window = dict[str, Any]


def table_windows(
    scorer: LeafScorer, table: Table, years: Mapping[str, UnitYear], checkpoints: list[Checkpoint]
) -> list[Window]:
    """The windows so far of every leaf and unit, and the checkpoint table's scores outside the schedules."""
    windows = []
    for leaf in (node for node in table.nodes.values() if isinstance(node, Leaf)):
        for unit in (unit for unit in table.units if unit in leaf.variants):
            held = years[unit].holdings.full[leaf.code]
            full = leaf.variants[unit].full if held is None else held
            for checkpoint, cell in _cells(table, leaf, years[unit], checkpoints, full):
                windows.append(_window(scorer, table, leaf, unit, checkpoint, cell, full))
    return windows


def _cells(
    table: Table, leaf: Leaf, year: UnitYear, checkpoints: list[Checkpoint], full: Fraction
) -> Iterator[tuple[Checkpoint, Cell]]:
    seen = set()
    for _, checkpoint, cell in year.windows(leaf, full):
        seen.add(checkpoint.code)
        yield checkpoint, cell
    declared = {} if table.checkpoint_table is None else table.checkpoint_table.nodes
    for checkpoint in checkpoints:
        if checkpoint.code not in seen and leaf.code in declared.get(checkpoint.code, ()):
            yield checkpoint, year.cell(leaf, checkpoint, full)


def _window(
    scorer: LeafScorer,
    table: Table,
    leaf: Leaf,
    unit: str,
    checkpoint: Checkpoint,
    cell: Cell,
    full: Fraction,
) -> Window:
    variant = leaf.variants[unit]
    at = scorer.situation(table.scorecard, leaf, unit, checkpoint, variant.among)
    beside = None if variant.beside is None else evaluate(variant.beside, at)
    beside_used = sorted(list(key) for key in at.used)
    parameters = {name: evaluate(("param", name), at) for name in sorted(leaf.parameters)}
    return {
        "table": table.scorecard,
        "node": leaf.code,
        "unit": unit,
        "checkpoint": checkpoint.code,
        "measure": None if variant.measure is None else _value_text(cell.measure.value),
        "measure_filled": filled_measure(variant, at),
        "absence": None if cell.absence is None else str(cell.absence),
        "effect": list(cell.effect) or None,
        "full": decimal_text(full),
        "beside": _value_text(beside),
        "beside_figures": beside_used,
        "parameters": {name: _value_text(value) for name, value in parameters.items()},
        "method": _plain(cell.given),
        "coefficient": None if variant.coefficient is None else filled(variant.coefficient, at),
        "group": _group(scorer, table, leaf, unit, checkpoint, cell),
        "raw": _value_text(cell.raw),
        "parts": shown_parts(cell.parts, cell.points),
        "points": _value_text(cell.points),
        "figures": sorted(list(key) for key in cell.used),
    }


def _group(
    scorer: LeafScorer, table: Table, leaf: Leaf, unit: str, checkpoint: Checkpoint, cell: Cell
) -> Window | None:
    """The comparison group: size, extremes, who sets them, and the place of the unit by the rule for ties."""
    group, value = cell.group, cell.measure.value
    if group is None or isinstance(value, Absence):
        return None
    among = leaf.variants[unit].among
    measures = scorer.measures(table.scorecard, leaf, among if unit in among else (*among, unit), checkpoint)
    place = group.place_of(value).by(cell.given.get("ties", "best"))
    return {
        "n": len(group.values),
        "worst": decimal_text(group.worst),
        "worst_units": [other for other, own in measures.items() if own == group.worst],
        "best": decimal_text(group.best),
        "best_units": [other for other, own in measures.items() if own == group.best],
        "place": decimal_text(place),
    }


def _value_text(value: Value | None) -> str | None:
    return decimal_text(value) if isinstance(value, Fraction) else None


def _plain(content: Any) -> Any:
    """Resolved parameters as plain JSON data."""
    if isinstance(content, Fraction):
        return decimal_text(content)
    if isinstance(content, Mapping):
        return {key: _plain(value) for key, value in content.items()}
    if isinstance(content, list):
        return [_plain(value) for value in content]
    return content
