"""``python -m tests.drill.serving --kills N``: the served office is killed while somebody hands in over HTTP.

A program uploads a workbook, submits what was read from it and signs, as a person does over the pages, and
sends again whatever got no answer, with the same key. By turns the web server's worker, its first process and
the supervisor above both are killed with SIGKILL at a random moment of a random step; what is down is started
again. In every other round the answer of one request over the API is never read: the kill comes as soon as
its effect is in the database, so that what is sent again has to be answered from the key alone. Every receipt
that was shown is stored and verifies; every upload, submission and signature had one effect. Prints its
figures as JSON; exit code 1 otherwise.
"""

import argparse
import http.client
import json
import os
import re
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256
from random import Random  # noqa: TID251 -- the moments come from a stated seed
from typing import Any

from tests.drill.figures import progress
from tests.drill.killing import actors, put_back
from tests.homes import ROOT, prepared_home
from tests.load.served import Browser, Served, form_of

INSIDE = "SIKAO_DRILL_INSIDE"
STEPS = ("upload", "read", "submit", "sign", "receipt")
UNHEARD = {"upload": "/workbook", "submit": "/submit"}
"""The steps whose answer can be left unread, for they have a key; and how their addresses end."""
TARGETS = ("web worker", "server", "supervisor")
PATIENCE = 120.0
"""Seconds in which a round has to be over, whatever was killed in it."""
BROKEN = (OSError, http.client.HTTPException)


def main() -> int:
    """Make a home, and kill in a process of its own."""
    parser = argparse.ArgumentParser(prog="python -m tests.drill.serving")
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    if INSIDE in os.environ:
        return _inside(asked.kills, Random(asked.seed))
    with prepared_home("https = false\n") as environment:
        # Sessions are made beside the server, which has to know them for its own.
        environment |= {"SIKAO_SECRET_KEY": secrets.token_urlsafe(50), INSIDE: "1"}
        command = [sys.executable, "-m", "tests.drill.serving", "--kills", str(asked.kills)]
        command += ["--seed", str(asked.seed)]
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def _inside(kills: int, chance: Random) -> int:
    import django  # noqa: PLC0415 -- its settings are named by the environment

    django.setup()
    from django.db import connection  # noqa: PLC0415

    from sikao.office.groundwork import clock  # noqa: PLC0415
    from sikao.office.groundwork.verifying import verify  # noqa: PLC0415
    from tests.load.town import cookie_of, settle  # noqa: PLC0415

    household = settle(1, clock.now())[0]
    token, counted, wrong = token_for("unit_001_r"), Counter[str](), list[str]()
    receipts: list[bytes] = []
    slowest = 0.0
    # One process answers, so that the one that is killed is the one that was at work.
    with Served("--processes", "1") as server:
        for number in range(kills):
            target, unheard = TARGETS[number % len(TARGETS)], number % 2 == 0
            step = chance.choice([*UNHEARD] if unheard else STEPS)
            put_back(household.task)
            # Signing asks for a factor that was given a short while ago.
            household = replace(household, signer=cookie_of(actors()["unit_001_s"]))
            before = effects()
            client = Client(server.port, household, token, number, unheard=step if unheard else "")
            began = time.monotonic()
            back = kill_during(server, client, target, step, chance.uniform(0.0, 0.2))
            slowest = max(slowest, back)
            counted.update({target: 1, f"at {step}": 1, "broken off": int(client.broken > 0)})
            counted["answers never read"] += unheard
            counted["answered from the key"] += client.again
            receipts += [client.receipt] if client.receipt else []
            faults = [client.failed] if client.failed else done_once(client, before)
            wrong += [f"kill {number}, {target} at {step}: {what}" for what in faults]
            took = time.monotonic() - began
            progress(f"{number + 1} of {kills}: {target} at {step}, {took:.1f} s, wrong so far {len(wrong)}")
    wrong += [what for receipt in receipts for what in wrong_with(receipt)]
    wrong += [finding.text("en") for finding in verify().findings]
    told = {"database": connection.vendor, "kills": kills, **counted, "receipts": len(receipts)}
    told |= {"slowest_back_seconds": f"{slowest:.1f}", "wrong": wrong}
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    return 1 if wrong else 0


