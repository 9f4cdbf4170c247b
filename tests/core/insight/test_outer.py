"""What no score of a leaf can leave."""

from fractions import Fraction

import pytest

from sikao.core.insight.outer import (
    UNBOUNDED,
    Spreading,
    all_ends,
    composing_means,
    points_received,
    score_rates,
    size_of,
    total_of,
    without_score,
)


def leaf(points="10", cap=("share", "1"), floor=("points", "0"), **own):
    variant = {
        "points": points,
        "method": {"cap": list(cap), "floor": list(floor)},
        "windows": [{"checkpoint": "year", "share": ["1", "4"]}],
        "places": {"checkpoint": 2, "score": 2},
        "absence": {"undefined": own.pop("effect", ["refuse"])},
    }
    return {"code": "n", "parent": None, "role": "main", "variants": [variant], **own}


def test_amounts_are_shares_or_points():
    assert size_of(["share", "0.6"], Fraction(20)) == 12
    assert size_of(["points", "-5"], Fraction(20)) == -5
    assert size_of(["expr", ["num", "3"]], Fraction(20)) is None


def test_rates_hold_floors_caps_and_what_rounding_adds_in_a_quarter_of_the_year():
    """120 % of 10 points; half a hundredth of 10 points is 0.05 % more, and of 2.5 points 0.2 %, twice."""
    nodes = [leaf(cap=("share", "1.2")), leaf(role="bonus", cap=("points", "90"))]
    assert score_rates({"nodes": nodes}, "main", 2) == (Fraction("-0.0045"), Fraction("1.2045"))
    assert score_rates({"nodes": [leaf(cap=("expr", ["num", "1"]))]}, "main", 2) == (-UNBOUNDED, UNBOUNDED)


def test_rates_of_a_role_are_those_of_its_leaves_alone():
    """Up to 90 of 10 points may be added, 30 of 10 taken, and all ten where nothing is known."""
    less = leaf(role="deduction", cap=("points", "0"), floor=("points", "-30"))
    nodes = [leaf(), leaf(role="bonus", cap=("points", "90")), less]
    slip = Fraction("0.0045")
    assert score_rates({"nodes": nodes}, "bonus", 2) == (-slip, 9 + slip)
    assert score_rates({"nodes": nodes}, "deduction", 2) == (-3 - slip, slip)
    less["variants"][0]["method"]["floor"] = ["points", "-5"]
    assert score_rates({"nodes": nodes}, "deduction", 2) == (-1 - slip, slip)


def test_rates_hold_what_the_rounding_of_branches_adds():
    """Two branches above 2.5 points, each rounded to tenths: 2 % of them, twice, beside the 0.45 %."""
    branches = [
        {"code": "block", "parent": None, "combine": "sum", "role": "main"},
        {"code": "part", "parent": "block", "combine": "sum", "role": "main"},
    ]
    nodes = [*branches, leaf(parent="part")]
    assert score_rates({"nodes": nodes}, "main", 1) == (Fraction("-0.0445"), Fraction("1.0445"))


def test_spread_points_are_rounded_away_from_each_other():
    """Of 3 points −10 % to 110 %: −0.3 to 3.3, and 0.005 + (2·0.005 + 0.05)/0.25 = 0.245 more either way."""
    spreading = Spreading((Fraction("-0.1"), Fraction("1.1")), branches=1, places=1)
    variant = leaf()["variants"][0]
    assert spreading.ends(variant, Fraction(3)) == (Fraction("-0.55"), Fraction("3.55"))


@pytest.mark.parametrize(
    ("effect", "role", "expected"),
    [
        (["zero"], "main", [0]),
        (["refuse"], "main", [0]),
        (["full"], "main", [20]),
        (["share", "0.6"], "main", [12]),
        (["share", "0.6"], "deduction", [-12]),
        (["redistribute", "table"], "main", [0, 22]),
        (["transfer", "m"], "main", [0, 22]),
        # Others have up to 40 points.
        (["group_mean"], "main", [0, 0, 0, 40, 40]),
    ],
)
def test_an_absence_gives_what_its_effect_says(effect, role, expected):
    others = leaf(points="40", role=role)
    assert without_score(effect, Fraction(20), (Fraction(0), Fraction(22)), others) == expected


def test_a_cap_that_an_expression_gives_bounds_nothing():
    assert {-UNBOUNDED, UNBOUNDED} <= set(all_ends(leaf(cap=("expr", ["num", "1"]))))


def test_a_mean_of_rounded_points_may_lie_beyond_the_cap():
    """12.5 points are 13 or 12 without decimals, and either may be the best of the others."""
    others = leaf(points="12.5")
    others["variants"][0]["places"]["checkpoint"] = 0
    assert all_ends(others) == [0, 0, 12, 13]


def test_points_received_by_transfer_are_those_of_every_sender():
    nodes = [leaf(effect=["transfer", "m"]), leaf(points="3", effect=["transfer", "m"]), leaf(points="50")]
    assert points_received({"nodes": nodes}, "m") == 13
    assert points_received({"nodes": nodes}, "n") == 0


def test_leaves_below_means_know_the_topmost():
    nodes = [
        {"code": "top", "parent": None, "combine": "geometric"},
        {"code": "inner", "parent": "top", "combine": "harmonic"},
        {"code": "block", "parent": None, "combine": "weighted"},
        {"code": "a", "parent": "inner"},
        {"code": "b", "parent": "block"},
        {"code": "c", "parent": None},
    ]
    assert composing_means({"nodes": nodes}) == {"a": "top"}


def test_a_total_beyond_every_bound_is_none():
    assert total_of(Fraction(1, 4)) == Fraction("0.25")
    assert total_of(UNBOUNDED - 100) is None
    assert total_of(None) is None
