"""Conditions by place: 条线或同类别后三位, with ties and with units that have no place."""

import pytest

from sikao.core.reference import CalculationError, calculate
from tests.core.reference.making import figure, found, leaf, number, scheme
from tests.core.reference.test_grading import TEN, THREE, graded, letters, veto

LAST_THREE = ["<=", ["place_from_last"], number("3")]


def flagged(book: dict) -> str:
    """The units whose veto holds."""
    return "".join(
        row["unit"] for row in book["rows"] if row["node"] == "total" and "veto:v_safety" in row["flags"]
    )


def test_the_last_three_are_barred():
    assert flagged(graded(TEN, THREE, vetoes=[veto(when=LAST_THREE)])) == "hij"


def test_units_that_tie_are_barred_together_or_not_at_all():
    # g and h tie behind f: counted from the last j is 1, i is 2, both are 3.
    values = {**TEN, "h": TEN["g"]}
    assert flagged(graded(values, THREE, vetoes=[veto(when=LAST_THREE)])) == "ghij"


def test_a_place_from_the_first():
    first = veto("set_grade", grade="qualified", when=["=", ["place"], number("1")])
    assert letters(graded(TEN, THREE, vetoes=[first])) == "qeeegggqqq"


def test_a_total_may_be_asked_for():
    # The totals are 95, 94, … 86.
    assert flagged(graded(TEN, THREE, vetoes=[veto(when=["<", ["total"], number("88")])])) == "ij"


def test_a_unit_without_a_place_is_not_concerned():
    made = graded(TEN, THREE, unranked=["j"], vetoes=[veto(when=LAST_THREE)])
    assert flagged(made) == "ghi"
    assert found(made, "j", "total")["flags"] == ["unranked"]
    assert made["complete"]


def test_an_indicator_cannot_look_at_places():
    with pytest.raises(CalculationError, match=r"place\(\).*only vetoes, promotions and awards"):
        calculate(scheme([leaf(measure=["place"])], ["a"]), [])


def test_a_place_and_a_figure_together():
    when = ["and", LAST_THREE, [">", figure("accident"), number("0")]]
    assert flagged(graded(TEN, THREE, {"a": "1", "i": "1"}, vetoes=[veto(when=when)])) == "i"
