"""``python -m tests.drill.killing WHAT --kills N``: SIGKILL at random moments, and what is left afterwards.

``worker`` is killed while it reads workbooks into drafts; ``exporting`` at each step of making a list: once
it is composed, once its file is stored, once it is journaled and not yet committed; ``acting`` is a process
that submits and signs one sheet after the other, as a thread of the server does, and says of each that it is
signed; ``postgres`` kills the database server under such a process, with safe settings, and starts it again.
Prints its figures as JSON; exit code 1 when anything was lost, half-done or done twice.
"""

import argparse
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, suppress
from pathlib import Path
from random import Random  # noqa: TID251 -- the moments come from a stated seed
from typing import Any

from tests.drill.figures import progress
from tests.homes import ROOT, prepared_home
from tests.postgres import DurableServer

SETTINGS = "export_reason_rows = 10\n"
"""The fifty figures of a sheet are a long list."""
KILLS_EACH = 2
"""Workers that die of one workbook: after a third it counts as the reason, and is given up."""
STEPS = ("composed", "stored", "journaled")


def main() -> int:
    """Make a home, and kill in a process of its own."""
    parser = argparse.ArgumentParser(prog="python -m tests.drill.killing")
    parser.add_argument("what", choices=("worker", "exporting", "acting", "postgres"))
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--inside", default="", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.inside:
        return _inside(asked)
    with ExitStack() as stack:
        folder = "—"
        if asked.what == "postgres":
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="sikao-pg-"))
            server = DurableServer(Path(folder))
            stack.callback(server.stop)
            server.make()
            server.start()
            os.environ["DATABASE_URL"] = server.url
        environment = stack.enter_context(prepared_home(SETTINGS))
        command = [sys.executable, "-m", "tests.drill.killing", asked.what, "--inside", folder]
        command += ["--kills", str(asked.kills), "--seed", str(asked.seed)]
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def _inside(asked: argparse.Namespace) -> int:
    import django  # noqa: PLC0415 -- its settings are named by the environment

    django.setup()
    from sikao.office.groundwork import clock  # noqa: PLC0415
    from sikao.office.groundwork.verifying import verify  # noqa: PLC0415
    from tests.load.town import settle  # noqa: PLC0415

    task = settle(1, clock.now())[0].task
    chance = Random(asked.seed)
    if asked.what == "worker":
        told = kill_workers(task, asked.kills, chance)
    elif asked.what == "exporting":
        told = kill_exports(task, asked.kills)
    else:
        server = DurableServer(Path(asked.inside)) if asked.what == "postgres" else None
        told = kill_acts(task, asked.kills, chance, server)
    told["wrong"] += [finding.text("en") for finding in verify().findings]
    sys.stdout.write(
        json.dumps({"killed": asked.what, "kills": asked.kills, **told}, ensure_ascii=False) + "\n"
    )
    return 1 if told["wrong"] else 0


# Processes that act.


def put_back(ref: str) -> None:
    """The sheet is open once more."""
    from sikao.office.cycle.models import Draft, Task  # noqa: PLC0415

    Task.objects.filter(pk=ref).update(state="open", submission="", signed_at=None, submitted_by="")
    Draft.objects.filter(task=ref).delete()


def actors() -> dict[str, Any]:
    from sikao.office.accounts.models import Account  # noqa: PLC0415
    from sikao.office.groundwork.actor import Actor, Channel  # noqa: PLC0415

    people = Account.objects.values_list("login", "person_id")
    return {login: Actor(person, Channel.WEB) for login, person in people}


def sign_for_ever(ref: str, told: int) -> None:
    """Fill, submit and sign, again and again; every receipt is told as soon as there is one."""
    number = 0
    while True:
        number += 1
        put_back(ref)
        done = sign_once(ref, number)
        os.write(told, f"{done.submission} {done.seq} {done.figures}\n".encode())


def sign_once(ref: str, number: int) -> Any:
    """Fill a sheet with figures of its own, submit and sign it."""
    from sikao.office.cycle import actions  # noqa: PLC0415
    from sikao.office.cycle.duties import slots_of  # noqa: PLC0415
    from sikao.office.cycle.models import Task  # noqa: PLC0415
    from sikao.office.groundwork import clock  # noqa: PLC0415

    people = actors()
    reporter, signer = people["unit_001_r"], people["unit_001_s"]
    keys = ["/".join(slot.key) for slot in slots_of(Task.objects.get(pk=ref))]
    cells = {key: f"{40 + number % 9}.{place:02}" for place, key in enumerate(keys)}
    version = actions.save_draft(actor=reporter, at=clock.now(), task=ref, version=0, cells=cells)
    given = {"task": ref, "draft_version": version, "warnings_seen": seen(ref)}
    digest = actions.submit_task(actor=reporter, at=clock.now(), **given)
    return actions.sign_task(actor=signer, at=clock.now(), task=ref, digest=digest)


