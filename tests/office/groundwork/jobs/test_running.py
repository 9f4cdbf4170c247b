"""Progress, and the one transaction that counts."""

import pytest
from django.db import transaction

from sikao.office.groundwork.actor import machine
from sikao.office.groundwork.jobs import queue, running
from sikao.office.groundwork.jobs.models import State
from sikao.office.groundwork.jobs.queries import find_job
from sikao.office.groundwork.jobs.running import JobLostError, Running
from sikao.office.groundwork.jobs.worker import LEASE
from sikao.office.groundwork.journal import Subject
from sikao.office.groundwork.notices.models import Notice
from sikao.office.groundwork.notices.telling import notify
from sikao.office.groundwork.refusals import NotNow

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]


@pytest.fixture
def job(ask, clock):
    ask(arguments={"n": 1})
    return Running(queue.claim("w1", at=clock(), lease=LEASE), clock)


def effect(clock):
    """Something that a job does to the database."""
    notify(["p1"], "job.unknown_kind", {"kind": "k"}, about=Subject("test", "1"), at=clock())


def test_progress_is_seen_by_others_with_its_note(job):
    job.progress(1, 3, "job.unknown_kind", kind="k")
    seen = find_job(job.ref)
    assert (seen.permille, seen.note.code, seen.note.details) == (333, "job.unknown_kind", {"kind": "k"})


def test_progress_is_written_now_and_then_and_at_the_end(job, monkeypatch):
    shown = []
    for done in range(1, 1001):
        job.progress(done, 1000)
        shown.append(find_job(job.ref).permille)
    assert (shown[0], shown[-1]) == (1, 1000)
    assert len(set(shown)) < 1000
    monkeypatch.setattr(running, "QUIET_SECONDS", 0)
    job.progress(5, 10)
    assert find_job(job.ref).permille == 500


@pytest.mark.parametrize(("done", "of", "permille"), [(5, 0, 0), (7, 5, 1000), (-1, 5, 0)])
def test_odd_progress_does_no_harm(job, done, of, permille):
    job.progress(done, of)
    assert find_job(job.ref).permille == permille


def test_effects_and_the_end_of_the_job_are_saved_together(job, clock):
    with job.fenced() as outcome:
        effect(clock)
        outcome.result = {"rows": 3}
        assert Notice.objects.count() == 1
    seen = find_job(job.ref)
    assert (seen.state, seen.result, seen.permille, seen.ended_at) == (State.DONE, {"rows": 3}, 1000, clock())
    assert Notice.objects.count() == 1


def test_what_raises_inside_leaves_no_effect(job, clock):
    def act():
        effect(clock)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), job.fenced():
        act()
    assert find_job(job.ref).state is State.RUNNING
    assert not Notice.objects.exists()


@pytest.mark.parametrize("how", ["taken", "cancelled"])
def test_who_lost_the_job_changes_nothing(job, clock, how):
    if how == "taken":
        clock.put(seconds=16)
        assert queue.claim("w2", at=clock(), lease=LEASE).lost
    else:
        queue.cancel(job.ref, at=clock())
    with pytest.raises(JobLostError):
        job.progress(1, 2)
    entered = []
    with pytest.raises(JobLostError), job.fenced():
        entered.append(1)
    assert entered == []


def test_a_job_ends_once(job):
    with job.fenced():
        pass
    with pytest.raises(JobLostError), job.fenced():
        pass


def test_the_transaction_is_the_outermost_or_refused(job):
    with pytest.raises(RuntimeError), transaction.atomic(), job.fenced():
        pass


def test_a_refusal_inside_is_remembered(job):
    with pytest.raises(NotNow), job.fenced():
        raise NotNow.of("job.ended", state="x")
    assert job.refused_inside


def test_asking_for_more_work_is_an_effect_too(job, clock):
    with job.fenced():
        queue.enqueue("test.next", actor=machine(), at=clock(), key=f"next:{job.ref}")
    assert queue.claim("w1", at=clock(), lease=LEASE).kind == "test.next"
