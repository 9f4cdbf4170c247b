"""What happened in the demonstration's year up to 20 July 2020, act by act."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

import polars as pl

from sikao.core.books import open_scheme
from sikao.core.figures.table import Figures
from sikao.core.scheme import Scheme
from sikao.interfaces.demo.amending import Amending, before_amendment
from sikao.interfaces.demo.briefings import cells_told
from sikao.interfaces.demo.people import Cast
from sikao.interfaces.demo.results import Announcing
from sikao.interfaces.demo.reviews import Reviews
from sikao.interfaces.jobs.registration import KINDS
from sikao.interfaces.processes import answered
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle import actions as cycle
from sikao.office.cycle.actions.verifying import to_decide
from sikao.office.cycle.assessing import assess
from sikao.office.cycle.attaching import stored_evidence
from sikao.office.cycle.duties import briefing_of, slots_of
from sikao.office.cycle.judging import judge
from sikao.office.cycle.models import Confirmation, Draft, Task, Verification
from sikao.office.cycle.rules import ConfirmState, TaskKind
from sikao.office.groundwork.actor import Actor, Channel, machine
from sikao.office.groundwork.clock import CITY, day_of
from sikao.office.groundwork.here import place
from sikao.office.groundwork.jobs.worker import Worker
from sikao.office.groundwork.malware import HandedIn
from sikao.office.ledger.facts import Key, NewEvidence
from sikao.office.ledger.models import FigureVersion
from sikao.office.results import actions as results
from sikao.office.rulebook import actions as rulebook
from sikao.office.rulebook.archive import pack_folder, text_archive
from sikao.office.rulebook.checking import check_upload

TODAY = datetime(2020, 7, 20, 9, 0, tzinfo=CITY)
"""The moment at which the demonstration begins: a Monday, the last day for the figures of June."""
NEW_YEAR = datetime(2020, 1, 6, 9, 0, tzinfo=CITY)
SCHEME, FOLDER = "qingdao_2020", "qingdao-2020"
NOT_DELIVERED = {("investment_promotion", "2020-05"), ("customs", "2020-06")}
HALF_DONE, WITH_THE_SIGNER, RETURNED = "commerce", "finance", "human_resources"
REPORTED_EARLY = ("sco", "ftz", "hitech", "open_one", "open_two")
"""Zones that have reported on their own tasks before the last day, 25 July."""
TOLD_LATE = ("pingdu", "2020-03")
NOT_TOLD, HALF_TOLD, TOLD_TO_THE_SIGNER = ("pingdu", "2020-06"), ("jimo", "2020-06"), ("licang", "2020-06")
"""Briefings that are not delivered today: one is missing, one half written, one to be signed."""
RUNS = (("q1", datetime(2020, 4, 29, 15, 0, tzinfo=CITY)), ("h1", TODAY))
"""Checkpoints that the office computes, and when; the later one on the last evening before today."""
CHECKING = ("jimo", "licang", "chengyang")
"""Districts that check what bureaus say about them; the others stay silent."""

Told = Callable[[str, str], object]
"""Told what goes on, in Chinese and in English."""


@dataclass(slots=True)
class Story:
    """Lets the acts happen one after the other; ``at`` never goes back."""

    schemes: Path
    cast: Cast
    tell: Told
    at: datetime = NEW_YEAR
    known: dict[Key, str] = field(default_factory=dict)
    computed: set[str] = field(default_factory=set)
    announcing: Announcing = field(init=False)
    _reviews: Reviews = field(init=False)

    def __post_init__(self) -> None:
        self.announcing = Announcing(SCHEME, self.cast, self.later)
        self._reviews = Reviews(SCHEME, self.cast, self.later, self._until, self._hand_in)

    def later(self, to: datetime | None = None) -> datetime:
        """A moment after the last act: some minutes, or a given moment where that is still to come."""
        self.at = max(self.at + timedelta(minutes=3), to or self.at)
        return self.at

    def run(self) -> None:
        """The whole of it."""
        self.tell("封存考核方案", "sealing the schemes")
        for folder in ("qingdao-2019", FOLDER):
            self._seal(folder)
        cycle.open_year(actor=self.cast["office"], at=self.later(), scheme=SCHEME)
        opened = open_scheme(self.schemes / FOLDER)
        self._history(opened.scheme, opened.figures)
        self.known = _texts(opened.figures)
        self._deliveries()
        self._dispute()
        self._revision()
        self._half_year_reports()
        self._compute(TODAY)
        self._reviews.today(TODAY - timedelta(days=3))
        self._today()
        self._amend(opened.scheme)

    def _amend(self, amended: Scheme) -> None:
        """The office prepares the amendment that is decided in August."""
        self.tell("起草方案调整", "drafting an amendment")
        Amending(SCHEME, self.cast, self.later, self._work).draft(amended)

    def _seal(self, folder: str) -> None:
        content = pack_folder(self.schemes / folder)
        if folder == FOLDER:  # it has the targets as they are once the amendment is in force
            content = text_archive(before_amendment(open_scheme(self.schemes / folder).scheme))
        checked = check_upload(content, f"{folder}.zip", run=answered)
        office = self.cast["office"]
        ref = rulebook.draft(actor=office, at=self.later(), checked=checked).ref
        rulebook.submit(actor=office, at=self.later(), scheme=ref, digest=checked.digest)
        for approver in ("director", "leader"):
            rulebook.approve(actor=self.cast[approver], at=self.later(), scheme=ref, digest=checked.digest)
        rulebook.seal(actor=office, at=self.later(), scheme=ref, digest=checked.digest)

    def _history(self, scheme: Scheme, figures: Figures) -> None:
        """The figures of the years before, without which nothing can be compared."""
        before = figures.select(pl.col("period").str.slice(0, 4).cast(pl.Int32) < scheme.year)
        cycle.take_over_history(
            actor=self.cast["office"],
            at=self.later(),
            scheme=SCHEME,
            figures=before,
            document="历史数据（合成，示例）",
            document_date=date(2020, 1, 6),
        )

    def _deliveries(self) -> None:
        """All deliver in time, districts tell how far they are; silence and lateness have their steps."""
        due = Task.objects.filter(revises=None, due_at__lt=TODAY + timedelta(days=1))
        tasks = list(due.order_by("due_at", "provider"))
        for number, task in enumerate(tasks):
            self.tell(f"报送数据 {number + 1}/{len(tasks)}", f"delivering figures {number + 1}/{len(tasks)}")
            if (task.provider, task.through) in NOT_DELIVERED:
                continue
            on = datetime.combine(max(task.opens, day_of(task.due_at) - timedelta(days=3)), time(9), CITY)
            self._compute(on - timedelta(days=1))
            self.announcing.until(on - timedelta(days=1))
            self._reviews.until(on)
            if task.briefing:
                self._brief(task, on)
                continue
            self._until(on)
            self._deliver(task, self.later(on))
            if task.kind == TaskKind.REPORT:
                self._verify(task)
            if task.provider in {"statistics", "commerce"} and task.frequency == "month":
                self._checks()

    def _until(self, moment: datetime) -> None:
        """What the program does by rule while days go by."""
        day = self.at + timedelta(days=1)
        while day < moment:
            at = self.later(day)
            cycle.record_silence(actor=machine(), at=at)
            cycle.escalate_lateness(actor=machine(), at=at)
            day += timedelta(days=1)

    def _deliver(self, task: Task, at: datetime) -> None:
        """One sheet as far as it gets: June's are partly still under way today."""
        june = task.frequency == "month" and task.through == "2020-06"
        cells = self._cells(task)
        if june and task.provider == HALF_DONE:
            cells = dict(list(cells.items())[: len(cells) // 2])
        if task.provider == "discipline":
            self._by_letter(task, cells)
            return
        reporter, signer = self._at(task, "reporter"), self._at(task, "signer")
        cycle.save_draft(actor=reporter, at=at, task=task.ref, version=0, cells=cells)
        if task.kind == TaskKind.REPORT:
            scan = self._scan("任务完成证明（示例）.pdf")
            cycle.attach(actor=reporter, at=self.later(), task=task.ref, evidence=scan)
        if june and task.provider == HALF_DONE:
            return
        digest = self._submit(task, reporter)
        if june and task.provider == WITH_THE_SIGNER:
            return
        if june and task.provider == RETURNED:
            reason = "新增就业人数与系统台账不一致，请核对后再报"
            cycle.return_task(actor=signer, at=self.later(), task=task.ref, reason=reason)
            return
        cycle.sign_task(actor=signer, at=self.later(), task=task.ref, digest=digest)

    def _brief(self, task: Task, on: datetime) -> None:
        """One district's briefing as far as it gets; this quarter's are partly still under way today."""
        which = (task.provider, task.through)
        if which == NOT_TOLD:
            return
        on += timedelta(days=5 if which == TOLD_LATE else 0)
        self._until(on)
        districts = Task.objects.filter(
            briefing=task.briefing, through=task.through, provider__lt=task.provider
        )
        cells = cells_told(briefing_of(task), districts.count())
        if which == HALF_TOLD:
            cells = dict(list(cells.items())[: len(cells) // 2])
        reporter, signer = self._at(task, "reporter"), self._at(task, "signer")
        cycle.save_draft(actor=reporter, at=self.later(on), task=task.ref, version=0, cells=cells)
        if which == HALF_TOLD:
            return
        digest = self._submit(task, reporter)
        if which != TOLD_TO_THE_SIGNER:
            cycle.sign_task(actor=signer, at=self.later(), task=task.ref, digest=digest)

    def _hand_in(self, task: Task) -> None:
        """A briefing that is written goes out."""
        digest = self._submit(task, self._at(task, "reporter"))
        cycle.sign_task(actor=self._at(task, "signer"), at=self.later(), task=task.ref, digest=digest)

    def _submit(self, task: Task, reporter: Actor) -> str:
        draft = Draft.objects.get(task=task, paper=False)
        judged = assess(task, draft, complete=True)
        return cycle.submit_task(
            actor=reporter,
            at=self.later(),
            task=task.ref,
            draft_version=draft.version,
            warnings_seen=len(judged.warnings),
        )

    def _by_letter(self, task: Task, cells: dict[str, str]) -> None:
        """A sealed paper sheet that the office types in, with its scan."""
        office = self.cast["office"]
        version = cycle.save_draft(
            actor=office,
            at=self.later(),
            task=task.ref,
            version=0,
            cells=cells,
            paper=True,
            document=f"来文{task.through}（示例）",
            document_date=task.opens,
        )
        evidence = self._scan("盖章件（示例）.pdf")
        version = cycle.attach(actor=office, at=self.later(), task=task.ref, evidence=evidence, paper=True)
        seen = len(judge(task, Draft.objects.get(task=task, paper=True), complete=True).warnings)
        cycle.record_paper(
            actor=office, at=self.later(), task=task.ref, draft_version=version, warnings_seen=seen
        )

    def _scan(self, name: str) -> NewEvidence:
        content = [b"%PDF-1.4\n% demonstration: a scan would be here\n%%EOF\n"]
        sent = HandedIn(name, machine(Channel.COMMAND), self.at, Verb.EVIDENCE_ADD)
        return stored_evidence(sent, content, place().upload_megabytes << 20)

    def _verify(self, task: Task, returned: str = "") -> None:
        """A bureau accepts what a unit reports about itself; with ``returned`` only one figure goes back."""
        for found in Verification.objects.filter(task=task):
            refs = [version.ref for version in to_decide(found)]
            decided = {"returned": {refs[0]: returned}} if returned else {"accepted": frozenset(refs)}
            actor = self.cast[f"{found.verifier}.verifier"]
            cycle.verify_figures(actor=actor, at=self.later(), verification=found.ref, **decided)

    def _half_year_reports(self) -> None:
        """Zones that report early; of what they say one is accepted, one returned in part, the rest waits."""
        for zone in REPORTED_EARLY:
            task = Task.objects.get(organisation=zone, kind=TaskKind.REPORT, through="2020-06")
            self._deliver(task, self.later())
            if zone == REPORTED_EARLY[0]:
                self._verify(task)
            elif zone == REPORTED_EARLY[1]:
                self._verify(task, "完成率高于台账，请附分项证明")

    def _checks(self) -> None:
        for found in Confirmation.objects.filter(state=ConfirmState.OPEN, unit__in=CHECKING).order_by("ref"):
            actor = self.cast[f"{found.unit}.reporter"]
            cycle.check_figures(actor=actor, at=self.later(), confirmation=found.ref)

    def _dispute(self) -> None:
        """莱西 does not agree with a figure of the statistics bureau, and waits for the answer."""
        found = Confirmation.objects.filter(unit="laixi", provider="statistics").order_by("-due_at")[0]
        figure = FigureVersion.objects.filter(submission_id=found.submission, unit="laixi")[0]
        cycle.check_figures(
            actor=self.cast["laixi.reporter"],
            at=self.later(),
            confirmation=found.ref,
            disputes={figure.ref: "与我市统计台账不一致，请核对口径"},
        )

    def _revision(self) -> None:
        """On 18 July the first quarter's figure of 李沧 is revised from 7.8 to 5.2."""
        reporter, signer = self.cast["statistics.reporter"], self.cast["statistics.signer"]
        origin = Task.objects.get(
            scheme=SCHEME, kind=TaskKind.DELIVER, provider="statistics", frequency="month", through="2020-03"
        )
        why = "七月统计执法检查核减"
        key: Key = ("licang", "fixed_assets", "growth", "2020-01..03")
        at = self.later(datetime(2020, 7, 18, 10, tzinfo=CITY))
        ref = cycle.open_revision(actor=reporter, at=at, task=origin.ref, keys=[key], reason=why)
        cycle.save_draft(
            actor=reporter,
            at=self.later(),
            task=ref,
            version=1,
            cells={"/".join(key): "5.2"},
            note=why,
            document="统计执法检查意见（示例）",
        )
        digest = self._submit(Task.objects.get(pk=ref), reporter)
        cycle.sign_task(actor=signer, at=self.later(), task=ref, digest=digest)

    def _compute(self, by: datetime) -> None:
        """The runs that the office has asked for by a moment, each computed by the worker."""
        for checkpoint, at in RUNS:
            if checkpoint in self.computed or at > by:
                continue
            self.tell(f"测算 {checkpoint}", f"computing {checkpoint}")
            self.computed.add(checkpoint)
            asked = self.later(None if at == TODAY else at)
            results.ask_run(actor=self.cast["office"], at=asked, scheme=SCHEME, checkpoint=checkpoint)
            self._work()

    def _work(self) -> None:
        """The worker does what is due, in the time of the story."""
        Worker(KINDS, name="demonstration", now=lambda: self.at).run(drain=True)

    def _today(self) -> None:
        self._until(TODAY)

    def _cells(self, task: Task) -> dict[str, str]:
        return {"/".join(slot.key): self.known.get(slot.key, "未报") for slot in slots_of(task)}

    def _at(self, task: Task, role: str) -> Actor:
        return self.cast[f"{task.organisation}.{role}"]


def _texts(figures: Figures) -> dict[Key, str]:
    """What the demonstration's figures say as first reported, as it would be typed."""
    return dict(_first_reported(figures))


def _first_reported(figures: Figures) -> Iterator[tuple[Key, str]]:
    for figure in figures:
        if not figure.since:
            said = figure.absence.term.zh if figure.value is None and figure.absence else str(figure.value)
            yield (figure.unit, figure.indicator, figure.kind.value, str(figure.period)), said
