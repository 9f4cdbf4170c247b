"""From a compiled scheme's expressions and methods to shapes and slots.

A shape is what two indicators share when one evaluation serves both: the tree without its numbers,
parameters and figures. What differs is collected in ``Slots``, in the order of the walk.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sikao.core.scoring.expressions import Shape

_MEMBER_FUNCTIONS = frozenset(("sum", "mean", "count", "weighted_mean", "trimmed_mean"))
_GROUP_FUNCTIONS = frozenset(("group_min", "group_max", "group_mean", "group_sum"))
GROUP: Shape = ("group",)


@dataclass(frozen=True, slots=True)
class FigureOf:
    """What a figure slot reads: ``member`` None, a code, ``*`` (all members) or ``each`` (one after the
    other).
    """

    item: str
    member: str | None
    kind: str
    carrier: str | None
    years: int


@dataclass(slots=True)
class Slots:
    """The numbers (text, or the name of a parameter) and figures of one shape."""

    numbers: list[str] = field(default_factory=list)
    parameters: list[bool] = field(default_factory=list)
    figures: list[FigureOf] = field(default_factory=list)
    looks_at_group: bool = False

    def number(self, text: str, *, parameter: bool = False) -> Shape:
        """The shape of a number; its slot is the next one."""
        self.numbers.append(text)
        self.parameters.append(parameter)
        return ("number", len(self.numbers) - 1)

    def figure(self, figure: FigureOf) -> Shape:
        """The shape of a figure; its slot is the next one."""
        self.figures.append(figure)
        return ("figure", len(self.figures) - 1, figure.member == "each")


def expression_shape(tree: Any, slots: Slots) -> Shape:
    """The shape of an expression tree of the compiled scheme."""
    name = tree[0]
    if name == "num":
        return slots.number(tree[1])
    if name == "param":
        return slots.number(tree[1], parameter=True)
    if name == "fig":
        return slots.figure(FigureOf(*tree[1:]))
    if name == "^":
        return (name, expression_shape(tree[1], slots), small_number(tree[2]))
    if name in _MEMBER_FUNCTIONS:
        slots.figures.append(FigureOf(*tree[1][1:]))
        return (name, len(slots.figures) - 1, *(small_number(argument) for argument in tree[2:]))
    if name in _GROUP_FUNCTIONS:
        slots.looks_at_group = True
    return (name, *(expression_shape(argument, slots) for argument in tree[1:]))


def small_number(argument: Any) -> int:
    """A whole number written as such, as text or as a ``num`` tree."""
    return int(argument[1] if isinstance(argument, list | tuple) else argument)


def measure_shape(variant: Mapping[str, Any], slots: Slots) -> Shape | None:
    """The measure; with direction ``range`` its distance outside the range."""
    measure = variant["measure"]
    if measure is None:
        return None
    shape = expression_shape(measure, slots)
    if variant["direction"] != "range":
        return shape
    target = variant["method"]["target"]
    return ("outside", shape, expression_shape(target["low"], slots), expression_shape(target["high"], slots))


# How the methods' parameters are written in the compiled scheme; all others are words.
_AMOUNTS = frozenset(
    (
        *("base", "up", "down", "short", "met", "unmet", "equal", "below", "first", "last", "step", "rest"),
        *(
            "otherwise",
            "start",
            "each",
            "most",
            "rate",
            "score",
            "coefficients",
            "ladder",
            "bottom",
            "cap",
            "floor",
        ),
    )
)
_EXPRESSIONS = frozenset(
    ("target", "per", "low", "high", "best", "standards", "size", "at_least", "at_most", "count")
)


def method_shape(variant: Mapping[str, Any], slots: Slots) -> Shape:
    """The method's parameters as pairs of name and shape, sorted by name."""
    method = dict(variant["method"])
    if variant["direction"] == "range":
        method["target"] = ["num", "0"]
    return _record_shape(method, slots)


def _record_shape(record: Mapping[str, Any], slots: Slots) -> Shape:
    return tuple((key, _parameter_shape(key, record[key], slots)) for key in sorted(record))


def _parameter_shape(key: str, value: Any, slots: Slots) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Mapping):
        return ("record", _record_shape(value, slots))
    if key in ("bands", "entries") or (
        key in ("standards", "coefficients", "ladder", "bottom") and not _is_pair(value)
    ):
        return ("list", *(_parameter_shape(key, element, slots) for element in value))
    if key in _AMOUNTS:
        return _amount_shape(value, slots)
    if key in _EXPRESSIONS:
        return GROUP if list(value) == ["group"] else expression_shape(value, slots)
    return value


def _is_pair(value: Any) -> bool:
    return bool(value) and isinstance(value[0], str)


def _amount_shape(amount: Any, slots: Slots) -> Shape:
    kind, content = amount
    if kind == "expr":
        return ("expr", expression_shape(content, slots))
    # The whole of the full points is so common that it is told apart: no product is needed for it.
    if kind == "share" and content == "1":
        return ("full",)
    return (kind, slots.number(content)[1])


def expressions_in(record: Shape) -> Iterator[Shape]:
    """All expression shapes among a method's parameters."""
    for _, content in record:
        yield from _expressions_of(content)


def _expressions_of(content: Any) -> Iterator[Shape]:
    if not isinstance(content, tuple) or content == GROUP or content[0] in ("full", "share", "points"):
        return
    if content[0] == "record":
        yield from expressions_in(content[1])
    elif content[0] == "list":
        for element in content[1:]:
            yield from _expressions_of(element)
    else:
        yield content[1] if content[0] == "expr" else content
