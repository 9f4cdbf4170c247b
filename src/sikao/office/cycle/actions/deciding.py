"""Decisions of the monthly review: recorded by the office, followed up until they are closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction

from sikao.core.wording import Term
from sikao.office.accounts.queries import authorise, hold_still, stands_in_for
from sikao.office.accounts.rights.deciding import Concerned
from sikao.office.accounts.rights.printed import capacity_parts
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.actions.reviewing import LONGEST_DOCUMENT, LONGEST_TEXT
from sikao.office.cycle.models import Bearer, Decision, DecisionStep, HeldReview
from sikao.office.cycle.monthly import known_in, named_by, state_of
from sikao.office.cycle.rules import (
    DECISION,
    REVIEW,
    DecisionState,
    DecisionWord,
    ReviewState,
    next_state,
)
from sikao.office.cycle.telling import BOTH, tell_about
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.calendar import end_of
from sikao.office.groundwork.canonical import canonical
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.notices.telling import mark_settled
from sikao.office.groundwork.refusals import NotNow, NotThere, NotValid, NotYou

KIND = "decision"


@action(Verb.DECISION_MAKE, "review", "review")
def make_decision(
    *,
    actor: Actor,
    at: datetime,
    review: str,
    text: str,
    bearers: Sequence[str],
    due: date,
    document: str = "",
) -> str:
    """Record what a review that was held decided, who carries it out and by when; returns its reference."""
    capacity = authorise(actor, at, Verb.DECISION_MAKE, state=ReviewState.HELD)
    named = named_by(review)
    next_state(REVIEW, state_of(named), Verb.DECISION_MAKE)
    held = HeldReview.objects.get(scheme=named.scheme, through=named.through)
    said, codes = _text(text), list(dict.fromkeys(bearers))
    scheme = known_in(named).scheme
    if not codes or any(code not in {*scheme.units, *scheme.providers} for code in codes):
        raise NotValid.of("decision.nobody")
    if due < held.held_on:
        raise NotValid.of("decision.due_too_early", day=held.held_on.isoformat())
    before = Decision.objects.filter(scheme=named.scheme, through=named.through).count()
    made = Decision(scheme=named.scheme, through=named.through, number=before + 1, due_at=end_of(due))
    row = DecisionStep(
        decision=made,
        what=DecisionWord.MADE,
        text=said,
        due=due,
        document=document.strip()[:LONGEST_DOCUMENT],
        bearers=canonical(codes),
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:  # another decision took the number since we looked
        raise NotNow.of("decision.once_more") from None
    Bearer.objects.bulk_create(Bearer(decision=made, organisation=code) for code in codes)
    told = {"number": made.number, "text": said, "organisations": codes, "due": due}
    told |= {"document": row.document}
    subject = Subject(KIND, made.ref, capacity)
    write(actor=actor, at=at, verb=Verb.DECISION_MAKE, subject=subject, new=told, rows=[row])
    for code in codes:
        tell_about(code, BOTH, "notice.decision_made", Subject(KIND, made.ref), at, **_about(made, due))
    return made.ref


@action(Verb.DECISION_TELL, KIND, "decision")
def tell_decision(*, actor: Actor, at: datetime, decision: str, text: str, organisation: str = "") -> None:
    """Say what was done: for one's own organisation, or as the office for one that told it."""
    found, bearers = _locked(actor, at, decision)
    own = {bearer.organisation: bearer for bearer in bearers}
    codes = [organisation] if organisation else list(own)
    capacity = authorise(actor, at, Verb.DECISION_TELL, Concerned(own=frozenset(codes)), found.state)
    where = capacity_parts(capacity)[1] or organisation
    if where not in own:
        raise NotValid.of("decision.nobody")
    said = _text(text)
    _step(found, Verb.DECISION_TELL)
    own[where].told_at = at
    own[where].save()
    row = DecisionStep(decision=found, what=DecisionWord.TOLD, organisation=where, text=said)
    told = {"organisation": where, "text": said}
    subject = Subject(KIND, found.ref, capacity)
    write(actor=actor, at=at, verb=Verb.DECISION_TELL, subject=subject, new=told, rows=[row])


