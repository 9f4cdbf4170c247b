"""People and where they belong: entered by the system administrator, without any role."""

from __future__ import annotations

from datetime import date, datetime

from sikao.office.accounts.actions.own import end_sessions
from sikao.office.accounts.inputs import Inputs
from sikao.office.accounts.models import Membership, MembershipEnd, Person
from sikao.office.accounts.queries import authorise, hold_alone, present
from sikao.office.accounts.rights.roles import Lane
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.refusals import NotNow, NotThere


@action(Verb.PERSON_ADD, "person", key="staff_number")
def add_person(*, actor: Actor, at: datetime, name: str, staff_number: str, lane: str) -> str:
    """Enter a person once, under the staff number; the lane stays for good. Gives the person's code."""
    capacity = authorise(actor, at, Verb.PERSON_ADD)
    asked = Inputs()
    name = asked.text("name", name, 100)
    staff_number = asked.text("staff_number", staff_number, 64)
    lane = asked.choice("lane", lane, [one.value for one in Lane])
    if Person.objects.filter(staff_number=staff_number).exists():
        asked.wrong("staff_number", "person.taken", number=staff_number)
    asked.refuse()
    made = Person.objects.create(name=name, staff_number=staff_number, lane=lane)
    write(
        actor=actor,
        at=at,
        verb=Verb.PERSON_ADD,
        subject=Subject("person", made.pk, capacity),
        new={"name": name, "staff_number": staff_number, "lane": lane},
    )
    return made.pk


@action(Verb.MEMBERSHIP_ADD, "person", key="person")
def add_membership(
    *, actor: Actor, at: datetime, person: str, organisation: str, since: date, position: str = ""
) -> str:
    """Record that a person belongs to an organisation from a day on. Gives the membership's code."""
    hold_alone(actor.person, person)
    capacity = authorise(actor, at, Verb.MEMBERSHIP_ADD)
    if not Person.objects.filter(pk=person).exists():
        raise NotThere.of("person.unknown")
    asked = Inputs()
    since = asked.day("since", since)
    position = asked.text("position", position, 100, needed=False)
    if not present(max(since, day_of(at))).filter(pk=organisation).exists():
        asked.wrong("organisation", "organisation.unknown", unit=organisation)
    elif Membership.objects.filter(person_id=person, organisation_id=organisation, end=None).exists():
        asked.wrong("organisation", "membership.already")
    asked.refuse()
    made = Membership(person_id=person, organisation_id=organisation, since=since, position_name=position)
    write(
        actor=actor,
        at=at,
        verb=Verb.MEMBERSHIP_ADD,
        subject=Subject("person", person, capacity),
        new={"organisation": organisation, "since": since, "position": position},
        rows=[made],
    )
    return made.pk


@action(Verb.MEMBERSHIP_END, "membership", key="membership")
def end_membership(*, actor: Actor, at: datetime, membership: str, last_day: date) -> None:
    """Record the last day of a membership. Roles for that organisation end with it; sessions end at once."""
    found = Membership.objects.filter(pk=membership).first()
    hold_alone(actor.person, *([] if found is None else [found.person_id]))
    capacity = authorise(actor, at, Verb.MEMBERSHIP_END)
    if found is None:
        raise NotThere.of("membership.unknown")
    if MembershipEnd.objects.filter(membership=found).exists():
        raise NotNow.of("membership.ended")
    asked = Inputs()
    asked.span("last_day", found.since, asked.day("last_day", last_day))
    asked.refuse()
    end_sessions(found.person_id)
    write(
        actor=actor,
        at=at,
        verb=Verb.MEMBERSHIP_END,
        subject=Subject("person", found.person_id, capacity),
        new={"organisation": found.organisation_id, "last_day": last_day},
        rows=[MembershipEnd(membership=found, last_day=last_day)],
    )
