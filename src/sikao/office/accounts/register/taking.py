"""Taking a register in: checked against what is known, then all of it in one act, or nothing.

The first register of an installation founds it, by the command line alone: its grants are in force at once,
as there is nobody yet who could confirm them. Every later one is somebody's act, under the rights that the
pages ask for, and its grants wait for a second person like all others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sikao.core.wording import Findings
from sikao.office.accounts.actions.accounts import INITIAL_DAYS, new_initial
from sikao.office.accounts.hashing import hashed
from sikao.office.accounts.models import (
    Account,
    Grant,
    GrantConfirmation,
    Membership,
    Organisation,
    OrganisationName,
    Person,
)
from sikao.office.accounts.queries import FOUNDING, authorise, hold_alone
from sikao.office.accounts.register.checking import Check
from sikao.office.accounts.register.form import GRANTS, Register
from sikao.office.accounts.register.known import Brought, Known, brought_by, known_on
from sikao.office.accounts.register.reading import place
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import MACHINE, Actor
from sikao.office.groundwork.appendonly import Record
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.refusals import NotValid, NotYou


@dataclass(frozen=True, slots=True)
class Initial:
    """An initial password, to be handed to its person; it is kept nowhere else."""

    login: str
    name: str
    password: str


@dataclass(frozen=True, slots=True)
class Taken:
    """How much was taken in."""

    organisations: int
    people: int
    accounts: int
    grants: int
    founding: bool


@action(Verb.PEOPLE_IMPORT, "register")
def take_register(
    *,
    actor: Actor,
    at: datetime,
    register: Register,
    keep: Callable[[list[Initial]], None],
    file: str | None = None,
) -> Taken:
    """Take in what is new. ``keep`` puts the initial passwords away before anything is final.

    Lines that say what is known are left; those that say something else of it are refused.
    """
    founding = not GrantConfirmation.objects.exists()
    named = {one.staff_number for one in register.people} | {one.staff_number for one in register.grants}
    persons = Person.objects.values_list("ref", "staff_number")
    hold_alone(actor.person, *(ref for ref, number in persons if number in named))
    known = known_on(day_of(at))
    brought = brought_by(register, known)
    capacity = _authorised(actor, at, brought, founding=founding, file=file)
    found = Check(register, brought, known, actor.person, day_of(at), founding, file).run()
    if found.failed:
        raise NotValid(found)
    rows: list[Record] = []
    _organisations(brought, rows)
    everybody = _people(brought, known, rows)
    initials = _accounts(brought, everybody, at)
    _grants(brought, everybody, rows, actor, founding=founding)
    keep(initials)
    subject = Subject("register", file or "", capacity)
    told = _told(brought, founding=founding)
    write(actor=actor, at=at, verb=Verb.PEOPLE_IMPORT, subject=subject, new=told, rows=rows)
    counts = (len(brought.organisations), len(brought.people), len(initials), len(brought.grants))
    return Taken(*counts, founding)


def _authorised(actor: Actor, at: datetime, brought: Brought, *, founding: bool, file: str | None) -> str:
    """The capacity in which the actor takes in what a register brings.

    A person needs the right that the pages ask for each part. As administrators exclude each other, nobody
    has those for people and those for grants, and it is told so before it is told who may not do which.
    """
    if founding:
        return authorise(actor, at, Verb.PEOPLE_IMPORT)
    if actor.person == MACHINE:
        raise NotYou.of("register.no_actor")
    parts = {
        Verb.ORGANISATION_ADD: brought.organisations,
        Verb.PERSON_ADD: brought.people,
        Verb.MEMBERSHIP_ADD: any(line.organisation for line in brought.people.values()),
        Verb.ACCOUNT_OPEN: brought.accounts,
        Verb.GRANT_PROPOSE: brought.grants,
    }
    verbs = [verb for verb, part in parts.items() if part]
    if len(verbs) > 1 and brought.grants:
        found = Findings()
        found.error("register.two_hands", place(file, GRANTS, "staff_number", brought.grants[0].row))
        raise NotValid(found)
    capacities = [authorise(actor, at, verb) for verb in verbs or [Verb.PEOPLE_VIEW]]
    return capacities[0]


def _told(brought: Brought, *, founding: bool) -> dict[str, object]:
    """What the journal keeps of whom a register made. Organisations, people and accounts bring no records of
    their own that would name them; grants do, and are counted.
    """
    return {
        "organisations": [f"{line.code} {line.kind}" for line in brought.organisations.values()],
        "people": [f"{line.staff_number} {line.lane}" for line in brought.people.values()],
        "accounts": [f"{line.login} {line.staff_number}" for line in brought.accounts],
        "grants": len(brought.grants),
        "founding": founding,
    }


def _organisations(brought: Brought, rows: list[Record]) -> None:
    new = brought.organisations.values()
    Organisation.objects.bulk_create(Organisation(code=line.code, kind=line.kind) for line in new)
    rows += [
        OrganisationName(organisation_id=line.code, name=line.name, name_en=line.name_en, since=line.since)
        for line in new
    ]


def _people(brought: Brought, known: Known, rows: list[Record]) -> dict[str, Person]:
    """Everybody by staff number; who is new is made, with the membership."""
    new = brought.people.values()
    made = [Person(name=line.name, staff_number=line.staff_number, lane=line.lane) for line in new]
    Person.objects.bulk_create(made)
    persons = dict(known.persons) | {person.staff_number: person for person in made}
    rows += [
        Membership(
            person=persons[line.staff_number],
            organisation_id=line.organisation,
            since=line.since,
            position_name=line.position,
        )
        for line in new
        if line.organisation and line.since is not None
    ]
    return persons


def _accounts(brought: Brought, persons: dict[str, Person], at: datetime) -> list[Initial]:
    initials: list[Initial] = []
    for line in brought.accounts:
        person, initial = persons[line.staff_number], new_initial()
        Account.objects.create(
            person=person,
            login=line.login,
            password=hashed(initial),
            initial_until=at + timedelta(days=INITIAL_DAYS),
            expires_on=line.expires_on,
        )
        initials.append(Initial(line.login, person.name, initial))
    return initials


def _grants(
    brought: Brought, persons: dict[str, Person], rows: list[Record], actor: Actor, *, founding: bool
) -> None:
    for line in brought.grants:
        person = persons[line.staff_number]
        grant = Grant(
            person=person,
            lane=person.lane,
            role=line.role,
            organisation_id=line.organisation or None,
            since=line.since,
            last_day=line.last_day,
            proposed_by=actor.person,
        )
        rows.append(grant)
        if founding:
            rows.append(GrantConfirmation(grant=grant, confirmed_by=FOUNDING))
