"""Ranks of totals and of nodes, ties, tie-breaks, and orders that only the last rounding decided."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sikao.core.scoring.flags import names_of
from sikao.core.scoring.kernel import node_ranks
from sikao.core.scoring.quantity import DigitsError
from sikao.core.scoring.standings import _order_differs, from_last, rank_rates, rank_totals
from sikao.core.scoring.tree import Tree
from tests.core.reference.making import branch, judged
from tests.core.scoring.making import about, only, scored

TOTALS = {"a": "80", "b": "90", "c": "80", "d": "70"}
RANKING = {"by": "rounded", "ties": "competition", "tie_break": []}


def ranked(totals: dict, **own) -> dict[str, int]:
    table = only(scored([judged("p", "100")], {"p": totals}, list(totals), **own))
    return dict(zip(table.units, table.rank[-1].tolist(), strict=True))


def remarked(scores) -> dict[str, tuple[str, ...]]:
    table = only(scores)
    return dict(zip(table.units, (names_of(bits) for bits in table.flags[0, -1].tolist()), strict=True))


@pytest.mark.parametrize(
    ("ties", "expected"),
    [("competition", {"a": 2, "b": 1, "c": 2, "d": 4}), ("dense", {"a": 2, "b": 1, "c": 2, "d": 3})],
)
def test_equal_totals_share_a_rank(ties, expected):
    assert ranked(TOTALS, ranking={**RANKING, "ties": ties}) == expected


def test_equal_totals_are_flagged():
    found = remarked(scored([judged("p", "100")], {"p": TOTALS}, list(TOTALS)))
    assert found == {"a": ("tie",), "b": (), "c": ("tie",), "d": ()}


def test_units_not_ranked_or_without_points_have_no_rank():
    totals = {"a": "80", "b": "90", "c": "missing", "d": "80"}
    assert ranked(totals, unranked=["b"]) == {"a": 1, "b": 0, "c": 0, "d": 1}
    found = remarked(scored([judged("p", "100")], {"p": totals}, list(totals), unranked=["b"]))
    assert found["b"] == ("unranked",)
    assert found["a"] == ("tie",)


def two_nodes(values: dict, **own):
    nodes = [judged("p", "50"), judged("q", "50")]
    return scored(nodes, values, list(values["p"]), **own)


def test_ties_are_broken_by_the_rates_of_nodes():
    values = {"p": {"a": "30", "b": "40", "c": "35"}, "q": {"a": "50", "b": "40", "c": "45"}}
    by = {**RANKING, "tie_break": ["q"]}
    assert only(two_nodes(values, ranking=by)).rank[-1].tolist() == [1, 3, 2]
    assert only(two_nodes(values, ranking={**RANKING, "tie_break": ["p"]})).rank[-1].tolist() == [3, 1, 2]
    assert only(two_nodes(values)).rank[-1].tolist() == [1, 1, 1]


def test_a_node_without_points_comes_last_in_a_tie_break():
    nodes = [judged("p", "50"), judged("extra", "50", role="bonus", absence={"missing": ["hold"]})]
    values = {"p": {"a": "30", "b": "30"}, "extra": {"a": "missing", "b": "0"}}
    ranking = {**RANKING, "tie_break": ["extra"]}
    table = only(scored(nodes, values, ["a", "b"], ranking=ranking))
    assert table.rank[-1].tolist() == [2, 1]


def test_a_tie_break_that_the_table_does_not_have_decides_nothing():
    assert ranked(TOTALS, ranking={**RANKING, "tie_break": ["elsewhere"]}) == {"a": 2, "b": 1, "c": 2, "d": 4}


# Two places for scores, none for totals: 80.4 and 80.2 are both 80, 80.6 is 81.
COARSE = {"rule": "half_up", "checkpoint": 2, "score": 2, "total": 0}
CLOSE = {"a": "80.4", "b": "80.2", "c": "81.2", "d": "70"}


def test_orders_decided_by_rounding_are_flagged():
    scores = scored([judged("p", "100")], {"p": CLOSE}, list(CLOSE), rounding=COARSE)
    assert only(scores).rank[-1].tolist() == [2, 2, 1, 4]
    both = ("decided_by_rounding", "tie")
    assert remarked(scores) == {"a": both, "b": both, "c": (), "d": ()}


def test_ranks_by_the_exact_total_are_not_decided_by_rounding():
    scores = scored(
        [judged("p", "100")], {"p": CLOSE}, list(CLOSE), rounding=COARSE, ranking={**RANKING, "by": "exact"}
    )
    assert only(scores).rank[-1].tolist() == [2, 3, 1, 4]
    assert set(remarked(scores).values()) == {()}


def test_totals_that_rounding_does_not_change_are_not_flagged():
    found = remarked(scored([judged("p", "100")], {"p": TOTALS}, list(TOTALS), rounding=COARSE))
    assert not any("decided_by_rounding" in names for names in found.values())


def test_nodes_rank_by_their_rates():
    nodes = [branch("block"), judged("p", "20", parent="block", depth=2), judged("q", "80")]
    nodes[1]["variants"][0]["absence"]["missing"] = ["exclude"]
    values = {"p": {"a": "10", "b": "15", "c": "missing"}, "q": {"a": "60", "b": "60", "c": "80"}}
    scores = scored(nodes, values, ["a", "b", "c"])
    ranks = dict(zip(only(scores).nodes, node_ranks(scores, only(scores))[:, -1].tolist(), strict=True))
    assert ranks["p"] == ranks["block"] == [2, 1, 0]
    assert ranks["q"] == [2, 2, 1]
    # main 70/100, 75/100, 80/80.
    assert ranks["main"] == [3, 2, 1]
    assert ranks["total"] == [3, 2, 1]


def test_rates_that_floats_write_alike_are_told_apart():
    # 1/3 of different full points is one rate; a unit of the last place more is another.
    points, full = np.array([[100.0, 200.0, 3333334.0]]), np.array([[300.0, 600.0, 10000000.0]])
    everybody = np.ones(3, bool)
    assert rank_rates(points, full, everybody, everybody, dense=False).tolist() == [[2, 2, 1]]
    assert rank_rates(points, full, everybody, np.array([True, False, True]), dense=True).tolist() == [
        [2, 0, 1]
    ]


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 4), st.booleans()), min_size=1, max_size=9))
def test_ranks_of_rates_are_the_better_rates_and_one(units):
    points, full, ranked = (np.array(column) for column in zip(*units, strict=True))
    present = full > 0
    found = rank_rates(points.astype(float), full.astype(float), present, ranked, dense=False)
    rates = [one / of for one, of, counts in units if of and counts]
    expected = [
        1 + sum(rate > one / of for rate in rates) if of and counts else 0 for one, of, counts in units
    ]
    assert found.tolist() == expected


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=8))
def test_units_ordered_differently_are_those_of_the_pairs(pairs):
    one, other = (np.array([[pair[side] for pair in pairs]], np.float64).reshape(1, -1) for side in (0, 1))
    differ = np.sign(one.T - one) != np.sign(other.T - other)
    inside = np.ones(one.shape, np.bool_)
    assert _order_differs(one, other, inside)[0].tolist() == differ.any(axis=1).tolist()


def ranked_exactly(apart: float) -> list[int]:
    """Ranks of two exact totals that are known to a millionth."""
    shape = (3, 1, 2)
    whole, everybody = np.full(shape, 500.0), np.ones(shape, np.bool_)
    tree = Tree(whole, whole, everybody, None, 1, about([[5.0, 5.0 + apart]], 1e-6), [])
    return rank_totals(tree, 2, np.array([True, True]), (), exact=True, dense=False).rank[0].tolist()


def test_exact_totals_that_floats_cannot_tell_apart_are_refused():
    assert ranked_exactly(1.0) == [2, 1]
    with pytest.raises(DigitsError):
        ranked_exactly(1e-9)


@pytest.mark.parametrize(
    ("dense", "ranks", "expected"),
    [(False, [1, 2, 2, 0, 4], [4, 2, 2, 0, 1]), (True, [1, 2, 2, 0, 3], [3, 2, 2, 0, 1])],
)
def test_places_from_the_last(dense, ranks, expected):
    assert from_last(np.array(ranks, np.int32), dense=dense).tolist() == expected
