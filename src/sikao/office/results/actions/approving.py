"""Submitting an edition, taking it back, refusing it; approving it by two people or by a document."""

from __future__ import annotations

import json
from datetime import datetime

from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.telling import OFFICE
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.refusals import NotValid
from sikao.office.results.actions.common import KIND, begin
from sikao.office.results.editions import replaced_by, silent_units
from sikao.office.results.opening import book_of
from sikao.office.results.queries import run as run_view
from sikao.office.results.stages import (
    Audience,
    Level,
    State,
    after_approval,
    bound_digest,
    check_approver,
    check_same,
    check_submittable,
)
from sikao.office.results.telling import APPROVERS, settle, tell_city
from sikao.office.rulebook.papers import Paper, recorded
from sikao.office.rulebook.rules import check_text


@action(Verb.EDITION_SUBMIT, KIND, "edition")
def submit_edition(*, actor: Actor, at: datetime, edition: str, units: str, public: str) -> None:
    """Ask for approval of a result, and of what will be shown of it to the units and to everybody.

    ``units`` and ``public`` are levels. ``NotNow`` where units still have time to object, or an objection is
    open or not counted. Who has not replied by then is recorded as silent.
    """
    act = begin(actor, at, Verb.EDITION_SUBMIT, edition)
    after, view = act.after, act.view
    check_submittable(act.stand, at)
    audience = _audience(units, public)
    book = book_of(run_view(view.run))
    if (
        Level.GRADES in (audience.units, audience.public)
        and book.at(view.checkpoint)["grade"].is_null().all()
    ):
        raise NotValid.of("edition.no_grades")
    before = replaced_by(view)
    bound = bound_digest(
        scheme=view.digest,
        checkpoint=view.checkpoint,
        number=view.number,
        book=view.book,
        seq=view.seq,
        previous="" if before is None else before.book,
        audience=audience,
    )
    attempt = act.row.attempt + 1
    step = act.step(
        attempt=attempt,
        bound=bound,
        units=audience.units.value,
        public=audience.public.value,
        silent=json.dumps(silent_units(view)),
    )
    settle(act.row, at)
    tell_city(act.row, APPROVERS, "notice.result_to_approve", at, but=actor.person)
    shown = {"units": audience.units.value, "public": audience.public.value}
    act.close(after, step, attempt=attempt, bound=bound, **shown)


@action(Verb.EDITION_TAKE_BACK, KIND, "edition")
def take_back_edition(*, actor: Actor, at: datetime, edition: str, reason: str) -> None:
    """Take a submitted or approved result back to the units' hands; its approvals are worth nothing more."""
    act = begin(actor, at, Verb.EDITION_TAKE_BACK, edition)
    after, why = act.after, check_text(reason, needed=True)
    settle(act.row, at)
    act.close(after, act.step(bound=act.stand.bound, reason=why), bound="", units="", public="")


@action(Verb.EDITION_REFUSE, KIND, "edition")
def refuse_edition(*, actor: Actor, at: datetime, edition: str, bound: str, reason: str) -> None:
    """Refuse to approve a result, with the reason: the office goes on with it."""
    act = begin(actor, at, Verb.EDITION_REFUSE, edition)
    check_same(act.stand, bound)
    after, why = act.after, check_text(reason, needed=True)
    settle(act.row, at)
    tell_city(act.row, OFFICE, "notice.result_refused", at, but=actor.person, reason=why)
    act.close(after, act.step(bound=bound, reason=why), bound="", units="", public="")


@action(Verb.EDITION_APPROVE, KIND, "edition")
def approve_edition(*, actor: Actor, at: datetime, edition: str, bound: str) -> None:
    """Approve what was submitted, by its digest; the second person's approval makes it approved.

    ``NotYou`` for whoever submitted it or has approved it already, ``NotNow`` where it is another by now, or
    a correction, which a document alone approves.
    """
    act = begin(actor, at, Verb.EDITION_APPROVE, edition)
    check_same(act.stand, bound)
    check_approver(act.stand, actor.person)
    book_of(run_view(act.view.run))  # what is lost or altered is not approved
    after = after_approval(act.stand)
    if after is State.APPROVED:
        settle(act.row, at)
        tell_city(act.row, OFFICE, "notice.result_approved", at, but=actor.person)
    act.close(after, act.step(bound=bound))


@action(Verb.EDITION_APPROVE_OFFLINE, KIND, "edition")
def approve_edition_offline(*, actor: Actor, at: datetime, edition: str, bound: str, paper: Paper) -> None:
    """Record that a meeting approved what was submitted, with the document's scan.

    ``NotValid`` for a document of an earlier day than the run whose book it approves.
    """
    act = begin(actor, at, Verb.EDITION_APPROVE_OFFLINE, edition)
    check_same(act.stand, bound)
    after = act.after
    computed = run_view(act.view.run)
    book_of(computed)
    document = recorded(paper, at, computed.at)
    settle(act.row, at)
    tell_city(act.row, OFFICE, "notice.result_approved", at, but=actor.person)
    act.close(after, act.step(bound=bound, **document.columns()), document.scan)


def _audience(units: str, public: str) -> Audience:
    """What was chosen; everybody is shown no more than the units are."""
    known = {level.value: level for level in Level}
    if units not in known or public not in known:
        raise NotValid.of("edition.audience_missing")
    audience = Audience(known[units], known[public])
    if not audience.units.covers(audience.public):
        raise NotValid.of("edition.public_beyond_units")
    return audience