def kill_during(server: Served, client: "Client", target: str, step: str, pause: float) -> float:
    """Let a client hand in, kill once it has begun a step, start again what is down; seconds until it was."""
    runner = threading.Thread(target=client.hand_in, daemon=True)
    runner.start()
    client.begun[step].wait(PATIENCE)
    if client.unheard:
        wait_for_effect(client)
    else:
        time.sleep(pause)
    with suppress(ProcessLookupError):
        os.kill(server.processes()[target], signal.SIGKILL)  # all of them served when the client began
    client.killed.set()
    began = time.monotonic()
    if target == "web worker":  # its first process starts another one
        while not server.answers():
            time.sleep(0.05)
    else:
        server.server.wait(PATIENCE)
        server.start()
    back = time.monotonic() - began
    runner.join(PATIENCE)
    if runner.is_alive():
        client.failed = f"not through after {PATIENCE:.0f} s, {client.failed or 'still trying'}"
    return back


def wait_for_effect(client: "Client") -> None:
    """Until what the client asked for is done, whether or not it has been answered yet."""
    until = time.monotonic() + PATIENCE
    while not has_happened(client) and time.monotonic() < until:
        time.sleep(0.005)


def has_happened(client: "Client") -> bool:
    from sikao.office.cycle.models import Task  # noqa: PLC0415
    from sikao.office.groundwork.jobs.models import Job  # noqa: PLC0415

    if client.unheard == "upload":
        return Job.objects.filter(arguments__contains=sha256(client.workbook).hexdigest()).exists()
    return Task.objects.get(pk=client.household.task).state == "submitted"


