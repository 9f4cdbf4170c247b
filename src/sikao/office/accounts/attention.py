"""What awaits the administrators: grants to be confirmed, accounts that are about to end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sikao.office.accounts.models import Account, Grant
from sikao.office.accounts.queries import holders, present
from sikao.office.accounts.rights.roles import Role
from sikao.office.groundwork.clock import day_of

SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Proposed:
    """A grant that waits for a second person."""

    person: str
    name: str
    role: Role
    organisation: str
    proposed_by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Ending:
    """An open account whose last day is near or past."""

    person: str
    name: str
    last_day: date


def proposed_grants() -> tuple[Proposed, ...]:
    """Grants that nobody has confirmed yet, the oldest first."""
    rows = Grant.objects.filter(confirmation__isnull=True, end__isnull=True)
    return tuple(
        Proposed(
            row.person_id,
            row.person.name,
            Role(row.role),
            row.organisation_id or "",
            row.proposed_by,
            row.entry.at,
        )
        for row in rows.select_related("person", "entry").order_by("entry_id", "position")
    )


def ending_accounts(at: datetime) -> tuple[Ending, ...]:
    """Open accounts that end within thirty days, or ended already, the nearest first."""
    rows = Account.objects.filter(closed_at__isnull=True, expires_on__lte=day_of(at) + SOON)
    found = rows.select_related("person").order_by("expires_on", "login")
    return tuple(Ending(row.person_id, row.person.name, row.expires_on) for row in found if row.expires_on)


def unstaffed(at: datetime) -> tuple[tuple[str, Role], ...]:
    """Organisations that had a reporter or a signer and have none any more, each with the role."""
    roles = (Role.REPORTER, Role.SIGNER)
    given = Grant.objects.filter(
        role__in=roles, confirmation__isnull=False, organisation__in=present(day_of(at))
    ).values_list("organisation_id", "role")
    return tuple(
        (organisation, Role(role))
        for organisation, role in given.order_by("organisation_id", "role").distinct()
        if organisation and not holders(organisation, (Role(role),), day_of(at))
    )
