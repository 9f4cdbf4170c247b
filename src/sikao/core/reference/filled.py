"""Expressions with their numbers put in: the value read stands where the place was from which it was read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from .compiled import Variant
from .expressions import Situation, evaluate, members_read, trimmed, weights_of
from .figures import Absence
from .formulas import Expression
from .methods import ZERO
from .rounding import decimal_text

Filled = list[Any]
"""``["value", number]``, or an operation of the expression language with its arguments filled."""


def filled(tree: Expression, at: Situation) -> Filled | None:
    """The tree with numbers as exact text; null where it has no value.

    Of ``if`` stands the branch taken. Functions over members have one argument for each member counted, those
    of a weighted mean as ``["*", weight, value]``; functions over the group are ``[name, value]``.
    """
    if isinstance(evaluate(tree, at), Absence):
        return None
    return _filled(tree, at)


def filled_measure(variant: Variant, at: Situation) -> Filled | None:
    """What a leaf measures, filled; for a target range the distance outside the range."""
    if variant.measure is None:
        return None
    target = variant.method.get("target")
    if variant.direction != "range" or not isinstance(target, Mapping):
        return filled(variant.measure, at)
    value = variant.measure
    below, above = ("-", target["low"], value), ("-", value, target["high"])
    return filled(("max", below, above, ("num", ZERO)), at)


def _filled(tree: Expression, at: Situation) -> Filled:
    special = _SPECIAL.get(tree[0])
    if special is not None:
        return special(tree, at)
    return [tree[0], *(_filled(argument, at) for argument in tree[1:])]


def _value(tree: Expression, at: Situation) -> Filled:
    return ["value", _text(tree, at)]


def _text(tree: Expression, at: Situation) -> str:
    value = evaluate(tree, at)
    return decimal_text(value) if isinstance(value, Fraction) else "0"


def _power(tree: Expression, at: Situation) -> Filled:
    return ["^", _filled(tree[1], at), ["value", str(tree[2])]]


def _if(tree: Expression, at: Situation) -> Filled:
    return _filled(tree[2] if evaluate(tree[1], at) else tree[3], at)


def _over_group(tree: Expression, at: Situation) -> Filled:
    return [tree[0], _text(tree, at)]


def _over_members(tree: Expression, at: Situation) -> Filled:
    numbers = members_read(tree, at)
    if isinstance(numbers, Absence):
        return _value(tree, at)
    if tree[0] == "weighted_mean":
        weights = weights_of(tree, numbers, at)
        terms = [["*", _number(weights[member]), _number(value)] for member, value in numbers.items()]
        return [tree[0], *terms]
    kept = trimmed(tree, numbers) if tree[0] == "trimmed_mean" else list(numbers.values())
    return ["mean" if tree[0] == "trimmed_mean" else tree[0], *(_number(value) for value in kept)]


def _number(value: Fraction) -> Filled:
    return ["value", decimal_text(value)]


_SPECIAL: Mapping[str, Callable[[Expression, Situation], Filled]] = {
    **dict.fromkeys(("num", "param", "fig", "count"), _value),
    "^": _power,
    "if": _if,
    **dict.fromkeys(("sum", "mean", "weighted_mean", "trimmed_mean"), _over_members),
    **dict.fromkeys(("group_min", "group_max", "group_mean", "group_sum"), _over_group),
}
