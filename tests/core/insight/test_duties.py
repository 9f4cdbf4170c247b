"""Who owes which figures by when."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections import Counter
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sikao.core.figures.periods import Month
from sikao.core.figures.table import Figures
from sikao.core.insight import duties_of, missing_figures
from sikao.core.scheme import load_scheme
from sikao.core.scheme.closings import closing_days
from tests.core.insight.conftest import SCHEMES
from tests.core.insight.making import COLUMNS, make
from tests.drill.figures import many

X = {"code": "x", "points": "10", "measure": "x", "method": {"kind": "attainment", "target": "10"}}
DISTRICTS = (
    "shinan",
    "shibei",
    "licang",
    "laoshan",
    "huangdao",
    "chengyang",
    "jimo",
    "jiaozhou",
    "pingdu",
    "laixi",
)
BUILT_IN = sorted(path.parent.name for path in SCHEMES.glob("*/scheme.yaml"))


def delivered(duties):
    """A table in which every slot has a figure."""
    rows = [dict.fromkeys(COLUMNS.split(","), "") | _row(slot) for duty in duties for slot in duty.slots]
    return Figures(pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS.split(","), pl.String)))


def _row(slot):
    unit, indicator, kind, period = slot.key
    return {
        "unit": unit,
        "indicator": indicator,
        "kind": kind,
        "period": period,
        "value": "1",
        "absence": None,
    }


def assert_sound(scheme):
    """What holds of the duties of every scheme."""
    duties = duties_of(scheme)
    keys = [slot.key for duty in duties for slot in duty.slots]
    assert len(set(keys)) == len(keys)
    sheets = [(duty.provider, duty.by_itself, duty.frequency, duty.through) for duty in duties]
    assert len(set(sheets)) == len(sheets)
    assert all(duty.slots and duty.opens <= duty.due for duty in duties)
    assert [duty.due for duty in duties] == sorted(duty.due for duty in duties)
    for checkpoint, closing in closing_days(scheme).items():
        if scheme.checkpoints[checkpoint].ranked:
            in_time = delivered([duty for duty in duties if duty.due <= closing])
            missing = {found.where.path for found in missing_figures(scheme, in_time, checkpoint)}
            assert missing <= set(scheme.docket.items), "these are decided, and owed by nobody"


@pytest.mark.parametrize("name", BUILT_IN)
def test_what_is_delivered_in_time_leaves_nothing_missing_when_a_checkpoint_closes(name):
    assert_sound(load_scheme(SCHEMES / name)[0])


ITEMS = st.fixed_dictionaries(
    {
        "frequency": st.sampled_from(["month", "quarter", "half_year", "year"]),
        "cover": st.sampled_from(["cumulative", "single", "point"]),
        "lag": st.sampled_from(["0", "1", "2"]),
        "merged_january": st.sampled_from(["true", "false"]),
        "provider": st.sampled_from(["bureau", "self"]),
    }
)
RULES = st.fixed_dictionaries(
    {
        "due": st.dictionaries(
            st.sampled_from(["month", "quarter", "half_year"]), st.sampled_from(["1", "40"])
        ),
        "opens": st.dictionaries(st.sampled_from(["month", "year"]), st.sampled_from(["0", "1"])),
    }
)


@settings(max_examples=many(20, 60), deadline=None, suppress_health_check=list(HealthCheck))
@given(ITEMS, ITEMS, RULES, st.sampled_from(["x", "growth(x)", "x - x@city", "x - group_mean(y)"]))
def test_of_any_items_and_rules_the_duties_are_sound(x, y, rules, measure):
    leaf = {**X, "measure": measure, "schedule": "quarterly", "beside": "y"}
    # A yearly figure of the year itself is not there before the year ends, whoever wants to score it.
    if any(item["frequency"] == "year" and item["lag"] == "0" for item in (x, y)):
        del leaf["schedule"]
    with tempfile.TemporaryDirectory() as folder:
        opened = make(
            Path(folder),
            [leaf],
            {"a": {"x": "1", "y": "1"}, "b": {}, "c": {}},
            items={"x": x, "y": y},
            references={"city": {"name": "全市"}},
            frame={"reporting": rules},
        )
    assert_sound(opened.scheme)


def sheet(scheme, provider, frequency, through, *, by_itself=False):
    (found,) = [
        duty
        for duty in duties_of(scheme)
        if (duty.provider, duty.by_itself, duty.frequency, duty.through)
        == (provider, by_itself, frequency, through)
    ]
    return found


def columns(duty):
    return Counter(
        (slot.indicator.partition("/")[0], slot.kind.value, str(slot.period)) for slot in duty.slots
    )


def test_the_first_monthly_sheet_of_statistics_is_that_of_january_and_february(opened):
    first = sheet(opened.scheme, "statistics", "month", Month(2020, 2))
    assert (first.opens, first.due) == (dt.date(2020, 3, 1), dt.date(2020, 3, 18))
    # Ten districts, and the nine zones where their scorecard asks for the item too.
    assert columns(first) == {
        ("fixed_assets", "growth", "2020-01..02"): 19,
        ("retail", "level", "2020-01..02"): 10,
        ("retail", "growth", "2020-01..02"): 10,
        ("retail", "increment", "2020-01..02"): 10,
        ("industry", "growth", "2020-01..02"): 19,
    }
    assert [slot.unit for slot in first.slots if slot.indicator == "retail"] == [
        unit for unit in DISTRICTS for _ in range(3)
    ]
    monthly = [duty for duty in duties_of(opened.scheme) if duty.provider == "statistics"]
    assert [str(duty.through) for duty in monthly if duty.frequency == "month"] == [
        f"2020-{month:02d}" for month in range(2, 13)
    ]


def test_for_the_half_year_commerce_owes_a_monthly_and_a_quarterly_sheet(opened):
    owed = [
        duty
        for duty in duties_of(opened.scheme)
        if (duty.provider, duty.by_itself, duty.through) == ("commerce", False, Month(2020, 6))
    ]
    assert [(duty.frequency, duty.due) for duty in owed] == [
        ("month", dt.date(2020, 7, 18)),
        ("quarter", dt.date(2020, 7, 25)),
    ]
    assert columns(owed[0]) == {("foreign_investment", "level", "2020-01..06"): 19}
    assert columns(owed[1]) == {
        ("new_consumer_entities", "level", "2020-01..06"): 10,
        ("offshore_outsourcing", "level", "2020-01..06"): 10,
    }


def test_half_yearly_figures_are_due_on_the_25th_of_july(opened):
    assert sheet(opened.scheme, "survey", "half_year", Month(2020, 6)).due == dt.date(2020, 7, 25)


def test_the_yearly_sheet_holds_the_lagging_years_and_what_they_are_compared_with(opened):
    yearly = sheet(opened.scheme, "statistics", "year", Month(2020, 12))
    assert (yearly.opens, yearly.due) == (dt.date(2021, 1, 1), dt.date(2021, 3, 20))
    assert columns(yearly) == {
        ("population", "level", "2020"): 10,
        ("research_intensity", "level", "2019"): 19,
        ("research_intensity", "level", "2018"): 19,
        ("statistics_falsified", "level", "2020"): 95,
    }


def test_a_bureau_reports_about_itself_apart_from_what_it_provides(opened):
    own = sheet(opened.scheme, "commerce", "year", Month(2020, 12), by_itself=True)
    assert [(slot.unit, slot.indicator) for slot in own.slots] == [
        ("commerce", "goal_completion/g1"),
        ("commerce", "spread_nation"),
        ("commerce", "spread_province"),
    ]


def test_units_of_the_demonstration_report_about_themselves_once_and_zones_every_quarter(opened):
    own = [duty for duty in duties_of(opened.scheme) if duty.by_itself]
    yearly = [duty.provider for duty in own if duty.frequency == "year"]
    quarterly = [duty.provider for duty in own if duty.frequency == "quarter"]
    # 95 units, of which 9 are zones
    assert (len(yearly), len(set(yearly)), len(quarterly), len(set(quarterly))) == (86, 86, 36, 9)
    assert {*yearly, *quarterly} == set(opened.scheme.units) and not {*yearly} & {*quarterly}


def test_the_duties_of_a_city(opened):
    duties = duties_of(opened.scheme)
    assert (len(duties), sum(len(duty.slots) for duty in duties)) == (290, 8895)


def test_what_nothing_reads_is_not_owed(tmp_path):
    opened = make(tmp_path, [X], {"a": {"x": "1", "y": "1"}})
    assert {slot.indicator for duty in duties_of(opened.scheme) for slot in duty.slots} == {"x"}


def test_a_reference_is_on_the_sheet_where_figures_are_read_for_it(tmp_path):
    opened = make(
        tmp_path,
        [{**X, "measure": "x - x@city"}],
        {"a": {"x": "1"}},
        items={"x": {"frequency": "quarter"}},
        references={"city": {"name": "全市"}, "other": {"name": "他市"}},
    )
    assert [[slot.unit for slot in duty.slots] for duty in duties_of(opened.scheme)] == [["a", "city"]] * 4


def test_nothing_is_owed_after_the_last_checkpoint(tmp_path):
    opened = make(
        tmp_path, [X], {"a": {"x": "1"}}, checkpoints={"spring": 4}, items={"x": {"frequency": "quarter"}}
    )
    assert [str(duty.through) for duty in duties_of(opened.scheme)] == ["2020-03"]


def test_a_lagging_year_that_is_read_early_is_owed_with_the_year_before(tmp_path):
    early = {**X, "schedule": "quarterly"}
    yearly = {"x": {"frequency": "year", "lag": "1"}}
    (owed,) = duties_of(make(tmp_path, [early], {"a": {"x": "1"}}, items=yearly).scheme)
    assert (owed.through, owed.due) == (Month(2019, 12), dt.date(2020, 3, 20))
    assert [slot.key for slot in owed.slots] == [("a", "x", "level", "2019")]


def test_a_figure_of_the_year_before_is_owed_with_the_one_that_it_is_compared_with(tmp_path):
    grown = {**X, "measure": "growth(x)", "schedule": "quarterly"}
    opened = make(tmp_path, [grown], {"a": {"x": "1"}}, items={"x": {"frequency": "half_year"}})
    assert [[str(slot.period) for slot in duty.slots] for duty in duties_of(opened.scheme)] == [
        ["2020-01..06", "2019-01..06"],
        ["2020", "2019"],
    ]
