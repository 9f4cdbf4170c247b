"""Effective weights: what a unit of output was worth in each quarter."""

from decimal import Decimal
from fractions import Fraction

import pytest

from sikao.core.books import Opened
from sikao.core.figures.periods import Period
from sikao.core.figures.table import Figure, Figures, Kind
from sikao.core.insight import effective_weights
from sikao.core.insight.weights import COMPARED, GROWTH, LEVELS, SINGLE
from sikao.core.wording import FindingsError
from tests.core.insight.making import make

EQUAL_QUARTERS = {"q1": "25", "h1": "50", "q3": "75", "year": "100"}
QUARTERLY_RATIO = {
    "code": "output",
    "points": "100",
    "measure": "output",
    "schedule": "quarterly",
    "method": {"kind": "attainment", "target": "$target", "cap": "1000%"},
}


def shares(weight):
    return [quarter.effective for quarter in weight.quarters]


def only(opened, **asked):
    (weight,) = effective_weights(opened.scheme, opened.figures, "units", **asked)
    return weight


@pytest.fixture
def ratio(tmp_path):
    return make(
        tmp_path,
        [QUARTERLY_RATIO],
        {
            "a": {"output": EQUAL_QUARTERS},
            "b": {"output": {"q1": "20", "h1": "45", "q3": "70", "year": "90"}},
        },
        parameters={"output": {"target": {"all": EQUAL_QUARTERS}}},
    )


def test_uncapped_ratio_scoring_of_levels_with_equal_quarters_turns_the_shares_round(ratio):
    # A quarter counts 10/20/30/40 %, its output 40/30/20/10: w/t·(0.1/1 + 0.2/2 + 0.3/3 + 0.4/4), and so on.
    weight = only(ratio)
    assert [quarter.nominal for quarter in weight.quarters] == [Fraction(n, 10) for n in (1, 2, 3, 4)]
    assert shares(weight) == [Fraction(n, 10) for n in (4, 3, 2, 1)]
    assert [quarter.gain for quarter in weight.quarters] == [
        Fraction(8, 5),
        Fraction(6, 5),
        Fraction(4, 5),
        Fraction(2, 5),
    ]
    assert [quarter.loss for quarter in weight.quarters] == [-quarter.gain for quarter in weight.quarters]
    assert LEVELS in weight.assumptions
    assert weight.units == ("a", "b")


def test_a_cap_takes_the_worth_of_what_lies_above_it(tmp_path):
    capped = {**QUARTERLY_RATIO, "method": {"kind": "attainment", "target": "$target"}}
    opened = make(
        tmp_path,
        [capped],
        {"a": {"output": EQUAL_QUARTERS}},
        parameters={"output": {"target": {"all": EQUAL_QUARTERS}}},
    )
    weight = only(opened)
    # Every target is met exactly: more is worth nothing, less costs as before.
    assert [quarter.gain for quarter in weight.quarters] == [0, 0, 0, 0]
    assert shares(weight) == [None] * 4
    assert [quarter.loss for quarter in weight.quarters] == [-Fraction(n, 5) for n in (8, 6, 4, 2)]


def test_for_growth_scoring_it_does_not_hold_and_the_result_says_so(tmp_path):
    steps = {
        "code": "fai",
        "points": "80",
        "measure": "fai.growth",
        "schedule": "quarterly",
        "method": {"kind": "steps", "target": "$target", "base": "80%", "up": "2", "down": "3"},
    }
    opened = make(
        tmp_path,
        [steps],
        {"jimo": {"fai.growth": {"q1": "-12.4", "h1": "-0.5", "q3": "3.2", "year": "6.1"}}},
        parameters={"fai": {"target": {"all": {"q1": "-8", "h1": "1", "q3": "3.5", "year": "5"}}}},
    )
    weight = only(opened)
    # Below target until the third quarter (3 a point), above at year-end (2 a point): 1.1, 0.8, 0.5, 0.2.
    assert [quarter.gain for quarter in weight.quarters] == [Fraction(n, 10) for n in (11, 8, 5, 2)]
    assert shares(weight) == [Fraction(n, 26) for n in (11, 8, 5, 2)]
    assert shares(weight) != [Fraction(n, 10) for n in (4, 3, 2, 1)]
    assert GROWTH in weight.assumptions
    assert "不成立" in GROWTH.zh
    assert "does not hold" in GROWTH.en


def test_a_figure_of_its_own_period_is_worth_its_own_share(tmp_path):
    opened = make(
        tmp_path,
        [QUARTERLY_RATIO],
        {"a": {"output": {}}},
        items={"output": {"kinds": {"level": "亿元"}, "cover": "single", "frequency": "quarter"}},
        parameters={"output": {"target": {"all": "25"}}},
    )
    weight = only(with_quarters(opened, "25"))
    assert shares(weight) == [Fraction(n, 10) for n in (1, 2, 3, 4)]
    assert weight.assumptions[0] == SINGLE


def with_quarters(opened, value):
    quarters = [Period.of(2020, month, month + 2) for month in (1, 4, 7, 10)]
    figures = [Figure("a", "output", Kind.LEVEL, period, Decimal(value), "yi_yuan") for period in quarters]
    return Opened(opened.scheme, Figures.of(figures), ())


def test_compared_units_are_nudged_one_at_a_time(tmp_path):
    leaf = {**QUARTERLY_RATIO, "method": {"kind": "relative_best"}}
    opened = make(
        tmp_path,
        [leaf],
        {
            "a": {"output": EQUAL_QUARTERS},
            "b": {"output": {"q1": "20", "h1": "40", "q3": "60", "year": "80"}},
        },
    )
    mean, best, second = (only(opened, **asked) for asked in ({}, {"unit": "a"}, {"unit": "b"}))
    assert COMPARED in mean.assumptions
    assert [quarter.gain for quarter in best.quarters] == [0, 0, 0, 0]
    # b has 80 % of the best; one more in the first quarter: 100·(0.1/25 + 0.2/50 + 0.3/75 + 0.4/100) = 1.6.
    assert second.quarters[0].gain == Fraction(8, 5)
    assert mean.quarters[0].gain == Fraction(4, 5)


def test_leaves_that_count_once_a_year_are_left_out(tmp_path):
    leaf = {**QUARTERLY_RATIO, "schedule": "annual", "method": {"kind": "attainment", "target": "100"}}
    opened = make(tmp_path, [leaf], {"a": {"output": EQUAL_QUARTERS}})
    assert effective_weights(opened.scheme, opened.figures, "units") == ()


def test_unknown_groups_and_units_are_refused(ratio):
    for group, unit, code in (("towns", None, "whatif.unknown_group"), ("units", "z", "book.unknown_unit")):
        with pytest.raises(FindingsError) as refused:
            effective_weights(ratio.scheme, ratio.figures, group, unit)
        assert refused.value.findings[0].code == code
