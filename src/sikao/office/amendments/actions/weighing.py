"""Asking what a proposal does to everyone, and keeping the answer."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from sikao.office.accounts.queries import authorise
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.amendments.actions.common import KIND, begin
from sikao.office.amendments.models import Proposal, Weighed, Weighing
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.files import Stored, row_for
from sikao.office.groundwork.jobs.queue import enqueue
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.refusals import NotNow, NotThere
from sikao.office.ledger.queries import last_figure_seq
from sikao.office.results.keeping import JSON

IMPACT = "amendments.impact"
"""The kind of work that works out what an amendment does to everyone."""


@action(Verb.AMENDMENT_WEIGH, KIND, "amendment")
def weigh_amendment(*, actor: Actor, at: datetime, amendment: str) -> str:
    """Ask what the last proposal does to everyone on the latest figures; returns the question's reference.

    The same question on the same figures has one answer; one that came to nothing is asked again.
    """
    act = begin(actor, at, Verb.AMENDMENT_WEIGH, amendment)
    after, seq = act.after, last_figure_seq()
    before = act.view.weighing
    same = before is not None and before.seq == seq
    if before is not None and same and not before.failed:
        return before.ref
    proposal = Proposal.objects.get(pk=act.view.proposal.ref)
    attempt = before.attempt + 1 if before is not None and same else 1
    row = Weighing(proposal=proposal, seq=seq, attempt=attempt, asked_by=actor.person)
    asked = {"amendment": amendment, "weighing": row.ref, "seq": seq, "name": act.view.scheme}
    row.job = enqueue(IMPACT, asked, actor=actor, at=at)
    try:
        with transaction.atomic():
            act.close(after, row, told={"seq": seq})
    except IntegrityError:  # somebody else has asked the same since we looked
        raise NotNow.of("amendment.changed") from None
    return row.ref


@action(Verb.AMENDMENT_KEEP, KIND, None)
def keep_impact(*, actor: Actor, at: datetime, weighing: str, stored: Stored) -> None:
    """Keep what a proposal does to everyone; called by the worker, in the transaction that ends its job."""
    capacity = authorise(actor, at, Verb.AMENDMENT_KEEP)
    found = Weighing.objects.select_related("proposal").filter(pk=weighing).first()
    if found is None:
        raise NotThere.of("amendment.not_there")
    if Weighed.objects.filter(weighing=found).exists():
        raise NotNow.of("amendment.changed")
    row = Weighed(weighing=found, sha256=stored.sha256)
    write(
        actor=actor,
        at=at,
        verb=Verb.AMENDMENT_KEEP.value,
        subject=Subject(KIND, found.proposal.amendment_id, capacity),
        new={"impact": stored.sha256, "seq": found.seq, "proposal": found.proposal.number},
        rows=[row, row_for(stored, "impact.json", JSON)],
    )
