"""Requests that are sent again with an ``Idempotency-Key``: the first answer is given again."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator

from django.http import HttpResponse

from sikao.interfaces.api import problems
from sikao.interfaces.api.asking import ApiRequest
from sikao.office.groundwork.canonical import canonical, sha256
from sikao.office.groundwork.here import read_only
from sikao.office.groundwork.idempotency import Answer, once

HEADER = "Idempotency-Key"
PATTERN = "^[!-~]{1,200}$"
REPEATED = "Idempotency-Replayed"
NOT_NOW, FAULT = 409, 500
PASSING = frozenset({"clock.behind", "clock.moved", "home.full", "home.read_only", "stored.not_scanned"})
"""Refusals for what the operator mends: the same request sent again later is performed."""


def once_only(request: ApiRequest, perform: Callable[[], HttpResponse]) -> HttpResponse:
    """Perform a request, or give the answer again that it got before.

    Without the header it is simply performed; so it is where nothing can be recorded.
    """
    key = request.headers.get(HEADER)
    if key is None or read_only():
        return perform()
    if not re.fullmatch(PATTERN, key):
        return problems.one(request, 400, "api.shape", f"header.{HEADER}", reason=PATTERN)
    first: list[HttpResponse] = []

    def performed() -> Answer:
        response = perform()
        first.append(response)
        body = response.content.decode()
        return Answer(response.status_code, response["Content-Type"], body, passing=_is_passing(response))

    asked = _digest(request)
    answer, again = once(
        person=request.actor.person, key=key, request=asked, at=request.at, perform=performed
    )
    if not again:
        return first[0]
    response = HttpResponse(answer.body, status=answer.status, content_type=answer.media)
    response[REPEATED] = "true"
    return response


def _is_passing(response: HttpResponse) -> bool:
    """Whether an answer tells of the machine or its clock and not of the request."""
    if response.status_code != NOT_NOW:
        return response.status_code >= FAULT
    codes = {finding["code"] for finding in json.loads(response.content)["findings"]}
    return not codes.isdisjoint(PASSING)


def _digest(request: ApiRequest) -> str:
    """What was asked; the parts of a form count and not the line between them, which each sending draws."""
    parts = [str(request.method), request.get_full_path(), request.lang]
    return sha256(canonical([*parts, *_content(request)]).encode())


def _content(request: ApiRequest) -> Iterator[list[str]]:
    if request.content_type != "multipart/form-data":
        yield ["body", hashlib.sha256(request.body).hexdigest()]
        return
    for name in sorted(request.POST):
        yield [name, *(str(value) for value in request.POST.getlist(name))]
    for name in sorted(request.FILES):
        for file in request.FILES.getlist(name):
            counted = hashlib.sha256()
            for chunk in file.chunks():
                counted.update(chunk)
            file.seek(0)
            yield [name, str(file.name), counted.hexdigest()]
