"""Grounds of grades and awards: quotas, vetoes with what they read, the grade without them, places risen."""

from sikao.core.reference import calculate
from tests.core.reference.making import figure, leaf, method, number, rows_of, scheme
from tests.core.reference.test_grading import THREE, grades_of, share, veto

FOUR = {"a": "90", "b": "80", "c": "70", "d": "60"}
TWO = [share("excellent", "0.5", "half_up"), share("qualified", None)]


def grounds(values: dict, grades: list, accidents: dict, **own) -> dict:
    """By unit; everybody is free of accidents but those named."""
    node = leaf(method=method("bands", bands=[], otherwise=["expr", figure()]))
    items = {"accident": {}, "last": {}}
    compiled = scheme([node], list(values), grades={"districts": grades}, items=items, **own)
    happened = {**dict.fromkeys(values, "0"), **accidents}
    last = dict(zip(values, ("1", "2", "3", "9"), strict=False))
    rows = rows_of(values) + rows_of(happened, "accident") + rows_of(last, "last")
    book = calculate(compiled, rows, detail=True)
    return {found["unit"]: found for found in book["grounds"]}


def test_a_barred_unit_names_its_veto_and_the_grade_without_it():
    # Half of four are excellent: a and b. Barred, a gives way to c.
    found = grounds(FOUR, TWO, {"a": "2"}, vetoes=[veto()])
    assert found["a"]["without"] == "excellent"
    assert found["a"]["vetoes"] == [
        {"code": "v_safety", "absence": None, "figures": [["a", "accident", "level", "2020", ""]], "read": {}}
    ]
    assert (found["b"]["vetoes"], found["b"]["without"]) == ([], None)
    assert {unit: one["passed_over"] for unit, one in found.items()} == {
        "a": [],
        "b": ["a"],
        "c": ["a"],
        "d": [],
    }


def test_a_veto_that_changes_nothing_says_so():
    # d would be qualified with or without the accident.
    found = grounds(FOUR, TWO, {"d": "1"}, vetoes=[veto()])
    assert found["d"]["without"] == "qualified"


def test_of_several_vetoes_all_are_named_and_all_are_lifted():
    poor = [*TWO, share("poor", None)]
    second = veto("set_grade", grade="poor", code="v_fraud")
    found = grounds(FOUR, poor, {"a": "1"}, vetoes=[veto(), second])
    assert [one["code"] for one in found["a"]["vetoes"]] == ["v_safety", "v_fraud"]
    assert found["a"]["without"] == "excellent"


def test_an_undecided_veto_names_what_is_wanting():
    found = grounds(FOUR, TWO, {"a": "missing"}, vetoes=[veto()])
    (open_one,) = found["a"]["vetoes"]
    assert (open_one["absence"], found["a"]["without"]) == ("missing", None)


def test_quotas_are_those_of_the_ranked_units():
    # 50 % of four ranked units are two; a grade without a quota takes the rest.
    found = grounds(FOUR, TWO, {})
    assert found["a"]["quotas"] == {"excellent": 2, "qualified": None}
    assert found["a"]["number"] == 4
    assert grounds(FOUR, THREE, {})["a"]["quotas"] == {"excellent": 3, "good": 3, "qualified": None}


def test_an_unranked_unit_has_its_grade_without_the_veto_too():
    first = {**share("excellent", "0.5", "half_up"), "unranked_at_least": ["points", "85"]}
    grades = [first, share("qualified", None)]
    node = leaf(method=method("bands", bands=[], otherwise=["expr", figure()]))
    compiled = scheme(
        [node], list(FOUR), grades={"districts": grades}, items={"accident": {}}, vetoes=[veto()]
    )
    for unit in compiled["units"]:
        unit["ranked"] = unit["code"] != "a"
    rows = rows_of(FOUR) + rows_of({**dict.fromkeys(FOUR, "0"), "a": "1"}, "accident")
    book = calculate(compiled, rows, detail=True)
    assert next(one for one in book["grounds"] if one["unit"] == "a")["without"] == "excellent"
    assert grades_of(book)["a"] == "qualified"


def test_an_award_shows_both_ranks_and_the_places_risen():
    # d was ninth and is fourth.
    award = {
        "code": "advance",
        "group": "districts",
        "last_rank": figure("last"),
        "places": "2",
        "most": None,
    }
    found = grounds(FOUR, TWO, {}, awards=[award])
    assert found["d"]["awards"] == [
        {
            "code": "advance",
            "last_rank": "9",
            "rank": 4,
            "risen": "5",
            "figures": [["d", "last", "level", "2020", ""]],
        }
    ]
    assert found["a"]["awards"] == []


def test_only_the_last_checkpoint_has_grounds():
    compiled = scheme([leaf(target="1")], ["a"], grades={"districts": TWO})
    assert calculate(compiled, rows_of({"a": "1"}), "q1", detail=True)["grounds"] == []
    assert "grounds" not in calculate(compiled, rows_of({"a": "1"}))


def test_a_place_that_is_left_vacant_is_filled_by_nobody():
    filled = grounds(FOUR, TWO, {"a": "2"}, vetoes=[veto()])
    assert filled["a"]["filled_by"] == [["c", "excellent", "qualified"]]
    assert filled["c"]["fills"] == [["a", "excellent", "qualified"]]
    assert (filled["b"]["fills"], filled["d"]["fills"]) == ([], [])
    vacant = grounds(FOUR, TWO, {"a": "2"}, vetoes=[{**veto(), "vacancy": "leave"}])
    assert all(one["filled_by"] == one["fills"] == [] for one in vacant.values())


