"""Details of explanations that no page of the demonstration shows plainly."""

from dataclasses import replace

import pytest

from sikao.interfaces.web import library
from sikao.interfaces.web.results.explanations import _beside, _points


@pytest.fixture
def window():
    """The year-end window of an indicator that the scheme shows something beside."""
    worked = library.find("qingdao_2020").results.worked
    return worked.explain("huangdao", "retail_growth", "year").windows[-1]


@pytest.mark.parametrize(
    ("reported", "computed", "differ"),
    [
        ("3", "0.989782", True),
        ("-15.1", "-15.127057", False),
        ("-0.8", "-0.830484", False),
        ("3.0", "3.06", True),
        ("3.0", "3.05", False),
    ],
)
def test_a_difference_within_the_reported_decimals_is_none(window, reported, computed, differ):
    assert _beside(replace(window, measure=reported, beside=computed)).differs is differ


@pytest.mark.parametrize(("reported", "computed"), [(None, "1"), ("1", None)])
def test_with_one_value_alone_nothing_stands_beside(window, reported, computed):
    assert _beside(replace(window, measure=reported, beside=computed)) is None


def test_the_computed_value_has_two_decimals_more_than_the_reported_one(window):
    found = _beside(replace(window, measure="3.0", beside="0.989782"))
    assert (found.reported, found.computed, found.difference) == ("3", "≈0.99", "≈2.01")


@pytest.mark.parametrize(
    ("text", "shown"), [("5.08", "5.08"), ("50.8", "50.80"), ("-3", "−3.00"), ("0.125", "0.125")]
)
def test_points_have_two_decimals_and_lose_none(text, shown):
    assert _points(text) == shown
