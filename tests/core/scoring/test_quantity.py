"""Quantities are exact while whole numbers fit into 2^53, and say how far off they may be beyond."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sikao.core.scoring import quantity as q
from tests.core.scoring.numbers_in import exactly, quantity

SMALL = st.decimals(-9999, 9999, places=3, allow_nan=False).map(lambda value: f"{value:f}")
LARGE = st.decimals(-(10**14), 10**14, places=6, allow_nan=False).map(lambda value: f"{value:f}")
OPERATIONS = {
    "+": (q.add, lambda a, b: a + b),
    "-": (q.subtract, lambda a, b: a - b),
    "*": (q.multiply, lambda a, b: a * b),
    "/": (q.divide, lambda a, b: a / b),
    "min": (q.lesser, min),
    "max": (q.greater, max),
}


@pytest.mark.parametrize("name", OPERATIONS)
@given(SMALL, SMALL.filter(lambda text: Fraction(text) != 0))
def test_small_numbers_are_exact(name, left, right):
    operation, exact = OPERATIONS[name]
    result = operation(quantity(left), quantity(right))
    assert result.exact
    assert exactly(result, 1) == [exact(Fraction(left), Fraction(right))]


@pytest.mark.parametrize("name", OPERATIONS)
@given(LARGE, LARGE.filter(lambda text: Fraction(text) != 0), LARGE)
def test_large_numbers_lie_within_their_error(name, left, right, third):
    operation, exact = OPERATIONS[name]
    with np.errstate(all="ignore"):
        result = q.loosened(q.add(operation(quantity(left), quantity(right)), quantity(third)))
    true = exact(Fraction(left), Fraction(right)) + Fraction(third)
    if np.isfinite(result.error).all():
        assert abs(Fraction(float(result.num[0])) - true) <= Fraction(float(result.error.ravel()[0]))


@given(
    SMALL, SMALL.filter(lambda text: Fraction(text) > 0), SMALL, SMALL.filter(lambda text: Fraction(text) > 0)
)
def test_ratios_compare_exactly(a, b, c, d):
    order = q.compare(q.divide(quantity(a), quantity(b)), q.divide(quantity(c), quantity(d)))
    left, right = Fraction(a) / Fraction(b), Fraction(c) / Fraction(d)
    assert order.doubt is None
    assert order.sign[0] == (left > right) - (left < right)


def test_close_ratios_are_told_apart():
    # Both are 1 + 1/n with n near 2^53, so that their floats are equal.
    left = q.divide(quantity("9007199254740991"), quantity("9007199254740990"))
    right = q.divide(quantity("9007199254740990"), quantity("9007199254740989"))
    assert left.floats()[0] == right.floats()[0]
    assert q.compare(left, right).sign[0] == -1


def test_inexact_numbers_that_touch_are_in_doubt():
    near = q.inexact(np.array([1.0]), np.array([1e-9]))
    assert q.compare(near, quantity("1.0000000001")).doubt.tolist() == [True]
    assert q.compare(near, quantity("1.1")).doubt is None
