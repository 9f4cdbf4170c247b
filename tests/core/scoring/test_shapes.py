"""Expressions and methods of the compiled scheme taken apart into shapes and slots."""

import pytest

from sikao.core.scoring.shapes import (
    GROUP,
    FigureOf,
    Slots,
    expression_shape,
    expressions_in,
    measure_shape,
    method_shape,
    small_number,
)
from tests.core.reference.making import figure, method, number


def test_trees_that_differ_only_in_leaves_have_one_shape():
    one, other = Slots(), Slots()
    left = expression_shape(["+", figure("gdp"), ["*", number("2"), ["param", "k"]]], one)
    right = expression_shape(["+", figure("tax", "growth"), ["*", number("0.5"), ["param", "t"]]], other)
    assert left == right == ("+", ("figure", 0, False), ("*", ("number", 0), ("number", 1)))
    assert (one.numbers, one.parameters) == (["2", "k"], [False, True])
    assert (other.numbers, other.parameters) == (["0.5", "t"], [False, True])
    assert one.figures == [FigureOf("gdp", None, "level", None, 0)]
    assert other.figures == [FigureOf("tax", None, "growth", None, 0)]


def test_members_read_one_by_one_are_marked():
    assert expression_shape(figure(member="each"), Slots()) == ("figure", 0, True)


def test_functions_over_members_read_a_figure_slot():
    slots = Slots()
    shape = expression_shape(["trimmed_mean", figure(member="*"), ["num", "1"], "2"], slots)
    assert shape == ("trimmed_mean", 0, 1, 2)
    assert slots.figures == [FigureOf("x", "*", "level", None, 0)]


def test_powers_keep_their_exponent():
    assert expression_shape(["^", figure(), ["num", "2"]], Slots()) == ("^", ("figure", 0, False), 2)


@pytest.mark.parametrize("written", [3, "3", ["num", "3"], ("num", "3")])
def test_small_numbers_as_they_may_be_written(written):
    assert small_number(written) == 3


@pytest.mark.parametrize(
    ("tree", "looks"), [(["group_max", figure()], True), (["max", figure(), number("1")], False)]
)
def test_looking_at_the_group_is_noted(tree, looks):
    slots = Slots()
    expression_shape(tree, slots)
    assert slots.looks_at_group is looks


def variant(direction: str, **given) -> dict:
    return {"measure": figure(), "direction": direction, "method": method("attainment", **given)}


def test_within_a_range_the_measure_is_the_distance_and_the_target_nought():
    target = {"low": number("2"), "high": number("5")}
    of_range = {**variant("range"), "method": {**method("attainment"), "target": target}}
    slots, of_method = Slots(), Slots()
    shape = measure_shape(of_range, slots)
    assert shape == ("outside", ("figure", 0, False), ("number", 0), ("number", 1))
    assert slots.numbers == ["2", "5"]
    given = dict(method_shape(of_range, of_method))
    assert of_method.numbers[given["target"][1]] == "0"


def test_a_tally_may_measure_nothing():
    assert measure_shape({**variant("higher"), "measure": None}, Slots()) is None


def test_amounts_are_all_the_points_a_share_points_or_an_expression():
    slots = Slots()
    given = method("steps", base="100%", up="80%", down="2", per="3", floor=["expr", figure()])
    shape = dict(method_shape({"direction": "higher", "method": given}, slots))
    assert shape["base"] == ("full",), "a share of 1 needs no product"
    assert shape["up"][0] == "share" and slots.numbers[shape["up"][1]] == "0.8"
    assert shape["down"][0] == "points" and slots.numbers[shape["down"][1]] == "2"
    assert shape["floor"] == ("expr", ("figure", 0, False))
    assert shape["whole"] is False
    assert shape["up_by"] is None


def test_parameters_come_by_name_so_that_their_order_does_not_matter():
    given = method("rank_interval")
    forwards = method_shape({"direction": "higher", "method": given}, Slots())
    backwards = method_shape({"direction": "higher", "method": dict(reversed(given.items()))}, Slots())
    assert forwards == backwards
    assert [name for name, _ in forwards] == sorted(given)


def test_the_group_as_a_standard():
    slots = Slots()
    shape = dict(method_shape({"direction": "higher", "method": method("efficacy", high="9")}, slots))
    assert shape["low"] == GROUP
    assert slots.numbers[shape["high"][1]] == "9"


def test_lists_and_records_are_walked():
    given = method("bands", bands=[{"at_least": "90", "score": "100%"}, {"at_least": figure(), "score": "3"}])
    slots = Slots()
    shape = method_shape({"direction": "higher", "method": given}, slots)
    kind, first, second = dict(shape)["bands"]
    assert (kind, first[0], dict(first[1])["score"]) == ("list", "record", ("full",))
    assert list(expressions_in((("bands", (kind, first, second)),))) == [("number", 0), ("figure", 0, False)]


def test_all_expressions_of_a_method_are_found():
    given = method("rank_step", first=["expr", figure("a")], step="2", floor=["expr", number("1")])
    slots = Slots()
    shape = method_shape({"direction": "higher", "method": given}, slots)
    assert sorted(one[0] for one in expressions_in(shape)) == ["figure", "number"]
