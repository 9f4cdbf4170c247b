"""What was done about deadlines: steps against who is late, extensions; and how far checks have come."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from sikao.office.cycle.models import Confirmation, Escalation, Extension
from sikao.office.cycle.rules import ConfirmState


@dataclass(frozen=True, slots=True)
class StepTaken:
    """A step against who was late: its code in the scheme's rule, after how many working days, when.

    ``organisation`` owed it then; a merger may have given it to another since. ``due_at`` is the deadline
    that was missed; after an extension it is no longer the one that holds.
    """

    step: str
    organisation: str
    due_at: datetime
    days_late: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Extended:
    """A later deadline given by name."""

    due_before: datetime
    due_at: datetime
    reason: str
    document: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Dealings:
    """What was done about one deadline, in order; only tasks are extended."""

    steps: tuple[StepTaken, ...] = ()
    extensions: tuple[Extended, ...] = ()


@dataclass(frozen=True, slots=True)
class Answers:
    """How the units have answered about one sheet, by state."""

    submission: str
    counts: dict[ConfirmState, int]


def dealings_of(refs: Collection[str]) -> dict[str, Dealings]:
    """By the references of obligations; those about which nothing was done are left out."""
    steps: dict[str, list[StepTaken]] = defaultdict(list)
    taken = Escalation.objects.filter(object_ref__in=refs).select_related("entry")
    for row in taken.order_by("entry_id", "position"):
        step = StepTaken(row.step, row.organisation, row.due_at, row.days_late, row.entry.at)
        steps[row.object_ref].append(step)
    longer: dict[str, list[Extended]] = defaultdict(list)
    given = Extension.objects.filter(task__in=refs).select_related("entry").order_by("entry_id")
    for extension in given:
        told = Extended(
            extension.due_before,
            extension.due_at,
            extension.reason,
            extension.document,
            extension.entry.at,
        )
        longer[extension.task_id].append(told)
    return {ref: Dealings(tuple(steps[ref]), tuple(longer[ref])) for ref in {*steps, *longer}}


def answers_of(tasks: Collection[str]) -> dict[str, Answers]:
    """How far the checks of the figures of some tasks have come, by task."""
    rows = Confirmation.objects.filter(task__in=tasks).values_list("task_id", "submission", "state")
    counts: dict[str, Counter[ConfirmState]] = defaultdict(Counter)
    submissions: dict[str, str] = {}
    for task, submission, state, count in rows.annotate(count=Count("ref")).order_by("task_id"):
        counts[task][ConfirmState(state)] += count
        submissions[task] = submission
    return {task: Answers(submissions[task], dict(counted)) for task, counted in counts.items()}
