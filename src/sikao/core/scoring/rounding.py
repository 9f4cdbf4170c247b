"""Rounding of quantities to whole multiples of 10^-places, half up or half to even on magnitude.

Cells that the arrays cannot decide are reported, never guessed: their true value lies within the error
bound of an edge between two results.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

import numpy as np

from sikao.core.scoring.quantity import LIMIT, UNIT, Floats, Mask, Quantity, fractions_at, tightened

Rule = Literal["half_up", "half_even"]


@dataclass(frozen=True, slots=True)
class Rounding:
    """Places of the fixed point, of composed nodes and of totals, and the rule."""

    rule: Rule
    places: int
    score: int
    total: int


def rounded(a: Quantity, places: int, rule: Rule) -> tuple[Floats, Mask | None]:
    """Whole numbers of 10^-places nearest to ``a`` (as float64), and the undecided cells (None: none)."""
    if a.error is not None:
        return _round_loosely(a, places)
    power = places - a.places
    if power >= 0 and a.den is None and a.top * 10.0**power < LIMIT:
        return (a.num * 10.0**power if power else a.num), None
    for candidate in (a, tightened(a)):
        up, down = 10.0 ** max(0, power), 10.0 ** max(0, -power)
        if 2 * candidate.top * up + candidate.bottom * down < LIMIT:
            return _round_exactly(candidate, up, down, rule), None
    return _round_one_by_one(tightened(a), places, rule), None


def _round_exactly(a: Quantity, up: float, down: float, rule: Rule) -> Floats:
    # Quotients of whole numbers below 2^53 never reach the next whole number by rounding, so floor is exact.
    above = np.abs(a.num)
    above *= 2 * up
    half = np.full(1, down) if a.den is None else a.den * down if down != 1 else a.den
    above = above + half
    result = np.floor(above / (2 * half))
    if rule == "half_even":
        tie = above == 2 * half * result
        result = np.where(tie & (result % 2 == 1), result - 1, result)
    negative = a.num < 0
    # Adding zero turns minus zero into zero.
    return np.where(negative, -result, result) + 0.0 if negative.any() else result


def _round_one_by_one(a: Quantity, places: int, rule: Rule) -> Floats:
    """Numbers whose doubled numerator passes 2^53: floats decide all but the cells close to an edge."""
    size = np.abs(a.floats()) * 10.0**places
    result = np.floor(size + 0.5)
    edge = np.abs(size - np.floor(size) - 0.5)
    close = (edge <= size * (8 * UNIT)) | (size >= 2.0**50)
    if close.any():
        cells = np.nonzero(close)
        exact = fractions_at(replace(a, num=np.abs(a.num)), close.shape, cells)
        result[cells] = [float(round_fraction(value * 10**places, rule)) for value in exact]
    return np.copysign(result, a.num) + 0.0


def round_fraction(value: Fraction, rule: Rule) -> int:
    """The whole number nearest to a value; halves go away from zero or to the even neighbour."""
    size = abs(value)
    result = (2 * size.numerator + size.denominator) // (2 * size.denominator)
    if rule == "half_even" and 2 * (result - size) == 1 and result % 2:
        result -= 1
    return -result if value < 0 else result


def _round_loosely(a: Quantity, places: int) -> tuple[Floats, Mask | None]:
    size = np.abs(a.num) * 10.0**places
    result = np.floor(size + 0.5)
    edge = np.abs(size - np.floor(size) - 0.5)
    assert_error = a.error if a.error is not None else np.zeros(1)
    doubt = edge <= assert_error * 10.0**places * (1 + UNIT) + size * (4 * UNIT)
    if a.absent is not None:
        doubt &= a.absent == 0
    return np.copysign(result, a.num) + 0.0, (doubt if doubt.any() else None)


def whole_part(a: Quantity) -> tuple[Quantity, Mask | None]:
    """The whole part of numbers >= 0, and the cells where it could not be decided."""
    if a.error is not None:
        near = np.abs(a.num - np.floor(a.num + 0.5)) <= a.error + np.abs(a.num) * (2 * UNIT)
        return Quantity(np.floor(a.num), np.inf, error=np.zeros(1), absent=a.absent), near
    size = a.num / (10.0**a.places if a.den is None else a.den * 10.0**a.places)
    whole = np.floor(size)
    if not (a.top < LIMIT and a.bottom * 10.0**a.places < LIMIT):
        close = np.abs(size - np.floor(size + 0.5)) <= size * (4 * UNIT)
        cells = np.nonzero(close)
        whole[cells] = [
            float(value.numerator // value.denominator) for value in fractions_at(a, close.shape, cells)
        ]
    return Quantity(whole, float(np.max(whole, initial=0.0)), absent=a.absent), None
