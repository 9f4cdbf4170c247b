"""Checkpoint tables: the declared leaves' own scores at a checkpoint, converted to one total."""

from fractions import Fraction

import pytest

from sikao.core.scoring.checkpoint_tables import ListedCheckpoint
from sikao.core.scoring.flags import names_of
from sikao.core.scoring.kernel import ScoreArrays
from tests.core.reference.making import figure, judged, leaf
from tests.core.scoring.making import only, scored, text

LISTED = {"code": "card_points", "convert_to": "100", "nodes": {"q1": ["p", "q"], "year": ["q"]}}
Q1 = "q1"


def scores_of(values: dict, nodes: list | None = None, **own) -> ScoreArrays:
    units = list(values["p"])
    by_checkpoint = {code: {u: {Q1: one} for u, one in by_unit.items()} for code, by_unit in values.items()}
    own.setdefault("checkpoint_table", LISTED)
    return scored(nodes or [judged("p", "20"), judged("q", "60")], by_checkpoint, units, Q1, **own)


def listed(*args, **own) -> ListedCheckpoint:
    (one,) = only(scores_of(*args, **own)).listed.checkpoints
    return one


def shown(one: ListedCheckpoint, row: int = 0, places: int = 2) -> list[str | None]:
    cells = zip(one.points[row], one.present[row], strict=True)
    return [text(points, places) if there else None for points, there in cells]


VALUES = {"p": {"a": "15", "b": "20", "c": "10"}, "q": {"a": "45", "b": "40", "c": "60"}}


def test_scores_are_converted():
    # 100·60/80, 100·60/80, 100·70/80.
    one = listed(VALUES)
    assert (one.checkpoint, one.leaves) == (Q1, ("p", "q"))
    assert [shown(one, row) for row in range(3)] == [
        ["75", "75", "87.5"],
        ["15", "20", "10"],
        ["45", "40", "60"],
    ]
    assert one.ranks[0].tolist() == [2, 2, 1]
    assert one.ranks[1].tolist() == [2, 1, 3]
    assert [names_of(bits) for bits in one.flags[0].tolist()] == [("tie",), ("tie",), ()]


def test_full_points_of_the_total_are_what_it_converts_to():
    table = only(scores_of(VALUES, checkpoint_table={**LISTED, "convert_to": "50"})).listed
    (one,) = table.checkpoints
    assert table.code == "card_points"
    assert [Fraction(int(num), table.full_den) for num in one.full[:, 0]] == [50, 20, 60]
    assert shown(one) == ["37.5", "37.5", "43.75"]


def test_the_converted_total_is_rounded_once():
    # 100·(0.01 + 0)/3 = 0.333….
    nodes = [judged("p", "1"), judged("q", "2")]
    values = {"p": {"a": "0.01"}, "q": {"a": "0"}}
    assert shown(listed(values, nodes)) == ["0.33"]
    rounding = {"rule": "half_up", "checkpoint": 2, "score": 2, "total": 0}
    assert shown(listed(VALUES, rounding=rounding)) == ["75", "75", "88"]


@pytest.mark.parametrize(
    ("effect", "expected"), [(["exclude"], "75"), (["hold"], "75"), (["zero"], "18.75"), (["full"], "93.75")]
)
def test_absent_scores_leave_both_sums_unless_they_give_points(effect, expected):
    nodes = [judged("p", "20"), judged("q", "60", absence={"missing": effect})]
    one = listed({"p": {"a": "15"}, "q": {"a": "missing"}}, nodes)
    assert shown(one) == [expected]


def test_without_any_score_there_is_no_total():
    nodes = [judged(code, "20", absence={"missing": ["hold"]}) for code in "pq"]
    values = {"p": {"a": "missing", "b": "10"}, "q": {"a": "missing", "b": "10"}}
    one = listed(values, nodes)
    assert shown(one) == [None, "50"]
    assert one.ranks[0].tolist() == [0, 1]


def test_units_that_are_not_ranked():
    one = listed(VALUES, unranked=["c"])
    assert one.ranks[0].tolist() == [1, 1, 0]
    assert names_of(int(one.flags[0, 2])) == ("unranked",)


def test_leaves_that_a_unit_does_not_have():
    nodes = [judged("p", "20"), judged("q", "60", units=["b"])]
    one = listed({"p": {"a": "15", "b": "20"}, "q": {"a": "1", "b": "40"}}, nodes)
    assert one.applies.tolist() == [[True, True], [True, True], [False, True]]
    assert shown(one) == ["75", "75"]
    assert shown(one, 2) == [None, "40"]


def test_orders_decided_by_rounding():
    rounding = {"rule": "half_up", "checkpoint": 2, "score": 2, "total": 0}
    values = {"p": {"a": "15", "b": "15.1"}, "q": {"a": "45", "b": "45"}}
    one = listed(values, rounding=rounding)
    assert one.ranks[0].tolist() == [1, 1]
    assert names_of(int(one.flags[0, 0])) == ("decided_by_rounding", "tie")


def test_ties_are_broken_by_listed_leaves():
    ranking = {"by": "rounded", "ties": "competition", "tie_break": ["q"]}
    assert listed(VALUES, ranking=ranking).ranks[0].tolist() == [2, 3, 1]


def test_only_declared_checkpoints_have_a_table():
    values = {
        code: {u: dict.fromkeys(("q1", "h1", "year"), v) for u, v in by.items()}
        for code, by in VALUES.items()
    }
    nodes = [judged("p", "20"), judged("q", "60")]
    table = only(scored(nodes, values, list("abc"), checkpoint_table=LISTED)).listed
    assert [(one.checkpoint, one.leaves) for one in table.checkpoints] == [
        ("q1", ("p", "q")),
        ("year", ("q",)),
    ]
    assert only(scored(nodes, values, list("abc"))).listed is None


def test_transferred_points_count_as_they_stand():
    giving = leaf("p", "20", measure=figure("p"), target="10", absence={"not_applicable": ["transfer", "q"]})
    nodes = [giving, leaf("q", "60", measure=figure("q"), target="10")]
    for node in nodes:
        node["variants"][0]["windows"] = [{"checkpoint": "q1", "share": ["1", "1"]}]
    one = listed({"p": {"a": "not_applicable", "b": "5"}, "q": {"a": "4", "b": "10"}}, nodes)
    # a: 0.4 of 80 points; b: (10 + 60)/80.
    assert shown(one) == ["40", "87.5"]
    assert shown(one, 1) == [None, "10"]
    assert shown(one, 2) == ["32", "60"]
    assert names_of(int(one.flags[1, 0])) == ("not_applicable", "transferred")


def test_a_leaf_whose_points_have_moved_leaves_the_sums_where_it_has_no_window():
    # The only window of p was withdrawn in the first quarter; the half-year has a figure, but no points.
    windows = [{"checkpoint": "q1", "share": ["1", "1"]}]
    giving = leaf("p", "20", measure=figure("p"), target="10", absence={"not_applicable": ["transfer", "q"]})
    giving["variants"][0]["windows"] = windows
    nodes = [giving, leaf("q", "60", measure=figure("q"), target="10")]
    values = {"p": {"a": {"q1": "not_applicable", "h1": "1"}}, "q": {"a": {"q1": "5", "h1": "5"}}}
    table = {"code": "card_points", "convert_to": "100", "nodes": {"h1": ["p", "q"]}}
    (one,) = only(scored(nodes, values, ["a"], "h1", checkpoint_table=table)).listed.checkpoints
    assert [shown(one, row) for row in range(3)] == [["50"], [None], ["40"]]
