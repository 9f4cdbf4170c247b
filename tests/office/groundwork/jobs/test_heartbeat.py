"""A heartbeat holds a job for as long as it may go on, and leaves it when it may not."""

import json
import sys

import pytest

from sikao.office.groundwork.jobs.heartbeat import GAVE_UP
from tests.homes import prepared_home, run

pytestmark = [pytest.mark.both, pytest.mark.slow]


@pytest.fixture(scope="module")
def told():
    with prepared_home() as environment:
        command = [sys.executable, "-m", "tests.office.groundwork.jobs.leaving"]
        return json.loads(run(command, environment))


def test_work_beyond_its_limit_is_failed_and_the_worker_ends(told):
    assert told["too_long"] == {
        "exit": GAVE_UP,
        "state": "failed",
        "codes": ["job.too_long"],
        "attempts": 1,
        "seen_as_lost": 0,
    }


def test_work_beyond_the_grace_of_a_stop_is_given_back_uncounted(told):
    assert (told["stopped"]["exit"], told["stopped"]["state"]) == (GAVE_UP, "ready")
    assert told["stopped"]["attempts"] == 0


def test_work_within_the_grace_is_finished_before_the_worker_ends(told):
    assert (told["in_time"]["exit"], told["in_time"]["state"]) == (0, "done")


def test_work_longer_than_a_lease_is_held_all_the_time(told):
    assert (told["held"]["state"], told["held"]["attempts"], told["held"]["seen_as_lost"]) == ("done", 1, 0)
