"""Revisions: a new version under one's own name, with reason, document and caliber; the old one stays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sikao.office.accounts.queries import authorise, successors
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.accounts.rights.words import verb_words
from sikao.office.cycle.actions.submitting import step
from sikao.office.cycle.briefings import PARTS, briefing_form
from sikao.office.cycle.correcting import (
    being_corrected,
    is_recordable,
    is_returned,
    lock_origin,
    origin_of,
    overlapping,
)
from sikao.office.cycle.duties import owed_by, slots_of
from sikao.office.cycle.keeping import tell_units
from sikao.office.cycle.loading import concerned_by, task_for
from sikao.office.cycle.models import Draft, Task
from sikao.office.cycle.rules import TaskKind, TaskState
from sikao.office.cycle.telling import BOTH, tell
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
    lock_origin(task)
    found = task_for(actor, at, task)
    capacity = authorise(actor, at, Verb.FIGURE_REVISE, concerned_by(found), found.state)
    if found.state != TaskState.SIGNED:
        raise NotNow.of("right.not_now", verb=verb_words(Verb.FIGURE_REVISE))
    named = _named(found, keys)
    if (other := overlapping(found, named)) is not None:
        raise NotNow.of("task.being_corrected", opened=other.opens.isoformat(), reason=other.reason)
    made = make_revision(found, named, _reason(reason), at)
    # Whoever opens it has said why once; the form begins with it, and it may be said better there.
    Draft.objects.filter(task=made).update(note=made.reason)
    told = {"revision": made.ref, "reason": made.reason, "figures": made.figures}
    subject = Subject("task", found.ref, capacity)
    write(actor=actor, at=at, verb=Verb.FIGURE_REVISE, subject=subject, new=told)
    return made.ref


@action(Verb.CORRECTION_ASK, "task", "task")
def ask_correction(*, actor: Actor, at: datetime, task: str, keys: Sequence[Key] = (), reason: str) -> str:
    """Ask who signed a sheet or a briefing to correct it or tell it better; returns the new task's reference.

    ``keys`` are the figures in question, all of the sheet when empty. What was signed stands until the
    provider has answered: by what it corrects, or by a reason why everything stays as it is.
    """
    lock_origin(task)
    found = task_for(actor, at, task)
    capacity = authorise(actor, at, Verb.CORRECTION_ASK, concerned_by(found), found.state)
    if being_corrected(found):
        raise NotNow.of("right.not_now", verb=verb_words(Verb.CORRECTION_ASK))
    made = make_revision(found, _named(found, keys), _reason(reason), at, asked_by=actor.person)
    told = {"revision": made.ref, "reason": made.reason, "figures": made.figures}
    subject = Subject("task", found.ref, capacity)
    write(actor=actor, at=at, verb=Verb.CORRECTION_ASK, subject=subject, new=told)
    tell(made.organisation, BOTH, "notice.correction_asked", made, at, reason=made.reason)
    tell_units(made, "notice.correction_under_way", at)
    return made.ref


@action(Verb.CORRECTION_WITHDRAW, "task", "task")
def withdraw_correction(*, actor: Actor, at: datetime, task: str) -> None:
    """Take back a request of the office that nobody has answered; what stands stays as it is."""
    found = task_for(actor, at, task)
    capacity = authorise(actor, at, Verb.CORRECTION_WITHDRAW, concerned_by(found), found.state)
    if not found.asked_by:
        raise NotNow.of("right.not_now", verb=verb_words(Verb.CORRECTION_WITHDRAW))
    _give_up(actor, at, found, Verb.CORRECTION_WITHDRAW, capacity)
    tell(found.organisation, BOTH, "notice.correction_withdrawn", found, at)
    tell_units(found, "notice.correction_left", at)


def _named(task: Task, keys: Sequence[Key]) -> Sequence[Key]:
    """The figures in question; one that the sheet does not have is refused."""
    known = {slot.key for slot in slots_of(task)} if keys else set()
    if foreign := [key for key in keys if key not in known]:
        raise NotValid.of("task.foreign_cell", key="/".join(foreign[0]))
    return keys


def _reason(text: str) -> str:
    if not text.strip():
        raise NotValid.of("task.reason_missing")
    return text.strip()[:1000]


def make_revision(
    task: Task, keys: Sequence[Key], reason: str, at: datetime, *, asked_by: str = "", digest: str = ""
) -> Task:
    """The task of a revision, its form filled with what stands; for the office too, where paper comes in.

    It asks by the version of the scheme by which the sheet was asked for, or by that of ``digest``.
    """
    origin = origin_of(task)
    scheme = owed_by(task.digest).scheme
    day = day_of(at)
    made = Task.objects.create(
        kind=TaskKind.REVISE,
        scheme=origin.scheme,
        digest=digest or origin.digest,
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
        asked_by=asked_by,
    )
    cells = canonical(_standing_texts(made))
    for paper in (False, True) if is_recordable(made) else (False,):
        Draft.objects.create(task=made, paper=paper, cells=cells, version=1)
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
    """Give up a revision that one opened oneself; what stands stays as it is."""
    found = task_for(actor, at, task)
    capacity = authorise(actor, at, Verb.REVISION_DROP, concerned_by(found), found.state)
    if found.kind != TaskKind.REVISE:
        raise NotNow.of("right.not_now", verb=verb_words(Verb.REVISION_DROP))
    if found.asked_by:
        raise NotNow.of("task.asked_by_office")
    if is_returned(found):
        raise NotNow.of("task.returned_to_correct")
    _give_up(actor, at, found, Verb.REVISION_DROP, capacity)


def _give_up(actor: Actor, at: datetime, task: Task, verb: Verb, capacity: str) -> None:
    step(task, verb)
    mark_settled(Subject("task", task.ref), at=at)
    write(
        actor=actor, at=at, verb=verb, subject=Subject("task", task.ref, capacity), new={"state": task.state}
    )
