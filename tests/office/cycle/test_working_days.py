"""A year's notice of holidays is recorded by the office, and what waited for it gets its deadline.

2021: 国办发明电〔2020〕27号, of 25 November 2020. The installed calendar knows it too; here it is taken away,
so that what the office records can be held against it, day by day.
"""

from datetime import date, timedelta

import chinese_calendar
import pytest

from sikao.office.accounts.rights.roles import Role
from sikao.office.cycle import actions
from sikao.office.cycle.calendar import year_calendar
from sikao.office.cycle.duties import all_of, owed
from sikao.office.cycle.models import Task
from sikao.office.cycle.waiting import waiting, waiting_in
from sikao.office.groundwork import calendar
from sikao.office.groundwork.calendar import is_working_day, recorded, working_days_between
from sikao.office.groundwork.models import Entry
from sikao.office.groundwork.refusals import NotValid, NotYou
from tests.office.city import SCHEME, City

pytestmark = [pytest.mark.django_db, pytest.mark.both]
OFF = """
2021-01-01 至 2021-01-03
2021-02-11 至 2021-02-17
2021年4月3日至2021年4月5日
2021-05-01 to 2021-05-05
2021.6.12 - 2021.6.14
2021-09-19 ~ 2021-09-21
2021-10-01 到 2021-10-07
"""
WORKED = "2021-02-07、2021-02-20\n2021-04-25，2021-05-08；2021-09-18\n2021-09-26\n2021-10-09"


@pytest.fixture(autouse=True)
def known_to_2020(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calendar, "LAST_YEAR", 2020)


@pytest.fixture
def city(db: None) -> City:
    del db
    return City().once(_opened)


def _opened(made: City) -> City:
    made.opened()
    made.on(2020, 11, 26)
    return made


def record(city: City, who: str = "staff", **more) -> int:
    told = {"year": 2021, "off": OFF, "worked": WORKED}
    told |= {"document": "国办发明电〔2020〕27号", "document_date": date(2020, 11, 25)}
    return actions.record_working_days(actor=city.people[who], at=city.now(), **(told | more))


def test_what_is_recorded_says_of_every_day_what_the_installed_calendar_says(city: City) -> None:
    record(city)
    days = [date(2020, 12, 1) + timedelta(n) for n in range(396)]
    assert days[-1] == date(2021, 12, 31)
    assert [is_working_day(day) for day in days] == [chinese_calendar.is_workday(day) for day in days]
    # 250 working days: 365 less 104 days of weekends, 18 holidays on weekdays, and 7 weekend days worked.
    assert working_days_between(date(2020, 12, 31), date(2021, 12, 31)) == 250
    assert recorded()[2021].document_date == date(2020, 11, 25)


def test_deadlines_in_an_unknown_year_wait_and_are_then_those_of_the_notice(city: City) -> None:
    every = len(all_of(owed(SCHEME)))
    made = Task.objects.filter(scheme=SCHEME)
    first = made.count()
    held_back = [duty for _, duty in waiting(SCHEME)]
    assert first + len(held_back) == every
    assert {duty.due.year for duty in held_back} == {2021}, "no deadline of 2020 had to wait"
    assert {task.due_at.year for task in made} == {2020} and waiting_in(2021) == len(held_back) > 0
    assert record(city) == len(held_back)
    made = made.all()
    assert made.count() == every and list(waiting(SCHEME)) == []
    # 年度数据 due on Saturday 20 February 2021: worked instead of a day of the Spring Festival.
    due = {task.due_at.date() for task in made if task.due_at.year == 2021}
    assert due and all(chinese_calendar.is_workday(day) for day in due)
    assert Entry.objects.latest("seq").verb == "working_days.record"


def test_a_notice_that_was_wrong_is_recorded_again_and_the_last_one_counts(city: City) -> None:
    record(city, off=OFF.replace("2021-02-11", "2021-02-10"))
    assert not is_working_day(date(2021, 2, 10))
    assert record(city) == 0, "tasks are generated once"
    assert is_working_day(date(2021, 2, 10)) and len(recorded()) == 1


def test_steps_in_an_unknown_year_are_tentative(city: City) -> None:
    def steps():
        found = year_calendar(city.people["staff"], city.now(), SCHEME)
        return {one.step.checkpoint or str(one.step.through): one for one in found}

    before = steps()
    assert not before["2020-11"].is_tentative and before["2020-12"].is_tentative
    assert before["2020-12"].due == before["2020-12"].step.due and before["2020-12"].meets is None
    record(city)
    after = steps()
    assert not any(one.is_tentative for one in after.values())
    assert after["2020-12"].meets is not None and after["2020-12"].due >= after["2020-12"].step.due


def test_the_last_days_of_the_year_before_may_be_moved_too(city: City) -> None:
    """As the notice for 2019 did: 29 December 2018, a Saturday, was worked."""
    assert not is_working_day(date(2020, 12, 27))
    record(city, off=f"2020-12-31\n{OFF}", worked=f"2020-12-27\n{WORKED}")
    assert is_working_day(date(2020, 12, 27)) and not is_working_day(date(2020, 12, 31))


@pytest.mark.parametrize(
    ("field", "given", "code"),
    [
        ("year", 2020, "calendar.year_known"),
        ("year", 2022, "calendar.not_next"),
        ("off", OFF + "国庆节", "calendar.day_unread"),
        ("off", OFF + "2021-02-30", "calendar.day_unread"),
        ("off", OFF + "2021-06-14 至 2021-06-12", "calendar.day_unread"),
        ("off", OFF + "2021-01-01 至 2021-12-31", "calendar.day_unread"),
        ("off", OFF + "2022-01-01", "calendar.day_outside"),
        ("off", OFF + "2020-12-24", "calendar.day_outside"),
        ("off", OFF.replace("2021-10-01 到 2021-10-07", ""), "calendar.holiday_missing"),
        ("off", "", "calendar.holiday_missing"),
        ("worked", "2021-04-26", "calendar.not_weekend"),
        ("worked", "2021-05-02", "calendar.off_and_worked"),
        ("document", " ", "field.empty"),
        ("document_date", date(2020, 11, 27), "calendar.notice_ahead"),
    ],
)
def test_what_no_notice_can_say_is_refused(city: City, field: str, given, code: str) -> None:
    with pytest.raises(NotValid) as refused:
        record(city, **{field: given})
    assert code in {finding.code for finding in refused.value.findings}
    assert recorded() == {}


def test_it_is_the_office_that_records(city: City) -> None:
    city.person("auditor", Role.AUDITOR)
    for who in ("auditor", "leader"):
        with pytest.raises(NotYou):
            record(city, who)
