"""Which figures anything reads: whatever is not among them changes no score."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sikao.core.insight.uses import Months, Use, uses_of
from sikao.core.reference import CalculationError, calculate
from sikao.core.scheme import compile_scheme
from tests.core.insight.making import make
from tests.drill.figures import many
from tests.strategies.figures import figure_rows
from tests.strategies.methods import KINDS, REFERENCE
from tests.strategies.schemes import compiled_schemes

X = {"code": "x", "points": "10", "measure": "x", "method": {"kind": "attainment", "target": "10"}}


def uses(opened):
    found = uses_of(compile_scheme(opened.scheme))
    return {(use.carrier, use.indicator): (months.current, months.earlier) for use, months in found.items()}


@st.composite
def cases(draw: st.DrawFn) -> tuple[dict, list[dict]]:
    compiled = draw(compiled_schemes())
    carriers = [*(unit["code"] for unit in compiled["units"]), REFERENCE]
    return compiled, draw(figure_rows(compiled, carriers, KINDS))


def result(compiled, rows):
    try:
        return {**calculate(compiled, rows), "figures_digest": ""}
    except CalculationError as error:
        return str(error)


@settings(max_examples=many(20, 1500), deadline=None, suppress_health_check=list(HealthCheck))
@given(cases())
def test_figures_that_are_not_used_change_nothing(case):
    compiled, rows = case
    used = {(use.carrier, use.indicator) for use in uses_of(compiled)}
    kept = [row for row in rows if (row["unit"], row["indicator"]) in used]
    assert result(compiled, kept) == result(compiled, rows)


def test_an_indicator_reads_at_the_checkpoints_where_it_counts(tmp_path):
    opened = make(tmp_path, [{**X, "schedule": "quarterly"}], {"a": {"x": "1"}})
    assert uses(opened) == {("a", "x"): ({3, 6, 9, 12}, {})}


def test_what_is_scored_reads_earlier_years_and_what_stands_beside_it_does_not(tmp_path):
    grown = {**X, "measure": "growth(x)", "beside": "growth(y)"}
    opened = make(tmp_path, [grown], {"a": {"x": "1", "y": "1"}})
    assert uses(opened) == {("a", "x"): ({12}, {("level", -1): {12}}), ("a", "y"): ({12}, {})}


def test_a_reference_is_read_where_an_expression_names_it(tmp_path):
    against = {**X, "measure": "x - x@city"}
    opened = make(tmp_path, [against], {"a": {"x": "1"}}, references={"city": {"name": "全市"}})
    assert list(uses(opened)) == [("a", "x"), ("city", "x")]


def test_a_function_of_the_group_reads_of_units_that_are_measured_otherwise(tmp_path):
    against = {**X, "measure": "x - group_mean(y)", "overrides": {"b": {"measure": "z"}}}
    opened = make(tmp_path, [against], {"a": {"x": "1", "y": "1", "z": "1"}, "b": {}})
    assert list(uses(opened)) == [("a", "x"), ("a", "y"), ("b", "y"), ("b", "z")]


def test_of_members_each_unit_is_read_its_own_or_the_one_that_is_named(tmp_path):
    leaf = {**X, "measure": "x/p", "method": {"kind": "attainment", "target": "sum(goal/*)"}}
    entries = {"a": {"p": {"name": "甲"}, "q": {"name": "丙"}}, "b": {"q": {"name": "乙"}}}
    opened = make(
        tmp_path,
        [leaf],
        {"a": {"x": "1", "goal": "2"}, "b": {}},
        items={"x": {"members": "projects"}, "goal": {"members": "projects"}},
        registers={"projects": {"name": "项目", "entries": entries}},
    )
    assert list(uses(opened)) == [("a", "x/p"), ("a", "goal/p"), ("a", "goal/q"), ("b", "goal/q")]


def test_outcomes_read_at_the_years_end_of_those_whom_they_concern(tmp_path):
    veto = {"name": "否决", "groups": ["units"], "when": "cases > 0", "effect": "bar_excellent"}
    rise = {"name": "进位", "group": "units", "last_rank": "before", "places": "1"}
    promoted = {"name": "晋档", "groups": ["units"], "when": "projects >= 3"}
    graded = [{"grade": "best", "name": "优秀", "count": "1"}, {"grade": "rest", "name": "合格"}]
    opened = make(
        tmp_path,
        [X],
        {"a": {"x": "1", "cases": "0", "before": "1", "projects": "1"}, "b": {}},
        units={"b": {"ranked": "false"}},
        grades={
            "grades": {"units": graded},
            "vetoes": {"v": veto},
            "promotions": {"p": promoted},
            "awards": {"r": rise},
        },
    )
    found = uses(opened)
    assert [of for of in found if of[1] == "cases"] == [("a", "cases"), ("b", "cases")]
    assert [of for of in found if of[1] == "projects"] == [("a", "projects")]
    assert found["b", "before"] == ({12}, {})


def test_the_first_month_is_that_of_any_year():
    assert Months({9, 6}, {("level", -1): {3}}).first == 3
    assert Months().first == 12
    assert Use("a", "x", "x/p") == Use("a", "x", "x/p")
