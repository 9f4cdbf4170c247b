"""Grants: proposed by a security administrator, in force once somebody else has confirmed them."""

from __future__ import annotations

from datetime import date, datetime

from sikao.office.accounts.actions.own import end_sessions
from sikao.office.accounts.handovers import roles_to_hand_over, would_do_both
from sikao.office.accounts.inputs import Inputs
from sikao.office.accounts.models import Grant, GrantConfirmation, GrantEnd, Person
from sikao.office.accounts.queries import (
    administrators,
    authorise,
    hold_alone,
    is_last_of,
    is_member,
    left,
    present,
    same_grant,
)
from sikao.office.accounts.rights.roles import Lane, Role
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.accounts.rules.granting import (
    CONFIRMED,
    PROPOSED,
    fault_in_confirmation,
    fault_in_proposal,
    state_of,
)
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.refusals import NotNow, NotThere, NotYou


@action(Verb.GRANT_PROPOSE, "person", key="person")
def propose_grant(
    *,
    actor: Actor,
    at: datetime,
    person: str,
    role: str,
    organisation: str = "",
    since: date,
    last_day: date | None = None,
) -> str:
    """Propose a role for a person; nothing changes before somebody else confirms. Gives the grant's code."""
    hold_alone(actor.person, person)
    capacity = authorise(actor, at, Verb.GRANT_PROPOSE)
    holder = Person.objects.filter(pk=person).first()
    if holder is None:
        raise NotThere.of("person.unknown")
    asked = Inputs()
    asked.choice("role", role, [one.value for one in Role])
    asked.refuse()
    wanted = Role(role)
    _check_proposal(asked, actor, holder, wanted, organisation)
    asked.span("last_day", asked.day("since", since), last_day)
    if since < day_of(at):
        asked.wrong("since", "grant.backdated")
    _check_organisation(asked, person, organisation, since)
    if same_grant(person, wanted, organisation, day_of(at)):
        asked.wrong("role", "grant.already", role=wanted.term)
    asked.refuse()
    made = _proposed(actor, holder, wanted, organisation, since, last_day)
    told = {"role": role, "organisation": organisation, "since": since, "last_day": last_day}
    subject = Subject("person", person, capacity)
    write(actor=actor, at=at, verb=Verb.GRANT_PROPOSE, subject=subject, new=told, rows=[made])
    return made.pk


@action(Verb.GRANT_PROPOSE, "person", key="successor")
def propose_handover(
    *, actor: Actor, at: datetime, person: str, successor: str, organisation: str, since: date
) -> int:
    """Propose everything that a person does for an organisation for a successor; returns how many roles.

    Tasks, drafts and checks are the organisation's: with the roles the successor has all that is open. The
    roles of whoever leaves end with the membership; those that have run out are not revived. Nobody becomes
    reporter and signer of one organisation in this way. ``NotNow`` where there is nothing to hand over.
    """
    hold_alone(actor.person, person, successor)
    capacity = authorise(actor, at, Verb.GRANT_PROPOSE)
    holder = Person.objects.filter(pk=successor).first()
    if holder is None or not Person.objects.filter(pk=person).exists():
        raise NotThere.of("person.unknown")
    asked = Inputs()
    if successor == person:
        asked.wrong("successor", "grant.handover_same")
    if asked.day("since", since) < day_of(at):
        asked.wrong("since", "grant.backdated")
    _check_organisation(asked, successor, organisation, since)
    asked.refuse()
    lasting = roles_to_hand_over(person, organisation, day_of(at))
    roles = [role for role in lasting if not same_grant(successor, role, organisation, since)]
    if not roles:
        raise NotNow.of("grant.handover_nothing")
    if would_do_both(successor, roles, organisation, since):
        asked.wrong("successor", "grant.handover_both")
    for role in roles:
        _check_proposal(asked, actor, holder, role, organisation)
    asked.refuse()
    made = [_proposed(actor, holder, role, organisation, since, None) for role in roles]
    told = {
        "from": person,
        "roles": [role.value for role in roles],
        "organisation": organisation,
        "since": since,
    }
    subject = Subject("person", successor, capacity)
    write(actor=actor, at=at, verb=Verb.GRANT_PROPOSE, subject=subject, new=told, rows=made)
    return len(made)


