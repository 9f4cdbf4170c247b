"""Recovering the last administrator: from the machine itself, with the key that was taken away from it."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from django.db.models import F

from sikao.office.accounts import attempts
from sikao.office.accounts.actions.accounts import INITIAL_DAYS, new_initial
from sikao.office.accounts.hashing import hashed
from sikao.office.accounts.models import Account, RecoveryCode
from sikao.office.accounts.queries import authorise, holdings
from sikao.office.accounts.rights.roles import Lane
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.accounts.sealing import is_recovery_key
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.refusals import NotValid, NotYou


@action(Verb.ACCOUNT_RECOVER, "account", key="login")
def recover_admin(*, actor: Actor, at: datetime, login: str, key: Path) -> str:
    """Give an administrator a new initial password and take the lost second factor away.

    No role is granted: whoever was an administrator signs in again and goes on by the ordinary ways.
    """
    capacity = authorise(actor, at, Verb.ACCOUNT_RECOVER)
    if not is_recovery_key(key):
        raise NotYou.of("recover.key")
    found = Account.objects.select_for_update(no_key=True).filter(login=login, closed_at__isnull=True).first()
    held = holdings(found.pk, day_of(at)) if found is not None else ()
    if found is None or all(one.role.lane is Lane.BUSINESS for one in held):
        raise NotValid.of("recover.not_admin", login=login)
    initial, today = new_initial(), day_of(at)
    # The last day of an account stays, unless it has passed and would keep out whoever is recovered.
    expires_on = found.expires_on if found.expires_on is None or found.expires_on >= today else None
    Account.objects.filter(pk=found.pk).update(
        password=hashed(initial),
        password_since=None,
        must_change=True,
        initial_until=at + timedelta(days=INITIAL_DAYS),
        totp_secret="",
        totp_since=None,
        totp_step=0,
        expires_on=expires_on,
        epoch=F("epoch") + 1,
    )
    RecoveryCode.objects.filter(account=found).delete()
    attempts.unlock(found.login, found.pk)
    subject = Subject("account", found.pk, capacity)
    before, after = {"expires_on": found.expires_on}, {"expires_on": expires_on}
    write(actor=actor, at=at, verb=Verb.ACCOUNT_RECOVER, subject=subject, old=before, new=after)
    return initial
