"""What expressions name (items, kinds, members, carriers, parameters), and where each function may stand."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sikao.core.scheme.checks.context import Context
from sikao.core.scheme.expressions import (
    FUNCTIONS,
    Apply,
    Constant,
    Expression,
    FigureRef,
    Parameter,
    expression_text,
)
from sikao.core.scheme.expressions.constants import constant_value
from sikao.core.scheme.methods import Tally
from sikao.core.scheme.model import ALL, Item, Node
from sikao.core.scheme.shape import Formula, Worth
from sikao.core.scheme.tree import Path
from sikao.core.scheme.walking import Spot, spots
from sikao.core.wording import Listed, closest

_OUTCOMES = frozenset({"vetoes", "promotions", "awards"})
"""Sections of the scheme whose expressions are looked at when the order is known."""


@dataclass(frozen=True, slots=True)
class _Where:
    """Where in a scheme an expression stands, and inside which functions."""

    path: Path
    node: str | None = None
    parameters: frozenset[str] = frozenset()
    over: str | None = None
    in_members: bool = False
    in_group: bool = False


def check_formulas(context: Context) -> None:
    """Every expression of the scheme."""
    nodes = {
        (card.code, placed.node.code): placed.node
        for card in context.scheme.scorecards.values()
        for placed in card.walk()
    }
    for spot in spots(context.scheme):
        expression = _expression_of(spot)
        if expression is not None:
            key = (str(spot.path[1]), str(spot.path[3])) if len(spot.path) > 3 else ("", "")
            where = _where(context, spot, nodes.get(key) if spot.path[0] == "scorecards" else None)
            _check(context, expression, where)


def _expression_of(spot: Spot) -> Expression | None:
    found: Expression | None = None
    if isinstance(spot.kind, Formula):
        found = spot.value
    elif isinstance(spot.kind, Worth):
        found = spot.value.expression
    return found


def _where(context: Context, spot: Spot, node: Node | None) -> _Where:
    if node is None:
        return _Where(spot.path)
    parameters = context.resolved.parameters_of(str(spot.path[1]), node.code)
    over = node.method.over if "method" in spot.path and isinstance(node.method, Tally) else None
    return _Where(spot.path, node.code, frozenset(parameters), over)


def _check(context: Context, expression: Expression, where: _Where) -> None:
    if isinstance(expression, FigureRef):
        _check_figure(context, expression, where)
    elif isinstance(expression, Parameter):
        _check_parameter(context, expression, where)
    elif isinstance(expression, Apply):
        _check_application(context, expression, where)


def _check_parameter(context: Context, parameter: Parameter, where: _Where) -> None:
    if where.node is None:
        context.error("formula.parameter_here", where.path, name=parameter.name)
    elif parameter.name not in where.parameters:
        context.error("formula.unknown_parameter", where.path, name=parameter.name, node=where.node)


def _check_application(context: Context, node: Apply, where: _Where) -> None:
    divisor = constant_value(node.arguments[1]) if node.operator == "/" else None
    if divisor is not None and divisor <= 0:
        context.error("formula.divisor", where.path, divisor=expression_text(node.arguments[1]))
    function = FUNCTIONS.get(node.operator)
    over = "numbers" if function is None else function.over
    inner = where
    if over == "members":
        first = node.arguments[0]
        if not (isinstance(first, FigureRef) and first.member == "*"):
            context.error("formula.no_star", where.path, name=node.operator)
        inner = replace(where, in_members=True)
        cuts = node.arguments[1:]
        if any(not isinstance(cut, Constant) or cut.value != cut.value.to_integral_value() for cut in cuts):
            context.error("formula.cut", where.path)
    elif over == "group":
        if where.in_group or where.node is None:
            context.error("formula.group_nested", where.path, name=node.operator)
        inner = replace(where, in_group=True)
    elif over == "standing" and where.path[0] not in _OUTCOMES:
        context.error("formula.standing_here", where.path, name=node.operator)
    for argument in node.arguments:
        _check(context, argument, inner)


def _check_figure(context: Context, figure: FigureRef, where: _Where) -> None:
    scheme = context.scheme
    item = scheme.items.get(figure.item)
    if item is None:
        near = closest(figure.item, scheme.items)
        context.error("formula.unknown_item", where.path, item=figure.item, near=near)
        return
    kind = figure.kind or item.main_kind
    if kind not in item.kinds:
        kinds = Listed.of(item.kinds)
        context.error("formula.unknown_kind", where.path, item=item.code, kind=kind, kinds=kinds)
    if figure.carrier is not None and figure.carrier not in {**scheme.units, **scheme.references}:
        context.error("formula.unknown_carrier", where.path, carrier=figure.carrier)
    _check_member(context, figure, item, where)


def _check_member(context: Context, figure: FigureRef, item: Item, where: _Where) -> None:
    if item.members is None:
        if figure.member is not None:
            context.error("formula.no_members", where.path, item=item.code, member=figure.member)
    elif figure.member is None:
        context.error("formula.members_needed", where.path, item=item.code)
    elif figure.member == "*":
        if not where.in_members:
            context.error("formula.star", where.path, item=item.code)
    elif figure.member == "each":
        if where.over != item.members:
            context.error("formula.each", where.path, item=item.code, register=item.members)
    elif figure.member not in _members(context, item.members):
        context.error("formula.unknown_member", where.path, member=figure.member, register=item.members)


def _members(context: Context, register: str) -> set[str]:
    found = context.scheme.registers.get(register)
    return set() if found is None else {code for table in found.entries.values() for code in table} - {ALL}
