"""A monthly review with something that lags: May 2020, from the sheets of two bureaus."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from sikao.office.cycle import actions
from sikao.office.cycle.monthly import Named
from tests.office.city import SCHEME, City

MAY, JUNE = Named(SCHEME, "2020-05"), Named(SCHEME, "2020-06")
TODAY = (2020, 6, 19)


def may(city: City) -> City:
    """19 June: commerce and customs have delivered May; foreign investment lags everywhere, trade nowhere."""
    city.staffed("commerce", "customs", "jimo", "laixi")
    city.on(2020, 6, 10)
    for bureau in ("commerce", "customs"):
        task = city.task(bureau, "month", "2020-05")
        city.deliver(bureau, task, city.cells(task))
    city.on(*TODAY)
    return city


@pytest.fixture(scope="module")
def lagging(opened: City, django_db_blocker) -> Iterator[City]:
    """``may``, once for all tests of a module."""
    with django_db_blocker.unblock():
        yield may(replace(opened, people=dict(opened.people)))


@pytest.fixture
def city(lagging: City, db: None) -> City:
    """19 June, before the review of May is held."""
    del db
    return replace(lagging, people=dict(lagging.people))


def held(city: City, review: Named = MAY, **given) -> str:
    """The review is held today."""
    given = {"held_on": city.at.date(), "document": "会议纪要〔2020〕6号"} | given
    return actions.hold_review(actor=city.people["staff"], at=city.now(), review=review.ref, **given)


def decided(city: City, *bearers: str, review: Named = MAY, **given) -> str:
    """The review decided something for these organisations; until the end of June."""
    given = {"text": "专题调度外资到位进度", "due": date(2020, 6, 30), "document": ""} | given
    staff = city.people["staff"]
    return actions.make_decision(
        actor=staff, at=city.now(), review=review.ref, bearers=bearers or ("jimo", "laixi"), **given
    )
