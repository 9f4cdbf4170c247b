"""Delegation: who signs in one's place, named beforehand."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.forms import day, done, text
from sikao.interfaces.web.office.frame import paint_office
from sikao.interfaces.web.office.signin import signed_of
from sikao.office.accounts import listing
from sikao.office.accounts.actions import delegation as acts
from sikao.office.accounts.queries import Names, names_on
from sikao.office.accounts.rights.roles import Role
from sikao.office.groundwork.clock import day_of


@require_http_methods(["GET", "HEAD", "POST"])
def delegations(request: OfficeRequest) -> HttpResponse:
    """One's delegations, and a form for every organisation that one signs for."""
    if request.method == "POST":
        acts.give_delegation(
            actor=request.actor,
            at=request.at,
            delegate=text(request, "delegate"),
            organisation=text(request, "organisation"),
            since=day(request, "since"),
            last_day=day(request, "last_day"),
        )
        return done("delegations")
    signed = signed_of(request)
    codes = [held.organisation for held in signed.holdings if held.role is Role.SIGNER]
    names = names_on(day_of(request.at), frozenset(codes))
    return paint_office(
        request,
        "office/delegation/delegations.html",
        section="delegations",
        rows=listing.delegations(signed.person, request.at),
        signs_for=[
            (
                code,
                names.get(code, Names(code, code)),
                listing.colleagues(code, request.at, without=signed.person),
            )
            for code in codes
        ],
    )


@require_POST
def delegation_end(request: OfficeRequest, delegation: str) -> HttpResponse:
    """Take a delegation back."""
    acts.end_delegation(actor=request.actor, at=request.at, delegation=delegation)
    return done("delegations")
