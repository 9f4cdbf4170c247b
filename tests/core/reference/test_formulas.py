"""Trees, amounts and methods are read or refused with their place."""

from fractions import Fraction

import pytest

from sikao.core.reference import CalculationError
from sikao.core.reference.entry import Entry
from sikao.core.reference.formulas import GROUP, Amount, read_amount, read_expression, read_method
from tests.core.reference.making import method


@pytest.mark.parametrize(
    "tree",
    [
        [],
        ["?"],
        ["+", ["num", "1"]],
        ["+", ["num", "1"], ["num", "1"], ["num", "1"]],
        ["and", ["num", "1"]],
        ["clamp", ["num", "1"], ["num", "1"]],
        ["num", "x"],
        ["num", 1],
        ["fig", "x", None, "level", None, 1],
        ["fig", "x"],
        ["sum", ["num", "1"]],
        ["mean", ["fig", "x", None, "level", None, 0]],
        ["^", ["num", "2"], -1],
        ["^", ["num", "2"], "0.5"],
        "x",
        None,
        [["num", "1"]],
    ],
)
def test_broken_trees_are_refused(tree):
    with pytest.raises(CalculationError):
        read_expression(Entry(tree, "here"))


def nested(depth):
    tree = ["num", "1"]
    for _ in range(depth):
        tree = ["neg", tree]
    return tree


def test_a_tree_without_end_is_refused():
    assert read_expression(Entry(nested(64), "here"))[0] == "neg"
    with pytest.raises(CalculationError, match="too deep"):
        read_expression(Entry(nested(65), "here"))


def test_amounts():
    assert read_amount(Entry(["share", "0.8"], "here")) == Amount(Fraction(4, 5), of_full=True)
    assert read_amount(Entry(["points", "-2"], "here")) == Amount(Fraction(-2), of_full=False)
    assert read_amount(Entry(["expr", ["num", "3"]], "here")) == Amount(("num", Fraction(3)), of_full=False)
    for broken in (["percent", "80"], ["share"], ["share", 1], "80%", None):
        with pytest.raises(CalculationError):
            read_amount(Entry(broken, "here"))


def test_the_extremes_of_the_group_stand_in_place_of_standards_only():
    assert read_method(Entry(method("efficacy"), "here"))["low"] == GROUP
    for broken in (
        method("steps", target=["group"]),
        method("steps", target={"low": ["group"], "high": "1"}),
    ):
        with pytest.raises(CalculationError):
            read_method(Entry(broken, "here"))


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ({**method("efficacy"), "speed": ["points", "1"]}, "here.speed: the methods have no such parameter"),
        ({**method("efficacy"), "kind": "magic"}, "here.kind: 'magic' is none of attainment"),
        ({**method("rank_step"), "step": None}, "here.step: null where the method needs a value"),
        (
            method("tiers", standards=["2", "1"], coefficients=["100%"]),
            "not as many coefficients as standards",
        ),
        (method("bands", bands=[{"score": "1"}]), r"here.bands\[0\]: 'at_least' is missing"),
        (method("tally", entries=[{"name": "one", "each": "1"}]), r"here.entries\[0\]: 'count' is missing"),
    ],
)
def test_broken_methods_are_refused(broken, message):
    with pytest.raises(CalculationError, match=message):
        read_method(Entry(broken, "here"))
