"""March: the ledger of projects. A planned investment is sent back; a project of two districts is divided."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from sikao.interfaces.demo.agenda import Act
from sikao.interfaces.demo.irregular import DECEMBER, PLANNED, SHARED
from sikao.interfaces.demo.moments import moment
from sikao.interfaces.demo.people import OFFICE
from sikao.interfaces.demo.scenes.reporting import verify
from sikao.interfaces.demo.stage import SCHEME, Stage
from sikao.office.cycle import actions as cycle
from sikao.office.cycle.duties import slots_of
from sikao.office.cycle.models import Confirmation, Task
from sikao.office.cycle.rules import ConfirmState, TaskKind, TaskState
from sikao.office.ledger.models import FigureVersion

CLAIMANT = SHARED[1][0]
CORRECTED, DISPUTED = moment(2021, 3, 22, 10), moment(2021, 3, 22, 15)
ACCEPTED, RULED = moment(2021, 3, 23, 10), moment(2021, 3, 24, 10)
INVESTED = "按入库凭证更正为当年实际完成投资（示例）"
RECORDS = "投资入库凭证（示例）"
DISPUTE = "该项目由两区共同引进，请按共同项目认定份额（示例）"
RULING = "两区共同引进，裁定各计一半（示例）"
RULING_DOCUMENT = "项目归属裁定书〔2021〕示例号"
HALF = "0.5"


def projects(stage: Stage) -> Iterator[Act]:
    """What is not settled yet about the two projects."""
    checks = Confirmation.objects.filter(unit=CLAIMANT, provider=OFFICE, task__through=DECEMBER)
    if not checks.exclude(state=ConfirmState.OPEN).exists():
        yield Act(DISPUTED, "区市对项目归属提出异议", "disputing whose a project is", lambda: _dispute(stage))
    if not checks.filter(state=ConfirmState.REVISED).exists():
        yield Act(RULED, "裁定项目归属", "ruling whose a project is", lambda: _rule(stage))
    if not _corrections().filter(state=TaskState.SIGNED).exists():
        yield Act(CORRECTED, "更正被退回的投资额", "correcting an investment", lambda: _correct(stage))
        yield Act(ACCEPTED, "核实更正的投资额", "verifying an investment", lambda: _accept(stage))


def _corrections() -> QuerySet[Task]:
    return Task.objects.filter(scheme=SCHEME, revises__through=DECEMBER, organisation=PLANNED[0])


def _dispute(stage: Stage) -> None:
    for found in Confirmation.objects.filter(
        unit=CLAIMANT, provider=OFFICE, task__through=DECEMBER, state=ConfirmState.OPEN
    ):
        unit, indicator, _, _ = SHARED[1]
        figure = FigureVersion.objects.get(submission_id=found.submission, unit=unit, indicator=indicator)
        signer, given = stage.cast[f"{CLAIMANT}.signer"], {figure.ref: DISPUTE}
        cycle.check_figures(actor=signer, at=stage.later(), confirmation=found.ref, disputes=given)


def _rule(stage: Stage) -> None:
    """The office divides the project between the two under its own name, with the ruling as document."""
    origin = Task.objects.get(
        scheme=SCHEME, kind=TaskKind.DELIVER, provider=OFFICE, frequency="year", through=DECEMBER
    )
    found = Task.objects.filter(revises=origin).exclude(state=TaskState.DROPPED)
    begun = next((task for task in found if {slot.key for slot in slots_of(task)} >= set(SHARED)), None)
    if begun is None and origin.state == TaskState.SIGNED:
        reporter = stage.who(origin, "reporter")
        ref = cycle.open_revision(
            actor=reporter, at=stage.later(), task=origin.ref, keys=SHARED, reason=RULING
        )
        begun = Task.objects.get(pk=ref)
    if begun is not None and begun.state == TaskState.OPEN:
        stage.correct(begun, dict.fromkeys(SHARED, HALF), RULING, RULING_DOCUMENT)


def _correct(stage: Stage) -> None:
    """The district says what was really invested."""
    for task in _corrections().filter(state=TaskState.OPEN):
        stage.correct(task, {}, INVESTED, RECORDS, proof=f"{RECORDS}.pdf")


def _accept(stage: Stage) -> None:
    for task in _corrections().filter(state=TaskState.SIGNED):
        verify(stage, task)
