"""Which figures are wanting, and how far scores can still move for want of them or for a dispute."""

import json
from decimal import Decimal

from sikao.core.figures.table import Figures
from sikao.core.insight.readiness import Why, read_readiness, readiness_of
from tests.core.insight.making import make

REST = {"code": "rest", "points": "980", "measure": "x", "method": {"kind": "attainment", "target": "980"}}
ENERGY = {
    "code": "energy",
    "points": "20",
    "measure": "e",
    "method": {"kind": "attainment", "target": "20"},
}
RANGE = {"e": {"range": {"level": ["0", "40"]}}, "x": {"range": {"level": ["0", "980"]}}}
TOTALS = {"a": "900", "b": "890", "chengyang": "861.3", "d": "865", "e": "860"}


def year(tmp_path, **flags):
    """Five units of which 城阳 lacks its energy figure; ``flags`` of somebody's other figure."""
    figures = {
        unit: {"x": total, "e": "missing" if unit == "chengyang" else "10"} for unit, total in TOTALS.items()
    }
    opened = make(tmp_path, [REST, ENERGY], figures, items=RANGE)
    if not flags:
        return opened.scheme, opened.figures
    rows = [
        row | {"flags": flags[row["unit"]]} if row["unit"] in flags and row["indicator"] == "x" else row
        for row in opened.figures.to_frame().to_dicts()
    ]
    frame = opened.figures.to_frame()
    return opened.scheme, Figures(type(frame)(rows, schema=frame.schema))


def bounds(found, unit):
    return next(bound for bound in found["units"] if bound.unit == unit)


def test_what_is_missing_and_between_which_ends_the_score_lies(tmp_path):
    # Scenario 3.1: 20 points are missing, 城阳 has 861.30–881.30, place 3–5.
    found = readiness_of(*year(tmp_path), "year")
    assert (found.needed, found.is_ready) == (10, False)
    assert found.keys(Why.MISSING) == (("chengyang", "e", "level", "2020"),)
    chengyang = bounds(found.bounds, "chengyang")
    assert (chengyang.low, chengyang.high) == (Decimal("861.30"), Decimal("881.30"))
    assert (chengyang.best, chengyang.worst, chengyang.exact, chengyang.open) == (3, 5, True, ("energy",))
    # The others have 10 of 20 there: nothing of theirs is open, but 城阳 may pass them.
    fourth = bounds(found.bounds, "d")
    assert (fourth.low, fourth.high, fourth.best, fourth.worst) == (
        Decimal("875.00"),
        Decimal("875.00"),
        3,
        4,
    )
    assert found.if_disputed == {}


def test_a_disputed_figure_counts_and_is_open_in_the_second_reading(tmp_path):
    found = readiness_of(*year(tmp_path, a="disputed"), "year")
    assert found.keys(Why.DISPUTED) == (("a", "x", "level", "2020"),)
    first = bounds(found.bounds, "a")
    assert (first.low, first.high) == (Decimal("910.00"), Decimal("910.00"))
    # 10 of 20 for energy are certain; what is disputed gives 0 to 980.
    second = bounds(found.if_disputed, "a")
    assert (second.low, second.high, second.best, second.worst) == (Decimal("10.00"), Decimal("990.00"), 1, 5)


def test_late_figures_are_named_and_leave_everything_ready(tmp_path):
    scheme, figures = year(tmp_path, b="late")
    complete = figures.to_frame().with_columns()
    rows = [
        row | {"value": "10", "absence": None, "unit_of_measure": "point"}
        if row["absence"] == "missing"
        else row
        for row in complete.to_dicts()
    ]
    measure = next(row["unit_of_measure"] for row in rows if row["indicator"] == "e" and row["unit"] == "a")
    rows = [row | {"unit_of_measure": measure} if row["indicator"] == "e" else row for row in rows]
    found = readiness_of(scheme, Figures(type(complete)(rows, schema=complete.schema)), "year")
    assert found.keys(Why.LATE) == (("b", "x", "level", "2020"),)
    assert (len(found.wanting), found.is_ready) == (1, True)


def test_what_nobody_has_confirmed_is_wanting_where_it_is_asked_for(tmp_path):
    asked, other = ("d", "x", "level", "2020"), ("d", "x", "level", "2018")
    found = readiness_of(
        *year(tmp_path), "year", unchecked=frozenset({asked, other}), unverified=frozenset({asked})
    )
    assert (found.keys(Why.UNCHECKED), found.keys(Why.UNVERIFIED)) == ((asked,), (asked,))


def test_it_reads_back_from_plain_data(tmp_path):
    found = readiness_of(*year(tmp_path, a="disputed"), "year")
    assert read_readiness(json.loads(json.dumps(found.to_json()))) == found
