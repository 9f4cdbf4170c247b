"""Approving a version: by two people, or by the document of a meeting; or refusing it."""

from __future__ import annotations

from datetime import datetime

from sikao.office.accounts.rights.verbs import Verb
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.rulebook.actions.common import APPROVED, APPROVED_OFFLINE, KIND, REFUSED, begin
from sikao.office.rulebook.papers import Paper, recorded
from sikao.office.rulebook.rules import after_approval, check_approver, check_same, check_text, next_state


@action(Verb.SCHEME_APPROVE, KIND, "scheme")
def approve(*, actor: Actor, at: datetime, scheme: str, digest: str) -> None:
    """Approve the version of a digest; the second person's approval makes the scheme approved.

    ``NotYou`` for whoever uploaded the version or has approved it already, ``NotNow`` where the version is
    another by now.
    """
    act = begin(actor, at, Verb.SCHEME_APPROVE, scheme)
    check_same(act.stand, digest)
    check_approver(act.stand, actor.person)
    act.close(after_approval(act.stand), act.decision(APPROVED))


@action(Verb.SCHEME_REFUSE, KIND, "scheme")
def refuse(*, actor: Actor, at: datetime, scheme: str, digest: str, reason: str) -> None:
    """Refuse the version of a digest: it goes back to be a draft, with the reason."""
    act = begin(actor, at, Verb.SCHEME_REFUSE, scheme)
    check_same(act.stand, digest)
    after = next_state(act.stand.state, Verb.SCHEME_REFUSE)
    act.close(after, act.decision(REFUSED, reason=check_text(reason, needed=True)))


@action(Verb.SCHEME_APPROVE_OFFLINE, KIND, "scheme")
def approve_offline(*, actor: Actor, at: datetime, scheme: str, digest: str, paper: Paper) -> None:
    """Record that a meeting approved the version of a digest, with the document's scan."""
    act = begin(actor, at, Verb.SCHEME_APPROVE_OFFLINE, scheme)
    check_same(act.stand, digest)
    after = next_state(act.stand.state, Verb.SCHEME_APPROVE_OFFLINE)
    document = recorded(paper, at)
    decided = act.decision(APPROVED_OFFLINE, **document.columns())
    act.close(after, decided, document.scan)
