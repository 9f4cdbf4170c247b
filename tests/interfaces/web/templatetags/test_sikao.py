"""Numbers as pages show them."""

from decimal import Decimal

import pytest
from django.utils import translation

from sikao.interfaces.web.templatetags import sikao


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("62.39", "62.39"),
        ("64", "64.00"),
        ("1000", "1,000.00"),
        ("0.125", "0.125"),
        ("-2.5", "−2.50"),
        ("0", "0.00"),
    ],
)
def test_points_have_two_decimals_and_lose_none(value, text):
    assert sikao.points(Decimal(value)) == text


def test_what_has_no_score_is_a_dash():
    assert sikao.points(None) == sikao.full(None) == sikao.percent(None) == sikao.rate_bar(None) == "—"


@pytest.mark.parametrize(
    ("value", "text"), [("80", "80"), ("1000.000000", "1,000"), ("18.50", "18.5"), ("1E+3", "1,000")]
)
def test_full_points_have_no_empty_decimals(value, text):
    assert sikao.full(Decimal(value)) == text


@pytest.mark.parametrize(("value", "text"), [("0.84508", "84.5%"), ("1", "100.0%"), ("0.0005", "0.1%")])
def test_rates_are_percentages_rounded_half_up(value, text):
    assert sikao.percent(Decimal(value)) == text


def test_a_bar_stays_within_its_ground():
    assert "h100.0v8" in sikao.rate_bar(Decimal("1.2"))
    assert "h0.0v8" in sikao.rate_bar(Decimal("-0.5"))
    assert "M50.0 0v8" in sikao.rate_bar(Decimal("0.7"), Decimal("0.5"))


def test_a_range_lies_where_its_ends_are():
    bar = sikao.range_bar(Decimal("0.25"), Decimal("0.75"), Decimal("0.5"))
    assert "M25.0 0h50.0v8h-50.0z" in bar and "M50.0 0v8" in bar
    assert 'class="mean"' not in sikao.range_bar(Decimal(0), Decimal(1), None)


@pytest.mark.parametrize(
    ("places", "sign", "words"), [(2, "↑2", "上升2位"), (-1, "↓1", "下降1位"), (0, "–", "名次不变")]
)
def test_movement_is_said_in_signs_and_in_words(places, sign, words):
    with translation.override("zh-hans"):
        text = sikao.moved(places)
    assert sign in text
    assert words in text


def test_unknown_movement_is_nothing():
    assert sikao.moved(None) == ""
    assert sikao.moved(0, still=False) == ""


def test_english_counts_places():
    with translation.override("en"):
        assert "up 1 place<" in sikao.moved(1)
        assert "down 3 places<" in sikao.moved(-3)


@pytest.mark.parametrize(("value", "text"), [("1.25", "+1.25"), ("-0.4", "−0.40")])
def test_differences_carry_their_sign(value, text):
    assert sikao.signed(Decimal(value)) == text
