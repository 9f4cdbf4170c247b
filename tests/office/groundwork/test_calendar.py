"""Working days are those of the State Council's notices; numbers here are counted from them by hand.

2020: 国办发明电〔2019〕16号, and for the Spring Festival 国办发明电〔2020〕1号 (prolonged to 2 February).
2021: 国办发明电〔2020〕27号. 2026: 国办发明电〔2025〕7号.
All days off and all weekends worked are those of the notices' published texts.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sikao.office.groundwork.calendar import (
    FIRST_YEAR,
    LAST_YEAR,
    add_working_days,
    end_of,
    is_working_day,
    working_days_between,
)
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.refusals import NotValid

# Holidays on what would be working days, as first and last day of each stretch.
OFF = [
    (date(2020, 1, 1), date(2020, 1, 1)),
    (date(2020, 1, 24), date(2020, 2, 2)),
    (date(2020, 4, 4), date(2020, 4, 6)),
    (date(2020, 5, 1), date(2020, 5, 5)),
    (date(2020, 6, 25), date(2020, 6, 27)),
    (date(2020, 10, 1), date(2020, 10, 8)),
    (date(2021, 1, 1), date(2021, 1, 3)),
    (date(2021, 2, 11), date(2021, 2, 17)),
    (date(2021, 4, 3), date(2021, 4, 5)),
    (date(2021, 5, 1), date(2021, 5, 5)),
    (date(2021, 6, 12), date(2021, 6, 14)),
    (date(2021, 9, 19), date(2021, 9, 21)),
    (date(2021, 10, 1), date(2021, 10, 7)),
    (date(2026, 1, 1), date(2026, 1, 3)),
    (date(2026, 2, 15), date(2026, 2, 23)),
    (date(2026, 4, 4), date(2026, 4, 6)),
    (date(2026, 5, 1), date(2026, 5, 5)),
    (date(2026, 6, 19), date(2026, 6, 21)),
    (date(2026, 9, 25), date(2026, 9, 27)),
    (date(2026, 10, 1), date(2026, 10, 7)),
]
# Saturdays and Sundays worked instead.
MADE_UP = [
    *("2020-01-19", "2020-04-26", "2020-05-09", "2020-06-28", "2020-09-27", "2020-10-10"),
    *("2021-02-07", "2021-02-20", "2021-04-25", "2021-05-08", "2021-09-18", "2021-09-26", "2021-10-09"),
    *("2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"),
]


@pytest.mark.parametrize(("first", "last"), OFF)
def test_nobody_works_in_a_holiday(first, last):
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    assert [day for day in days if is_working_day(day)] == []


@pytest.mark.parametrize("day", MADE_UP)
def test_a_weekend_is_worked_for_a_holiday(day):
    assert date.fromisoformat(day).weekday() >= 5
    assert is_working_day(date.fromisoformat(day))


@pytest.mark.parametrize(
    ("day", "works"),
    [("2020-02-03", True), ("2020-10-09", True), ("2020-07-18", False), ("2020-07-20", True)],
)
def test_the_other_days_follow_the_week(day, works):
    assert is_working_day(date.fromisoformat(day)) is works


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2020-07-17", 3, "2020-07-22"),  # Friday: Monday, Tuesday, Wednesday
        ("2020-01-22", 3, "2020-02-04"),  # 23 January, then 3 and 4 February
        ("2020-09-30", 3, "2020-10-12"),  # 9 October, Saturday the 10th is worked, Monday the 12th
        ("2020-10-12", -3, "2020-09-30"),
        ("2020-07-18", 0, "2020-07-18"),
    ],
)
def test_working_days_are_counted_from_the_day_after(start, count, end):
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    assert add_working_days(first, count) == last
    assert working_days_between(first, last) == count


@given(st.dates(date(2019, 1, 1), date(2022, 12, 31)), st.integers(-200, 200))
def test_counting_and_adding_are_inverse(start, count):
    assert working_days_between(start, add_working_days(start, count)) == count


@pytest.mark.django_db
@pytest.mark.parametrize("day", [date(FIRST_YEAR - 1, 12, 31), date(LAST_YEAR + 1, 1, 1)])
def test_a_year_whose_notice_is_unknown_is_refused_and_not_guessed(day):
    with pytest.raises(NotValid) as refused:
        is_working_day(day)
    assert [finding.code for finding in refused.value.findings] == ["calendar.unknown_year"]
    assert str(day.year) in refused.value.findings[0].what("zh")


@pytest.mark.django_db
def test_counting_into_an_unknown_year_is_refused():
    with pytest.raises(NotValid):
        add_working_days(date(LAST_YEAR, 12, 31), 1)


def test_a_day_ends_with_the_city_s_midnight():
    assert end_of(date(2020, 7, 18)) == datetime(2020, 7, 18, 15, 59, 59, 999999, tzinfo=UTC)
    assert day_of(end_of(date(2020, 7, 18))) == date(2020, 7, 18)
    assert day_of(end_of(date(2020, 7, 18)) + timedelta(microseconds=1)) == date(2020, 7, 19)
