"""数据反馈核对: a unit confirms a bureau's figures about it or disputes them; the bureau answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sikao.core.wording import Detail
from sikao.office.accounts.queries import authorise
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.disputes import end_dispute, in_dispute
from sikao.office.cycle.duties import owed_by
from sikao.office.cycle.loading import concerned_by_confirmation, confirmation_for
from sikao.office.cycle.models import Confirmation
from sikao.office.cycle.rules import CONFIRM, next_state
from sikao.office.cycle.telling import BOTH, label_of, name_of, tell_about
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.calendar import add_working_days, end_of
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.notices.telling import mark_settled
from sikao.office.groundwork.refusals import NotValid
from sikao.office.ledger.models import FigureEvent, What
from sikao.office.ledger.queries import replaced_among, versions_in


@action(Verb.CONFIRM_GIVE, "confirmation", "confirmation")
def check_figures(
    *, actor: Actor, at: datetime, confirmation: str, disputes: Mapping[str, str] | None = None
) -> str:
    """Confirm all figures, or dispute some with a reason each and confirm the rest; returns the new state.

    ``disputes`` maps references of figures to reasons.
    """
    found = confirmation_for(actor, at, confirmation)
    reasons = {ref: reason.strip() for ref, reason in (disputes or {}).items()}
    verb = Verb.CONFIRM_DISPUTE if reasons else Verb.CONFIRM_GIVE
    concerned = concerned_by_confirmation(found)
    # The provider sees the check, but only the unit gives it.
    own = type(concerned)(own=frozenset({found.unit}))
    capacity = authorise(actor, at, verb, own, found.state)
    events = _events(found, reasons, actor)
    found.given_by, found.given_at = actor.person, at
    if reasons:
        days = owed_by(found.task.digest).scheme.reporting.answer_days
        found.answer_due_at = end_of(add_working_days(day_of(at), days))
    _step(found, verb)
    mark_settled(Subject("confirmation", found.ref), at=at)
    subject = Subject("confirmation", found.ref, capacity)
    told = {"state": found.state, "disputed": reasons}
    write(actor=actor, at=at, verb=verb, subject=subject, old={"state": "open"}, new=told, rows=events)
    if found.answer_due_at is not None:
        details: dict[str, Detail] = {
            "unit": name_of(found.unit, at),
            "period": label_of(found.task),
            "count": str(len(reasons)),
            "due": day_of(found.answer_due_at).isoformat(),
        }
        tell_about(found.provider, BOTH, "notice.disputed", Subject("confirmation", found.ref), at, **details)
    return found.state


def _events(found: Confirmation, reasons: Mapping[str, str], actor: Actor) -> list[FigureEvent]:
    figures = [version for version in versions_in(found.submission) if version.unit == found.unit]
    if unknown := set(reasons) - {version.ref for version in figures}:
        raise NotValid.of("task.foreign_cell", key=min(unknown))
    if later := replaced_among(list(reasons)):
        raise NotValid.of(
            "task.figure_replaced", key="/".join(next(one.key for one in figures if one.ref in later))
        )
    if any(not reason for reason in reasons.values()):
        raise NotValid.of("task.reason_missing")
    return [
        FigureEvent(
            figure_id=version.ref,
            what=What.DISPUTED if version.ref in reasons else What.CONFIRMED,
            organisation=found.unit,
            person=actor.person,
            reason=reasons.get(version.ref, "")[:1000],
        )
        for version in figures
    ]


@action(Verb.DISPUTE_ANSWER, "confirmation", "confirmation")
def answer_dispute(*, actor: Actor, at: datetime, confirmation: str, reason: str) -> None:
    """Uphold with a reason what is in dispute and has not been revised."""
    found = confirmation_for(actor, at, confirmation)
    concerned = concerned_by_confirmation(found)
    capacity = authorise(actor, at, Verb.DISPUTE_ANSWER, concerned, found.state)
    if not reason.strip():
        raise NotValid.of("task.reason_missing")
    events = [
        FigureEvent(
            figure_id=version.ref,
            what=What.UPHELD,
            organisation=found.provider,
            person=actor.person,
            reason=reason.strip()[:1000],
        )
        for version in in_dispute(found)
    ]
    end_dispute(found, Verb.DISPUTE_ANSWER, at)
    subject = Subject("confirmation", found.ref, capacity)
    told = {"state": found.state, "reason": reason.strip()}
    write(actor=actor, at=at, verb=Verb.DISPUTE_ANSWER, subject=subject, new=told, rows=events)
    details: dict[str, Detail] = {
        "bureau": name_of(found.provider, at),
        "period": label_of(found.task),
        "reason": reason.strip(),
    }
    tell_about(found.unit, BOTH, "notice.dispute_upheld", Subject("confirmation", found.ref), at, **details)


def _step(found: Confirmation, verb: Verb) -> None:
    found.state = next_state(CONFIRM, found.state, verb)
    found.version += 1
    found.save()
