"""Background work from the command line: doing, listing, following it."""

import json
import signal
import subprocess
import sys
import time

import pytest

from tests.forked import told
from tests.homes import ROOT, prepared_home, run

ASK = """
import sys, django; django.setup()
from django.db import transaction
from sikao.office.groundwork import clock
from sikao.office.groundwork.actor import machine
from sikao.office.groundwork.jobs.queue import enqueue
with transaction.atomic():
    print(enqueue(sys.argv[1], actor=machine(), at=clock.now()), end="")
"""

pytestmark = [pytest.mark.both_in_drill, pytest.mark.slow]


@pytest.fixture(scope="module")
def environment():
    with prepared_home() as prepared:
        yield prepared


def command(*words):
    return [sys.executable, "-m", "sikao.interfaces.cli", *words]


def ask(environment, kind):
    return run([sys.executable, "-c", ASK, kind], environment)


def test_work_is_done_listed_and_followed(environment):
    good, bad = ask(environment, "jobs.forgetting"), ask(environment, "test.unknown")
    assert json.loads(told("work", "--drain", "--format", "json", environment=environment)) == {"jobs": 2}
    listed = {
        job["ref"]: job for job in json.loads(told("jobs", "--format", "json", environment=environment))
    }
    assert (listed[good]["state"], listed[good]["result"], listed[good]["attempts"]) == ("done", 0, 1)
    assert [finding["code"] for finding in listed[bad]["findings"]] == ["job.unknown_kind"]
    lines = told("jobs", environment=environment).splitlines()
    assert {line.split()[0] for line in lines} == {good, bad}
    assert any("没有办成" in line and "test.unknown" in line for line in lines)
    assert told("jobs", "--open", environment=environment) == ""
    assert "已完成" in told("jobs", "watch", good, environment=environment)
    followed = json.loads(told("jobs", "watch", bad, "--format", "json", environment=environment, code=1))
    assert followed["state"] == "failed"
    told("jobs", "watch", "no-such", environment=environment, code=1)


def test_who_follows_a_job_sees_it_end_and_a_worker_stops_when_told(environment):
    ref = ask(environment, "jobs.forgetting")
    watching = subprocess.Popen(
        command("jobs", "watch", ref, "--lang", "en"),
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    time.sleep(2)
    assert watching.poll() is None
    worker = subprocess.Popen(command("work"), cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)
    assert "done" in watching.communicate(timeout=60)[0]
    worker.send_signal(signal.SIGTERM)
    told = worker.communicate(timeout=60)[1]
    assert (worker.returncode, told) == (0, "")
