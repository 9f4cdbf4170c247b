"""How the API refuses: problem documents (RFC 9457) with findings, in the language that was asked for.

A shape that the description of the API does not allow is 400, a refusal for what the data mean is 422.
"""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus

from django.http import HttpResponse, JsonResponse
from django.utils.translation.trans_real import parse_accept_lang_header

from sikao.core.wording import Detail, Finding, Language, Place, Severity
from sikao.interfaces.api.asking import ApiRequest
from sikao.interfaces.web.office.door import status_of
from sikao.office.groundwork.refusals import NotThere, Refusal

MEDIA = "application/problem+json"


def problem(request: ApiRequest, status: int, findings: Iterable[Finding]) -> HttpResponse:
    """The document of a refusal."""
    told = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "findings": [shown(finding, request.lang) for finding in findings],
    }
    return JsonResponse(told, status=status, content_type=MEDIA, json_dumps_params={"ensure_ascii": False})


def one(request: ApiRequest, status: int, code: str, path: str = "", /, **details: Detail) -> HttpResponse:
    """The document of a refusal for one reason."""
    where = Place(path=path or None)
    return problem(request, status, [Finding(code, Severity.ERROR, where, details)])


def refused(request: ApiRequest, refusal: Refusal) -> HttpResponse:
    """An action's refusal. What is not there and what is not for this token look the same, byte for byte."""
    if isinstance(refusal, NotThere):
        return not_there(request)
    return problem(request, status_of(refusal), refusal.findings)


def not_there(request: ApiRequest) -> HttpResponse:
    """Nothing of that name, or nothing for this token."""
    return one(request, 404, "api.not_there")


def shown(finding: Finding, lang: Language) -> dict[str, object]:
    """A finding in one language."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "where": finding.where.to_json(),
        "what": finding.what(lang),
        "remedy": finding.remedy(lang),
    }


def language_of(header: str) -> Language:
    """Chinese, unless English is preferred to it."""
    for wanted, _ in parse_accept_lang_header(header[:500]):
        if wanted.startswith("en"):
            return "en"
        if wanted.startswith("zh"):
            return "zh"
    return "zh"
