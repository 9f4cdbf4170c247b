from fractions import Fraction

import pytest

from sikao.core.scheme.claims.cases import percent, ratio


def test_a_ratio_shows_both_numbers_and_the_percentage():
    assert ratio(Fraction(790), Fraction(1000)) == "790/1000=79.0%"
    assert ratio(Fraction(68), Fraction(50)) == "68/50=136.0%"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("4/5", "80.0%"),
        ("1/3", "33.33%"),
        ("2/3", "66.67%"),
        ("1/8", "12.5%"),
        ("-1/8", "-12.5%"),
        ("0", "0.0%"),
    ],
)
def test_percentages_have_one_or_two_decimals(value, text):
    assert percent(Fraction(value)) == text
