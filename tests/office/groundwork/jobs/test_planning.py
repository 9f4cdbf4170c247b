"""Work that comes by itself comes once."""

from datetime import timedelta

import pytest

from sikao.office.groundwork.jobs import queue
from sikao.office.groundwork.jobs.kinds import Every, Kind, Schedule
from sikao.office.groundwork.jobs.models import Job
from sikao.office.groundwork.jobs.planning import Planner, forget_old
from sikao.office.groundwork.jobs.worker import LEASE, Worker

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]
MINUTELY = Schedule("test.work", Every.MINUTE, arguments={"by": "itself"})


@pytest.fixture
def do(clock):
    """Does everything that is due; how much it was."""
    return Worker({"test.work": Kind(lambda _: None)}, name="w1", now=clock).run


def test_however_many_look_there_is_one_job_a_minute(clock, do):
    planners = [Planner([MINUTELY]) for _ in range(3)]
    done = 0
    for _ in range(10):
        for planner in planners:
            planner.plan(clock())
        done += do(drain=True)
        clock.put(seconds=20)
    assert done == 4  # 01:02:03 to 01:05:03, in steps of 20 seconds
    assert Job.objects.count() == 4
    assert {job.arguments for job in Job.objects.all()} == {'{"by":"itself"}'}


def test_what_takes_longer_is_not_begun_again_beside_itself(clock):
    planner = Planner([MINUTELY])
    assert planner.plan(clock()) == 1
    held = queue.claim("w1", at=clock(), lease=LEASE)
    clock.put(minutes=1)
    assert planner.plan(clock()) == 0
    queue.finish(held, at=clock())
    clock.put(minutes=1)
    assert planner.plan(clock()) == 1


def test_a_clock_put_back_does_nothing_twice_and_stops_nothing(clock, do):
    for step in (0, 1, -1, 1, 1):
        clock.put(minutes=step)
        Planner([MINUTELY]).plan(clock())
        do(drain=True)
    assert Job.objects.count() == 3
    clock.put(days=-1)
    Planner([MINUTELY]).plan(clock())
    assert do(drain=True) == 1


def test_minutes_that_passed_without_a_worker_are_not_made_up_for(clock):
    planner = Planner([MINUTELY])
    planner.plan(clock())
    queue.finish(queue.claim("w1", at=clock(), lease=LEASE), at=clock())
    clock.put(hours=5)
    assert planner.plan(clock()) == 1


def test_only_what_came_by_itself_and_went_well_is_forgotten(clock, ask, do):
    ask()
    Planner([MINUTELY]).plan(clock())
    do(drain=True)
    clock.put(minutes=1)
    Planner([MINUTELY]).plan(clock())
    failed = queue.claim("w1", at=clock(), lease=LEASE)
    queue.fail(failed, [], at=clock())
    assert forget_old(clock() + timedelta(days=6)) == 0
    assert forget_old(clock() + timedelta(days=8)) == 1
    assert Job.objects.count() == 2


def test_what_is_to_be_fetched_is_forgotten_once_it_ended_a_week_ago(clock, ask):
    for key in ("good", "bad", "waits"):
        ask(key=key)
    queue.finish(queue.claim("w1", at=clock(), lease=LEASE), at=clock())
    queue.fail(queue.claim("w1", at=clock(), lease=LEASE), [], at=clock())
    assert forget_old(clock() + timedelta(days=6), fetched=("test.work",)) == 0
    assert forget_old(clock() + timedelta(days=8), fetched=("other.work",)) == 0
    assert forget_old(clock() + timedelta(days=8), fetched=("test.work",)) == 2
    assert Job.objects.get().state == "ready"
