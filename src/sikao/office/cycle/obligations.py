"""What organisations owe by a moment: tasks, answers to disputes, verifications; and who is late."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from django.db.models import QuerySet

from sikao.office.cycle.disputes import disputed_figures
from sikao.office.cycle.lateness import is_late, signed_late
from sikao.office.cycle.models import Confirmation, Escalation, Task, Verification
from sikao.office.cycle.queries import (
    UNFINISHED,
    visible_confirmations,
    visible_tasks,
    visible_verifications,
)
from sikao.office.cycle.rules import ConfirmState, ObligationKind, TaskState, VerifyState
from sikao.office.cycle.telling import label_of, what_of
from sikao.office.cycle.views import LateLine, Obligation
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.calendar import working_days_between
from sikao.office.groundwork.clock import day_of


def obligations_of_year(actor: Actor, at: datetime, scheme: str) -> list[Obligation]:
    """All of one scheme that a person may see, fulfilled or not, by deadline."""
    return _seen(
        visible_tasks(actor, at).filter(scheme=scheme),
        visible_confirmations(actor, at).filter(task__scheme=scheme),
        visible_verifications(actor, at).filter(task__scheme=scheme),
        at,
    )


def unfulfilled(actor: Actor, at: datetime) -> list[Obligation]:
    """What a person may see and nobody has fulfilled yet, of whatever scheme, by deadline."""
    return _seen(
        visible_tasks(actor, at).filter(state__in=UNFINISHED),
        visible_confirmations(actor, at).filter(state=ConfirmState.DISPUTED),
        visible_verifications(actor, at).filter(state=VerifyState.OPEN),
        at,
    )


def overdue(at: datetime, *, locked: bool = False) -> list[Obligation]:
    """What is late now, the longest first; ``locked`` holds it until the act ends that asks."""
    tasks = Task.objects.filter(state__in=UNFINISHED, due_at__lt=at)
    disputes = Confirmation.objects.filter(state=ConfirmState.DISPUTED, answer_due_at__lt=at)
    verifications = Verification.objects.filter(state=VerifyState.OPEN, due_at__lt=at)
    if locked:
        # Each table in the order of its keys, so that two acts never wait for each other.
        tasks = tasks.order_by("ref").select_for_update(no_key=True)
        disputes = disputes.order_by("ref").select_for_update(no_key=True, of=("self",))
        verifications = verifications.order_by("ref").select_for_update(no_key=True, of=("self",))
    return _seen(tasks, disputes, verifications, at)


def late_lines(at: datetime) -> list[LateLine]:
    """Who is late now, the longest first; for who may view the board."""
    found = overdue(at)
    taken = steps_taken(found)
    return [LateLine(one, days_late(one, at), taken.get(one.ref, ())) for one in found]


def steps_taken(obligations: Collection[Obligation]) -> dict[str, tuple[str, ...]]:
    """By reference the steps taken against whoever owes it now, since the present deadline passed.

    After a later deadline they begin anew, and so they do once a merger has given it to another.
    """
    present = {one.ref: (one.due_at, one.organisation) for one in obligations}
    rows = Escalation.objects.filter(object_ref__in=present).order_by("entry_id", "position")
    found: dict[str, tuple[str, ...]] = {}
    for row in rows:
        if (row.due_at, row.organisation) == present[row.object_ref]:
            found[row.object_ref] = (*found.get(row.object_ref, ()), row.step)
    return found


def days_late(one: Obligation, at: datetime) -> int:
    """By how many working days something that is late is late."""
    return working_days_between(day_of(one.due_at), day_of(at))


def days_to_count(one: Obligation, at: datetime) -> int:
    """How many working days late count for the steps: those since whoever owes it has it."""
    since = one.due_at if one.moved_at is None else max(one.due_at, one.moved_at)
    return working_days_between(day_of(since), day_of(at))


def _seen(
    tasks: QuerySet[Task],
    disputes: QuerySet[Confirmation],
    verifications: QuerySet[Verification],
    at: datetime,
) -> list[Obligation]:
    owed = list(tasks.exclude(state=TaskState.DROPPED))
    late = signed_late(owed)
    found = [_of_task(row, late=is_late(row, at, late)) for row in owed]
    disputed = list(disputes.filter(answer_due_at__isnull=False).select_related("task"))
    figures = disputed_figures(disputed)
    found += [_of_dispute(row, figures[row.ref], at) for row in disputed]
    found += [_of_verification(row, at) for row in verifications.select_related("task")]
    return sorted(found, key=lambda one: (one.due_at, one.organisation, one.ref))


def _of_task(row: Task, *, late: bool) -> Obligation:
    return Obligation(
        kind=ObligationKind(row.kind),
        ref=row.ref,
        task=row.ref,
        scheme=row.scheme,
        organisation=row.organisation,
        other="",
        frequency=row.frequency,
        through=row.through,
        label=label_of(row),
        what=what_of(row),
        figures=row.figures,
        opens=row.opens,
        due_at=row.due_at,
        state=TaskState(row.state).term,
        with_signer=row.state == TaskState.SUBMITTED,
        done_at=row.signed_at,
        late=late,
        moved_at=row.moved_at,
    )


def _of_dispute(row: Confirmation, figures: int, at: datetime) -> Obligation:
    late = (row.answered_at or at) > row.deadline
    return replace(
        _of_task(row.task, late=late),
        kind=ObligationKind.ANSWER,
        ref=row.ref,
        organisation=row.provider,
        other=row.unit,
        figures=figures,
        due_at=row.deadline,
        state=ConfirmState(row.state).term,
        with_signer=False,
        done_at=row.answered_at,
        moved_at=row.moved_at,
    )


def _of_verification(row: Verification, at: datetime) -> Obligation:
    late = (row.decided_at or at) > row.due_at
    return replace(
        _of_task(row.task, late=late),
        kind=ObligationKind.VERIFY,
        ref=row.ref,
        organisation=row.verifier,
        other=row.unit,
        figures=row.figures,
        due_at=row.due_at,
        state=VerifyState(row.state).term,
        with_signer=False,
        done_at=row.decided_at,
        moved_at=row.moved_at,
    )
