"""Accounts: opened without any role, closed, and set right by two persons when something was lost."""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F

from sikao.core.wording import Detail
from sikao.office.accounts import attempts
from sikao.office.accounts.actions.own import end_sessions
from sikao.office.accounts.hashing import hashed
from sikao.office.accounts.inputs import LOGIN, LOGIN_FORM, Inputs
from sikao.office.accounts.models import Account, AccountRequest, ApiToken, Person, RecoveryCode
from sikao.office.accounts.queries import administrators, authorise, hold_alone, holdings, is_last_of
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.accounts.rules.words import CONFIRMED, REFUSED, REQUESTS
from sikao.office.accounts.telling import named_person, tell_who_may
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.notices.telling import mark_settled, notify
from sikao.office.groundwork.refs import ALPHABET
from sikao.office.groundwork.refusals import NotNow, NotThere, NotYou

INITIAL_DAYS = 14
"""So long an initial password can be used for the first sign-in."""
REQUEST_HOURS = 24
"""So long a request waits for the second person."""


@action(Verb.ACCOUNT_OPEN, "person", key="person")
def open_account(
    *, actor: Actor, at: datetime, person: str, login: str, expires_on: date | None = None
) -> str:
    """Open a person's account, which has no role. Gives the initial password, which is kept nowhere."""
    hold_alone(actor.person, person)
    capacity = authorise(actor, at, Verb.ACCOUNT_OPEN)
    if not Person.objects.filter(pk=person).exists():
        raise NotThere.of("person.unknown")
    if Account.objects.filter(pk=person).exists():
        raise NotNow.of("account.already")
    asked = Inputs()
    login = asked.shaped("login", login, LOGIN, LOGIN_FORM)
    if Account.objects.filter(login=login).exists():
        asked.wrong("login", "account.login_taken", login=login)
    if expires_on is not None:
        asked.span("expires_on", day_of(at), expires_on)
    asked.refuse()
    initial = new_initial()
    Account.objects.create(
        person_id=person,
        login=login,
        password=hashed(initial),
        initial_until=at + timedelta(days=INITIAL_DAYS),
        expires_on=expires_on,
    )
    told = {"login": login, "expires_on": expires_on}
    write(
        actor=actor,
        at=at,
        verb=Verb.ACCOUNT_OPEN,
        subject=Subject("person", person, capacity),
        new=told,
    )
    return initial


