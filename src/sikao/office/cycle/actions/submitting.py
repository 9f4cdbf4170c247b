"""The reporter's step: what was entered goes to the signer, or is taken back from there."""

from __future__ import annotations

from datetime import datetime

from sikao.office.accounts.queries import authorise
from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.actions.drafting import draft_of
from sikao.office.cycle.assessing import JudgedBriefing, assess
from sikao.office.cycle.attaching import refuse_damaged
from sikao.office.cycle.handing_in import known_of, new_figures
from sikao.office.cycle.judging import Assessed, Judged, evidence_of
from sikao.office.cycle.keeping import is_kept
from sikao.office.cycle.loading import concerned_by, task_for
from sikao.office.cycle.models import Draft, Task
from sikao.office.cycle.rules import TASK, next_state
from sikao.office.cycle.telling import tell
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.refusals import NotNow, NotValid


@action(Verb.TASK_SUBMIT, "task", "task")
def submit_task(*, actor: Actor, at: datetime, task: str, draft_version: int, warnings_seen: int = 0) -> str:
    """Send what was entered to the signer; returns the digest of what is to be signed.

    ``draft_version`` is the draft that the reporter looked at. ``warnings_seen`` is how many warnings were
    shown and stood by: another number means that they were not all seen.
    """
    found = task_for(actor, at, task)
    capacity = authorise(actor, at, Verb.TASK_SUBMIT, concerned_by(found), found.state)
    if day_of(at) < found.opens:
        raise NotNow.of("task.not_open_yet", opens=found.opens.isoformat())
    draft = draft_of(found)
    judged = ready(found, draft, draft_version, warnings_seen, at)
    found.submitted_by, found.submitted_at, found.returned_reason = actor.person, at, ""
    found.warnings_seen = warnings_seen
    step(found, Verb.TASK_SUBMIT)
    subject = Subject("task", found.ref, capacity)
    told = {"state": found.state, "digest": judged.digest, "warnings": len(judged.warnings)}
    write(actor=actor, at=at, verb=Verb.TASK_SUBMIT, subject=subject, old={"state": "open"}, new=told)
    tell(found.organisation, (Role.SIGNER,), "notice.to_sign", found, at)
    return judged.digest


@action(Verb.TASK_TAKE_BACK, "task", "task")
def take_back(*, actor: Actor, at: datetime, task: str) -> None:
    """Take a task back from the signer, to go on entering."""
    found = task_for(actor, at, task)
    capacity = authorise(actor, at, Verb.TASK_TAKE_BACK, concerned_by(found), found.state)
    step(found, Verb.TASK_TAKE_BACK)
    subject = Subject("task", found.ref, capacity)
    write(actor=actor, at=at, verb=Verb.TASK_TAKE_BACK, subject=subject, new={"state": found.state})


def ready(task: Task, draft: Draft, draft_version: int, warnings_seen: int, at: datetime) -> Assessed:
    """The draft, judged as complete; raises unless it may be handed in as it is."""
    if draft.version != draft_version:
        raise NotNow.of("task.draft_changed", version=draft.version)
    judged = assess(task, draft, complete=True)
    if judged.errors:
        raise NotValid(judged.findings)
    refuse_damaged(evidence_of(draft))
    if is_kept(task, draft):
        _refuse_changes(task, draft, judged, at)
    elif draft.nothing and judged.filled:
        raise NotValid.of("task.nothing_but_figures", count=judged.filled)
    if draft.nothing and not draft.note.strip():
        raise NotValid.of("task.nothing_without_reason")
    if len(judged.warnings) != warnings_seen:
        raise NotValid(
            (*judged.warnings, *NotValid.of("task.warnings_unseen", count=len(judged.warnings)).findings)
        )
    return judged


def _refuse_changes(task: Task, draft: Draft, judged: Assessed, at: datetime) -> None:
    """What stays as it is changes nothing."""
    if isinstance(judged, JudgedBriefing):
        changed = len(judged.changed)
    else:
        assert isinstance(judged, Judged)  # noqa: S101 -- tells the type checker
        changed = len(new_figures(task, draft, judged, known_of(judged.form), at))
    if changed:
        raise NotValid.of("task.kept_but_changed", count=changed)


def step(task: Task, verb: Verb) -> None:
    """Move a locked task on by its state table."""
    task.state = next_state(TASK, task.state, verb)
    task.version += 1
    task.save()
