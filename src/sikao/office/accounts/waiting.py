"""What waits for a second person: requests for accounts, organisations that are to end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sikao.office.accounts.actions.accounts import REQUEST_HOURS
from sikao.office.accounts.models import AccountRequest, OrganisationEnding
from sikao.office.accounts.queries import Names, names_on, person_names
from sikao.office.groundwork.clock import day_of


@dataclass(frozen=True, slots=True)
class RequestRow:
    """What was asked for an account; ``identity`` is what it would be linked to, and empty otherwise."""

    ref: str
    person: str
    person_name: str
    what: str
    reason: str
    identity: str
    asked_by: str
    asked_by_name: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class EndingRow:
    """An organisation that is to end: merged into ``other``, or dissolved."""

    ref: str
    code: str
    names: Names
    what: str
    other: Names | None
    on: date
    document: str
    note: str
    asked_by: str
    asked_by_name: str
    asked_at: datetime


def waiting_requests(at: datetime) -> tuple[RequestRow, ...]:
    """What was asked for accounts and waits for a second person, the oldest first."""
    rows = AccountRequest.objects.filter(
        outcome="", asked_at__gt=at - timedelta(hours=REQUEST_HOURS)
    ).order_by("asked_at")
    persons = person_names(frozenset(rows.values_list("asked_by", flat=True)))
    persons |= person_names(frozenset(rows.values_list("account_id", flat=True)))
    return tuple(
        RequestRow(
            row.pk,
            row.account_id,
            persons.get(row.account_id, ""),
            row.what,
            row.reason,
            f"{row.issuer} · {row.subject}" if row.subject else "",
            row.asked_by,
            persons.get(row.asked_by, row.asked_by),
            row.asked_at,
        )
        for row in rows
    )


def waiting_endings(at: datetime) -> tuple[EndingRow, ...]:
    """Mergers and dissolutions that wait for a second person, the oldest first."""
    rows = list(OrganisationEnding.objects.filter(outcome="").order_by("asked_at", "ref"))
    persons = person_names(frozenset(row.asked_by for row in rows))
    codes = {code for row in rows for code in (row.organisation_id, row.other_id) if code}
    names = names_on(day_of(at), frozenset(codes))
    named = {code: names.get(code, Names(code, code)) for code in codes}
    return tuple(
        EndingRow(
            row.pk,
            row.organisation_id,
            named[row.organisation_id],
            row.what,
            named[row.other_id] if row.other_id else None,
            row.on,
            row.document,
            row.note,
            row.asked_by,
            persons.get(row.asked_by, row.asked_by),
            row.asked_at,
        )
        for row in rows
    )
