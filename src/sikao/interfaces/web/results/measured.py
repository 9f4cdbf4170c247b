"""What was measured: the values behind the points of a table, and the unit of measure they are read in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from sikao.core.insight.measuring import unit_of_measure
from sikao.core.insight.worked import Worked
from sikao.core.scheme.expressions import FigureRef
from sikao.core.scheme.model import Placed
from sikao.interfaces.web.results.standing import Standing
from sikao.interfaces.web.results.weights import measure_name
from sikao.interfaces.web.results.words import in_a_cell

REPORTED_PLACES = 4
COMPUTED_PLACES = 2
"""At most so many decimals fit a cell; the explanation of the number shows all of them."""


@dataclass(frozen=True, slots=True)
class MeasuredRow:
    """The values of one leaf, unit by unit: ready to be read, or null; ``remarks`` say why one is missing."""

    measure: str
    values: tuple[str | None, ...]
    remarks: tuple[str, ...]


def measured_row(
    standing: Standing, worked: Worked, group: str, table: str, placed: Placed
) -> MeasuredRow | None:
    """What the units of a group reached in a leaf at this checkpoint; none where nothing is measured."""
    node = placed.node
    if not node.is_leaf or node.measure is None:
        return None
    numbers: list[Decimal | None] = []
    remarks: list[str] = []
    for unit in standing.units_of(group):
        number, remark = _measured(standing, worked, unit.code, table, node.code)
        numbers.append(number)
        remarks.append(remark)
    plain = isinstance(node.measure, FigureRef)
    values = _aligned(numbers, REPORTED_PLACES if plain else COMPUTED_PLACES)
    return MeasuredRow(_unit_name(standing, group, placed), values, tuple(remarks))


def _measured(
    standing: Standing, worked: Worked, unit: str, table: str, node: str
) -> tuple[Decimal | None, str]:
    """The latest value up to this checkpoint, or the reason why there is none."""
    if standing.row(unit, node, table) is None:
        return None, ""
    windows = worked.explain(unit, node, standing.checkpoint, table).windows
    if not windows:
        return None, ""
    last = windows[-1]
    absence = "" if last.absence is None else in_a_cell(last.absence, standing.lang)
    return (None if last.measure is None else Decimal(last.measure)), absence


def _aligned(numbers: Sequence[Decimal | None], most: int) -> tuple[str | None, ...]:
    """Numbers of one row with equally many decimals: as many as were reported, none beyond ``most``."""
    places = [-int(number.normalize().as_tuple().exponent) for number in numbers if number is not None]
    step = Decimal(1).scaleb(-max(0, min(most, max(places, default=0))))
    return tuple(
        None if number is None else _text(number.quantize(step, ROUND_HALF_UP)) for number in numbers
    )


def _text(number: Decimal) -> str:
    return f"{abs(number):,f}" if number >= 0 else f"−{abs(number):,f}"


def _unit_name(standing: Standing, group: str, placed: Placed) -> str:
    """The unit of measure; empty where the measure has none, or units differ in what is measured."""
    card = standing.scorecard_of(group)
    found = set()
    for unit in standing.units_of(group):
        measure = standing.resolved.settings(card, unit)[placed.node.code].measure
        found.add(None if measure is None else unit_of_measure(measure, standing.scheme))
    spelling = found.pop() if len(found) == 1 else None
    return measure_name(spelling, standing.lang) if spelling else ""
