"""Numbers, days and headings as papers write them."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sikao.office.bulletins.phrases import (
    chinese_number,
    day_words,
    decimal_text,
    heading_number,
    mean,
    percent_text,
    points_text,
)


@pytest.mark.parametrize(
    ("number", "words"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (32, "三十二"), (99, "九十九")]
)
def test_numbers_of_headings(number, words):
    assert chinese_number(number) == words


def test_levels_of_headings_are_those_of_the_standard():
    assert [heading_number(level, 2, "zh") for level in (1, 2, 3, 4)] == ["二、", "（二）", "2.", "（2）"]
    assert [heading_number(level, 4, "en") for level in (1, 2, 3, 4)] == ["IV. ", "4. ", "(d) ", "(4) "]


def test_days():
    assert day_words(date(2020, 4, 5), "zh") == "2020年4月5日"
    assert day_words(date(2020, 4, 5), "en") == "5 April 2020"


@pytest.mark.parametrize(
    ("points", "text"),
    [("84.1", "84.10"), ("40.000000", "40.00"), ("1.2345", "1.2345"), ("-3", "−3.00"), ("0", "0.00")],
)
def test_points_keep_every_decimal_that_they_have(points, text):
    assert points_text(Decimal(points)) == text


def test_halves_are_rounded_up_on_their_magnitude():
    assert decimal_text(Fraction(1, 8)) == "0.13"
    assert decimal_text(Fraction(-1, 8)) == "−0.13"
    assert decimal_text(Fraction(-1, 1000)) == "0.00"
    assert percent_text(Decimal("0.6945")) == "69.5%"
    assert percent_text(Decimal("0.005"), 0) == "1%"


@given(st.lists(st.decimals(-1000, 1000, places=2), min_size=1, max_size=20))
def test_a_mean_lies_between_and_is_exact(values):
    found = mean(values)
    assert min(values) <= found <= max(values)
    assert found * len(values) == sum(map(Fraction, values))