@dataclass
class Client:
    """Somebody's program and browser: hands in step by step, and sends again what got no answer."""

    port: int
    household: Any
    token: str
    number: int
    broken: int = 0
    again: int = 0
    unheard: str = ""
    """The step whose first answer is never read, as when a line breaks."""
    receipt: bytes = b""
    failed: str = ""
    killed: threading.Event = field(default_factory=threading.Event)
    begun: dict[str, threading.Event] = field(
        default_factory=lambda: {step: threading.Event() for step in STEPS}
    )

    def __post_init__(self) -> None:
        self.cells, self.workbook = filled(self.household.task, self.number)
        self.until = time.monotonic() + PATIENCE

    def hand_in(self) -> None:
        """All steps; what goes wrong is told in ``failed``."""
        try:
            place = f"/tasks/{self.household.task}/"
            self.begun["upload"].set()
            name = {"file": (f"{self.number}.xlsx", self.workbook)}
            job = self.ask("POST", f"{place}workbook", *form_of({"version": "0"}, name))["job"]
            self.begun["read"].set()
            self.read(job)
            self.begun["submit"].set()
            given = json.dumps({"draft_version": 1, "warnings_seen": seen(self.household.task)}).encode()
            digest = self.ask("POST", f"{place}submit", given, "application/json")["digest"]
            self.begun["sign"].set()
            self.sign(place, digest)
            self.begun["receipt"].set()
            self.receipt = self.tried(lambda: self.signer().get(f"{place}receipt/file/"))
        except Exception as error:  # noqa: BLE001 -- the one who kills has to hear of everything
            self.failed = f"{type(error).__name__}: {error}"[:600]
        finally:
            for event in self.begun.values():
                event.set()

    def tried(self, attempt: Any) -> Any:
        """Whatever has no answer is tried again until there is one."""
        while True:
            try:
                return attempt()
            except BROKEN:
                self.broken += 1
                if time.monotonic() > self.until:
                    raise
                time.sleep(0.2)

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> Any:
        """One request to the API under a key of its own, again and again until it is answered."""
        key = f"{self.number}:{method}:{path}"
        headers = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": key, "Content-Type": kind}
        return self.tried(lambda: self.answered(method, path, body, headers))

    def answered(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Any:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            line.request(method, f"/api/v1{path}", body or None, headers)
            if path.endswith(UNHEARD.get(self.unheard, "—")) and not self.killed.is_set():
                self.killed.wait(PATIENCE)
                raise ConnectionAbortedError("the answer is not read")
            answer = line.getresponse()
            content = answer.read()
        finally:
            line.close()
        self.again += answer.getheader("Idempotency-Replayed") == "true"
        if answer.status not in {200, 202}:
            raise RuntimeError(f"{path}: {answer.status} {content.decode()[:300]}")
        return json.loads(content)

    def read(self, job: str) -> None:
        """Until the workbook is in the draft."""
        while (found := self.ask("GET", f"/jobs/{job}"))["state"] not in {"done", "failed", "cancelled"}:
            if time.monotonic() > self.until:
                raise TimeoutError(f"the workbook is {found['state']}")
            time.sleep(0.1)
        if found["state"] != "done":
            raise RuntimeError(f"the workbook is {found['state']}")

    def signer(self) -> Browser:
        return Browser(self.port, self.household.signer, [])

    def sign(self, place: str, digest: str) -> None:
        """Sign over the page; whoever heard nothing looks first whether it is signed already."""

        def once() -> None:
            page = self.signer().get(place).decode()
            if 'name="digest"' in page:
                found = re.search(r'name="digest" value="(\w{64})"', page)
                if found is None or found[1] != digest:
                    raise RuntimeError("something else is to be signed than was submitted")
                self.signer().post(f"{place}sign/", {"digest": digest}, {})
            elif f"{place}receipt/" not in page:
                raise RuntimeError("neither signed nor to be signed")

        self.tried(once)


def token_for(login: str) -> str:
    """A token for a reporter's program."""
    from datetime import timedelta  # noqa: PLC0415

    from sikao.office.accounts.actions.tokens import make_token  # noqa: PLC0415
    from sikao.office.accounts.models import Account  # noqa: PLC0415
    from sikao.office.groundwork import clock  # noqa: PLC0415
    from sikao.office.groundwork.actor import Actor, Channel  # noqa: PLC0415

    who, now = Actor(Account.objects.get(login=login).pk, Channel.WEB), clock.now()
    given = {"name": "drill", "last_day": clock.day_of(now) + timedelta(days=2)}
    return make_token(actor=who, at=now, scopes=("task.view", "task.fill", "task.submit"), **given).secret


def filled(ref: str, number: int) -> tuple[dict[str, str], bytes]:
    """Cells that no other round has, and the workbook with them."""
    from sikao.core.figures.forms import write_form  # noqa: PLC0415
    from sikao.office.cycle.forms import form_of as form_of_task  # noqa: PLC0415
    from sikao.office.cycle.judging import read_cells  # noqa: PLC0415
    from sikao.office.cycle.models import Task  # noqa: PLC0415

    task = Task.objects.get(pk=ref)
    form = form_of_task(task)
    cells = {str(slot.key): f"{40 + number % 50}.{number // 50 + 1}" for slot in form.slots}
    return cells, write_form(form, read_cells(form, cells, task, complete=True))


def seen(ref: str) -> int:
    from tests.drill import killing  # noqa: PLC0415

    return killing.seen(ref)


def effects() -> dict[str, int]:
    """How many of everything there are that a round has to add one to."""
    from sikao.office.groundwork.models import Entry  # noqa: PLC0415
    from sikao.office.ledger.models import FigureVersion, Submission  # noqa: PLC0415

    done = Entry.objects.filter(outcome="done")
    return {
        "submissions": Submission.objects.count(),
        "figures": FigureVersion.objects.count(),
        "task.submit": done.filter(verb="task.submit").count(),
        "task.sign": done.filter(verb="task.sign").count(),
    }


def done_once(client: Client, before: dict[str, int]) -> list[str]:
    """What a round added besides one submission with its figures and one entry for each act."""
    from sikao.office.cycle.judging import cells_of  # noqa: PLC0415
    from sikao.office.cycle.models import Draft, Task  # noqa: PLC0415
    from sikao.office.groundwork.jobs.models import Job  # noqa: PLC0415
    from tests.load.town import FIGURES  # noqa: PLC0415

    added = {name: count - before[name] for name, count in effects().items()}
    wanted = {"submissions": 1, "figures": FIGURES, "task.submit": 1, "task.sign": 1}
    wrong = [] if added == wanted else [f"added {added}"]
    draft = Draft.objects.get(task=client.household.task)
    if (draft.version, cells_of(draft)) != (1, client.cells):
        wrong.append(f"the draft is of version {draft.version}")
    workbook = sha256(client.workbook).hexdigest()
    if (jobs := Job.objects.filter(arguments__contains=workbook).count()) != 1:
        wrong.append(f"{jobs} jobs for one workbook")
    if Task.objects.get(pk=client.household.task).state != "signed":
        wrong.append("not signed")
    return wrong + ([] if client.receipt else ["no receipt"])


def wrong_with(receipt: bytes) -> list[str]:
    """What is wrong with a receipt that was shown: it has to verify, and all that it names to be stored."""
    from sikao.core.wording import FindingsError  # noqa: PLC0415
    from sikao.office.groundwork.receipts import read_receipt, rows_of  # noqa: PLC0415
    from sikao.office.ledger.models import FigureVersion, Submission  # noqa: PLC0415
    from tests.load.town import FIGURES  # noqa: PLC0415

    try:
        named = {row["ref"] for row in rows_of(read_receipt(receipt, "r.zip"))}
    except FindingsError as error:
        return [str(error)]
    posted = FigureVersion.objects.filter(ref__in=named).count()
    handed_in = Submission.objects.filter(ref__in=named).count()
    return [] if (posted, handed_in) == (FIGURES, 1) else [f"a receipt for {posted} figures"]


if __name__ == "__main__":
    sys.exit(main())
