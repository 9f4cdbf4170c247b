"""Answers to the office: that figures or a briefing stay as they are is one, with a reason, and signed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import Q

from sikao.core.wording import Detail
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.correcting import origin_of
from sikao.office.cycle.disputes import end_dispute, in_dispute
from sikao.office.cycle.duties import slots_of
from sikao.office.cycle.models import Confirmation, Draft, Task
from sikao.office.cycle.rules import ConfirmState
from sikao.office.cycle.telling import BOTH, label_of, name_of, tell_about, tell_office, what_of
from sikao.office.groundwork.journal import Subject
from sikao.office.ledger.facts import Version
from sikao.office.ledger.models import FigureEvent, FigureVersion, Submission, What
from sikao.office.ledger.queries import versions
from sikao.office.ledger.rules import NOT_STANDING


def is_kept(task: Task, draft: Draft) -> bool:
    """Whether a draft answers the office that everything stays as it is."""
    return bool(task.asked_by) and draft.nothing


def upholding(task: Task, draft: Draft, person: str) -> list[FigureEvent]:
    """What becomes of the disputed figures that stay as they are."""
    if task.briefing:
        return []
    return [
        FigureEvent(
            figure_id=version.ref,
            what=What.UPHELD,
            organisation=task.organisation,
            person=person,
            reason=draft.note.strip(),
        )
        for version in _in_question(task)
        if version.standing == What.DISPUTED
    ]


def answer_request(task: Task, submission: Submission, rows: Sequence[object], at: datetime) -> None:
    """Tell the office, which asked for a correction, and the units whose figures stay what came of it."""
    if not task.asked_by:
        return
    changed = {row.unit for row in rows if isinstance(row, FigureVersion)}
    answered = _answer_disputes(submission, rows, at)
    tell_units(task, "notice.correction_left", at, besides=changed | answered)
    told: dict[str, Detail] = {"organisation": name_of(task.organisation, at), "what": what_of(task)}
    code = "notice.correction_given"
    if submission.nothing:
        code, told["reason"] = "notice.correction_kept", submission.note.strip()
    tell_office(task.asked_by, code, told, about=Subject("task", origin_of(task).pk), at=at)


def _answer_disputes(submission: Submission, rows: Sequence[object], at: datetime) -> set[str]:
    """Answer the disputes of which every figure stays as it is; returns the units that are told so."""
    kept = {row.figure_id for row in rows if isinstance(row, FigureEvent)}
    sheets = FigureVersion.objects.filter(ref__in=kept).values("submission")
    disputes = Confirmation.objects.select_for_update(no_key=True).filter(
        state=ConfirmState.DISPUTED, submission__in=sheets
    )
    answered = []
    for found in disputes.order_by("ref"):
        disputed = {version.ref for version in in_dispute(found)}
        if disputed and not disputed - kept:
            answered.append(found)
    for found in answered:
        end_dispute(found, Verb.DISPUTE_ANSWER, at)
        told: dict[str, Detail] = {"bureau": name_of(found.provider, at), "period": label_of(found.task)}
        told["reason"] = submission.note.strip()
        about_it = Subject("confirmation", found.ref)
        tell_about(found.unit, BOTH, "notice.dispute_upheld", about_it, at, **told)
    return {found.unit for found in answered}


def tell_units(task: Task, code: str, at: datetime, *, besides: Collection[str] = ()) -> None:
    """Tell the units that check the figures in question what becomes of them, ``besides`` those that know."""
    if task.briefing:
        return
    for unit, check in _checks_of(task).items():
        if unit not in besides:
            told: dict[str, Detail] = {"bureau": name_of(task.organisation, at), "period": label_of(task)}
            tell_about(unit, BOTH, code, Subject("confirmation", check), at, **told)


def _checks_of(task: Task) -> dict[str, str]:
    """The latest check of each unit that a correction is about, by unit."""
    units = {version.unit for version in _in_question(task)}
    origin = origin_of(task)
    checks = Confirmation.objects.filter(Q(task=origin) | Q(task__revises=origin), unit__in=units)
    return dict(checks.order_by("due_at", "ref").values_list("unit", "ref"))


def _in_question(task: Task) -> list[Version]:
    """The figures that a correction is about, as they stand."""
    found = versions({slot.key for slot in slots_of(task)})
    return list({version.key: version for version in found if version.standing not in NOT_STANDING}.values())
