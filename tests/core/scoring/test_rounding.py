"""Rounding on magnitude, against exact rationals."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sikao.core.scoring import quantity as q
from sikao.core.scoring.rounding import round_fraction, rounded, whole_part
from tests.core.scoring.numbers_in import quantity


# GB/T 8170 sends halves to the even neighbour, 四舍五入 away from zero.
@pytest.mark.parametrize(
    ("text", "places", "up", "even"),
    [
        ("2.345", 2, 235, 234),
        ("2.355", 2, 236, 236),
        ("-2.345", 2, -235, -234),
        ("0.005", 2, 1, 0),
        ("-0.005", 2, -1, 0),
        ("1.0049", 2, 100, 100),
        ("2.5", 0, 3, 2),
        ("1/3", 2, 33, 33),
        ("2/3", 0, 1, 1),
        ("1/8", 2, 13, 12),
        ("12", 3, 12000, 12000),
    ],
)
def test_halves(text, places, up, even):
    assert rounded(quantity(text), places, "half_up") == (up, None)
    assert rounded(quantity(text), places, "half_even") == (even, None)


@given(
    st.integers(-(10**13), 10**13),
    st.integers(1, 10**9),
    st.integers(0, 4),
    st.integers(0, 4),
    st.sampled_from(["half_up", "half_even"]),
)
def test_any_ratio(num, den, own, places, rule):
    value = q.Quantity(np.array([float(num)]), float(abs(num)), own, np.array([float(den)]), float(den))
    exact = Fraction(num, den * 10**own)
    result, doubt = rounded(value, places, rule)
    assert doubt is None
    assert result[0] == round_fraction(exact * 10**places, rule)


@given(st.integers(0, 10**6), st.integers(1, 10**4))
def test_whole_part(num, den):
    value = q.divide(quantity(str(num)), quantity(str(den)))
    result, doubt = whole_part(value)
    assert doubt is None
    assert result.num[0] == num // den


def test_inexact_values_near_an_edge_are_in_doubt():
    value = q.inexact(np.array([1.2349999999, 1.2342]), np.array([1e-9, 1e-9]))
    result, doubt = rounded(value, 2, "half_up")
    assert doubt.tolist() == [True, False]
    assert result[1] == 123
