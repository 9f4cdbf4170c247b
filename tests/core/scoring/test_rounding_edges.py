"""Rounding by its definition up to the bound of whole numbers, and what stays undecided near an edge."""

from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sikao.core.scoring.quantity import LIMIT, Quantity
from sikao.core.scoring.rounding import round_fraction, rounded, whole_part
from tests.core.scoring.making import about, cells, vector

RULES = ("half_up", "half_even")
whole_numbers = st.one_of(st.integers(-2000, 2000), st.integers(-(2**53) + 1, 2**53 - 1))


def nearest(value: Fraction, rule: str) -> int:
    """No whole number is nearer; of two equally near ones the one away from zero, or the even one."""
    below = value.numerator // value.denominator
    distance = value - below
    if 2 * distance != 1:
        return below + (2 * distance > 1)
    return below + (below % 2 if rule == "half_even" else value > 0)


@given(st.lists(whole_numbers, min_size=4, max_size=4), st.integers(1, 2**30), st.integers(0, 4))
def test_exact_numbers_round_as_defined(num, den, places):
    top = float(max(map(abs, num)))
    for array, below in ((None, 1), (np.full(4, float(den)), den)):
        a = Quantity(np.array(num, float), top, 2, array, float(below))
        for rule in RULES:
            expected = [nearest(Fraction(one, below * 100) * 10**places, rule) for one in num]
            result, doubt = rounded(a, places, rule)
            assert doubt is None
            # Results beyond 2^53 are the nearest floats.
            assert result.tolist() == [float(one) for one in expected]


@given(st.integers(-(10**7), 10**7), st.integers(1, 10**6))
def test_one_fraction_rounds_as_defined(above, below):
    value = Fraction(above, below)
    for rule in RULES:
        assert round_fraction(value, rule) == nearest(value, rule)


@given(st.integers(-(10**6), 10**6), st.floats(1e-12, 1e-3), st.floats(-1, 1))
def test_inexact_cells_round_rightly_or_are_undecided(thousandths, error, off):
    true = Fraction(thousandths, 1000)
    seen = about([float(true) + off * error], 2 * error)
    for rule in RULES:
        result, doubt = rounded(seen, 2, rule)
        undecided = doubt is not None and bool(doubt[0])
        assert undecided or result[0] == nearest(true * 100, rule)
        if thousandths % 10 == 5:
            assert undecided, "on the edge itself floats decide nothing"


def test_only_cells_near_an_edge_are_undecided():
    result, doubt = rounded(about([1.004, 1.0049999, 1.005, 1.006], 1e-6), 2, "half_up")
    assert result[[0, 3]].tolist() == [100, 101]
    assert doubt.tolist() == [False, True, True, False]


def test_absent_cells_are_decided_and_unknown_ones_never():
    a = about([0.005, 0.005], 1e-9).with_absent(np.array([0, 4], np.int8))
    assert rounded(a, 2, "half_up")[1].tolist() == [True, False]
    assert rounded(about([7.0], np.inf), 0, "half_up")[1].tolist() == [True]


def test_no_negative_nought():
    assert not np.signbit(rounded(vector("-0.001"), 2, "half_up")[0]).any()


def test_the_whole_part_of_long_ratios():
    k = 2.0**51
    a = Quantity(np.array([3 * k - 1, 3 * k, LIMIT - 1]), LIMIT, 0, np.array([k, k, 3.0]), LIMIT)
    assert cells(whole_part(a)[0]) == [2, 3, (2**53 - 1) // 3]


def test_the_whole_part_of_floats_near_a_whole_number_is_undecided():
    whole, doubt = whole_part(about([2.5, 3.0 - 1e-9, 3.0 + 1e-9], 1e-8))
    assert doubt.tolist() == [False, True, True]
    assert whole.num[0] == 2
