"""Nudges of one stretch of the year, and where they arrive."""

from fractions import Fraction

import pytest

from sikao.core.figures.periods import Period
from sikao.core.insight.perturbing import Entry, Nudge, entries_of, period_at

ITEM = {"frequency": "month", "cover": "cumulative", "lag": 0, "merged_january": False}
CHECKPOINTS = [
    {"code": code, "through": month} for code, month in (("q1", 3), ("h1", 6), ("q3", 9), ("year", 12))
]
WINDOWS = ["q1", "h1", "q3", "year"]


def compiled(**item):
    return {"year": 2020, "checkpoints": CHECKPOINTS, "items": {"x": {**ITEM, **item}}}


def nudge(checkpoint, kind="level", windows=WINDOWS, **item):
    scheme = compiled(**item)
    entry = Entry("x", "x", kind, scheme["items"]["x"]["cover"])
    return Nudge.at(entry, checkpoint, windows, scheme).amounts


def test_a_level_goes_unchanged_into_every_later_cumulative_figure():
    assert nudge("h1") == {"2020-01..06": 1, "2020-01..09": 1, "2020": 1}
    assert nudge("year") == {"2020": 1}


def test_a_growth_goes_in_by_its_part_of_the_months():
    assert nudge("q1", "growth") == {
        "2020-01..03": 1,
        "2020-01..06": Fraction(1, 2),
        "2020-01..09": Fraction(1, 3),
        "2020": Fraction(1, 4),
    }
    assert nudge("year", "growth") == {"2020": Fraction(1, 4)}


def test_a_figure_of_its_own_period_stays_there():
    assert nudge("h1", cover="single", frequency="quarter") == {"2020-04..06": 1}
    assert nudge("h1", cover="point") == {"2020-06": 1}


def test_a_checkpoint_without_a_period_of_its_own_nudges_nothing():
    # A half-yearly item has nothing at Q1, and at Q3 what it had at half-year.
    assert nudge("q1", frequency="half_year") == {}
    assert nudge("q3", frequency="half_year") == {}
    assert nudge("year", "growth", frequency="half_year") == {"2020": Fraction(1, 2)}


def row(value, unit="a", kind="level", period="2020"):
    return {"unit": unit, "indicator": "x", "kind": kind, "period": period, "value": value}


def test_only_the_named_units_values_move():
    rows = [row("5"), row(None), row("7", unit="b"), row("9", kind="growth"), row("3", period="2019")]
    moved = Nudge(Entry("x", "x", "level", "cumulative"), {"2020": Fraction(1)}).applied(
        rows, ["a"], Fraction(-1, 4)
    )
    assert [one["value"] for one in moved] == ["19/4", None, "7", "9", "3"]
    assert rows[0]["value"] == "5"


def figure(item, member=None, kind="level", carrier=None, years=0):
    return ["fig", item, member, kind, carrier, years]


def test_which_figures_of_a_measure_can_be_nudged():
    items = {"x": ITEM, "yearly": {**ITEM, "frequency": "year"}}
    measure = [
        "+",
        figure("x"),
        ["+", figure("x"), figure("x", kind="growth")],
        [
            "max",
            figure("x", "m1"),
            figure("x", "*"),
            figure("x", kind="rank"),
            figure("x", carrier="city"),
            figure("x", years=-1),
            figure("yearly"),
        ],
    ]
    assert [(entry.indicator, entry.kind) for entry in entries_of(measure, items)] == [
        ("x", "level"),
        ("x", "growth"),
        ("x/m1", "level"),
    ]


@pytest.mark.parametrize(
    ("item", "through", "expected"),
    [
        ({}, 6, Period.of(2020, 1, 6)),
        ({"lag": 1}, 6, Period.of(2019, 1, 6)),
        ({"frequency": "year"}, 3, Period.of(2020)),
        ({"merged_january": True}, 1, None),
    ],
)
def test_the_period_that_a_checkpoint_reads(item, through, expected):
    assert period_at({**ITEM, **item}, through, 2020) == expected
