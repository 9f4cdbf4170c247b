"""The sheet that a duty becomes: what identifies it among those of its scheme, its task, its deadline."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sikao.core.insight.briefings import BriefingDuty
from sikao.core.insight.duties import Duty
from sikao.office.cycle.duties import kind_of
from sikao.office.cycle.models import Task
from sikao.office.cycle.rules import TaskKind
from sikao.office.groundwork.calendar import end_of, on_working_day
from sikao.office.groundwork.refusals import NotValid

Sheet = tuple[str, str, str, str, str]
"""Kind of task, provider, frequency, last month, briefing."""


def sheet_of(duty: Duty | BriefingDuty) -> Sheet:
    """What identifies the task that a duty becomes among those of its scheme."""
    if isinstance(duty, Duty):
        return kind_of(duty), duty.provider, duty.frequency, str(duty.through), ""
    return TaskKind.BRIEF, duty.unit, duty.frequency, str(duty.through), duty.briefing


def sheets_made(scheme: str) -> frozenset[Sheet]:
    """What has become a task of a scheme, whatever became of it since."""
    rows = Task.objects.filter(scheme=scheme, revises=None)
    return frozenset(rows.values_list("kind", "provider", "frequency", "through", "briefing"))


def new_task(scheme: str, digest: str, duty: Duty | BriefingDuty, moved: Mapping[str, str]) -> Task:
    """The task that a duty or a briefing becomes, not saved yet."""
    if isinstance(duty, Duty):
        asked = {"kind": kind_of(duty), "provider": duty.provider, "figures": len(duty.slots)}
    else:
        asked = {"kind": TaskKind.BRIEF, "provider": duty.unit, "figures": len(duty.told)}
        asked["briefing"] = duty.briefing
    return Task(
        **asked,
        scheme=scheme,
        digest=digest,
        organisation=moved.get(str(asked["provider"]), asked["provider"]),
        frequency=duty.frequency,
        through=str(duty.through),
        opens=duty.opens,
        due_at=last_moment(duty.due),
    )


def last_moment(due: date) -> datetime:
    """The end of a last day; one that is no working day is put off to the next one."""
    return end_of(on_working_day(due))


def has_deadline(duty: Duty | BriefingDuty) -> bool:
    """Whether the working days around a duty's last day are known."""
    try:
        last_moment(duty.due)
    except NotValid:
        return False
    return True
