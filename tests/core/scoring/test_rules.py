"""Conditions by place and awards at one node, as the kernel reads and follows them."""

from typing import Any

import pytest

from tests.core.reference.making import judged, number
from tests.core.scoring.making import scored
from tests.core.scoring.test_outcomes import TEN, outcome, veto

TRADE = {"a": "30", "b": "40", "c": "40", "d": "20", "e": "35"}
OTHER = {"a": "50", "b": "10", "c": "20", "d": "60", "e": "5"}


def barred(when: list, totals: dict | None = None, **own: Any) -> str:
    """The units whose veto holds."""
    table = outcome(totals or TEN, vetoes=[veto(when=when)], **own)
    return "".join(unit for unit, remarks in table.remarks.items() if "veto:accident" in remarks)


def test_the_last_three():
    assert barred(["<=", ["place_from_last"], number("3")]) == "hij"
    # i and h tie: both are second from the last, so the third from the last is nobody and g is fourth.
    assert barred(["<=", ["place_from_last"], number("3")], {**TEN, "h": TEN["i"]}) == "hij"
    assert barred(["=", ["place_from_last"], number("4")], {**TEN, "h": TEN["i"]}) == "g"


def test_dense_places_from_the_last():
    ranking = {"by": "rounded", "ties": "dense", "tie_break": []}
    tied = {**TEN, "h": TEN["i"]}
    assert barred(["<=", ["place_from_last"], number("3")], tied, ranking=ranking) == "ghij"


def test_places_and_totals():
    assert barred(["=", ["place"], number("1")]) == "a"
    # The totals are 95, 90, … 50.
    assert barred(["<", ["total"], number("55.5")]) == "ij"


def test_a_unit_without_a_place_is_not_concerned():
    assert barred(["<=", ["place_from_last"], number("3")], unranked=["j"]) == "ghi"
    assert barred(["<", ["total"], number("55.5")], unranked=["j"]) == "ij"


def winners(vetoes: tuple = (), unranked: tuple = (), **own: Any) -> str:
    award = {"code": "first", "group": "districts", "node": "trade", "winners": 2, "by": "attainment"}
    nodes = [{**judged("trade", "50")}, {**judged("other", "100")}]
    scores = scored(
        nodes,
        {"trade": TRADE, "other": OTHER, "deaths": dict.fromkeys(TRADE, "0") | {"b": "1"}},
        list(TRADE),
        vetoes=list(vetoes),
        unranked=list(unranked),
        item_awards=[{**award, "at_least": None, "ties": "all", **own}],
    )
    assert {places for _, _, places in scores.awards} <= {None}
    return "".join(unit for _, unit, _ in scores.awards)


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ({}, "bc"),
        ({"winners": 1}, "bc"),
        ({"winners": 1, "ties": "by_total"}, "c"),
        ({"winners": 3, "by": "points"}, "bce"),
        ({"winners": 3, "at_least": "0.8"}, "bc"),
        ({"winners": 3, "at_least": "0.81"}, ""),
        ({"winners": 9}, "bcead"),
        ({"node": "nowhere"}, ""),
    ],
)
def test_awards_at_one_node(own, expected):
    # Of 50 points b and c have 40, e 35, a 30, d 20; in all c has 60 and b 50.
    assert winners(**own) == expected


def test_who_loses_awards_or_is_not_ranked_makes_room():
    assert winners(vetoes=(veto("lose_award"),)) == "ce"
    assert winners(unranked=("c",)) == "be"
