"""Lists of tasks, a page at a time: searched, narrowed, counted and cut by the database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import Count, Q, QuerySet

from sikao.core.wording import Language
from sikao.office.accounts.queries import names_on
from sikao.office.cycle.briefings import briefing_name
from sikao.office.cycle.duties import owed, stretch
from sikao.office.cycle.lateness import late_at
from sikao.office.cycle.lists import Cut
from sikao.office.cycle.models import Task
from sikao.office.cycle.queries import task_views, visible_tasks
from sikao.office.cycle.rules import TaskKind, TaskState
from sikao.office.cycle.views import TaskView
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.calendar import end_of
from sikao.office.groundwork.clock import day_of

_SAME = ("scheme", "state", "kind", "organisation")


class Group(StrEnum):
    """Where a task stands for whoever looks for one; what was dropped stands nowhere."""

    OPEN = "open"
    WITH_SIGNER = "submitted"
    LATER = "later"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which tasks; what is ``None`` narrows nothing."""

    scheme: str | None = None
    state: str | None = None
    kind: str | None = None
    organisation: str | None = None
    late: bool | None = None
    due_by: date | None = None


def list_tasks(actor: Actor, at: datetime, wanted: Wanted, page: int, size: int) -> Cut[TaskView]:
    """The tasks that a person may see and that are wanted, by deadline."""
    same = {name: getattr(wanted, name) for name in _SAME if getattr(wanted, name) is not None}
    rows = visible_tasks(actor, at).filter(**same)
    if wanted.late is not None:
        rows = rows.filter(late_at(at)) if wanted.late else rows.exclude(late_at(at))
    if wanted.due_by is not None:
        rows = rows.filter(due_at__lte=end_of(wanted.due_by))
    return _cut(rows.order_by("due_at", "provider", "ref"), at, page, size)


def tasks_in(
    actor: Actor, at: datetime, group: Group, words: str, lang: Language, page: int, size: int
) -> Cut[TaskView]:
    """The tasks of one group in which all words are found; what was signed last comes first."""
    order = ("-signed_at", "ref") if group is Group.SIGNED else ("due_at", "provider", "ref")
    rows = _found(actor, at, words, lang).filter(_group(group, day_of(at)))
    return _cut(rows.order_by(*order), at, page, size)


def tasks_by_group(actor: Actor, at: datetime, words: str, lang: Language) -> dict[Group, int]:
    """How many tasks with these words each group holds."""
    day = day_of(at)
    counts = {group.value: Count("ref", filter=_group(group, day)) for group in Group}
    found = _found(actor, at, words, lang).aggregate(**counts)
    return {group: found[group.value] for group in Group}


def tasks_by_state(actor: Actor, at: datetime) -> dict[str, int]:
    """How many of the tasks that a person may see are in each state that any is in."""
    counted = visible_tasks(actor, at).values_list("state").annotate(count=Count("ref")).order_by("state")
    return dict(counted)


def of_several(actor: Actor, at: datetime) -> bool:
    """Whether a person sees tasks of more than one organisation."""
    return len(visible_tasks(actor, at).order_by().values("organisation").distinct()[:2]) > 1


def _cut(rows: QuerySet[Task], at: datetime, page: int, size: int) -> Cut[TaskView]:
    start = (page - 1) * size
    return Cut(tuple(task_views(rows[start : start + size], at)), rows.count())


def _group(group: Group, day: date) -> Q:
    return {
        Group.OPEN: Q(state=TaskState.OPEN, opens__lte=day),
        Group.WITH_SIGNER: Q(state=TaskState.SUBMITTED),
        Group.LATER: Q(state=TaskState.OPEN, opens__gt=day),
        Group.SIGNED: Q(state=TaskState.SIGNED),
    }[group]


def _found(actor: Actor, at: datetime, words: str, lang: Language) -> QuerySet[Task]:
    rows = visible_tasks(actor, at)
    asked = words.lower().split()
    if not asked:
        return rows
    names = {code: name.text(lang).lower() for code, name in names_on(day_of(at)).items()}
    said = [*_stretches(rows, lang), *_briefings(rows, lang)]
    for word in asked:
        rows = rows.filter(_with(word, names, said, lang))
    return rows


def _stretches(rows: QuerySet[Task], lang: Language) -> list[tuple[str, Q]]:
    """What each stretch of time is called, and the tasks of it."""
    found = list(rows.order_by().values_list("frequency", "through").distinct())
    return [(stretch(*one).label(lang), Q(frequency=one[0], through=one[1])) for one in found]


def _briefings(rows: QuerySet[Task], lang: Language) -> list[tuple[str, Q]]:
    """What each briefing is called, and the tasks of it."""
    found = list(rows.exclude(briefing="").order_by().values_list("scheme", "briefing").distinct())
    return [
        (briefing_name(owed(scheme).scheme, code).text(lang), Q(scheme=scheme, briefing=code))
        for scheme, code in found
    ]


def _with(word: str, names: dict[str, str], said: Iterable[tuple[str, Q]], lang: Language) -> Q:
    """A word of period, organisation, kind or briefing; of a correction also of its reason."""
    kinds = [kind for kind in TaskKind if word in kind.term.text(lang).lower()]
    found = Q(organisation__in=[code for code, name in names.items() if word in name])
    found |= Q(organisation__icontains=word) | Q(through__contains=word) | Q(kind__in=kinds)
    found |= Q(kind=TaskKind.REVISE, reason__icontains=word)
    for text, tasks in said:
        if word in text.lower():
            found |= tasks
    return found
