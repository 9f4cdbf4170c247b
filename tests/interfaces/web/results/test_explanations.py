"""Details of explanations that no page of the demonstration shows plainly."""

import pytest

from sikao.interfaces.web.results.explanations import _differ, _points


@pytest.mark.parametrize(
    ("reported", "computed", "differ"),
    [
        ("3", "0.989782", True),
        ("-15.1", "-15.127057", False),
        ("-0.8", "-0.830484", False),
        ("3.0", "3.06", True),
        ("3.0", "3.05", False),
        (None, "1", False),
        ("1", None, False),
    ],
)
def test_a_difference_within_the_reported_decimals_is_none(reported, computed, differ):
    assert _differ(reported, computed) is differ


@pytest.mark.parametrize(
    ("text", "shown"), [("5.08", "5.08"), ("50.8", "50.80"), ("-3", "−3.00"), ("0.125", "0.125")]
)
def test_points_have_two_decimals_and_lose_none(text, shown):
    assert _points(text) == shown
