"""Signing in, step by step, and one's own account: password, second factor, sessions."""

from __future__ import annotations

from typing import cast

import segno
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sikao.core.wording import Finding
from sikao.interfaces.web.office import sessions
from sikao.interfaces.web.office.asking import OfficeRequest, Signed
from sikao.interfaces.web.office.devices import device_of, remember
from sikao.interfaces.web.office.door import address_of, lines, safe_next
from sikao.interfaces.web.office.forms import done
from sikao.interfaces.web.office.frame import paint_office
from sikao.office.accounts import factors
from sikao.office.accounts.actions import own, signing_in
from sikao.office.accounts.queries import own_account
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.accounts.rights.words import verb_words
from sikao.office.accounts.rules.sessions import FACTOR, PASSWORD, SET_FACTOR
from sikao.office.accounts.standing import profile
from sikao.office.groundwork.here import place
from sikao.office.groundwork.notices.queries import mails_of
from sikao.office.groundwork.notices.telling import sends_mail
from sikao.office.groundwork.refusals import NotNow, NotThere, NotValid, NotYou, Refusal

NEXT, SECRET = "next", "new_secret"
_STATUS: dict[type[Refusal], int] = {NotValid: 422, NotNow: 429, NotYou: 403}
form = require_http_methods(["GET", "HEAD", "POST"])


def signed_of(request: HttpRequest) -> Signed:
    """Who has signed in; behind the door there is always somebody."""
    signed = cast(OfficeRequest, request).signed
    if signed is None:
        raise NotThere.of("right.not_you", verb=verb_words(Verb.HOME_VIEW))
    return signed


@form
def sign_in(request: OfficeRequest) -> HttpResponse:
    """The login name and the password."""
    wanted = request.POST.get(NEXT, request.GET.get(NEXT, ""))
    if request.method != "POST":
        return sign_in_page(request, wanted)
    login, password = request.POST.get("login", ""), request.POST.get("password", "")
    try:
        device = device_of(request)
        found = signing_in.sign_in(
            actor=request.actor,
            at=request.at,
            login=login,
            password=password,
            address=address_of(request),
            device=device.hashed,
        )
    except (NotValid, NotNow, NotYou) as refusal:
        return sign_in_page(request, wanted, _STATUS[type(refusal)], refusal)
    sessions.start(request, found, request.at, by_password=True)
    request.session[NEXT] = wanted
    return remember(go_on(request), device)


def sign_in_page(
    request: OfficeRequest, wanted: str, status: int = 200, refusal: Refusal | None = None
) -> HttpResponse:
    """The page to sign in on, with what was wrong at the last try."""
    request.signed = None
    return paint_office(
        request,
        "office/signin/sign_in.html",
        section="sign-in",
        status=status,
        next=wanted,
        findings=lines(refusal.findings) if refusal is not None else [],
        ended="ended" in request.GET,
        elsewhere=place().single_sign_on.label if place().single_sign_on.issuer else "",
    )


def go_on(request: OfficeRequest) -> HttpResponse:
    """To the next step of signing in, or to the page that was wanted."""
    signed = sessions.signed_now(request, request.at, passive=True)
    if signed is None:
        return redirect("sign-in")
    if signed.still:
        return redirect(signed.still)
    return redirect(safe_next(request, request.session.pop(NEXT, "")))


@form
def second_factor(request: OfficeRequest) -> HttpResponse:
    """The code of the second factor, after the password."""
    signed = signed_of(request)
    if signed.still != FACTOR:
        return redirect("home")
    return _asked_for_code(request, "office/signin/second_factor.html", Verb.SIGN_IN)


@form
def step_up(request: OfficeRequest) -> HttpResponse:
    """The code of the second factor once more, before something is signed or approved."""
    if request.method == "POST":
        request.session[NEXT] = request.POST.get(NEXT, "")
    return _asked_for_code(request, "office/signin/step_up.html", Verb.STEP_UP)


