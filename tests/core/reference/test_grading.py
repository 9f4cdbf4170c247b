"""Grades by count, quota and threshold, vetoes with and without succession, awards for rising."""

import pytest

from sikao.core.reference import CalculationError, calculate
from tests.core.reference.making import figure, found, leaf, method, number, row, rows_of, scheme

THREE = [
    {"grade": "excellent", "count": 3, "share": None, "rounding": None, "at_least": None},
    {"grade": "good", "count": 3, "share": None, "rounding": None, "at_least": None},
    {"grade": "qualified", "count": None, "share": None, "rounding": None, "at_least": None},
]
TEN = {chr(97 + n): str(95 - n) for n in range(10)}


def share(grade: str, of: str | None, rounding: str | None = None, at_least=None) -> dict:
    return {"grade": grade, "count": None, "share": of, "rounding": rounding, "at_least": at_least}


def veto(effect: str = "bar_excellent", vacancy: str = "fill_next", **own) -> dict:
    when = [">", figure("accident"), number("0")]
    given = {"code": "v_safety", "groups": ["districts"], "when": when, "effect": effect, "grade": None}
    return {**given, "vacancy": vacancy, **own}


def graded(values: dict, grades: list, accidents: dict | None = None, **own) -> dict:
    """Reported points; everybody is free of accidents but those named."""
    node = leaf(method=method("bands", bands=[], otherwise=["expr", figure()]))
    compiled = scheme([node], list(values), grades={"districts": grades}, items={"accident": {}}, **own)
    happened = {**dict.fromkeys(values, "0"), **(accidents or {})}
    return calculate(compiled, rows_of(values) + rows_of(happened, "accident"))


def grades_of(book: dict) -> dict:
    return {
        one["unit"]: one["grade"]
        for one in book["rows"]
        if (one["node"], one["checkpoint"]) == ("total", "year")
    }


def letters(book: dict) -> str:
    """The first letters of the grades in official order, ``-`` for none."""
    return "".join((grade or "-")[0] for grade in grades_of(book).values())


def test_three_excellent_three_good_the_rest_qualified():
    # 青岛市2021年度: 优秀3、良好3、合格4
    book = graded(TEN, THREE)
    assert letters(book) == "eeegggqqqq"
    assert {one["grade"] for one in book["rows"] if one["node"] != "total"} == {None}
    assert {one["grade"] for one in book["rows"] if one["checkpoint"] != "year"} == {None}


@pytest.mark.parametrize(
    ("rounding", "expected"),
    [("half_up", "eegggqq"), ("up", "eegggqq"), ("down", "eegggqq"), (None, "eegggqq")],
)
def test_quotas_of_seven_units(rounding, expected):
    # 30 % of 7 = 2.1; 40 % of 7 = 2.8
    first = share("excellent", "0.3", "half_up")
    book = graded(
        dict(list(TEN.items())[:7]), [first, share("good", "0.4", rounding), share("qualified", None)]
    )
    expected = {"down": "eeggqqq"}.get(rounding, expected)
    assert letters(book) == expected


def test_a_quota_by_going_up():
    # 进一法: 2.1 → 3
    grades = [share("excellent", "0.3", "up"), share("good", None)]
    assert letters(graded(dict(list(TEN.items())[:7]), grades)) == "eeegggg"


def test_absolute_thresholds():
    # 央企综合绩效: >= 85 A, >= 70 B, >= 50 C, >= 40 D, below E
    bounds = {"a_": "85", "b_": "70", "c_": "50", "d_": "40"}
    grades = [share(code, None, at_least=["points", bound]) for code, bound in bounds.items()]
    values = {"u": "90", "v": "72", "w": "69.99", "x": "40", "y": "30", "z": "85"}
    assert letters(graded(values, [*grades, share("e_", None)])) == "abcdea"
    assert letters(graded(values, grades)) == "abcd-a"


