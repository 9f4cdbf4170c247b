"""Notices: what somebody else did that concerns the reader, each with a way to the page that it is about."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.frame import address_of, paint_office
from sikao.interfaces.web.office.signin import signed_of
from sikao.interfaces.web.office.worded import moment_words
from sikao.office.groundwork.journal import Subject
from sikao.office.groundwork.notices.queries import NoticeView, list_notices
from sikao.office.groundwork.notices.telling import mark_read

ABOUT = {"task": "task", "confirmation": "check", "verification": "verification"}


@dataclass(frozen=True, slots=True)
class Told:
    """A notice as a list shows it; ``address`` is empty where there is no page to go to."""

    ref: str
    what: str
    remedy: str
    at: str
    address: str
    unread: bool


def told(found: NoticeView) -> Told:
    """A notice in the language of the page."""
    lang = language()
    return Told(
        found.ref,
        found.message.what(lang),
        found.message.remedy(lang),
        moment_words(found.at),
        _address(found.about),
        found.read_at is None,
    )


def _address(about: Subject) -> str:
    page = ABOUT.get(about.kind)
    return (address_of(page, ref=about.ref) or "") if page and about.ref else ""


@require_safe
def notices(request: OfficeRequest) -> HttpResponse:
    """One's own notices, the newest first."""
    found = [told(notice) for notice in list_notices(signed_of(request).person, limit=200)]
    unread = any(notice.unread for notice in found)
    return paint_office(
        request, "office/notices/list.html", section="notices", notices=found, any_unread=unread
    )


@require_POST
def read(request: OfficeRequest) -> HttpResponse:
    """Mark one notice, or all of them, as read; with ``go`` the page that it is about comes next."""
    refs = request.POST.getlist("ref") or None
    person = signed_of(request).person
    mine = {notice.ref: notice for notice in list_notices(person, limit=200)}
    mark_read(person, refs, at=request.at)
    about = mine.get(request.POST.get("go", ""))
    address = "" if about is None else _address(about.about)
    back = "home" if request.POST.get("back") == "home" else "notices"
    return redirect(address or back)
