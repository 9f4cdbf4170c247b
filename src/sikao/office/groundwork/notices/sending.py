"""Reminders outside the system, as background work: one fixed sentence, as unpublished results are secret.

A reminder may be sent twice when the worker dies between sending it and noting that; it is never lost.
"""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

import httpx

from sikao.office.groundwork.here import place
from sikao.office.groundwork.jobs.running import Running
from sikao.office.groundwork.notices.queries import mails_of

TEXT = "您有一条新的待办，请登录系统查看"
SECONDS = 15


class NotSentError(Exception):
    """The mail server or the messenger did not take a reminder; it is tried again."""


def send_mail(job: Running) -> None:
    """Remind one person (argument ``person``) by mail, through the relay that the place named."""
    person = str(job.arguments["person"])
    settings, found = place(), mails_of([person])
    if not settings.mail_host or person not in found:  # switched off, or taken back, since it was asked for
        return
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = settings.mail_from, found[person], TEXT
    mail["Date"] = format_datetime(job.now())
    mail["Message-ID"] = make_msgid(domain=settings.mail_from.rpartition("@")[2] or "localhost")
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(TEXT + "\n")
    host, _, port = settings.mail_host.partition(":")
    with smtplib.SMTP(host, int(port or 25), timeout=SECONDS) as relay:
        relay.ehlo_or_helo_if_needed()
        if relay.has_extn("starttls"):
            relay.starttls(context=ssl.create_default_context())
        relay.send_message(mail)


def send_webhook(job: Running) -> None:  # noqa: ARG001 -- every function of a job takes it
    """Remind the group of a messenger's robot (企业微信、钉钉 and what understands the same message)."""
    address = place().webhook
    if not address:
        return
    message = {"msgtype": "text", "text": {"content": TEXT}}
    answer = httpx.post(address, json=message, timeout=SECONDS, follow_redirects=False, trust_env=False)
    if answer.status_code != httpx.codes.OK or _refused(answer):
        raise NotSentError


def _refused(answer: httpx.Response) -> bool:
    """Robots answer 200 and say in ``errcode`` that they refused."""
    try:
        told = answer.json()
    except ValueError:
        return False
    return isinstance(told, dict) and told.get("errcode", 0) != 0
