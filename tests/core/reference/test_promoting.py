"""Promotions: one grade up or to a named grade, outside the quota, and never over a veto's bar."""

import pytest

from sikao.core.reference import CalculationError, calculate
from tests.core.reference.making import figure, found, leaf, method, number, rows_of, scheme
from tests.core.reference.test_grading import TEN, THREE, letters, veto


def promotion(**own) -> dict:
    """For units with three projects of 亿元 or more (桐庐 2022: 直接晋档)."""
    when = [">=", figure("projects"), number("3")]
    given = {"code": "p_projects", "groups": ["districts"], "when": when, "grade": None, "most": None}
    return {**given, "vacancy": "fill_next", **own}


def book(projects: dict, *promotions: dict, values: dict = TEN, vetoes: tuple = (), **own) -> dict:
    """Ten units with three excellent and three good places; nobody has projects but those named."""
    node = leaf(method=method("bands", bands=[], otherwise=["expr", figure()]))
    compiled = scheme(
        [node],
        list(values),
        grades={"districts": THREE},
        items={"projects": {}, "accident": {}},
        promotions=list(promotions),
        vetoes=list(vetoes),
        **own,
    )
    figures = rows_of(values) + rows_of(dict.fromkeys(values, "0") | projects, "projects")
    return calculate(compiled, figures + rows_of(dict.fromkeys(values, "0") | {"e": "1"}, "accident"))


def test_a_promoted_unit_takes_nobodys_place_and_the_next_takes_its_own():
    # d, e, f are good. d moves up beside a, b, c; g follows into the third good place.
    made = book({"d": "3"}, promotion())
    assert letters(made) == "eeeegggqqq"
    assert found(made, "d", "total")["flags"] == ["promoted:p_projects"]
    assert letters(book({"d": "3"}, promotion(vacancy="leave"))) == "eeeeggqqqq"


def test_one_grade_up_is_one_grade():
    assert letters(book({"j": "3"}, promotion())) == "eeegggqqqg"


def test_a_named_grade_is_reached_from_any_below():
    assert letters(book({"j": "3"}, promotion(grade="excellent"))) == "eeegggqqqe"


def test_the_best_have_nowhere_to_go():
    made = book({"a": "9"}, promotion())
    assert letters(made) == "eeegggqqqq"
    assert found(made, "a", "total")["flags"] == []


def test_so_many_at_most_by_place():
    assert letters(book({"h": "3", "i": "3", "j": "3"}, promotion(most=2))) == "eeegggqggq"


def test_those_who_need_no_promotion_use_up_none():
    assert letters(book({"a": "3", "j": "3"}, promotion(most=1))) == "eeegggqqqg"


def test_units_that_share_the_last_place_are_all_promoted():
    values = {**TEN, "i": TEN["h"]}
    assert letters(book({"h": "3", "i": "3"}, promotion(most=1), values=values)) == "eeegggqggq"


def test_a_bar_is_stronger_than_a_promotion():
    # e, good, has an accident: it may not be excellent.
    made = book({"e": "3"}, promotion(), vetoes=[veto()])
    assert letters(made) == "eeegggqqqq"
    assert found(made, "e", "total")["flags"] == ["veto:v_safety"]
    set_grade = veto("set_grade", grade="qualified")
    assert letters(book({"e": "3"}, promotion(), vetoes=[set_grade])) == "eeegqggqqq"


def test_a_barred_unit_may_still_move_below_the_bar():
    # h, barred from excellent, is qualified by quota; its promotion leads to good.
    when = ["and", [">=", figure("projects"), number("3")], [">=", ["place"], number("8")]]
    bar = veto(when=[">=", ["place"], number("8")])
    assert letters(book({"h": "3"}, promotion(when=when), vetoes=[bar])) == "eeegggqgqq"


def test_a_unit_is_promoted_once_by_the_first_rule():
    second = promotion(code="p_again", grade="excellent")
    made = book({"j": "3"}, promotion(), second)
    assert letters(made) == "eeegggqqqg"
    assert found(made, "j", "total")["flags"] == ["promoted:p_projects"]
    assert letters(book({"j": "3"}, second, promotion())) == "eeegggqqqe"


def test_an_undecided_promotion_leaves_the_book_incomplete():
    made = book({"j": "missing"}, promotion())
    assert found(made, "j", "total")["flags"] == ["promotion_open:p_projects"]
    assert not made["complete"]
    assert book({"j": "not_applicable"}, promotion())["complete"]


def test_units_that_are_not_ranked_are_not_promoted():
    made = book({"j": "3"}, promotion(), unranked=["j"])
    assert letters(made) == "eeegggqqq-"
    assert found(made, "j", "total")["flags"] == ["unranked"]


def test_other_groups_are_not_concerned():
    assert letters(book({"j": "3"}, promotion(groups=["zones"]))) == "eeegggqqqq"


def test_a_unit_that_keeps_its_place_may_gain_by_those_that_left():
    # By quota: a excellent, b and c good, d fair, e, f and g qualified; f is promoted to fair.
    grades = [
        {**THREE[0], "count": 1},
        {**THREE[1], "count": 2},
        {**THREE[1], "grade": "fair", "count": 1},
        THREE[2],
    ]
    node = leaf(method=method("bands", bands=[], otherwise=["expr", figure()]))
    second = promotion(code="p_keep", when=["=", ["place"], number("6")], vacancy="leave")
    values = {"a": "9", "b": "8", "c": "7", "d": "6", "e": "5", "f": "4", "g": "3"}
    compiled = scheme(
        [node],
        list(values),
        grades={"districts": grades},
        items={"projects": {}},
        promotions=[promotion(grade="excellent"), second],
    )
    projects = dict.fromkeys(values, "0") | dict.fromkeys("bcd", "3")
    made = calculate(compiled, rows_of(values) + rows_of(projects, "projects"))
    # Without b, c and d the order is a, e, f, g: e and f are good, which is better than fair.
    assert letters(made) == "eeeeggf"


def test_a_grade_that_the_group_lacks_is_refused():
    with pytest.raises(CalculationError, match="no grade 'superb'"):
        book({"j": "3"}, promotion(grade="superb"))
