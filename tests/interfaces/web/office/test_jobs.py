"""Background work: one's own, for the office everybody's, and taking back what nobody has begun."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import RequestFactory
from django.utils import translation

from sikao.core.wording import Finding, Severity
from sikao.interfaces.web.office.jobs import PART, job_context
from sikao.office.groundwork.actor import Actor, Channel, machine
from sikao.office.groundwork.jobs import queue
from sikao.office.groundwork.jobs.queries import find_job
from sikao.office.groundwork.jobs.running import Running
from sikao.office.groundwork.models import Entry
from tests.interfaces.web.office.browsers import browser, text_of
from tests.interfaces.web.reading import read
from tests.office.city import City
from tests.office.cycle.conftest import city, opened

__all__ = ["city", "opened"]
pytestmark = pytest.mark.django_db
OWN = "/own/part/"
ENDED = "office/tasks/import_outcome.html"


@pytest.fixture
def office(city: City, moment) -> City:
    del moment
    city.staffed("commerce", "jimo")
    return city


def ask(city: City, who: str = "commerce_r", kind: str = "test.work") -> str:
    actor = machine() if who == "machine" else city.people[who]
    with transaction.atomic():
        return queue.enqueue(kind, {"name": "表.xlsx"}, actor=actor, at=city.now())


def take(city: City) -> Running:
    return Running(queue.claim("w1", at=city.now(), lease=timedelta(seconds=15)), city.now)


def context(city: City, ref: str, lang: str = "zh-hans") -> dict:
    request = RequestFactory().get("/")
    request.actor, request.at = city.people["commerce_r"], city.now()
    with translation.override(lang):
        return job_context(request, find_job(ref), OWN, ENDED)


def test_everybody_sees_their_own_work_and_the_office_that_of_all_people(office: City, moment) -> None:
    mine, theirs, clocks = ask(office), ask(office, "jimo_r"), ask(office, "machine")
    for prefix in ("", "/en"):
        page = text_of(browser(office, "commerce_r", moment), f"{prefix}/jobs/")
        read(page)
        assert mine in page and theirs not in page
    page = text_of(browser(office, "staff", moment), "/jobs/")
    assert mine in page and theirs in page and clocks not in page


def test_what_waits_is_cancelled_by_its_owner_or_the_office_with_an_entry(office: City, moment) -> None:
    mine, theirs = ask(office), ask(office)
    back = {"back": "jobs"}
    done = browser(office, "commerce_r", moment).post(f"/jobs/{mine}/cancel/", back)
    assert done.headers["Location"] == "/jobs/?done=1"
    browser(office, "staff", moment).post(f"/jobs/{theirs}/cancel/", back)
    assert {find_job(ref).state for ref in (mine, theirs)} == {"cancelled"}
    entries = Entry.objects.filter(verb="job.cancel", outcome="done").order_by("seq")
    assert [(entry.actor, entry.object_ref, entry.acting_as) for entry in entries] == [
        ("commerce_r", mine, "self"),
        ("staff", theirs, "office_staff"),
    ]


def test_nobody_else_cancels_and_nobody_cancels_the_program_s_own_work(office: City, moment) -> None:
    mine, clocks = ask(office), ask(office, "machine")
    assert browser(office, "jimo_r", moment).post(f"/jobs/{mine}/cancel/").status_code == 404
    assert browser(office, "staff", moment).post(f"/jobs/{clocks}/cancel/").status_code == 404
    assert {find_job(ref).state for ref in (mine, clocks)} == {"ready"}


def test_what_has_begun_goes_on(office: City, moment) -> None:
    ref = ask(office)
    take(office)
    page = text_of(browser(office, "commerce_r", moment), "/jobs/")
    assert "办理中" in page and f"/jobs/{ref}/cancel/" not in page
    late = browser(office, "commerce_r", moment).post(f"/jobs/{ref}/cancel/")
    assert late.status_code == 409 and "任务已经在办理" in late.content.decode()
    assert find_job(ref).state == "running"


def test_the_part_tells_the_place_then_how_far_it_is_then_the_outcome(office: City) -> None:
    ask(office, "jimo_r")
    ref = ask(office)
    waiting = context(office, ref)
    assert (waiting["part"], waiting["address"], waiting["ahead"]) == (PART, OWN, 1)
    assert waiting["cancels"] and waiting["state"] == "排队中"
    queue.finish(take(office).claimed, at=office.now())
    take(office).progress(1, 4, "job.unknown_kind", kind="样例")
    running = context(office, ref)
    assert (running["percent"], running["ahead"], running["cancels"]) == (25, 0, False)
    assert "样例" in running["note"] and context(office, ref, "en")["state"] == "running"


def test_failed_work_brings_its_findings(office: City) -> None:
    ref = ask(office)
    finding = Finding("job.unknown_kind", Severity.ERROR, details={"kind": "x"})
    queue.fail(take(office).claimed, [finding], at=office.now())
    ended = context(office, ref)
    assert ended["part"] == ENDED and ended["tone"] == "poor" and not ended["cancelled"]
    assert len(ended["findings"]) == 1


def test_a_file_that_was_read_and_not_taken_is_not_called_done(office: City, moment) -> None:
    ask(office)
    queue.finish(take(office).claimed, at=office.now(), result={"taken": False})
    page = read(text_of(browser(office, "commerce_r", moment), "/jobs/")).first("tbody").text
    assert "有错误，没有采用" in page and "已完成" not in page


def test_who_acts_for_somebody_sees_and_cancels_it_too(office: City, moment) -> None:
    with transaction.atomic():
        actor = Actor("commerce_r", Channel.WEB, "jimo_r")
        ref = queue.enqueue("test.work", actor=actor, at=office.now())
    client = browser(office, "jimo_r", moment)
    assert ref in text_of(client, "/jobs/")
    assert client.post(f"/jobs/{ref}/cancel/").headers["Location"] == "/jobs/?done=1"
