"""Puts mappings whose order says nothing into one order, so that both forms load to equal schemes.

Checkpoints, groups, units and nodes keep their declared order; whatever is keyed by them follows it.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from sikao.core.scheme.model import ALL, Scheme
from sikao.core.scheme.plain import way_of
from sikao.core.scheme.shape import (
    Choice,
    Either,
    Kind,
    ListOf,
    MapOf,
    Nested,
    Ref,
    Table,
    TableOf,
    Tagged,
    shape_of,
)

_ORDERED = ("checkpoint", "unit", "group", "scorecard", "any_node")


def arranged(scheme: Scheme) -> Scheme:
    """The same scheme with every such mapping in declared order; unknown keys come last, as they were."""
    nodes = [placed.node.code for card in scheme.scorecards.values() for placed in card.walk()]
    sections = [
        scheme.checkpoints,
        scheme.scorecards,
        [ALL],
        scheme.groups,
        scheme.units,
        scheme.references,
        nodes,
    ]
    order: dict[str, int] = {}
    for section in sections:
        for code in section:
            order.setdefault(code, len(order))
    result: Scheme = _record(scheme, order)
    return result


def _record(record: Any, order: dict[str, int]) -> Any:
    changed: dict[str, Any] = {}
    for field in shape_of(record).fields:
        value = getattr(record, field.attribute)
        if value is not None:
            new = _value(field.kind, value, order)
            if new is not value:
                changed[field.attribute] = new
    return dataclasses.replace(record, **changed) if changed else record


def _value(kind: Kind, value: Any, order: dict[str, int]) -> Any:
    if isinstance(kind, Either):
        return _value(way_of(kind, value), value, order)
    if isinstance(kind, Nested | Tagged):
        return _record(value, order)
    if isinstance(kind, TableOf):
        return Table({code: _record(entry, order) for code, entry in value.items()})
    if isinstance(kind, ListOf):
        return tuple(_value(kind.of, item, order) for item in value)
    if isinstance(kind, MapOf):
        keys = sorted(value, key=lambda key: _rank(kind, key, order))
        return Table({key: _value(kind.value, value[key], order) for key in keys})
    return value


def _rank(kind: MapOf, key: str, order: dict[str, int]) -> int:
    """Where a key belongs; equal ranks keep the order written."""
    if isinstance(kind.key, Choice):
        return list(kind.key.options).index(key)
    if isinstance(kind.key, Ref) and any(sort in _ORDERED for sort in kind.key.to):
        return order.get(key, len(order))
    return 0
