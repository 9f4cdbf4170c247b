"""Lists of jobs."""

import pytest

from sikao.office.groundwork.jobs import queue
from sikao.office.groundwork.jobs.models import State
from sikao.office.groundwork.jobs.queries import find_job, list_jobs, place_in_queue
from sikao.office.groundwork.jobs.worker import LEASE

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]


@pytest.fixture
def three(ask, clock):
    refs = []
    for _ in range(3):
        refs.append(ask())
        clock.put(seconds=1)
    return refs


def test_the_newest_come_first(three):
    assert [job.ref for job in list_jobs()] == three[::-1]
    assert [job.ref for job in list_jobs(limit=1)] == three[2:]
    assert [job.ref for job in list_jobs(asked_by="p1")] == three[::-1]
    assert list_jobs(asked_by="p2") == []


def test_what_has_ended_can_be_left_out(three, clock):
    queue.finish(queue.claim("w1", at=clock(), lease=LEASE), at=clock())
    assert [job.ref for job in list_jobs(only_open=True)] == three[:0:-1]


def test_a_waiting_job_knows_its_place(three, ask):
    urgent = ask(priority=1)
    assert [place_in_queue(ref) for ref in (urgent, *three)] == [1, 2, 3, 4]
    assert place_in_queue("no-such") == 0


def test_an_unknown_reference_is_none_and_every_state_has_its_words():
    assert find_job("no-such") is None
    assert {state.term.zh for state in State} == {"排队中", "办理中", "已完成", "没有办成", "已取消"}
    assert [state for state in State if not state.has_ended] == [State.READY, State.RUNNING]