def seen(ref: str) -> int:
    from sikao.office.cycle.judging import judge  # noqa: PLC0415
    from sikao.office.cycle.models import Draft, Task  # noqa: PLC0415

    task = Task.objects.get(pk=ref)
    return len(judge(task, Draft.objects.get(task=task), complete=True).warnings)


def forked(work: Any, *given: object) -> int:
    """A process of its own that shares no connection with this one."""
    from django.db import connections  # noqa: PLC0415

    connections.close_all()
    pid = os.fork()
    if pid:
        return pid
    with suppress(BaseException):
        work(*given)
    os._exit(0)


def end(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def kill_acts(ref: str, kills: int, chance: Random, server: DurableServer | None) -> dict[str, Any]:
    """Kill the process that signs, or the database under it; what it told has to be there."""
    wrong: list[str] = []
    signed, slowest = 0, 0.0
    for number in range(kills):
        reading, writing = os.pipe()
        pid = forked(sign_for_ever, ref, writing)
        os.close(writing)
        # Until it is at work; from there on the kill may come at any moment.
        select.select([reading], [], [], 60)
        time.sleep(chance.uniform(0.0, 0.6))
        if server is not None:
            server.kill()
        end(pid)
        if server is not None:
            began = time.monotonic()
            server.start_again()
            slowest = max(slowest, time.monotonic() - began)
        with os.fdopen(reading) as told:
            receipts = [line.split() for line in told if line.endswith("\n")]
        signed += len(receipts)
        wrong += [f"kill {number}: {what}" for what in what_is_wrong(ref, receipts)]
        progress(f"{number + 1} of {kills} kills, {signed} receipts, {len(wrong)} wrong")
    figures = {"receipts_told": signed, "wrong": wrong}
    return figures | ({"slowest_restart_seconds": f"{slowest:.1f}"} if server is not None else {})


def what_is_wrong(ref: str, receipts: list[list[str]]) -> list[str]:
    """Receipts without figures, figures without their head, states without what belongs to them."""
    from django.db.models import Count  # noqa: PLC0415

    from sikao.office.cycle.models import Task  # noqa: PLC0415
    from sikao.office.groundwork.models import Entry  # noqa: PLC0415
    from sikao.office.ledger.models import FigureVersion, Submission  # noqa: PLC0415

    wrong = []
    posted = FigureVersion.objects.values_list("submission_id").annotate(count=Count("ref"))
    counts = dict(posted)
    for submission, seq, figures in receipts:
        if counts.get(submission) != int(figures) or not Entry.objects.filter(seq=int(seq)).exists():
            wrong.append(f"receipt {seq} was told, and its figures are not all there")
    submissions = set(Submission.objects.values_list("ref", flat=True))
    if submissions != set(counts) or len(set(counts.values())) > 1:
        wrong.append("a submission is there in part")
    if Entry.objects.filter(verb="task.sign", outcome="done").count() != len(submissions):
        wrong.append("signed more or less often than there are entries")
    task = Task.objects.get(pk=ref)
    if (task.state == "signed") != (task.submission in submissions):
        wrong.append(f"the task is {task.state}, but its submission says otherwise")
    return wrong


# Workers.


def kill_workers(ref: str, kills: int, chance: Random) -> dict[str, Any]:
    """Kill workers while they read a workbook; every one of them is in its draft once in the end."""
    from sikao.core.figures.forms import write_form  # noqa: PLC0415
    from sikao.office.cycle.forms import form_of  # noqa: PLC0415
    from sikao.office.cycle.importing import ask_import  # noqa: PLC0415
    from sikao.office.cycle.judging import cells_of, read_cells  # noqa: PLC0415
    from sikao.office.cycle.models import Draft, Task  # noqa: PLC0415
    from sikao.office.groundwork import clock  # noqa: PLC0415
    from sikao.office.groundwork.files import store  # noqa: PLC0415
    from sikao.office.groundwork.jobs.queries import find_job  # noqa: PLC0415

    wrong: list[str] = []
    killed = imports = again = 0
    while killed < kills:
        imports += 1
        put_back(ref)
        task = Task.objects.get(pk=ref)
        form = form_of(task)
        cells = {str(slot.key): f"{30 + imports % 50}.5" for slot in form.slots}
        workbook = store([write_form(form, read_cells(form, cells, task, complete=True))])
        given = {"task": ref, "version": 0, "workbook": workbook, "name": f"{imports}.xlsx"}
        job = ask_import(actor=actors()["unit_001_r"], at=clock.now(), **given)
        for _ in range(KILLS_EACH):
            pid = forked(work_on)
            time.sleep(chance.uniform(0.1, 1.5))
            end(pid)
            killed += 1
        pid, limit = forked(work_on), time.monotonic() + 120
        while not find_job(job).state.has_ended and time.monotonic() < limit:
            time.sleep(0.1)
        end(pid)
        progress(f"{killed} of {kills} workers killed, {imports} imports, {len(wrong)} wrong")
        found = find_job(job)
        again += found.attempts > 1
        draft = Draft.objects.filter(task=ref).first()
        if found.state != "done" or draft is None or (draft.version, cells_of(draft)) != (1, cells):
            why = "; ".join(finding.text("en") for finding in found.findings)
            wrong.append(f"import {imports} is {found.state}, draft {draft}: {why}")
    return {"kills_of_workers": killed, "imports": imports, "begun_again": again, "wrong": wrong}


def kill_exports(ref: str, kills: int) -> dict[str, Any]:
    """Kill workers at every step of making a list; each list is made and journaled once in the end."""
    from sikao.office.groundwork.jobs.queries import find_job  # noqa: PLC0415

    sign_once(ref, 1)
    before = files_lying()
    wrong: list[str] = []
    killed = exports = again = 0
    while killed < kills:
        exports += 1
        job = ask_list(exports)
        for step in STEPS:
            killed += killed_at(step)
        pid, limit = forked(work_on), time.monotonic() + 120
        while not find_job(job).state.has_ended and time.monotonic() < limit:
            time.sleep(0.1)
        end(pid)
        progress(f"{killed} of {kills} workers killed, {exports} exports, {len(wrong)} wrong")
        again += find_job(job).attempts - 1
        wrong += [f"export {exports}: {what}" for what in what_is_wrong_with_list(job, exports)]
        if files_lying() != before + exports:  # what a killed worker stored is stored again by its successor
            wrong.append(f"export {exports}: {files_lying() - before} files of {exports} exports")
    return {"kills_of_workers": killed, "exports": exports, "begun_again": again, "wrong": wrong}


def ask_list(number: int) -> str:
    """A list of all figures; every second one as a workbook."""
    from sikao.office.accounts.rights.verbs import Verb  # noqa: PLC0415
    from sikao.office.cycle.taking_out import Question, ask_export  # noqa: PLC0415
    from sikao.office.groundwork import clock  # noqa: PLC0415
    from sikao.office.groundwork.journal import head  # noqa: PLC0415

    form = ("csv", "xlsx")[number % 2]
    question = Question(actors()["staff"], clock.now(), head()[0], {"form": form})
    given = {"name": f"sikao-figures.{form}", "rows": 50, "reason": f"{number}"}
    return ask_export(Verb.FIGURE_EXPORT, question, lang="zh", **given)


def killed_at(step: str) -> bool:
    """Whether a worker came to a step of making a list, stood still there, and was killed."""
    reading, writing = os.pipe()
    pid = forked(stand_still_at, step, writing)
    os.close(writing)
    with os.fdopen(reading) as told:
        came = bool(select.select([told], [], [], 60)[0] and told.read(1))
        end(pid)
    return came


def stand_still_at(step: str, told: int) -> None:
    """A worker that does the step, says so, and goes no further."""
    from sikao.interfaces.jobs import registration  # noqa: PLC0415
    from sikao.office.cycle import taking_out  # noqa: PLC0415

    def still(work: Any) -> Any:
        def done(*given: Any, **named: Any) -> None:
            work(*given, **named)
            os.write(told, b".")
            time.sleep(600)

        return done

    if step == "composed":
        registration.made_list = still(registration.made_list)
    elif step == "stored":
        taking_out.store = still(taking_out.store)
    else:
        taking_out.NOTED = {verb: still(act) for verb, act in taking_out.NOTED.items()}
    work_on()


def what_is_wrong_with_list(ref: str, number: int) -> list[str]:
    """No file, or another than the journal says; too many entries."""
    from sikao.office.cycle.taking_out import export_made  # noqa: PLC0415
    from sikao.office.groundwork import clock  # noqa: PLC0415
    from sikao.office.groundwork.canonical import sha256  # noqa: PLC0415
    from sikao.office.groundwork.jobs.queries import find_job  # noqa: PLC0415
    from sikao.office.groundwork.models import Entry  # noqa: PLC0415

    state = find_job(ref).state
    if state != "done":
        return [f"it is {state}"]
    wrong = []
    entries = Entry.objects.filter(verb="figure.export").order_by("seq")
    if len(entries) != number:
        wrong.append(f"{len(entries)} entries of {number} exports")
    made = export_made(actors()["staff"], clock.now(), ref)
    kept = json.loads(entries.last().new)
    if (kept["sha256"], kept["rows"], kept["reason"]) != (sha256(made.content), 50, str(number)):
        wrong.append("the entry is of another file")
    return wrong


def files_lying() -> int:
    from sikao.office.groundwork.here import installation  # noqa: PLC0415

    return sum(path.is_file() for path in installation().files.rglob("*"))


def work_on() -> None:
    """A worker under the name of the one before it, whose job it takes up at once."""
    from sikao.interfaces.jobs.registration import KINDS  # noqa: PLC0415
    from sikao.office.groundwork.jobs.worker import Worker  # noqa: PLC0415

    Worker(KINDS, name="steady").run()


if __name__ == "__main__":
    sys.exit(main())
