"""The values beside the points: what each indicator measured, as the explanations have it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from sikao.core.insight import Explanation, Worked
from sikao.core.insight.measuring import unit_term
from sikao.core.wording import Term


@dataclass(frozen=True, slots=True)
class Measure:
    """What one indicator of one unit measured: the exact value, its unit of measure where it has one."""

    value: Decimal
    unit_of_measure: Term | None


Measures = Mapping[tuple[str, str], Measure]
"""By unit and node."""


def measures_of(worked: Worked, scorecard: str, checkpoint: str) -> dict[tuple[str, str], Measure]:
    """Every value of a table at a checkpoint, by unit and node; where nothing was measured there is none."""
    rows = worked.book().at(checkpoint)
    table = rows.filter(rows["scorecard"] == scorecard)
    scored = table.filter(table["points"].is_not_null())
    leaves = _leaves(worked)
    explained = (
        worked.explain(unit, node, checkpoint, scorecard)
        for unit, node in scored.select("unit", "node").iter_rows()
        if node in leaves
    )
    return measured(explained)


def measured(explanations: Iterable[Explanation]) -> dict[tuple[str, str], Measure]:
    """The values in some explanations."""
    found = ((explanation.unit, explanation.node, _measure(explanation)) for explanation in explanations)
    return {(unit, node): measure for unit, node, measure in found if measure is not None}


def _measure(explanation: Explanation) -> Measure | None:
    """The measure of the last checkpoint that counts: figures are cumulative."""
    window = explanation.windows[-1] if explanation.windows else None
    if window is None or window.measure is None:
        return None
    units = {figure.unit_of_measure for figure in window.figures if figure.unit_of_measure}
    reported = window.calculated is None and len(units) == 1
    return Measure(Decimal(window.measure), unit_term(units.pop()) if reported else None)


def _leaves(worked: Worked) -> frozenset[str]:
    cards = worked.scheme.scorecards.values()
    return frozenset(placed.node.code for card in cards for placed in card.walk() if placed.node.is_leaf)
