import datetime as dt

import pytest

from sikao.core.figures.periods import Period
from sikao.core.scheme import load_scheme
from sikao.core.scheme.closings import closing_days, counts_since, due_days, end_of
from tests.core.scheme.samples import write_sample

RULES = ("scheme.yaml", "schedules:", "reporting: {closes: {h1: 07-31, year: 03-31}}\nschedules:")
HALF, YEAR = Period.of(2024, 1, 6), Period.of(2024)


@pytest.fixture
def scheme(tmp_path):
    return load_scheme(write_sample(tmp_path, RULES))[0]


def test_checkpoints_close_on_the_days_given(scheme):
    assert closing_days(scheme) == {"h1": dt.date(2024, 7, 31), "year": dt.date(2025, 3, 31)}


def test_without_days_checkpoints_close_when_everything_is_due(tmp_path):
    plain = load_scheme(write_sample(tmp_path))[0]
    assert closing_days(plain) == {"h1": dt.date(2024, 7, 25), "year": dt.date(2025, 3, 20)}


def test_what_ends_with_a_checkpoint_is_due_by_frequency(scheme):
    assert due_days(scheme, scheme.checkpoints["h1"]) == {
        "month": dt.date(2024, 7, 18),
        "quarter": dt.date(2024, 7, 25),
        "half_year": dt.date(2024, 7, 25),
    }


def test_the_end_of_a_month_is_its_last_day():
    assert (end_of(2024, 2), end_of(2023, 2)) == (dt.date(2024, 2, 29), dt.date(2023, 2, 28))


@pytest.mark.parametrize(
    ("period", "day", "since"),
    [
        (HALF, dt.date(2024, 7, 31), ""),
        (HALF, dt.date(2024, 8, 1), "year"),
        (HALF, dt.date(2025, 3, 31), "year"),
        (HALF, dt.date(2025, 4, 1), None),
        (YEAR, dt.date(2024, 8, 1), ""),
        (YEAR, dt.date(2025, 4, 1), None),
        (Period.of(2023), dt.date(2024, 7, 1), ""),
        (Period.of(2023), dt.date(2024, 8, 1), "year"),
    ],
)
def test_a_later_figure_counts_since_the_first_open_checkpoint(scheme, period, day, since):
    assert counts_since(scheme, period, day) == since
