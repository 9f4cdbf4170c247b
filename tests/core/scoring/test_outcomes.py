"""Vetoes, grades and awards at the year's last checkpoint."""

from typing import Any

import pytest

from sikao.core.scoring.kernel import TableScores
from tests.core.reference.making import figure, judged, number
from tests.core.scoring.making import only, scored

TEN = {chr(97 + place): str(95 - 5 * place) for place in range(10)}


def grade(code: str, **own: Any) -> dict:
    return {"grade": code, "count": None, "share": None, "rounding": "half_up", "at_least": None, **own}


REST = grade("rest")
FIRST_THREE = [grade("best", count=3), REST]


def veto(effect: str = "bar_excellent", **own: Any) -> dict:
    given = {"code": "accident", "groups": ["districts"], "when": [">", figure("deaths"), number("0")]}
    return {**given, "effect": effect, "grade": None, "vacancy": "fill_next", **own}


def outcome(
    totals: dict, grades: list | None = None, others: dict | None = None, at: str | None = None, **own: Any
) -> TableScores:
    """Totals as given; figures of other items by unit."""
    values = {"p": totals} | (others or {})
    own["grades"] = {"districts": grades or FIRST_THREE}
    return only(scored([judged("p", "100")], values, list(totals), at, **own))


def graded(*args: Any, **own: Any) -> dict[str, str]:
    """Units by grade, joined in the order of the table."""
    found: dict[str, str] = {}
    for unit, code in outcome(*args, **own).grades.items():
        found[code] = "".join(sorted(found.get(code, "") + unit))
    return found


def test_grades_fill_in_rank_order():
    grades = [grade("best", count=2), grade("good", share="0.35"), REST]
    # 3.5 of ten units, half up: four.
    assert graded(TEN, grades) == {"best": "ab", "good": "cdef", "rest": "ghij"}


@pytest.mark.parametrize(("rounding", "number_of"), [("half_up", 4), ("up", 4), ("down", 3)])
def test_quotas_of_a_half(rounding, number_of):
    found = graded(TEN, [grade("best", share="0.35", rounding=rounding), REST])
    assert len(found["best"]) == number_of


@pytest.mark.parametrize(("rounding", "number_of"), [("half_up", 3), ("up", 4), ("down", 3)])
def test_quotas_below_a_half(rounding, number_of):
    found = graded(TEN, [grade("best", share="0.33", rounding=rounding), REST])
    assert len(found["best"]) == number_of


def test_quotas_count_all_ranked_units_with_or_without_points():
    totals = {**TEN, "i": "missing", "j": "missing"}
    assert graded(totals, [grade("best", share="0.5"), REST]) == {"best": "abcde", "rest": "fgh"}
    assert graded(TEN, [grade("best", share="0.5"), REST], unranked=["i", "j"])["best"] == "abcd"


def test_units_without_a_rank_have_no_grade():
    assert "d" not in graded(TEN, unranked=["d"]).get("best", "") + graded(TEN, unranked=["d"])["rest"]


@pytest.mark.parametrize(
    ("bound", "best"), [(["share", "0.9"], "ab"), (["points", "86"], "ab"), (["points", "85"], "abc")]
)
def test_thresholds(bound, best):
    assert graded(TEN, [grade("best", count=5, at_least=bound), REST])["best"] == best


def test_those_who_fail_a_threshold_take_no_place():
    # Only a and b reach ninety: the three places left over are not handed down.
    grades = [grade("best", count=5, at_least=["points", "90"]), grade("good", count=2), REST]
    assert graded(TEN, grades) == {"best": "ab", "good": "cd", "rest": "efghij"}


def test_units_tied_across_the_edge_all_get_the_better_grade():
    totals = {**TEN, "d": TEN["c"], "e": TEN["c"]}
    table = outcome(totals, [grade("best", count=3), grade("good", count=2), REST])
    assert [table.grades[unit] for unit in "abcdefgh"] == ["best"] * 5 + ["good"] * 2 + ["rest"]
    flagged = [unit for unit in table.units if "tie_at_quota" in table.remarks[unit]]
    assert flagged == ["c", "d", "e"]


def test_a_tie_that_fits_is_not_flagged():
    table = outcome({**TEN, "c": TEN["b"]})
    assert not any("tie_at_quota" in remarks for remarks in table.remarks.values())


DEATHS = {"deaths": dict.fromkeys(TEN, "0") | {"b": "1"}}


@pytest.mark.parametrize(
    ("vacancy", "expected"),
    [("fill_next", {"best": "acd", "rest": "befghij"}), ("leave", {"best": "ac", "rest": "bdefghij"})],
)
def test_a_barred_unit_drops_and_its_place_is_filled_or_left(vacancy, expected):
    assert graded(TEN, others=DEATHS, vetoes=[veto(vacancy=vacancy)]) == expected


def test_a_veto_is_remarked_on():
    table = outcome(TEN, others=DEATHS, vetoes=[veto()])
    assert table.remarks["b"] == {"veto:accident"}
    assert table.remarks["a"] == frozenset()


def test_a_set_grade_takes_no_place():
    grades = [grade("best", count=3), grade("good", count=2), REST]
    found = graded(TEN, grades, DEATHS, vetoes=[veto("set_grade", grade="good")])
    assert found == {"best": "acd", "good": "bef", "rest": "ghij"}


def test_of_several_set_grades_the_lowest_holds():
    grades = [grade("best", count=3), grade("good", count=2), REST]
    vetoes = [veto("set_grade", grade="rest"), veto("set_grade", grade="good", code="fraud")]
    table = outcome(TEN, grades, DEATHS, vetoes=vetoes)
    assert table.grades["b"] == "rest"
    assert table.remarks["b"] == {"veto:accident", "veto:fraud"}


