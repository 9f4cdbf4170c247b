"""The service: all operations together, their description, and the answers to what goes wrong in them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI, Router
from ninja.errors import HttpError, ValidationError

from sikao import __version__
from sikao.core.wording import Finding, FindingsError, Place, Severity
from sikao.interfaces.api import problems
from sikao.interfaces.api.asking import ApiRequest
from sikao.interfaces.api.reading import MalformedError, StrictParser
from sikao.interfaces.api.routes import (
    about,
    amendments,
    briefings,
    checks,
    docket,
    files,
    ledger,
    papers,
    results,
    tasks,
)
from sikao.interfaces.api.serving import operation
from sikao.office.groundwork.refusals import Refusal

MOST_FAULTS = 20
_DESCRIPTION = """\
The office for programs. Ask with `Authorization: Bearer` and a token that a person has made for it; a token
may do what its scopes name and the person may do now, nothing more. Numbers are text, exact. Refusals are
problem documents with findings whose codes stay the same. Signing is not possible here.
"""

root = Router(tags=["about"])


@operation(root, "GET", "/openapi.json", "get_description", dict[str, Any])
def get_description(request: HttpRequest) -> dict[str, Any]:  # noqa: ARG001 -- the same for everybody
    """This description."""
    return description()


service = NinjaAPI(
    title="Sikao 四考",
    version=__version__,
    description=_DESCRIPTION,
    # The pages of the framework that show a description load scripts from elsewhere, so there are none.
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
    parser=StrictParser(),
)
for _router in (
    root,
    about.router,
    tasks.router,
    briefings.router,
    files.router,
    checks.router,
    ledger.router,
    results.router,
    papers.router,
    docket.router,
    amendments.router,
):
    service.add_router("", _router)


@dataclass(frozen=True, slots=True)
class Served:
    """One operation: the query parameters and fields of a form that it knows, and its type of content."""

    name: str
    queries: frozenset[str]
    fields: frozenset[str]
    media: str
    is_open: bool


@cache
def description() -> dict[str, Any]:
    """The OpenAPI document; refusals are problem documents in it, as they are in fact."""
    document: dict[str, Any] = dict(service.get_openapi_schema(path_prefix="/api/v1/"))
    for path in document["paths"].values():
        for told in path.values():
            for status, answer in told["responses"].items():
                if int(status) >= 400 and "application/json" in answer.get("content", {}):
                    answer["content"] = {problems.MEDIA: answer["content"]["application/json"]}
            for content in told.get("requestBody", {}).get("content", {}).values():
                content["schema"] = _of_a_form(content["schema"])
            for given in told["parameters"]:
                given["schema"] = _without_null(given["schema"])
    return document


def _of_a_form(schema: dict[str, Any]) -> dict[str, Any]:
    """A shape that is said in place and not by name is that of a form: its files have something in them."""
    if "properties" not in schema:
        return schema
    fields = {name: _not_empty(told) for name, told in schema["properties"].items()}
    return schema | {"properties": fields, "additionalProperties": False}


def _not_empty(told: dict[str, Any]) -> dict[str, Any]:
    """A field of a form; where it is a file, or several, there is something in each."""
    if told.get("format") == "binary":
        return told | {"minLength": 1}
    return told | {"minItems": 1, "items": _not_empty(told["items"])} if "items" in told else told


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """In an address a value is left out; there is no way to write that it is null."""
    kept: list[dict[str, Any]] = [kind for kind in schema.get("anyOf", ()) if kind != {"type": "null"}]
    if len(kept) != 1:
        return schema
    return {name: told for name, told in schema.items() if name != "anyOf"} | kept[0]


def served(route: str) -> dict[str, Served]:
    """The operations of an address, by method."""
    return _table().get("/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route), {})


@cache
def _table() -> dict[str, dict[str, Served]]:
    return {
        path: {method.upper(): _operation(told) for method, told in methods.items()}
        for path, methods in description()["paths"].items()
    }


def _operation(told: dict[str, Any]) -> Served:
    queries = {given["name"] for given in told["parameters"] if given["in"] == "query"}
    content: dict[str, Any] = told.get("requestBody", {}).get("content", {})
    media = next(iter(content), "")
    fields: dict[str, Any] = content[media]["schema"].get("properties", {}) if media else {}
    is_open = not told.get("security")
    return Served(told["operationId"], frozenset(queries), frozenset(fields), media, is_open)


def _answer(kind: type[Exception], answer: Callable[[ApiRequest, Any], HttpResponse]) -> None:
    def handler(request: HttpRequest, error: Any) -> HttpResponse:
        return answer(cast(ApiRequest, request), error)

    service.add_exception_handler(kind, handler)


def _shape(request: ApiRequest, error: ValidationError) -> HttpResponse:
    """What does not fit the description, place by place."""
    findings = [
        Finding(
            "api.shape",
            Severity.ERROR,
            Place(path=".".join(str(part) for part in told["loc"])),
            {"reason": str(told["msg"])},
        )
        for told in error.errors[:MOST_FAULTS]
    ]
    return problems.problem(request, 400, findings)


def _http(request: ApiRequest, error: HttpError) -> HttpResponse:
    """The framework's own refusals: no token, or a body that cannot be read."""
    if error.status_code == 401:
        return problems.one(request, 401, "api.no_token")
    if isinstance(error.__cause__, RequestDataTooBig):
        return problems.one(request, 413, "api.too_large")
    reason = str(error.__cause__) if isinstance(error.__cause__, MalformedError) else "no JSON"
    return problems.one(request, 400, "api.malformed", reason=reason)


def _multipart(request: ApiRequest, error: MultiPartParserError) -> HttpResponse:  # noqa: ARG001
    return problems.one(request, 400, "api.malformed", reason="no form")


def _disk(request: ApiRequest, error: FindingsError) -> HttpResponse:
    return problems.problem(request, 503, error.findings)


_answer(Refusal, problems.refused)
_answer(ValidationError, _shape)
_answer(HttpError, _http)
_answer(MultiPartParserError, _multipart)
_answer(FindingsError, _disk)
