"""The rules of outcomes are read from the compiled form, and refused where they are broken."""

from fractions import Fraction

import pytest

from sikao.core.reference import CalculationError
from sikao.core.reference.entry import Entry
from sikao.core.reference.rules import ItemAward, Promotion, read_item_award, read_promotion, read_veto

PROMOTION = {
    "code": "p",
    "groups": ["districts"],
    "when": [">", ["place"], ["num", "3"]],
    "grade": None,
    "most": 2,
    "vacancy": "leave",
}
ITEM_AWARD = {
    "code": "i",
    "group": "districts",
    "node": "trade",
    "winners": 2,
    "by": "points",
    "at_least": "0.8",
    "ties": "by_total",
}


def test_a_promotion_is_read():
    when = (">", ("place",), ("num", Fraction(3)))
    assert read_promotion(Entry(PROMOTION, "p")) == Promotion("p", ("districts",), when, None, 2, "leave")


def test_an_award_at_a_node_is_read():
    expected = ItemAward("i", "districts", "trade", 2, "points", Fraction("0.8"), "by_total")
    assert read_item_award(Entry(ITEM_AWARD, "i")) == expected


@pytest.mark.parametrize(
    ("read", "entry", "said"),
    [
        (read_promotion, {**PROMOTION, "vacancy": "shut"}, "'shut' is none of fill_next, leave"),
        (read_promotion, {**PROMOTION, "when": [">", ["place", ["num", "1"]], ["num", "3"]]}, "place has 1"),
        (read_promotion, {**PROMOTION, "most": "2"}, "whole number"),
        (read_item_award, {**ITEM_AWARD, "by": "luck"}, "'luck' is none of"),
        (read_item_award, {**ITEM_AWARD, "ties": "none"}, "'none' is none of"),
        (read_veto, {**PROMOTION, "effect": "shame"}, "'shame' is none of"),
    ],
)
def test_what_is_broken_is_named(read, entry, said):
    with pytest.raises(CalculationError, match=said):
        read(Entry(entry, "rule"))