@action(Verb.DECISION_CARRY, KIND, "decision")
def carry_decision(*, actor: Actor, at: datetime, decision: str, due: date, text: str) -> None:
    """Carry a decision over to a later day, with the reason; who carries it out says again what was done."""
    found, bearers = _locked(actor, at, decision)
    capacity = authorise(actor, at, Verb.DECISION_CARRY, state=found.state)
    said, old = _text(text), day_of(found.due_at)
    if due <= old or due < day_of(at):
        raise NotValid.of("decision.due_too_early", day=max(old, day_of(at)).isoformat())
    found.due_at = end_of(due)
    _step(found, Verb.DECISION_CARRY)
    Bearer.objects.filter(decision=found).update(told_at=None)
    row = DecisionStep(decision=found, what=DecisionWord.CARRIED, text=said, due=due)
    subject = Subject(KIND, found.ref, capacity)
    told, verb = {"due": due, "text": said}, Verb.DECISION_CARRY
    write(actor=actor, at=at, verb=verb, subject=subject, old={"due": old}, new=told, rows=[row])
    for bearer in bearers:
        about = Subject(KIND, found.ref)
        tell_about(bearer.organisation, BOTH, "notice.decision_carried", about, at, **_about(found, due))


@action(Verb.DECISION_CLOSE, KIND, "decision")
def close_decision(*, actor: Actor, at: datetime, decision: str, text: str) -> None:
    """Close a decision that was carried out, with what the office found."""
    _end(actor, at, decision, Verb.DECISION_CLOSE, DecisionWord.CLOSED, text)


@action(Verb.DECISION_WITHDRAW, KIND, "decision")
def withdraw_decision(*, actor: Actor, at: datetime, decision: str, text: str) -> None:
    """Take back a decision that was recorded by mistake or is without object, with the reason."""
    _end(actor, at, decision, Verb.DECISION_WITHDRAW, DecisionWord.WITHDRAWN, text)


def _end(actor: Actor, at: datetime, decision: str, verb: Verb, word: DecisionWord, text: str) -> None:
    found, bearers = _locked(actor, at, decision)
    capacity = authorise(actor, at, verb, state=found.state)
    said = _text(text)
    _step(found, verb)
    row = DecisionStep(decision=found, what=word, text=said)
    subject = Subject(KIND, found.ref, capacity)
    told = {"state": found.state, "text": said}
    old = {"state": DecisionState.OPEN.value}
    write(actor=actor, at=at, verb=verb, subject=subject, old=old, new=told, rows=[row])
    mark_settled(Subject(KIND, found.ref), at=at)
    code = "notice.decision_closed" if word is DecisionWord.CLOSED else "notice.decision_withdrawn"
    for bearer in bearers:
        tell_about(bearer.organisation, BOTH, code, Subject(KIND, found.ref), at, review=_review(found))


def _locked(actor: Actor, at: datetime, ref: str) -> tuple[Decision, list[Bearer]]:
    """The decision, locked, and who carries it out; raises ``NotThere`` for who may not see it."""
    found = Decision.objects.select_for_update(no_key=True).filter(pk=ref).first()
    if found is None:
        raise NotThere.of("decision.not_there", ref=ref)
    bearers = list(Bearer.objects.filter(decision=found).order_by("pk"))
    own = frozenset(bearer.organisation for bearer in bearers)
    # A signer in whose place the actor may act keeps still as well: the delegation lasts until the act ends.
    named = stands_in_for(actor.person, day_of(at))
    hold_still(actor.person, *(named[code] for code in own & named.keys()))
    try:
        authorise(actor, at, Verb.REVIEW_VIEW, Concerned(own=own))
    except NotYou:
        raise NotThere.of("decision.not_there", ref=ref) from None
    return found, bearers


def _step(found: Decision, verb: Verb) -> None:
    found.state = next_state(DECISION, found.state, verb)
    found.version += 1
    found.save()


def _text(text: str) -> str:
    said = text.strip()
    if not said:
        raise NotValid.of("decision.text_missing")
    if len(said) > LONGEST_TEXT:
        raise NotValid.of("task.text_too_long", longest=LONGEST_TEXT)
    return said


def _review(found: Decision) -> Term:
    year, month = found.through.split("-")
    return Term(f"{year}年{int(month)}月调度", f"the review of {found.through}")


def _about(found: Decision, due: date) -> dict[str, Term | str]:
    return {"review": _review(found), "until": due.isoformat()}
