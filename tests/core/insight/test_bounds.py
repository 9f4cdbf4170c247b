"""Bounds while figures are missing: exact where methods are monotone, and never passed by the true score."""

import tempfile
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sikao.core.books import score_book
from sikao.core.figures.absence import Absence
from sikao.core.figures.periods import Period
from sikao.core.figures.table import Kind
from sikao.core.insight import changed, score_bounds
from sikao.core.insight.bounds import table_bounds
from sikao.core.insight.changes import FigureChange
from sikao.core.insight.open_leaves import Interval
from sikao.core.reference import CalculationError
from sikao.core.wording import FindingsError, Term
from tests.core.insight.making import make
from tests.core.insight.open_cases import filled_in, open_cases, standings
from tests.drill.figures import many
from tests.growth import growth

REST = {"code": "rest", "points": "980", "measure": "x", "method": {"kind": "attainment", "target": "980"}}
ENERGY = {
    "code": "energy",
    "points": "20",
    "measure": "e",
    "method": {"kind": "attainment", "target": "20"},
}
RANGE = {"e": {"range": {"level": ["0", "40"]}}}


def bounds_of(opened, **asked):
    return {unit.unit: unit for unit in score_bounds(opened.scheme, opened.figures, "units", **asked)}


def test_while_the_energy_figure_is_missing(tmp_path):
    # Scenario 3.1: 20 points are missing, 城阳 has 861.30–881.30, place 3–5.
    totals = {"a": "900", "b": "890", "chengyang": "861.3", "d": "865", "e": "860"}
    figures = {
        unit: {"x": total, "e": "missing" if unit == "chengyang" else "10"} for unit, total in totals.items()
    }
    found = bounds_of(make(tmp_path, [REST, ENERGY], figures, items=RANGE))
    chengyang = found["chengyang"]
    assert (chengyang.low, chengyang.high, chengyang.exact) == (Decimal("861.3"), Decimal("881.3"), True)
    assert (chengyang.best_place, chengyang.worst_place) == (3, 5)
    (leaf,) = chengyang.open
    assert (leaf.node, leaf.checkpoint, leaf.points) == (
        "energy",
        "year",
        Interval(Fraction(0), Fraction(20), True),
    )
    assert leaf.figures == (("chengyang", "e", "level", "2020"),)
    assert (found["d"].low, found["d"].high, found["d"].open) == (Decimal(875), Decimal(875), ())
    assert (found["d"].best_place, found["d"].worst_place) == (3, 4)


def test_a_narrow_range_bounds_narrowly_and_none_bounds_by_floor_and_cap(tmp_path):
    figures = {"a": {"x": "900", "e": "missing"}, "b": {"x": "900", "e": "1"}}
    narrow = make(tmp_path / "narrow", [REST, ENERGY], figures, items={"e": {"range": {"level": ["5", "8"]}}})
    found = bounds_of(narrow)["a"]
    assert (found.low, found.high, found.exact) == (905, 908, True)
    found = bounds_of(make(tmp_path / "none", [REST, ENERGY], figures))["a"]
    assert (found.low, found.high, found.exact) == (900, 920, False)


def test_lower_is_better_turns_the_ends_round(tmp_path):
    leaf = {
        **ENERGY,
        "direction": "lower",
        "method": {"kind": "steps", "target": "10", "base": "50%", "up": "1", "down": "2"},
    }
    figures = {"a": {"x": "900", "e": "missing"}}
    found = bounds_of(make(tmp_path, [REST, leaf], figures, items={"e": {"range": {"level": ["6", "12"]}}}))[
        "a"
    ]
    # 12 is two above the target: 10 − 4; 6 is four below: 10 + 4.
    assert (found.low, found.high, found.exact) == (906, 914, True)


def test_known_checkpoints_of_a_leaf_stay_as_they_are(tmp_path):
    leaf = {**ENERGY, "schedule": "quarterly"}
    figures = {"a": {"x": "900", "e": {"q1": "10", "h1": "20", "q3": "20", "year": "missing"}}}
    opened = make(tmp_path, [REST, leaf], figures, items=RANGE)
    found = bounds_of(opened)["a"]
    # 1 + 4 + 6 are certain, 0 to 8 open.
    assert (found.low, found.high, found.exact) == (911, 919, True)
    assert bounds_of(opened, checkpoint="q3")["a"].open == ()


