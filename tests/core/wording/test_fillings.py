"""Filled expressions as text, with the brackets that a pocket calculator needs."""

import pytest

from sikao.core.wording import Term
from sikao.core.wording.fillings import filled_terms, group_values, is_calculation


def v(number):
    return ["value", number]


@pytest.mark.parametrize(
    ("tree", "text"),
    [
        (v("3"), "3"),
        (["+", v("1"), ["*", v("2"), v("-3")]], "1 + 2 × (−3)"),
        (["*", ["+", v("1"), v("2")], v("3")], "(1 + 2) × 3"),
        (["-", v("1"), ["-", v("2"), v("3")]], "1 − (2 − 3)"),
        (["/", v("1"), ["*", v("2"), v("3")]], "1 ÷ (2 × 3)"),
        (["growth", v("110"), v("100")], "(110 ÷ 100 − 1) × 100"),
        (["-", ["growth", v("110"), v("100")], v("4")], "(110 ÷ 100 − 1) × 100 − 4"),
        (["mean", v("1"), v("2"), v("3")], "(1 + 2 + 3) ÷ 3"),
        (["*", ["sum", v("1"), v("2")], v("3")], "(1 + 2) × 3"),
        (
            ["weighted_mean", ["*", v("0.5"), v("9")], ["*", v("0.2"), v("4")]],
            "(0.5 × 9 + 0.2 × 4) ÷ (0.5 + 0.2)",
        ),
        (["clamp", v("7"), v("-5"), v("5")], "min(max(7, (−5)), 5)"),
        (["abs", ["-", v("1"), v("2")]], "|1 − 2|"),
        (["max", v("1"), ["-", v("2"), v("3")]], "max(1, 2 − 3)"),
        (["^", ["+", v("1"), v("2")], v("2")], "(1 + 2)^2"),
        (["^", ["^", v("2"), v("3")], v("2")], "(2^3)^2"),
        (["neg", ["+", v("1"), v("2")]], "−(1 + 2)"),
        (["/", ["*", v("100"), v("618")], ["group_sum", "6329"]], "100 × 618 ÷ 6329"),
        ([">=", v("1"), v("2")], "1 ≥ 2"),
    ],
)
def test_numbers_stand_with_signs(tree, text):
    assert filled_terms(tree) == Term(text, text)


def test_logic_is_said_in_words():
    tree = ["and", [">", v("1"), v("0")], ["not", v("0")]]
    assert filled_terms(tree) == Term("1 > 0 且 非 0", "1 > 0 and not 0")


def test_a_number_alone_is_no_calculation():
    assert not is_calculation(v("3"))
    assert not is_calculation(["group_sum", "9"])
    assert is_calculation(["neg", v("3")])


def test_values_of_the_group_are_found_wherever_they_stand():
    tree = ["-", ["/", v("1"), ["group_sum", "9"]], ["group_min", "2"]]
    assert list(group_values(tree)) == [("group_sum", "9"), ("group_min", "2")]
