"""Promotions beside the quotas, as the kernel gives them."""

from typing import Any

import pytest

from tests.core.reference.making import figure, number
from tests.core.scoring.test_outcomes import REST, TEN, grade, graded, outcome, veto

GRADES = [grade("best", count=3), grade("good", count=3), REST]


def promotion(**own: Any) -> dict:
    when = [">=", figure("projects"), number("3")]
    given = {"code": "up", "groups": ["districts"], "when": when, "grade": None, "most": None}
    return {**given, "vacancy": "fill_next", **own}


def promoted(projects: dict, *rules: dict, **own: Any) -> dict[str, str]:
    others = {"projects": {**dict.fromkeys(TEN, "0"), **projects}, **own.pop("others", {})}
    return graded(TEN, GRADES, others, promotions=list(rules), **own)


def test_a_promoted_unit_takes_nobodys_place_and_the_next_takes_its_own():
    assert promoted({"d": "3"}, promotion()) == {"best": "abcd", "good": "efg", "rest": "hij"}
    assert promoted({"d": "3"}, promotion(vacancy="leave")) == {"best": "abcd", "good": "ef", "rest": "ghij"}


def test_one_grade_up_or_to_a_named_one():
    assert promoted({"j": "3"}, promotion())["good"] == "defj"
    assert promoted({"j": "3"}, promotion(grade="best"))["best"] == "abcj"
    assert promoted({"a": "3"}, promotion()) == {"best": "abc", "good": "def", "rest": "ghij"}


@pytest.mark.parametrize(("most", "good"), [(None, "defhij"), (2, "defhi"), (0, "def")])
def test_so_many_by_place(most, good):
    assert promoted({"h": "3", "i": "3", "j": "3"}, promotion(most=most))["good"] == good


def test_a_bar_is_stronger():
    barred = {"others": {"deaths": {**dict.fromkeys(TEN, "0"), "e": "1"}}, "vetoes": [veto()]}
    assert promoted({"e": "3"}, promotion(), **barred)["best"] == "abc"


def test_each_is_promoted_once_by_the_first_rule():
    rules = [promotion(), promotion(code="again", grade="best")]
    assert promoted({"j": "3"}, *rules)["good"] == "defj"
    assert promoted({"j": "3"}, *rules[::-1])["best"] == "abcj"


def test_flags_say_who_was_promoted_and_who_may_be():
    others = {"projects": {**dict.fromkeys(TEN, "0"), "h": "3", "j": "missing"}}
    table = outcome(TEN, GRADES, others, promotions=[promotion()])
    assert table.remarks["h"] == {"promoted:up"}
    assert table.remarks["j"] == {"promotion_open:up"}
    unranked = outcome(TEN, GRADES, others, promotions=[promotion()], unranked=["h", "j"])
    assert not unranked.remarks["h"] | unranked.remarks["j"]
