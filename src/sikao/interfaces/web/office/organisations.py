"""Organisations, their history, and what waits for a second person before one ends."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_GET, require_POST

from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.forms import act, day, done
from sikao.interfaces.web.office.frame import paint_office
from sikao.office.accounts import listing
from sikao.office.accounts.actions import endings, organisations
from sikao.office.accounts.rules.words import CHANGES, ENDINGS, KINDS
from sikao.office.accounts.waiting import waiting_endings
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.refusals import NotThere


@require_GET
def organisation_list(request: OfficeRequest) -> HttpResponse:
    """Every organisation under its present name."""
    return paint_office(
        request,
        "office/people/organisations.html",
        section="organisations",
        rows=listing.organisations(request.at),
        kinds=KINDS,
        endings=waiting_endings(request.at),
        changes=CHANGES,
        today=day_of(request.at),
    )


@require_GET
def organisation(request: OfficeRequest, code: str) -> HttpResponse:
    """One organisation with its history."""
    rows = listing.organisations(request.at)
    row = next((one for one in rows if one.code == code), None)
    if row is None:
        raise NotThere.of("organisation.unknown", unit=code)
    return paint_office(
        request,
        "office/people/organisation.html",
        section="organisations",
        row=row,
        ending=next((one for one in waiting_endings(request.at) if one.code == code), None),
        others=[one for one in rows if one.code != code and not one.has_ended],
        events=listing.history(code, request.at),
        kinds=KINDS,
        at_once={code: words for code, words in CHANGES.items() if code not in ENDINGS},
        endings={code: words for code, words in CHANGES.items() if code in ENDINGS},
        changes=CHANGES,
        today=day_of(request.at),
    )


@require_POST
def organisation_add(request: OfficeRequest) -> HttpResponse:
    """Add an organisation."""
    code = act(
        request,
        organisations.add_organisation,
        "code",
        "kind",
        "name",
        "name_en",
        since=day(request, "since"),
    )
    return done("organisation", code=code)


@require_POST
def organisation_rename(request: OfficeRequest, code: str) -> HttpResponse:
    """Give an organisation another name from a day on."""
    act(request, organisations.rename_organisation, "name", "name_en", code=code, since=day(request, "since"))
    return done("organisation", code=code)


@require_POST
def organisation_change(request: OfficeRequest, code: str) -> HttpResponse:
    """Record that an organisation was founded, split or given two plates."""
    act(
        request,
        organisations.change_organisation,
        "what",
        "other",
        "document",
        "note",
        code=code,
        on=day(request, "on"),
    )
    return done("organisation", code=code)


@require_POST
def ending_ask(request: OfficeRequest, code: str) -> HttpResponse:
    """Ask to merge or dissolve an organisation."""
    on = day(request, "on")
    act(request, endings.ask_ending, "what", "other", "document", "note", code=code, on=on)
    return done("organisation", code=code)


@require_POST
def ending_confirm(request: OfficeRequest, ending: str) -> HttpResponse:
    """Confirm that an organisation ends."""
    return done("organisation", code=act(request, endings.confirm_ending, ending=ending))


@require_POST
def ending_refuse(request: OfficeRequest, ending: str) -> HttpResponse:
    """Refuse that an organisation ends, or take the request back."""
    return done("organisation", code=act(request, endings.refuse_ending, "reason", ending=ending))
