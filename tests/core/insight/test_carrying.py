"""Missing figures are carried forward: amounts by the months, everything else as it is, absences never."""

from decimal import Decimal

import polars as pl
import pytest

from sikao.core.figures.absence import Absence
from sikao.core.figures.periods import Period
from sikao.core.figures.table import Figure, Figures, Kind
from sikao.core.insight.carrying import carried_forward
from sikao.core.scheme import load_scheme
from tests.core.insight.conftest import SCHEMES

JULY, SEPTEMBER = Period.of(2020, 1, 7), Period.of(2020, 1, 9)


@pytest.fixture(scope="module")
def scheme():
    return load_scheme(SCHEMES / "qingdao-2020")[0]


def figure(indicator: str, kind: Kind, period: Period, value: str | None, measure: str, **more) -> Figure:
    number = None if value is None else Decimal(value)
    return Figure("jimo", indicator, kind, period, number, measure if value else "", **more)


def carried(scheme, *figures: Figure):
    found = carried_forward(Figures.of(figures), (scheme,), "q3")
    return {(one.indicator, one.kind, str(one.period), one.since): one for one in found.figures}, found


def test_an_amount_grows_with_the_months_and_a_rate_stays(scheme):
    found, told = carried(
        scheme,
        figure("foreign_investment", Kind.LEVEL, JULY, "2.576", "usd_1e8"),
        figure("fixed_assets", Kind.GROWTH, JULY, "-0.5", "percent"),
    )
    # 2.576×9/7 = 3.312; a growth rate is no amount.
    assert found["foreign_investment", Kind.LEVEL, "2020-01..09", ""].value == Decimal("3.312")
    assert found["fixed_assets", Kind.GROWTH, "2020-01..09", ""].value == Decimal("-0.5")
    keys = {key[1] for key in told.keys}
    assert keys == {"foreign_investment", "fixed_assets"} and told.missing
    assert not set(told.keys) & set(told.missing)


def test_what_is_no_finite_decimal_is_cut_at_six_places(scheme):
    found, _ = carried(scheme, figure("foreign_investment", Kind.LEVEL, JULY, "3.588", "usd_1e8"))
    # 3.588×9/7 = 4.613142857…
    assert found["foreign_investment", Kind.LEVEL, "2020-01..09", ""].value == Decimal("4.613143")


def test_the_last_version_of_the_latest_period_is_carried(scheme):
    found, _ = carried(
        scheme,
        figure("foreign_investment", Kind.LEVEL, Period.of(2020, 1, 6), "9", "usd_1e8"),
        figure("foreign_investment", Kind.LEVEL, JULY, "7", "usd_1e8"),
        figure("foreign_investment", Kind.LEVEL, JULY, "14", "usd_1e8", since="h1"),
    )
    assert found["foreign_investment", Kind.LEVEL, "2020-01..09", ""].value == Decimal(18)


def test_what_is_there_and_what_is_declared_absent_stays(scheme):
    there = figure("foreign_investment", Kind.LEVEL, SEPTEMBER, "3", "usd_1e8")
    absent = figure(
        "water_quality", Kind.LEVEL, Period.of(2020, 1, 9), None, "", absence=Absence.NOT_APPLICABLE
    )
    before = figure("foreign_investment", Kind.LEVEL, JULY, "2", "usd_1e8")
    found, told = carried(scheme, there, absent, before)
    assert found["foreign_investment", Kind.LEVEL, "2020-01..09", ""].value == 3
    assert not [key for key in told.keys if key[1] == "foreign_investment" and key[3].endswith("09")]
    assert absent in list(told.figures)


def test_figures_of_other_years_are_not_carried_and_nothing_is_made_of_nothing(scheme):
    old = figure("foreign_investment", Kind.LEVEL, Period.of(2019, 1, 7), "2", "usd_1e8")
    _, told = carried(scheme, old)
    assert told.keys == () and ("jimo", "foreign_investment", "level", "2020-01..09") in told.missing
    assert told.figures == Figures.of([old])


def test_a_whole_checkpoint_needs_nothing(scheme):
    figures = Figures(pl.DataFrame(schema=Figures.of([]).to_frame().schema))
    told = carried_forward(figures, (scheme, scheme), "q1")
    assert told.keys == () and len(set(told.missing)) == len(told.missing)
