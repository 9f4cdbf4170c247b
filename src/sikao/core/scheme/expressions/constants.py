"""The value of what is put together from numbers alone, as far as a check needs it."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from fractions import Fraction

from sikao.core.scheme.expressions.nodes import Apply, Constant, Expression

_MOST_BITS = 1000
"""Longer numerators and denominators are not worked out: powers of powers have no end."""

_OPERATIONS: Mapping[str, Callable[..., Fraction]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "neg": operator.neg,
    "abs": abs,
    "min": min,
    "max": max,
    "^": lambda base, exponent: base ** int(exponent),
}


def constant_value(node: Expression) -> Fraction | None:
    """The value of an expression of numbers, signs, ``+ - * / ^``, ``abs``, ``min`` and ``max``.

    ``None`` for any other, for a division by zero or less, and for numbers of hundreds of digits.
    """
    if isinstance(node, Constant):
        return Fraction(node.value)
    if not isinstance(node, Apply) or node.operator not in _OPERATIONS:
        return None
    values = [constant_value(argument) for argument in node.arguments]
    known = [value for value in values if value is not None]
    if len(known) < len(values) or (node.operator == "/" and known[1] <= 0):
        return None
    found = Fraction(_OPERATIONS[node.operator](*known))
    return found if max(found.numerator.bit_length(), found.denominator.bit_length()) < _MOST_BITS else None
