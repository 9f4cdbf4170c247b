"""Branches, main and total: sums, composed nodes, caps and redistribution."""

from fractions import Fraction

import pytest

from sikao.core.scoring.flags import names_of
from tests.core.reference.making import branch, figure, judged, leaf, method
from tests.core.scoring.making import full, only, points, scored

UNITS = ["a", "b"]


def one(nodes: list[dict], values: dict, **own):
    """Scores of one unit; ``values`` by leaf."""
    return scored(nodes, {code: {"a": value} for code, value in values.items()}, ["a"], **own)


def taken(code: str, points: str, **own) -> dict:
    """A deduction as it is reported."""
    given = method("bands", "deduction", bands=[], otherwise=["expr", figure(code)])
    return leaf(code, points, measure=figure(code), method=given, role="deduction", **own)


def of_a(scores, *nodes: str) -> list[str | None]:
    return [points(scores, node)["a"] for node in nodes]


def full_of_a(scores, *nodes: str) -> list[Fraction]:
    return [full(scores, node)["a"] for node in nodes]


def flags_of_a(scores, node: str) -> tuple[str, ...]:
    table = only(scores)
    return names_of(int(table.flags[table.nodes.index(node), -1, 0]))


def test_sums_through_all_levels():
    nodes = [
        branch("block"),
        branch("group", parent="block", depth=2),
        judged("p", "30", parent="group", depth=3),
        judged("q", "20", parent="group", depth=3),
        judged("r", "50", parent="block", depth=2),
    ]
    scores = one(nodes, {"p": "25.5", "q": "19.99", "r": "40"})
    assert of_a(scores, "group", "block", "main", "total") == ["45.49", "85.49", "85.49", "85.49"]
    assert full_of_a(scores, "group", "block", "main", "total") == [50, 100, 100, 100]


def test_total_is_main_with_bonus_and_deductions():
    nodes = [judged("p", "90"), judged("extra", "10", role="bonus"), taken("fault", "5")]
    scores = one(nodes, {"p": "80", "extra": "3.5", "fault": "-1.25"})
    assert of_a(scores, "main", "total") == ["80", "82.25"]
    assert full_of_a(scores, "total") == [90], "bonus and deductions add no full points"


def test_bonus_without_points_adds_nothing():
    nodes = [judged("p", "90"), judged("extra", "10", role="bonus", absence={"missing": ["hold"]})]
    scores = one(nodes, {"p": "80", "extra": "missing"})
    assert of_a(scores, "extra", "total") == [None, "80"]
    assert flags_of_a(scores, "total") == ("missing", "pending")


def test_without_main_there_is_no_total():
    nodes = [judged("p", "90", absence={"missing": ["hold"]}), judged("extra", "10", role="bonus")]
    assert of_a(one(nodes, {"p": "missing", "extra": "5"}), "main", "total") == [None, None]


def test_caps_of_bonus_and_deductions():
    nodes = [
        judged("p", "90"),
        branch("extras", role="bonus", cap="5"),
        judged("x", "4", role="bonus", parent="extras", depth=2),
        judged("y", "4", role="bonus", parent="extras", depth=2),
        branch("faults", role="deduction", cap="2.5"),
        taken("z", "9", parent="faults", depth=2),
    ]
    scores = one(nodes, {"p": "80", "x": "4", "y": "3", "z": "-7"})
    assert of_a(scores, "extras", "faults", "total") == ["5", "-2.5", "82.5"]
    assert full_of_a(scores, "extras", "faults") == [5, Fraction(5, 2)]
    below = one(nodes, {"p": "80", "x": "1", "y": "1.5", "z": "-2"})
    assert of_a(below, "extras", "faults") == ["2.5", "-2"]


def composed(combine: str, p: str, q: str, weights: tuple = ("0.7", "0.3"), **own):
    """Seventy points by p and thirty by q out of a hundred."""
    nodes = [branch("mix", combine=combine)]
    for code, weight in zip("pq", weights, strict=True):
        full_points = str(Fraction(weight) * 100)
        nodes.append(judged(code, full_points, weight=weight, parent="mix", depth=2, **own))
    return one(nodes, {"p": p, "q": q})


@pytest.mark.parametrize(
    ("combine", "expected"),
    [
        # Rates 0.8 and 0.5: 56 + 15; 100·0.8^0.7·0.5^0.3 = 69.4796…; 100/(0.7/0.8 + 0.3/0.5) = 67.7966….
        ("weighted", "71"),
        ("geometric", "69.48"),
        ("harmonic", "67.8"),
    ],
)
def test_composed_nodes(combine, expected):
    assert of_a(composed(combine, "56", "15"), "mix", "total") == [expected, expected]


