"""Fetching an evidence file: by whoever handed it in, by who verifies the figures, by the office."""

from __future__ import annotations

from datetime import datetime

from sikao.office.accounts.queries import authorise, stands_in_for
from sikao.office.accounts.rights.deciding import Concerned
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.judging import evidence_of
from sikao.office.cycle.models import Draft, Task, Verification
from sikao.office.cycle.offers import reads_draft
from sikao.office.cycle.queries import visible_task
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.refusals import NotThere, NotYou
from sikao.office.ledger.facts import NewEvidence, Piece
from sikao.office.ledger.queries import pieces_in


def evidence_named(actor: Actor, at: datetime, task: str, file: str) -> NewEvidence | Piece:
    """A file of a task by its digest; ``NotThere`` for who may not have it.

    What is only in a draft is for those who may read the draft; what was handed in also for who verifies it.
    """
    found = Task.objects.filter(pk=task).first()
    if found is None or not _may(actor, at, found):
        raise NotThere.of("task.not_there", ref=task)
    pieces: list[NewEvidence | Piece] = list(pieces_in(found.submission)) if found.submission else []
    if not any(piece.file == file for piece in pieces):
        pieces = _in_drafts(actor, at, task)
    for piece in pieces:
        if piece.file == file:
            return piece
    raise NotThere.of("task.not_there", ref=task)


def _may(actor: Actor, at: datetime, task: Task) -> bool:
    own = frozenset({task.organisation})
    verifiers = frozenset(Verification.objects.filter(task=task).values_list("verifier", flat=True))
    try:
        authorise(actor, at, Verb.EVIDENCE_FETCH, Concerned(own=own, provider=own, verifies=verifiers))
    except NotYou:
        return task.organisation in stands_in_for(actor.person, day_of(at))
    return True


def _in_drafts(actor: Actor, at: datetime, task: str) -> list[NewEvidence | Piece]:
    visible = visible_task(actor, at, task)
    drafts = [
        draft
        for draft in Draft.objects.filter(task=visible).order_by("paper")
        if reads_draft(actor, at, visible, paper=draft.paper)
    ]
    return [piece for draft in drafts for piece in evidence_of(draft)]
