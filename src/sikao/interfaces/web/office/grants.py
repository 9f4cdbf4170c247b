"""Grants: proposed, confirmed by another, ended; and the table of rights as a page."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.forms import act, day, day_or_none, done, page, text
from sikao.interfaces.web.office.frame import paint_office
from sikao.interfaces.web.office.signin import signed_of
from sikao.office.accounts import listing
from sikao.office.accounts.actions import grants as acts
from sikao.office.accounts.rights.deciding import may
from sikao.office.accounts.rights.printed import grid
from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.accounts.rules.words import GRANT_STATES

EVERYBODY = "all"


@require_GET
def grants(request: OfficeRequest) -> HttpResponse:
    """What waits for confirmation, then every grant, a page at a time."""
    number = page(request)
    rows, more = listing.decided_grants(request.at, number)
    return paint_office(
        request,
        "office/grants/grants.html",
        section="grants",
        waiting=listing.grants(request.at, state="proposed"),
        rows=rows,
        more=more,
        page=number,
        **table_context(request),
    )


def table_context(request: OfficeRequest) -> dict[str, Any]:
    """What the table of grants needs beside its rows; ``ends``: the states in which the reader ends one."""
    held = signed_of(request).holdings
    ends = {state for state in GRANT_STATES if may(Verb.GRANT_END, held, state)}
    return {"states": GRANT_STATES, "ends": ends}


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
    """Who may do what: the table from which the program itself reads it; first what the reader may do."""
    who, lang = request.GET.get("who", ""), language()
    roles: frozenset[Role] | None = frozenset(held.role for held in signed_of(request).holdings)
    if who in set(Role):
        roles = frozenset({Role(who)})
    elif who == EVERYBODY:
        roles = None
    return paint_office(
        request,
        "office/grants/rights.html",
        section="rights",
        grid=grid(roles),
        choices=[
            ("", gettext("本人"), who == ""),
            (EVERYBODY, gettext("全部"), who == EVERYBODY),
            *((role.value, role.term.text(lang), who == role.value) for role in Role),
        ],
    )