def _check_proposal(asked: Inputs, actor: Actor, holder: Person, role: Role, organisation: str) -> None:
    fault = fault_in_proposal(actor.person, holder.pk, Lane(holder.lane), role, organisation)
    if fault == "grant.to_oneself":
        raise NotYou.of(fault)
    if fault:
        asked.wrong("role" if fault == "grant.other_lane" else "organisation", fault, role=role.term)


def _proposed(
    actor: Actor, holder: Person, role: Role, organisation: str, since: date, last_day: date | None
) -> Grant:
    return Grant(
        person=holder,
        lane=holder.lane,
        role=role,
        organisation_id=organisation or None,
        since=since,
        last_day=last_day,
        proposed_by=actor.person,
    )


def _check_organisation(asked: Inputs, person: str, organisation: str, since: date) -> None:
    if not organisation:
        return
    if not present(since).filter(pk=organisation).exists():
        asked.wrong("organisation", "organisation.unknown", unit=organisation)
    elif not is_member(person, organisation, since):
        asked.wrong("organisation", "grant.no_member", unit=organisation)


@action(Verb.GRANT_CONFIRM, "grant", key="grant")
def confirm_grant(*, actor: Actor, at: datetime, grant: str) -> None:
    """Confirm a proposed grant: the second person's word. Sessions of its holder end at once."""
    found = _locked(actor, grant)
    capacity = authorise(actor, at, Verb.GRANT_CONFIRM, state=_state(found, at))
    if fault := fault_in_confirmation(actor.person, found.proposed_by, found.person_id):
        raise NotYou.of(fault)
    end_sessions(found.person_id)
    write(
        actor=actor,
        at=at,
        verb=Verb.GRANT_CONFIRM,
        subject=Subject("person", found.person_id, capacity),
        old={"state": PROPOSED},
        new={"state": CONFIRMED, "grant": found.pk, "role": found.role},
        rows=[GrantConfirmation(grant=found, confirmed_by=actor.person)],
    )


@action(Verb.GRANT_END, "grant", key="grant")
def end_grant(*, actor: Actor, at: datetime, grant: str, reason: str) -> None:
    """End a grant, or refuse a proposed one; sessions of its holder end at once.

    The last holder of an administrator's role keeps it until there is another: nobody could grant any more.
    """
    found = _locked(actor, grant)
    state = _state(found, at)
    capacity = authorise(actor, at, Verb.GRANT_END, state=state)
    asked = Inputs()
    reason = asked.text("reason", reason, 500)
    asked.refuse()
    if state == CONFIRMED and is_last_of(Role(found.role), found.person_id, day_of(at)):
        raise NotNow.of("grant.last_one", role=Role(found.role).term)
    end_sessions(found.person_id)
    write(
        actor=actor,
        at=at,
        verb=Verb.GRANT_END,
        subject=Subject("person", found.person_id, capacity),
        old={"state": state},
        new={"state": "ended", "grant": found.pk, "role": found.role, "reason": reason},
        rows=[GrantEnd(grant=found, ended_by=actor.person, reason=reason)],
    )


def _locked(actor: Actor, ref: str) -> Grant:
    """The grant, with its person's row locked: two acts on the same person come one after the other.

    Locked as well is whoever else holds an administrator's role: of two who lose it at once, the second sees
    that nobody else is left.
    """
    found = Grant.objects.filter(pk=ref).first()
    if found is None:
        raise NotThere.of("grant.unknown")
    hold_alone(actor.person, found.person_id, *administrators(Role(found.role)))
    return found


def _state(found: Grant, at: datetime) -> str:
    return state_of(
        confirmed=GrantConfirmation.objects.filter(grant=found).exists(),
        ended=GrantEnd.objects.filter(grant=found).exists(),
        left=left(day_of(at)).filter(pk=found.pk).exists(),
        last_day=found.last_day,
        today=day_of(at),
    )
