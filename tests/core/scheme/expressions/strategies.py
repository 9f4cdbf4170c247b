"""Random valid expressions, and a tiny evaluator that stands beside the real ones."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from sikao.core.scheme.expressions import Apply, Constant, FigureRef, Parameter

FIGURES = {"a": Fraction(7, 2), "b": Fraction(-3), "c": Fraction(0)}

constants = st.decimals(0, 1000, places=3).map(Constant)
figures = st.sampled_from([*map(FigureRef, FIGURES), Parameter("t")])


def _extend(inner):
    pair = st.tuples(inner, inner)
    condition = st.builds(Apply, st.sampled_from(["<", "<=", ">", ">=", "=", "!="]), pair)
    logic = st.one_of(
        condition,
        st.builds(lambda one: Apply("not", (one,)), condition),
        st.builds(Apply, st.sampled_from(["and", "or"]), st.tuples(condition, condition)),
    )
    powers = st.integers(0, 4).map(lambda power: Constant(Decimal(power)))
    return st.one_of(
        st.builds(Apply, st.sampled_from(["+", "-", "*", "/", "min", "max"]), pair),
        st.builds(lambda one: Apply("neg", (one,)), inner),
        st.builds(lambda one: Apply("abs", (one,)), inner),
        st.builds(lambda base, power: Apply("^", (base, power)), inner, powers),
        st.builds(lambda *three: Apply("clamp", three), inner, inner, inner),
        st.builds(lambda *three: Apply("if", three), logic, inner, inner),
    )


numbers = st.recursive(st.one_of(constants, figures), _extend, max_leaves=12)

_OPERATIONS = {
    "+": lambda x, y: x + y,
    "-": lambda x, y: x - y,
    "*": lambda x, y: x * y,
    "/": lambda x, y: x / y,
    "^": lambda x, n: x ** int(n),
    "neg": lambda x: -x,
    "abs": abs,
    "min": min,
    "max": max,
    "clamp": lambda x, low, high: min(max(x, low), high),
    "<": lambda x, y: x < y,
    "<=": lambda x, y: x <= y,
    ">": lambda x, y: x > y,
    ">=": lambda x, y: x >= y,
    "=": lambda x, y: x == y,
    "!=": lambda x, y: x != y,
    "and": lambda x, y: x and y,
    "or": lambda x, y: x or y,
    "not": lambda x: not x,
    "if": lambda condition, yes, no: yes if condition else no,
}


def value_of(node):
    """The exact value of a tree; ``ZeroDivisionError`` where something is divided by zero."""
    if isinstance(node, Constant):
        return Fraction(node.value)
    if isinstance(node, FigureRef):
        return FIGURES[node.item]
    if isinstance(node, Parameter):
        return Fraction(5)
    return _OPERATIONS[node.operator](*(value_of(argument) for argument in node.arguments))
