"""People for tests: organisations, persons with roles, and browsers in which they have signed in."""

from datetime import UTC, date, datetime

from django.db import transaction
from django.test import Client

from sikao.interfaces.web.office import sessions
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
from sikao.office.accounts.rights.roles import Lane, Role
from sikao.office.groundwork import clock
from sikao.office.groundwork.actor import Actor, Channel, machine
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.models import Head
from sikao.office.groundwork.refs import new_ref

SINCE = date(2019, 1, 1)
AT = datetime(2020, 7, 18, 1, 2, 3, tzinfo=UTC)
"""A Saturday morning in the city; what tests do without saying when, they do now."""
PASSWORD = "Plum-rain over 7 hills"  # noqa: S105 - nobody's


def organisation(code: str, kind: str = "unit", name: str = "") -> Organisation:
    """An organisation with a name since 2019."""
    made = Organisation.objects.create(code=code, kind=kind)
    note(OrganisationName(organisation=made, name=name or code, since=SINCE))
    return made


def person(login: str, *roles: Role | tuple[Role, str], lane: Lane | None = None) -> Actor:
    """A person with an account and confirmed roles, each for an organisation or, alone, for the whole city.

    The person belongs to the organisations of the roles. What is given back acts through the web.
    """
    held = [(role, "") if isinstance(role, Role) else role for role in roles]
    lane = lane or (held[0][0].lane if held else Lane.BUSINESS)
    made = Person.objects.create(name=login, staff_number=f"n-{login}", lane=lane)
    Account.objects.create(
        person=made, login=login, password=hashed(PASSWORD), password_since=AT, must_change=False
    )
    for code in sorted({code for _, code in held if code}):
        note(Membership(person=made, organisation_id=code, since=SINCE))
    for role, code in held:
        grant(made, role, code)
    return Actor(made.pk, Channel.WEB)


def grant(
    made: Person, role: Role, code: str = "", since: date = SINCE, last_day: date | None = None
) -> Grant:
    """A confirmed grant."""
    given = Grant(
        person=made,
        lane=role.lane,
        role=role,
        organisation_id=code or None,
        since=since,
        last_day=last_day,
        proposed_by="found",
    )
    note(given, GrantConfirmation(grant=given, confirmed_by="founder"))
    return given


def note(*rows) -> None:
    """Journal rows as the program's own act, at once after whatever was done before."""
    at = Head.objects.get().at or AT
    with transaction.atomic():
        write(actor=machine(), at=at, verb="test.found", subject=Subject("test", new_ref()), rows=rows)


def signed_in(who: Actor, at: datetime | None = None, *, factor: bool = True) -> Client:
    """A browser in which somebody has signed in, with the second factor just given."""
    client = Client(headers={"host": "localhost"})
    at = at or clock.now()
    session = client.session
    session[sessions.KEY] = {
        "person": who.person,
        "epoch": Account.objects.get(pk=who.person).epoch,
        "signed_in": at.isoformat(),
        "seen": at.isoformat(),
        "factor": at.isoformat() if factor else "",
        "by_password": True,
    }
    session.save()
    client.cookies[_cookie()] = session.session_key
    return client


def _cookie() -> str:
    from django.conf import settings  # noqa: PLC0415

    return settings.SESSION_COOKIE_NAME