def test_places_among_compared_units_are_open_for_all_of_them(tmp_path):
    leaf = {**ENERGY, "method": {"kind": "rank_interval", "first": "100%", "last": "60%"}}
    figures = {"a": {"x": "900", "e": "missing"}, "b": {"x": "900", "e": "3"}}
    found = bounds_of(make(tmp_path, [REST, leaf], figures, items=RANGE))
    assert [(unit.low, unit.high, unit.exact) for unit in found.values()] == [(900, 920, False)] * 2
    assert found["a"].open[0].figures
    assert found["b"].open[0].figures == ()


RATIO = {
    "code": "ratio",
    "points": "10",
    "measure": "100 / e",
    "method": {"kind": "attainment", "target": "10"},
    "absence": {"undefined": "exclude"},
}
FINES = {
    "code": "fines",
    "role": "deduction",
    "points": "20",
    "method": {"kind": "tally", "entries": [{"name": "次数", "count": "d", "each": "-1"}]},
}


def test_a_unit_that_may_come_to_have_no_total_is_above_nobody_for_certain(tmp_path):
    # b has 100 / 100 of 10 for 10 points less 5: −4. Whatever a's e is, a has 0 at least; with 0, nothing.
    figures = {"a": {"e": "missing", "d": "0"}, "b": {"e": "100", "d": "5"}}
    opened = make(tmp_path, [RATIO, FINES], figures, items={"e": {"range": {"level": ["-5", "5"]}}})
    found = bounds_of(opened)
    assert (found["a"].low, found["b"].low, found["b"].high) == (0, -4, -4)
    assert (found["b"].best_place, found["b"].worst_place) == (1, 2)
    assert (found["a"].has_total, found["b"].has_total) == (None, True)
    filled = [FigureChange("a", "e", Kind.LEVEL, Period.of(2020), Decimal(0))]
    scheme, figures = changed(opened.scheme, opened.figures, filled)
    book = score_book(scheme, figures, exact=True)
    totals = {row["unit"]: row for row in book.at("year").iter_rows(named=True) if row["node"] == "total"}
    assert (totals["a"]["points"], totals["a"]["rank"], totals["b"]["rank"]) == (None, None, 1)
    # Then that is certain, and b alone.
    found = {unit.unit: unit for unit in score_bounds(scheme, figures, "units")}
    assert (found["a"].has_total, found["b"].best_place, found["b"].worst_place) == (False, 1, 1)


def test_one_figure_in_two_leaves_is_bounded_but_not_exactly(tmp_path):
    other = {**ENERGY, "code": "saving", "direction": "lower"}
    figures = {"a": {"x": "900", "e": "missing"}}
    found = bounds_of(
        make(tmp_path, [REST, ENERGY, other], figures, items={"e": {"range": {"level": ["1", "40"]}}})
    )
    assert not found["a"].exact
    assert (found["a"].low, found["a"].high) == (911, 940)


def test_without_anything_missing_the_bounds_are_the_score(opened):
    book = score_book(opened.scheme, opened.figures)
    totals = {
        row["unit"]: row
        for row in book.at("year").iter_rows(named=True)
        if (row["node"], row["scorecard"]) == ("total", "districts")
    }
    for unit in score_bounds(opened.scheme, opened.figures, "districts"):
        assert unit.low == unit.high == totals[unit.unit]["points"]
        assert unit.best_place == unit.worst_place == totals[unit.unit]["rank"]
        assert unit.exact


def test_unknown_groups_and_checkpoints_are_refused(opened):
    for asked in (("towns", None), ("districts", "q9")):
        with pytest.raises(FindingsError):
            score_bounds(opened.scheme, opened.figures, *asked)


METHODS = [
    {"kind": "attainment", "target": "20"},
    {"kind": "attainment", "target": "20", "short": "80%"},
    {"kind": "attainment", "target": "20", "cap": "150%"},
    {"kind": "all_or_nothing", "target": "20"},
    {"kind": "steps", "target": "20", "base": "60%", "up": "1", "down": "1"},
    {"kind": "steps", "target": "20", "base": "60%", "up": "1", "down": "1", "whole": "true"},
    {"kind": "efficacy", "low": "10", "high": "30"},
    {"kind": "efficacy"},
    {"kind": "relative_best"},
    {"kind": "rank_step", "step": "10%"},
    {"kind": "bands", "bands": [{"at_least": "30", "score": "100%"}, {"at_least": "10", "score": "60%"}]},
    {"kind": "tally", "start": "10", "entries": [{"name": "次数", "count": "e", "each": "-1"}]},
]
MEASURES = ["e", "e - 5", "100 / e", "max(e, 15)", "e * e", "if(e > 15, e, 0)", "abs(e - 20)", "growth(e)"]
EFFECTS = ["refuse", "zero", "redistribute_table", "exclude", "group_mean", "share 60%"]


