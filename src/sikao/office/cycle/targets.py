"""The target that stands beside a cell: where a leaf scores the reported figure itself against a target."""

from __future__ import annotations

from decimal import Decimal

from sikao.core.figures.table import Kind
from sikao.core.scheme import Scheme
from sikao.core.scheme.expressions import FigureRef, Parameter
from sikao.core.scheme.model import Node, Unit, Values
from sikao.core.scheme.resolving import Resolved
from sikao.core.scheme.shape import Table

_SHOWN = Decimal("0.01")

Targets = dict[tuple[str, Kind, str, int], Decimal]
"""By item, kind, unit and last month of the period."""


def targets_of(scheme: Scheme) -> Targets:
    """Every target of a scheme, in the unit of measure of its item."""
    resolved = Resolved(scheme)
    found: Targets = {}
    for table in resolved.tables:
        for placed in table.scorecard.walk():
            for unit in table.units:
                found |= _targets(resolved, table.scorecard.code, placed.node, unit)
    return found


def _targets(resolved: Resolved, card: str, node: Node, unit: Unit) -> Targets:
    measure, given = node.measure, getattr(node.method, "target", None)
    if not isinstance(measure, FigureRef) or not isinstance(given, Parameter):
        return {}
    if measure.carrier is not None or measure.member is not None or measure.years:
        return {}
    values = resolved.parameter(card, node.code, given.name, unit)
    scheme = resolved.scheme
    kind = Kind(measure.kind or scheme.items[measure.item].main_kind)
    return {
        (measure.item, kind, unit.code, checkpoint.through): value
        for checkpoint in scheme.checkpoints.values()
        if (value := _at(values, checkpoint.code, checkpoint.through, node.prorate)) is not None
    }


def _at(values: Values | None, checkpoint: str, through: int, prorate: bool) -> Decimal | None:
    """The value at a checkpoint; a target of the year is taken by its part of the months where it is so."""
    own = values.get(checkpoint) if isinstance(values, Table) else None
    if isinstance(own, Decimal):
        return own
    year = values if isinstance(values, Decimal) else None
    if isinstance(values, Table) and prorate:
        last = list(values.values())[-1] if len(values) else None
        year = last if isinstance(last, Decimal) else None
    if year is None:
        return None
    return (year * through / 12).quantize(_SHOWN) if prorate else year
