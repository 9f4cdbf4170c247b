"""Workers are killed with SIGKILL, or stopped until their lease is over, at random moments.

Every job must be done in the end, and its effect be there once.

``python -m tests.office.groundwork.jobs.drill --kills 1000`` runs it at length, on the database that
``DATABASE_URL`` names or else on an embedded one, and prints its figures as JSON. With ``--kills 0`` it
measures how fast workers empty the queue.
"""

import argparse
import json
import os
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from random import Random  # noqa: TID251 -- the moments of the kills come from a stated seed

from tests.drill.figures import progress

SECONDS_A_KILL = 5
LEASE = timedelta(seconds=1)


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--jobs", type=int, default=40)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(words)
    with prepared():
        told = drill(asked.kills, asked.jobs, asked.workers, Random(asked.seed))
    print(json.dumps(told))  # noqa: T201 -- its figures are what it is for
    return 0 if told["wrong"] == [] else 1


@contextmanager
def prepared() -> Iterator[None]:
    """A home with its keys and an empty database of its own, and the framework set up on them."""
    home = Path(tempfile.mkdtemp(prefix="sikao-drill-"))
    os.environ["SIKAO_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "sikao.interfaces.settings"
    try:
        with own_database():
            import django  # noqa: PLC0415 -- its settings had to be named first

            django.setup()
            from django.core.management import call_command  # noqa: PLC0415

            from sikao.office.groundwork.here import installation  # noqa: PLC0415
            from sikao.office.groundwork.journal.signing import make_key  # noqa: PLC0415

            make_key(installation().keys)
            call_command("migrate", verbosity=0)
            yield
            from django.db import connections  # noqa: PLC0415

            connections.close_all()
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def own_database() -> Iterator[None]:
    """A new database on the server that is named, if one is; dropped afterwards."""
    server = os.environ.get("DATABASE_URL")
    if server is None:
        yield
        return
    import psycopg  # noqa: PLC0415 -- only where there is such a server

    name = f"drill_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    os.environ["DATABASE_URL"] = f"{server.rpartition('/')[0]}/{name}"
    try:
        yield
    finally:
        os.environ["DATABASE_URL"] = server
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def drill(kills: int, jobs: int, workers: int, chance: Random) -> dict[str, object]:
    from sikao.office.groundwork.jobs.models import OPEN, Job  # noqa: PLC0415 -- the framework is set up now

    ask(jobs)
    began = time.monotonic()
    # The first worker's successors bear its name; those of the others wait for the lease to run out.
    crew = [[start("steady", kills > 0), "steady"]]
    crew += [[start(f"w{n}", kills > 0), f"w{n}"] for n in range(1, workers)]
    killed = 0
    while killed < kills or Job.objects.filter(state__in=OPEN).exists():
        if time.monotonic() - began > 120 + kills * SECONDS_A_KILL:
            break
        if killed >= kills:
            time.sleep(0.05)
            continue
        time.sleep(chance.uniform(0.02, 0.4))
        if Job.objects.filter(state__in=OPEN).count() <= workers:
            ask(jobs)
        victim = chance.randrange(workers)
        if killed % 4 == 3:
            stall(crew[victim][0])
        end(crew[victim][0], signal.SIGKILL)
        killed += 1
        progress(f"{killed} of {kills} workers killed")
        if victim:
            crew[victim][1] = f"w{victim}-{killed}"
        crew[victim][0] = start(crew[victim][1], kills > 0)
    seconds = time.monotonic() - began
    for pid, _ in crew:
        end(pid, signal.SIGTERM)
    return {"kills": killed, "seconds": round(seconds, 1), **found()}


def start(name: str, slowly: bool) -> int:
    """A worker in a process of its own."""
    from django.db import connections  # noqa: PLC0415

    from sikao.office.groundwork.jobs.kinds import Kind  # noqa: PLC0415
    from sikao.office.groundwork.jobs.worker import Worker  # noqa: PLC0415

    connections.close_all()  # a connection must not be shared with a child
    pid = os.fork()
    if pid:
        return pid
    try:
        kinds = {"drill.act": Kind(act_slowly if slowly else act, attempts=10_000)}
        worker = Worker(kinds, name=name, lease=LEASE)
        signal.signal(signal.SIGTERM, lambda *_: worker.stop())
        worker.run()
        connections.close_all()
    finally:
        os._exit(0)


def stall(pid: int) -> None:
    """A worker that is away until another has its job, and then goes on as if nothing had happened."""
    os.kill(pid, signal.SIGSTOP)
    time.sleep(LEASE.total_seconds() + 0.4)
    os.kill(pid, signal.SIGCONT)
    time.sleep(0.2)


def end(pid: int, how: signal.Signals) -> None:
    os.kill(pid, how)
    os.waitpid(pid, 0)


def ask(count: int) -> None:
    from django.db import transaction  # noqa: PLC0415

    from sikao.office.groundwork import clock  # noqa: PLC0415
    from sikao.office.groundwork.actor import machine  # noqa: PLC0415
    from sikao.office.groundwork.jobs.queue import enqueue  # noqa: PLC0415

    with transaction.atomic():
        for _ in range(count):
            enqueue("drill.act", actor=machine(), at=clock.now())


def act_slowly(job) -> None:
    """Progress, then two effects, with moments in between for a kill to hit."""
    for step in range(3):
        job.progress(step, 3)
        time.sleep(0.01)
    time.sleep(0.1)  # here a stalled worker has not noticed yet that its job is another's
    act(job, pause=0.02)


def act(job, pause: float = 0) -> None:
    from sikao.office.groundwork.journal import Subject, write  # noqa: PLC0415
    from sikao.office.groundwork.notices.telling import notify  # noqa: PLC0415

    about = Subject("drill", job.ref)
    with job.fenced() as outcome:
        notify(["p1"], "job.ended", {"state": "x"}, about=about, at=job.now())
        time.sleep(pause)
        write(actor=job.actor, at=job.now(), verb="drill.act", subject=about)
        outcome.result = job.claimed.token
        time.sleep(pause)


def found() -> dict[str, object]:
    """What the database says afterwards, and all that is wrong with it."""
    from sikao.office.groundwork.jobs.models import Job, State  # noqa: PLC0415
    from sikao.office.groundwork.models import Entry  # noqa: PLC0415
    from sikao.office.groundwork.notices.models import Notice  # noqa: PLC0415
    from sikao.office.groundwork.verifying import verify  # noqa: PLC0415

    jobs = {job.ref: job for job in Job.objects.all()}
    entries = list(Entry.objects.order_by("seq"))
    written = Counter(entry.object_ref for entry in entries)
    told = Counter(Notice.objects.values_list("object_ref", flat=True))
    wrong = [f"{ref} is {job.state}" for ref, job in jobs.items() if job.state != State.DONE]
    for effects in (written, told):
        wrong += [f"{ref}: {effects[ref]} times" for ref in jobs if effects[ref] != 1]
    wrong += [finding.text("en") for finding in verify().findings]
    begun_again = sum(job.attempts > 1 for job in jobs.values())
    return {"jobs": len(jobs), "begun_again": begun_again, "wrong": wrong}


if __name__ == "__main__":
    sys.exit(main())
