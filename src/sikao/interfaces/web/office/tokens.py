"""API tokens: made for a program, shown once, ended."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.forms import day, done, text
from sikao.interfaces.web.office.frame import paint_office
from sikao.interfaces.web.office.signin import signed_of
from sikao.office.accounts import listing
from sikao.office.accounts.actions import tokens as acts
from sikao.office.accounts.rights.words import VERBS
from sikao.office.accounts.rules.scopes import LONGEST_DAYS, scopes_for
from sikao.office.groundwork.clock import day_of


@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: OfficeRequest) -> HttpResponse:
    """One's tokens; a new one is shown in the answer to its form and never again."""
    secret = ""
    if request.method == "POST":
        secret = acts.make_token(
            actor=request.actor,
            at=request.at,
            name=text(request, "name"),
            scopes=request.POST.getlist("scopes"),
            last_day=day(request, "last_day"),
        ).secret
    signed = signed_of(request)
    return paint_office(
        request,
        "office/tokens/tokens.html",
        section="tokens",
        secret=secret,
        rows=listing.tokens(signed.person, request.at),
        scopes=[(verb.value, VERBS[verb]) for verb in scopes_for(signed.holdings)],
        longest=day_of(request.at) + timedelta(days=LONGEST_DAYS),
    )


@require_POST
def token_end(request: OfficeRequest, token: str) -> HttpResponse:
    """End a token."""
    acts.end_token(actor=request.actor, at=request.at, token=token)
    return done("tokens")
