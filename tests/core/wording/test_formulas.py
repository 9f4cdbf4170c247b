"""Formulas with their numbers, against sentences written by hand."""

from __future__ import annotations

import pytest

from sikao.core.wording.formulas import Given, formula, operand, part_name, shown

STEPS = {"target": "-8", "base": "64", "up": "2", "down": "3", "per": "1"}
EFFICACY = {"low": "1", "high": "5", "base": "27", "equal": "45"}
LOWER_EFFICACY = EFFICACY | {"low": "5", "high": "1"}
ATTAINMENT = {"target": "40", "short": "25"}


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("62.390", "62.39"),
        ("0", "0"),
        ("-0.00", "0"),
        ("-12.4", "−12.4"),
        ("0.333333333333", "≈0.333333"),
        ("100", "100"),
    ],
)
def test_numbers_are_shown_exactly_or_marked_as_cut(number, text):
    assert shown(number) == text


def test_a_negative_operand_stands_in_brackets():
    assert operand("-8") == "(−8)"
    assert operand("8") == "8"


CASES = [
    ("attainment", Given("25", "35", True, ATTAINMENT), "25 × 35 ÷ 40"),
    ("attainment", Given("25", "50", False, ATTAINMENT | {"inverse": "reciprocal"}), "25 × 40 ÷ 50"),
    ("attainment", Given("25", "50", False, ATTAINMENT | {"inverse": "mirror"}), "25 × (2 − 50 ÷ 40)"),
    ("attainment", Given("20", "2.5", True, {"target": "2.8", "short": "16"}), "16 × 2.5 ÷ 2.8"),
    ("attainment", Given("20", "3", True, {"target": "2.8", "short": "16"}), "3 已达到目标 2.8，得分值"),
    ("steps", Given("80", "-12.4", True, STEPS), "64 − 3 × ((−8) − (−12.4))"),
    ("steps", Given("80", "-6", True, STEPS), "64 + 2 × ((−6) − (−8))"),
    ("steps", Given("80", "-8", True, STEPS), "64"),
    # Whole steps only: 92.5 is two and a half short of 95.
    (
        "steps",
        Given("30", "92.5", True, STEPS | {"target": "95", "base": "30", "whole": True}),
        "30 − 3 × 取整(95 − 92.5)",
    ),
    ("steps", Given("20", "37", False, STEPS | {"target": "35", "base": "20"}), "20 − 3 × (37 − 35)"),
    ("efficacy", Given("45", "3", True, EFFICACY), "27 + (45 − 27) × (3 − 1) ÷ (5 − 1)"),
    ("efficacy", Given("45", "3", False, LOWER_EFFICACY), "27 + (45 − 27) × (5 − 3) ÷ (5 − 1)"),
    ("relative_best", Given("30", "6", True, {"best": "8"}), "30 × 6 ÷ 8"),
    ("rank_step", Given("200", "1", True, {"first": "200", "step": "4"}, "3", "10"), "200 − 4 × (3 − 1)"),
    (
        "rank_interval",
        Given("600", "1", True, {"first": "600", "last": "500"}, "2", "11"),
        "600 − (600 − 500) × (2 − 1) ÷ (11 − 1)",
    ),
]


@pytest.mark.parametrize(("kind", "given", "filled"), CASES)
def test_formulas_carry_their_numbers(kind, given, filled):
    assert formula(kind, given).filled.zh == filled


def test_parts_are_named_by_catalogue_node_or_entry():
    assert part_name("above", {}, "zh") == "超出目标加分"
    assert part_name("child:fai", {"fai": "固定资产投资"}, "zh") == "固定资产投资"
    assert part_name("entry:较大事故", {}, "zh") == "较大事故"
