"""Signing in: the password first, the second factor after it; every try is counted and journaled.

An account that does not exist, a closed one and a wrong password get the same answer at the same cost.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Never

from django.db import transaction

from sikao.office.accounts import attempts, factors
from sikao.office.accounts.hashing import dummy_hash, hashed, is_password
from sikao.office.accounts.models import Account
from sikao.office.accounts.places import refuse_elsewhere
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.accounts.standing import is_closed
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.here import place
from sikao.office.groundwork.journal import Subject, write, write_refusal
from sikao.office.groundwork.refusals import NotNow, NotValid, Refusal


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who has shown the right password, and the epoch that the session belongs to."""

    person: str
    epoch: int


def sign_in(
    *, actor: Actor, at: datetime, login: str, password: str, address: str, device: str = ""
) -> SignedIn:
    """Check a password.

    Raises ``NotValid`` (wrong, no matter what of it), ``NotNow`` (too many tries) or ``NotYou`` (an
    administrator, at an ``address`` that the place does not allow).
    ``device`` is the keyed hash of the browser's own mark, for ``rules.sharing``.
    """
    name = login.strip().lower()[:64]
    account_key, source_key = attempts.account_key(name, actor.source), attempts.source_key(actor.source)
    most = place().lock_after
    # The source's own limit comes first and is not journaled: a flood must not fill the journal.
    if not attempts.take(source_key, most * attempts.SOURCE_FACTOR, at):
        raise NotNow.of("sign_in.locked", minutes=str(place().lock_minutes))
    taken = attempts.take(account_key, most, at)
    found = Account.objects.filter(login=name).first()
    if not taken:
        _refuse(actor, at, found, NotNow.of("sign_in.locked", minutes=str(place().lock_minutes)))
    right = is_password(password, found.password if found is not None else dummy_hash())
    if found is None or not right or is_closed(found, at):
        _refuse(actor, at, found, NotValid.of("sign_in.wrong"))
    if found.must_change and found.initial_until is not None and at >= found.initial_until:
        _refuse(actor, at, found, NotNow.of("sign_in.initial_over"))
    refuse_elsewhere(Actor(found.pk, actor.channel, source=actor.source), at, address)
    attempts.clear(account_key)
    attempts.give_back(source_key)
    attempts.sweep(at)
    return _journal(actor, at, found, device, password)


def _refuse(actor: Actor, at: datetime, found: Account | None, refusal: Refusal) -> Never:
    """Journal a refusal under the person's code, or none: a name that was typed may be a password."""
    subject = Subject("account", found.pk if found is not None else "")
    write_refusal(actor, at, Verb.SIGN_IN, subject, refusal)
    raise refusal


def _journal(actor: Actor, at: datetime, found: Account, device: str, password: str = "") -> SignedIn:
    person = Actor(found.pk, actor.channel, source=actor.source)
    with transaction.atomic():
        if password and _is_outdated(found.password):
            Account.objects.filter(pk=found.pk, password=found.password).update(password=hashed(password))
        told = {"device": device} if device else None
        write(actor=person, at=at, verb=Verb.SIGN_IN, subject=Subject("account", found.pk), new=told)
    return SignedIn(found.pk, found.epoch)


def _is_outdated(kept: str) -> bool:
    """Whether a hash was made at an earlier cost, and is made anew while the password is at hand."""
    from django.contrib.auth.hashers import get_hasher, identify_hasher  # noqa: PLC0415

    preferred = get_hasher()
    return identify_hasher(kept).algorithm != preferred.algorithm or preferred.must_update(kept)


def sign_in_elsewhere(
    *, actor: Actor, at: datetime, issuer: str, subject: str, address: str, device: str = ""
) -> SignedIn:
    """Let in whom a provider vouches for, where an administrator has linked that identity to a person."""
    found = Account.objects.filter(issuer=issuer, subject=subject).exclude(subject="").first()
    if found is None or is_closed(found, at):
        _refuse(actor, at, found, NotValid.of("sign_in.not_linked"))
    refuse_elsewhere(Actor(found.pk, actor.channel, source=actor.source), at, address)
    return _journal(actor, at, found, device)


def prove_factor(*, actor: Actor, at: datetime, code: str, verb: Verb = Verb.STEP_UP) -> None:
    """Check the second factor of whoever has shown the first: a code of now, or one to fall back on."""
    found = Account.objects.get(pk=actor.person)
    key = attempts.factor_key(found.pk)
    if not attempts.take(key, 2 * place().lock_after, at):
        _refuse_factor(actor, at, verb, NotNow.of("factor.locked", minutes=str(place().lock_minutes)))
    given = "".join(code.split()).replace("-", "")
    with transaction.atomic():
        fallback = len(given) == factors.CODE_LENGTH
        right = (
            factors.accept_recovery(found, given, at) if fallback else factors.accept_code(found, given, at)
        )
        if right:
            attempts.clear(key)
            told = {"by": "recovery code" if fallback else "code"}
            write(actor=actor, at=at, verb=verb, subject=Subject("account", found.pk), new=told)
            return
    _refuse_factor(actor, at, verb, NotValid.of("factor.wrong"))


def _refuse_factor(actor: Actor, at: datetime, verb: Verb, refusal: Refusal) -> Never:
    write_refusal(actor, at, verb, Subject("account", actor.person), refusal)
    raise refusal


def sign_out(*, actor: Actor, at: datetime) -> None:
    """Journal that a session was ended by its person."""
    with transaction.atomic():
        write(actor=actor, at=at, verb=Verb.SIGN_OUT, subject=Subject("account", actor.person))
