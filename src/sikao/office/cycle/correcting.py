"""How sheets are corrected: whether a correction is under way, and which of them the office types in."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection

from django.db.models import Q, QuerySet

from sikao.office.cycle.duties import owed, slots_of
from sikao.office.cycle.models import Task
from sikao.office.cycle.rules import TaskKind, TaskState
from sikao.office.ledger.facts import Key
from sikao.office.ledger.queries import sent_for, versions
from sikao.office.ledger.rules import NOT_STANDING

UNDER_WAY = (TaskState.OPEN, TaskState.SUBMITTED)


def origin_of(task: Task) -> Task:
    """The task whose figures or briefing a correction corrects; of any other task, itself."""
    return task if task.revises is None else task.revises


def being_corrected(task: Task) -> bool:
    """Whether a correction of a task, or another one of what it corrects, is under way."""
    return _under_way(task).exists()


def overlapping(task: Task, keys: Collection[Key]) -> Task | None:
    """A correction of the same sheet that is under way and is about one of some figures; no keys are all."""
    for other in _under_way(task):
        if not keys or not other.keys or keys_of(other) & set(keys):
            return other
    return None


def lock_origin(ref: str) -> None:
    """Lock the sheet that a correction is about, or the sheet itself, until the act ends.

    Before anything else is locked: of two who begin or sign corrections of a sheet the second sees what the
    first has done, and neither waits for the other in a circle.
    """
    found = Task.objects.filter(pk=ref).values_list("revises_id", flat=True).first()
    list(Task.objects.select_for_update(no_key=True).filter(pk=found or ref))


def _under_way(task: Task) -> QuerySet[Task]:
    """The other corrections of a sheet that are under way."""
    rows = Task.objects.filter(revises=origin_of(task), state__in=UNDER_WAY).exclude(pk=task.pk)
    return rows.order_by("opens", "ref")


def named_elsewhere(task: Task) -> set[Key]:
    """The figures that another correction under way names."""
    return {key for other in _under_way(task) for key in keys_of(other)}


def keys_of(task: Task) -> set[Key]:
    """The figures that a correction names; none where it is about its whole sheet."""
    named = json.loads(task.keys) if task.keys else []
    return {(unit, indicator, kind, period) for unit, indicator, kind, period in named}


def is_returned(task: Task) -> bool:
    """Whether a figure that this correction alone is about was returned, and no version of it stands."""
    if task.briefing:
        return False
    asked = versions({slot.key for slot in slots_of(task)} - named_elsewhere(task))
    stand = {version.key for version in asked if version.standing not in NOT_STANDING}
    return any(version.key not in stand for version in asked)


def came_on_paper(task: Task) -> bool:
    """Whether a bureau sends a task's figures on sealed paper: by the scheme, or because it once did so."""
    origin = origin_of(task)
    if origin.provider in paper_providers(origin.scheme):
        return True
    same = Task.objects.filter(Q(pk=origin.pk) | Q(revises=origin)).values_list("pk", flat=True)
    return bool(sent_for(list(same), "paper"))


def awaiting_letters(tasks: Collection[Task]) -> frozenset[str]:
    """Those of some tasks, by reference, whose figures came on paper and that nobody corrects at the moment.

    All of them are looked at together: a list may hold a year's.
    """
    origins = {task.pk: origin_of(task) for task in tasks}
    wanted = {origin.pk: origin for origin in origins.values()}
    rows = Task.objects.filter(Q(pk__in=wanted) | Q(revises__in=wanted))
    same = list(rows.values_list("pk", "revises_id", "state"))
    sent = sent_for([pk for pk, _, _ in same], "paper")
    on_paper = {origin or pk for pk, origin, _ in same if pk in sent}
    by_rule = {scheme: paper_providers(scheme) for scheme in {origin.scheme for origin in wanted.values()}}
    on_paper |= {pk for pk, origin in wanted.items() if origin.provider in by_rule[origin.scheme]}
    under_way: dict[str, set[str]] = defaultdict(set)
    for pk, origin, state in same:
        if origin and state in UNDER_WAY:
            under_way[origin].add(pk)
    return frozenset(
        pk for pk, origin in origins.items() if origin.pk in on_paper and not under_way[origin.pk] - {pk}
    )


def paper_providers(scheme: str) -> frozenset[str]:
    """The providers that send sealed sheets, as a scheme says."""
    providers = owed(scheme).scheme.providers
    return frozenset(code for code, provider in providers.items() if provider.paper)


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
    return bool(awaiting_letters([Task.objects.select_related("revises").get(pk=task)]))