def _asked_for_code(request: OfficeRequest, template: str, verb: Verb) -> HttpResponse:
    wanted = request.POST.get(NEXT, request.GET.get(NEXT, ""))
    findings, status = [], 200
    if request.method == "POST":
        code = request.POST.get("code", "")
        try:
            signing_in.prove_factor(actor=request.actor, at=request.at, code=code, verb=verb)
        except (NotValid, NotNow) as refusal:
            findings, status = lines(refusal.findings), 429 if isinstance(refusal, NotNow) else 422
        else:
            sessions.note_factor(request, request.at)
            return go_on(request)
    return paint_office(request, template, section="account", status=status, next=wanted, findings=findings)


@form
def password(request: OfficeRequest) -> HttpResponse:
    """Change one's own password; asked for at the first sign-in and when it has grown old."""
    signed, findings, status = signed_of(request), [], 200
    found = own_account(signed.person)
    if request.method == "POST":
        given = {name: request.POST.get(name, "") for name in ("present", "new", "again")}
        try:
            epoch = own.change_password(actor=request.actor, at=request.at, **given)
        except NotValid as refusal:
            findings, status = lines(refusal.findings), 422
        else:
            sessions.note_epoch(request, epoch)
            return go_on(request)
    return paint_office(
        request,
        "office/signin/password.html",
        section="account",
        status=status,
        findings=findings,
        forced=signed.still == PASSWORD,
        login=found.login,
        profile=profile(),
        beside_factor=found.has_factor
        or (place().second_factor and any(held.role.privileged for held in signed.holdings)),
    )


@form
def set_factor(request: OfficeRequest) -> HttpResponse:
    """Take up a second factor: a picture for the authenticator, then a code to show that it has it."""
    signed, findings, status = signed_of(request), [], 200
    if own_account(signed.person).has_factor:
        return redirect("account")
    secret = request.session.get(SECRET) or factors.new_secret()
    request.session[SECRET] = secret
    if request.method == "POST":
        try:
            epoch, codes = own.set_factor(
                actor=request.actor, at=request.at, secret=secret, code=request.POST.get("code", "")
            )
        except (NotValid, NotNow) as refusal:
            findings, status = lines(refusal.findings), 422
        else:
            del request.session[SECRET]
            sessions.note_epoch(request, epoch)
            sessions.note_factor(request, request.at)
            return paint_office(request, "office/signin/codes.html", section="account", codes=codes)
    address = factors.provisioning(secret, own_account(signed.person).login)
    return paint_office(
        request,
        "office/signin/set_factor.html",
        section="account",
        status=status,
        findings=findings,
        forced=signed.still == SET_FACTOR,
        secret=" ".join(secret[i : i + 4] for i in range(0, len(secret), 4)),
        picture=segno.make(address, error="m").svg_data_uri(scale=5),
    )


@require_POST
def sign_out(request: OfficeRequest) -> HttpResponse:
    """End the session."""
    signing_in.sign_out(actor=request.actor, at=request.at)
    request.session.flush()
    return redirect("sign-in")


@require_GET
def account(request: OfficeRequest) -> HttpResponse:
    """One's own account: how one signs in, what one may do, where reminders go."""
    return _account(request)


@require_POST
def mail(request: OfficeRequest) -> HttpResponse:
    """Have reminders mailed, or no longer; they say that something waits, never what."""
    try:
        own.set_own_mail(actor=request.actor, at=request.at, mail=request.POST.get("mail", ""))
    except NotValid as refusal:
        return _account(request, refusal.findings)
    return done("account")


def _account(request: OfficeRequest, findings: tuple[Finding, ...] = ()) -> HttpResponse:
    person = signed_of(request).person
    return paint_office(
        request,
        "office/signin/account.html",
        section="account",
        status=422 if findings else 200,
        findings=lines(findings),
        account=own_account(person),
        profile=profile(),
        sends_mail=sends_mail(),
        mail=request.POST.get("mail") or mails_of([person]).get(person, ""),
    )


@require_GET
def session(request: OfficeRequest) -> HttpResponse:
    """How long the session still lasts, for the page that warns before its end."""
    return JsonResponse({"ends_in": signed_of(request).ends_in})
