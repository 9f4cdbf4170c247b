"""What people do with their own account: password, second factor, codes to fall back on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F

from sikao.core.wording import Findings, Place
from sikao.office.accounts import factors
from sikao.office.accounts.hashing import hashed, is_password
from sikao.office.accounts.models import Account, EarlierPassword
from sikao.office.accounts.queries import authorise, own_words
from sikao.office.accounts.rights.deciding import Concerned
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.accounts.rules.passwords import check_password
from sikao.office.accounts.standing import profile, standing
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.notices.queries import mails_of
from sikao.office.groundwork.notices.telling import sends_mail, set_mail
from sikao.office.groundwork.refusals import NotNow, NotValid


@action(Verb.PASSWORD_CHANGE, "account")
def change_password(*, actor: Actor, at: datetime, present: str, new: str, again: str) -> int:
    """Change one's own password; all other sessions end. Gives the new epoch."""
    capacity = authorise(actor, at, Verb.PASSWORD_CHANGE, Concerned(persons=frozenset({actor.person})))
    account = Account.objects.select_for_update(no_key=True).get(pk=actor.person)
    found = _check_new(account, at, new, again)
    if not is_password(present, account.password):
        found.error("password.present_wrong", Place(path="present"))
    if found.failed:
        raise NotValid(found)
    EarlierPassword.objects.create(
        account=account, password=account.password, since=account.password_since or at
    )
    _forget_oldest(account, profile().history)
    epoch = account.epoch + 1
    Account.objects.filter(pk=account.pk).update(
        password=hashed(new), password_since=at, must_change=False, initial_until=None, epoch=epoch
    )
    write(
        actor=actor,
        at=at,
        verb=Verb.PASSWORD_CHANGE,
        subject=Subject("account", account.pk, capacity),
    )
    return epoch


def _check_new(account: Account, at: datetime, new: str, again: str) -> Findings:
    stands = standing(account.pk, at)
    beside = stands is not None and (stands.has_factor or stands.needs_factor)
    found = check_password(new, profile(), beside_factor=beside, words=own_words(account.pk), field="new")
    if new != again:
        found.error("password.differ", Place(path="again"))
    if _was_used(new, [account.password, *_earlier(account, profile().history)]):
        found.error("password.used", Place(path="new"))
    return found


def _earlier(account: Account, count: int) -> list[str]:
    rows = EarlierPassword.objects.filter(account=account).order_by("-since", "-pk")
    return list(rows.values_list("password", flat=True)[:count])


def _was_used(new: str, kept: Iterable[str]) -> bool:
    return any(is_password(new, one) for one in kept)


def _forget_oldest(account: Account, history: int) -> None:
    rows = EarlierPassword.objects.filter(account=account).order_by("-since", "-pk")
    kept = list(rows.values_list("pk", flat=True)[:history])
    EarlierPassword.objects.filter(account=account).exclude(pk__in=kept).delete()


@action(Verb.FACTOR_SET, "account")
def set_factor(*, actor: Actor, at: datetime, secret: str, code: str) -> tuple[int, tuple[str, ...]]:
    """Take up a second factor, once a code shows that the authenticator has it; all other sessions end.

    Gives the new epoch and the codes to fall back on, which are shown this once. An existing factor is not
    replaced so: two other persons have to take it away first.
    """
    capacity = authorise(actor, at, Verb.FACTOR_SET, Concerned(persons=frozenset({actor.person})))
    account = Account.objects.select_for_update(no_key=True).get(pk=actor.person)
    if account.totp_secret:
        raise NotNow.of("factor.set_already")
    step = factors.matching_step(secret, "".join(code.split()), at, 0)
    if step is None:
        raise NotValid.of("factor.wrong", Place(path="code"))
    epoch = account.epoch + 1
    Account.objects.filter(pk=account.pk).update(
        totp_secret=factors.seal_secret(account, secret), totp_since=at, totp_step=step, epoch=epoch
    )
    codes = factors.new_codes(account)
    write(actor=actor, at=at, verb=Verb.FACTOR_SET, subject=Subject("account", account.pk, capacity))
    return epoch, codes


@action(Verb.MAIL_SET, "account")
def set_own_mail(*, actor: Actor, at: datetime, mail: str) -> None:
    """Have one's own reminders sent to a mail address; an empty one ends them, whatever the place says.

    ``NotNow`` where the operator has not switched mail on. The journal tells that there is an address, not
    which: what is in it stays for ever.
    """
    capacity = authorise(actor, at, Verb.MAIL_SET, Concerned(persons=frozenset({actor.person})))
    mail = mail.strip()
    if mail and not sends_mail():
        raise NotNow.of("notice.mail_off")
    before = actor.person in mails_of([actor.person])
    set_mail(actor.person, mail)
    subject = Subject("account", actor.person, capacity)
    old, new = {"mail": before}, {"mail": bool(mail)}
    write(actor=actor, at=at, verb=Verb.MAIL_SET, subject=subject, old=old, new=new)


def end_sessions(person: str) -> None:
    """End every session of a person: what they may do, or what they sign in with, has changed."""
    Account.objects.filter(pk=person).update(epoch=F("epoch") + 1)