def new_initial() -> str:
    """A password for one use, in groups that can be read aloud: about 79 bits of chance."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(16))
    return "-".join(letters[i : i + 4] for i in range(0, 16, 4))


@action(Verb.ACCOUNT_CLOSE, "person", key="person")
def close_account(*, actor: Actor, at: datetime, person: str, reason: str) -> None:
    """Close an account for good; its sessions and API tokens end at once."""
    roles = {held.role for held in holdings(person, day_of(at))}
    hold_alone(actor.person, person, *(one for role in roles for one in administrators(role)))
    capacity = authorise(actor, at, Verb.ACCOUNT_CLOSE)
    found = _open_account(person)
    if actor.person == person:
        raise NotYou.of("account.own")
    asked = Inputs()
    reason = asked.text("reason", reason, 500)
    asked.refuse()
    for held in holdings(person, day_of(at)):
        if is_last_of(held.role, person, day_of(at)):
            raise NotNow.of("grant.last_one", role=held.role.term)
    Account.objects.filter(pk=found.pk).update(closed_at=at, epoch=F("epoch") + 1)
    ApiToken.objects.filter(person_id=person, ended_at__isnull=True).update(ended_at=at)
    subject = Subject("person", person, capacity)
    write(actor=actor, at=at, verb=Verb.ACCOUNT_CLOSE, subject=subject, new={"reason": reason})


@action(Verb.ACCOUNT_RESET, "person", key="person")
def ask_reset(*, actor: Actor, at: datetime, person: str, what: str, reason: str) -> str:
    """Ask for a new initial password, or to take a lost second factor away; somebody else confirms it."""
    return _ask(actor, at, Verb.ACCOUNT_RESET, person, what, ("password", "factor"), reason)


@action(Verb.ACCOUNT_UNLOCK, "person", key="person")
def ask_unlock(*, actor: Actor, at: datetime, person: str, reason: str) -> str:
    """Ask to forget the failures that lock an account; somebody else confirms it."""
    return _ask(actor, at, Verb.ACCOUNT_UNLOCK, person, "unlock", ("unlock",), reason)


@action(Verb.ACCOUNT_LINK, "person", key="person")
def ask_link(*, actor: Actor, at: datetime, person: str, issuer: str, subject: str, reason: str) -> str:
    """Ask to link an account to an identity of a provider; somebody else confirms it.

    Whoever has the identity comes in as the person: one administrator alone could come in as anybody.
    """
    capacity = authorise(actor, at, Verb.ACCOUNT_LINK)
    found = _open_account(person)
    if actor.person == person:
        raise NotYou.of("account.own")
    asked = Inputs()
    issuer, subject = asked.text("issuer", issuer, 200), asked.text("subject", subject, 200)
    reason = asked.text("reason", reason, 500)
    if _linked_elsewhere(person, issuer, subject):
        asked.wrong("subject", "account.linked_elsewhere")
    asked.refuse()
    given = {"what": "link", "issuer": issuer, "subject": subject, "reason": reason}
    made = AccountRequest.objects.create(account=found, asked_by=actor.person, asked_at=at, **given)
    told = {"request": made.pk, **given}
    _tell_who_confirms(made, at)
    write(actor=actor, at=at, verb=Verb.ACCOUNT_LINK, subject=Subject("person", person, capacity), new=told)
    return made.pk


@action(Verb.ACCOUNT_LINK, "person", key="person")
def unlink_account(*, actor: Actor, at: datetime, person: str, reason: str) -> None:
    """Undo the link of an account at once: an identity may have fallen into other hands. Sessions end."""
    capacity = authorise(actor, at, Verb.ACCOUNT_LINK)
    found = _open_account(person)
    if actor.person == person:
        raise NotYou.of("account.own")
    asked = Inputs()
    reason = asked.text("reason", reason, 500)
    asked.refuse()
    if not found.subject:
        raise NotNow.of("account.not_linked")
    Account.objects.filter(pk=person).update(issuer="", subject="")
    end_sessions(person)
    write(
        actor=actor,
        at=at,
        verb=Verb.ACCOUNT_LINK,
        subject=Subject("person", person, capacity),
        old={"issuer": found.issuer, "subject": found.subject},
        new={"issuer": "", "subject": "", "reason": reason},
    )


def _linked_elsewhere(person: str, issuer: str, subject: str) -> bool:
    return Account.objects.filter(issuer=issuer, subject=subject).exclude(pk=person).exists()


def _ask(
    actor: Actor, at: datetime, verb: Verb, person: str, what: str, known: tuple[str, ...], reason: str
) -> str:
    capacity = authorise(actor, at, verb)
    found = _open_account(person)
    if actor.person == person:
        raise NotYou.of("account.own")
    asked = Inputs()
    what = asked.choice("what", what, known)
    reason = asked.text("reason", reason, 500)
    asked.refuse()
    made = AccountRequest.objects.create(
        account=found, what=what, reason=reason, asked_by=actor.person, asked_at=at
    )
    told = {"request": made.pk, "what": what, "reason": reason}
    _tell_who_confirms(made, at)
    write(actor=actor, at=at, verb=verb, subject=Subject("person", person, capacity), new=told)
    return made.pk


def _tell_who_confirms(made: AccountRequest, at: datetime) -> None:
    details: dict[str, Detail] = {
        "asker": named_person(made.asked_by),
        "person": named_person(made.account_id),
        "what": REQUESTS[made.what],
        "hours": str(REQUEST_HOURS),
    }
    about, besides = Subject("request", made.pk), {made.asked_by, made.account_id}
    tell_who_may(Verb.ACCOUNT_CONFIRM, "notice.request_asked", details, about=about, at=at, besides=besides)


@action(Verb.ACCOUNT_CONFIRM, "request", key="request")
def confirm_request(*, actor: Actor, at: datetime, request: str) -> str:
    """Confirm what another administrator asked for. Gives the new initial password, where there is one."""
    found = _locked_request(actor, request)
    capacity = authorise(actor, at, Verb.ACCOUNT_CONFIRM, state=_state(found, at))
    if actor.person in {found.asked_by, found.account_id}:
        raise NotYou.of("request.own")
    before = _open_account(found.account_id)
    if found.what == "link" and _linked_elsewhere(found.account_id, found.issuer, found.subject):
        raise NotNow.of("account.linked_elsewhere")
    _decide(found, actor, at, CONFIRMED)
    initial = _perform(found, at)
    end_sessions(found.account_id)
    write(
        actor=actor,
        at=at,
        verb=Verb.ACCOUNT_CONFIRM,
        subject=Subject("person", found.account_id, capacity),
        old=_identity(before.issuer, before.subject) if found.what == "link" else None,
        new={"request": found.pk, "what": found.what, "asked_by": found.asked_by}
        | _identity(found.issuer, found.subject),
    )
    return initial


@action(Verb.ACCOUNT_REFUSE, "request", key="request")
def refuse_request(*, actor: Actor, at: datetime, request: str, reason: str) -> None:
    """Refuse what was asked for an account, or take the own request back."""
    found = _locked_request(actor, request)
    capacity = authorise(actor, at, Verb.ACCOUNT_REFUSE, state=_state(found, at))
    asked = Inputs()
    reason = asked.text("reason", reason, 500)
    asked.refuse()
    _decide(found, actor, at, REFUSED)
    write(
        actor=actor,
        at=at,
        verb=Verb.ACCOUNT_REFUSE,
        subject=Subject("person", found.account_id, capacity),
        new={"request": found.pk, "what": found.what, "asked_by": found.asked_by, "reason": reason}
        | _identity(found.issuer, found.subject),
    )


def _locked_request(actor: Actor, ref: str) -> AccountRequest:
    """A request, locked; first the persons, as who ends rights locks persons before any other row."""
    hold_alone(actor.person, *AccountRequest.objects.filter(pk=ref).values_list("account_id", flat=True))
    rows = AccountRequest.objects.select_for_update(no_key=True, of=("self",)).select_related("account")
    found = rows.filter(pk=ref).first()
    if found is None:
        raise NotThere.of("request.unknown")
    return found


def _state(found: AccountRequest, at: datetime) -> str:
    over = found.outcome or at >= found.asked_at + timedelta(hours=REQUEST_HOURS)
    return "over" if over else "asked"


def _decide(found: AccountRequest, actor: Actor, at: datetime, outcome: str) -> None:
    decided = {"outcome": outcome, "decided_by": actor.person, "decided_at": at}
    AccountRequest.objects.filter(pk=found.pk).update(**decided)
    mark_settled(Subject("request", found.pk), at=at)


def _identity(issuer: str, subject: str) -> dict[str, str]:
    return {"issuer": issuer, "subject": subject} if subject else {}


def _perform(found: AccountRequest, at: datetime) -> str:
    account = Account.objects.filter(pk=found.account_id)
    if found.what == "unlock":
        attempts.unlock(found.account.login, found.account_id)
        return ""
    if found.what == "link":
        try:
            with transaction.atomic():
                account.update(issuer=found.issuer, subject=found.subject)
        except IntegrityError as taken:  # by a request for another account, confirmed at the same moment
            raise NotNow.of("account.linked_elsewhere") from taken
        about = Subject("identity", found.account_id)
        told: dict[str, Detail] = {"issuer": found.issuer}
        notify([found.account_id], "notice.account_linked", told, about=about, at=at)
        return ""
    if found.what == "factor":
        account.update(totp_secret="", totp_since=None, totp_step=0)
        RecoveryCode.objects.filter(account_id=found.account_id).delete()
        return ""
    initial = new_initial()
    account.update(
        password=hashed(initial),
        password_since=None,
        must_change=True,
        initial_until=at + timedelta(days=INITIAL_DAYS),
    )
    attempts.unlock(found.account.login, found.account_id)
    return initial


def _open_account(person: str) -> Account:
    found = Account.objects.select_for_update(no_key=True).filter(pk=person).first()
    if found is None:
        raise NotThere.of("account.unknown")
    if found.closed_at is not None:
        raise NotNow.of("account.closed")
    return found
