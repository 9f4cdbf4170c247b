"""Workbooks on their way into drafts, at the level of actions; the whole way is tested over HTTP."""

from datetime import timedelta

import pytest

from sikao.core.figures.forms import write_form
from sikao.core.wording import Finding, Severity
from sikao.office.cycle.forms import form_of
from sikao.office.cycle.holding import held_files
from sikao.office.cycle.importing import ask_import, import_seen, imports_of
from sikao.office.cycle.models import Draft, Task
from sikao.office.groundwork.files import store
from sikao.office.groundwork.jobs import queue
from sikao.office.groundwork.jobs.queries import find_job
from sikao.office.groundwork.refusals import NotNow, NotThere, NotYou
from tests.office.city import City

pytestmark = pytest.mark.both


@pytest.fixture
def june(city: City) -> str:
    city.staffed("commerce", "jimo")
    city.on(2020, 7, 16)
    return city.task("commerce", "month", "2020-06")


def ask(city: City, task: str, who: str = "commerce_r", **more) -> str:
    workbook = store([write_form(form_of(Task.objects.get(pk=task)))])
    asked = {"version": 0, "name": "表.xlsx"} | more
    return ask_import(actor=city.people[who], at=city.now(), task=task, workbook=workbook, **asked)


def test_an_import_is_asked_for_once_and_its_file_is_held(city: City, june: str):
    first, second = ask(city, june), ask(city, june)
    assert first == second
    assert [job.ref for job in imports_of(june)] == [first]
    assert find_job(first).arguments["file"] in set(held_files())
    assert import_seen(city.people["commerce_r"], city.now(), first).state == "ready"


def test_the_office_imports_into_its_own_draft(city: City, june: str):
    job = ask(city, june, "staff", paper=True)
    assert [found.ref for found in imports_of(june, paper=True)] == [job]
    assert imports_of(june) == []


def test_an_outdated_draft_and_a_stranger_are_refused(city: City, june: str):
    with pytest.raises(NotNow):
        ask(city, june, version=3)
    with pytest.raises(NotThere):
        ask(city, june, "jimo_r")
    with pytest.raises(NotYou):
        ask(city, june, "commerce_s")
    assert imports_of(june) == [] and not Draft.objects.filter(task=june).exists()


def test_an_import_is_there_for_those_who_may_look_at_the_draft(city: City, june: str):
    city.staffed("finance")
    job = ask(city, june)
    assert import_seen(city.people["commerce_s"], city.now(), job).ref == job
    for who in ("staff", "director", "finance_r"):
        with pytest.raises(NotThere):
            import_seen(city.people[who], city.now(), job)


def test_a_workbook_that_could_not_be_read_may_be_handed_in_again(city: City, june: str):
    """Not one that was read: it has its answer as long as the draft is the same."""
    first = ask(city, june)
    claimed = queue.claim("w", at=city.now(), lease=timedelta(seconds=10))
    why = Finding("job.failed", Severity.ERROR, details={"kind": "x", "error": "OSError"})
    queue.fail(claimed, [why], at=city.now())
    second = ask(city, june)
    assert second != first and find_job(second).state == "ready"
    assert ask(city, june) == second
    queue.finish(queue.claim("w", at=city.now(), lease=timedelta(seconds=10)), at=city.now())
    assert ask(city, june) == second
