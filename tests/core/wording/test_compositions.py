"""Formulas of branches: complete in both languages, negative numbers in brackets."""

import re

import pytest

from sikao.core.wording.compositions import Composed, capped, combined, converted, spread

CHILDREN = (Composed("50", "50", "0.5"), Composed("32", "50", "0.5"))


@pytest.mark.parametrize(
    ("kind", "filled"),
    [
        ("weighted", "100 × (0.5 × (50 ÷ 50) + 0.5 × (32 ÷ 50))"),
        ("geometric", "100 × (50 ÷ 50)^0.5 × (32 ÷ 50)^0.5"),
        ("harmonic", "100 ÷ (0.5 ÷ (50 ÷ 50) + 0.5 ÷ (32 ÷ 50))"),
    ],
)
def test_a_mean_stands_with_its_numbers(kind, filled):
    assert combined(kind, "100", CHILDREN).filled.en == filled


@pytest.mark.parametrize("empty", [Composed("0", "50", "0.5"), Composed("0", "0", "0.5")])
def test_an_empty_part_empties_all_means_but_the_weighted(empty):
    assert "0.5 × " in combined("weighted", "100", [CHILDREN[0], empty]).filled.en
    for kind in ("geometric", "harmonic"):
        assert combined(kind, "100", [CHILDREN[0], empty]).filled.en.endswith("the mean is 0")


def test_a_deduction_is_bounded_from_below():
    assert capped("-12", "10", deduction=True).filled.zh == "max(−12, −10)"


def test_a_negative_sum_stands_in_brackets():
    assert spread("-3", "80", "100").filled.zh == "(−3) ÷ 80 × 100"


def test_english_is_english():
    made = [combined(kind, "100", CHILDREN) for kind in ("weighted", "geometric", "harmonic")]
    made += [spread("1", "2", "3"), converted("1", "2", "100")]
    made += [capped("1", "2", deduction=deduction) for deduction in (True, False)]
    for formula in made:
        assert not re.search("[\u4e00-\u9fff]", formula.general.en + formula.filled.en)
