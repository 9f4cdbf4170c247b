"""Objects that the journal names lead to their pages, for those who may see them."""

import pytest
from django.db import transaction

from sikao.office.accounts.rights.roles import Role
from sikao.office.groundwork.actor import machine
from sikao.office.groundwork.journal import Subject, write
from tests.interfaces.web.office.browsers import browser, text_of
from tests.interfaces.web.reading import read
from tests.office.city import City
from tests.office.cycle.conftest import city, opened

__all__ = ["city", "opened"]
pytestmark = pytest.mark.django_db
SHEET = "statistics 2020年6月数据"
"""A sheet is named in words; what else has a page, by its reference."""


def named(city: City, moment, role: Role, *subjects: tuple[str, str]) -> dict[str, str | None]:
    """Where entries about these objects lead a reader, from the list and from the entry's own page alike."""
    with transaction.atomic():
        seqs = [
            write(actor=machine(), at=city.now(), verb="test.named", subject=Subject(*subject)).seq
            for subject in subjects
        ]
    city.person(role.value, role)
    client, found = browser(city, role.value, moment), {}
    for seq, (_, ref) in zip(seqs, subjects, strict=True):
        pages = (f"/journal/?verb=test.named&ref={ref}", f"/journal/{seq}/")
        (found[ref],) = {_link(read(text_of(client, page)).first("main"), ref) for page in pages}
    return found


def _link(main, ref: str) -> str | None:
    return next((a.attributes["href"] for a in main.all("a") if a.text in {ref, SHEET}), None)


def test_objects_with_a_page_are_links_for_those_who_may_see_them(city: City, moment) -> None:
    city.organisation("laoshan", "崂山区")
    task = city.task("statistics", "month", "2020-06")
    subjects = (("task", task), ("year", "qingdao_2020"), ("organisation", "laoshan"), ("person", "staff"))
    assert named(city, moment, Role.AUDITOR, *subjects) == {
        task: f"/tasks/{task}/",
        "qingdao_2020": "/schemes/qingdao_2020/",
        "laoshan": None,
        "staff": None,
    }
    assert named(city, moment, Role.AUDIT_ADMIN, ("task", task)) == {task: None}


def test_what_is_not_there_stays_text(city: City, moment) -> None:
    subjects = (("task", "sheet"), ("scheme", "nowhere"), ("journal", "999999"), ("journal", "1"))
    assert named(city, moment, Role.AUDITOR, *subjects) == {
        "sheet": None,
        "nowhere": None,
        "999999": None,
        "1": "/journal/1/",
    }
