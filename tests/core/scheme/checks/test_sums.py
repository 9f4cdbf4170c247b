from fractions import Fraction

import pytest

from sikao.core.scheme.checks.sums import fraction_text
from tests.core.scheme.broken import CARD, assert_found

BROKEN = {
    "scheme.sum_of_points": [(CARD, "points: 40", "points: 41")],
    "scheme.transfer_not_for_unit": [
        (CARD, "rule: 首位", "overrides: {west: {applies: false}}\n        rule: 首位")
    ],
}


@pytest.mark.parametrize("code", BROKEN)
def test_a_broken_example_is_found(code, tmp_path):
    assert_found(tmp_path, code, BROKEN[code])


def test_the_sum_is_told_once_with_the_first_unit_and_the_number_of_units(tmp_path):
    found = assert_found(tmp_path, "scheme.sum_of_points", BROKEN["scheme.sum_of_points"])
    assert found.what("zh") == "东县（east）的分值合计 101，满分应为 100（共 3 个单位如此）。"
    assert found.where.file == CARD


def test_an_override_breaks_the_sum_of_its_unit_alone(tmp_path):
    changes = [(CARD, "rule: 首位", "overrides: {south: {points: 22.5}}\n        rule: 首位")]
    found = assert_found(tmp_path, "scheme.sum_of_points", changes)
    assert found.what("en") == "The points of 南县 (south) sum to 102.5 instead of 100 (1 units alike)."


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(790), "790"),
        (Fraction(5, 2), "2.5"),
        (Fraction(-1, 4), "-0.25"),
        (Fraction(56, 3), "56/3"),
        (Fraction("20.000000000001"), "20.000000000001"),
    ],
)
def test_fractions_are_shown_as_decimals_where_they_end(value, text):
    assert fraction_text(value) == text
