"""Every scheme that differs from a given one in a single field."""

import dataclasses
from decimal import Decimal

from sikao.core.figures.absence import Absence
from sikao.core.scheme.expressions import Apply, Constant
from sikao.core.scheme.plain import way_of
from sikao.core.scheme.shape import (
    Choice,
    Code,
    DueDay,
    Either,
    Formula,
    ListOf,
    MapOf,
    Nested,
    Number,
    Table,
    TableOf,
    Tagged,
    Truth,
    Whole,
    Worth,
    shape_of,
)
from sikao.core.scheme.shape import Consequence as ConsequenceKind
from sikao.core.scheme.values import Amount, DayAfter, Effect


def changed_records(record, path=()):
    """Pairs of a path and the record with the scalar at that path changed."""
    for field in shape_of(record).fields:
        value = getattr(record, field.attribute)
        if value is None or isinstance(field.kind, Code) or field.key == "language":
            continue
        for below, new in _changed(field.kind, value, (*path, field.key)):
            yield below, dataclasses.replace(record, **{field.attribute: new})


def _changed(kind, value, path):
    if isinstance(kind, Either):
        yield from _changed(way_of(kind, value), value, path)
    elif isinstance(kind, Nested | Tagged):
        yield from changed_records(value, path)
    elif isinstance(kind, ListOf):
        for index, item in enumerate(value):
            for below, new in _changed(kind.of, item, (*path, index)):
                yield below, (*value[:index], new, *value[index + 1 :])
    elif isinstance(kind, MapOf | TableOf):
        inner = Nested(kind.record) if isinstance(kind, TableOf) else kind.value
        for key, item in value.items():
            for below, new in _changed(inner, item, (*path, key)):
                yield below, Table({**value, key: new})
    else:
        yield path, _other(kind, value)


def _other(kind, value):
    """Another value of the same kind."""
    if isinstance(kind, Truth):
        return not value
    if isinstance(kind, Whole):
        return value + 1 if value < kind.high else value - 1
    if isinstance(kind, DueDay):
        return DayAfter(month=5, day=31) if value.month is None else DayAfter(days=31)
    if isinstance(kind, Choice):
        return next(option for option in kind.options if option != value)
    if isinstance(kind, Number):
        return Decimal("7.125") if isinstance(value, Absence) else value + Decimal("0.125")
    return _other_expression(kind, value)


def _other_expression(kind, value):
    if isinstance(kind, Formula):
        return Apply("not", (value,)) if kind.condition else Apply("+", (value, Constant(Decimal("0.5"))))
    if isinstance(kind, Worth):
        return Amount(points=Decimal("77.5"))
    if isinstance(kind, ConsequenceKind):
        return Effect("share", share=Decimal("0.25"))
    return f"{value}x"
