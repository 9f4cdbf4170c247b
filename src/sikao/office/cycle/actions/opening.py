"""Opening the year's reporting: every duty and briefing becomes a task; reorganisations move tasks."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from sikao.office.accounts.queries import authorise, successors
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.duties import all_of, owed
from sikao.office.cycle.models import Bearer, Confirmation, OpenedYear, Task, Verification
from sikao.office.cycle.rules import ConfirmState, DecisionState, TaskState, VerifyState
from sikao.office.cycle.sheets import has_deadline, new_task
from sikao.office.cycle.telling import BOTH, tell_about, tell_each
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.refusals import NotNow
from sikao.office.rulebook.queries import hold


@action(Verb.YEAR_OPEN, "year", "scheme")
def open_year(*, actor: Actor, at: datetime, scheme: str) -> int:
    """Generate the tasks of a sealed scheme, once; returns how many there are.

    A deadline in a year whose working days are not known yet is not guessed: its task is generated as soon as
    the office has recorded them (``arranging.py``).
    """
    capacity = authorise(actor, at, Verb.YEAR_OPEN)
    hold(scheme)
    known = owed(scheme)
    if OpenedYear.objects.filter(scheme=scheme).exists():
        raise NotNow.of("year.open_already", scheme=scheme)
    moved = successors(day_of(at))
    duties = [duty for duty in all_of(known) if has_deadline(duty)]
    tasks = [new_task(scheme, known.digest, duty, moved) for duty in duties]
    try:
        with transaction.atomic():
            Task.objects.bulk_create(tasks)
    except IntegrityError:  # somebody else has opened it since we looked
        raise NotNow.of("year.open_already", scheme=scheme) from None
    year = OpenedYear(scheme=scheme, digest=known.digest, tasks=len(tasks))
    told = {"tasks": len(tasks), "digest": known.digest}
    subject = Subject("year", scheme, capacity)
    write(actor=actor, at=at, verb=Verb.YEAR_OPEN, subject=subject, new=told, rows=[year])
    owing = sorted({task.organisation for task in tasks})
    tell_each(dict.fromkeys(owing, (Subject("year", scheme), {})), BOTH, "notice.year_opened", at)
    return len(tasks)


@action(Verb.TASKS_MOVE, "year", None)
def move_tasks(*, actor: Actor, at: datetime) -> int:
    """After a merger: open tasks and checks go to the successor, history stays; returns how many moved."""
    authorise(actor, at, Verb.TASKS_MOVE)
    moved: dict[str, dict[str, int]] = {}
    for old, new in successors(day_of(at)).items():
        counts = {
            "tasks": Task.objects.filter(
                organisation=old, state__in=[TaskState.OPEN, TaskState.SUBMITTED]
            ).update(organisation=new, moved_at=at),
            "disputes": Confirmation.objects.filter(
                provider=old, state__in=[ConfirmState.OPEN, ConfirmState.DISPUTED]
            ).update(provider=new, moved_at=at),
            "decisions": _move_decisions(old, new),
            "verifications": Verification.objects.filter(verifier=old, state=VerifyState.OPEN).update(
                verifier=new, moved_at=at
            ),
        }
        if any(counts.values()):
            moved[f"{old} → {new}"] = counts
            tell_about(new, BOTH, "notice.tasks_moved", Subject("home", ""), at)
    if moved:
        write(actor=actor, at=at, verb=Verb.TASKS_MOVE, subject=Subject("year", ""), new=moved)
    return sum(sum(counts.values()) for counts in moved.values())


def _move_decisions(old: str, new: str) -> int:
    """Open decisions go to the successor, who may carry them out already; returns how many moved."""
    rows = Bearer.objects.filter(organisation=old, decision__state=DecisionState.OPEN)
    own = Bearer.objects.filter(organisation=new).values("decision")
    given_up, _ = rows.filter(decision__in=own).delete()
    return given_up + rows.update(organisation=new, told_at=None)
