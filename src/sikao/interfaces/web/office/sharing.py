"""Where people of several organisations signed in at one browser or address: to be asked about, by people."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.forms import page
from sikao.interfaces.web.office.frame import paint_office
from sikao.office.accounts.actions.sharing import read_flags
from sikao.office.accounts.queries import names_on, shown_names
from sikao.office.accounts.rules.sharing import BROWSER
from sikao.office.groundwork.clock import day_of


@require_GET
def sharing(request: OfficeRequest) -> HttpResponse:
    """What was noticed, the newest first."""
    number, lang = page(request), language()
    flags, more = read_flags(actor=request.actor, at=request.at, page=number)
    persons = shown_names(frozenset(one for flag in flags for one in flag.persons))
    names = names_on(day_of(request.at), frozenset(one for flag in flags for one in flag.organisations))
    lines = [
        (
            flag,
            gettext("同一浏览器") if flag.by == BROWSER else gettext("同一地址"),
            [persons[one] for one in flag.persons],
            [names[one].text(lang) if one in names else one for one in flag.organisations],
        )
        for flag in flags
    ]
    return paint_office(
        request,
        "office/journal/sharing.html",
        section="sharing",
        lines=lines,
        more=more,
        page=number,
        kept="",
    )
