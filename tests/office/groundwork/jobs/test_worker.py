"""What a worker does with jobs that go well, fail, are refused or are taken away."""

import logging
from datetime import timedelta

import pytest
from django.db import OperationalError

from sikao.core.wording import Finding, Severity
from sikao.office.groundwork.jobs import queue, worker
from sikao.office.groundwork.jobs.kinds import Kind
from sikao.office.groundwork.jobs.models import Job, State
from sikao.office.groundwork.jobs.queries import find_job
from sikao.office.groundwork.jobs.worker import LEASE, Worker
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.models import Entry, Head
from sikao.office.groundwork.refusals import NotNow, NotValid

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]
CANARY = "canary-3141"


def test_a_function_s_answer_is_the_job_s_result(ask, work):
    ref = ask(arguments={"n": 4})
    assert work(lambda job: {"square": job.arguments["n"] ** 2}) == 1
    seen = find_job(ref)
    assert (seen.state, seen.result, seen.attempts) == (State.DONE, {"square": 16}, 1)


def test_a_function_may_end_its_job_itself(ask, work):
    def function(job):
        with job.fenced() as outcome:
            outcome.result = "inside"
            outcome.findings = (Finding("job.unknown_kind", Severity.WARNING, details={"kind": "k"}),)
        return "outside"

    ref = ask()
    work(function)
    assert find_job(ref).result == "inside"
    assert [finding.code for finding in find_job(ref).findings] == ["job.unknown_kind"]


def test_a_mistake_is_tried_again_with_growing_pauses_then_told(ask, work, clock, caplog):
    tried = []

    def function(_):
        tried.append(clock())
        raise ZeroDivisionError(CANARY)

    ref = ask()
    for _ in range(60):
        work(function, attempts=3)
        clock.put(seconds=1)
    assert [(at - tried[0]).total_seconds() for at in tried] == [0, 2, 6]
    seen = find_job(ref)
    assert (seen.state, [finding.code for finding in seen.findings]) == (State.FAILED, ["job.failed"])
    assert "ZeroDivisionError" in seen.findings[0].what("zh")
    assert "ZeroDivisionError" in caplog.text
    assert CANARY not in caplog.text
    assert CANARY not in str(Job.objects.values())


def test_a_mistake_after_the_end_changes_nothing(ask, work):
    def function(job):
        with job.fenced():
            pass
        raise ZeroDivisionError

    ref = ask()
    work(function)
    assert find_job(ref).state is State.DONE


def test_a_refusal_is_an_answer_and_not_tried_again(ask, work):
    def function(_):
        raise NotValid.of("notice.bad_mail", mail="x")

    ref = ask()
    assert work(function) == 1
    seen = find_job(ref)
    assert (seen.state, [finding.code for finding in seen.findings]) == (State.FAILED, ["notice.bad_mail"])
    assert not Entry.objects.exists()


def test_a_refusal_inside_the_transaction_is_journaled_all_the_same(ask, work, clock):
    def function(job):
        with job.fenced():
            write(actor=job.actor, at=clock(), verb="test.act", subject=Subject("test", "1"))
            raise NotNow.of("job.ended", state="x")

    ref = ask()
    work(function)
    entry = Entry.objects.get()
    assert (entry.verb, entry.outcome, entry.object_ref) == ("job.test.work", "refused", ref)
    assert (entry.actor, entry.for_whom, entry.channel) == ("p1", "p2", "worker")
    assert find_job(ref).state is State.FAILED


def test_what_the_journal_refuses_while_the_clock_is_back_is_done_later(ask, work, clock):
    def function(job):
        with job.fenced():
            write(actor=job.actor, at=clock(), verb="test.act", subject=Subject("test", "1"))

    Head.objects.update(at=clock() + timedelta(hours=1))
    ref = ask()
    assert work(function, attempts=1) == 1
    assert find_job(ref).state is State.READY
    clock.put(hours=1, seconds=30)
    assert work(function, attempts=1) == 1
    assert find_job(ref).state is State.DONE
    assert Entry.objects.count() == 1


def test_an_unknown_kind_is_told_to_people(ask, work):
    ref = ask("test.other")
    work(lambda _: None)
    assert [finding.code for finding in find_job(ref).findings] == ["job.unknown_kind"]


def test_a_job_whose_workers_die_is_given_up_in_the_end(ask, work, clock):
    ref = ask()
    for _ in range(3):
        assert queue.claim("w0", at=clock(), lease=LEASE)
        clock.put(seconds=16)
    work(lambda _: None, attempts=3)
    seen = find_job(ref)
    assert (seen.state, [finding.code for finding in seen.findings]) == (State.FAILED, ["job.lost"])


def test_what_was_cancelled_meanwhile_leaves_nothing(ask, work, clock):
    def function(job):
        queue.cancel(job.ref, at=clock())
        return "too late"

    ref = ask()
    work(function)
    assert (find_job(ref).state, find_job(ref).result) == (State.CANCELLED, None)


def test_a_worker_takes_up_what_one_of_its_name_left(ask, work, clock):
    ref = ask()
    assert queue.claim("w1", at=clock(), lease=LEASE)
    work(lambda _: "again")
    assert find_job(ref).result == "again"


def test_a_stopped_worker_takes_nothing_more(ask, clock):
    ask()
    ask()
    stopping = Worker({"test.work": Kind(lambda _: stopping.stop())}, name="w1", now=clock)
    assert stopping.run() == 1
    assert sorted(Job.objects.values_list("state", flat=True)) == ["done", "ready"]


def test_a_worker_outlives_a_database_that_is_away(ask, clock, monkeypatch, caplog):
    ref = ask()
    worker_ = Worker({"test.work": Kind(lambda _: None)}, name="w1", now=clock)
    claim, fails = queue.claim, [OperationalError(CANARY)]

    def failing(*args, **given):
        if fails:
            raise fails.pop()
        return claim(*args, **given)

    # Closing the connection in memory would lose its tables.
    monkeypatch.setattr(worker.connections, "close_all", lambda: None)
    monkeypatch.setattr(queue, "claim", failing)
    with caplog.at_level(logging.ERROR):
        assert worker_.run(drain=True) == 1
    assert find_job(ref).state is State.DONE
    assert "OperationalError" in caplog.text
    assert CANARY not in caplog.text


def test_who_watches_is_told(ask, work):
    told = []

    class Watcher:
        def began(self, job):
            told.append(("began", job.kind))

        def went(self, permille, note):
            told.append(("went", permille, note))

        def ended(self, job, state, seconds):
            told.append(("ended", job.kind, state, seconds >= 0))

    ask()
    work(lambda job: job.progress(1, 2), watcher=Watcher())
    assert told == [("began", "test.work"), ("went", 500, None), ("ended", "test.work", State.DONE, True)]


def test_a_lease_longer_than_others_believe_is_refused():
    with pytest.raises(ValueError, match="lease"):
        Worker({}, name="w1", lease=timedelta(minutes=10))
