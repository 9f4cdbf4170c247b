"""Walks a record field by field, by its shape, with the same paths as the builder gives to places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sikao.core.scheme.plain import way_of
from sikao.core.scheme.shape import (
    Either,
    Field,
    Kind,
    ListOf,
    MapOf,
    Nested,
    TableOf,
    Tagged,
    shape_of,
)
from sikao.core.scheme.tree import Path


@dataclass(frozen=True, slots=True)
class Spot:
    """One scalar (or one key of a mapping) of a record, and the field it belongs to."""

    path: Path
    field: Field
    kind: Kind
    value: Any


def spots(record: object, path: Path = ()) -> Iterator[Spot]:
    """Every scalar and every key that a record holds, in the order of its shape; absent ones are left out."""
    for field in shape_of(record).fields:
        value = getattr(record, field.attribute)
        if value is not None:
            below = path[:-1] if field.inner else (*path, field.key)
            yield from _value(field, field.kind, value, below)


def _value(field: Field, kind: Kind, value: Any, path: Path) -> Iterator[Spot]:
    if isinstance(kind, Either):
        yield from _value(field, way_of(kind, value), value, path)
    elif isinstance(kind, Nested | Tagged):
        yield from spots(value, path)
    elif isinstance(kind, ListOf):
        for index, item in enumerate(value):
            yield from _value(field, kind.of, item, (*path, name_in_list(item, index)))
    elif isinstance(kind, MapOf):
        for key, item in value.items():
            yield Spot((*path, key), field, kind.key, key)
            yield from _value(field, kind.value, item, (*path, key))
    elif isinstance(kind, TableOf):
        for key, item in value.items():
            yield from spots(item, (*path, key))
    else:
        yield Spot(path, field, kind, value)


def name_in_list(item: Any, index: int) -> str | int:
    """How an element of a list is called in a path: by its code if it has one, else by its number from 0."""
    code = getattr(item, "code", None)
    return code if isinstance(code, str) else index
