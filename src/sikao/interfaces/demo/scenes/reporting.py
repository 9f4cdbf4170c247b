"""Everybody who owes figures or a briefing delivers: nearly all of them in time, some late, one on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from sikao.interfaces.demo.agenda import Act
from sikao.interfaces.demo.briefings import cells_told
from sikao.interfaces.demo.irregular import FIRST_SAID, JUNE, PAPER, SENT_BACK, Special, special
from sikao.interfaces.demo.moments import on_day
from sikao.interfaces.demo.stage import SCHEME, Stage, scan, version_of
from sikao.office.cycle import actions as cycle
from sikao.office.cycle.actions.verifying import to_decide
from sikao.office.cycle.duties import EXPLANATION, briefing_of, slots_of
from sikao.office.cycle.judging import judge
from sikao.office.cycle.models import Confirmation, Draft, Task, Verification
from sikao.office.cycle.rules import ConfirmState, TaskKind, TaskState
from sikao.office.groundwork.clock import day_of
from sikao.office.ledger.facts import Version

EARLIER = timedelta(days=3)
"""So long before the last day most of them deliver."""
CHECKING = ("jimo", "licang", "chengyang")
"""Districts that check what bureaus say about them; the others stay silent."""
CHECKED = ("statistics", "commerce")
REPORTING_EARLY = ("sco", "ftz", "hitech", "open_one", "open_two")
"""Zones that report on their own tasks of the half-year long before the last day, 27 July."""
RETURNED_IN_PART = "ftz"
PROOF = "任务完成证明（示例）.pdf"
SCANNED = "盖章件（示例）.pdf"

RETURN_REASON = "新增就业人数与系统台账不一致，请核对后再报"
PART_REASON = "完成率高于台账，请附分项证明"


def reporting(stage: Stage) -> Iterator[Act]:
    """The sheets of the year that are not signed yet, and reports about oneself that nobody looked at."""
    tasks = Task.objects.filter(scheme=SCHEME, revises=None).exclude(briefing=EXPLANATION)
    for task in tasks.exclude(state__in=[TaskState.SIGNED, TaskState.DROPPED]).order_by("due_at", "provider"):
        yield from _acts(stage, task)
    waiting = Verification.objects.filter(task__scheme=SCHEME).select_related("task").order_by("ref")
    for found in waiting.exclude(task__organisation__in=REPORTING_EARLY, task__through=JUNE):
        if to_decide(found):
            yield Act(_usual(found.task), "核实数据", "verifying figures", _verifying(stage, found.task))


def _acts(stage: Stage, task: Task) -> Iterator[Act]:
    zh, en = ("撰写进度说明", "a briefing") if task.briefing else ("报送数据", "delivering figures")
    known = special(task)
    if known is None:
        yield Act(_when(task), zh, en, lambda: _deliver(stage, task))
    elif known.first == PAPER:
        yield Act(known.then, zh, en, lambda: _by_letter(stage, task, known))
    else:
        if known.first != "nothing":
            yield Act(_usual(task), zh, en, lambda: _begin(stage, task, known.first))
        yield Act(known.then, zh, en, lambda: _deliver(stage, task))


def _usual(task: Task) -> datetime:
    return on_day(max(task.opens, day_of(task.due_at) - EARLIER))


def _when(task: Task) -> datetime:
    early = task.kind == TaskKind.REPORT and task.through == JUNE and task.organisation in REPORTING_EARLY
    return on_day(date(2020, 7, 17), 14) if early else _usual(task)


def _verifying(stage: Stage, task: Task) -> Callable[[], None]:
    return lambda: verify(stage, task)


def _cells(stage: Stage, task: Task) -> dict[str, str]:
    """What a sheet or a briefing says."""
    if task.briefing:
        before = Task.objects.filter(briefing=task.briefing, through=task.through, provider__lt=task.provider)
        return cells_told(briefing_of(task), before.count())
    known = stage.known | FIRST_SAID
    return {"/".join(slot.key): known.get(slot.key, "未报") for slot in slots_of(task)}


def _begin(stage: Stage, task: Task, far: str) -> None:
    """A sheet as far as it gets at first, unless somebody has begun it."""
    task.refresh_from_db()
    if task.state != TaskState.OPEN or version_of(task):
        return
    cells = _cells(stage, task)
    if far == "half":
        stage.write(task, dict(list(cells.items())[: len(cells) // 2]))
        return
    stage.write(task, cells)
    stage.submit(task)
    if far == "returned":
        signer = stage.who(task, "signer")
        cycle.return_task(actor=signer, at=stage.later(), task=task.ref, reason=RETURN_REASON)


def _deliver(stage: Stage, task: Task) -> None:
    """A sheet from wherever it stands to its signature, and what others do with it at once."""
    task.refresh_from_db()
    if task.state == TaskState.OPEN:
        stage.write(task, _cells(stage, task))
        if task.kind == TaskKind.REPORT:
            reporter, proof = stage.who(task, "reporter"), scan(stage, PROOF, about=task.organisation)
            cycle.attach(actor=reporter, at=stage.later(), task=task.ref, evidence=proof)
        stage.hand_in(task)
    elif task.state == TaskState.SUBMITTED:
        stage.sign(task)
    _looked_at(stage, task)


def _looked_at(stage: Stage, task: Task) -> None:
    """What a bureau verifies, what districts check."""
    if task.kind == TaskKind.REPORT:
        if (
            task.through != JUNE
            or task.organisation == REPORTING_EARLY[0]
            or task.organisation not in REPORTING_EARLY
        ):
            verify(stage, task)
        elif task.organisation == RETURNED_IN_PART:
            verify(stage, task, PART_REASON)
    if task.provider in CHECKED and task.frequency == "month" and not task.briefing:
        _check(stage)


def _by_letter(stage: Stage, task: Task, letter: Special) -> None:
    """A sealed paper sheet that the office types in, with its scan."""
    task.refresh_from_db()
    if task.state != TaskState.OPEN:
        return
    office = stage.cast["office"]
    version = cycle.save_draft(
        actor=office,
        at=stage.later(),
        task=task.ref,
        version=version_of(task, paper=True),
        cells=_cells(stage, task),
        paper=True,
        note=letter.note,
        document=letter.document,
        document_date=max(task.opens, day_of(stage.at) - timedelta(days=1)),
    )
    evidence = scan(stage, SCANNED, about=letter.document)
    version = cycle.attach(actor=office, at=stage.later(), task=task.ref, evidence=evidence, paper=True)
    seen = len(judge(task, Draft.objects.get(task=task, paper=True), complete=True).warnings)
    cycle.record_paper(
        actor=office, at=stage.later(), task=task.ref, draft_version=version, warnings_seen=seen
    )


def verify(stage: Stage, task: Task, returned: str = "") -> None:
    """A bureau accepts what a unit reports about itself, but for what it sends back.

    With ``returned`` one figure goes back, and nothing is accepted yet.
    """
    for found in Verification.objects.filter(task=task):
        versions = to_decide(found)
        if not versions:
            continue
        wrong = {one.ref: SENT_BACK[one.key] for one in versions if _is_wrong(one)}
        accepted = frozenset(one.ref for one in versions) - wrong.keys()
        if returned:
            wrong, accepted = {versions[0].ref: returned}, frozenset()
        cycle.verify_figures(
            actor=stage.cast[f"{found.verifier}.verifier"],
            at=stage.later(),
            verification=found.ref,
            accepted=accepted,
            returned=wrong,
        )


def _is_wrong(version: Version) -> bool:
    return version.key in SENT_BACK and version.raw == FIRST_SAID[version.key]


def _check(stage: Stage) -> None:
    """Districts confirm what bureaus say about them."""
    for found in Confirmation.objects.filter(state=ConfirmState.OPEN, unit__in=CHECKING).order_by("ref"):
        actor = stage.cast[f"{found.unit}.reporter"]
        cycle.check_figures(actor=actor, at=stage.later(), confirmation=found.ref)