def test_a_veto_by_place_tells_the_place():
    last = veto(when=["=", ["place_from_last"], number("1")])
    found = grounds(FOUR, TWO, {}, vetoes=[last])
    assert found["d"]["vetoes"] == [
        {"code": "v_safety", "absence": None, "figures": [], "read": {"place_from_last": "1"}}
    ]


def test_promotions_tell_what_came_of_them():
    # Of four, a and b are excellent by quota; last year d was ninth.
    rules = [
        {"code": code, "groups": ["districts"], "when": when, "grade": None, "most": 1, "vacancy": "leave"}
        for code, when in (
            ("p_third", ["=", ["place"], number("3")]),
            ("p_all", [">=", ["place"], number("1")]),
            ("p_figure", [">", figure("last"), number("8")]),
        )
    ]
    found = grounds(FOUR, TWO, {}, promotions=rules)
    states = {
        unit: {promotion["code"]: promotion["state"] for promotion in one["promotions"]}
        for unit, one in found.items()
    }
    assert states == {
        "a": {"p_all": "no_better"},
        "b": {"p_all": "no_better"},
        "c": {"p_third": "given", "p_all": "moved"},
        "d": {"p_all": "given", "p_figure": "moved"},
    }
    given = found["c"]["promotions"][0]
    assert (given["before"], given["after"], given["read"]) == ("qualified", "excellent", {"place": "3"})


def test_a_barred_promotion_and_a_full_one_say_so():
    rule = {"code": "p", "groups": ["districts"], "grade": None, "most": 1, "vacancy": "leave"}
    rule["when"] = [">=", ["place"], number("2")]
    one = [share("excellent", "0.25", "half_up"), share("qualified", None)]
    found = grounds(FOUR, one, {"b": "1"}, vetoes=[veto()], promotions=[rule])
    assert [found[unit]["promotions"][0]["state"] for unit in "bcd"] == ["barred", "given", "used_up"]
    # Without its accident b, placed before c, would have had the one promotion.
    assert found["b"]["without"] == "excellent"


def test_an_award_at_a_node_tells_place_and_points():
    award = {"code": "first", "group": "districts", "node": "leaf", "winners": 2, "by": "points"}
    found = grounds(FOUR, TWO, {}, item_awards=[{**award, "at_least": None, "ties": "all"}])
    assert found["b"]["item_awards"] == [{"code": "first", "place": 2, "points": "80", "full": "100"}]
    assert found["c"]["item_awards"] == []


def test_a_promotion_that_a_bar_leaves_to_another_unit_fills_no_place():
    # a is excellent, b and c good; d, barred from it, leaves the one promotion to e, which takes no place.
    three = [
        {**share("excellent", None), "count": 1},
        {**share("good", None), "count": 2},
        share("qualified", None),
    ]
    when = ["or", [">=", figure("accident"), number("1")], ["=", ["place"], number("5")]]
    rule = {"code": "p", "groups": ["districts"], "when": when, "grade": "excellent", "most": 1}
    values = {"a": "9", "b": "8", "c": "7", "d": "6", "e": "5"}
    promotions = [{**rule, "vacancy": "leave"}]
    found = grounds(values, three, {"d": "1"}, vetoes=[veto()], promotions=promotions)
    assert found["e"]["promotions"][0]["state"] == "given"
    assert found["d"]["without"] == "excellent"
    assert found["d"]["filled_by"] == found["e"]["fills"] == []


def test_a_promoted_unit_fills_the_place_that_it_had_before():
    # b, barred, leaves its excellent place to c; by its promotion d, now the third good one, moves beside.
    three = [
        {**share("excellent", None), "count": 2},
        {**share("good", None), "count": 1},
        share("qualified", None),
    ]
    rule = {"code": "p", "groups": ["districts"], "when": ["=", ["place"], number("4")], "grade": None}
    bar = veto("set_grade", grade="qualified")
    promotions = [{**rule, "most": None, "vacancy": "leave"}]
    found = grounds(FOUR, three, {"b": "1"}, vetoes=[bar], promotions=promotions)
    promoted = found["d"]["promotions"][0]
    assert (promoted["state"], promoted["before"], promoted["after"]) == ("given", "good", "excellent")
    assert found["d"]["fills"] == [["b", "good", "qualified"]]
    assert found["b"]["filled_by"] == [["c", "excellent", "good"], ["d", "good", "qualified"]]


def test_a_unit_without_a_grade_has_none_to_be_promoted_from():
    # Whoever has less than half of the points gets no grade at all.
    passed = [
        share("excellent", "0.25", "half_up"),
        {**share("qualified", None), "at_least": ["share", "0.5"]},
    ]
    rule = {"code": "p", "groups": ["districts"], "when": ["=", ["place"], number("4")], "grade": None}
    promotions = [{**rule, "most": None, "vacancy": "fill_next"}]
    found = grounds({**FOUR, "d": "40"}, passed, {}, promotions=promotions)
    assert [one["state"] for one in found["d"]["promotions"]] == ["ungraded"]
