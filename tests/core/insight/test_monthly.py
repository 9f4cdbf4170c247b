"""Progress against target by month. All numbers are worked out by hand."""

import dataclasses
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sikao.core.figures.absence import Absence
from sikao.core.figures.periods import Period
from sikao.core.figures.table import Kind
from sikao.core.insight.duties import Slot
from sikao.core.insight.monthly import Light, Look, Unlit, looks_of, seen_in, standing
from sikao.core.scheme.followed import Basis, Followed
from sikao.core.scheme.model import MonthlyReview

RULE = MonthlyReview()
SLOT = Slot("a", "x", Kind.LEVEL, Period.of(2020, 1, 6))


def look(plan, *, basis=Basis.PRORATED, higher=True, slot=SLOT):
    followed = Followed("a", "x", "x", "x", Kind.LEVEL, "yi_yuan", higher, basis, ())
    return Look(
        followed, slot, None if plan is None else Decimal(12), None if plan is None else Fraction(plan)
    )


def light(plan, value, rule=RULE, **more):
    return standing(look(plan, **more), value if value is None else Decimal(value), rule)


def all_of(scheme):
    """The demonstration's scheme as if it had named nothing."""
    return dataclasses.replace(scheme, review=RULE)


def one(opened, unit, node, month):
    return next(
        found
        for found in looks_of(all_of(opened.scheme), month)
        if (found.followed.unit, found.followed.node) == (unit, node)
    )


@pytest.mark.parametrize(
    ("month", "plan"),
    # 市南区 domestic: 180 for the year; fdi: 1.8 by March, 3.6 by June, 4.875 by September, 6.5 by December.
    [
        ("domestic", {1: "15", 2: "30", 5: "75", 6: "90", 11: "165", 12: "180"}),
        (
            "fdi",
            {1: "0.6", 2: "1.2", 3: "1.8", 4: "2.4", 5: "3", 6: "3.6", 7: "3.791666", 9: "4.875", 12: "6.5"},
        ),
    ],
)
def test_the_plan_of_a_month_is_its_part_of_the_next_target(opened, month, plan):
    for at, expected in plan.items():
        found = one(opened, "shinan", month, at).plan
        # 7/9 of 4.875 is 3.791666…
        assert abs(found - Fraction(expected)) < Fraction(1, 1_000_000), at


def test_a_rate_is_held_against_the_next_target_rate_as_it_is(opened):
    found = {month: one(opened, "jimo", "fai", month).plan for month in (2, 3, 4, 6, 7, 12)}
    assert found == {2: -8, 3: -8, 4: 1, 6: 1, 7: Fraction("3.5"), 12: 5}


def test_january_and_february_are_one_stretch(opened):
    january, february = one(opened, "jimo", "fai", 1), one(opened, "jimo", "fai", 2)
    assert january.slot is None and standing(january, None, RULE).unlit is Unlit.NO_PERIOD
    assert str(february.slot.period) == "2020-01..02"
    # What departments count has a January of its own: 230 / 12.
    own = one(opened, "jimo", "domestic", 1)
    assert str(own.slot.period) == "2020-01" and own.plan == Fraction(230, 12)


def test_what_lags_within_the_year_is_looked_at_as_of_its_last_stretch(opened):
    named = MonthlyReview(nodes=("talent", "consumer_entities"))
    scheme = dataclasses.replace(opened.scheme, review=named)
    found = {
        (each.followed.node, month): (None if each.slot is None else str(each.slot.period), each.plan)
        for month in (2, 4, 7)
        for each in looks_of(scheme, month)
        if each.followed.unit == "shinan"
    }
    # 260 talents a year, half-yearly; 150 entities a year, quarterly.
    assert found["talent", 4] == (None, None) and found["talent", 7] == ("2020-01..06", 130)
    assert found["consumer_entities", 2] == (None, None)
    assert found["consumer_entities", 4] == ("2020-01..03", Fraction("37.5"))


@pytest.mark.parametrize(
    ("value", "progress", "expected"),
    [
        ("90", 1, Light.GREEN),
        ("99", Fraction(11, 10), Light.GREEN),
        ("89.999", Fraction(89999, 90000), Light.YELLOW),
        ("81", Fraction(9, 10), Light.YELLOW),
        ("80.999", Fraction(80999, 90000), Light.RED),
        ("0", 0, Light.RED),
        ("-9", Fraction(-1, 10), Light.RED),
    ],
)
def test_progress_is_the_share_of_the_plan(value, progress, expected):
    found = light("90", value)
    assert (found.light, found.progress) == (expected, progress)


