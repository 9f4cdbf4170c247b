"""The register as it stands now, so that it can be looked through, and set up again elsewhere.

It holds what is in force and what the form can say: of several memberships of a person the first, and nothing
whose end is recorded, as a line cannot say when it ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from sikao.office.accounts.models import Account, Grant, Membership, Organisation, Person
from sikao.office.accounts.queries import left
from sikao.office.accounts.register.form import GrantLine, OrganisationLine, PersonLine, Register
from sikao.office.accounts.register.known import names_in_use
from sikao.office.groundwork.clock import day_of


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How much lasts and cannot be said in the form: further memberships and those that are to end, and the
    roles there.
    """

    memberships: int
    grants: int


def present_register(at: datetime) -> Register:
    """Organisations, people and confirmed grants of today, in the order of their codes.

    Whoever has left stays with name and staff number, as these are entered once.
    """
    on = day_of(at)
    belongs = _belongs()
    return Register(_organisations(on), _people(belongs), _grants(belongs, on))


def left_out(at: datetime) -> LeftOut:
    """What the present register does not say."""
    on = day_of(at)
    belongs = _belongs()
    running = Membership.objects.filter(
        Q(end__isnull=True) | Q(end__last_day__gte=on),
        Q(organisation__ended_on__isnull=True) | Q(organisation__ended_on__gt=on),
    )
    there = running.filter(person_id=OuterRef("person_id"), organisation_id=OuterRef("organisation_id"))
    grants = _lasting(on).filter(Q(organisation__isnull=True) | Exists(there))
    return LeftOut(running.count() - len(belongs), grants.count() - len(_grants(belongs, on)))


def _belongs() -> dict[str, Membership]:
    """The membership of each person that the form says, the first of several."""
    found: dict[str, Membership] = {}
    rows = Membership.objects.filter(end__isnull=True, organisation__ended_on__isnull=True)
    for row in rows.order_by("since", "entry_id", "position"):
        found.setdefault(row.person_id, row)
    return found


def _organisations(on: date) -> tuple[OrganisationLine, ...]:
    names = names_in_use(on)
    rows = Organisation.objects.filter(ended_on__isnull=True).order_by("code")
    return tuple(
        OrganisationLine(row.pk, row.kind, name.name, name.name_en, name.since)
        for row in rows
        if (name := names.get(row.pk)) is not None
    )


def _people(belongs: dict[str, Membership]) -> tuple[PersonLine, ...]:
    accounts = {row.pk: row for row in Account.objects.filter(closed_at__isnull=True)}
    return tuple(
        _person(person, belongs.get(person.pk), accounts.get(person.pk))
        for person in Person.objects.order_by("staff_number")
    )


def _person(person: Person, belongs: Membership | None, account: Account | None) -> PersonLine:
    return PersonLine(
        person.staff_number,
        person.name,
        person.lane,
        belongs.organisation_id if belongs is not None else "",
        belongs.position_name if belongs is not None else "",
        belongs.since if belongs is not None else None,
        account.login if account is not None else "",
        account.expires_on if account is not None else None,
    )


def _lasting(on: date) -> QuerySet[Grant]:
    """Grants that are in force on a day, as far as they themselves say, or will be."""
    return Grant.objects.filter(
        Q(last_day__isnull=True) | Q(last_day__gte=on),
        Q(organisation__isnull=True)
        | Q(organisation__ended_on__isnull=True)
        | Q(organisation__ended_on__gt=on),
        confirmation__isnull=False,
        end__isnull=True,
        person__account__closed_at__isnull=True,
    ).exclude(pk__in=left(on))


def _grants(belongs: dict[str, Membership], on: date) -> tuple[GrantLine, ...]:
    found: dict[tuple[str, str, str], GrantLine] = {}
    rows = _lasting(on).select_related("person")
    for row in rows.order_by("person__staff_number", "role", "organisation_id", "since", "entry_id"):
        if row.organisation_id is not None and not _covered(row, belongs.get(row.person_id), on):
            continue
        number, organisation = row.person.staff_number, row.organisation_id or ""
        line = GrantLine(number, row.role, organisation, row.since, row.last_day)
        found.setdefault((number, row.role, organisation), line)
    return tuple(found.values())


def _covered(grant: Grant, member: Membership | None, on: date) -> bool:
    """Whether the membership that the form says is that of a grant, and holds when the grant does."""
    if member is None or member.organisation_id != grant.organisation_id:
        return False
    return member.since <= max(grant.since, on)
