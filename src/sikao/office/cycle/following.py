"""Tasks follow an amended scheme: what is still to be handed in is asked for as the new version says.

Called inside the act that puts the version in force. What was signed stays as it was asked for; figures that
the new version wants beside it are asked for by a correction of the sheet.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sikao.core.insight.briefings import BriefingDuty
from sikao.core.insight.duties import Duty
from sikao.core.scheme import Scheme
from sikao.core.wording import Detail
from sikao.office.accounts.queries import successors
from sikao.office.cycle.actions.revising import make_revision
from sikao.office.cycle.briefings import PARTS
from sikao.office.cycle.duties import EXPLANATION, all_of, owed_by, owed_of
from sikao.office.cycle.models import Draft, OpenedYear, Task
from sikao.office.cycle.rules import TaskKind, TaskState
from sikao.office.cycle.sheets import Sheet, has_deadline, last_moment, new_task, sheet_of
from sikao.office.cycle.telling import BOTH, tell_each
from sikao.office.groundwork.canonical import canonical
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.journal import Subject
from sikao.office.groundwork.notices.telling import mark_settled


@dataclass(slots=True)
class Followed:
    """What became of the tasks: references of those that came, went, ask otherwise, or were asked again."""

    made: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    supplements: list[str] = field(default_factory=list)
    organisations: set[str] = field(default_factory=set)

    def counts(self) -> dict[str, int]:
        """As the journal tells it."""
        names = ("made", "dropped", "changed", "supplements")
        return {name: len(getattr(self, name)) for name in names}


@dataclass(frozen=True, slots=True)
class Change:
    """A version that comes into force: from which month on, why, and by which document."""

    scheme: Scheme
    digest: str
    first_month: int
    reason: str
    document: str


def follow(change: Change, at: datetime) -> Followed:
    """Let the tasks of the months from the first one on follow a version that comes into force.

    Open ones ask as it says, or fall away; one with the signer goes back where its figures change. Whoever
    owes something else than before is told. Nothing happens where the year was not opened.
    """
    scheme = change.scheme
    done = Followed()
    if not OpenedYear.objects.filter(scheme=scheme.code).exists():
        return done
    duties = _duties(scheme, change.first_month)
    tasks = _tasks(scheme, change.first_month)
    for sheet, task in tasks.items():
        duty = duties.get(sheet)
        if duty is None:
            _drop(task, done, at)
        else:
            _adjust(task, duty, change, done, at)
    _make(change, [duty for sheet, duty in duties.items() if sheet not in tasks], done, at)
    told: dict[str, tuple[Subject, Mapping[str, Detail]]] = dict.fromkeys(
        sorted(done.organisations), (Subject("home", ""), {})
    )
    tell_each(told, BOTH, "notice.tasks_amended", at)
    return done


def _duties(scheme: Scheme, first_month: int) -> dict[Sheet, Duty | BriefingDuty]:
    """What the version asks for from a month of its year on."""
    known = owed_of(scheme)
    first = f"{scheme.year}-{first_month:02}"
    return {sheet_of(duty): duty for duty in all_of(known) if str(duty.through) >= first}


def _tasks(scheme: Scheme, first_month: int) -> dict[Sheet, Task]:
    """The tasks of those months by what they ask for, locked in the order of their keys."""
    rows = Task.objects.filter(
        scheme=scheme.code, revises=None, through__gte=f"{scheme.year}-{first_month:02}"
    )
    held = rows.exclude(briefing=EXPLANATION).order_by("ref").select_for_update(no_key=True)
    return {(row.kind, row.provider, row.frequency, row.through, row.briefing): row for row in held}


def _asked(duty: Duty | BriefingDuty) -> tuple[str, ...]:
    """What a duty asks for: the keys of figures, or of the parts of a briefing."""
    if isinstance(duty, Duty):
        return tuple("/".join(slot.key) for slot in duty.slots)
    return tuple(f"{told.subject.key}/{part}" for told in duty.told for part in PARTS)


def _duty_before(task: Task) -> Duty | BriefingDuty:
    known = owed_by(task.digest)
    if task.briefing:
        return known.briefings[task.briefing, task.provider, task.through]
    return known.duties[TaskKind(task.kind), task.provider, task.frequency, task.through]


def _drop(task: Task, done: Followed, at: datetime) -> None:
    """Nothing is asked for any more; what was signed stays."""
    if task.state in (TaskState.OPEN, TaskState.SUBMITTED):
        _save(task, state=TaskState.DROPPED)
        mark_settled(Subject("task", task.ref), at=at)
        done.dropped.append(task.ref)
        done.organisations.add(task.organisation)


def _adjust(task: Task, duty: Duty | BriefingDuty, change: Change, done: Followed, at: datetime) -> None:
    before = _duty_before(task)
    same = _asked(before) == _asked(duty)
    if task.state == TaskState.SIGNED:
        if isinstance(duty, Duty) and not same:
            _supplement(task, duty, _asked(before), change, done, at)
        return
    if task.state == TaskState.SUBMITTED and same:
        return  # it is signed as it was submitted: what is asked for is the same
    changes: dict[str, object] = {"digest": change.digest, "figures": _count(duty)}
    if task.state == TaskState.DROPPED:
        changes |= {"state": TaskState.OPEN}
        done.made.append(task.ref)
    elif task.state == TaskState.SUBMITTED:
        changes |= {"state": TaskState.OPEN, "returned_reason": change.reason}
    if duty.due != before.due:
        changes |= {"opens": duty.opens, "due_at": last_moment(duty.due)}
    if not same:
        _trim_drafts(task, frozenset(_asked(duty)))
        done.changed.append(task.ref)
    if not same or task.state == TaskState.DROPPED:
        done.organisations.add(task.organisation)
    _save(task, **changes)


def _supplement(
    task: Task, duty: Duty, known: tuple[str, ...], change: Change, done: Followed, at: datetime
) -> None:
    """Ask for the figures that the version wants beside those of a sheet that was signed."""
    wanted = [slot.key for slot in duty.slots if "/".join(slot.key) not in known]
    if wanted:
        made = make_revision(task, wanted, change.reason, at, digest=change.digest)
        # Why and by what document is known: it need not be typed again.
        Draft.objects.filter(task=made).update(note=made.reason, document=change.document)
        done.supplements.append(made.ref)
        done.organisations.add(made.organisation)


def _make(change: Change, duties: list[Duty | BriefingDuty], done: Followed, at: datetime) -> None:
    moved = successors(day_of(at))
    code, digest = change.scheme.code, change.digest
    tasks = [new_task(code, digest, duty, moved) for duty in duties if has_deadline(duty)]
    Task.objects.bulk_create(tasks)
    done.made += [task.ref for task in tasks]
    done.organisations |= {task.organisation for task in tasks}


def _count(duty: Duty | BriefingDuty) -> int:
    return len(duty.slots) if isinstance(duty, Duty) else len(duty.told)


def _trim_drafts(task: Task, asked: frozenset[str]) -> None:
    """What was typed for something that is asked for no more is let go of, so that the rest can go on."""
    for draft in Draft.objects.filter(task=task):
        cells = dict(_kept(json.loads(draft.cells), asked))
        Draft.objects.filter(pk=draft.pk).update(cells=canonical(cells), version=draft.version + 1)


def _kept(cells: Mapping[str, str], asked: frozenset[str]) -> Iterator[tuple[str, str]]:
    return ((key, text) for key, text in cells.items() if key in asked)


def _save(task: Task, **changes: object) -> None:
    """Change a task that this act holds locked."""
    Task.objects.filter(pk=task.pk).update(version=task.version + 1, **changes)
