"""What a task asks for: the duties of a version of a sealed scheme, kept in memory, as it never changes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from sikao.core.figures.checking import Catalogue
from sikao.core.figures.periods import Month, Period
from sikao.core.insight.briefings import BriefingDuty, Told, briefings_of, told_about
from sikao.core.insight.duties import Duty, Slot, duties_of
from sikao.core.scheme import Scheme, scheme_digest
from sikao.core.scheme.briefed import NODE
from sikao.core.scheme.catalogue import catalogue_of
from sikao.core.scheme.model import Briefing
from sikao.office.cycle.rules import TaskKind
from sikao.office.cycle.targets import Targets, targets_of
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.refusals import NotThere, NotValid
from sikao.office.ledger.facts import Key
from sikao.office.rulebook.queries import in_force, scheme_with, sealed

if TYPE_CHECKING:
    from sikao.office.cycle.models import Task

DutyKey = tuple[TaskKind, str, str, str]
"""Kind of task, provider, frequency, last month: a bureau also reports about itself as a unit."""


EXPLANATION = "_review"
"""The briefing by which a unit explains to the monthly review why it lags: asked for by the office.

No briefing of a scheme has this code, which begins with no letter.
"""
EXPLAINED = Briefing(
    code=EXPLANATION,
    name="月度调度说明",
    name_en="Explanation for the monthly review",
    units=(),
    frequency="month",
)

BriefingKey = tuple[str, str, str]
"""Briefing, unit, last month."""


@dataclass(frozen=True, slots=True)
class Owed:
    """A sealed scheme, its duties and its briefings by key, what its figures are checked against."""

    scheme: Scheme
    digest: str
    duties: dict[DutyKey, Duty]
    briefings: dict[BriefingKey, BriefingDuty]
    targets: Targets
    catalogue: Catalogue


def owed(code: str) -> Owed:
    """The duties of the last version of a sealed scheme; an unknown code raises ``NotThere``."""
    found = sealed(code)
    if found is None:
        raise NotThere.of("rulebook.not_sealed", scheme=code)
    return owed_by(found.digest)


def owed_in(code: str, month: int, seq: int | None = None) -> Owed:
    """The duties by the version in force for a month, as of an entry of the journal."""
    return owed_by(in_force(code, month, seq).digest)


@cache
def owed_by(digest: str) -> Owed:
    """The duties of exactly one version of a sealed scheme."""
    return owed_of(scheme_with(digest))


def owed_of(scheme: Scheme) -> Owed:
    """The duties of a scheme, sealed or about to be."""
    duties = {key_of(duty): duty for duty in duties_of(scheme)}
    briefings = {(found.briefing, found.unit, str(found.through)): found for found in briefings_of(scheme)}
    targets, catalogue = targets_of(scheme), catalogue_of(scheme)
    return Owed(scheme, scheme_digest(scheme), duties, briefings, targets, catalogue)


def all_of(known: Owed) -> tuple[Duty | BriefingDuty, ...]:
    """Every duty, then every briefing."""
    return (*known.duties.values(), *known.briefings.values())


def key_of(duty: Duty) -> DutyKey:
    """What identifies a duty within its scheme."""
    return (kind_of(duty), duty.provider, duty.frequency, str(duty.through))


def kind_of(duty: Duty) -> TaskKind:
    """The kind of the task that a duty becomes."""
    return TaskKind.REPORT if duty.by_itself else TaskKind.DELIVER


def slots_of(task: Task) -> tuple[Slot, ...]:
    """The figures that a task asks for, in the order of the form; of a revision, those in question."""
    if task.briefing:
        raise NotValid.of("briefing.no_figures")
    origin = task if task.revises is None else task.revises
    duty = owed_by(task.digest).duties[(TaskKind(origin.kind), task.provider, task.frequency, task.through)]
    if not task.keys:
        return duty.slots
    wanted = {tuple(key) for key in json.loads(task.keys)}
    return tuple(slot for slot in duty.slots if slot.key in wanted)


def keys_named(task: Task, named: Iterable[str]) -> list[Key]:
    """The figures of a task that are written as in its form; what it does not ask for raises ``NotValid``."""
    known = {"/".join(slot.key): slot.key for slot in slots_of(task)}
    found: list[Key] = []
    for text in named:
        if text not in known:
            raise NotValid.of("task.foreign_cell", key=text[:200])
        found.append(known[text])
    return found


def briefing_of(task: Task) -> BriefingDuty:
    """What a task that is a briefing asks to be told."""
    if task.briefing == EXPLANATION:
        return _explanation(task)
    return owed_by(task.digest).briefings[task.briefing, task.provider, task.through]


def briefing_named(scheme: Scheme, code: str) -> Briefing:
    """A briefing of a scheme, or the one by which units explain to the monthly review."""
    return EXPLAINED if code == EXPLANATION else scheme.briefings[code]


def _explanation(task: Task) -> BriefingDuty:
    """What the office asked a unit to explain; of a correction, what was asked at first."""
    origin = task if task.revises is None else task.revises
    year, month = (int(part) for part in task.through.split("-"))
    asked = tuple(key.removeprefix(f"{NODE}/") for key in json.loads(origin.keys))
    return BriefingDuty(
        briefing=EXPLANATION,
        unit=task.provider,
        frequency="month",
        through=Month(year, month),
        opens=task.opens,
        due=day_of(task.due_at),
        told=_told(task.digest, task.provider, asked, month),
    )


@cache
def _told(digest: str, unit: str, nodes: tuple[str, ...], month: int) -> tuple[Told, ...]:
    return told_about(owed_by(digest).scheme, unit, nodes, month)


def period_of(task: Task) -> Period:
    """The stretch of the year that a task is about, by which people name it."""
    return stretch(task.frequency, task.through)


def stretch(frequency: str, through: str) -> Period:
    """The stretch of the year that ends with a month and comes round so often."""
    year, month = (int(part) for part in through.split("-"))
    months = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}[frequency]
    return Period.of(year, month - months + 1, month)
