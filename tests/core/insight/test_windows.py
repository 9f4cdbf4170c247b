"""Windows as people read them: shares, sources, effects and the members of registers."""

from decimal import Decimal

import pytest

from sikao.core.insight.windows import OWN_REPORT, compares, parts_of
from sikao.core.scheme.expressions import Constant
from sikao.core.scheme.methods import Efficacy, RankInterval, RelativeBest, Steps
from sikao.core.wording import Term
from sikao.core.wording.formulas import PART_NAMES


def test_parts_are_named_after_what_they_are():
    names = {"fai": Term("投资", "Investment"), "q1": Term("一季度", "Q1")}
    parts = parts_of({"base": "1", "child:fai": "2", "checkpoint:q1": "3", "entry:通报": "-1"}, names)
    assert [(part.title.zh, part.points, part.target) for part in parts] == [
        (PART_NAMES["base"].zh, "1", None),
        ("投资", "2", "fai"),
        ("一季度", "3", "q1"),
        ("通报", "-1", None),
    ]


def test_a_figure_says_who_reported_it(worked):
    providers = set()
    for unit in ("jimo", "shinan"):
        for row in worked.book().of_unit(unit).iter_rows(named=True):
            if row["scorecard"] == "districts":
                found = worked.explain(unit, row["node"])
                providers |= {figure.provider for window in found.windows for figure in window.figures}
    assert Term("市统计局", "Statistics bureau") in providers
    assert OWN_REPORT in providers


@pytest.mark.parametrize("unit", ["huangdao", "jimo"])
def test_a_members_figure_carries_the_members_name(worked, unit):
    members = [
        figure
        for row in worked.book().of_unit(unit).iter_rows(named=True)
        for window in worked.explain(unit, row["node"], scorecard=row["scorecard"]).windows
        for figure in window.figures
        if "/" in figure.indicator
    ]
    assert members
    assert all("·" in figure.indicator_name.zh and "·" in figure.indicator_name.en for figure in members)


def test_a_single_window_has_no_share(worked):
    assert worked.explain("jimo", "gdp_growth").windows[0].share is None
    assert worked.explain("jimo", "fai").windows[0].share == "10%"


def test_a_compared_measure_shows_its_group(worked):
    comparison = worked.explain("huangdao", "retail_growth").windows[-1].comparison
    assert (comparison.size, comparison.best, comparison.place) == (10, "3", "1")
    assert comparison.counts
    assert comparison.best_units == (("huangdao", Term("黄岛区", "Huangdao")),)
    assert comparison.worst_units == (("laixi", Term("莱西市", "Laixi")),)


def test_a_method_with_a_target_does_not_score_by_the_group(worked):
    assert not worked.explain("huangdao", "fai").windows[-1].comparison.counts


def test_the_computed_value_names_the_levels_it_comes_from(worked):
    # Scenario 1.3: 812.30 last year, 820.34 this year.
    window = worked.explain("huangdao", "retail_growth").windows[-1]
    assert [(f.period, f.value, f.unit_of_measure, f.provider.zh) for f in window.beside_figures] == [
        ("2019", "812.3", "亿元", "市统计局"),
        ("2020", "820.34", "亿元", "市统计局"),
    ]
    assert all(figure.source for figure in window.beside_figures)
    assert [figure.value for figure in window.figures] == ["3"]


BOUND = Constant(Decimal(1))


@pytest.mark.parametrize(
    ("method", "by_group"),
    [
        (Efficacy(), True),
        (Efficacy(low=BOUND), True),
        (Efficacy(low=BOUND, high=BOUND), False),
        (RelativeBest(), True),
        (RelativeBest(best=BOUND), False),
        (RankInterval(), True),
        (Steps(target=BOUND), False),
        (None, False),
    ],
)
def test_only_methods_that_look_at_the_group_compare(method, by_group):
    assert compares(method) is by_group
