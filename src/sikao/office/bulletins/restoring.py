"""A document out of its canonical content: what was kept is set in type again without the book."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from sikao.office.bulletins import document as documents
from sikao.office.bulletins import pictures
from sikao.office.bulletins.document import Document

_RECORDS: dict[str, type] = {
    name.lower(): found
    for module in (documents, pictures)
    for name, found in vars(module).items()
    if isinstance(found, type) and is_dataclass(found)
}


def document_of(content: bytes) -> Document:
    """The document whose canonical content (``editing.content_bytes``) this is; it has no code."""
    found = _restored(json.loads(content)["document"], Document)
    if not isinstance(found, Document):
        raise TypeError("the content of a paper")
    return found


def _restored(told: Any, kind: Any) -> Any:
    """A plain value as the field's declared kind has it."""
    if isinstance(told, dict):
        return _record(told)
    if isinstance(told, list):
        return tuple(_restored(one, part) for one, part in zip(told, _parts(kind, len(told)), strict=True))
    if told is None:
        return None
    kinds = get_args(kind) if get_origin(kind) is UnionType else (kind,)
    if Decimal in kinds:
        return Decimal(told)
    if date in kinds:
        return date.fromisoformat(told)
    chosen = next((one for one in kinds if isinstance(one, type) and issubclass(one, Enum)), None)
    return told if chosen is None else chosen(told)


def _record(told: dict[str, Any]) -> Any:
    kind = _RECORDS[told["type"]]
    hints = get_type_hints(kind)
    return kind(**{field.name: _restored(told[field.name], hints[field.name]) for field in fields(kind)})


def _parts(kind: Any, count: int) -> tuple[Any, ...]:
    """The declared kinds of a tuple's members."""
    given = get_args(kind)
    return (given[0],) * count if given[-1:] == (Ellipsis,) else given
