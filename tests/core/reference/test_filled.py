"""Expressions with their numbers put in, against trees written by hand."""

import pytest

from sikao.core.reference import calculate
from sikao.core.reference.compiled import read_compiled
from sikao.core.reference.figures import Figures
from sikao.core.reference.filled import filled_measure
from sikao.core.reference.leaves import LeafScorer
from tests.core.reference.making import figure, leaf, method, number, row, rows_of, scheme


def filled_of(tree, rows, items=None, **own):
    """The measure of unit ``a`` of three, filled."""
    compiled = read_compiled(
        scheme([leaf(measure=tree, target="1", **own)], ["a", "b", "c"], items=items or {})
    )
    scorer = LeafScorer(compiled, Figures(rows))
    node, at = compiled.tables[0].nodes["leaf"], compiled.checkpoints[-1]
    variant = node.variants["a"]
    return filled_measure(variant, scorer.situation("card", node, "a", at, variant.among))


THREE = rows_of({"a": "3", "b": "5", "c": "4"})


@pytest.mark.parametrize(
    ("tree", "filled"),
    [
        (figure(), ["value", "3"]),
        (["*", number("0.5"), figure()], ["*", ["value", "0.5"], ["value", "3"]]),
        (["^", figure(), 2], ["^", ["value", "3"], ["value", "2"]]),
        (["/", figure(), ["group_sum", figure()]], ["/", ["value", "3"], ["group_sum", "12"]]),
        (["param", "target"], ["value", "1"]),
        (["if", number("0"), figure(), ["neg", figure()]], ["neg", ["value", "3"]]),
    ],
)
def test_numbers_stand_where_they_were_read(tree, filled):
    assert filled_of(tree, THREE) == filled


def test_what_has_no_value_is_not_filled():
    assert filled_of(["+", number("1"), figure()], []) is None


@pytest.mark.parametrize(
    ("tree", "filled"),
    [
        (["sum", figure(member="*")], ["sum", ["value", "9"], ["value", "1"], ["value", "5"]]),
        (["mean", figure(member="*")], ["mean", ["value", "9"], ["value", "1"], ["value", "5"]]),
        (["trimmed_mean", figure(member="*"), 1, 1], ["mean", ["value", "5"]]),
        (["count", figure(member="*")], ["value", "3"]),
        (
            ["weighted_mean", figure(member="*")],
            [
                "weighted_mean",
                ["*", ["value", "0.5"], ["value", "9"]],
                ["*", ["value", "0.3"], ["value", "1"]],
                ["*", ["value", "0.2"], ["value", "5"]],
            ],
        ),
    ],
)
def test_members_stand_one_by_one(tree, filled):
    items = {
        "x": {
            "members": {"a": ["m1", "m2", "m3"]},
            "shares": {"a": {"m1": "0.5", "m2": "0.3", "m3": "0.2"}},
        }
    }
    rows = [row("a", value, f"x/m{n}") for n, value in enumerate(("9", "1", "5"), 1)]
    assert filled_of(tree, rows, items) == filled


def test_a_target_range_is_filled_as_the_distance_from_it():
    target = {"low": number("4"), "high": number("6")}
    given = method("steps", target=target, base="100%", down="1")
    node = leaf(points="10", method=given, direction="range")
    window = calculate(scheme([node], ["a"]), rows_of({"a": "3"}), detail=True)["windows"][0]
    assert window["measure"] == "1"
    assert window["measure_filled"] == [
        "max",
        ["-", ["value", "4"], ["value", "3"]],
        ["-", ["value", "3"], ["value", "6"]],
        ["value", "0"],
    ]
