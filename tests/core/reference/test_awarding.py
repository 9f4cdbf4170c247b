"""Awards at one node: the first by attainment or points, ties, thresholds, and who may not have them."""

import pytest

from sikao.core.reference import calculate
from sikao.core.reference.awarding import first_of
from tests.core.reference.making import branch, figure, found, leaf, method, rows_of, scheme
from tests.core.reference.test_grading import veto

TRADE = {"a": "30", "b": "40", "c": "40", "d": "20", "e": "35"}
OTHER = {"a": "50", "b": "10", "c": "20", "d": "60", "e": "5"}


def item_award(**own) -> dict:
    """山东省2020: each of six awards goes to two cities."""
    given = {"code": "trade", "group": "districts", "node": "trade", "winners": 2, "by": "attainment"}
    return {**given, "at_least": None, "ties": "all", **own}


def book(*awards: dict, **own) -> dict:
    def judged(code: str, item: str, points: str, **of) -> dict:
        return leaf(
            code,
            points,
            measure=figure(item),
            method=method("bands", bands=[], otherwise=["expr", figure(item)]),
            **of,
        )

    nodes = [
        branch("economy", points="50"),
        judged("trade", "trade", "50", parent="economy", depth=2),
        judged("other", "other", "100"),
    ]
    items = {"trade": {}, "other": {}, "accident": {}}
    compiled = scheme(nodes, list(TRADE), items=items, item_awards=list(awards), **own)
    accidents = dict.fromkeys(TRADE, "0") | {"b": "1"}
    figures = rows_of(TRADE, "trade") + rows_of(OTHER, "other") + rows_of(accidents, "accident")
    return calculate(compiled, figures)


def winners(*awards: dict, **own) -> list[tuple[str, str]]:
    return [(one["code"], one["unit"]) for one in book(*awards, **own)["awards"]]


def test_the_first_two_of_the_node_get_it():
    # b and c have 40 of 50 points, e 35, a 30, d 20.
    made = book(item_award())
    assert made["awards"] == [
        {"code": "trade", "unit": "b", "places": None},
        {"code": "trade", "unit": "c", "places": None},
    ]
    assert found(made, "b", "total")["flags"] == ["award:trade"]
    assert found(made, "e", "total")["flags"] == []


def test_all_who_tie_at_the_edge_get_it():
    assert winners(item_award(winners=1)) == [("trade", "b"), ("trade", "c")]


def test_a_tie_may_go_to_the_better_total():
    # c has 60 points in all, b 50.
    assert winners(item_award(winners=1, ties="by_total")) == [("trade", "c")]


def test_too_low_an_attainment_wins_nothing():
    # Three places, but only b and c reach 80 %; exactly 80 % is enough.
    assert winners(item_award(winners=3, at_least="0.8")) == [("trade", "b"), ("trade", "c")]
    assert winners(item_award(winners=3, at_least="0.81")) == []


def test_a_block_may_be_awarded():
    assert winners(item_award(node="economy", winners=1)) == [("trade", "b"), ("trade", "c")]


def test_who_loses_awards_makes_room():
    assert winners(item_award(), vetoes=[veto("lose_award")]) == [("trade", "c"), ("trade", "e")]
    assert winners(item_award(), vetoes=[veto()]) == [("trade", "b"), ("trade", "c")]


def test_units_that_are_not_ranked_win_nothing():
    assert winners(item_award(), unranked=["b"]) == [("trade", "c"), ("trade", "e")]


def test_a_node_that_nobody_has_is_awarded_to_nobody():
    assert winners(item_award(node="nowhere")) == []


@pytest.mark.parametrize(
    ("most", "expected"),
    [(None, ["b", "a", "c"]), (0, []), (1, ["b"]), (2, ["b", "a", "c"]), (9, ["b", "a", "c"])],
)
def test_the_first_of_a_list_and_those_equal_to_the_last(most, expected):
    assert first_of({"a": (2,), "b": (1,), "c": (2,)}, most) == expected


def test_points_and_attainment_are_two_orders():
    # a has 50 of 100 points, d 60 of 100, and e 8 of 10.
    second = leaf("share", "100", measure=figure("other"), target={"a": "100", "d": "100", "e": "10"})
    second["variants"].append({**second["variants"][0], "units": ["e"], "points": "10"})
    second["variants"][0]["units"] = ["a", "d"]
    compiled = scheme(
        [second],
        list(TRADE),
        items={"other": {}},
        item_awards=[
            item_award(code="rate", node="share", winners=1),
            item_award(code="points", node="share", winners=1, by="points"),
        ],
    )
    made = calculate(compiled, rows_of({**OTHER, "e": "8"}, "other"))
    assert [(one["code"], one["unit"]) for one in made["awards"]] == [("rate", "e"), ("points", "d")]
