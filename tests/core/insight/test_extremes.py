"""Scores between the worst and the best of a group: when corners are enough, and which they are."""

from fractions import Fraction

import pytest

from sikao.core.insight.extremes import corners, is_between_extremes

X = ["fig", "x", None, "level", None, 0]
Y = ["fig", "y", None, "level", None, 0]


def variant(**own):
    method = {
        "kind": "efficacy",
        "base": ["share", "0.6"],
        "equal": ["share", "1"],
        "low": ["group"],
        "high": ["group"],
        "floor": ["points", "0"],
        "cap": ["share", "1"],
    }
    about = {key: own.pop(key) for key in ("measure", "direction", "coefficient") if key in own}
    return {"measure": X, "direction": "higher", "coefficient": None, **about, "method": {**method, **own}}


@pytest.mark.parametrize(
    "own",
    [
        {},
        {"direction": "lower"},
        {"low": ["group_min", X], "high": ["group_max", X]},
        {"low": ["group_max", X], "high": ["group_min", X], "direction": "lower"},
        {"high": ["group_max", X]},
        {"coefficient": ["param", "difficulty"]},
    ],
)
def test_worst_and_best_of_the_very_measure(own):
    assert is_between_extremes(variant(**own))


@pytest.mark.parametrize(
    "own",
    [
        {"kind": "rank_interval"},
        {"direction": "range"},
        {"low": ["num", "0"]},
        {"low": ["group_mean", X]},
        {"low": ["group_min", Y]},
        {"low": ["*", ["num", "2"], ["group_min", X]]},
        {"low": ["group_max", X], "high": ["group_min", X]},
        {"high": ["+", ["group_max", X], ["num", "1"]]},
        {"measure": ["+", X, Y]},
        {"measure": ["fig", "x", None, "level", "city", 0]},
        {"measure": ["fig", "x", "*", "level", None, 0]},
        {"coefficient": Y},
        {"base": ["expr", ["group_min", X]]},
        {"equal": ["expr", Y]},
    ],
)
def test_anything_else_has_no_corners(own):
    assert not is_between_extremes(variant(**own))


def whole(**ranges):
    return {unit: (Fraction(low), Fraction(high)) for unit, (low, high) in ranges.items()}


def test_corners_set_the_unit_against_the_others():
    found = corners(whole(a=(0, 4), b=(5, 9), c=(6, 6)), "a")
    assert found == ({"a": 0, "b": 9, "c": 6}, {"a": 4, "b": 5, "c": 6})


def test_where_all_may_be_equal_that_is_a_corner_too():
    assert corners(whole(a=(0, 7), b=(5, 9), c=(6, 6)), "b")[2:] == ({"a": 6, "b": 6, "c": 6},)
