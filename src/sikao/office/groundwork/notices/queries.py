"""Reading notices."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from sikao.core.wording import Finding, Severity
from sikao.core.wording.keeping import restore_details
from sikao.office.groundwork.journal import Subject
from sikao.office.groundwork.notices.models import MailAddress, Notice
from sikao.office.groundwork.prepared import PERSON, ask


@dataclass(frozen=True, slots=True)
class NoticeView:
    """A notice as its person sees it: ``message.what`` says what happened, ``message.remedy`` what to do."""

    ref: str
    message: Finding
    about: Subject
    at: datetime
    read_at: datetime | None


def unread_count(person: str) -> int:
    """How many notices a person has not read."""
    return sum(count for (count,) in ask(_unread, person=person))


def _unread() -> QuerySet[Notice, tuple[int]]:
    rows = Notice.objects.filter(person=PERSON, read_at=None).order_by().values("person")
    return rows.annotate(count=Count("pk")).values_list("count")


def find_notice(person: str, ref: str) -> NoticeView | None:
    """One of a person's own notices."""
    found = Notice.objects.filter(person=person, ref=ref).first()
    return None if found is None else _view(found)


def list_notices(
    person: str, *, only_unread: bool = False, limit: int = 50, skipped: int = 0
) -> list[NoticeView]:
    """A person's own notices, the newest first, without so many that were shown before."""
    notices = Notice.objects.filter(person=person).order_by("-at", "-ref")
    if only_unread:
        notices = notices.filter(read_at=None)
    return [_view(notice) for notice in notices[skipped : skipped + limit]]


def mails_of(persons: Iterable[str]) -> dict[str, str]:
    """The addresses of those persons who gave one."""
    return dict(MailAddress.objects.filter(person__in=list(persons)).values_list("person", "mail"))


def _view(notice: Notice) -> NoticeView:
    details = restore_details(json.loads(notice.details))
    message = Finding(notice.code, Severity.NOTE, details=details)
    return NoticeView(
        notice.ref, message, Subject(notice.object_kind, notice.object_ref), notice.at, notice.read_at
    )
