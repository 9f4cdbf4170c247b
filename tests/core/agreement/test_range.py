"""Numbers of 10^24 or more are undefined, for both calculators and at the same places."""

import pytest

from tests.core.agreement.test_undecided import EFFECTS, UNITS, agreed, flags_of_leaf, of_leaf
from tests.core.reference.making import figure, leaf, method, number

# The squares are 10^24 − 2·10^11 + 0.01, 10^24 and 25·10^22.
VALUES = {"x": {"a": "999999999999.9", "b": "1000000000000", "c": "500000000000"}}
SQUARE = ["^", figure("x"), 2]


def test_a_square_is_a_number_below_the_limit_and_undefined_from_it_on():
    node = leaf(points="10", measure=SQUARE, target="1000000000000000000", absence=EFFECTS)
    book = agreed(node, VALUES)[0]
    # Full points by the cap; the effect of `undefined` is half of them.
    assert of_leaf(book) == ["10", "5", "10"]
    assert flags_of_leaf(book) == [(), ("undefined",), ()]


@pytest.mark.parametrize(
    "measure",
    [
        ["min", SQUARE, number("3")],
        ["-", SQUARE, SQUARE],
        [">", SQUARE, number("0")],
        ["/", SQUARE, SQUARE],
        ["*", SQUARE, number("0")],
    ],
)
def test_what_is_made_of_an_undefined_number_is_undefined(measure):
    book = agreed(leaf(points="10", measure=measure, target="1", absence=EFFECTS), VALUES)[0]
    assert flags_of_leaf(book) == [(), ("undefined",), ()]


def test_hundreds_of_digits_are_never_worked_out():
    deep = figure("x")
    for _ in range(30):
        deep = ["^", deep, 4]
    book = agreed(leaf(points="10", measure=deep, target="1", absence=EFFECTS), VALUES)[0]
    assert of_leaf(book) == ["5", "5", "5"]


def test_points_before_the_cap_are_held_to_the_limit_too():
    # 10^13 points for each of 999999999999.9, 10^12 and 5·10^11 above the target.
    steps = method("steps", target="0", base="0", up="10000000000000", down="1")
    book = agreed(leaf(points="10", measure=figure("x"), method=steps, absence=EFFECTS), VALUES)[0]
    assert flags_of_leaf(book) == [("undefined",), ("undefined",), ("undefined",)]
    less = method("steps", target="0", base="0", up="1000000000000", down="1")
    book = agreed(leaf(points="10", measure=figure("x"), method=less, absence=EFFECTS), VALUES)[0]
    assert flags_of_leaf(book) == [(), ("undefined",), ()]


def test_a_unit_without_a_place_for_its_number_leaves_the_comparison():
    ranks = method("rank_interval", first="10", last="4")
    book = agreed(leaf(points="10", measure=SQUARE, method=ranks, absence=EFFECTS), VALUES)[0]
    assert of_leaf(book) == ["10", "5", "4"]
    assert UNITS == ["a", "b", "c"]
