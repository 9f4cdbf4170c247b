"""The year's calendar: windows by working days, where each step stands, and what was delivered by it."""

from datetime import date

import pytest

from sikao.core.scheme.steps import StepKind
from sikao.office.accounts.rights.roles import Role
from sikao.office.cycle import actions
from sikao.office.cycle.calendar import When, year_calendar
from sikao.office.cycle.models import Task
from sikao.office.groundwork.refusals import NotThere
from tests.office.city import SCHEME, City
from tests.office.cycle.reviews import city, held, lagging

__all__ = ["city", "lagging"]
pytestmark = [pytest.mark.django_db, pytest.mark.both]


def by_key(city: City, name: str = "staff"):
    found = year_calendar(city.people[name], city.now(), SCHEME)
    return {one.step.checkpoint or str(one.step.through): one for one in found}


def test_days_are_working_days(city: City) -> None:
    found = by_key(city)
    assert list(found) == [*(f"2020-{month:02}" for month in range(1, 13)), "q1", "h1", "q3", "year"]
    # Due on Saturday 18 January; the 19th, a Sunday, was worked for the Spring Festival. The holiday was
    # prolonged in 2020 to 2 February: 20–23 January, then 3 February are the five days.
    january = found["2020-01"]
    assert (january.opens, january.due) == (date(2020, 2, 1), date(2020, 2, 18))
    # Due on Tuesday 18 February: five working days later is the 25th.
    assert january.meets == date(2020, 2, 25) == january.ends
    # 18 April is a Saturday, so the 20th; 21–24 April, then Sunday the 26th was worked for Labour Day.
    assert (found["2020-03"].due, found["2020-03"].meets) == (date(2020, 4, 20), date(2020, 4, 26))
    half = found["h1"]
    # 25 July 2020 is a Saturday.
    assert (half.step.kind, half.opens, half.due, half.closes) == (
        StepKind.MID_YEAR,
        date(2020, 7, 1),
        date(2020, 7, 27),
        date(2020, 7, 31),
    )
    assert (found["year"].due, found["year"].closes) == (date(2021, 3, 22), date(2021, 3, 31))


def test_where_a_step_stands_and_what_was_delivered(city: City) -> None:
    found = by_key(city)
    assert (found["q1"].when, found["2020-05"].when, found["h1"].when) == (When.OVER, When.NOW, When.AHEAD)
    # Commerce and customs have delivered; all others are late.
    assert found["2020-05"].counts["done"] == 2 and found["2020-05"].counts["late"] > 3
    assert set(found["2020-06"].counts) == {"ahead"}
    assert found["2020-04"].is_missed and not found["2020-05"].is_missed
    held(city)
    after = by_key(city)["2020-05"]
    assert (after.when, after.held_on, after.is_missed) == (When.OVER, date(2020, 6, 19), False)


def test_exceptions_are_named_with_their_reason(city: City) -> None:
    task = city.task("finance", "month", "2020-05")
    actions.extend_task(
        actor=city.people["director"], at=city.now(), task=task, until=date(2020, 6, 30), reason="系统切换"
    )
    (more,) = by_key(city)["2020-05"].exceptions
    assert (more.organisation, more.task, more.given.reason) == ("finance", task, "系统切换")
    assert by_key(city, "commerce_r")["2020-05"].exceptions == ()


def test_a_unit_or_bureau_sees_the_year_and_its_own_sheets(city: City) -> None:
    city.person("auditor", Role.AUDITOR)
    city.person("verifier", Role.VERIFIER, "development_reform")
    whole = by_key(city)
    assert by_key(city, "leader") == by_key(city, "auditor") == whole
    own = by_key(city, "commerce_r")
    assert own["2020-05"].counts == {"done": 1} and own["2020-05"].meets == whole["2020-05"].meets
    # 即墨 owes no monthly sheet; of the first quarter its briefing, which is late.
    district = by_key(city, "jimo_s")
    assert district["2020-05"].counts == {} and district["q1"].counts == {"late": 1}
    assert sum(by_key(city, "verifier")["2020-05"].counts.values()) == 1


def test_a_year_that_is_not_opened_is_refused(city: City) -> None:
    with pytest.raises(NotThere):
        year_calendar(city.people["staff"], city.now(), "qingdao_2019")


def test_yearly_sheets_of_the_year_before_are_of_the_first_checkpoint_that_waits_for_them(city: City) -> None:
    found = by_key(city)
    # 研发投入 of 2019, due on 20 March: the first quarter closes at the end of April.
    monthly = sum(sum(one.counts.values()) for key, one in found.items() if "-" in key)
    longer = {key: sum(one.counts.values()) for key, one in found.items() if "-" not in key}
    tasks = Task.objects.filter(scheme=SCHEME)
    assert monthly == tasks.filter(frequency="month").count()
    assert sum(longer.values()) == tasks.exclude(frequency="month").count()
    early = tasks.filter(through="2019-12").count()
    assert longer["q1"] == tasks.filter(frequency="quarter", through="2020-03").count() + early
