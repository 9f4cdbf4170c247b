"""Exact numbers: read, rounded on magnitude, written."""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sikao.core.reference.rounding import PowerProduct, decimal_text, parse_number, rounded, whole_number


@pytest.mark.parametrize(
    ("text", "value"),
    [("0", 0), ("-0.5", Fraction(-1, 2)), ("56/3", Fraction(56, 3)), ("017", 17), ("1.50", Fraction(3, 2))],
)
def test_numbers_are_read_exactly(text, value):
    assert parse_number(text) == value


@pytest.mark.parametrize(
    "text", ["", "+1", "1e3", "1_000", "NaN", "Infinity", ".5", "5.", "1/0", "−1", "1\n", " 1", "١"]
)
def test_other_text_is_no_number(text):
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("value", "half_up", "half_even"),
    [
        ("2.675", "2.68", "2.68"),
        ("2.665", "2.67", "2.66"),
        ("0.125", "0.13", "0.12"),
        ("0.005", "0.01", "0"),
        ("0.015", "0.02", "0.02"),
        ("-0.005", "-0.01", "0"),
        ("-2.665", "-2.67", "-2.66"),
        ("-2.675", "-2.68", "-2.68"),
        ("1.00499999999999999999", "1", "1"),
        ("1.00500000000000000001", "1.01", "1.01"),
        ("99.995", "100", "100"),
    ],
)
def test_halves_are_rounded_on_magnitude(value, half_up, half_even):
    exact = Fraction(value)
    assert decimal_text(rounded(exact, 2, "half_up")) == half_up
    assert decimal_text(rounded(exact, 2, "half_even")) == half_even


@given(st.decimals(-1000, 1000, places=6, allow_nan=False), st.integers(0, 6))
def test_rounding_agrees_with_decimal_arithmetic(value, places):
    unit = Decimal(1).scaleb(-places)
    for rule, mode in (("half_up", ROUND_HALF_UP), ("half_even", ROUND_HALF_EVEN)):
        assert rounded(Fraction(value), places, rule) == Fraction(value.quantize(unit, mode))


@given(st.fractions(max_denominator=10**6), st.integers(0, 6), st.sampled_from(["half_up", "half_even"]))
def test_rounding_is_odd_idempotent_and_within_half_a_unit(value, places, rule):
    result = rounded(value, places, rule)
    assert rounded(-value, places, rule) == -result
    assert rounded(result, places, rule) == result
    assert abs(result - value) * 2 * 10**places <= 1


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(0), "0"),
        (Fraction(100), "100"),
        (Fraction(-1, 4), "-0.25"),
        (Fraction(1, 3), "0.333333333333"),
        (Fraction(-2, 3), "-0.666666666667"),
        (Fraction(1, 3 * 10**13), "0"),
        (Fraction(1, 2**20), "0.00000095367431640625"),
        # 1,000 places are written; 5,000 are more than Python writes.
        (Fraction(1, 10**1000), "0." + "0" * 999 + "1"),
        (Fraction(1, 10**1001), "0"),
        (Fraction(10**5000 - 1, 3 * 10**5000), "0.333333333333"),
    ],
)
def test_decimals_are_written_in_full_or_to_twelve_places(value, text):
    assert decimal_text(value) == text


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=9))
def test_finite_decimals_survive_writing_and_reading(value):
    assert parse_number(decimal_text(Fraction(value))) == Fraction(value)


@pytest.mark.parametrize(
    ("value", "half_up", "up", "down"), [("2.5", 3, 3, 2), ("2.4", 2, 3, 2), ("3", 3, 3, 3), ("0", 0, 0, 0)]
)
def test_quotas_become_whole_numbers(value, half_up, up, down):
    exact = Fraction(value)
    assert [whole_number(exact, rule) for rule in ("half_up", "up", "down")] == [half_up, up, down]


def root(scale: str, *factors: tuple[str, str]) -> PowerProduct:
    return PowerProduct(Fraction(scale), [(Fraction(base), Fraction(power)) for base, power in factors])


def test_a_root_is_known_to_fifty_digits():
    # The square root of 2.
    expected = Decimal("1.4142135623730950488016887242096980785696718753769")
    near = root("1", ("2", "1/2"), ("1", "1/2")).approximate()
    assert abs(near - Fraction(expected)) < Fraction(1, 10**48)


def test_a_product_of_powers_that_lies_exactly_on_an_edge():
    # sqrt(0.5 x 2.02005) = sqrt(1.010025) = 1.005 exactly: a half goes up, or to the even 1.00.
    edge = root("1", ("0.5", "1/2"), ("2.02005", "1/2"))
    assert edge.rounded(2, "half_up") == Fraction("1.01")
    assert edge.rounded(2, "half_even") == 1


@pytest.mark.parametrize(("nudge", "expected"), [(1, "1.01"), (-1, "1")])
def test_a_product_of_powers_closer_to_an_edge_than_its_digits_tell(nudge, expected):
    # 1e-60 beside the edge of the test above: below what fifty digits show.
    beside = Fraction("2.02005") + Fraction(nudge, 10**60)
    product = PowerProduct(Fraction(1), [(Fraction(1, 2), Fraction(1, 2)), (beside, Fraction(1, 2))])
    for rule in ("half_up", "half_even"):
        assert product.rounded(2, rule) == Fraction(expected)


def test_equal_bases_are_exact():
    assert root("80", ("1/3", "1/3"), ("1/3", "2/3")).approximate() == Fraction(80, 3)
