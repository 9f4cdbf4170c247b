"""An expression with its numbers put in, as the exact calculator reports it: text to calculate along."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sikao.core.wording.formulas import operand, shown
from sikao.core.wording.language import Language, Term

Filled = Sequence[Any]
"""``["value", number]``, or an operation with its arguments filled."""

_SIGNS = {"*": "×", "/": "÷", "-": "−", "<=": "≤", ">=": "≥", "!=": "≠"}
_BINDING = {"or": 1, "and": 2, "not": 3, "+": 5, "-": 5, "neg": 5, "*": 6, "/": 6, "^": 8}
_COMPARISON, _ATOM = 4, 9
_LOGIC = {"or": Term("或", "or"), "and": Term("且", "and"), "not": Term("非", "not")}
GROUP_NAMES = {
    "group_min": Term("组内最小", "smallest of the group"),
    "group_max": Term("组内最大", "largest of the group"),
    "group_mean": Term("组内平均", "mean of the group"),
    "group_sum": Term("组内合计", "sum of the group"),
}


def filled_terms(tree: Filled) -> Term:
    """The numbers with signs between them, in both languages."""
    return Term(_text(tree, "zh")[0], _text(tree, "en")[0])


def is_calculation(tree: Filled) -> bool:
    """Whether there is anything to calculate: a number alone needs no line of its own."""
    return tree[0] != "value" and tree[0] not in GROUP_NAMES


def group_values(tree: Filled) -> Iterator[tuple[str, str]]:
    """The functions over the group with their values, in the order in which they stand."""
    if tree[0] in GROUP_NAMES:
        yield tree[0], tree[1]
    elif tree[0] != "value":
        for argument in tree[1:]:
            yield from group_values(argument)


def _text(tree: Filled, lang: Language) -> tuple[str, int]:
    """The text and how tightly its outermost sign binds."""
    name, arguments = tree[0], tree[1:]
    if name == "value" or name in GROUP_NAMES:
        return operand(arguments[0]), _ATOM
    if name in ("sum", "mean", "weighted_mean"):
        return _members(name, arguments, lang)
    if name == "growth":
        now, before = (_inner(argument, _BINDING["/"] + 1, lang) for argument in arguments)
        return f"({now} ÷ {before} − 1) × 100", _BINDING["*"]
    if name in ("neg", "not"):
        sign = "−" if name == "neg" else f"{_LOGIC['not'].text(lang)} "
        return sign + _inner(arguments[0], _BINDING["*"], lang), _BINDING[name]
    if name in ("min", "max", "abs", "clamp"):
        return _bounded(name, [_text(argument, lang)[0] for argument in arguments]), _ATOM
    return _between(name, arguments, lang)


def _bounded(name: str, texts: Sequence[str]) -> str:
    if name == "abs":
        return f"|{texts[0]}|"
    if name == "clamp":
        return f"min(max({texts[0]}, {texts[1]}), {texts[2]})"
    return f"{name}({', '.join(texts)})"


def _members(name: str, arguments: Sequence[Filled], lang: Language) -> tuple[str, int]:
    """Members added up, or their mean: divided by their number, or by the sum of their weights."""
    total = " + ".join(_inner(argument, _BINDING["*"], lang) for argument in arguments) or "0"
    if name == "sum":
        return total, _BINDING["+"] if len(arguments) > 1 else _ATOM
    if name == "mean":
        return f"({total}) ÷ {len(arguments)}", _BINDING["/"]
    weights = " + ".join(shown(argument[1][1]) for argument in arguments)
    return f"({total}) ÷ ({weights})", _BINDING["/"]


def _between(name: str, arguments: Sequence[Filled], lang: Language) -> tuple[str, int]:
    level = _BINDING.get(name, _COMPARISON)
    sign = _LOGIC[name].text(lang) if name in _LOGIC else _SIGNS.get(name, name)
    joint = sign if name == "^" else f" {sign} "
    # A power of a power is not read from left to right.
    least = [level + (number > 0 or name == "^") for number in range(len(arguments))]
    texts = [_inner(argument, bound, lang) for argument, bound in zip(arguments, least, strict=True)]
    return joint.join(texts), level


def _inner(tree: Filled, least: int, lang: Language) -> str:
    text, level = _text(tree, lang)
    return text if level >= least else f"({text})"
