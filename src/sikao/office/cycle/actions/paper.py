"""Recording a sealed paper sheet on a bureau's behalf (代录): the officer's name, the letter, the scan."""

from __future__ import annotations

from datetime import datetime

from sikao.office.accounts.queries import authorise
from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.actions.drafting import draft_of, refuse_unrecordable
from sikao.office.cycle.actions.submitting import ready, step
from sikao.office.cycle.correcting import lock_origin
from sikao.office.cycle.handing_in import HandedIn, follow_up, posting
from sikao.office.cycle.judging import evidence_of
from sikao.office.cycle.loading import concerned_by, task_for
from sikao.office.cycle.telling import tell
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.notices.telling import mark_settled
from sikao.office.groundwork.refusals import NotValid


@action(Verb.TASK_RECORD_PAPER, "task", "task")
def record_paper(
    *, actor: Actor, at: datetime, task: str, draft_version: int, warnings_seen: int = 0
) -> HandedIn:
    """Post the figures of a sealed paper sheet, whose scan hangs on all of them.

    The draft names the letter's number and date, and has the scan attached. The bureau answers for the
    figures; the entry names the officer who typed them. A letter that corrects figures of paper, or says why
    they stay as they are, is recorded in the same way.
    """
    lock_origin(task)
    found = task_for(actor, at, task)
    capacity = authorise(actor, at, Verb.TASK_RECORD_PAPER, concerned_by(found), found.state)
    refuse_unrecordable(found)
    draft = draft_of(found, paper=True)
    if not draft.document.strip() or draft.document_date is None:
        raise NotValid.of("task.paper_without_document")
    if all(piece.key is not None for piece in evidence_of(draft)):
        raise NotValid.of("task.paper_without_scan")
    judged = ready(found, draft, draft_version, warnings_seen, at)
    head, rows, count = posting(found, draft, judged, at, way="paper", reporter=actor.person)
    found.submitted_by, found.submitted_at = actor.person, at
    found.signed_at, found.submission = at, head.ref
    step(found, Verb.TASK_RECORD_PAPER)
    follow_up(found, head, rows, at)
    mark_settled(Subject("task", found.ref), at=at)
    tell(found.organisation, (Role.REPORTER, Role.SIGNER), "notice.recorded_for_you", found, at)
    told = {"state": found.state, "submission": head.ref, "digest": judged.digest, "figures": count}
    subject = Subject("task", found.ref, capacity)
    entry = write(actor=actor, at=at, verb=Verb.TASK_RECORD_PAPER, subject=subject, new=told, rows=rows)
    return HandedIn(head.ref, entry.seq, count, head.late)
