"""Signing in through the provider of the place: away, and back."""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from sikao.interfaces.web.office import sessions
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.devices import device_of, remember
from sikao.interfaces.web.office.door import address_of
from sikao.interfaces.web.office.signin import NEXT, go_on, sign_in_page
from sikao.office.accounts import providers
from sikao.office.accounts.actions import signing_in
from sikao.office.groundwork.here import place
from sikao.office.groundwork.refusals import NotThere, NotValid, NotYou

KEY = "elsewhere"
MINUTES = 10
"""So long somebody may stay at the provider."""


@require_GET
def sign_in_elsewhere(request: OfficeRequest) -> HttpResponse:
    """Send the browser to the provider."""
    if not place().single_sign_on.issuer:
        raise NotThere.of("sign_in.provider")
    wanted = request.GET.get(NEXT, "")
    try:
        begun = providers.begin(_back(request))
    except NotValid as refusal:
        return sign_in_page(request, wanted, 502, refusal)
    request.session.flush()
    request.session[KEY] = {
        "state": begun.state,
        "nonce": begun.nonce,
        "verifier": begun.verifier,
        "at": request.at.isoformat(),
        "next": wanted,
    }
    request.session.set_expiry(MINUTES * 60)
    return redirect(begun.address)


@require_GET
def sign_in_back(request: OfficeRequest) -> HttpResponse:
    """Back from the provider: what comes must answer what this very browser was sent away with."""
    if not place().single_sign_on.issuer:
        raise NotThere.of("sign_in.provider")
    kept = request.session.pop(KEY, {})
    try:
        identity = _identity(request, kept)
        device = device_of(request)
        found = signing_in.sign_in_elsewhere(
            actor=request.actor,
            at=request.at,
            issuer=identity.issuer,
            subject=identity.subject,
            address=address_of(request),
            device=device.hashed,
        )
    except (NotValid, NotYou) as refusal:
        status = 422 if isinstance(refusal, NotValid) else 403
        return sign_in_page(request, str(kept.get("next", "")), status, refusal)
    sessions.start(request, found, request.at, by_password=False)
    request.session[NEXT] = kept["next"]
    return remember(go_on(request), device)


def _identity(request: OfficeRequest, kept: dict[str, str]) -> providers.Identity:
    refused = NotValid.of("sign_in.provider")
    state, code = request.GET.get("state", ""), request.GET.get("code", "")
    if not kept or not code or not hmac.compare_digest(state.encode(), kept["state"].encode()):
        raise refused
    if request.at - datetime.fromisoformat(kept["at"]) > timedelta(minutes=MINUTES):
        raise refused
    # RFC 9207: a provider that names itself must be the one that was asked.
    if request.GET.get("iss", place().single_sign_on.issuer) != place().single_sign_on.issuer:
        raise refused
    return providers.finish(
        code=code, verifier=kept["verifier"], nonce=kept["nonce"], back=_back(request), at=request.at
    )


def _back(request: OfficeRequest) -> str:
    """The address to come back to: always the same, whatever the language, as it is registered there."""
    path = reverse("sign-in-back")
    return request.build_absolute_uri(path.removeprefix("/en") if path.startswith("/en/") else path)
