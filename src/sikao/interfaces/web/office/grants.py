"""Grants: proposed, confirmed by another, ended; and the table of rights as a page."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_GET, require_POST

from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.forms import act, day, day_or_none, done, text
from sikao.interfaces.web.office.frame import paint_office
from sikao.office.accounts import listing
from sikao.office.accounts.actions import grants as acts
from sikao.office.accounts.rights.printed import grid
from sikao.office.accounts.rules.words import GRANT_STATES


@require_GET
def grants(request: OfficeRequest) -> HttpResponse:
    """What waits for confirmation, then every grant."""
    return paint_office(
        request,
        "office/grants/grants.html",
        section="grants",
        waiting=listing.grants(request.at, state="proposed"),
        rows=[row for row in listing.grants(request.at) if row.state != "proposed"],
        states=GRANT_STATES,
    )


@require_POST
def grant_propose(request: OfficeRequest, person: str) -> HttpResponse:
    """Propose a role for a person."""
    act(
        request,
        acts.propose_grant,
        "role",
        "organisation",
        person=person,
        since=day(request, "since"),
        last_day=day_or_none(request, "last_day"),
    )
    return done("person", person=person)


@require_POST
def handover(request: OfficeRequest, person: str) -> HttpResponse:
    """Propose for a successor everything that a person does for an organisation."""
    successor = text(request, "successor")
    act(
        request,
        acts.propose_handover,
        "organisation",
        person=person,
        successor=successor,
        since=day(request, "since"),
    )
    return done("person", person=successor)


@require_POST
def grant_confirm(request: OfficeRequest, grant: str) -> HttpResponse:
    """Confirm what another has proposed."""
    act(request, acts.confirm_grant, grant=grant)
    return done("grants")


@require_POST
def grant_end(request: OfficeRequest, grant: str) -> HttpResponse:
    """End a grant, or refuse a proposed one."""
    act(request, acts.end_grant, "reason", grant=grant)
    return done("grants")


@require_GET
def rights(request: OfficeRequest) -> HttpResponse:
    """Who may do what: the table from which the program itself reads it."""
    return paint_office(request, "office/grants/rights.html", section="rights", grid=grid())
