"""Whether targets really differ from unit to unit: what a leaf's method holds each unit's measure against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sikao.core.figures.absence import Absence
from sikao.core.figures.decimals import canonical
from sikao.core.scheme.expressions import Constant, Expression, Parameter, expression_text, parameters_in
from sikao.core.scheme.methods import Range
from sikao.core.scheme.model import Node, Placed, Scorecard, Unit, Values
from sikao.core.scheme.resolving import Resolved, Settings
from sikao.core.scheme.shape import Table

_Target = tuple[str, ...]


def nodes_with_differing_targets(
    resolved: Resolved, card: Scorecard, units: Iterable[Unit]
) -> frozenset[str]:
    """The leaves in which two of the units have targets that are not the same numbers, and all nodes above.

    A leaf whose method has no target has none that differ; nor has a unit to which none applies.
    """
    found: dict[Placed, set[_Target]] = {}
    leaves = [entry for entry in card.walk() if entry.node.is_leaf]
    for unit in units:
        settings = resolved.settings(card, unit)
        for entry in leaves:
            own = settings.get(entry.node.code)
            if own is not None:
                target = tuple(_target(resolved, card, entry, own, unit))
                if target:
                    found.setdefault(entry, set()).add(target)
    differing = (leaf for leaf, targets in found.items() if len(targets) > 1)
    return frozenset(node.code for leaf in differing for node in _path(leaf))


def _path(leaf: Placed) -> Iterator[Node]:
    current: Placed | None = leaf
    while current is not None:
        yield current.node
        current = current.parent


def _target(resolved: Resolved, card: Scorecard, entry: Placed, own: Settings, unit: Unit) -> Iterator[str]:
    """What a unit must reach, checkpoint by checkpoint."""
    target = getattr(own.method, "target", None)
    if target is None:
        return
    bounds = (target.low, target.high) if isinstance(target, Range) else (target,)
    given = {
        name: resolved.parameter(card.code, entry.node.code, name, unit)
        for bound in bounds
        for name in parameters_in(bound)
    }
    last = resolved.checkpoints[-1].code
    fallback = last if entry.node.prorate else None
    for checkpoint, _ in resolved.windows(own.schedule):
        values = {name: _at(value, checkpoint, fallback) for name, value in given.items()}
        if None not in values.values():
            yield ";".join([checkpoint, *(_shown(bound, values) for bound in bounds)])


def _at(given: Values | None, checkpoint: str, fallback: str | None) -> str | None:
    """A parameter at a checkpoint; ``None`` where the unit has none. Prorated, years alike are alike."""
    found = given
    if isinstance(given, Table):
        found = given.get(checkpoint)
        if found is None and fallback is not None:
            found = given.get(fallback)
    return None if found is None or isinstance(found, Absence | Table) else canonical(found)


def _shown(bound: Expression, values: dict[str, str | None]) -> str:
    """The number itself where the target is one, else the expression with its parameters."""
    if isinstance(bound, Parameter):
        return values[bound.name] or ""
    if isinstance(bound, Constant):
        return canonical(bound.value)
    return ";".join([expression_text(bound), *(f"{name}={value}" for name, value in sorted(values.items()))])
