"""The steps of a year: twelve months and the checkpoints, with the days that the scheme's rules give them."""

import datetime as dt
from pathlib import Path

import pytest

from sikao.core.scheme import read_scheme
from sikao.core.scheme.steps import StepKind, step_of_sheet, steps_of
from tests.core.scheme.samples import write_sample

SCHEMES = Path(__file__).parents[3] / "schemes"


@pytest.fixture(scope="module")
def city():
    return read_scheme(SCHEMES / "qingdao-2020").scheme


def test_the_demonstration_year_has_twelve_reviews_and_four_checkpoints(city):
    found = steps_of(city)
    assert [(step.kind, step.checkpoint) for step in found[12:]] == [
        (StepKind.BULLETIN, "q1"),
        (StepKind.MID_YEAR, "h1"),
        (StepKind.BULLETIN, "q3"),
        (StepKind.YEAR_END, "year"),
    ]
    may = found[4]
    assert (may.opens, may.due, may.closes) == (dt.date(2020, 6, 1), dt.date(2020, 6, 18), None)
    assert (may.meeting_days, may.period.label("zh")) == (5, "2020年5月")
    half = found[13]
    assert (half.opens, half.due, half.closes) == (
        dt.date(2020, 7, 1),
        dt.date(2020, 7, 25),
        dt.date(2020, 7, 31),
    )
    assert half.period.label("zh") == "2020年上半年" and half.meeting_days == 0


def test_days_follow_the_scheme(tmp_path):
    rules = (
        "review: {meeting_days: 3}\n"
        "reporting: {due: {month: 10}, opens: {month: 2}, closes: {h1: 07-20}}\nschedules:"
    )
    scheme = read_scheme(write_sample(tmp_path, ("scheme.yaml", "schedules:", rules))).scheme
    found = steps_of(scheme)
    assert [step.checkpoint for step in found] == [""] * 12 + ["h1", "year"]
    assert (found[0].opens, found[0].due) == (dt.date(2024, 2, 2), dt.date(2024, 2, 10))
    assert found[0].meeting_days == 3 and found[12].closes == dt.date(2024, 7, 20)


def test_a_scheme_without_anything_monthly_has_no_months(tmp_path):
    scheme = read_scheme(
        write_sample(tmp_path, *[("items.yaml", "frequency: month", "frequency: year")] * 2)
    ).scheme
    assert [step.kind for step in steps_of(scheme)] == [StepKind.MID_YEAR, StepKind.YEAR_END]


def test_months_that_follow_nothing_have_no_meeting(tmp_path):
    named = ("scheme.yaml", "schedules:", "review: {nodes: [air]}\nschedules:")
    scheme = read_scheme(write_sample(tmp_path, named)).scheme
    assert [step.meeting_days for step in steps_of(scheme)] == [0] * 14


@pytest.mark.parametrize(
    ("frequency", "through", "due", "expected"),
    [
        ("month", "2020-05", dt.date(2020, 6, 18), (StepKind.REVIEW, "2020-05")),
        ("quarter", "2020-03", dt.date(2020, 4, 25), (StepKind.BULLETIN, "q1")),
        ("half_year", "2020-06", dt.date(2020, 7, 25), (StepKind.MID_YEAR, "h1")),
        ("year", "2020-12", dt.date(2021, 3, 20), (StepKind.YEAR_END, "year")),
        # R&D of the year before, due in March: the first quarter is the first that waits for it.
        ("year", "2019-12", dt.date(2020, 3, 20), (StepKind.BULLETIN, "q1")),
        ("year", "2019-12", dt.date(2020, 6, 1), (StepKind.MID_YEAR, "h1")),
        ("year", "2019-12", dt.date(2022, 6, 1), (StepKind.YEAR_END, "year")),
    ],
)
def test_every_sheet_belongs_to_one_step(city, frequency, through, due, expected):
    assert step_of_sheet(city, frequency, through, due) == expected
