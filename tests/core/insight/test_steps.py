"""From a method's result to the points: coefficient, bounds, absences and rounding, one step each."""

import pytest

from sikao.core.insight import Worked
from tests.core.insight.making import make


def steps_of(tmp_path, leaf, figures, unit="a"):
    opened = make(tmp_path, [{"code": "leaf", "points": "10", "measure": "x", **leaf}], figures)
    (window,) = Worked(opened.scheme, opened.figures).explain(unit, "leaf").windows
    return [(step.formula.filled.zh, step.result) for step in window.steps], window


def test_a_coefficient_a_cap_and_the_rounding_follow_each_other(tmp_path):
    leaf = {"method": {"kind": "attainment", "target": "3", "cap": "90%"}, "coefficient": "1 + y / 10"}
    steps, window = steps_of(tmp_path, leaf, {"a": {"x": "2", "y": "2"}})
    # 10 × 2/3 = 6.666…, times 1.2 is 8, below the cap of 9.
    assert steps == [("≈6.666667 × (1 + 2 ÷ 10)", "8")]
    names = [(symbol.number, symbol.name.zh) for symbol in window.steps[0].symbols]
    assert names == [("≈6.666667", "此前得分"), ("1 + 2 ÷ 10", "系数")]


@pytest.mark.parametrize(
    ("value", "steps"),
    [
        ("4", [("min(20, 9)", "9")]),
        ("-2", [("max(−10, 1)", "1")]),
        ("1", []),
        ("0.667", [("舍入(3.335, 2 位)", "3.34")]),
    ],
)
def test_bounds_are_told_where_they_change_something(tmp_path, value, steps):
    leaf = {"method": {"kind": "attainment", "target": "2", "cap": "90%", "floor": "1"}}
    assert steps_of(tmp_path, leaf, {"a": {"x": value}})[0] == steps


@pytest.mark.parametrize(
    ("effect", "steps"),
    [("share 60%", [("10 × 60%", "6")]), ("full", [("10 × 100%", "10")]), ("exclude", [])],
)
def test_an_absence_shows_how_its_points_come_about(tmp_path, effect, steps):
    leaf = {"method": {"kind": "attainment", "target": "2"}, "absence": {"not_applicable": effect}}
    figures = {"a": {"x": "not_applicable"}, "b": {"x": "1"}}
    opened = make(tmp_path, [{"code": "leaf", "points": "10", "measure": "x", **leaf}], figures)
    (window,) = Worked(opened.scheme, opened.figures).explain("a", "leaf").windows
    assert [(step.formula.filled.zh, step.result) for step in window.steps] == steps
