"""The door of the office: who asks, whether the page is open to them, and how a refusal looks.

Every request passes here, whatever its address: there is no second way in.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from typing import Any, cast
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from sikao.core.wording import Finding, FindingsError
from sikao.interfaces.web.frame import finding_line, language
from sikao.interfaces.web.office import sessions
from sikao.interfaces.web.office.asking import OfficeRequest, Signed
from sikao.interfaces.web.office.frame import paint_office
from sikao.interfaces.web.office.pages import PAGES, STEP_UP, Open
from sikao.office.accounts.actions.signing_in import prove_factor
from sikao.office.accounts.places import refuse_elsewhere
from sikao.office.accounts.rights.deciding import may
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.accounts.rights.words import verb_words
from sikao.office.accounts.rules.words import FIELDS
from sikao.office.accounts.sealing import source_of
from sikao.office.groundwork import clock
from sikao.office.groundwork.actor import Actor, Channel
from sikao.office.groundwork.here import place
from sikao.office.groundwork.reading import one_reading
from sikao.office.groundwork.refusals import NotNow, NotThere, NotValid, NotYou, Refusal

Answer = Callable[[HttpRequest], HttpResponseBase]
ONLY_LOOKS = ("GET", "HEAD")
NOT_WRITTEN = "file.not_written"
PASSIVE = "sikao-passive"
"""The header of requests that a page makes by itself; they do not keep a session alive."""
CODE = "factor_code"
"""The field in which a form may bring a code of the second factor along."""
SENDING, ACCEPTED = "sikao-sending", "sikao-accepted"
"""Cookies by which a browser names what it sends, and is told that it was accepted."""
_TOKEN = re.compile(r"[0-9a-z]{6,40}")


class Door:
    """Finds out who asks, holds the page against the table of rights, and paints refusals."""

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let a request through; no answer is ever kept by a browser or in between."""
        with one_reading() if request.method in ONLY_LOOKS else nullcontext():
            return self._answer(request)

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        asked = cast(OfficeRequest, request)
        asked.at = clock.now()
        had_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        asked.signed = sessions.signed_now(request, asked.at, passive=PASSIVE in request.headers)
        asked.actor = Actor(
            asked.signed.person if asked.signed else "", Channel.WEB, source=source_of(address_of(request))
        )
        asked.ended = had_session and asked.signed is None
        asked.opened = False
        response = _sent_away(asked) or self._get_response(request)
        if asked.opened and request.method == "POST" and response.status_code in (302, 303):
            _say_accepted(asked, response)
        if response.status_code == 405 and asked.signed is not None and request.method in ONLY_LOOKS:
            response = _only_by_form(asked, response)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store"
        return response

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Open the page, or say what is missing: a right, a step of signing in, a second factor."""
        asked = cast(OfficeRequest, request)
        _read_whole(asked)
        match = request.resolver_match
        wanted = PAGES.get(match.url_name or "") if match is not None else None
        if wanted is Open.PUBLIC:
            return None
        signed = asked.signed
        if signed is None:
            return _to_sign_in(asked)
        if match is not None and (step := _step_missing(signed, match.url_name or "", wanted)):
            return redirect(step)
        if isinstance(wanted, Open):
            asked.opened = True
            return None
        if wanted is None or not may(wanted, signed.holdings):
            words = verb_words(wanted) if wanted else "—"
            return refused(asked, NotYou.of("right.not_you", verb=words), kwargs)
        if request.method == "POST" and wanted in STEP_UP and not signed.fresh:
            sent_on = _step_up(asked, kwargs)
            if sent_on is not None:
                return sent_on
        asked.opened = True
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """The page of a refusal, with what to do about it, in the language of the page."""
        match = request.resolver_match
        kwargs = match.kwargs if match else {}
        if isinstance(exception, FindingsError) and {f.code for f in exception.findings} == {NOT_WRITTEN}:
            # An upload for which the disk has no room: nobody's fault, and it may be tried again.
            page = refused(cast(OfficeRequest, request), NotNow(exception.findings), kwargs)
            page.status_code = 503
            return page
        if not isinstance(exception, Refusal):
            return None
        return refused(cast(OfficeRequest, request), exception, kwargs)


def _read_whole(request: OfficeRequest) -> None:
    """What a form asks for is asked for once its last byte is here: a deadline may pass while it arrives."""
    if request.method == "POST":
        request.POST  # noqa: B018 -- reads what is still on the way
        request.at = clock.now()


def address_of(request: HttpRequest) -> str:
    """The address that a request comes from; behind a proxy the one that the proxy itself has seen."""
    if place().behind_proxy:
        return str(request.headers.get("X-Forwarded-For", "")).rsplit(",", 1)[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def _sent_away(request: OfficeRequest) -> HttpResponse | None:
    """End the session of an administrator who comes from where the place lets none in; the page says so.

    The session ends, so that a page which goes on asking by itself is not refused, and journaled, for ever.
    """
    if request.signed is None:
        return None
    try:
        refuse_elsewhere(request.actor, request.at, address_of(request))
    except NotYou as refusal:
        request.session.flush()
        request.signed = None
        return refused(request, refusal, {})
    return None


def _step_missing(signed: Signed, page: str, wanted: Verb | Open | None) -> str:
    """The page of the step that sign-in still asks for, unless it is the very page asked for."""
    if not signed.still or page == "sign-out":
        return ""
    return "" if wanted is Open.HALF and page == signed.still else signed.still


def _only_by_form(request: OfficeRequest, response: HttpResponseBase) -> HttpResponse:
    """An address that takes forms only, opened as a page: reloaded, or asked for in the other language.

    A browser shows nothing for it, so the page says where to go on.
    """
    above = _page_above(request.path_info)
    page = paint_office(request, "office/only_by_form.html", section="", status=405, above=above)
    page["Allow"] = response["Allow"]
    return page


def _page_above(path: str) -> str:
    """The nearest address above that there is, about nothing that the one below does not name."""
    named, above = resolve(path).kwargs.items(), path
    while above != "/":
        above = above.rstrip("/").rpartition("/")[0] + "/"
        try:
            found = resolve(above)
        except Resolver404:
            continue
        if found.kwargs.items() <= named:
            return above
    return reverse("home")


def _say_accepted(request: OfficeRequest, response: HttpResponseBase) -> None:
    """Tell the browser which form was accepted: it keeps what was typed until then (``drafts.js``)."""
    token = request.COOKIES.get(SENDING, "")
    if isinstance(response, HttpResponse) and _TOKEN.fullmatch(token):
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(ACCEPTED, token, max_age=600, secure=secure, samesite="Lax")


def _to_sign_in(request: OfficeRequest) -> HttpResponse:
    # What was to be sent is not sent again after signing in; the page that it came from is shown.
    wanted = request.get_full_path() if request.method == "GET" else _came_from(request)
    told = {"next": wanted} | ({"ended": "1"} if request.ended else {})
    address = f"{reverse('sign-in')}?{urlencode(told)}"
    if "HX-Request" in request.headers:  # a part of a page cannot hold the form
        answer = HttpResponse(status=401)
        answer["HX-Redirect"] = reverse("sign-in")
        return answer
    return redirect(address)


def _came_from(request: OfficeRequest) -> str:
    """The page of this office from which a request came; empty where it came from elsewhere."""
    referrer = urlsplit(request.headers.get("Referer", ""))
    return safe_next(request, referrer.path) if referrer.netloc == request.get_host() else ""


def _step_up(request: OfficeRequest, kwargs: dict[str, Any]) -> HttpResponse | None:
    """Take the code that the form brought along; without one, ask for it and come back to the form."""
    code = request.POST.get(CODE, "")
    if code:
        try:
            prove_factor(actor=request.actor, at=request.at, code=code)
        except Refusal as refusal:
            return refused(request, refusal, kwargs)
        sessions.note_factor(request, request.at)
        return None
    came_from = urlsplit(request.headers.get("Referer", "")).path
    return redirect(f"{reverse('step-up')}?{urlencode({'next': came_from})}")


def safe_next(request: HttpRequest, wanted: str) -> str:
    """Where to go on after signing in: a page of this server, else the first page."""
    allowed = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if wanted.startswith("/") and allowed else reverse("home")


_STATUS: dict[type[Refusal], int] = {NotThere: 404, NotYou: 403, NotNow: 409, NotValid: 422}


def status_of(refusal: Refusal) -> int:
    """The status with which a refusal is answered, on pages and to programs."""
    return next(status for kind, status in _STATUS.items() if isinstance(refusal, kind))


def refused(request: OfficeRequest, refusal: Refusal, kwargs: dict[str, Any]) -> HttpResponse:
    """How a refusal looks. Of an object that a person has no right to, not even its existence is told."""
    only_rights = {finding.code for finding in refusal.findings} <= {"right.not_you"}
    if isinstance(refusal, NotThere) or (isinstance(refusal, NotYou) and kwargs and only_rights):
        return not_there(request)
    return paint_office(
        request,
        "office/refused.html",
        section="",
        status=status_of(refusal),
        findings=lines(refusal.findings),
        back=_came_from(request),
    )


def lines(findings: tuple[Finding, ...]) -> list[Any]:
    """Findings in the language of the page; a field is named as its form names it."""
    lang = language()
    said = [finding_line(finding, lang) for finding in findings]
    return [
        replace(line, where=FIELDS[line.where].text(lang)) if line.where in FIELDS else line for line in said
    ]


def not_there(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """The page of what is not there, or not for this person: the same bytes for both."""
    if not hasattr(request, "signed"):  # the address was refused before the door
        cast(OfficeRequest, request).signed = None
    return paint_office(request, "office/not_there.html", section="", status=404)


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """The page for a form that came from elsewhere, or without its token: nothing was done."""
    asked = cast(OfficeRequest, request)
    asked.signed, asked.at = None, clock.now()
    return paint_office(
        request,
        "office/refused.html",
        section="",
        status=403,
        findings=lines(NotYou.of("form.foreign").findings),
    )
