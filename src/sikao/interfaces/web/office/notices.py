"""Notices: what somebody else did that concerns the reader, each with a way to the page that it is about."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office import forms
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.frame import paint_office
from sikao.interfaces.web.office.signin import signed_of
from sikao.interfaces.web.office.subjects import page_about
from sikao.interfaces.web.office.worded import moment_words
from sikao.office.groundwork.notices.queries import NoticeView, find_notice, list_notices, unread_count
from sikao.office.groundwork.notices.telling import mark_read

PAGE = 50


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
        page_about(found.about.kind, found.about.ref),
        found.read_at is None,
    )


@require_safe
def notices(request: OfficeRequest) -> HttpResponse:
    """One's own notices, the newest first, a page at a time."""
    person, page = signed_of(request).person, forms.page(request)
    found = list_notices(person, limit=PAGE + 1, skipped=(page - 1) * PAGE)
    return paint_office(
        request,
        "office/notices/list.html",
        section="notices",
        notices=[told(notice) for notice in found[:PAGE]],
        any_unread=unread_count(person) > 0,
        page=page,
        more=len(found) > PAGE,
    )


@require_POST
def read(request: OfficeRequest) -> HttpResponse:
    """Mark one notice, or all of them, as read; with ``go`` the page that it is about comes next."""
    refs = request.POST.getlist("ref") or None
    person = signed_of(request).person
    mark_read(person, refs, at=request.at)
    about = find_notice(person, request.POST.get("go", "")[:16])
    address = "" if about is None else page_about(about.about.kind, about.about.ref)
    back = "home" if request.POST.get("back") == "home" else "notices"
    return redirect(address or back)
