"""Quantities from texts and back, and small schemes scored by the kernel, for the kernel's tests."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from sikao.core.scoring.expressions import ABSENCE_CODES
from sikao.core.scoring.figures import Tensors, pack
from sikao.core.scoring.kernel import ScoreArrays, TableScores, score
from sikao.core.scoring.plan import Plan, compile_plan
from sikao.core.scoring.quantity import UNSURE, Quantity, inexact
from tests.core.reference import making

KINDS = {code: kind for kind, code in ABSENCE_CODES.items()}


def quantity(values: Any) -> Quantity:
    """An exact quantity from texts (``1.5``, ``56/3``, a kind of absence), nested as deep as its axes."""
    texts = np.array(values, dtype=object)
    flat = texts.ravel().tolist()
    codes = np.array([ABSENCE_CODES.get(text, 0) for text in flat], np.int8).reshape(texts.shape)
    numbers = [Fraction(0 if text in ABSENCE_CODES else text) for text in flat]
    places = 0
    if all(10**6 % number.denominator == 0 for number in numbers):
        places = max(places_of(number) for number in numbers)
    scaled = [number * 10**places for number in numbers]
    num = np.array([float(number.numerator) for number in scaled]).reshape(texts.shape)
    den = np.array([float(number.denominator) for number in scaled]).reshape(texts.shape)
    return Quantity(
        num,
        float(max(abs(number.numerator) for number in scaled)),
        places,
        None if (den == 1).all() else den,
        float(den.max()),
        absent=codes if codes.any() else None,
    )


def places_of(number: Fraction) -> int:
    return next(places for places in range(7) if 10**places % number.denominator == 0)


def vector(*texts: str) -> Quantity:
    """An exact quantity along the axis of units."""
    return quantity(list(texts))


def about(values: list[Any], error: float) -> Quantity:
    """Floats known only within an error."""
    numbers = np.array(values, np.float64)
    return inexact(numbers, np.full(numbers.shape, error))


def cells(a: Quantity) -> list[Fraction | str]:
    """Every cell in order: its exact number, its kind of absence, or ``?`` where it is unknown."""
    ones = np.ones(1)
    den = ones if a.den is None else a.den
    error = np.zeros(1) if a.error is None else a.error
    absent = np.zeros(1, np.int8) if a.absent is None else a.absent
    arrays = [array.ravel().tolist() for array in np.broadcast_arrays(a.num, den, error, absent)]
    return [_cell(a, *cell) for cell in zip(*arrays, strict=True)]


def _cell(a: Quantity, num: float, den: float, error: float, code: int) -> Fraction | str:
    if code >= UNSURE:
        return "?"
    if code:
        return KINDS[code]
    if error:
        assert error == np.inf, "neither exact nor unknown"
        return "?"
    return Fraction(num) / (Fraction(den) * 10**a.places)


def these(*texts: str) -> list[Fraction | str]:
    """What ``cells`` gives, written as texts."""
    return [text if text in ABSENCE_CODES or text == "?" else Fraction(text) for text in texts]


def holds(a: Quantity, expected: list[Fraction]) -> bool:
    """Whether an exact quantity equals the numbers, and an inexact one lies within its error of them."""
    if a.error is None:
        return cells(a.with_absent(None)) == expected
    num, error = np.broadcast_arrays(a.num, a.error)
    return all(
        bound == np.inf or abs(Fraction(value) - number) <= Fraction(bound)
        for value, bound, number in zip(num.tolist(), error.tolist(), expected, strict=True)
    )


def planned(nodes: list[dict], units: list[str], rows: list[dict], **own: Any) -> tuple[Plan, Tensors]:
    """A compiled scheme of one table as a plan, with its figures packed."""
    plan = compile_plan(making.scheme(nodes, units, **own))
    return plan, pack(plan, rows)


def scored(
    nodes: list[dict], values: dict[str, dict[str, Any]], units: list[str], at: str | None = None, **own: Any
) -> ScoreArrays:
    """Scores of a scheme of one table from values by item and unit."""
    items = {code: {} for code in values} | own.pop("items", {})
    rows = [row for code, by_unit in values.items() for row in making.rows_of(by_unit, code)]
    plan, tensors = planned(nodes, units, rows, items=items, **own)
    return score(plan, tensors, checkpoint=at)


def text(number: float, places: int) -> str:
    """A whole number of 10^-places as a canonical decimal."""
    shown = f"{Decimal(int(number)).scaleb(-places):f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def points(scores: ScoreArrays, node: str = "leaf", at: str | None = None) -> dict[str, str | None]:
    """Points by unit at one node and checkpoint of the only table."""
    table = scores.tables[0]
    row = table.nodes.index(node)
    column = len(scores.checkpoints) - 1 if at is None else scores.checkpoints.index(at)
    return {
        unit: text(table.points[row, column, place], scores.places)
        if table.present[row, column, place]
        else None
        for place, unit in enumerate(table.units)
    }


def full(scores: ScoreArrays, node: str = "leaf", at: str | None = None) -> dict[str, Fraction]:
    """Full points by unit at one node and checkpoint of the only table."""
    table = scores.tables[0]
    column = len(scores.checkpoints) - 1 if at is None else scores.checkpoints.index(at)
    row = table.full[table.nodes.index(node), column]
    return {unit: Fraction(int(num), table.full_den) for unit, num in zip(table.units, row, strict=True)}


def only(scores: ScoreArrays) -> TableScores:
    """The scores of the only table."""
    assert len(scores.tables) == 1
    return scores.tables[0]
