"""Targets and other parameters: beside the method where everybody has one value, else a table by unit."""

from __future__ import annotations

from collections.abc import Iterator

from sikao.core.figures.absence import Absence
from sikao.core.scheme.document.content import Grid, grid
from sikao.core.scheme.expressions import FigureRef, Parameter
from sikao.core.scheme.model import ALL, Node, Scorecard, Unit, Values
from sikao.core.scheme.model.scorecards import Placed
from sikao.core.scheme.resolving import RankedTable, Resolved
from sikao.core.scheme.saying import NOTHING, Saying, decimal_text
from sikao.core.scheme.shape import Table, shape_of

UNITS_ACROSS = 12
"""So many units stand side by side; a table with more goes on below."""

TARGET = "target"


def target_words(card: Scorecard, node: Node, saying: Saying) -> Iterator[str]:
    """The target of a leaf's method: its words, its one value, or where the values by unit stand."""
    field = None if node.method is None else shape_of(node.method).field(TARGET)
    if field is None:
        return
    given, heading = getattr(node.method, TARGET), field.heading.text(saying.lang)
    if isinstance(given, Parameter):
        values = saying.scheme.parameters.get(card.code, Table()).get(node.code, Table()).get(given.name)
        common = None if values is None or set(values) != {ALL} else values[ALL]
        shown = saying.say("见目标值表", "see the table of targets")
        yield f"{heading} {shown if common is None or isinstance(common, Table) else _text(common, saying)}"
    else:
        yield f"{heading} {saying.value(field.kind, given)}"


def target_grids(resolved: Resolved, card: Scorecard, saying: Saying) -> tuple[Grid, ...]:
    """For every ranking group the parameters that differ by unit or checkpoint, one line each."""
    grids: list[Grid] = []
    for table in resolved.tables:
        if table.scorecard is card:
            for start in range(0, len(table.units), UNITS_ACROSS):
                units = table.units[start : start + UNITS_ACROSS]
                grids.extend(_grid(resolved, table, units, saying))
    return tuple(grids)


def _grid(
    resolved: Resolved, table: RankedTable, units: tuple[Unit, ...], saying: Saying
) -> tuple[Grid, ...]:
    rows: list[tuple[str, ...]] = []
    names = saying.node_names(table.scorecard)
    for placed in table.scorecard.walk():
        for name, by_carrier in resolved.parameters_of(table.scorecard.code, placed.node.code).items():
            if set(by_carrier) != {ALL} or isinstance(by_carrier[ALL], Table):
                values = [
                    resolved.parameter(table.scorecard.code, placed.node.code, name, unit) for unit in units
                ]
                rows.extend(_rows(placed, names[placed.node.code], name, values, saying))
    group = saying.named(table.group)
    headings = (
        saying.say("指标", "Indicator"),
        saying.say("计量单位", "Unit"),
        saying.say("节点", "Checkpoint"),
        *(saying.named(unit) for unit in units),
    )
    return grid(saying.say(f"{group}目标值", f"Targets: {group}"), headings, rows)


def _rows(
    placed: Placed, indicator: str, name: str, values: list[Values | None], saying: Saying
) -> Iterator[tuple[str, ...]]:
    """A line for every checkpoint for which somebody has a value, one for values that hold at all."""
    if name != TARGET:
        indicator += saying.bracketed(name)
    head = (indicator, _measured_in(placed.node, saying))
    always = saying.say("全年", "the year") if placed.node.prorate else saying.say("各节点", "all")
    if any(value is not None and not isinstance(value, Table) for value in values):
        plain = (None if isinstance(value, Table) else value for value in values)
        yield (*head, always, *(_text(value, saying) for value in plain))
    for checkpoint in saying.scheme.checkpoints.values():
        own = [value.get(checkpoint.code) if isinstance(value, Table) else None for value in values]
        if any(value is not None for value in own):
            yield (*head, saying.named(checkpoint), *(_text(value, saying) for value in own))


def _text(value: object, saying: Saying) -> str:
    if isinstance(value, Absence):
        return value.term.text(saying.lang)
    return NOTHING if value is None else decimal_text(value)  # type: ignore[arg-type]


def _measured_in(node: Node, saying: Saying) -> str:
    """The unit of measure of a leaf that measures a reported figure as it is."""
    if not isinstance(node.measure, FigureRef):
        return ""
    item = saying.scheme.items[node.measure.item]
    return item.kinds.get(node.measure.kind or item.main_kind, "")
