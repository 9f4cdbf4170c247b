"""The part of a page that shows how far background work is."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import RequestFactory
from django.utils import translation

from sikao.core.wording import Finding, Severity
from sikao.interfaces.web.office.jobs import job
from sikao.office.groundwork.actor import Actor, Channel
from sikao.office.groundwork.jobs import queue
from sikao.office.groundwork.jobs.running import Running
from sikao.office.groundwork.refusals import NotThere
from tests.office.groundwork.jobs.conftest import Clock

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "/jobs/x/"
clock = Clock()


def ask(person="p1", for_whom=""):
    with transaction.atomic():
        return queue.enqueue("test.work", actor=Actor(person, Channel.WEB, for_whom), at=clock())


def take():
    return Running(queue.claim("w1", at=clock(), lease=timedelta(seconds=15)), clock)


def seen(ref, person="p1", lang="zh-hans"):
    request = RequestFactory().get(ADDRESS)
    request.actor = Actor(person, Channel.WEB)
    with translation.override(lang):
        answer = job(request, ref)
    return answer, answer.content.decode()


def test_waiting_work_renews_itself_without_keeping_the_session_and_tells_its_place():
    ask("p2")
    clock.put(seconds=1)
    answer, page = seen(ask())
    assert 'hx-get="/jobs/x/"' in page and 'hx-trigger="every 1s"' in page
    assert "sikao-passive" in page
    assert "排队中" in page and "前面还有 1 个任务" in page
    assert "HX-Trigger" not in answer


def test_running_work_shows_how_far_it_is_and_what_it_does():
    ref = ask()
    take().progress(1, 4, "job.unknown_kind", kind="样例")
    page = seen(ref)[1]
    assert 'value="25"' in page and "样例" in page and "办理中" in page
    english = seen(ref, lang="en")[1]
    assert "running" in english and 'aria-label="progress"' in english


def test_work_that_has_ended_stands_still_and_tells_the_page():
    ref = ask()
    with take().fenced():
        pass
    answer, page = seen(ref)
    assert "hx-get" not in page and "<progress" not in page
    assert "已完成" in page
    assert answer["HX-Trigger"] == "job-ended"


def test_failed_work_shows_its_findings_escaped():
    ref = ask()
    finding = Finding("job.unknown_kind", Severity.ERROR, details={"kind": "<script>"})
    queue.fail(take().claimed, [finding], at=clock())
    page = seen(ref)[1]
    assert "没有办成" in page and "&lt;script&gt;" in page and "<script>" not in page


def test_only_who_asked_or_in_whose_name_it_was_asked_sees_it():
    ref = ask("p1", for_whom="p3")
    assert seen(ref, "p3")
    for person in ("p2", ""):
        with pytest.raises(NotThere):
            seen(ref, person)
    with pytest.raises(NotThere):
        seen("no-such")
