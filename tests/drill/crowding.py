"""A home on a disk that fills up at ten stages of reporting, in the home that the environment names.

Prints its figures as JSON: what was refused and why; every change of state must have its entry, and all must
go on when there is room again. Started by ``tests/drill/test_small_home.py``.
"""

import json
import os
import sys
from collections import Counter
from contextlib import suppress
from pathlib import Path
from random import Random  # noqa: TID251 -- from a stated seed
from typing import Any

import django

FULL = {"home.full", "file.not_written"}
BLOCK = 4096


def fill(path: Path, left: int) -> None:
    """Leave so many bytes free."""
    with path.open("wb", buffering=0) as filler:
        with suppress(OSError):
            while True:
                filler.write(b"x" * BLOCK)
        filler.truncate(max(0, filler.tell() - left))


class Reporter:
    """Somebody who reports, whatever the disk says."""

    def __init__(self) -> None:
        from sikao.office.accounts.models import Account  # noqa: PLC0415 -- the framework is set up now
        from sikao.office.cycle.duties import slots_of  # noqa: PLC0415
        from sikao.office.groundwork import clock  # noqa: PLC0415
        from sikao.office.groundwork.actor import Actor, Channel  # noqa: PLC0415
        from tests.load.town import settle  # noqa: PLC0415

        self.now, self.chance = clock.now, Random(1)
        self.ref = settle(1, clock.now())[0].task
        self.actor = Actor(Account.objects.get(login="unit_001_r").person_id, Channel.WEB)
        self.keys = ["/".join(slot.key) for slot in slots_of(self.task())]

    def task(self) -> Any:
        from sikao.office.cycle.models import Task  # noqa: PLC0415

        return Task.objects.get(pk=self.ref)

    def version(self) -> int:
        from sikao.office.cycle.models import Draft  # noqa: PLC0415

        found = Draft.objects.filter(task=self.ref).first()
        return 0 if found is None else found.version

    def act(self, name: str, **given: object) -> str:
        """One act: ``done``, or the code of its refusal."""
        from sikao.office.cycle import actions  # noqa: PLC0415
        from sikao.office.groundwork.refusals import Refusal  # noqa: PLC0415

        try:
            getattr(actions, name)(actor=self.actor, at=self.now(), task=self.ref, **given)
        except Refusal as refusal:
            return refusal.findings[0].code
        return "done"

    def save(self) -> str:
        cells = {key: f"{self.chance.randrange(10, 99)}.5" for key in self.keys}
        return self.act("save_draft", version=self.version(), cells=cells)

    def attach(self) -> str:
        from sikao.core.wording import FindingsError  # noqa: PLC0415
        from sikao.office.accounts.rights.verbs import Verb  # noqa: PLC0415
        from sikao.office.cycle.attaching import stored_evidence  # noqa: PLC0415
        from sikao.office.groundwork.malware import HandedIn  # noqa: PLC0415

        try:
            content = b"%PDF-1.4\n" + self.chance.randbytes(100_000)
            sent = HandedIn("佐证.pdf", self.actor, self.now(), Verb.EVIDENCE_ADD)
            piece = stored_evidence(sent, [content], 1 << 20, None)
        except FindingsError as full:  # before the act: nothing is stored, hence nothing is attached
            return full.findings[0].code
        return self.act("attach", evidence=piece)

    def step(self) -> str:
        """To the signer, or back from there."""
        if self.task().state == "open":
            return self.act("submit_task", draft_version=self.version())
        return self.act("take_back")


def main() -> int:
    """Ten stages, each with a little more room than the one before."""
    filler, told, wrong = Path(os.environ["SIKAO_HOME"], "filler"), Counter[str](), list[str]()
    reporter = Reporter()
    for stage in range(10):
        fill(filler, stage * 3 * BLOCK)
        for act in (reporter.save, reporter.attach) * 6 + (reporter.step,) * 6:
            told[act()] += 1
            if reporter.task().state == "submitted" and act != reporter.step:
                told[reporter.step()] += 1
        filler.unlink()
        if reporter.task().state == "submitted":
            reporter.step()
        after = [act() for act in (reporter.save, reporter.attach, reporter.step, reporter.step)]
        if set(after) != {"done"}:
            wrong.append(f"stage {stage}: there is room, and still {after}")
    wrong += found(reporter)
    wrong += [f"refused with {code}" for code in told if code not in FULL | {"done"}]
    sys.stdout.write(json.dumps({"stages": 10, **told, "wrong": wrong}, ensure_ascii=False) + "\n")
    return 1 if wrong else 0


def found(reporter: Reporter) -> list[str]:
    """What is wrong in the end."""
    from sikao.office.groundwork.models import Entry  # noqa: PLC0415
    from sikao.office.groundwork.verifying import verify  # noqa: PLC0415

    steps = Entry.objects.filter(verb__in=["task.submit", "task.take_back"], outcome="done").count()
    changes = reporter.task().version - 1
    wrong = [] if steps == changes else [f"{steps} entries for {changes} changes of state"]
    wrong += [finding.text("en") for finding in verify().findings]
    half = [path for path in Path(os.environ["SIKAO_HOME"], "files").rglob(".*") if path.is_file()]
    return wrong + [f"half a file: {path}" for path in half]


if __name__ == "__main__":
    django.setup()
    sys.exit(main())
