"""What differs between two schemes, field by field; two schemes are equal exactly when nothing differs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sikao.core.scheme.burden import BurdenChange, compare_burden
from sikao.core.scheme.model import Scheme
from sikao.core.scheme.plain import Plain, plain_value, way_of
from sikao.core.scheme.shape import Either, Field, Kind, ListOf, Nested, Table, TableOf, shape_of
from sikao.core.scheme.tree import Path
from sikao.core.scheme.walking import name_in_list
from sikao.core.wording import Language, Term

ADDED, REMOVED, CHANGED, REORDERED = "added", "removed", "changed", "reordered"
_WORDS = {
    ADDED: Term("新增", "added"),
    REMOVED: Term("删去", "removed"),
    CHANGED: Term("改动", "changed"),
    REORDERED: Term("调整次序", "reordered"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One difference, with plain values before and after; the one that does not exist is ``None``.

    A record that came or went is one change, told whole; a node that moved came and went.
    """

    sort: str
    path: Path
    heading: Term
    before: Plain | None = None
    after: Plain | None = None

    def text(self, lang: Language) -> str:
        """One line: path, what happened, old and new."""
        place = ".".join(str(part) for part in self.path)
        word, heading = _WORDS[self.sort].text(lang), self.heading.text(lang)
        old, new = _shown(self.before), _shown(self.after)
        values = {ADDED: new, REMOVED: old}.get(self.sort, f"{old} → {new}")
        return (
            f"{place} {heading} {word}：{values}" if lang == "zh" else f"{place} ({heading}) {word}: {values}"
        )


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes from one scheme to another, and what both ask of units, scorecard by scorecard."""

    changes: tuple[Change, ...]
    burdens: tuple[BurdenChange, ...]


def _shown(value: Plain | None) -> str:
    if value is None or isinstance(value, str):
        return "—" if value is None else value
    return json.dumps(value, ensure_ascii=False)


def diff_schemes(before: Scheme, after: Scheme) -> Difference:
    """Every change, in the order of the shape."""
    changes = tuple(_records(before, after, ()))
    return Difference(changes, compare_burden(before, after))


def _records(before: object, after: object, path: Path) -> Iterator[Change]:
    for field in shape_of(before).fields:
        old, new = getattr(before, field.attribute), getattr(after, field.attribute)
        if old != new:
            yield from _values(field, field.kind, old, new, (*path, field.key))


def _values(field: Field, kind: Kind, old: Any, new: Any, path: Path) -> Iterator[Change]:
    """The differences of two unequal values of one field."""
    same_way = old is not None and new is not None and type(old) is type(new)
    if isinstance(kind, Either) and same_way:
        kind = way_of(kind, old)
    if not same_way:
        yield _change(field, kind, old, new, path)
    elif isinstance(old, Table):
        inner = Nested(kind.record) if isinstance(kind, TableOf) else getattr(kind, "value", kind)
        yield from _entries(field, inner, dict(old), dict(new), path)
    elif isinstance(kind, ListOf) and isinstance(kind.of, Nested):
        olds = {name_in_list(item, index): item for index, item in enumerate(old)}
        news = {name_in_list(item, index): item for index, item in enumerate(new)}
        if len(olds) == len(old) and len(news) == len(new):
            yield from _entries(field, kind.of, olds, news, path)
        else:
            yield _change(field, kind, old, new, path)
    elif _is_record(old):
        yield from _records(old, new, path)
    else:
        yield _change(field, kind, old, new, path)


def _entries(
    field: Field, kind: Kind, old: dict[Any, Any], new: dict[Any, Any], path: Path
) -> Iterator[Change]:
    for key, value in old.items():
        if key not in new:
            yield Change(REMOVED, (*path, key), field.heading, before=plain_value(kind, value))
        elif value != new[key]:
            yield from _values(field, kind, value, new[key], (*path, key))
    for key, value in new.items():
        if key not in old:
            yield Change(ADDED, (*path, key), field.heading, after=plain_value(kind, value))
    kept_old = [key for key in old if key in new]
    kept_new = [key for key in new if key in old]
    if kept_old != kept_new:
        yield Change(
            REORDERED, path, field.heading, [str(key) for key in kept_old], [str(key) for key in kept_new]
        )


def _change(field: Field, kind: Kind, old: Any, new: Any, path: Path) -> Change:
    before, after = (None if value is None else plain_value(kind, value) for value in (old, new))
    sort = ADDED if old is None else REMOVED if new is None else CHANGED
    return Change(sort, path, field.heading, before, after)


def _is_record(value: object) -> bool:
    try:
        return bool(shape_of(value).fields)
    except KeyError:
        return False
