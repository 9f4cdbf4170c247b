"""Trees to records, by their shapes. Every refusal is told with its place; nothing stops at the first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sikao.core.scheme.building.scalars import INVALID, SCALAR_KINDS, build_scalar, choices
from sikao.core.scheme.shape import (
    Code,
    Either,
    Kind,
    ListOf,
    MapOf,
    Nested,
    Shape,
    Table,
    TableOf,
    Tagged,
    shape_named,
    written,
)
from sikao.core.scheme.tree import Keyed, Path, Places, Scalar, Sequence, Tree
from sikao.core.wording import Findings, Place, Term, Written, closest

_FORMS = {
    Scalar: Term("一个值", "a single value"),
    Sequence: Term("一个列表", "a list"),
    Keyed: Term("若干“键：值”", "keys with values"),
}


class Builder:
    """Builds values and remembers where each was written."""

    def __init__(self, found: Findings) -> None:
        self._found = found
        self._places: dict[Path, Place] = {}
        self._containers: dict[type[Any], Callable[[Any, Tree, Path], Any]] = {
            ListOf: self._list,
            MapOf: self._map,
            TableOf: self._table,
            Nested: self._nested,
            Tagged: self._tagged,
            Either: self._either,
        }

    @property
    def places(self) -> Places:
        """The side table of everything built so far."""
        return Places(dict(self._places))

    def build(self, kind: Kind, tree: Tree, path: Path) -> Any:
        """The value of a tree, or ``INVALID``."""
        self._places[path] = tree.where
        if type(kind) not in SCALAR_KINDS:
            return self._containers[type(kind)](kind, tree, path)
        if isinstance(tree, Scalar):
            return build_scalar(kind, tree, self._found)
        return self._wrong_form(tree, Scalar)

    def _build_under(self, key: Scalar, kind: Kind, tree: Tree, path: Path) -> Any:
        """Build what stands under a key; a list or mapping stands where its key does, a value where it is."""
        value = self.build(kind, tree, path)
        if not isinstance(tree, Scalar):
            self._places[path] = key.where
        return value

    def _wrong_form(self, tree: Tree, wanted: type[Tree]) -> Any:
        if not (isinstance(tree, Scalar) and tree.broken):
            self._found.error(
                "scheme.wrong_form", tree.where, wanted=_FORMS[wanted], given=_FORMS[type(tree)]
            )
        return INVALID

    def _list(self, kind: ListOf, tree: Tree, path: Path) -> Any:
        if not isinstance(tree, Sequence):
            return self._wrong_form(tree, Sequence)
        if kind.size is not None and len(tree.items) != kind.size:
            self._found.error(
                "scheme.list_length", tree.where, wanted=str(kind.size), given=str(len(tree.items))
            )
            return INVALID
        values = [
            self.build(kind.of, item, (*path, _name_in_list(kind.of, item, index)))
            for index, item in enumerate(tree.items)
        ]
        return INVALID if INVALID in values else tuple(values)

    def _map(self, kind: MapOf, tree: Tree, path: Path) -> Any:
        if not isinstance(tree, Keyed):
            return self._wrong_form(tree, Keyed)
        values: dict[Any, Any] = {}
        for key, inner in tree.entries:
            name = build_scalar(kind.key, key, self._found)
            values[name] = self._build_under(key, kind.value, inner, (*path, key.text))
        if INVALID in values or INVALID in values.values():
            return INVALID
        return Table(values)

    def _table(self, kind: TableOf, tree: Tree, path: Path) -> Any:
        if not isinstance(tree, Keyed):
            return self._wrong_form(tree, Keyed)
        shape = shape_named(kind.record)
        values: dict[Any, Any] = {}
        for key, inner in tree.entries:
            code = build_scalar(Code(shape.name), key, self._found)
            here = (*path, key.text)
            self._places[here] = key.where
            values[code] = self.build_record(shape, inner, here, code=code)
        if INVALID in values or INVALID in values.values():
            return INVALID
        return Table(values)

    def _nested(self, kind: Nested, tree: Tree, path: Path) -> Any:
        return self.build_record(shape_named(kind.record), tree, path)

    def _tagged(self, kind: Tagged, tree: Tree, path: Path) -> Any:
        if not isinstance(tree, Keyed):
            return self._wrong_form(tree, Keyed)
        tags = [value for key, value in tree.entries if key.text == kind.tag]
        if not tags:
            self._found.error(
                "scheme.missing_key",
                tree.where,
                key=Written(kind.tag, "计分方法"),
                record=Term("计分方法", "method"),
            )
            return INVALID
        if not isinstance(tags[0], Scalar):
            return self._wrong_form(tags[0], Scalar)
        name = kind.records.get(tags[0].text)
        if name is None:
            words = {tag: shape_named(record).title.zh for tag, record in kind.records.items()}
            self._found.error(
                "scheme.unknown_choice", tags[0].where, text=tags[0].text, **choices(tags[0].text, words)
            )
            return INVALID
        rest = Keyed(tuple(entry for entry in tree.entries if entry[0].text != kind.tag), tree.where)
        return self.build_record(shape_named(name), rest, path)

    def _either(self, kind: Either, tree: Tree, path: Path) -> Any:
        ways: dict[type[Tree], Kind | None] = {
            Scalar: kind.scalar,
            Sequence: kind.sequence,
            Keyed: kind.mapping,
        }
        way = ways[type(tree)]
        if way is None:
            return self._wrong_form(tree, next(form for form, inner in ways.items() if inner is not None))
        return self.build(way, tree, path)

    def build_record(self, shape: Shape, tree: Tree, path: Path, code: Any = None) -> Any:
        """A record from a mapping. ``code`` is its code id where the mapping around it gave it."""
        if not isinstance(tree, Keyed):
            return self._wrong_form(tree, Keyed)
        given: dict[Any, Any] = {}
        own = shape.code_field if code is not None else None
        if own is not None:
            given[own.attribute] = code
        offered = [field.key for field in shape.fields if field is not own]
        for key, inner in tree.entries:
            field = shape.field(key.text) if key.text in offered else None
            if field is None:
                near = closest(key.text, offered)
                self._found.error(
                    "scheme.unknown_key", key.where, key=key.text, record=shape.title, near=near
                )
                given[""] = INVALID
                continue
            below = path[:-1] if field.inner else (*path, key.text)
            kept = self._places.get(below)
            given[field.attribute] = self._build_under(key, field.kind, inner, below)
            if field.inner and kept is not None:
                self._places[below] = kept
        return self._made(shape, given, tree.where)

    def _made(self, shape: Shape, given: dict[Any, Any], where: Place) -> Any:
        missing = [field.key for field in shape.fields if field.required and field.attribute not in given]
        for key in missing:
            self._found.error("scheme.missing_key", where, key=written(shape.name, key), record=shape.title)
        if missing or INVALID in given.values():
            return INVALID
        return shape.make(**given)


def _name_in_list(kind: Kind, item: Tree, index: int) -> str | int:
    """How an element of a list is called in a path: by its code if it has one, else by its number from 0."""
    own = shape_named(kind.record).code_field if isinstance(kind, Nested) else None
    if own is not None and isinstance(item, Keyed):
        for key, value in item.entries:
            if key.text == own.key and isinstance(value, Scalar):
                return value.text
    return index
