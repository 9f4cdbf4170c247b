"""Windows laid open."""

from sikao.core.reference import calculate
from tests.core.reference.making import QUARTERLY, figure, leaf, method, row, rows_of, scheme


def test_a_window_laid_open():
    given = method("steps", base="80%", up="2", down="3")
    node = leaf(points="80", method=given, windows=QUARTERLY, target="-8.0", beside=figure(years=-1))
    rows = [row("jimo", "-12.4", period="2020-01..03"), row("jimo", "3.5", period="2019-01..03")]
    window = calculate(scheme([node], ["jimo"]), rows, "q1", detail=True)["windows"][0]
    assert window == {
        "table": "card",
        "node": "leaf",
        "unit": "jimo",
        "checkpoint": "q1",
        "measure": "-12.4",
        "measure_filled": ["value", "-12.4"],
        "absence": None,
        "effect": None,
        "full": "80",
        "beside": "3.5",
        "beside_figures": [["jimo", "x", "level", "2019-01..03", ""]],
        "parameters": {"target": "-8"},
        "method": {
            "kind": "steps",
            "target": "-8",
            "base": "64",
            "up": "2",
            "down": "3",
            "per": "1",
            "whole": False,
            "up_by": None,
            "cap": "80",
            "floor": "0",
        },
        "coefficient": None,
        "group": {
            "n": 1,
            "worst": "-12.4",
            "worst_units": ["jimo"],
            "best": "-12.4",
            "best_units": ["jimo"],
            "place": "1",
        },
        "raw": "50.8",
        "parts": {"base": "64", "above": "0", "below": "-13.2"},
        "points": "50.8",
        "figures": [["jimo", "x", "level", "2020-01..03", ""]],
    }


def test_an_absence_shows_its_kind_and_effect():
    node = leaf(target="1", absence={"missing": ["share", "0.6"]})
    window = calculate(scheme([node], ["a"]), [], detail=True)["windows"][0]
    shown = {key: window[key] for key in ("measure", "absence", "effect", "raw", "parts", "points", "group")}
    assert shown == {
        "measure": None,
        "absence": "missing",
        "effect": ["share", "0.6"],
        "raw": None,
        "parts": {"absence": "60"},
        "points": "60",
        "group": None,
    }


def test_the_group_and_the_place_in_it_where_lower_is_better():
    node = leaf(method=method("rank_interval", ties="average"), direction="lower")
    values = {"a": "5", "b": "5", "c": "9", "d": "missing"}
    windows = calculate(scheme([node], list(values)), rows_of(values), detail=True)["windows"]
    assert windows[1]["group"] == {
        "n": 3,
        "worst": "9",
        "worst_units": ["c"],
        "best": "5",
        "best_units": ["a", "b"],
        "place": "1.5",
    }


def test_a_unit_outside_the_group_may_set_its_extreme():
    node = leaf(method=method("relative_best"), among=["a", "b"])
    values = {"a": "5", "b": "4", "c": "9"}
    windows = calculate(scheme([node], list(values)), rows_of(values), detail=True)["windows"]
    assert [window["group"]["best_units"] for window in windows] == [["a"], ["a"], ["c"]]


def test_coefficient_floor_and_cap_are_parts_of_their_own():
    # 150 x 1.2 = 180, at most 120 points: 150 + 30 - 60
    node = leaf(method=method("attainment", target="100", cap="120%"), coefficient=["num", "1.2"])
    window = calculate(scheme([node], ["a"]), [row("a", "150")], detail=True)["windows"][0]
    assert (window["raw"], window["points"]) == ("150", "120")
    assert window["parts"] == {"attained": "150", "coefficient": "30", "cap": "-60"}


def test_scores_of_the_checkpoint_table_are_laid_open_too():
    table = {"code": "quarter", "convert_to": "100", "nodes": {"q1": ["leaf"]}}
    compiled = scheme([leaf(target="10")], ["a"], checkpoint_table=table)
    book = calculate(compiled, rows_of({"a": {"q1": "4", "year": "10"}}), detail=True)
    assert [(one["checkpoint"], one["points"]) for one in book["windows"]] == [("year", "100"), ("q1", "40")]
