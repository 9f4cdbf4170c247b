"""Delegation: a signer who will be away names beforehand who signs instead, for some days."""

from __future__ import annotations

from datetime import date, datetime

from sikao.office.accounts.inputs import Inputs
from sikao.office.accounts.models import Account, Delegation, DelegationEnd
from sikao.office.accounts.queries import authorise, hold_alone, is_member
from sikao.office.accounts.rights.deciding import Concerned
from sikao.office.accounts.rights.roles import Lane
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.refusals import NotNow, NotThere


@action(Verb.DELEGATION_GIVE, "organisation", key="organisation")
def give_delegation(
    *, actor: Actor, at: datetime, delegate: str, organisation: str, since: date, last_day: date
) -> str:
    """Name a delegate of the same organisation, before the first day. Gives the delegation's code."""
    concerned = Concerned(own=frozenset({organisation}))
    hold_alone(actor.person)
    capacity = authorise(actor, at, Verb.DELEGATION_GIVE, concerned)
    asked = Inputs()
    asked.span("last_day", asked.day("since", since), asked.day("last_day", last_day))
    if since <= day_of(at):
        asked.wrong("since", "delegation.late")
    if delegate == actor.person:
        asked.wrong("delegate", "delegation.oneself")
    elif not _may_stand_in(delegate, organisation, since):
        asked.wrong("delegate", "delegation.no_member")
    overlapping = Delegation.objects.filter(
        signer_id=actor.person,
        organisation_id=organisation,
        since__lte=last_day,
        last_day__gte=since,
        end__isnull=True,
    )
    if overlapping.exists():
        asked.wrong("since", "delegation.overlaps")
    asked.refuse()
    made = Delegation(
        signer_id=actor.person,
        delegate_id=delegate,
        organisation_id=organisation,
        since=since,
        last_day=last_day,
    )
    write(
        actor=actor,
        at=at,
        verb=Verb.DELEGATION_GIVE,
        subject=Subject("organisation", organisation, capacity),
        new={"delegate": delegate, "since": since, "last_day": last_day},
        rows=[made],
    )
    return made.pk


def _may_stand_in(delegate: str, organisation: str, since: date) -> bool:
    account = Account.objects.filter(pk=delegate, closed_at__isnull=True, person__lane=Lane.BUSINESS)
    return account.exists() and is_member(delegate, organisation, since)


@action(Verb.DELEGATION_END, "delegation", key="delegation")
def end_delegation(*, actor: Actor, at: datetime, delegation: str) -> None:
    """Take a delegation back; only whoever gave it can, and only while it lasts."""
    found = Delegation.objects.filter(pk=delegation, signer_id=actor.person).first()
    if found is None:
        raise NotThere.of("delegation.unknown")
    concerned = Concerned(own=frozenset({found.organisation_id}))
    hold_alone(actor.person)
    capacity = authorise(actor, at, Verb.DELEGATION_END, concerned)
    if found.last_day < day_of(at) or DelegationEnd.objects.filter(delegation=found).exists():
        raise NotNow.of("delegation.over")
    write(
        actor=actor,
        at=at,
        verb=Verb.DELEGATION_END,
        subject=Subject("organisation", found.organisation_id, capacity),
        old={"delegate": found.delegate_id, "since": found.since, "last_day": found.last_day},
        rows=[DelegationEnd(delegation=found)],
    )
