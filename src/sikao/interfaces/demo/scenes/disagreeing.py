"""July: a district disputes a bureau's figure; a bureau sends part of a zone's report back."""

from __future__ import annotations

from collections.abc import Iterator

from sikao.interfaces.demo.agenda import Act
from sikao.interfaces.demo.irregular import JUNE
from sikao.interfaces.demo.moments import moment
from sikao.interfaces.demo.scenes.reporting import PROOF, REPORTING_EARLY, RETURNED_IN_PART
from sikao.interfaces.demo.stage import SCHEME, Stage
from sikao.office.cycle import actions as cycle
from sikao.office.cycle.actions.verifying import to_decide
from sikao.office.cycle.models import Confirmation, Task, Verification
from sikao.office.cycle.rules import ConfirmState, TaskState
from sikao.office.ledger.models import FigureVersion

DISPUTES, PROVIDER = "laixi", "statistics"
DISPUTED, ANSWERED = moment(2020, 7, 17, 16), moment(2020, 7, 22, 9)
RETURNED, VERIFIED = moment(2020, 7, 23, 10), moment(2020, 7, 24, 15)
DISPUTE = "与我市统计台账不一致，请核对口径"
PROVEN, PROOF_OF_PARTS = "数据无误，补充分项证明（示例）", "分项证明（示例）"
ANSWER = "已核对，按国家统计口径维持原数（示例）。"


def disagreeing(stage: Stage) -> Iterator[Act]:
    """What was not settled yet."""
    checks = Confirmation.objects.filter(unit=DISPUTES, provider=PROVIDER)
    contested = [ConfirmState.DISPUTED, ConfirmState.UPHELD, ConfirmState.REVISED]
    if not checks.filter(state__in=contested).exists():
        yield Act(DISPUTED, "区市对数据提出异议", "a figure is disputed", lambda: _dispute(stage))
    if not checks.filter(state__in=contested[1:]).exists():
        yield Act(ANSWERED, "答复数据异议", "answering a dispute", lambda: _answer(stage))
    reports = Task.objects.filter(scheme=SCHEME, through=JUNE, organisation__in=REPORTING_EARLY)
    if not reports.filter(revises__isnull=False, state=TaskState.SIGNED).exists():
        yield Act(RETURNED, "补报被退回的数据", "correcting what came back", lambda: _correct(stage))
    waiting = Verification.objects.filter(task__in=reports)
    if not waiting or any(to_decide(found) for found in waiting):
        yield Act(VERIFIED, "核实功能区数据", "verifying zones", lambda: _verify(stage))


def _dispute(stage: Stage) -> None:
    """The latest sheet of the bureau that the district can still check."""
    found = (
        Confirmation.objects.filter(unit=DISPUTES, provider=PROVIDER, state=ConfirmState.OPEN)
        .order_by("-due_at")
        .first()
    )
    if found is not None:
        figure = FigureVersion.objects.filter(submission_id=found.submission, unit=DISPUTES)[0]
        reporter = stage.cast[f"{DISPUTES}.reporter"]
        given = {figure.ref: DISPUTE}
        cycle.check_figures(actor=reporter, at=stage.later(), confirmation=found.ref, disputes=given)


def _answer(stage: Stage) -> None:
    signer = stage.cast[f"{PROVIDER}.signer"]
    for found in Confirmation.objects.filter(provider=PROVIDER, state=ConfirmState.DISPUTED):
        cycle.answer_dispute(actor=signer, at=stage.later(), confirmation=found.ref, reason=ANSWER)


def _correct(stage: Stage) -> None:
    """The zone stands by its figure and brings the proof that was asked for."""
    returned = Task.objects.filter(revises__through=JUNE, organisation=RETURNED_IN_PART, state=TaskState.OPEN)
    for task in returned:
        stage.correct(task, {}, PROVEN, PROOF_OF_PARTS, proof=PROOF)


def _verify(stage: Stage) -> None:
    waiting = Verification.objects.filter(task__organisation__in=REPORTING_EARLY, task__through=JUNE)
    for found in waiting.order_by("ref"):
        refs = frozenset(version.ref for version in to_decide(found))
        if refs:
            actor = stage.cast[f"{found.verifier}.verifier"]
            cycle.verify_figures(actor=actor, at=stage.later(), verification=found.ref, accepted=refs)
