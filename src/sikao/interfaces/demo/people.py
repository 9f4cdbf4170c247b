"""Who is there in the demonstration: every organisation of the scheme, people named by their roles."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from sikao.core.scheme import Scheme
from sikao.interfaces.demo.accounts import Shown, accounts_of, keep_accounts
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
from sikao.office.accounts.rights.roles import Role
from sikao.office.groundwork.actor import Actor, Channel, machine
from sikao.office.groundwork.appendonly import Record
from sikao.office.groundwork.here import installation
from sikao.office.groundwork.journal import Subject, write

FOUNDED = date(2019, 1, 1)
OFFICE = "assessment_office"
SETTLED = "home.demo"
"""The entry of the journal with which a demonstration begins."""
LETTERS = "abcdefghjkmnpqrstuvwxyz"


CITY_WIDE = (
    Shown("office", "考核办工作人员", Role.OFFICE_STAFF),
    Shown("director", "考核办负责人", Role.OFFICE_DIRECTOR),
    Shown("leader", "市领导", Role.LEADER),
    Shown("auditor", "审计监督人员", Role.AUDITOR),
    Shown("system", "系统管理员", Role.SYSTEM_ADMIN),
    Shown("security", "安全保密管理员甲", Role.SECURITY_ADMIN),
    Shown("security2", "安全保密管理员乙", Role.SECURITY_ADMIN),
    Shown("audit", "审计管理员", Role.AUDIT_ADMIN),
)
SIGNING_IN = ("statistics", "commerce", "finance", "jimo", "licang", "pingdu", "laixi")
"""Organisations whose reporter and signer have accounts; the people of others act without one."""
VERIFYING = ("development_reform", "inspection", "reform_office", OFFICE)


@dataclass(slots=True)
class Cast:
    """The people of the demonstration: actors by ``login``; ``password`` is that of every account."""

    password: str
    accounts: list[Shown] = field(default_factory=list)
    actors: dict[str, Actor] = field(default_factory=dict)

    def __getitem__(self, login: str) -> Actor:
        return self.actors[login]


def settle(scheme: Scheme, at: datetime, today: datetime) -> Cast:
    """Bring in organisations and people in one entry; all accounts share one password, drawn and set
    ``today``, so that none has to be changed at once.
    """
    cast = Cast(_password())
    kept = hashed(cast.password)
    rows: list[Record] = []
    with transaction.atomic():
        names = _organisations(scheme, rows)
        for shown in (*CITY_WIDE, *_of_organisations(names)):
            rows += _person(shown, cast, kept, today)
        subject = Subject("home", "demo")
        told = {"organisations": len(names), "people": len(cast.actors)}
        write(actor=machine(Channel.COMMAND), at=at, verb=SETTLED, subject=subject, new=told, rows=rows)
        # Before the rows are saved: whatever breaks off, a home with people has its password.
        keep_accounts(installation().home, cast.password, cast.accounts)
    return cast


def recall() -> Cast:
    """The people of a demonstration that was made before; another home raises ``FindingsError``."""
    password, accounts = accounts_of(installation().home)
    people = Person.objects.exclude(staff_number="")
    return Cast(password, accounts, {one.staff_number: Actor(one.ref, Channel.COMMAND) for one in people})


def keep_passwords(cast: Cast, at: datetime) -> None:
    """The password of the demonstration is as good as new, however far its clock has gone on."""
    logins = [shown.login for shown in cast.accounts]
    Account.objects.filter(login__in=logins, password_since__lt=at).update(password_since=at)


def _password() -> str:
    """Four groups of letters and a digit: long enough for every rule, and easily typed."""
    parts = ["".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3)]
    return f"{parts[0].capitalize()}-{parts[1]}-{parts[2]}-{secrets.randbelow(90) + 10}"


def _organisations(scheme: Scheme, rows: list[Record]) -> dict[str, str]:
    """Units and providers by code; a code that is both is one organisation."""
    found = {code: (named.name, named.name_en or "") for code, named in scheme.providers.items()}
    found |= {code: (named.name, named.name_en or "") for code, named in scheme.units.items()}
    for code, (name, name_en) in found.items():
        kind = "office" if code == OFFICE else "unit" if code in scheme.units else "bureau"
        made = Organisation.objects.create(code=code, kind=kind)
        rows.append(OrganisationName(organisation=made, name=name, name_en=name_en, since=FOUNDED))
    return {code: name for code, (name, _) in found.items()}


def _of_organisations(names: dict[str, str]) -> list[Shown]:
    people: list[Shown] = []
    for code, name in names.items():
        people.append(Shown(f"{code}.reporter", f"{name}填报人", Role.REPORTER, code))
        people.append(Shown(f"{code}.signer", f"{name}签审人", Role.SIGNER, code))
        if code in VERIFYING:
            people.append(Shown(f"{code}.verifier", f"{name}数据核实人", Role.VERIFIER, code))
    return people


def _person(shown: Shown, cast: Cast, kept: str, today: datetime) -> list[Record]:
    role = Role(shown.role)
    person = Person.objects.create(name=shown.name, staff_number=shown.login, lane=role.lane)
    cast.actors[shown.login] = Actor(person.ref, Channel.COMMAND)
    if not shown.organisation or shown.organisation in SIGNING_IN or role is Role.VERIFIER:
        Account.objects.create(
            person=person, login=shown.login, password=kept, password_since=today, must_change=False
        )
        cast.accounts.append(shown)
    grant = Grant(
        person=person,
        lane=role.lane,
        role=role,
        organisation_id=shown.organisation or None,
        since=FOUNDED,
        proposed_by="machine",
    )
    rows: list[Record] = [grant, GrantConfirmation(grant=grant, confirmed_by="demo")]
    if shown.organisation:
        rows.append(Membership(person=person, organisation_id=shown.organisation, since=FOUNDED))
    return rows
