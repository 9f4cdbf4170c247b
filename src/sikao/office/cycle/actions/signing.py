"""The signer's step: to sign, which posts the figures for good, or to return with a reason."""

from __future__ import annotations

from datetime import datetime

from sikao.office.accounts.queries import authorise_for
from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.actions.drafting import draft_of
from sikao.office.cycle.actions.submitting import ready, step
from sikao.office.cycle.correcting import lock_origin
from sikao.office.cycle.handing_in import HandedIn, follow_up, posting
from sikao.office.cycle.loading import concerned_by, task_for
from sikao.office.cycle.rules import TaskKind
from sikao.office.cycle.telling import tell
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.notices.telling import mark_settled
from sikao.office.groundwork.refusals import NotNow, NotValid, NotYou

WAYS = {
    TaskKind.DELIVER: "sheet",
    TaskKind.REPORT: "report",
    TaskKind.BRIEF: "briefing",
    TaskKind.REVISE: "revision",
}


@action(Verb.TASK_SIGN, "task", "task")
def sign_task(*, actor: Actor, at: datetime, task: str, digest: str) -> HandedIn:
    """Sign what was submitted, bound to the digest that the signer looked at; the figures are posted.

    The reporter does not sign. A delegate who was named earlier signs in the signer's place; the receipt
    shows both.
    """
    lock_origin(task)
    found = task_for(actor, at, task)
    concerned = concerned_by(found)
    capacity, principal = authorise_for(actor, at, Verb.TASK_SIGN, found.organisation, concerned, found.state)
    if found.submitted_by in {actor.person, principal}:
        raise NotYou.of("task.own_signature")
    draft = draft_of(found)
    judged = ready(found, draft, draft.version, found.warnings_seen, at)
    if judged.digest != digest:
        raise NotNow.of("task.other_digest")
    who = {
        "way": WAYS[TaskKind(found.kind)],
        "reporter": found.submitted_by,
        "signer": actor.person,
        "delegate_of": principal,
    }
    head, rows, count = posting(found, draft, judged, at, **who)
    found.signed_at, found.submission = at, head.ref
    step(found, Verb.TASK_SIGN)
    follow_up(found, head, rows, at)
    mark_settled(Subject("task", found.ref), at=at)
    tell(found.organisation, (Role.REPORTER,), "notice.signed", found, at)
    told = {"state": found.state, "submission": head.ref, "digest": digest, "figures": count}
    principal_actor = Actor(actor.person, actor.channel, principal, actor.source, actor.scopes)
    subject = Subject("task", found.ref, capacity)
    entry = write(actor=principal_actor, at=at, verb=Verb.TASK_SIGN, subject=subject, new=told, rows=rows)
    return HandedIn(head.ref, entry.seq, count, head.late)


@action(Verb.TASK_RETURN, "task", "task")
def return_task(*, actor: Actor, at: datetime, task: str, reason: str) -> None:
    """Give a task back to the reporter with a reason; the signer changes nothing in it."""
    found = task_for(actor, at, task)
    concerned = concerned_by(found)
    capacity, _ = authorise_for(actor, at, Verb.TASK_RETURN, found.organisation, concerned, found.state)
    if not reason.strip():
        raise NotValid.of("task.reason_missing")
    found.returned_reason = reason.strip()[:1000]
    step(found, Verb.TASK_RETURN)
    told = {"state": found.state, "reason": found.returned_reason}
    write(actor=actor, at=at, verb=Verb.TASK_RETURN, subject=Subject("task", found.ref, capacity), new=told)
    tell(found.organisation, (Role.REPORTER,), "notice.returned", found, at, reason=found.returned_reason)
