"""The tree of an expression, and the one text that stands for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from sikao.core.figures.decimals import canonical
from sikao.core.wording import Term


@dataclass(frozen=True, slots=True)
class Constant:
    """A number written in the expression; never negative (a minus sign is an operator)."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class FigureRef:
    """A figure of an item: ``member`` is a code, ``*`` (every member) or ``each``; ``years`` is at most 0."""

    item: str
    member: str | None = None
    kind: str | None = None
    carrier: str | None = None
    years: int = 0


@dataclass(frozen=True, slots=True)
class Parameter:
    """``$name``: a number that the scheme gives per unit, and per checkpoint where it likes."""

    name: str


@dataclass(frozen=True, slots=True)
class Apply:
    """An operator or a function applied to its arguments; a power holds its exponent as a constant."""

    operator: str
    arguments: tuple[Expression, ...]


Expression = Constant | FigureRef | Parameter | Apply

NUMBER, CONDITION = "number", "condition"


@dataclass(frozen=True, slots=True)
class Function:
    """How a function is called: least and most arguments, what it takes and what it is."""

    least: int
    most: int
    title: Term
    over: str = "numbers"  # numbers | figure | members | group | standing


FUNCTIONS: dict[str, Function] = {
    "min": Function(1, 50, Term("最小值", "smallest")),
    "max": Function(1, 50, Term("最大值", "largest")),
    "abs": Function(1, 1, Term("绝对值", "absolute value")),
    "clamp": Function(3, 3, Term("限定在区间内", "kept between two bounds")),
    "if": Function(3, 3, Term("如果", "if")),
    "last": Function(1, 1, Term("上年同期", "same period a year before"), "figure"),
    "growth": Function(1, 1, Term("同比增速", "growth on the year before, per cent"), "figure"),
    "increment": Function(1, 1, Term("同比增量", "increment on the year before"), "figure"),
    "sum": Function(1, 1, Term("各成员合计", "sum over members"), "members"),
    "mean": Function(1, 1, Term("各成员平均", "mean over members"), "members"),
    "count": Function(1, 1, Term("成员个数", "number of members"), "members"),
    "trimmed_mean": Function(3, 3, Term("去极值平均", "mean without the extremes"), "members"),
    "weighted_mean": Function(1, 1, Term("按份额加权平均", "mean weighted by share"), "members"),
    "group_min": Function(1, 1, Term("组内最小", "smallest of the group"), "group"),
    "group_max": Function(1, 1, Term("组内最大", "largest of the group"), "group"),
    "group_mean": Function(1, 1, Term("组内平均", "mean of the group"), "group"),
    "group_sum": Function(1, 1, Term("组内合计", "sum of the group"), "group"),
    "share": Function(1, 1, Term("占组内合计的百分比", "per cent of the group's sum"), "group"),
    "place": Function(0, 0, Term("名次", "place"), "standing"),
    "place_from_last": Function(0, 0, Term("倒数名次", "place from the last"), "standing"),
    "total": Function(0, 0, Term("总分", "total"), "standing"),
}

COMPARISONS = frozenset({"<", "<=", ">", ">=", "=", "!="})
LOGIC = frozenset({"and", "or", "not"})

_BINDING = {"or": 1, "and": 2, "not": 3, "+": 5, "-": 5, "*": 6, "/": 6, "neg": 7, "^": 8}
_BINDING.update(dict.fromkeys(COMPARISONS, 4))
_ATOM = 9


def expression_text(node: Expression) -> str:
    """The canonical text: reading it gives the same tree."""
    return _text(node)[0]


def _text(node: Expression) -> tuple[str, int]:
    """The text and how tightly its outermost operator binds."""
    if isinstance(node, Constant):
        return canonical(node.value), _ATOM
    if isinstance(node, Parameter):
        return f"${node.name}", _ATOM
    if isinstance(node, FigureRef):
        return _figure_text(node), _ATOM
    if node.operator in _BINDING:
        return _operator_text(node)
    inner = ", ".join(expression_text(argument) for argument in node.arguments)
    return f"{node.operator}({inner})", _ATOM


def _figure_text(figure: FigureRef) -> str:
    text = figure.item
    if figure.member is not None:
        text += f"/{figure.member}"
    if figure.kind is not None:
        text += f".{figure.kind}"
    if figure.carrier is not None:
        text += f"@{figure.carrier}"
    for _ in range(-figure.years):
        text = f"last({text})"
    return text


def _operator_text(node: Apply) -> tuple[str, int]:
    level = _BINDING[node.operator]
    if node.operator in ("neg", "not"):
        sign = "-" if node.operator == "neg" else "not "
        return sign + _bracketed(node.arguments[0], level), level
    left, right = node.arguments
    # A comparison does not chain and a power takes an atom; the other operators are read from the left.
    tight_left = level + 1 if node.operator in COMPARISONS or node.operator == "^" else level
    joint = node.operator if node.operator == "^" else f" {node.operator} "
    return _bracketed(left, tight_left) + joint + _bracketed(right, level + 1), level


def _bracketed(node: Expression, least: int) -> str:
    text, level = _text(node)
    return text if level >= least else f"({text})"


def walk(node: Expression) -> Iterator[Expression]:
    """Every node of the tree, the outer before the inner."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        yield current
        if isinstance(current, Apply):
            waiting.extend(reversed(current.arguments))


def figures_in(node: Expression) -> tuple[FigureRef, ...]:
    """Every figure that the expression names, in reading order."""
    return tuple(found for found in walk(node) if isinstance(found, FigureRef))


def parameters_in(node: Expression) -> tuple[str, ...]:
    """Every ``$name`` that the expression reads, in reading order."""
    return tuple(found.name for found in walk(node) if isinstance(found, Parameter))


def kind_of(node: Expression) -> str:
    """Whether the expression is a number or a condition."""
    if isinstance(node, Apply) and (node.operator in COMPARISONS or node.operator in LOGIC):
        return CONDITION
    return NUMBER
