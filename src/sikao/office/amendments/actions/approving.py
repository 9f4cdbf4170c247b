"""Submitting an amendment, taking it back, refusing it; approving it by two people or by a document."""

from __future__ import annotations

from datetime import datetime

from sikao.office.accounts.rights.verbs import Verb
from sikao.office.amendments.actions.common import KIND, begin, bound_now
from sikao.office.amendments.queries import impact_in, is_outdated
from sikao.office.amendments.rules import State, after_approval, check_approver, check_reach, check_same
from sikao.office.amendments.telling import APPROVERS, settle, tell_city
from sikao.office.cycle.telling import OFFICE
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.refusals import NotNow
from sikao.office.rulebook.papers import Paper, recorded
from sikao.office.rulebook.rules import check_text


@action(Verb.AMENDMENT_SUBMIT, KIND, "amendment")
def submit_amendment(*, actor: Actor, at: datetime, amendment: str) -> str:
    """Ask for approval of the last proposal, with what it does to everyone; returns the digest of all that.

    ``NotNow`` where that was not worked out on the latest figures, or a checkpoint that it would reach has a
    result by now.
    """
    act = begin(actor, at, Verb.AMENDMENT_SUBMIT, amendment)
    after = act.after
    check_reach(act.stand.closed)
    weighing = act.view.weighing
    if weighing is None or not weighing.sha256:
        raise NotNow.of("amendment.not_weighed")
    if is_outdated(act.view):
        raise NotNow.of("amendment.weighed_before")
    impact_in(weighing.sha256)
    bound = bound_now(act.view)
    if not bound:
        raise NotNow.of("amendment.not_what_was_approved")
    settle(act.row, at)
    tell_city(act.row, APPROVERS, "notice.amendment_to_approve", at, but=actor.person)
    attempt = act.row.attempt + 1
    act.close(after, act.step(attempt=attempt, bound=bound), attempt=attempt, bound=bound)
    return bound


@action(Verb.AMENDMENT_WITHDRAW, KIND, "amendment")
def withdraw_amendment(*, actor: Actor, at: datetime, amendment: str, reason: str) -> None:
    """Take a submitted or approved amendment back to be a draft; its approvals are worth nothing any more."""
    act = begin(actor, at, Verb.AMENDMENT_WITHDRAW, amendment)
    after, why = act.after, check_text(reason, needed=True)
    settle(act.row, at)
    act.close(after, act.step(bound=act.stand.bound, reason=why), bound="")


@action(Verb.AMENDMENT_REFUSE, KIND, "amendment")
def refuse_amendment(*, actor: Actor, at: datetime, amendment: str, bound: str, reason: str) -> None:
    """Refuse what was submitted, with the reason: it goes back to be a draft."""
    act = begin(actor, at, Verb.AMENDMENT_REFUSE, amendment)
    check_same(act.stand, bound)
    after, why = act.after, check_text(reason, needed=True)
    settle(act.row, at)
    tell_city(act.row, OFFICE, "notice.amendment_refused", at, but=actor.person, reason=why)
    act.close(after, act.step(bound=bound, reason=why), bound="")


@action(Verb.AMENDMENT_APPROVE, KIND, "amendment")
def approve_amendment(*, actor: Actor, at: datetime, amendment: str, bound: str) -> None:
    """Approve what was submitted, by its digest; the second person's approval makes it approved.

    ``NotYou`` for whoever made the proposal or has approved it already, ``NotNow`` where it is another.
    """
    act = begin(actor, at, Verb.AMENDMENT_APPROVE, amendment)
    check_same(act.stand, bound)
    check_approver(act.stand, actor.person)
    check_reach(act.stand.closed)
    impact_in(act.view.impact)  # what is lost or altered is not approved
    after = after_approval(act.stand)
    if after is State.APPROVED:
        settle(act.row, at)
        tell_city(act.row, OFFICE, "notice.amendment_approved", at, but=actor.person)
    act.close(after, act.step(bound=bound))


@action(Verb.AMENDMENT_APPROVE_OFFLINE, KIND, "amendment")
def approve_amendment_offline(
    *, actor: Actor, at: datetime, amendment: str, bound: str, paper: Paper
) -> None:
    """Record that a meeting approved what was submitted, with the document's number, day and scan."""
    act = begin(actor, at, Verb.AMENDMENT_APPROVE_OFFLINE, amendment)
    check_same(act.stand, bound)
    check_reach(act.stand.closed)
    after = act.after
    impact_in(act.view.impact)
    document = recorded(paper, at)
    settle(act.row, at)
    tell_city(act.row, OFFICE, "notice.amendment_approved", at, but=actor.person)
    act.close(after, act.step(bound=bound, **document.columns()), document.scan)
