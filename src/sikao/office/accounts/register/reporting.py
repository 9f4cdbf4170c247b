"""The register as it stands now, so that it can be looked through, and set up again elsewhere."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from sikao.office.accounts.models import Account, Grant, Membership, Organisation, OrganisationName, Person
from sikao.office.accounts.register.form import GrantLine, OrganisationLine, PersonLine, Register
from sikao.office.groundwork.clock import day_of


def present_register(at: datetime) -> Register:
    """Organisations, people and confirmed grants of today, in the order of their codes."""
    return Register(_organisations(), _people(), _grants(at))


def _organisations() -> tuple[OrganisationLine, ...]:
    names = OrganisationName.objects.order_by("since", "entry_id")
    latest = {row.organisation_id: row for row in names}
    rows = Organisation.objects.filter(ended_on__isnull=True).order_by("code")
    return tuple(
        OrganisationLine(row.pk, row.kind, name.name, name.name_en, name.since)
        for row in rows
        if (name := latest.get(row.pk)) is not None
    )


def _people() -> tuple[PersonLine, ...]:
    belongs: dict[str, Membership] = {}
    for row in Membership.objects.filter(end__isnull=True).order_by("-since", "-entry_id"):
        belongs[row.person_id] = row  # the first of several stays last
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


def _grants(at: datetime) -> tuple[GrantLine, ...]:
    rows = Grant.objects.filter(
        Q(last_day__isnull=True) | Q(last_day__gte=day_of(at)),
        confirmation__isnull=False,
        end__isnull=True,
    )
    ordered = rows.select_related("person").order_by("person__staff_number", "role", "organisation_id")
    return tuple(
        GrantLine(row.person.staff_number, row.role, row.organisation_id or "", row.since, row.last_day)
        for row in ordered
    )
