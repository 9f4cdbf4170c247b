"""Asking for work, taking it, holding it, giving it back and ending it."""

from datetime import timedelta

import pytest
from django.db import transaction

from sikao.core.wording import Finding, Severity
from sikao.office.groundwork.actor import Actor, Channel, machine
from sikao.office.groundwork.jobs import queue
from sikao.office.groundwork.jobs.models import Job, State
from sikao.office.groundwork.jobs.queries import find_job
from sikao.office.groundwork.refusals import NotNow, NotThere

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]
LEASE = timedelta(seconds=15)
FINDING = Finding("job.unknown_kind", Severity.ERROR, details={"kind": "k"})


@pytest.fixture
def claim(clock):
    return lambda worker="w1": queue.claim(worker, at=clock(), lease=LEASE)


def test_work_is_asked_for_inside_a_transaction_and_gone_with_it(clock):
    with pytest.raises(RuntimeError):
        queue.enqueue("test.work", actor=machine(), at=clock())
    with transaction.atomic():
        queue.enqueue("test.work", actor=machine(), at=clock())
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_one_key_is_one_job_even_after_its_end(ask, claim, clock):
    first = ask(key="import:1")
    assert ask(key="import:1", arguments={"other": 1}) == first
    assert queue.finish(claim(), at=clock())
    assert ask(key="import:1") == first
    assert claim() is None
    assert ask() != ask()


def test_a_claim_carries_what_was_asked_and_by_whom(ask, claim):
    ref = ask(arguments={"a": [1, "二"], "b": None})
    claimed = claim()
    assert claimed.ref == ref
    assert claimed.arguments == {"a": [1, "二"], "b": None}
    assert claimed.actor == Actor("p1", Channel.WORKER, for_whom="p2", source="a1b2")
    assert (claimed.token, claimed.attempts, claimed.lost) == (1, 1, False)
    assert claim("w2") is None


def test_work_is_taken_by_priority_then_in_the_order_of_asking(ask, claim, clock):
    late = ask()
    clock.put(seconds=1)
    last = ask()
    urgent = ask(priority=10)
    assert [claim().ref for _ in range(3)] == [urgent, late, last]


def test_work_waits_for_its_moment(ask, claim, clock):
    ask(run_at=clock() + timedelta(hours=1))
    assert claim() is None
    clock.put(minutes=60)
    assert claim() is not None


def test_a_silent_worker_s_job_is_taken_after_the_lease_and_the_first_is_shut_out(ask, claim, clock):
    ask()
    first = claim("w1")
    clock.put(seconds=14)
    assert queue.hold(first, at=clock(), lease=LEASE)
    clock.put(seconds=14)
    assert claim("w2") is None
    clock.put(seconds=2)
    second = claim("w2")
    assert (second.token, second.attempts, second.lost) == (2, 2, True)
    assert not queue.hold(first, at=clock(), lease=LEASE)
    assert not queue.finish(first, at=clock(), result="first")
    assert not queue.fail(first, [FINDING], at=clock())
    assert not queue.give_back(first)
    assert queue.finish(second, at=clock(), result="second")
    assert find_job(second.ref).result == "second"


@pytest.mark.parametrize("back", [{"hours": -1}, {"days": -4000}])
def test_a_clock_put_back_loses_no_job(ask, claim, clock, back):
    ask()
    ask()
    retried, held = claim(), claim()
    assert queue.give_back(retried, run_at=clock() + timedelta(seconds=2), counted=True)
    clock.put(**back)
    assert {claim("w2").ref, claim("w2").ref} == {retried.ref, held.ref}
    assert claim("w2") is None


def test_work_for_a_later_day_stays_for_that_day_when_the_clock_is_put_back(ask, claim, clock):
    ask(run_at=clock() + timedelta(days=1))
    clock.put(days=-30)
    assert claim() is None


def test_cancelled_work_is_not_done_and_can_no_longer_commit(ask, claim, clock):
    waiting, running = ask(priority=200), ask()
    held = claim()
    for ref in (waiting, running):
        queue.cancel(ref, at=clock())
        assert find_job(ref).state is State.CANCELLED
    assert held.ref == running
    assert not queue.finish(held, at=clock())
    assert claim() is None
    with pytest.raises(NotNow) as refused:
        queue.cancel(waiting, at=clock())
    assert refused.value.findings[0].code == "job.ended"
    with pytest.raises(NotThere) as unknown:
        queue.cancel("no-such", at=clock())
    assert unknown.value.findings[0].code == "job.not_there"


def test_what_is_given_back_counts_as_an_attempt_only_when_told(ask, claim):
    ask()
    assert queue.give_back(claim())
    assert queue.give_back(claim(), counted=True)
    again = claim()
    assert (again.attempts, again.token) == (2, 5)


def test_a_successor_of_the_same_name_takes_up_at_once(ask, claim):
    ask()
    ask()
    lost, other = claim("w1"), claim("w2")
    assert queue.give_back_all("w1") == 1
    assert not queue.is_mine(lost)
    assert queue.is_mine(other)
    assert claim("w1").ref == lost.ref


def test_pauses_double_up_to_five_minutes():
    seconds = [queue.pause_after(n).total_seconds() for n in (1, 2, 3, 8, 9, 10, 400)]
    assert seconds == [2, 4, 8, 256, 300, 300, 300]


def test_a_failure_keeps_its_findings_for_people(ask, claim, clock):
    ask()
    held = claim()
    assert queue.fail(held, [FINDING], at=clock())
    found = find_job(held.ref)
    assert (found.state, found.findings) == (State.FAILED, (FINDING,))
