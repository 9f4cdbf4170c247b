"""Bringing applications, bonuses by units and deductions by bodies or the office; taking one back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction

from sikao.core.figures.decimals import canonical
from sikao.office.accounts.queries import authorise_for
from sikao.office.accounts.rights.deciding import Concerned
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.telling import OFFICE
from sikao.office.docket.actions.common import (
    KIND,
    act_on,
    described,
    enclosing,
    held,
    held_year,
    tell_city,
    tell_concerned,
)
from sikao.office.docket.counting import docket_for
from sikao.office.docket.models import Application, Step
from sikao.office.docket.rules import LONGEST_MATTER, checked_text, counted, same_matter
from sikao.office.docket.stages import State, check_own
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.refusals import NotNow, NotValid
from sikao.office.ledger.facts import NewEvidence


@action(Verb.DOCKET_APPLY, KIND, "scheme")
def apply_for_bonus(
    *,
    actor: Actor,
    at: datetime,
    scheme: str,
    unit: str,
    item: str,
    matter: str,
    count: str,
    reason: str,
    document: str,
    document_date: date,
    files: Sequence[NewEvidence],
) -> str:
    """Apply for a bonus of a unit: which item, how often, for which matter, by which document.

    The office may do so for a unit that applies on paper. Returns the application's reference. ``NotNow``
    where the same matter is applied for already, or the year's docket is closed.
    """
    capacity, principal = authorise_for(actor, at, Verb.DOCKET_APPLY, unit, Concerned(own=frozenset({unit})))
    made = _made(scheme, unit, item, matter, count)
    if made.deduction:
        raise NotValid.of("docket.not_typed")
    made.brought_by = unit
    step = _step(made, Verb.DOCKET_APPLY, actor, principal, unit, reason)
    return _bring(actor, at, made, step, capacity, document, document_date, files)


@action(Verb.DOCKET_CHARGE, KIND, "scheme")
def bring_deduction(
    *,
    actor: Actor,
    at: datetime,
    scheme: str,
    body: str,
    unit: str,
    item: str,
    matter: str,
    count: str,
    reason: str,
    document: str,
    document_date: date,
    files: Sequence[NewEvidence],
) -> str:
    """Bring a deduction against a unit, for one of the bodies that the scheme names, or for the office.

    ``body`` is empty for the office, which also records what a body sends on paper.
    """
    concerned = Concerned(own=frozenset({body} - {""}))
    capacity, principal = authorise_for(actor, at, Verb.DOCKET_CHARGE, body, concerned)
    if body and body not in docket_for(scheme).scheme.docket.bodies:
        raise NotValid.of("docket.no_body")
    made = _made(scheme, unit, item, matter, count)
    if not made.deduction or body == unit:
        raise NotValid.of("docket.not_typed")
    made.brought_by = body
    step = _step(made, Verb.DOCKET_CHARGE, actor, principal, body, reason)
    return _bring(actor, at, made, step, capacity, document, document_date, files)


@action(Verb.DOCKET_RESUBMIT, KIND, "application")
def resubmit_application(
    *,
    actor: Actor,
    at: datetime,
    application: str,
    count: str,
    reason: str,
    document: str,
    document_date: date,
    files: Sequence[NewEvidence] = (),
) -> None:
    """Complete an application that was returned, and hand it in again; earlier files stay with it."""
    row = held(application)
    organisation = row.brought_by
    concerned = Concerned(own=frozenset({organisation} - {""}))
    capacity, principal = authorise_for(actor, at, Verb.DOCKET_RESUBMIT, organisation, concerned, row.state)
    act = act_on(actor, at, Verb.DOCKET_RESUBMIT, capacity, row, impartial=False)
    check_own(act.stand, actor.person, capacity.partition("@")[2], organisation)
    text = canonical(counted(count))
    step = act.step(
        delegate_of=principal,
        organisation=organisation,
        reason=checked_text(reason),
        matter=row.matter,
        count=text,
        **_paper(document, document_date, at),
    )
    rows = enclosing(row, files)
    tell_city(row, OFFICE, "notice.docket_brought", at)
    act.close(State.SUBMITTED, step, *rows, count=text, proposed="")


@action(Verb.DOCKET_WITHDRAW, KIND, "application")
def withdraw_application(*, actor: Actor, at: datetime, application: str, reason: str) -> None:
    """Take an application back before it is decided; by whoever brought it."""
    row = held(application)
    organisation = row.brought_by
    concerned = Concerned(own=frozenset({organisation} - {""}))
    capacity, principal = authorise_for(actor, at, Verb.DOCKET_WITHDRAW, organisation, concerned, row.state)
    act = act_on(actor, at, Verb.DOCKET_WITHDRAW, capacity, row, impartial=False)
    check_own(act.stand, actor.person, capacity.partition("@")[2], organisation)
    step = act.step(delegate_of=principal, organisation=organisation, reason=checked_text(reason))
    if act.view.notice_until is not None:
        tell_concerned(row, "notice.docket_withdrawn", at)
    act.close(State.WITHDRAWN, step)


def _made(scheme: str, unit: str, item: str, matter: str, count: str) -> Application:
    docket = docket_for(scheme)
    how = docket.how(unit, item)
    name = checked_text(matter, most=LONGEST_MATTER, code="docket.matter_missing")
    key = same_matter(name)
    if not key:
        raise NotValid.of("docket.matter_missing")
    return Application(
        scheme=scheme,
        unit=unit,
        item=item,
        deduction=how.is_deduction,
        matter=name,
        matter_key=key,
        count=canonical(counted(count)),
    )


def _step(
    made: Application, verb: Verb, actor: Actor, principal: str, organisation: str, reason: str
) -> Step:
    return Step(
        application=made,
        what=verb.value,
        person=actor.person,
        delegate_of=principal,
        organisation=organisation,
        reason=checked_text(reason),
        matter=made.matter,
        count=made.count,
    )


def _bring(
    actor: Actor,
    at: datetime,
    made: Application,
    step: Step,
    capacity: str,
    document: str,
    document_date: date,
    files: Sequence[NewEvidence],
) -> str:
    """Give the application its number and write the entry: the end of both ways of bringing one."""
    year = held_year(made.scheme)
    if year.closed:
        raise NotNow.of("docket.closed")
    if not files:
        raise NotValid.of("docket.files_missing")
    year.number += 1
    year.save(update_fields=["number"])
    made.number = year.number
    for name, value in _paper(document, document_date, at).items():
        setattr(step, name, value)
    rows = enclosing(made, files)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise NotNow.of("docket.applied_already") from None
    tell_city(made, OFFICE, "notice.docket_brought", at, but=actor.person)
    acting = Actor(actor.person, actor.channel, step.delegate_of, actor.source, actor.scopes)
    write(
        actor=acting,
        at=at,
        verb=step.what,
        subject=Subject(KIND, made.ref, capacity),
        new=described(made),
        rows=[step, *rows],
    )
    return made.ref


def _paper(document: str, document_date: date, at: datetime) -> dict[str, object]:
    """The document that an application rests on: a name or number, and a day that has come."""
    if document_date > day_of(at):
        raise NotValid.of("rulebook.paper_day", day=document_date.isoformat())
    named = checked_text(document, most=LONGEST_MATTER, code="docket.document_missing")
    return {"document": named, "document_date": document_date}
