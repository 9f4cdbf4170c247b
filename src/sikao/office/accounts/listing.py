"""What the pages about people, organisations, grants and tokens show: frozen rows, newest facts in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from sikao.office.accounts.models import (
    Account,
    ApiToken,
    Delegation,
    Grant,
    Membership,
    Organisation,
    OrganisationChange,
    OrganisationName,
    Person,
)
from sikao.office.accounts.queries import Names, left, names_on, shown_names
from sikao.office.accounts.rights.roles import Lane, Role
from sikao.office.accounts.rules.granting import state_of
from sikao.office.groundwork.clock import day_of

PAGE = 50


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person in the list; ``account`` is open, closed or none."""

    ref: str
    name: str
    staff_number: str
    lane: Lane
    login: str
    account: str
    organisations: tuple[Names, ...]


@dataclass(frozen=True, slots=True)
class MembershipRow:
    """A stretch of belonging; ``last_day`` is empty while it lasts."""

    ref: str
    code: str
    names: Names
    position: str
    since: date
    last_day: date | None


@dataclass(frozen=True, slots=True)
class GrantRow:
    """A grant and who had a hand in it."""

    ref: str
    person: str
    person_name: str
    role: Role
    organisation: Names | None
    since: date
    last_day: date | None
    state: str
    proposed_by: str
    proposed_by_name: Names
    confirmed_by_name: Names | None
    reason: str


@dataclass(frozen=True, slots=True)
class PersonCard:
    """All that is known of one person."""

    row: PersonRow
    memberships: tuple[MembershipRow, ...]
    grants: tuple[GrantRow, ...]
    has_factor: bool
    linked: bool
    expires_on: date | None


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """An organisation in the list."""

    code: str
    kind: str
    names: Names
    ended_on: date | None
    has_ended: bool
    members: int


@dataclass(frozen=True, slots=True)
class Event:
    """A line of an organisation's history: a new name, or what happened to ``whom``, with which ``other``."""

    on: date
    what: str
    name: str
    document: str
    note: str
    whom: Names | None = None
    other: Names | None = None


def people(at: datetime, search: str = "", page: int = 1) -> tuple[tuple[PersonRow, ...], bool]:
    """A page of people by name, and whether there are more; ``search`` in names, numbers and logins."""
    rows = Person.objects.select_related("account").order_by("name", "ref")
    if search:
        rows = rows.filter(
            Q(name__contains=search)
            | Q(staff_number__contains=search)
            | Q(account__login__contains=search.lower())
        )
    start = max(0, page - 1) * PAGE
    found = list(rows[start : start + PAGE + 1])
    return tuple(_person_rows(found[:PAGE], day_of(at))), len(found) > PAGE


def _person_rows(found: list[Person], on: date) -> Iterable[PersonRow]:
    refs = [person.pk for person in found]
    belongs: dict[str, list[str]] = {}
    current = Membership.objects.filter(
        Q(end__isnull=True) | Q(end__last_day__gte=on), person_id__in=refs, since__lte=on
    )
    for ref, code in current.values_list("person_id", "organisation_id"):
        belongs.setdefault(ref, []).append(code)
    names = names_on(on, frozenset(code for codes in belongs.values() for code in codes))
    for person in found:
        account = getattr(person, "account", None)
        state = "none" if account is None else ("closed" if account.closed_at else "open")
        organisations = tuple(_names(names, code) for code in sorted(belongs.get(person.pk, [])))
        login = account.login if account is not None else ""
        lane = Lane(person.lane)
        yield PersonRow(person.pk, person.name, person.staff_number, lane, login, state, organisations)


def _names(names: dict[str, Names], code: str) -> Names:
    return names.get(code) or Names(code, code)


def person_card(person: str, at: datetime) -> PersonCard | None:
    """One person with memberships, grants and account."""
    found = Person.objects.select_related("account").filter(pk=person).first()
    if found is None:
        return None
    row = next(iter(_person_rows([found], day_of(at))))
    account: Account | None = getattr(found, "account", None)
    return PersonCard(
        row,
        _memberships(person, day_of(at)),
        grants(at, person=person),
        has_factor=account is not None and bool(account.totp_secret),
        linked=account is not None and bool(account.subject),
        expires_on=account.expires_on if account is not None else None,
    )


def _memberships(person: str, on: date) -> tuple[MembershipRow, ...]:
    rows = Membership.objects.filter(person_id=person).select_related("end").order_by("-since")
    names = names_on(on)
    return tuple(
        MembershipRow(
            row.pk,
            row.organisation_id,
            _names(names, row.organisation_id),
            row.position_name,
            row.since,
            row.end.last_day if hasattr(row, "end") else None,
        )
        for row in rows
    )


def grants(at: datetime, *, person: str = "", state: str = "") -> tuple[GrantRow, ...]:
    """Grants, the newest first: of one person, or in one state."""
    rows = Grant.objects.select_related("confirmation", "end", "person").order_by("-entry_id", "-position")
    if person:
        rows = rows.filter(person_id=person)
    if state in {"proposed", "confirmed"}:
        rows = rows.filter(_lasts(day_of(at)), end__isnull=True, confirmation__isnull=state == "proposed")
    found = _grant_rows(list(rows), at)
    return tuple(row for row in found if not state or row.state == state)


