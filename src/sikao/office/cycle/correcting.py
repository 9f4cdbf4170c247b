"""How sheets are corrected: whether a correction is under way, and which of them the office types in."""

from __future__ import annotations

from django.db.models import Q

from sikao.office.cycle.duties import owed
from sikao.office.cycle.models import Task
from sikao.office.cycle.rules import TaskKind, TaskState
from sikao.office.ledger.queries import any_sent_for

UNDER_WAY = (TaskState.OPEN, TaskState.SUBMITTED)


def origin_of(task: Task) -> Task:
    """The task whose figures or briefing a correction corrects; of any other task, itself."""
    return task if task.revises is None else task.revises


def being_corrected(task: Task) -> bool:
    """Whether a correction of a task, or another one of what it corrects, is under way."""
    return Task.objects.filter(revises=origin_of(task), state__in=UNDER_WAY).exclude(pk=task.pk).exists()


def came_on_paper(task: Task) -> bool:
    """Whether a bureau sends a task's figures on sealed paper: by the scheme, or because it once did so."""
    origin = origin_of(task)
    provider = owed(origin.scheme).scheme.providers.get(origin.provider)
    if provider is not None and provider.paper:
        return True
    same = Task.objects.filter(Q(pk=origin.pk) | Q(revises=origin)).values_list("pk", flat=True)
    return any_sent_for(list(same), "paper")


def is_recordable(task: Task) -> bool:
    """Whether the office may type a sealed letter in for a task.

    It may for what a bureau delivers. It may for a correction only where the bureau's figures came so before,
    and never for what a unit reports or tells about itself.
    """
    if task.briefing:
        return False
    return task.kind == TaskKind.DELIVER or (task.kind == TaskKind.REVISE and came_on_paper(task))


def is_correction(task: str) -> bool:
    """Whether a task, by its reference, is a correction."""
    return Task.objects.filter(pk=task, kind=TaskKind.REVISE).exists()


def takes_letter(task: str) -> bool:
    """Whether the office may begin to type in a letter about a sheet, by its reference."""
    found = Task.objects.select_related("revises").get(pk=task)
    return came_on_paper(found) and not being_corrected(found)