@pytest.mark.parametrize(
    ("value", "progress", "expected"),
    # A ceiling of 90 to date: 81 leaves a tenth unused, 99 is a tenth above, 100 more than a tenth.
    [
        ("81", Fraction(11, 10), Light.GREEN),
        ("90", 1, Light.GREEN),
        ("99", Fraction(9, 10), Light.YELLOW),
        ("100", Fraction(8, 9), Light.RED),
        ("0", 2, Light.GREEN),
    ],
)
def test_where_less_is_better_progress_is_mirrored(value, progress, expected):
    found = light("90", value, higher=False)
    assert (found.light, found.progress) == (expected, progress)


@pytest.mark.parametrize(
    ("value", "gap", "expected"),
    # 即墨 in the first half-year: growth of investment 1.0 wanted.
    [
        ("1.0", 0, Light.GREEN),
        ("-1.0", -2, Light.YELLOW),
        ("-1.1", Fraction(-21, 10), Light.RED),
        ("-0.5", Fraction(-3, 2), Light.YELLOW),
        ("3.5", Fraction(5, 2), Light.GREEN),
    ],
)
def test_a_rate_lags_by_points(value, gap, expected):
    found = light("1", value, basis=Basis.RATE)
    assert (found.light, found.gap, found.progress) == (expected, gap, None)


def test_a_rate_that_should_be_low_lags_the_other_way():
    assert light("3", "4.5", basis=Basis.RATE, higher=False).gap == Fraction(-3, 2)


@pytest.mark.parametrize(
    ("plan", "value", "higher", "expected"),
    [
        ("0", "0", False, Light.GREEN),
        ("0", "1", False, Light.RED),
        ("0", "0", True, Light.GREEN),
        ("-6", "-5", True, Light.GREEN),
        ("-6", "-6.01", True, Light.RED),
    ],
)
def test_against_zero_or_less_it_is_reached_or_not(plan, value, higher, expected):
    found = light(plan, value, higher=higher)
    assert (found.light, found.progress) == (expected, None)


def test_what_is_absent_has_no_light():
    assert light("90", None).unlit is Unlit.ABSENT
    assert standing(look("90"), Absence.NOT_APPLICABLE, RULE).unlit is Unlit.ABSENT
    assert light(None, "90").unlit is Unlit.NO_TARGET
    assert light("90", "90", slot=None).unlit is Unlit.NO_PERIOD


def test_a_target_that_does_not_apply_is_none(opened):
    found = one(opened, "shinan", "water", 6)
    assert (found.target, found.plan) == (None, None) and found.slot is not None


def test_thresholds_are_those_of_the_scheme():
    rule = MonthlyReview(
        green=Decimal("0.95"), yellow=Decimal("0.8"), rate_green=Decimal(-1), rate_yellow=Decimal(-5)
    )
    assert light("100", "95", rule).light is Light.GREEN
    assert light("100", "80", rule).light is Light.YELLOW
    assert light("100", "79.9", rule).light is Light.RED
    assert light("1", "0", rule, basis=Basis.RATE).light is Light.GREEN
    assert light("1", "-4", rule, basis=Basis.RATE).light is Light.YELLOW


def test_figures_are_asked_for_once_each(opened):
    asked = []
    scheme = all_of(opened.scheme)
    found = seen_in(scheme, looks_of(scheme, 6), lambda slot: asked.append(slot.key))
    assert len(asked) == len(set(asked)) == len(found) == 126
    assert {each.standing.unlit for each in found} == {Unlit.ABSENT, Unlit.NO_TARGET}


VALUES = st.decimals("-1000", "1000", places=2)


@given(
    plan=VALUES,
    worse=VALUES,
    more=st.decimals("0", "100", places=2),
    higher=st.booleans(),
    basis=st.sampled_from(Basis),
)
def test_better_never_lights_worse(plan, worse, more, higher, basis):
    order = [Light.RED, Light.YELLOW, Light.GREEN]
    better = worse + more if higher else worse - more
    lights = [light(str(plan), str(value), basis=basis, higher=higher).light for value in (worse, better)]
    assert order.index(lights[0]) <= order.index(lights[1])
