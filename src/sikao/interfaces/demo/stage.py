"""What every scene of the demonstration works with: who is there, what is known, what time it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path

from sikao.core.books import open_scheme
from sikao.core.books.opening import Opened
from sikao.core.figures.table import Figures
from sikao.interfaces.demo.people import Cast
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle import actions as cycle
from sikao.office.cycle.assessing import assess
from sikao.office.cycle.attaching import stored_evidence
from sikao.office.cycle.duties import slots_of
from sikao.office.cycle.models import Draft, Task
from sikao.office.groundwork.actor import Actor, Channel, machine
from sikao.office.groundwork.clock import now
from sikao.office.groundwork.here import place
from sikao.office.groundwork.malware import HandedIn
from sikao.office.ledger.facts import Key, NewEvidence

SCHEME = "qingdao_2020"
SCAN = b"%PDF-1.4\n% demonstration: a scan would be here\n%%EOF\n"
"""Stands for the scan of a paper, and says so."""


Work = Callable[[datetime], object]
MOST_LOOKS = 2400
"""So often somebody looks whether something is done; with pauses of a quarter of a second ten minutes."""


@dataclass
class Stage:
    """Where the story is told; ``at`` never goes back.

    ``show`` is told what moment clocks are to show; ``work`` does what is due in the
    background, as of a moment, or waits a little for whoever does it.
    """

    schemes: Path
    cast: Cast
    at: datetime
    show: Callable[[datetime], object]
    work: Work

    @cached_property
    def opened(self) -> Opened:
        """The scheme with the figures of its year and of those before."""
        return open_scheme(self.schemes / "qingdao-2020")

    @cached_property
    def known(self) -> dict[Key, str]:
        """What the figures say as first reported, as it would be typed."""
        return dict(_first_reported(self.opened.figures))

    def later(self, to: datetime | None = None) -> datetime:
        """A moment after the last act: a minute, or a given moment where that is still to come."""
        self.at = max(self.at + timedelta(minutes=1), to or self.at)
        return self.at

    def wait_until(self, done: Callable[[], bool]) -> None:
        """Let work be done in the background, here or by a worker beside a server, in the story's time."""
        self.show(self.later())
        for _ in range(MOST_LOOKS):
            self.work(self.at)
            if done():
                break
        self.later(now())

    def who(self, task: Task, role: str) -> Actor:
        """Who has a role where a task is done now."""
        return self.cast[f"{task.organisation}.{role}"]

    def submit(self, task: Task) -> None:
        """The reporter submits what is written, having seen its warnings."""
        draft = Draft.objects.get(task=task, paper=False)
        cycle.submit_task(
            actor=self.who(task, "reporter"),
            at=self.later(),
            task=task.ref,
            draft_version=draft.version,
            warnings_seen=len(assess(task, draft, complete=True).warnings),
        )

    def sign(self, task: Task) -> None:
        """The signer signs what was submitted."""
        digest = assess(task, Draft.objects.get(task=task, paper=False), complete=True).digest
        cycle.sign_task(actor=self.who(task, "signer"), at=self.later(), task=task.ref, digest=digest)

    def hand_in(self, task: Task) -> None:
        """What is written goes out: submitted and signed."""
        self.submit(task)
        self.sign(task)

    def correct(self, task: Task, cells: dict[Key, str], why: str, document: str, proof: str = "") -> None:
        """A correction goes out: what stands, and instead of it ``cells``; ``proof`` names a file with it."""
        kept = {slot.key: self.known[slot.key] for slot in slots_of(task)} | cells
        self.write(task, {"/".join(key): text for key, text in kept.items()}, note=why, document=document)
        if proof:
            reporter = self.who(task, "reporter")
            cycle.attach(
                actor=reporter, at=self.later(), task=task.ref, evidence=scan(self, proof, about=document)
            )
        self.hand_in(task)

    def write(
        self, task: Task, cells: dict[str, str], note: str | None = None, document: str | None = None
    ) -> int:
        """The reporter writes cells into the draft as it stands now; gives its new version.

        What is not given stays as it is in the draft.
        """
        return cycle.save_draft(
            actor=self.who(task, "reporter"),
            at=self.later(),
            task=task.ref,
            version=version_of(task),
            cells=cells,
            note=note,
            document=document,
        )


def version_of(task: Task, *, paper: bool = False) -> int:
    """The version of a task's draft, 0 where there is none."""
    draft = Draft.objects.filter(task=task, paper=paper).first()
    return 0 if draft is None else draft.version


def scan(stage: Stage, name: str, about: str = "") -> NewEvidence:
    """Something handed in that stands for the scan of a paper; ``about`` makes it a file of its own."""
    return handed_in(stage, name, SCAN + about.encode())


def handed_in(stage: Stage, name: str, content: bytes) -> NewEvidence:
    """A file that is brought as evidence."""
    sent = HandedIn(name, machine(Channel.COMMAND), stage.at, Verb.EVIDENCE_ADD)
    return stored_evidence(sent, [content], place().upload_megabytes << 20)


def _first_reported(figures: Figures) -> Iterator[tuple[Key, str]]:
    for figure in figures:
        if not figure.since:
            said = figure.absence.term.zh if figure.value is None and figure.absence else str(figure.value)
            yield (figure.unit, figure.indicator, figure.kind.value, str(figure.period)), said
