"""The door of the API: everything below ``/api/`` is answered here, and nothing else is.

Who asks is told by a bearer token alone: there is no session and no cookie here, hence nothing that a foreign
page could make a browser send. Every answer, whatever went wrong, is one that the description knows.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, cast

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.http.multipartparser import MultiPartParserError
from django.urls import Resolver404, ResolverMatch, resolve

from sikao.interfaces.api import problems
from sikao.interfaces.api.asking import NOBODY, ApiRequest
from sikao.interfaces.api.repeating import once_only
from sikao.interfaces.api.service import Served, served
from sikao.interfaces.api.tokens import asker_of, secret_of
from sikao.interfaces.limits import Limiter
from sikao.interfaces.web.office.door import address_of
from sikao.office.accounts.places import refuse_elsewhere
from sikao.office.accounts.sealing import keyed, source_of
from sikao.office.groundwork import clock
from sikao.office.groundwork.here import installation, place
from sikao.office.groundwork.refs import new_ref
from sikao.office.groundwork.refusals import Refusal

PREFIX = "/api/"
FORM = "multipart/form-data"
URLCONF = "sikao.interfaces.api.urls"
OVERHEAD = 1 << 20
"""What a form may be longer than the file in it."""

Answer = Callable[[HttpRequest], HttpResponseBase]
log = logging.getLogger("sikao.api")
limiter = Limiter(lambda: installation().limits)


class ApiDoor:
    """Stands before the pages' own door, and lets them have what is not for programs."""

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a program; pass everything else on."""
        if not request.path_info.startswith(PREFIX):
            return self._get_response(request)
        asked = cast(ApiRequest, request)
        asked.lang = problems.language_of(request.headers.get("Accept-Language", ""))
        asked.at, asked.actor = clock.now(), NOBODY
        try:
            response = _answered(asked)
        except Refusal as refusal:
            response = problems.refused(asked, refusal)
        except RequestDataTooBig:
            response = problems.one(asked, 413, "api.too_large")
        except (SuspiciousOperation, MultiPartParserError):
            response = problems.one(asked, 400, "api.malformed", reason="no form")
        except Exception as error:  # noqa: BLE001 -- a program is answered in its own form, whatever broke
            response = _failed(asked, error)
        if response.status_code == HTTPStatus.UNAUTHORIZED:
            response["WWW-Authenticate"] = "Bearer"
        response["Cache-Control"] = "no-store"
        response["Content-Language"] = asked.lang
        response["Vary"] = "Accept-Language, Authorization"
        return response


def _failed(request: ApiRequest, error: Exception) -> HttpResponse:
    """What nobody thought of: the answer names the line of the log, which names the place in the code."""
    # Neither the error's message nor the values around it: more people read logs than figures.
    places = "".join(traceback.format_tb(error.__traceback__))
    reference = new_ref()
    log.error("request %s: %s\n%s", reference, type(error).__name__, places)
    return problems.one(request, 500, "api.failed", reference=reference)


def _answered(request: ApiRequest) -> HttpResponse:
    try:
        match = resolve(request.path_info, URLCONF)
    except Resolver404:
        return problems.not_there(request)
    known = served(match.route)
    if not known:
        return problems.not_there(request)
    request.resolver_match = match
    address = address_of(request)
    source = source_of(address)
    request.actor = asker_of(request, source)
    if early := _early(request, source, known):
        return early
    if request.actor.person:
        refuse_elsewhere(request.actor, request.at, address)
    _read_whole(request)
    if request.method == "POST":
        return once_only(request, lambda: _performed(request, match))
    return _performed(request, match)


def _read_whole(request: ApiRequest) -> None:
    """What is asked for is asked for once its last byte is here: a deadline may pass while it arrives."""
    if request.method in {"POST", "PUT"}:
        request.POST if request.content_type == FORM else request.body  # noqa: B018 -- reads what is on the way
        request.at = clock.now()


def _early(request: ApiRequest, source: str, known: dict[str, Served]) -> HttpResponse | None:
    """What is answered before anything of the request is read."""
    # Wrong tokens are counted by where they come from, so that nobody tries many.
    who = keyed("limit", secret_of(request)) if request.actor.person else source
    if seconds := limiter.wait(who, place().api_per_minute):
        refusal = problems.one(request, 429, "api.too_many", seconds=str(seconds))
        refusal["Retry-After"] = str(seconds)
        return refusal
    operation = known.get(str(request.method))
    if operation is None:
        refusal = problems.one(request, 405, "api.method", method=str(request.method)[:20])
        refusal["Allow"] = ", ".join(sorted(known))
        return refusal
    if unknown := set(request.GET) - operation.queries:
        return problems.one(request, 400, "api.shape", f"query.{min(unknown)}", reason="unknown parameter")
    if not operation.is_open and not request.actor.person:
        return problems.one(request, 401, "api.no_token")
    return _unfit_body(request, operation)


def _unfit_body(request: ApiRequest, operation: Served) -> HttpResponse | None:
    if operation.media and request.content_type != operation.media:
        told = {"media": request.content_type or "—", "wanted": operation.media}
        return problems.one(request, 415, "api.media", **told)
    length = request.headers.get("Content-Length", "")
    if length.isdigit() and int(length) > (place().upload_megabytes << 20) + OVERHEAD:
        return problems.one(request, 413, "api.too_large")
    if operation.media == FORM and (unknown := {*request.POST, *request.FILES} - operation.fields):
        return problems.one(request, 400, "api.shape", f"form.{min(unknown)}", reason="unknown field")
    return None


def _performed(request: ApiRequest, match: ResolverMatch) -> HttpResponse:
    response: Any = match.func(request, *match.args, **match.kwargs)
    return cast(HttpResponse, response)
