"""What differs between two schemes, field by field; two schemes are equal exactly when nothing differs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sikao.core.scheme.burden import BurdenChange, compare_burden
from sikao.core.scheme.model import Scheme
from sikao.core.scheme.plain import Plain, plain_value, way_of
from sikao.core.scheme.shape import Either, Field, Kind, ListOf, Nested, Table, TableOf, Text, shape_of
from sikao.core.scheme.tree import Path
from sikao.core.scheme.walking import name_in_list

ADDED, REMOVED, CHANGED, REORDERED = "added", "removed", "changed", "reordered"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference, with the values before and after; the one that does not exist is ``None``.

    ``record`` names the record that holds ``field``, ``kind`` is the kind of the values. A record that came
    or went is one change, told whole; a node that moved came and went. Of a changed order the values are the
    keys that both have.
    """

    sort: str
    path: Path
    record: str
    field: Field
    kind: Kind
    was: Any = None
    now: Any = None

    @property
    def before(self) -> Plain | None:
        """The old value as plain data."""
        return None if self.was is None else plain_value(self.kind, self.was)

    @property
    def after(self) -> Plain | None:
        """The new value as plain data."""
        return None if self.now is None else plain_value(self.kind, self.now)


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes from one scheme to another, and what both ask of units, scorecard by scorecard."""

    changes: tuple[Change, ...]
    burdens: tuple[BurdenChange, ...]


Held = tuple[str, Field]


def diff_schemes(before: Scheme, after: Scheme) -> Difference:
    """Every change, in the order of the shape."""
    changes = tuple(_records(before, after, ()))
    return Difference(changes, compare_burden(before, after))


def _records(before: object, after: object, path: Path) -> Iterator[Change]:
    shape = shape_of(before)
    for field in shape.fields:
        old, new = getattr(before, field.attribute), getattr(after, field.attribute)
        if old != new:
            yield from _values((shape.name, field), field.kind, old, new, (*path, field.key))


def _values(held: Held, kind: Kind, old: Any, new: Any, path: Path) -> Iterator[Change]:
    """The differences of two unequal values of one field."""
    same_way = old is not None and new is not None and type(old) is type(new)
    if isinstance(kind, Either) and same_way:
        kind = way_of(kind, old)
    if not same_way:
        yield _change(held, kind, old, new, path)
    elif isinstance(old, Table):
        inner = Nested(kind.record) if isinstance(kind, TableOf) else getattr(kind, "value", kind)
        yield from _entries(held, inner, dict(old), dict(new), path)
    elif isinstance(kind, ListOf) and isinstance(kind.of, Nested):
        olds = {name_in_list(item, index): item for index, item in enumerate(old)}
        news = {name_in_list(item, index): item for index, item in enumerate(new)}
        if len(olds) == len(old) and len(news) == len(new):
            yield from _entries(held, kind.of, olds, news, path)
        else:
            yield _change(held, kind, old, new, path)
    elif _is_record(old):
        yield from _records(old, new, path)
    else:
        yield _change(held, kind, old, new, path)


def _entries(
    held: Held, kind: Kind, old: dict[Any, Any], new: dict[Any, Any], path: Path
) -> Iterator[Change]:
    for key, value in old.items():
        if key not in new:
            yield Change(REMOVED, (*path, key), *held, kind, was=value)
        elif value != new[key]:
            yield from _values(held, kind, value, new[key], (*path, key))
    for key, value in new.items():
        if key not in old:
            yield Change(ADDED, (*path, key), *held, kind, now=value)
    kept_old = [key for key in old if key in new]
    kept_new = [key for key in new if key in old]
    if kept_old != kept_new:
        keys = (tuple(str(key) for key in kept) for kept in (kept_old, kept_new))
        yield Change(REORDERED, path, *held, ListOf(Text()), *keys)


def _change(held: Held, kind: Kind, old: Any, new: Any, path: Path) -> Change:
    sort = ADDED if old is None else REMOVED if new is None else CHANGED
    return Change(sort, path, *held, kind, old, new)


def _is_record(value: object) -> bool:
    try:
        return bool(shape_of(value).fields)
    except KeyError:
        return False