def test_a_place_is_left_vacant_in_one_grade_only():
    grades = [grade("best", count=3), grade("good", count=2), REST]
    found = graded(TEN, grades, DEATHS, vetoes=[veto("set_grade", grade="rest", vacancy="leave")])
    assert found == {"best": "ac", "good": "de", "rest": "bfghij"}


@pytest.mark.parametrize("vacancies", [("leave", "fill_next"), ("fill_next", "leave")])
def test_of_several_vetoes_one_that_leaves_its_place_is_enough(vacancies):
    vetoes = [veto(vacancy=vacancy, code=f"v{at}") for at, vacancy in enumerate(vacancies)]
    assert graded(TEN, others=DEATHS, vetoes=vetoes) == {"best": "ac", "rest": "bdefghij"}


@pytest.mark.parametrize(
    ("absence", "remarks"),
    [("missing", {"veto_open:accident"}), ("withheld", {"veto_open:accident"}), ("not_applicable", set())],
)
def test_a_condition_that_cannot_be_told_is_open(absence, remarks):
    others = {"deaths": {**DEATHS["deaths"], "b": absence}}
    table = outcome(TEN, others=others, vetoes=[veto()])
    assert table.remarks["b"] == remarks
    assert table.grades["b"] == "best", "an open veto takes no effect"


def test_a_veto_concerns_its_groups_only():
    assert graded(TEN, others=DEATHS, vetoes=[veto(groups=["counties"])])["best"] == "abc"


def test_a_condition_may_look_at_the_group():
    condition = [">", figure("deaths"), ["group_mean", figure("deaths")]]
    others = {"deaths": dict(zip(TEN, "1234500000", strict=True))}
    # The mean is 1.5.
    table = outcome(TEN, others=others, vetoes=[veto(when=condition)])
    assert [unit for unit in TEN if "veto:accident" in table.remarks[unit]] == ["b", "c", "d", "e"]


def award(**own: Any) -> dict:
    return {
        "code": "advance",
        "group": "districts",
        "last_rank": figure("last"),
        "places": "2",
        "most": None,
        **own,
    }


def awarded(last: dict, **own: Any) -> list[tuple[str, str, str]]:
    vetoes, others = own.pop("vetoes", []), own.pop("others", {})
    values = {"p": TEN, "last": last, **others}
    scores = scored([judged("p", "100")], values, list(TEN), awards=[award(**own)], vetoes=vetoes)
    return [(code, unit, str(places)) for code, unit, places in scores.awards]


LAST = dict(zip(TEN, ("1", "5", "4", "10", "7", "9", "2", "3", "6", "8"), strict=True))


def test_awards_for_those_who_rose_most():
    # d rose from 10 to 4, b and f by three, e by two; c only by one.
    assert awarded(LAST) == [
        ("advance", "d", "6"),
        ("advance", "b", "3"),
        ("advance", "f", "3"),
        ("advance", "e", "2"),
    ]
    assert awarded(LAST, places="4") == [("advance", "d", "6")]


def test_of_equal_rises_the_better_rank_now_goes_first():
    assert [unit for _, unit, _ in awarded(LAST, most="2")] == ["d", "b"]


def test_who_loses_the_award_makes_room():
    lost = [veto("lose_award")]
    others = {"deaths": dict.fromkeys(TEN, "0") | {"d": "2"}}
    assert [unit for _, unit, _ in awarded(LAST, most="2", vetoes=lost, others=others)] == ["b", "f"]


def test_without_last_years_rank_there_is_no_award():
    assert [unit for _, unit, _ in awarded({**LAST, "d": "missing"}, most="2")] == ["b", "f"]


def test_awards_are_remarked_on():
    values = {"p": TEN, "last": LAST}
    table = only(scored([judged("p", "100")], values, list(TEN), awards=[award(most="1")]))
    assert table.remarks["d"] == {"award:advance"}


def test_before_the_last_checkpoint_nothing_follows():
    table = outcome(TEN, others=DEATHS, at="q3", vetoes=[veto()])
    assert table.grades == {}
    assert set(table.remarks.values()) == {frozenset()}


SINGLE = [
    grade("best", count=1, unranked_at_least=["share", "0.9"]),
    grade("good", count=1, unranked_at_least=["points", "80"]),
    REST,
]


def test_units_not_ranked_are_graded_by_thresholds_and_take_no_place():
    # a 95 and b 90 reach 90 %, d 80 the eighty points, j 50 neither; one and one of the others.
    found = graded(TEN, SINGLE, unranked=["a", "b", "d", "j"])
    assert found == {"best": "abc", "good": "de", "rest": "fghij"}


@pytest.mark.parametrize(
    ("effect", "own", "expected"),
    [
        ("bar_excellent", {"vacancy": "leave"}, {"best": "a", "good": "bc", "rest": "defghij"}),
        ("set_grade", {"grade": "rest"}, {"best": "a", "good": "c", "rest": "bdefghij"}),
    ],
)
def test_vetoes_hold_for_units_that_are_not_ranked_and_vacate_nothing(effect, own, expected):
    found = graded(TEN, SINGLE, DEATHS, unranked=["b"], vetoes=[veto(effect, **own)])
    assert found == expected


def test_a_unit_not_ranked_that_has_no_points_has_no_grade():
    assert "a" not in outcome({**TEN, "a": "missing"}, SINGLE, unranked=["a"]).grades