@pytest.mark.parametrize("combine", ["geometric", "harmonic"])
def test_one_child_without_points_worth_nothing_makes_the_whole_nothing(combine):
    assert of_a(composed(combine, "56", "0"), "mix") == ["0"]


@pytest.mark.parametrize("combine", ["geometric", "harmonic"])
def test_weights_are_taken_anew_over_the_children_that_count(combine):
    scores = composed(combine, "56", "missing", absence={"missing": ["exclude"]})
    assert of_a(scores, "mix") == ["56"]
    assert full_of_a(scores, "mix") == [70]


def test_a_composed_node_on_an_edge_is_left_to_the_exact_calculator():
    # Rates of 0.5 both: 50 exactly; the arrays know it only within an error, which spans no edge.
    assert composed("geometric", "35", "15").undecided == 0
    # sqrt(0.4·0.9) = 0.6 of 0.025 points is 0.015, half of the last place.
    own = {"weight": "1", "parent": "mix", "depth": 2, "places": {"checkpoint": 5, "score": 5}}
    nodes = [branch("mix", combine="geometric"), *(judged(code, "0.0125", **own) for code in "pq")]
    scores = one(nodes, {"p": "0.005", "q": "0.01125"})
    assert scores.undecided == 1


def spread(effect: list, values: dict, **own):
    """Two blocks of 60 and 40; q gives up its points."""
    nodes = [
        branch("block"),
        branch("group", parent="block", depth=2),
        judged("p", "20", parent="group", depth=3),
        judged("q", "10", parent="group", depth=3, absence={"missing": effect}),
        judged("r", "30", parent="block", depth=2),
        judged("s", "40"),
    ]
    return one(nodes, values, **own)


VALUES = {"p": "16", "q": "missing", "r": "15", "s": "40"}


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        # group 16·30/20; block (16 + 15)·60/50; main (31 + 40)·100/90 = 78.888….
        ("parent", ["24", "39", "79", "79"]),
        ("block", ["16", "37.2", "77.2", "77.2"]),
        ("table", ["16", "31", "78.89", "78.89"]),
    ],
)
def test_points_given_up_are_spread_over_the_rest(level, expected):
    scores = spread(["redistribute", level], VALUES)
    assert of_a(scores, "group", "block", "main", "total") == expected
    assert full_of_a(scores, "main", "total") == [100, 100]
    taker = {"parent": "group", "block": "block", "table": "main"}[level]
    assert full_of_a(scores, taker) == [{"parent": 30, "block": 60, "table": 100}[level]]
    assert flags_of_a(scores, taker) == ("missing", "redistributed")
    assert flags_of_a(scores, "s") == ()


def test_excluded_points_are_given_to_nobody():
    scores = spread(["exclude"], VALUES)
    assert of_a(scores, "group", "block", "total") == ["16", "31", "71"]
    assert full_of_a(scores, "group", "block", "total") == [20, 50, 90]


def test_a_leaf_at_the_top_redistributes_over_main():
    nodes = [judged("p", "60"), judged("q", "40", absence={"missing": ["redistribute", "parent"]})]
    scores = one(nodes, {"p": "45", "q": "missing"})
    assert of_a(scores, "main") == ["75"]
    assert full_of_a(scores, "main") == [100]


def test_with_nothing_left_to_take_them_the_node_has_no_points():
    nodes = [
        branch("block"),
        judged("p", "30", parent="block", depth=2, absence={"missing": ["redistribute", "parent"]}),
        judged("q", "70"),
    ]
    scores = one(nodes, {"p": "missing", "q": "70"})
    assert of_a(scores, "block", "main") == [None, "70"]
    assert full_of_a(scores, "block", "main") == [0, 70]


def test_total_rounds_main_before_its_own_rounding():
    # main 0.125·… : 40·100/90 = 44.444… and a bonus of 0.3 with totals of no decimals: 44.74 → 45.
    rounding = {"rule": "half_up", "checkpoint": 2, "score": 2, "total": 0}
    nodes = [
        judged("p", "90"),
        judged("q", "10", absence={"missing": ["redistribute", "table"]}),
        judged("extra", "5", role="bonus"),
    ]
    scores = one(nodes, {"p": "40", "q": "missing", "extra": "0.3"}, rounding=rounding)
    assert of_a(scores, "main", "total") == ["44", "45"]


def test_units_are_scored_apart():
    nodes = [branch("block"), judged("p", "60", parent="block", depth=2), judged("q", "40")]
    nodes[1]["variants"][0]["absence"]["missing"] = ["redistribute", "table"]
    values = {"p": {"a": "30", "b": "missing"}, "q": {"a": "10", "b": "10"}}
    scores = scored(nodes, values, UNITS)
    assert points(scores, "total") == {"a": "40", "b": "25"}
    assert points(scores, "block") == {"a": "30", "b": None}
