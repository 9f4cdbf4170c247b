"""The year's calendar (年度日程): every step with its days, who has delivered by it, and how it ended."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sikao.core.scheme.steps import Step, StepKind, step_of_sheet
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.dealings import Extended, dealings_of
from sikao.office.cycle.duties import owed
from sikao.office.cycle.lateness import is_late, signed_late
from sikao.office.cycle.models import HeldReview, Task
from sikao.office.cycle.monthly import steps
from sikao.office.cycle.queries import opened_years, visible_tasks
from sikao.office.cycle.rules import TaskState
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.calendar import add_working_days, on_working_day
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.refusals import NotThere, NotValid


class When(StrEnum):
    """Where a step lies to the present day."""

    OVER = "over"
    NOW = "now"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class MoreTime:
    """A later deadline for one sheet of one organisation, by name and with a reason."""

    organisation: str
    task: str
    given: Extended


@dataclass(frozen=True, slots=True)
class StepView:
    """A step with its working days.

    ``due`` is the last day of delivering and ``meets`` the day of a month's meeting; ``ends`` is the last day
    of all. ``is_tentative`` says that the working days of that year are not known yet: ``due`` is then what
    the scheme states, and there is no day of a meeting. ``counts`` are the sheets that the reader may see:
    done, delayed, late, open, ahead. ``held_on`` is the day on which a monthly review was held.
    """

    step: Step
    opens: date
    due: date
    meets: date | None
    closes: date | None
    ends: date
    when: When
    counts: Mapping[str, int]
    exceptions: tuple[MoreTime, ...]
    held_on: date | None
    is_tentative: bool = False

    @property
    def is_missed(self) -> bool:
        """Whether a month's meeting should have been held by now and was not."""
        return self.meets is not None and self.held_on is None and self.when is When.OVER


def year_calendar(actor: Actor, at: datetime, scheme: str) -> tuple[StepView, ...]:
    """Every step of a year that was opened, months first, as far as a person may see what is owed.

    A year that is not opened is not there (``NotThere``).
    """
    if scheme not in opened_years():
        raise NotThere.of("ledger.not_there")
    sheets, more = _sheets(actor, at, scheme)
    held = dict(HeldReview.objects.filter(scheme=scheme).values_list("through", "held_on"))
    return tuple(
        _view(step, day_of(at), sheets[_key(step)], tuple(more[_key(step)]), held) for step in steps(scheme)
    )


def meeting_day(step: Step) -> date | None:
    """On which day the review of a month meets; ``None`` for a step without a meeting."""
    return add_working_days(on_working_day(step.due), step.meeting_days) if step.meeting_days else None


def _key(step: Step) -> tuple[StepKind, str]:
    return step.kind, step.checkpoint or str(step.through)


_Counts = Mapping[tuple[StepKind, str], Counter[str]]
_MoreTime = Mapping[tuple[StepKind, str], list[MoreTime]]


def _sheets(actor: Actor, at: datetime, scheme: str) -> tuple[_Counts, _MoreTime]:
    """How the sheets of each step stand, and who was given more time."""
    rows = visible_tasks(actor, at, Verb.CALENDAR_VIEW).filter(scheme=scheme, revises=None)
    tasks = list(rows.exclude(state=TaskState.DROPPED).order_by("due_at", "organisation", "ref"))
    late, known = signed_late(tasks), owed(scheme).scheme
    counts: dict[tuple[StepKind, str], Counter[str]] = defaultdict(Counter)
    more: dict[tuple[StepKind, str], list[MoreTime]] = defaultdict(list)
    extended = dealings_of([task.ref for task in tasks])
    where: dict[tuple[str, str], tuple[StepKind, str]] = {}
    for task in tasks:
        sheet = task.frequency, task.through
        if sheet not in where:
            where[sheet] = step_of_sheet(known, *sheet, day_of(task.due_at))
        key = where[sheet]
        counts[key][_standing(task, at, late=is_late(task, at, late))] += 1
        if task.ref in extended:
            more[key] += [
                MoreTime(task.organisation, task.ref, given) for given in extended[task.ref].extensions
            ]
    return counts, more


def _standing(task: Task, at: datetime, *, late: bool) -> str:
    if task.signed_at is not None:
        return "delayed" if late else "done"
    if late:
        return "late"
    return "ahead" if task.opens > day_of(at) else "open"


def _view(
    step: Step,
    today: date,
    counts: Mapping[str, int],
    exceptions: tuple[MoreTime, ...],
    held: Mapping[str, date],
) -> StepView:
    tentative = False
    try:
        due, meets = on_working_day(step.due), meeting_day(step)
    except NotValid:  # nobody has announced yet which days are worked
        due, meets, tentative = step.due, None, True
    ends = max(day for day in (due, meets, step.closes) if day is not None)
    held_on = None if step.checkpoint else held.get(str(step.through))
    over = today > ends or held_on is not None
    when = When.AHEAD if today < step.opens else When.OVER if over else When.NOW
    return StepView(
        step, step.opens, due, meets, step.closes, ends, when, dict(counts), exceptions, held_on, tentative
    )
