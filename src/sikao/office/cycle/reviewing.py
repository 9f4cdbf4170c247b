"""The coordination review (调度): what the units told on one briefing, units down and subjects across."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sikao.core.insight.briefings import BriefingDuty
from sikao.core.scheme.briefed import Subject
from sikao.office.accounts.queries import authorise
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.duties import owed
from sikao.office.cycle.queries import briefing_tasks, opened_years
from sikao.office.cycle.rules import TaskKind
from sikao.office.cycle.views import TaskView
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.refusals import NotThere
from sikao.office.ledger.briefings import standing_briefings
from sikao.office.ledger.facts import BriefingLine
from sikao.office.ledger.queries import sent


@dataclass(frozen=True, slots=True)
class Chosen:
    """One briefing of one stretch of time."""

    scheme: str
    briefing: str
    through: str


@dataclass(frozen=True, slots=True)
class Teller:
    """A unit with its task. ``nothing``: why it has nothing to tell; ``again``: it is correcting."""

    unit: str
    task: TaskView
    asked: frozenset[Subject]
    told: Mapping[Subject, BriefingLine]
    nothing: str
    again: bool


@dataclass(frozen=True, slots=True)
class Review:
    """What was told: every subject that some unit is asked about, and the units in official order."""

    chosen: Chosen
    subjects: tuple[Subject, ...]
    tellers: tuple[Teller, ...]


def windows_of(scheme: str) -> tuple[Chosen, ...]:
    """Every briefing and stretch of time that a scheme asks for, as it is due."""
    return tuple(dict.fromkeys(_chosen(scheme, duty) for duty in owed(scheme).briefings.values()))


def latest_window(at: datetime) -> Chosen | None:
    """The window that opened last, of the year that was opened last; else the first that is to come."""
    for scheme in opened_years():
        duties = list(owed(scheme).briefings.values())
        begun = [duty for duty in duties if duty.opens <= day_of(at)]
        if duties:
            return _chosen(scheme, begun[-1] if begun else duties[0])
    return None


def review(actor: Actor, at: datetime, chosen: Chosen) -> Review:
    """What the units told, for who may read it of all; raises ``NotThere`` for a window that there is not."""
    authorise(actor, at, Verb.BRIEFING_VIEW)
    if chosen.scheme not in opened_years() or chosen not in windows_of(chosen.scheme):
        raise NotThere.of("ledger.not_there")
    duties = [
        duty for duty in owed(chosen.scheme).briefings.values() if _chosen(chosen.scheme, duty) == chosen
    ]
    subjects = tuple(dict.fromkeys(told.subject for duty in duties for told in duty.told))
    lines = standing_briefings(chosen.scheme, chosen.briefing, through=chosen.through)
    tasks = briefing_tasks(at, chosen.scheme, chosen.briefing, chosen.through)
    first = {task.provider: task for task in tasks if task.kind is TaskKind.BRIEF}
    again = {task.provider for task in tasks if task.kind is TaskKind.REVISE and task.signed_at is None}
    tellers = []
    for duty in duties:
        told = {
            subject: line
            for subject in subjects
            if (line := lines.get((duty.unit, subject.key, chosen.through))) is not None
        }
        task = first[duty.unit]
        asked = frozenset(one.subject for one in duty.told)
        nothing = "" if told else _nothing(task)
        tellers.append(Teller(duty.unit, task, asked, told, nothing, duty.unit in again))
    return Review(chosen, subjects, tuple(tellers))


def _chosen(scheme: str, duty: BriefingDuty) -> Chosen:
    return Chosen(scheme, duty.briefing, str(duty.through))


def _nothing(task: TaskView) -> str:
    """Why a unit has nothing to tell; empty where it said no such thing."""
    found = sent(task.submission) if task.submission else None
    return found.note if found is not None and found.nothing else ""