def decided_grants(at: datetime, page: int = 1) -> tuple[tuple[GrantRow, ...], bool]:
    """A page of the grants that wait for nobody any more, the newest first, and whether there are more."""
    rows = Grant.objects.select_related("confirmation", "end", "person").order_by("-entry_id", "-position")
    rows = rows.exclude(_lasts(day_of(at)), confirmation__isnull=True, end__isnull=True)
    start = (page - 1) * PAGE
    found = _grant_rows(list(rows[start : start + PAGE + 1]), at)
    return found[:PAGE], len(found) > PAGE


def _lasts(on: date) -> Q:
    return Q(last_day__isnull=True) | Q(last_day__gte=on)


def _grant_rows(rows: list[Grant], at: datetime) -> tuple[GrantRow, ...]:
    names = names_on(day_of(at))
    acted = {row.proposed_by for row in rows} | {
        row.confirmation.confirmed_by for row in rows if hasattr(row, "confirmation")
    }
    persons = shown_names(frozenset(acted))
    gone = frozenset(left(day_of(at)).filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
    return tuple(_grant_row(row, names, persons, day_of(at), left=row.pk in gone) for row in rows)


def _grant_row(
    row: Grant, names: dict[str, Names], persons: dict[str, Names], on: date, *, left: bool
) -> GrantRow:
    confirmed = hasattr(row, "confirmation")
    by = row.confirmation.confirmed_by if confirmed else ""
    return GrantRow(
        row.pk,
        row.person_id,
        row.person.name,
        Role(row.role),
        _names(names, row.organisation_id) if row.organisation_id else None,
        row.since,
        row.last_day,
        state_of(confirmed=confirmed, ended=hasattr(row, "end"), left=left, last_day=row.last_day, today=on),
        row.proposed_by,
        persons[row.proposed_by],
        persons[by] if confirmed else None,
        row.end.reason if hasattr(row, "end") else "",
    )


def organisations(at: datetime) -> tuple[OrganisationRow, ...]:
    """Every organisation under its present name, those that have ended last."""
    on = day_of(at)
    names = names_on(on)
    members: dict[str, set[str]] = {}
    current = Membership.objects.filter(Q(end__isnull=True) | Q(end__last_day__gte=on), since__lte=on)
    for code, person in current.values_list("organisation_id", "person_id"):
        members.setdefault(code, set()).add(person)
    rows = Organisation.objects.order_by("kind", "code")
    found = [
        OrganisationRow(
            row.pk,
            row.kind,
            _names(names, row.pk),
            row.ended_on,
            row.ended_on is not None and row.ended_on <= on,
            len(members.get(row.pk, ())),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda row: row.has_ended))


def history(code: str, at: datetime) -> tuple[Event, ...]:
    """An organisation's names and changes, the newest first; also those of others that name it."""
    changes = OrganisationChange.objects.filter(Q(organisation_id=code) | Q(other_id=code))
    names = names_on(day_of(at))
    named = [
        Event(row.since, "named", row.name, "", row.name_en)
        for row in OrganisationName.objects.filter(organisation_id=code)
    ]
    changed = [
        Event(
            row.on,
            row.what,
            "",
            row.document,
            row.note,
            _names(names, row.organisation_id),
            None if row.other_id is None else _names(names, row.other_id),
        )
        for row in changes
    ]
    return tuple(sorted([*named, *changed], key=lambda event: event.on, reverse=True))


@dataclass(frozen=True, slots=True)
class DelegationRow:
    """A delegation, seen by whoever gave it."""

    ref: str
    delegate: str
    organisation: Names
    since: date
    last_day: date
    ended: bool
    running: bool


def delegations(signer: str, at: datetime) -> tuple[DelegationRow, ...]:
    """What a signer has delegated, the latest first."""
    rows = Delegation.objects.filter(signer_id=signer).select_related("delegate", "end").order_by("-since")
    names, today = names_on(day_of(at)), day_of(at)
    return tuple(
        DelegationRow(
            row.pk,
            row.delegate.name,
            _names(names, row.organisation_id),
            row.since,
            row.last_day,
            hasattr(row, "end"),
            not hasattr(row, "end") and row.last_day >= today,
        )
        for row in rows
    )


def colleagues(organisation: str, at: datetime, without: str) -> tuple[tuple[str, str], ...]:
    """Who belongs to an organisation and has an open account: code and name."""
    on = day_of(at)
    rows = Person.objects.filter(
        Q(memberships__end__isnull=True) | Q(memberships__end__last_day__gte=on),
        memberships__organisation_id=organisation,
        memberships__since__lte=on,
        lane=Lane.BUSINESS,
        account__isnull=False,
        account__closed_at__isnull=True,
    )
    return tuple(rows.exclude(pk=without).order_by("name").values_list("ref", "name").distinct())


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A token of one's own; the secret is nowhere."""

    ref: str
    name: str
    scopes: tuple[str, ...]
    made_at: datetime
    last_day: date
    running: bool


def tokens(person: str, at: datetime) -> tuple[TokenRow, ...]:
    """A person's tokens, the newest first."""
    rows = ApiToken.objects.filter(person_id=person).order_by("-made_at")
    return tuple(
        TokenRow(
            row.pk,
            row.name,
            tuple(row.scopes.split()),
            row.made_at,
            row.last_day,
            row.ended_at is None and row.last_day >= day_of(at),
        )
        for row in rows
    )
