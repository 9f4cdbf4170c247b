"""Records as plain data, by their shapes: what the digest hashes, the diff compares and the writer writes.

Every scalar becomes its canonical text; what equals its default is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sikao.core.figures.absence import Absence
from sikao.core.figures.decimals import canonical
from sikao.core.scheme.expressions import expression_text
from sikao.core.scheme.shape import (
    Code,
    Either,
    Field,
    Formula,
    Kind,
    ListOf,
    MapOf,
    Nested,
    Number,
    Ref,
    Shape,
    TableOf,
    Tagged,
    Text,
    Truth,
    Word,
    shape_of,
)
from sikao.core.scheme.values import share_text

Plain = str | list["Plain"] | dict[str, "Plain"]


class Bare(str):
    """The text of a number, a truth value or an expression; words for people and codes are ordinary texts."""

    __slots__ = ()


_WORDS = (Text, Code, Ref, Word)


def plain_record(record: object, *, named: bool = False) -> dict[str, Plain]:
    """A record as a mapping from key to plain value; ``named``: without its code, the key around it."""
    shape = shape_of(record)
    return {
        field.key: plain_value(field.kind, value) for field, value in given_fields(shape, record, named=named)
    }


def given_fields(shape: Shape, record: object, *, named: bool = False) -> list[tuple[Field, Any]]:
    """The fields of a record that say something: required ones and those that differ from their default."""
    own = shape.code_field if named else None
    pairs = [(field, getattr(record, field.attribute)) for field in shape.fields if field is not own]
    return [(field, value) for field, value in pairs if field.required or value != field.default]


def plain_value(kind: Kind, value: Any) -> Plain:
    """One value as plain data."""
    if isinstance(kind, Either):
        return plain_value(way_of(kind, value), value)
    if isinstance(kind, ListOf):
        return [plain_value(kind.of, item) for item in value]
    if isinstance(kind, MapOf):
        return {key: plain_value(kind.value, item) for key, item in value.items()}
    if isinstance(kind, TableOf):
        return {code: plain_record(item, named=True) for code, item in value.items()}
    if isinstance(kind, Nested):
        return plain_record(value)
    if isinstance(kind, Tagged):
        name = next(tag for tag, record in kind.records.items() if record == type(value).__name__)
        return {kind.tag: name, **plain_record(value)}
    text = _scalar(kind, value)
    return text if isinstance(kind, _WORDS) else Bare(text)


def _scalar(kind: Kind, value: Any) -> str:
    if isinstance(kind, Truth):
        return "true" if value else "false"
    if isinstance(kind, Formula):
        return expression_text(value)
    if isinstance(value, Absence):
        return value.value
    if isinstance(value, Decimal):
        percent = isinstance(kind, Number) and kind.percent
        return share_text(value) if percent and _reads_as_share(value) else canonical(value)
    return str(value)


def _reads_as_share(value: Decimal) -> bool:
    return Decimal(0) < value < Decimal(10) and value != Decimal(1) and value != value.to_integral_value()


def way_of(kind: Either, value: Any) -> Kind:
    """The way in which a value is written that can be written in several."""
    if isinstance(value, tuple):
        way: Kind | None = kind.sequence
    elif isinstance(value, Mapping) or (
        isinstance(kind.mapping, Nested) and type(value).__name__ == kind.mapping.record
    ):
        way = kind.mapping
    else:
        way = kind.scalar
    if way is None:
        raise TypeError(f"no way of writing {value!r}")
    return way
