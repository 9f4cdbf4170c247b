"""JSON as programs send it, read with distrust: what could be understood in two ways is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from math import isfinite
from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser

DEEPEST = 16
MOST_DIGITS = 40


class MalformedError(Exception):
    """A body that is no JSON, or JSON that nobody should send; the message says what."""


class StrictParser(Parser):
    """The framework's parser with our reading of JSON."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """The body as data."""
        return read_json(request.body)


def read_json(body: bytes) -> dict[str, Any]:
    """An object of JSON; anything else raises ``MalformedError``.

    Refused are other encodings than UTF-8, doubled names, numbers that are none or are endless, nesting
    beyond ``DEEPEST``, NUL characters and halves of characters.
    """
    try:
        text = body.decode("utf-8")
        _check_depth(text)
        data = json.loads(
            text, object_pairs_hook=_once, parse_constant=_no_number, parse_int=_whole, parse_float=_decimal
        )
    except MalformedError:
        raise
    except (ValueError, RecursionError) as error:
        raise MalformedError("no JSON in UTF-8") from error
    if not isinstance(data, dict):
        raise MalformedError("an object is expected")
    if any(_unfit(found) for found in _texts(data)):
        raise MalformedError("a text holds a NUL character or half a character")
    return data


def _check_depth(text: str) -> None:
    """Brackets outside of texts, counted before anything is built."""
    depth, inside, escaped = 0, False, False
    for char in text:
        if inside:
            inside = escaped or char != '"'
            escaped = char == "\\" and not escaped
        elif char == '"':
            inside = True
        elif char in "[{":
            depth += 1
        elif char in "]}":
            depth -= 1
        if depth > DEEPEST:
            raise MalformedError("nested too deeply")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise MalformedError("a name stands twice in one object")
    return found


def _no_number(word: str) -> Any:
    raise MalformedError(f"{word} is no number")


def _whole(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise MalformedError("a number has too many digits")
    return int(digits)


def _decimal(digits: str) -> int | float:
    """A number with a fraction; one written 2.0 is whole, as JSON Schema has it."""
    if len(digits) > MOST_DIGITS:
        raise MalformedError("a number has too many digits")
    value = float(digits)
    if not isfinite(value):
        raise MalformedError("a number is too large")
    return int(value) if value.is_integer() else value


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for name, value in data.items():
            yield name
            yield from _texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value)


def _unfit(text: str) -> bool:
    return "\0" in text or any("\ud800" <= char <= "\udfff" for char in text)
