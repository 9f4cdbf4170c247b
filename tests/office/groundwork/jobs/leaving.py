"""Workers whose job must not go on, each in a process of its own, and what became of them, as JSON.

It needs a prepared home in its environment.
"""

import json
import os
import signal
import time
from datetime import timedelta

import django
from django.db import connections

NIGHT = 60


def main() -> None:
    django.setup()
    told = {
        "too_long": outcome(limit=timedelta(seconds=1)),
        "stopped": outcome(stop_after=1.0, grace_seconds=0.5),
        "in_time": outcome(night=2, stop_after=1.0, grace_seconds=30),
        "held": outcome(night=8, lease=timedelta(seconds=6), look=True),
    }
    print(json.dumps(told))  # noqa: T201 -- read by the test


def outcome(
    *, stop_after=None, look=False, night=NIGHT, limit=timedelta(hours=1), **given
) -> dict[str, object]:
    """How a worker ended whose job sleeps, and how the job stands then."""
    from sikao.office.groundwork import clock  # noqa: PLC0415 -- the framework is set up now
    from sikao.office.groundwork.jobs.queries import find_job  # noqa: PLC0415
    from sikao.office.groundwork.jobs.queue import is_due  # noqa: PLC0415

    ref = ask()
    connections.close_all()
    pid = os.fork()
    if pid == 0:
        sleep_at_work(night, limit, given)
    if stop_after is not None:
        while find_job(ref).state != "running":
            time.sleep(0.02)
        time.sleep(stop_after)
        os.kill(pid, signal.SIGTERM)
    seen = 0
    while look and (state := find_job(ref).state) != "done":
        # the state is read first: a job that still waits is due, and may be running a moment later
        seen += state == "running" and is_due(clock.now())
        time.sleep(0.02)
    status = os.waitpid(pid, 0)[1]
    job = find_job(ref)
    codes = [finding.code for finding in job.findings]
    cancel_rest(ref)
    return {
        "exit": os.waitstatus_to_exitcode(status),
        "state": job.state,
        "codes": codes,
        "attempts": job.attempts,
        "seen_as_lost": seen,
    }


def sleep_at_work(night, limit, given) -> None:
    from sikao.office.groundwork.jobs.kinds import Kind  # noqa: PLC0415
    from sikao.office.groundwork.jobs.worker import Worker  # noqa: PLC0415

    worker = Worker({"leaving.sleep": Kind(lambda _: time.sleep(night), limit=limit)}, name="w1", **given)
    signal.signal(signal.SIGTERM, lambda *_: worker.stop())
    worker.run(drain=True)
    connections.close_all()
    os._exit(0)


def ask() -> str:
    from django.db import transaction  # noqa: PLC0415

    from sikao.office.groundwork import clock  # noqa: PLC0415
    from sikao.office.groundwork.actor import machine  # noqa: PLC0415
    from sikao.office.groundwork.jobs.queue import enqueue  # noqa: PLC0415

    with transaction.atomic():
        return enqueue("leaving.sleep", actor=machine(), at=clock.now())


def cancel_rest(ref: str) -> None:
    from sikao.office.groundwork.jobs.models import Job  # noqa: PLC0415

    Job.objects.filter(ref=ref, state="ready").update(state="cancelled")


if __name__ == "__main__":
    main()
