"""``python -m tests.drill.printing --kills N``: SIGKILL for workers that make papers, at any moment.

The letters and the bulletin of a published result are made again and again. Of every job one worker is
killed at a random moment and one at a step: once the files of one paper are stored, once those of all are,
once rows and entry are written and not yet committed. Then one is let be. Every paper of a job is made once
in the end, from the last words; what lies on the disk is named by rows, and is what a worker makes whom
nobody disturbs. Prints its figures as JSON; exit code 1 otherwise.
"""

import argparse
import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from random import Random  # noqa: TID251 -- the moments come from a stated seed
from typing import Any

from tests.drill.announcing import INSIDE, caught_up
from tests.drill.figures import progress
from tests.drill.killing import KILLS_EACH
from tests.homes import ROOT, prepared_home

LETTERS = ("jimo", "pingdu")
STEPS = ("one stored", "all stored", "journaled")
LONGEST = 3.0
"""Seconds from the beginning of a job within which a kill comes at random: papers take as long."""


def main() -> int:
    """Make a home, and kill in a process of its own."""
    parser = argparse.ArgumentParser(prog="python -m tests.drill.printing")
    parser.add_argument("--kills", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--still", default=None, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.still is not None:
        return _killed(asked.still)
    if INSIDE in os.environ:
        return _inside(asked.kills, Random(asked.seed))
    with prepared_home() as environment:
        command = [sys.executable, "-m", "tests.drill.printing", "--kills", str(asked.kills)]
        command += ["--seed", str(asked.seed)]
        given = environment | {INSIDE: "1"}
        return subprocess.run(command, cwd=ROOT, env=given, check=False).returncode


def _inside(kills: int, chance: Random) -> int:
    import django  # noqa: PLC0415 -- its settings are named by the environment

    django.setup()
    from sikao.office.groundwork.verifying import verify  # noqa: PLC0415
    from tests.office.results import ways  # noqa: PLC0415
    from tests.office.results.years import computed, reported  # noqa: PLC0415

    city = reported()
    told = kill_printers(city, ways.published(city, computed(city)), kills, chance)
    told["wrong"] += [finding.text("en") for finding in verify().findings]
    told = {"killed": "whoever makes papers", "kills": kills, **told}
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    return 1 if told["wrong"] else 0


# Workers.


def _killed(step: str) -> int:
    """A worker until it is killed; where a step is named it does that, says so, and goes no further."""
    import django  # noqa: PLC0415

    django.setup()
    from sikao.interfaces.jobs.registration import KINDS  # noqa: PLC0415
    from sikao.office.groundwork.jobs.worker import Worker  # noqa: PLC0415
    from tests.office.city import City  # noqa: PLC0415

    city = City()
    caught_up(city)
    if step:
        stand_still_at(step)

    def now() -> Any:
        city.at += timedelta(milliseconds=100)
        return city.at

    Worker(KINDS, name="steady", now=now).run()
    return 0


def stand_still_at(step: str) -> None:
    from sikao.office.bulletins import working  # noqa: PLC0415

    keep, keep_papers = working.keep, working.keep_papers

    def still() -> None:
        sys.stdout.write(f"{step}\n")
        sys.stdout.flush()
        time.sleep(600)

    def one(*given: Any) -> None:
        keep(*given)
        still()

    def every(**given: Any) -> None:
        if step == "journaled":
            keep_papers(**given)
        still()

    if step == "one stored":
        working.keep = one
    else:
        working.keep_papers = every


def started(step: str = "") -> subprocess.Popen[str]:
    """A process of its own, which takes up at once what the one before it had."""
    command = [sys.executable, "-m", "tests.drill.printing", "--still", step]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def ended(worker: subprocess.Popen[str]) -> None:
    worker.kill()
    worker.communicate()


# Killing them.


def kill_printers(city: Any, edition: str, kills: int, chance: Random) -> dict[str, Any]:
    """Kill workers of one job after the other; every one of its papers is made once in the end."""
    from sikao.office.groundwork.jobs.queries import find_job  # noqa: PLC0415

    wrong: list[str] = []
    killed = jobs = papers = again = 0
    stood = dict.fromkeys(STEPS, 0)
    while killed < kills:
        caught_up(city)
        jobs += 1
        refs = list(asked_for(city, edition, jobs))
        papers += len(refs)
        job = job_of(refs)
        kill_at_random(job, chance)
        step = STEPS[jobs % len(STEPS)]
        stood[step] += killed_at(step, job)
        killed += KILLS_EACH
        let_be(job)
        again += find_job(job).attempts - 1
        wrong += [f"job {jobs}: {what}" for what in what_is_wrong(job, refs, jobs, papers)]
        progress(f"{killed} of {kills} workers killed, {jobs} jobs, {len(wrong)} wrong")
    wrong += what_is_wrong_on_the_disk()
    wrong += what_another_makes(city, edition)
    told = {"kills_of_workers": killed, "jobs": jobs, "papers": papers}
    return {**told, "begun_again": again, "stood_still": stood, "wrong": wrong}


def asked_for(city: Any, edition: str, number: int) -> tuple[str, ...]:
    """All papers of the result; every second time the letters alone, with other numbers."""
    from sikao.office.bulletins import actions  # noqa: PLC0415
    from sikao.office.groundwork.clock import day_of  # noqa: PLC0415
    from tests.office.bulletins import letting  # noqa: PLC0415

    act = {"actor": city.people["staff"], "at": city.now(), "edition": edition}
    if number % 2:
        return actions.prepare_papers(**act, bulletin=True, letters=LETTERS)
    typed = letting.typed("示考办函〔2021〕#号", on=day_of(city.at))
    return actions.number_letters(**act, typed=typed, first=10 * number)


def job_of(refs: list[str]) -> str:
    from sikao.office.bulletins.models import Paper  # noqa: PLC0415

    (job,) = set(Paper.objects.filter(pk__in=refs).values_list("job", flat=True))
    return str(job)


def kill_at_random(job: str, chance: Random) -> None:
    """Once it is at work the kill may come at any moment."""
    from sikao.office.groundwork.jobs.queries import find_job  # noqa: PLC0415

    worker = started()
    while not find_job(job).attempts and worker.poll() is None:
        time.sleep(0.02)
    time.sleep(chance.uniform(0.0, LONGEST))
    ended(worker)


def killed_at(step: str, job: str) -> bool:
    """Whether a worker came to a step and was killed there; where the job was done already, none does."""
    from sikao.office.groundwork.jobs.queries import find_job  # noqa: PLC0415

    worker, limit = started(step), time.monotonic() + 120
    came = False
    while not (came or find_job(job).state.has_ended) and time.monotonic() < limit:
        came = bool(select.select([worker.stdout], [], [], 0.5)[0])
    ended(worker)
    return came


def let_be(job: str) -> None:
    """A worker whom nobody kills before the job is done."""
    from sikao.office.groundwork.jobs.queries import find_job  # noqa: PLC0415

    worker, limit = started(), time.monotonic() + 240
    while not find_job(job).state.has_ended and time.monotonic() < limit:
        time.sleep(0.1)
    ended(worker)


# What is left.


def what_is_wrong(job: str, refs: list[str], jobs: int, papers: int) -> list[str]:
    """Papers not made, made twice, or of other words; files that are not there as they were stored."""
    from sikao.office.bulletins.models import Made, Paper, Words  # noqa: PLC0415
    from sikao.office.bulletins.restoring import document_of  # noqa: PLC0415
    from sikao.office.groundwork.files import content_of, is_whole  # noqa: PLC0415
    from sikao.office.groundwork.jobs.queries import find_job  # noqa: PLC0415
    from sikao.office.groundwork.models import Entry  # noqa: PLC0415

    found = find_job(job)
    if found.state != "done":
        return [f"it is {found.state}: {[finding.text('en') for finding in found.findings]}"]
    kept = Entry.objects.filter(verb="paper.keep", outcome="done").count()
    counts = (kept, Made.objects.count())
    wrong = [] if counts == (jobs, papers) else [f"kept and made {counts}, of {jobs} jobs, {papers} papers"]
    for row in Paper.objects.filter(pk__in=refs):
        made = list(Made.objects.filter(paper=row, job=job))
        if [(one.ref, one.words) for one in made] != [(row.made, row.words)]:
            wrong.append(f"{row} was made {len(made)} times by this job")
            continue
        if not all(map(is_whole, digests_of(made[0]))):
            wrong.append(f"a file of {row} is not there as it was stored")
            continue
        number = Words.objects.get(paper=row, number=row.words).document_number
        if document_of(content_of(made[0].content_sha256)).head.number != number:
            wrong.append(f"{row} does not bear its number")
    return wrong


def digests_of(made: Any) -> Iterator[str]:
    """The files of a paper, by their digests."""
    names = ("content", "own", "pdf", "docx", "xlsx")
    return (digest for name in names if (digest := getattr(made, f"{name}_sha256")))


def what_is_wrong_on_the_disk() -> list[str]:
    """Files that no row names: what a killed worker stored is stored again by its successor, or is swept."""
    from sikao.office.groundwork import clock  # noqa: PLC0415
    from sikao.office.groundwork.files import sweep  # noqa: PLC0415
    from sikao.office.groundwork.here import installation  # noqa: PLC0415

    unnamed = sweep(clock.now() + timedelta(days=2))
    begun = [path for path in installation().files.rglob(".*") if path.is_file()]
    return [f"{len(unnamed)} files without a row, {len(begun)} half ones"] if unnamed or begun else []


def what_another_makes(city: Any, edition: str) -> list[str]:
    """The same words give the same bytes to a worker whom nobody kills."""
    from sikao.office.bulletins.models import Made, Paper  # noqa: PLC0415
    from tests.office.bulletins import letting  # noqa: PLC0415

    def standing() -> dict[str, list[str]]:
        rows = Paper.objects.exclude(unit="").values_list("pk", "made")
        return {pk: list(digests_of(Made.objects.get(pk=made))) for pk, made in rows}

    caught_up(city)
    before = standing()
    letting.prepared(city, edition, letters=LETTERS)
    return [] if standing() == before else ["whoever is not killed makes other files of the same words"]


if __name__ == "__main__":
    sys.exit(main())
