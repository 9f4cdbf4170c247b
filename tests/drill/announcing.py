"""``python -m tests.drill.announcing {deciding,computing} --kills N``: results are killed on their way.

Deciding: a process opens, gives, submits, approves by a document, publishes and withdraws results, again and
again, and tells each as soon as it is done; it is killed with SIGKILL at a random moment. Computing: workers
are killed while they compute runs. What was told is there, nothing is half there, each thing once; every run
comes out again. Prints its figures as JSON; exit code 1 otherwise.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from random import Random  # noqa: TID251 -- the moments come from a stated seed
from typing import Any

from tests.drill.figures import progress
from tests.drill.killing import KILLS_EACH
from tests.homes import ROOT, prepared_home

INSIDE = "SIKAO_DRILL_INSIDE"
AFTER = {
    "edition.open": {"provisional"},
    "edition.give": {"feedback"},
    "edition.submit": {"submitted"},
    "edition.approve_offline": {"approved"},
    "edition.publish": {"published", "replaced"},
    "edition.withdraw": {"withdrawn"},
}
"""In which states a result may stand whose last step is this one."""
TOLD = {
    "edition.publish": ("notice.result_published", "notice.result_corrected"),
    "edition.give": ("notice.result_given",),
}
"""Steps of which everybody concerned is told."""


def main() -> int:
    """Make a home, and kill in a process of its own."""
    parser = argparse.ArgumentParser(prog="python -m tests.drill.announcing")
    parser.add_argument("what", choices=("deciding", "computing"))
    parser.add_argument("--run", default="", help=argparse.SUPPRESS)
    parser.add_argument("--killed", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    if asked.killed:
        return _killed(asked.what, asked.run)
    if INSIDE in os.environ:
        return _inside(asked.what, asked.kills, Random(asked.seed))
    with prepared_home() as environment:
        command = [sys.executable, "-m", "tests.drill.announcing", asked.what, "--kills", str(asked.kills)]
        command += ["--seed", str(asked.seed)]
        given = environment | {INSIDE: "1"}
        return subprocess.run(command, cwd=ROOT, env=given, check=False).returncode


def _inside(what: str, kills: int, chance: Random) -> int:
    import django  # noqa: PLC0415 -- its settings are named by the environment

    django.setup()
    from sikao.office.groundwork.verifying import verify  # noqa: PLC0415
    from tests.office.results.years import reported  # noqa: PLC0415

    city = reported()
    city.staffed("licang", "jimo")
    told = (kill_deciders if what == "deciding" else kill_workers)(city, kills, chance)
    told["wrong"] += [finding.text("en") for finding in verify().findings]
    told = {"killed": f"whoever is {what}", "kills": kills, **told}
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    return 1 if told["wrong"] else 0


def _killed(what: str, run: str) -> int:
    """What a process does until it is killed."""
    import django  # noqa: PLC0415

    django.setup()
    from sikao.office.groundwork.actor import Actor, Channel  # noqa: PLC0415
    from tests.office.city import City  # noqa: PLC0415

    city = City(people={who: Actor(who, Channel.WEB) for who in ("staff", "director")})
    caught_up(city)
    if what == "computing":
        work_on(city)
    while True:
        step, ref = decide_once(city, run)
        sys.stdout.write(f"{step} {ref}\n")
        sys.stdout.flush()


def started(what: str, run: str = "") -> subprocess.Popen[str]:
    """A process of its own: one that is forked would share threads that it does not have."""
    command = [sys.executable, "-m", "tests.drill.announcing", what, "--run", run, "--killed"]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def caught_up(city: Any) -> None:
    """The city's clock goes on from the last entry, whoever wrote it."""
    from sikao.office.groundwork.models import Head  # noqa: PLC0415

    city.at = max(city.at, Head.objects.get(pk=1).at) + timedelta(minutes=1)


# Deciding.


def kill_deciders(city: Any, kills: int, chance: Random) -> dict[str, Any]:
    """Kill the process that decides; what it told has to be there, and all of it."""
    from tests.office.results.years import computed  # noqa: PLC0415

    run = computed(city)
    wrong: list[str] = []
    steps = 0
    for number in range(kills):
        process = started("deciding", run)
        first = process.stdout.readline()
        # It is at work; from here on the kill may come at any moment.
        time.sleep(chance.uniform(0.0, 0.6))
        process.kill()
        rest, _ = process.communicate()
        done = [line.split() for line in (first, *rest.splitlines(keepends=True)) if line.endswith("\n")]
        steps += len(done)
        wrong += [f"kill {number}: {what}" for what in what_is_wrong(done)]
        progress(f"{number + 1} of {kills} kills, {steps} steps told, {len(wrong)} wrong")
    return {"steps_told": steps, "wrong": wrong}