def test_a_threshold_in_a_share_of_the_full_points():
    # Three places of good, but 80 % of 100 points are needed.
    grades = [
        share("excellent", "0.1"),
        {**THREE[1], "at_least": ["share", "0.8"]},
        share("qualified", None),
    ]
    values = {"a": "95", "b": "85", "c": "80", "d": "79.99", "e": "70"}
    # 10 % of 5 = 0.5 → 1
    assert letters(graded(values, grades)) == "eggqq"


def test_a_tie_across_the_edge_all_get_the_better_grade():
    values = {**TEN, "d": TEN["c"]}
    book = graded(values, THREE)
    assert letters(book) == "eeeegggqqq"
    flags = {unit: found(book, unit, "total")["flags"] for unit in "bcde"}
    assert flags == {"b": [], "c": ["tie", "tie_at_quota"], "d": ["tie", "tie_at_quota"], "e": []}


def test_a_tie_within_a_quota_is_no_tie_at_its_edge():
    values = {**TEN, "b": TEN["a"]}
    assert found(graded(values, THREE), "a", "total")["flags"] == ["tie"]


class TestVetoes:
    def test_the_vacancy_is_filled_by_the_next(self):
        # As 安徽省 did in 2012: 缺额依次递补.
        book = graded(TEN, THREE, {"b": "1"}, vetoes=[veto()])
        assert letters(book) == "egeeggqqqq"
        assert found(book, "b", "total")["flags"] == ["veto:v_safety"]
        assert found(book, "b", "total")["rank"] == 2

    def test_the_vacancy_is_left(self):
        book = graded(TEN, THREE, {"b": "1"}, vetoes=[veto(vacancy="leave")])
        assert letters(book) == "egeggqqqqq"

    @pytest.mark.parametrize(("vacancy", "expected"), [("fill_next", "epeegggqqq"), ("leave", "epegggqqqq")])
    def test_a_grade_is_set_without_taking_a_place_of_it(self, vacancy, expected):
        # Falsified data mean 不合格.
        grades = [*THREE, {**THREE[1], "grade": "poor", "count": 0}]
        bar = veto("set_grade", vacancy, grade="poor")
        assert letters(graded(TEN, grades, {"b": "1"}, vetoes=[bar])) == expected

    def test_a_unit_far_from_the_first_grade_is_not_moved(self):
        for vacancy in ("fill_next", "leave"):
            book = graded(TEN, THREE, {"d": "1"}, vetoes=[veto(vacancy=vacancy)])
            assert letters(book) == "eeegggqqqq"

    def test_an_unknown_condition_does_not_bar_but_leaves_the_book_open(self):
        book = graded(TEN, THREE, {"b": "withheld", "c": "not_applicable"}, vetoes=[veto()])
        assert letters(book) == "eeegggqqqq"
        assert found(book, "b", "total")["flags"] == ["veto_open:v_safety"]
        assert found(book, "c", "total")["flags"] == []
        assert book["complete"] is False

    def test_a_veto_of_other_groups_does_not_concern_the_unit(self):
        book = graded(TEN, THREE, {"b": "1"}, vetoes=[veto(groups=["zones"])])
        assert found(book, "b", "total")["flags"] == []

    def test_a_set_grade_that_does_not_exist(self):
        with pytest.raises(CalculationError, match="districts has no grade 'poor'"):
            graded(TEN, THREE, {"b": "1"}, vetoes=[veto("set_grade", grade="poor")])


AWARD = {
    "code": "advance",
    "group": "districts",
    "last_rank": ["fig", "last", None, "level", None, 0],
    "places": "2",
    "most": "2",
}