@settings(max_examples=many(25, 1500))
@given(
    method=st.sampled_from(METHODS),
    measure=st.sampled_from(MEASURES),
    lower=st.booleans(),
    effect=st.sampled_from(EFFECTS),
    low=st.integers(-5, 20),
    width=st.integers(1, 30),
    others=st.lists(st.integers(0, 40), min_size=2, max_size=2),
    missing=st.sets(st.sampled_from(["a", "b"]), min_size=1),
    part=st.fractions(0, 1, max_denominator=8),
)
def test_the_true_score_lies_within_the_bounds(
    method, measure, lower, effect, low, width, others, missing, part
):
    leaf = {**ENERGY, "measure": measure, "absence": {"missing": effect, "undefined": effect}}
    if method["kind"] == "tally":
        leaf = {key: value for key, value in leaf.items() if key != "measure"}
    elif lower and method["kind"] in ("attainment", "steps", "all_or_nothing", "relative_best", "rank_step"):
        leaf["direction"] = "lower"
    leaf["method"] = method
    units = dict(zip("abc", [0, *others], strict=True))
    figures = {
        unit: {"x": "900", "e": "missing" if unit in missing else str(value), "e@2019": "10"}
        for unit, value in units.items()
    }
    items = {"e": {"range": {"level": [str(low), str(low + width)]}}}
    with tempfile.TemporaryDirectory() as folder:
        opened = make(Path(folder), [REST, leaf], figures, items=items)
    found = bounds_of(opened)
    value = Decimal(low) + Decimal(width) * part.numerator / part.denominator
    filled = [FigureChange(unit, "e", Kind.LEVEL, Period.of(2020), value) for unit in sorted(missing)]
    for unit, total in _true(opened, filled).items():
        assert found[unit].low <= total <= found[unit].high


def _true(opened, filled) -> dict[str, Decimal]:
    scheme, figures = changed(opened.scheme, opened.figures, filled)
    book = score_book(scheme, figures, exact=True)
    rows = book.at("year").iter_rows(named=True)
    return {row["unit"]: row["points"] for row in rows if row["node"] == "total"}


def test_jimo_without_its_growth_of_output(opened):
    """Its 881.80 hold the full 45 of the best; the base is 27, and 881.80 − 45 + 27 = 863.80."""
    gone = FigureChange("jimo", "gdp", Kind.GROWTH, Period.of(2020), absence=Absence.MISSING)
    scheme, figures = changed(opened.scheme, opened.figures, [gone])
    jimo = {unit.unit: unit for unit in score_bounds(scheme, figures, "districts")}["jimo"]
    assert (jimo.low, jimo.high, jimo.exact) == (Decimal("863.80"), Decimal("881.80"), True)


def check_soundness(case: tuple[dict, list[dict], Any]) -> None:
    compiled, rows, chance = case
    names = {code: Term(code, code) for code in (*_codes(compiled), *(u["code"] for u in compiled["units"]))}
    checkpoint = [entry["code"] for entry in compiled["checkpoints"] if entry["ranked"]][-1]
    table = compiled["tables"][0]
    try:
        found = table_bounds(compiled, table, rows, checkpoint, names, names)
        trials = [standings(compiled, table, filled_in(compiled, rows, chance), checkpoint) for _ in range(6)]
    except CalculationError:
        return
    for trial in trials:
        for unit in found:
            total, place = trial.get(unit.unit, (None, None))
            assert total is None or unit.low is None or unit.low <= total
            assert total is None or unit.high is None or total <= unit.high
            if place is not None and unit.best_place is not None and unit.worst_place is not None:
                assert unit.best_place <= place <= unit.worst_place


def _codes(compiled: dict) -> Iterator[str]:
    return (node["code"] for table in compiled["tables"] for node in table["nodes"])


@pytest.mark.slow
@settings(
    max_examples=many(25, 3000), deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(open_cases())
def test_figures_within_their_ranges_never_leave_the_bounds(case):
    check_soundness(case)


def test_the_work_of_bounding_grows_as_the_units_do(tmp_path):
    def prepare(count):
        figures = {f"u{number:03}": {"x": "900", "e": "missing"} for number in range(count)}
        return make(tmp_path / str(count), [REST, ENERGY], figures, items=RANGE)

    assert growth(prepare, bounds_of, 10) < 2.1