def decide_once(city: Any, run: str) -> tuple[str, str]:
    """The next step of the last result: what it is, and about which."""
    from sikao.office.results import actions  # noqa: PLC0415
    from sikao.office.results.models import Edition  # noqa: PLC0415
    from tests.office.results import ways  # noqa: PLC0415

    row = Edition.objects.order_by("-number").first()
    if row is None or row.state == "withdrawn":
        return "edition.open", ways.opened(city, run)
    staff, director = (
        {"actor": city.people[who], "at": city.now(), "edition": row.ref} for who in ("staff", "director")
    )
    if row.state == "provisional":
        actions.give_edition(**staff)
        return "edition.give", row.ref
    if row.state == "feedback":  # the days for replies are over at once: a drill has no fortnight for each
        Edition.objects.filter(pk=row.ref).update(reply_until=city.at - timedelta(days=1))
        actions.submit_edition(**staff, units="points", public="nothing")
        return "edition.submit", row.ref
    if row.state == "submitted":
        paper = replace(ways.PAPER, day=city.at.date())
        actions.approve_edition_offline(**staff, bound=row.bound, paper=paper)
        return "edition.approve_offline", row.ref
    if row.state == "approved":
        actions.publish_edition(**director, bound=row.bound)
        return "edition.publish", row.ref
    actions.withdraw_edition(**director, reason="演练")
    return "edition.withdraw", row.ref


def what_is_wrong(told: list[list[str]]) -> list[str]:
    """Steps that were told and are not there, and results in a state that their steps do not say."""
    from sikao.office.groundwork.models import Entry  # noqa: PLC0415
    from sikao.office.groundwork.notices.models import Notice  # noqa: PLC0415
    from sikao.office.results.models import Edition, Step  # noqa: PLC0415

    steps = Counter(Step.objects.values_list("what", "edition_id"))
    wrong = [
        f"{step} was told, and is there {steps[step, ref]} times"
        for step, ref in told
        if steps[step, ref] != 1
    ]
    for row in Edition.objects.all():
        last = Step.objects.filter(edition=row).order_by("entry_id").last()
        if last is None or row.state not in AFTER[last.what]:
            wrong.append(f"a result is {row.state} after {last}")
    done = Counter(Entry.objects.filter(outcome="done", verb__in=AFTER).values_list("verb", flat=True))
    by_verb = Counter(Step.objects.values_list("what", flat=True))
    if done != by_verb:
        wrong.append(f"steps {by_verb}, and entries {done}")
    for verb, codes in TOLD.items():
        notices = Counter(
            Notice.objects.filter(code__in=codes, person="licang_s").values_list("object_ref", flat=True)
        )
        refs = set(Step.objects.filter(what=verb).values_list("edition_id", flat=True))
        if notices != Counter(refs):
            wrong.append(f"of {verb} was told: {notices}, done: {refs}")
    return wrong


# Computing.


def kill_workers(city: Any, kills: int, chance: Random) -> dict[str, Any]:
    """Kill workers while they compute a run; each run is kept once in the end, and comes out again."""
    from sikao.office.groundwork.jobs.queries import find_job  # noqa: PLC0415
    from sikao.office.results.queries import run as run_view  # noqa: PLC0415
    from tests.office.results.years import ask, revised  # noqa: PLC0415

    wrong: list[str] = []
    killed = runs = again = 0
    while killed < kills:
        caught_up(city)
        revised(city, f"{runs % 9 + 1}.{runs // 9 + 1}")  # another question each time
        ref = ask(city)
        runs += 1
        job = run_view(ref).job
        for _ in range(KILLS_EACH):
            worker = started("computing")
            while not find_job(job).attempts and worker.poll() is None:
                time.sleep(0.02)  # until one has begun with it
            time.sleep(chance.uniform(0.0, 2.5))
            worker.kill()
            worker.communicate()
            killed += 1
        worker, limit = started("computing"), time.monotonic() + 240
        while not find_job(job).state.has_ended and time.monotonic() < limit:
            time.sleep(0.1)
        worker.kill()
        worker.communicate()
        again += find_job(job).attempts > 1
        wrong += [f"run {runs}: {what}" for what in what_is_wrong_with_run(ref, runs)]
        progress(f"{killed} of {kills} workers killed, {runs} runs, {len(wrong)} wrong")
    return {"kills_of_workers": killed, "runs": runs, "begun_again": again, "wrong": wrong}


def what_is_wrong_with_run(ref: str, number: int) -> list[str]:
    """Kept not at all or more than once, or not what comes out when it is computed again."""
    from sikao.office.groundwork.models import Entry  # noqa: PLC0415
    from sikao.office.results.models import Computed, Failed  # noqa: PLC0415
    from sikao.office.results.queries import run as run_view  # noqa: PLC0415
    from sikao.office.results.replaying import replay  # noqa: PLC0415
    from sikao.office.results.rules import RunState  # noqa: PLC0415

    view = run_view(ref)
    if view.state is not RunState.READY:
        return [f"it is {view.state}: {[finding.text('en') for finding in view.findings]}"]
    entries = Entry.objects.filter(verb="run.keep", outcome="done").count()
    counts = (Computed.objects.count(), entries, Failed.objects.count())
    wrong = [] if counts == (number, number, 0) else [f"kept {counts} times after {number} runs"]
    return wrong + [finding.text("en") for finding in replay(view).findings]


def work_on(city: Any) -> None:
    """A worker under the name of the one before it, in the city's time, whose job it takes up at once."""
    from sikao.interfaces.jobs.registration import KINDS  # noqa: PLC0415
    from sikao.office.groundwork.jobs.worker import Worker  # noqa: PLC0415

    caught_up(city)

    def now() -> Any:
        city.at += timedelta(milliseconds=100)
        return city.at

    Worker(KINDS, name="steady", now=now).run()


if __name__ == "__main__":
    sys.exit(main())
