"""Telling people something, inside the transaction of what there is to tell, and marking it as read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from django.db import transaction

from sikao.core.wording import Detail, Finding, Severity
from sikao.core.wording.keeping import keep_details
from sikao.office.groundwork.actor import machine
from sikao.office.groundwork.canonical import canonical
from sikao.office.groundwork.here import place
from sikao.office.groundwork.jobs.queue import enqueue, has_begun
from sikao.office.groundwork.journal import Subject
from sikao.office.groundwork.notices.models import MailAddress, Notice
from sikao.office.groundwork.refusals import NotValid

MAIL = "notices.mail"
WEBHOOK = "notices.webhook"
WINDOW_MINUTES = 10
"""However much happens, a person is reminded outside the system once in so many minutes."""
_WINDOW = 60 * WINDOW_MINUTES
_MAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")


def notify(
    persons: Iterable[str], code: str, details: Mapping[str, Detail], *, about: Subject, at: datetime
) -> int:
    """Tell persons (by code) something, each once; how many were told.

    ``code`` names a message of the wording catalogue, ``about`` the object that a click leads to. Works
    inside the caller's transaction; where the place wants reminders, they are asked for once it is committed.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("people are told inside the transaction of what there is to tell")
    Finding(code, Severity.NOTE, details=details)  # raises for an unknown code and for missing details
    told = list(dict.fromkeys(person for person in persons if person))
    kept = canonical(keep_details(details))
    Notice.objects.bulk_create(
        Notice(person=person, code=code, details=kept, object_kind=about.kind, object_ref=about.ref, at=at)
        for person in told
    )
    if told and (sends_mail() or place().webhook):
        # Not before: a reminder taken up earlier would pass over this notice, and acts that ask for the same
        # reminder would wait for each other while one of them holds the journal's head.
        transaction.on_commit(lambda: _remind(told, at), robust=True)
    return len(told)


def mark_read(person: str, refs: Iterable[str] | None = None, *, at: datetime) -> int:
    """Mark a person's own notices as read, all of them without ``refs``; how many were unread."""
    unread = Notice.objects.filter(person=person, read_at=None)
    if refs is not None:
        unread = unread.filter(ref__in=list(refs))
    return unread.update(read_at=at)


def mark_settled(about: Subject, *, at: datetime) -> int:
    """Mark all notices about an object as read: there is nothing left to do there."""
    return Notice.objects.filter(object_kind=about.kind, object_ref=about.ref, read_at=None).update(
        read_at=at
    )


def sends_mail() -> bool:
    """Whether the place has named a way for mail; it has not unless its operator did so."""
    return bool(place().mail_host and place().mail_from)


def set_mail(person: str, mail: str) -> None:
    """Send a person's reminders to a mail address; an empty one ends them. Other text is refused."""
    if not mail:
        MailAddress.objects.filter(person=person).delete()
        return
    if len(mail) > 254 or not _MAIL.fullmatch(mail):
        raise NotValid.of("notice.bad_mail", mail=mail)
    MailAddress.objects.update_or_create(person=person, defaults={"mail": mail})


def _remind(persons: list[str], at: datetime) -> None:
    """Ask for reminders where the place named a way; at most one a window, whatever happens in it."""
    if sends_mail():
        addressed = MailAddress.objects.filter(person__in=persons).order_by("person")
        for person in addressed.values_list("person", flat=True):
            with transaction.atomic():
                key, run_at = _window(f"{MAIL}:{person}", at)
                enqueue(MAIL, {"person": person}, actor=machine(), at=at, key=key, run_at=run_at)
    if place().webhook:
        with transaction.atomic():
            key, run_at = _window(WEBHOOK, at)
            enqueue(WEBHOOK, {}, actor=machine(), at=at, key=key, run_at=run_at)


def _window(key: str, at: datetime) -> tuple[str, datetime | None]:
    """The key of a reminder for this window; where that has gone already, of the next one, and its beginning.

    The key names the window: whatever else happens in either of them is told by the same reminder.
    """
    window = int(at.timestamp()) // _WINDOW
    if not has_begun(f"{key}:{window}"):
        return f"{key}:{window}", None
    return f"{key}:{window + 1}", datetime.fromtimestamp((window + 1) * _WINDOW, UTC)