class TestAwards:
    def book(self, last: dict, values: dict = TEN, vetoes: tuple = (), **own):
        node = leaf(method=method("bands", bands=[], otherwise=["expr", figure()]))
        compiled = scheme(
            [node],
            list(values),
            grades={"districts": THREE},
            items={"accident": {}, "last": {}},
            awards=[{**AWARD, **own}],
            vetoes=list(vetoes),
        )
        accidents = dict.fromkeys(values, "0") | {"e": "1"}
        return calculate(compiled, rows_of(values) + rows_of(last, "last") + rows_of(accidents, "accident"))

    def awards(self, *arguments, **own):
        return [(one["unit"], one["places"]) for one in self.book(*arguments, **own)["awards"]]

    def test_the_most_risen_first(self):
        # 进位显著奖 (莱西市2022: 较上年上升2个位次): d from 6, e from 9, f from 8, g from 8.
        last = {"a": "1", "d": "6", "e": "9", "f": "8", "g": "8"}
        assert self.awards(last) == [("e", "4"), ("d", "2")]
        assert self.awards(last, most=None) == [("e", "4"), ("d", "2"), ("f", "2")]
        book = self.book(last)
        assert found(book, "e", "total")["flags"] == ["award:advance"]
        assert book["awards"][0] == {"code": "advance", "unit": "e", "places": "4"}

    def test_who_loses_awards_makes_room(self):
        last = {"d": "6", "e": "9", "f": "8"}
        assert self.awards(last, vetoes=[veto("lose_award")]) == [("d", "2"), ("f", "2")]

    def test_equals_at_the_edge_all_get_it(self):
        values = {**TEN, "e": TEN["d"]}
        assert self.awards({"d": "7", "e": "7"}, values, most="1") == [("d", "3"), ("e", "3")]

    def test_without_a_rank_of_last_year_there_is_no_award(self):
        assert self.awards({}) == []


def test_units_that_are_not_ranked_get_no_grade():
    book = graded(TEN, THREE, unranked=["a"])
    assert letters(book) == "-eeegggqqq"


def test_a_formula_as_threshold_is_refused():
    broken = [{**THREE[0], "at_least": ["expr", number("1")]}]
    with pytest.raises(CalculationError, match="grade excellent"):
        graded({"a": "1"}, broken)


def test_units_without_points_get_no_grade():
    node = leaf(target="1")
    book = calculate(scheme([node], ["a", "b"], grades={"districts": THREE}), [row("a", "1")])
    assert grades_of(book) == {"a": "excellent", "b": None}


SINGLE = [
    {**THREE[0], "unranked_at_least": ["share", "0.9"]},
    {**THREE[1], "unranked_at_least": ["points", "88"]},
    THREE[2],
]


def test_units_not_ranked_have_no_grade_where_no_threshold_is_declared():
    assert letters(graded(TEN, THREE, unranked=["a", "j"])) == "-eeegggqq-"


def test_units_not_ranked_are_graded_by_thresholds_and_take_no_place():
    # a 95 and f 90 reach 90 %, h 88 reaches 88 points, j 86 neither; three and three of the others.
    assert letters(graded(TEN, SINGLE, unranked=["a", "f", "h", "j"])) == "eeeegegggq"


def test_a_grade_without_such_a_threshold_is_passed_over():
    grades = [SINGLE[0], THREE[1], THREE[2]]
    assert letters(graded(TEN, grades, unranked=["g", "f"])) == "eeeggeqgqq"


@pytest.mark.parametrize(
    ("effect", "own", "expected"),
    [
        ("bar_excellent", {}, "geeegggqqq"),
        ("lose_award", {"vacancy": "leave"}, "geeegggqqq"),
        ("set_grade", {"grade": "qualified"}, "qeeegggqqq"),
    ],
)
def test_vetoes_hold_for_units_that_are_not_ranked_and_vacate_nothing(effect, own, expected):
    found = graded(TEN, SINGLE, {"a": "1"}, unranked=["a"], vetoes=[veto(effect, **own)])
    assert letters(found) == expected


def test_a_unit_not_ranked_that_has_no_points_has_no_grade():
    assert letters(graded({**TEN, "a": "missing"}, SINGLE, unranked=["a"])) == "-eeegggqqq"


def test_with_a_single_grade_a_barred_unit_that_is_not_ranked_has_none():
    grades = [{**THREE[2], "unranked_at_least": ["points", "1"]}]
    assert letters(graded({"a": "9", "b": "8"}, grades, {"a": "1"}, unranked=["a"], vetoes=[veto()])) == "-q"
