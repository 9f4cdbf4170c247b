"""Transfers: a leaf whose every window so far is withdrawn gives its whole points to another leaf."""

from fractions import Fraction

import pytest

from sikao.core.scoring.flags import names_of
from sikao.core.scoring.kernel import ScoreArrays
from sikao.core.scoring.windows import ScoringError
from tests.core.reference.making import QUARTERLY, branch, figure, leaf, method
from tests.core.scoring.making import full, only, points, scored

Q1, H1 = "q1", "h1"


def measured(code: str, points_of: str, goal: str | None = None, **own) -> dict:
    """Completion of ten; what is not applicable goes to ``goal``."""
    absence = {} if goal is None else {"not_applicable": ["transfer", goal]}
    return leaf(
        code, points_of, measure=figure(code), target="10", absence=absence | own.pop("absence", {}), **own
    )


def one(nodes: list[dict], values: dict, **own) -> ScoreArrays:
    return scored(nodes, {code: {"a": value} for code, value in values.items()}, ["a"], **own)


def of_a(scores: ScoreArrays, *nodes: str, at: str | None = None) -> list[str | None]:
    return [points(scores, node, at)["a"] for node in nodes]


def full_of_a(scores: ScoreArrays, *nodes: str, at: str | None = None) -> list[Fraction]:
    return [full(scores, node, at)["a"] for node in nodes]


def flags_of_a(scores: ScoreArrays, node: str) -> tuple[str, ...]:
    table = only(scores)
    return names_of(int(table.flags[table.nodes.index(node), -1, 0]))


def test_the_whole_points_are_scored_by_the_other_leaf():
    nodes = [measured("p", "30", "q"), measured("q", "20"), measured("r", "50")]
    scores = one(nodes, {"p": "not_applicable", "q": "8", "r": "10"})
    # q is worth 50 now: 40 of them.
    assert of_a(scores, "p", "q", "total") == [None, "40", "90"]
    assert full_of_a(scores, "p", "q", "total") == [0, 50, 100]
    assert flags_of_a(scores, "p") == ("not_applicable", "transferred")
    assert flags_of_a(scores, "q") == ("transferred",)
    assert flags_of_a(scores, "r") == ()


def test_without_the_absence_nothing_moves():
    nodes = [measured("p", "30", "q"), measured("q", "20")]
    assert of_a(one(nodes, {"p": "5", "q": "8"}), "p", "q", "total") == ["15", "16", "31"]


def test_points_move_along_a_chain():
    nodes = [measured("p", "30", "q"), measured("q", "20", "r"), measured("r", "50")]
    scores = one(nodes, {"p": "not_applicable", "q": "not_applicable", "r": "9"})
    assert of_a(scores, "p", "q", "r", "total") == [None, None, "90", "90"]
    assert flags_of_a(scores, "q") == ("not_applicable", "transferred")


def test_two_leaves_may_give_to_one():
    nodes = [measured("p", "30", "r"), measured("q", "20", "r"), measured("r", "50")]
    scores = one(nodes, {"p": "not_applicable", "q": "not_applicable", "r": "5"})
    assert full_of_a(scores, "r") == [100]
    assert of_a(scores, "r") == ["50"]


def test_points_move_between_blocks():
    nodes = [
        branch("one"),
        measured("p", "30", "q", parent="one", depth=2),
        branch("two"),
        measured("q", "70", parent="two", depth=2),
    ]
    scores = one(nodes, {"p": "not_applicable", "q": "10"})
    assert of_a(scores, "one", "two", "total") == [None, "100", "100"]


def test_a_transfer_is_decided_anew_at_each_checkpoint():
    nodes = [measured("p", "30", "q", windows=QUARTERLY), measured("q", "20", windows=QUARTERLY)]
    values = {
        "p": {"a": {Q1: "not_applicable", H1: "10", "q3": "10", "year": "10"}},
        "q": {"a": {Q1: "5", H1: "5", "q3": "5", "year": "5"}},
    }
    scores = scored(nodes, values, ["a"])
    # At first q holds 50 points, a tenth of them due; from the half-year on each leaf has its own again.
    assert (of_a(scores, "p", "q", at=Q1), full_of_a(scores, "q", at=Q1)) == ([None, "2.5"], [5])
    assert (of_a(scores, "p", "q", at=H1), full_of_a(scores, "p", "q", at=H1)) == (["6", "3"], [6, 6])
    # The first quarter of p is left out for good: 90 % of its 30 points.
    assert full_of_a(scores, "p", "q", "total") == [27, 20, 47]


def test_a_taker_that_has_nothing_either_is_scored_by_its_own_absence():
    nodes = [measured("p", "30", "q"), measured("q", "20", absence={"not_applicable": ["share", "0.5"]})]
    scores = one(nodes, {"p": "not_applicable", "q": "not_applicable"})
    assert of_a(scores, "q") == ["25"]


def test_units_move_their_own_points_only():
    nodes = [measured("p", "30", "q"), measured("q", "20")]
    values = {"p": {"a": "not_applicable", "b": "10"}, "q": {"a": "10", "b": "10"}}
    scores = scored(nodes, values, ["a", "b"])
    assert points(scores, "q") == {"a": "50", "b": "20"}
    assert points(scores, "total") == {"a": "50", "b": "50"}


def test_ranks_in_the_group_do_not_change_when_points_move():
    rank = {"method": method("rank_interval")}
    nodes = [measured("p", "30", "q"), measured("q", "20") | {"variants": measured("q", "20")["variants"]}]
    nodes[1]["variants"][0] |= rank
    values = {"p": {"a": "not_applicable", "b": "10", "c": "10"}, "q": {"a": "2", "b": "3", "c": "1"}}
    scores = scored(nodes, values, ["a", "b", "c"])
    # Second of three: between 50 and 30 for a; b and c out of 20.
    assert points(scores, "q") == {"a": "40", "b": "20", "c": "12"}


def test_the_mean_of_the_others_is_out_of_their_points_before_any_transfer():
    nodes = [measured("p", "30", "q"), measured("q", "20", absence={"missing": ["group_mean"]})]
    values = {"p": {"a": "not_applicable", "b": "10", "c": "10"}, "q": {"a": "10", "b": "missing", "c": "4"}}
    scores = scored(nodes, values, ["a", "b", "c"])
    # a has 20 before and 50 after: b gets (20 + 8)/2.
    assert points(scores, "q") == {"a": "50", "b": "14", "c": "8"}


@pytest.mark.parametrize("goals", [("q", "p"), ("p", "q")], ids=["in a circle", "to itself"])
def test_points_that_come_to_no_leaf_are_an_error(goals):
    nodes = [measured("p", "30", goals[0]), measured("q", "20", goals[1])]
    with pytest.raises(ScoringError, match="of p cannot be transferred for a"):
        one(nodes, {"p": "not_applicable", "q": "not_applicable"})


def test_a_taker_that_the_unit_does_not_have_is_an_error():
    nodes = [measured("p", "30", "q"), measured("q", "20", units=["b"])]
    values = {"p": {"a": "not_applicable", "b": "10"}, "q": {"b": "10"}}
    with pytest.raises(ScoringError, match="cannot be transferred for a"):
        scored(nodes, values, ["a", "b"])
