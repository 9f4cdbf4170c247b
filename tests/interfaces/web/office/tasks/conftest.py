"""Pages of tasks: a city whose year is open, and browsers in which its people have signed in."""

import re

import pytest
from django.test import Client

from sikao.office.accounts.models import Account
from sikao.office.cycle.models import Draft
from tests.office.city import City
from tests.office.cycle.conftest import city, opened
from tests.office.staff import signed_in

__all__ = ["city", "opened"]
DISTRICTS = ("shinan", "licang", "jimo")
SUBJECTS = (
    *("node/investment", "node/attraction", "node/environment_for_business"),
    "task/resumption",
)


class Desk:
    """A person before a browser, at the city's present moment."""

    def __init__(self, city: City, moment) -> None:
        self.city, self.moment = city, moment

    def at(self, who: str) -> Client:
        now = self.city.now()
        self.moment(now)
        return signed_in(self.city.people[who], now)

    def form(self, task: str, cells: dict[str, str], *, paper: bool = False, **more: object) -> dict:
        """The fields of the page's form."""
        draft = Draft.objects.filter(task=task, paper=paper).first()
        fields = {f"c:{key}": text for key, text in cells.items()}
        return fields | {"version": 0 if draft is None else draft.version} | more


@pytest.fixture
def desk(city: City, moment) -> Desk:
    city.staffed("commerce", *DISTRICTS)
    city.on(2020, 7, 16)
    Account.objects.update(must_change=False, password_since=city.at, totp_secret="set")  # noqa: S106 - none
    return Desk(city, moment)


@pytest.fixture
def june(desk: Desk) -> str:
    """The task of 商务局 for June."""
    return desk.city.task("commerce", "month", "2020-06")


def words(content: bytes) -> str:
    """A page without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", content.decode()))


def told(**more: str) -> dict[str, str]:
    """A whole briefing of the second quarter."""
    cells = {f"{subject}/state": "under_way" for subject in SUBJECTS}
    return cells | {f"{subject}/progress": "按计划推进" for subject in SUBJECTS} | more
