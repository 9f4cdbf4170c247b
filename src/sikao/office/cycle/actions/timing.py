"""Time passing: extensions by name, silence of units."""

from __future__ import annotations

from datetime import date, datetime

from sikao.office.accounts.queries import authorise, holders_at
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.loading import concerned_by, task_for
from sikao.office.cycle.models import Confirmation, Extension
from sikao.office.cycle.rules import CONFIRM, ConfirmState, next_state
from sikao.office.cycle.telling import BOTH, label_of, name_of, tell
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.calendar import end_of
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.notices.telling import mark_settled, notify
from sikao.office.groundwork.refusals import NotValid
from sikao.office.ledger.models import FigureEvent, What
from sikao.office.ledger.queries import versions_in


@action(Verb.TASK_EXTEND, "task", "task")
def extend_task(
    *, actor: Actor, at: datetime, task: str, until: date, reason: str, document: str = ""
) -> datetime:
    """Give one organisation more time for one task, by name and with a reason; returns the new deadline."""
    found = task_for(actor, at, task)
    capacity = authorise(actor, at, Verb.TASK_EXTEND, concerned_by(found), found.state)
    due = end_of(until)
    if not reason.strip():
        raise NotValid.of("task.reason_missing")
    if due <= found.due_at or due <= at:
        raise NotValid.of("task.extension_too_short", due=day_of(found.due_at).isoformat())
    row = Extension(
        task=found,
        due_before=found.due_at,
        due_at=due,
        reason=reason.strip()[:1000],
        document=document[:200],
    )
    old, found.due_at = found.due_at, due
    found.version += 1
    found.save()
    told = {"due": due, "reason": row.reason, "document": row.document}
    subject = Subject("task", found.ref, capacity)
    write(actor=actor, at=at, verb=Verb.TASK_EXTEND, subject=subject, old={"due": old}, new=told, rows=[row])
    tell(found.organisation, BOTH, "notice.extended", found, at, until=until.isoformat())
    return due


@action(Verb.SILENCE_RECORD, "confirmation", None)
def record_silence(*, actor: Actor, at: datetime) -> int:
    """Record for every check whose time has passed that the unit gave no answer; returns how many."""
    authorise(actor, at, Verb.SILENCE_RECORD)
    passed = Confirmation.objects.select_for_update(no_key=True).filter(
        state=ConfirmState.OPEN, due_at__lt=at
    )
    rows: list[FigureEvent] = []
    silent = list(passed.order_by("ref"))
    sheets = {sheet: versions_in(sheet) for sheet in {found.submission for found in silent}}
    reached = holders_at({found.unit for found in silent}, BOTH, day_of(at))
    for found in silent:
        rows += [
            FigureEvent(figure_id=version.ref, what=What.SILENT, organisation=found.unit, person=actor.person)
            for version in sheets[found.submission]
            if version.unit == found.unit
        ]
        found.state = next_state(CONFIRM, found.state, Verb.SILENCE_RECORD)
        found.version += 1
        found.save()
        mark_settled(Subject("confirmation", found.ref), at=at)
        details = {"bureau": name_of(found.provider, at), "period": label_of(found.task)}
        about = Subject("confirmation", found.ref)
        notify(reached[found.unit], "notice.silence", details, about=about, at=at)
    if silent:
        told = {"confirmations": [found.ref for found in silent]}
        subject = Subject("confirmation", "")
        write(actor=actor, at=at, verb=Verb.SILENCE_RECORD, subject=subject, new=told, rows=rows)
    return len(silent)
