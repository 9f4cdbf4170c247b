"""What the office knows before a register is taken in, and what the register brings beyond it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sikao.office.accounts.models import (
    Account,
    Grant,
    Membership,
    MembershipEnd,
    Organisation,
    OrganisationName,
    Person,
)
from sikao.office.accounts.queries import left
from sikao.office.accounts.register.form import GrantLine, OrganisationLine, PersonLine, Register

GrantKey = tuple[str, str, str, date, date | None]
"""Staff number, role, organisation or nothing, first day, last day."""


@dataclass(frozen=True, slots=True)
class Belonging:
    """A membership; ``last_day`` is empty while nobody has ended it."""

    organisation: str
    position: str
    since: date
    last_day: date | None

    def covers(self, on: date) -> bool:
        """Whether it holds on a day."""
        return self.since <= on and not self.over(on)

    def over(self, on: date) -> bool:
        """Whether its last day lies before a day."""
        return self.last_day is not None and self.last_day < on


@dataclass(frozen=True, slots=True)
class Known:
    """What is recorded: organisations and their present names by code, the rest by staff number.

    ``logins`` are staff numbers by login name, ``grants`` are all that nobody has ended, proposed ones and
    those that have run out among them.
    """

    organisations: Mapping[str, Organisation]
    names: Mapping[str, OrganisationName]
    persons: Mapping[str, Person]
    belongings: Mapping[str, tuple[Belonging, ...]]
    accounts: Mapping[str, Account]
    logins: Mapping[str, str]
    grants: frozenset[GrantKey]


@dataclass(frozen=True, slots=True)
class Brought:
    """The lines of a register that bring something: organisations by code, people by staff number.

    ``accounts`` are lines of people, known ones too.
    """

    organisations: Mapping[str, OrganisationLine]
    people: Mapping[str, PersonLine]
    accounts: tuple[PersonLine, ...]
    grants: tuple[GrantLine, ...]


def known_on(on: date) -> Known:
    """What is recorded, with the names that organisations bear on a day."""
    numbers = dict(Person.objects.values_list("ref", "staff_number"))
    belongings: dict[str, tuple[Belonging, ...]] = {}
    last_days = dict(MembershipEnd.objects.values_list("membership_id", "last_day"))
    for row in Membership.objects.order_by("since", "entry_id", "position"):
        number = numbers[row.person_id]
        one = Belonging(row.organisation_id, row.position_name, row.since, last_days.get(row.pk))
        belongings[number] = (*belongings.get(number, ()), one)
    accounts = {numbers[row.pk]: row for row in Account.objects.all()}
    grants = Grant.objects.filter(end__isnull=True).exclude(pk__in=left(on))
    return Known(
        {row.pk: row for row in Organisation.objects.all()},
        names_in_use(on),
        {row.staff_number: row for row in Person.objects.all()},
        belongings,
        accounts,
        {row.login: number for number, row in accounts.items()},
        frozenset(
            (numbers[row.person_id], row.role, row.organisation_id or "", row.since, row.last_day)
            for row in grants
        ),
    )


def names_in_use(on: date) -> dict[str, OrganisationName]:
    """The name of every organisation on a day, by code; its first one where none is in use yet."""
    found: dict[str, OrganisationName] = {}
    for row in OrganisationName.objects.order_by("since", "entry_id", "position"):
        if row.since <= on or row.organisation_id not in found:
            found[row.organisation_id] = row
    return found


def key_of(line: GrantLine) -> GrantKey:
    """What must agree for a grant to be a known one."""
    return (line.staff_number, line.role, line.organisation, line.since, line.last_day)


def brought_by(register: Register, known: Known) -> Brought:
    """What is not known yet; of somebody who is known a line may still bring the account."""
    return Brought(
        {line.code: line for line in register.organisations if line.code not in known.organisations},
        {line.staff_number: line for line in register.people if line.staff_number not in known.persons},
        tuple(line for line in register.people if line.login and line.staff_number not in known.accounts),
        tuple(line for line in register.grants if key_of(line) not in known.grants),
    )
