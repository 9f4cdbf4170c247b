"""Shown shares sum to the shown sum, whatever they are."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sikao.core.insight.apportioning import apportioned


def texts(amounts, places):
    return [str(amount) for amount in apportioned([Fraction(amount) for amount in amounts], places)]


def test_the_first_of_equals_gets_what_is_missing():
    assert texts(["1/3", "1/3", "1/3"], 2) == ["0.34", "0.33", "0.33"]
    assert texts(["1/6", "1/6", "2/3"], 0) == ["0", "0", "1"]


def test_the_largest_remainder_gets_what_is_missing():
    # 1.204 and −0.354 are cut to 1.20 and −0.36; the remainders are 0.004 and 0.006.
    assert texts(["1.204", "-0.354"], 2) == ["1.20", "-0.35"]


def test_what_needs_no_rounding_stays():
    assert texts(["0", "2.5", "-1/3", "1/3"], 1) == ["0.0", "2.5", "-0.3", "0.3"]
    assert texts([], 2) == []


def test_a_sum_with_more_decimals_is_not_shown():
    with pytest.raises(ValueError, match="more than 1 decimals"):
        apportioned([Fraction("0.25"), Fraction(1)], 1)


@given(st.lists(st.fractions(-50, 50, max_denominator=60)), st.integers(-5000, 5000), st.integers(0, 3))
def test_they_always_sum_and_none_is_a_unit_off(amounts, total, places):
    whole = Fraction(total, 10**places)
    amounts = [*amounts, whole - sum(amounts, Fraction(0))]
    shown = apportioned(amounts, places)
    assert sum(shown) == Decimal(total).scaleb(-places)
    for exact, amount in zip(amounts, shown, strict=True):
        assert abs(Fraction(amount) - exact) < Fraction(1, 10**places)
        assert exact or not amount
