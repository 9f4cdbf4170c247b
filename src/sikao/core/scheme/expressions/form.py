"""The tree of an expression as plain JSON data, as the calculators read it; sugar is compiled away."""

from __future__ import annotations

from collections.abc import Callable

from sikao.core.figures.decimals import canonical
from sikao.core.scheme.expressions.nodes import (
    Apply,
    Constant,
    Expression,
    FigureRef,
    Parameter,
)

Form = list[object]


def expression_form(node: Expression, kind_of_item: Callable[[str], str]) -> Form:
    """Nested lists such as ``["+", a, b]``. ``kind_of_item`` gives the kind of a figure that names none."""
    if isinstance(node, Constant):
        return ["num", canonical(node.value)]
    if isinstance(node, Parameter):
        return ["param", node.name]
    if isinstance(node, FigureRef):
        kind = node.kind or kind_of_item(node.item)
        return ["fig", node.item, node.member, kind, node.carrier, node.years]
    return _application(node, kind_of_item)


def _application(node: Apply, kind_of_item: Callable[[str], str]) -> Form:
    arguments = [expression_form(argument, kind_of_item) for argument in node.arguments]
    if node.operator in ("growth", "increment"):
        figure = arguments[0]
        before = [*figure[:-1], int(str(figure[-1])) - 1]
        return ["growth" if node.operator == "growth" else "-", figure, before]
    if node.operator == "share":
        return ["/", ["*", ["num", "100"], arguments[0]], ["group_sum", arguments[0]]]
    if node.operator == "^":
        return ["^", arguments[0], int(str(arguments[1][1]))]
    if node.operator == "trimmed_mean":
        return ["trimmed_mean", arguments[0], *(int(str(cut[1])) for cut in arguments[1:])]
    return [node.operator, *arguments]
