"""Revisions: a new version under one's own name, with reason, document and caliber; the old one stays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sikao.office.accounts.queries import authorise, successors
from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.accounts.rights.words import verb_words
from sikao.office.cycle.actions.submitting import step
from sikao.office.cycle.briefings import PARTS, briefing_form
from sikao.office.cycle.duties import owed, slots_of
from sikao.office.cycle.loading import concerned_by, task_for
from sikao.office.cycle.models import Draft, Task
from sikao.office.cycle.offers import being_corrected
from sikao.office.cycle.rules import TaskKind, TaskState
from sikao.office.cycle.telling import tell
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.calendar import add_working_days, end_of
from sikao.office.groundwork.canonical import canonical
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.notices.telling import mark_settled
from sikao.office.groundwork.refusals import NotNow, NotValid
from sikao.office.ledger.facts import Key
from sikao.office.ledger.queries import versions
from sikao.office.ledger.rules import NOT_STANDING


@action(Verb.FIGURE_REVISE, "task", "task")
def open_revision(*, actor: Actor, at: datetime, task: str, keys: Sequence[Key] = (), reason: str) -> str:
    """Open the correction of signed figures, by who provided them; returns the new task's reference.

    ``keys`` are the figures in question, all of the sheet when empty. The form comes filled with what stands,
    and only what is changed is posted, once another person has signed.
    """
    found = task_for(actor, at, task)
    capacity = authorise(actor, at, Verb.FIGURE_REVISE, concerned_by(found), found.state)
    if found.state != TaskState.SIGNED:
        raise NotNow.of("right.not_now", verb=verb_words(Verb.FIGURE_REVISE))
    if not reason.strip():
        raise NotValid.of("task.reason_missing")
    known = {slot.key for slot in slots_of(found)} if keys else set()
    if foreign := [key for key in keys if key not in known]:
        raise NotValid.of("task.foreign_cell", key="/".join(foreign[0]))
    made = make_revision(found, keys, reason.strip()[:1000], at)
    # Whoever opens it has said why once; the form begins with it, and it may be said better there.
    Draft.objects.filter(task=made).update(note=made.reason)
    told = {"revision": made.ref, "reason": made.reason, "figures": made.figures}
    subject = Subject("task", found.ref, capacity)
    write(actor=actor, at=at, verb=Verb.FIGURE_REVISE, subject=subject, new=told)
    return made.ref


@action(Verb.BRIEFING_RETURN, "task", "task")
def return_briefing(*, actor: Actor, at: datetime, task: str, reason: str) -> str:
    """Ask a unit to tell a signed briefing better, with a reason; returns the new task's reference.

    What was signed stays until the unit has signed again.
    """
    found = task_for(actor, at, task)
    capacity = authorise(actor, at, Verb.BRIEFING_RETURN, concerned_by(found), found.state)
    if not found.briefing or being_corrected(found):
        raise NotNow.of("right.not_now", verb=verb_words(Verb.BRIEFING_RETURN))
    if not reason.strip():
        raise NotValid.of("task.reason_missing")
    made = make_revision(found, (), reason.strip()[:1000], at)
    told = {"revision": made.ref, "reason": made.reason}
    subject = Subject("task", found.ref, capacity)
    write(actor=actor, at=at, verb=Verb.BRIEFING_RETURN, subject=subject, new=told)
    tell(
        made.organisation,
        (Role.REPORTER, Role.SIGNER),
        "notice.briefing_returned",
        made,
        at,
        reason=made.reason,
    )
    return made.ref


def make_revision(task: Task, keys: Sequence[Key], reason: str, at: datetime) -> Task:
    """The task of a revision, its form filled with what stands."""
    origin = task if task.revises is None else task.revises
    scheme = owed(task.scheme).scheme
    day = day_of(at)
    made = Task.objects.create(
        kind=TaskKind.REVISE,
        scheme=origin.scheme,
        provider=origin.provider,
        organisation=successors(day).get(task.organisation, task.organisation),
        frequency=origin.frequency,
        through=origin.through,
        briefing=origin.briefing,
        figures=len(keys) or origin.figures,
        opens=day,
        due_at=end_of(add_working_days(day, scheme.reporting.verify_days)),
        revises=origin,
        keys=canonical([list(key) for key in keys]) if keys else "",
        reason=reason,
    )
    Draft.objects.create(task=made, cells=canonical(_standing_texts(made)), version=1)
    return made


def _standing_texts(task: Task) -> dict[str, str]:
    """What stands, as text in the cells."""
    if task.briefing:
        return _standing_entries(task)
    wanted = {slot.key: slot for slot in slots_of(task)}
    texts: dict[str, str] = {}
    for version in versions(wanted.keys()):
        if version.standing not in NOT_STANDING:
            text = version.absence.term.zh if version.absence is not None else format(version.value or 0, "f")
            texts["/".join(version.key)] = text
    return texts


def _standing_entries(task: Task) -> dict[str, str]:
    """What stands of a briefing, by the names of its parts."""
    texts: dict[str, str] = {}
    for entry in briefing_form(task).entries:
        for part, text in zip(PARTS, entry.standing.said if entry.standing else (), strict=False):
            texts[entry.key(part)] = text
    return {key: text for key, text in texts.items() if text}


@action(Verb.REVISION_DROP, "task", "task")
def drop_revision(*, actor: Actor, at: datetime, task: str) -> None:
    """Give up a revision that was opened; what stands stays as it is."""
    found = task_for(actor, at, task)
    capacity = authorise(actor, at, Verb.REVISION_DROP, concerned_by(found), found.state)
    if found.kind != TaskKind.REVISE:
        raise NotNow.of("right.not_now", verb=verb_words(Verb.REVISION_DROP))
    step(found, Verb.REVISION_DROP)
    mark_settled(Subject("task", found.ref), at=at)
    subject = Subject("task", found.ref, capacity)
    write(actor=actor, at=at, verb=Verb.REVISION_DROP, subject=subject, new={"state": found.state})
