"""Taking a register in: checked against what is known, then all of it in one act, or nothing.

The first register of an installation founds it: its grants are in force at once, as there is nobody yet who
could confirm them. Grants of every later register wait for a second person like all others.
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
from sikao.office.accounts.queries import FOUNDING, authorise
from sikao.office.accounts.register.form import GRANTS, ORGANISATIONS, PEOPLE, GrantLine, PersonLine, Register
from sikao.office.accounts.register.reading import place
from sikao.office.accounts.rights.roles import Lane, Role
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.accounts.rules.granting import fault_in_proposal
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import MACHINE, Actor
from sikao.office.groundwork.appendonly import Record
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.refusals import NotValid


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
    """Take in what is new. ``keep`` puts the initial passwords away before anything is final."""
    capacity = authorise(actor, at, Verb.PEOPLE_IMPORT)
    founding = not GrantConfirmation.objects.exists()
    found = _check(register, founding=founding, file=file)
    if found.failed:
        raise NotValid(found)
    rows: list[Record] = []
    before = Person.objects.count()
    organisations = _organisations(register, rows)
    persons = _people(register, rows)
    initials = _accounts(register, persons, at)
    grants = _grants(register, persons, rows, founding=founding)
    keep(initials)
    taken = Taken(organisations, len(persons) - before, len(initials), grants, founding)
    told = {name: getattr(taken, name) for name in Taken.__dataclass_fields__}
    subject = Subject("register", file or "", capacity)
    write(actor=actor, at=at, verb=Verb.PEOPLE_IMPORT, subject=subject, new=told, rows=rows)
    return taken


def _organisations(register: Register, rows: list[Record]) -> int:
    known = set(Organisation.objects.values_list("code", flat=True))
    new = [line for line in register.organisations if line.code not in known]
    Organisation.objects.bulk_create(Organisation(code=line.code, kind=line.kind) for line in new)
    rows += [
        OrganisationName(organisation_id=line.code, name=line.name, name_en=line.name_en, since=line.since)
        for line in new
    ]
    return len(new)


def _people(register: Register, rows: list[Record]) -> dict[str, Person]:
    """Everybody of the register by staff number; who is new is made, with the membership."""
    known = {person.staff_number: person for person in Person.objects.all()}
    new = [line for line in register.people if line.staff_number not in known]
    made = [Person(name=line.name, staff_number=line.staff_number, lane=line.lane) for line in new]
    Person.objects.bulk_create(made)
    known |= {person.staff_number: person for person in made}
    rows += [
        Membership(
            person=known[line.staff_number],
            organisation_id=line.organisation,
            since=line.since,
            position_name=line.position,
        )
        for line in new
        if line.organisation and line.since is not None
    ]
    return known


def _accounts(register: Register, persons: dict[str, Person], at: datetime) -> list[Initial]:
    have = set(Account.objects.values_list("person_id", flat=True))
    initials: list[Initial] = []
    for line in register.people:
        person = persons[line.staff_number]
        if not line.login or person.pk in have:
            continue
        initial = new_initial()
        Account.objects.create(
            person=person,
            login=line.login,
            password=hashed(initial),
            initial_until=at + timedelta(days=INITIAL_DAYS),
            expires_on=line.expires_on,
        )
        initials.append(Initial(line.login, person.name, initial))
    return initials


def _grants(register: Register, persons: dict[str, Person], rows: list[Record], *, founding: bool) -> int:
    number = 0
    for line in register.grants:
        person = persons[line.staff_number]
        if _is_known(line, person):
            continue
        grant = Grant(
            person=person,
            lane=person.lane,
            role=line.role,
            organisation_id=line.organisation or None,
            since=line.since,
            last_day=line.last_day,
            proposed_by=MACHINE,
        )
        rows.append(grant)
        number += 1
        if founding:
            rows.append(GrantConfirmation(grant=grant, confirmed_by=FOUNDING))
    return number


def _is_known(line: GrantLine, person: Person) -> bool:
    same = Grant.objects.filter(
        person=person, role=line.role, organisation_id=line.organisation or None, end__isnull=True
    )
    return same.exists()


def _check(register: Register, *, founding: bool, file: str | None) -> Findings:
    found = Findings(most=200, more="sheet.more_findings")
    codes = {line.code for line in register.organisations} | set(
        Organisation.objects.filter(ended_on__isnull=True).values_list("code", flat=True)
    )
    known = {person.staff_number: person for person in Person.objects.all()}
    logins = dict(Account.objects.values_list("login", "person__staff_number"))
    for line in register.people:
        _check_person(line, codes, known, logins, found, file)
    lanes = {line.staff_number: line.lane for line in register.people}
    lanes |= {number: person.lane for number, person in known.items()}
    belongs = {(line.staff_number, line.organisation) for line in register.people}
    belongs |= set(
        Membership.objects.filter(end__isnull=True).values_list("person__staff_number", "organisation_id")
    )
    for one in register.grants:
        _check_grant(one, lanes, belongs, found, file)
    if founding:
        _check_founding(register, found, file)
    return found


def _check_person(
    line: PersonLine,
    codes: set[str],
    known: dict[str, Person],
    logins: dict[str, str],
    found: Findings,
    file: str | None,
) -> None:
    if line.organisation and line.organisation not in codes:
        where = place(file, PEOPLE, "organisation", line.row)
        found.error("organisation.unknown", where, unit=line.organisation)
    if line.organisation and line.since is None:
        where = place(file, PEOPLE, "since", line.row)
        found.error("workbook.required", where, heading="任职起日")
    person = known.get(line.staff_number)
    if person is not None and (person.name, person.lane) != (line.name, line.lane):
        where = place(file, PEOPLE, "staff_number", line.row)
        found.error("person.taken", where, number=line.staff_number)
    if line.login and logins.get(line.login, line.staff_number) != line.staff_number:
        where = place(file, PEOPLE, "login", line.row)
        found.error("account.login_taken", where, login=line.login)


def _check_grant(
    line: GrantLine,
    lanes: dict[str, str],
    belongs: set[tuple[str, str]],
    found: Findings,
    file: str | None,
) -> None:
    role = Role(line.role)
    if line.staff_number not in lanes:
        found.error("person.unknown", place(file, GRANTS, "staff_number", line.row))
        return
    fault = fault_in_proposal(MACHINE, "", Lane(lanes[line.staff_number]), role, line.organisation)
    if fault:
        field = "role" if fault == "grant.other_lane" else "organisation"
        found.error(fault, place(file, GRANTS, field, line.row), role=role.term)
    elif line.organisation and (line.staff_number, line.organisation) not in belongs:
        where = place(file, GRANTS, "organisation", line.row)
        found.error("grant.no_member", where, unit=line.organisation)
    if line.last_day is not None and line.last_day < line.since:
        where = place(file, GRANTS, "last_day", line.row)
        first, last = line.since.isoformat(), line.last_day.isoformat()
        found.error("field.order", where, first=first, last=last)


def _check_founding(register: Register, found: Findings, file: str | None) -> None:
    """An installation that nobody could grant anything in any more must not be founded."""
    held = [Role(line.role) for line in register.grants]
    missing = [
        role for role in (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN) if role not in held
    ]
    if len([role for role in held if role in {Role.SECURITY_ADMIN, Role.OFFICE_DIRECTOR}]) < 2:
        missing.append(Role.OFFICE_DIRECTOR)
    logins = {line.staff_number for line in register.people if line.login}
    for line in register.grants:
        if line.staff_number not in logins:
            found.error("account.unknown", place(file, GRANTS, "staff_number", line.row))
    for role in missing:
        found.error("register.no_admin", place(file, GRANTS, "role", 1), role=role.term)
    if not register.organisations:
        found.error("register.empty", place(file, ORGANISATIONS, "code", 1))
