"""How a view becomes an operation: its right from the table, every answer that it can give described."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from ninja import Router

from sikao.interfaces.api.operations import OPEN, OPERATIONS
from sikao.interfaces.api.repeating import HEADER, PATTERN
from sikao.interfaces.api.shapes.common import Problem
from sikao.interfaces.api.tokens import Token

View = TypeVar("View", bound=Callable[..., Any])

DIGEST = "X-Content-SHA256"
"""The header in which every file says its digest, as papers, receipts and the journal write it."""
ALWAYS = (400, 401, 403, 404, 429, 500)
ACTING = (*ALWAYS, 409, 413, 415, 422, 503)
_HEADER = {
    "in": "header",
    "name": HEADER,
    "required": False,
    "schema": {"type": "string", "pattern": PATTERN},
    "description": "Sent again with the same key, a request has one effect and gets the same answer.",
}
_DIGEST = {
    DIGEST: {
        "required": True,
        "schema": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        "description": "The SHA-256 of the file.",
    }
}


def operation(
    router: Router,
    method: str,
    path: str,
    name: str,
    answer: Any,
    *,
    status: int = 200,
    media: str | tuple[str, ...] = "",
    journaled: bool = False,
) -> Callable[[View], View]:
    """Serve a view under a name of ``OPERATIONS``; ``media`` is the type, or are those, of a file as answer.

    A reading that is ``journaled`` is an act too, and can be refused like one.
    """
    verb = OPERATIONS[name]
    refusals = ACTING if journaled or method != "GET" else ALWAYS
    extra: dict[str, Any] = {"responses": {}} if verb is None else {"x-scope": verb.value, "responses": {}}
    if media:
        kinds = (media,) if isinstance(media, str) else media
        file = {"schema": {"type": "string", "format": "binary"}}
        extra["responses"][status] = {"content": dict.fromkeys(kinds, file), "headers": _DIGEST}
    if method == "POST":
        extra["parameters"] = [_HEADER]
    given: dict[str, Any] = {
        "operation_id": name,
        "auth": None if name in OPEN else Token(name),
        "response": {status: None if media else answer, **dict.fromkeys((*refusals, 422), Problem)},
        "openapi_extra": extra,
    }

    def served(view: View) -> View:
        router.api_operation([method], path, **given)(view)
        return view

    return served
