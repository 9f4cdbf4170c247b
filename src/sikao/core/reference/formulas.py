"""Expression trees, amounts and methods of the compiled scheme: read from JSON once, checked while read.

An expression becomes nested tuples ``(operation, argument, …)`` whose numbers are exact fractions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from .entry import Entry

Expression = tuple[Any, ...]

# Operation → fewest and most arguments; None: any number.
_ARGUMENTS: Mapping[str, tuple[int, int | None]] = {
    **dict.fromkeys(("+", "-", "*", "/", "<", "<=", ">", ">=", "=", "!=", "growth"), (2, 2)),
    **dict.fromkeys(("neg", "abs", "not", "group_min", "group_max", "group_mean", "group_sum"), (1, 1)),
    **dict.fromkeys(("min", "max"), (1, None)),
    **dict.fromkeys(("and", "or"), (2, None)),
    **dict.fromkeys(("clamp", "if"), (3, 3)),
    **dict.fromkeys(("place", "place_from_last", "total"), (0, 0)),
}
_MEMBER_FUNCTIONS = ("sum", "mean", "count", "weighted_mean")
_DEPTH = 64

# The parameters of the methods by the kind of their content.
_AMOUNTS = {
    *("base", "up", "down", "rate", "short", "met", "unmet", "equal", "coefficients", "below"),
    *("first", "last", "step", "ladder", "bottom", "rest", "score", "otherwise"),
    *("start", "each", "most", "cap", "floor"),
}
_EXPRESSIONS = {"target", "per", "low", "high", "best", "standards", "size", "at_least", "at_most", "count"}
_LISTS = {"standards", "coefficients", "ladder", "bottom", "bands", "entries"}
_RECORDS = {"up_by", "target"}
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "kind": (
        *("attainment", "all_or_nothing", "steps", "efficacy", "tiers", "relative_best"),
        *("rank_step", "rank_interval", "rank_ladder", "bands", "tally"),
    ),
    "inverse": ("reciprocal", "mirror"),
    "ties": ("best", "average", "worst"),
    "choose": ("sum", "highest"),
}
# What a method cannot do without; the compiled scheme has the defaults filled in.
_REQUIRED: Mapping[str, tuple[str, ...]] = {
    "attainment": ("target", "short", "inverse"),
    "all_or_nothing": ("target", "met", "unmet"),
    "steps": ("target", "base", "up", "down", "per", "whole"),
    "efficacy": ("base", "low", "high", "equal"),
    "tiers": ("standards", "coefficients", "below"),
    "relative_best": ("best",),
    "rank_step": ("first", "step", "ties"),
    "rank_interval": ("first", "last", "ties"),
    "rank_ladder": ("ladder", "bottom", "rest", "ties"),
    "bands": ("bands", "otherwise"),
    "tally": ("start", "entries", "choose"),
}
_REQUIRED_IN_RECORDS = {
    "entries": ("name", "count", "each"),
    "up_by": ("size", "bands"),
    "target": ("low", "high"),
}
GROUP = ("group",)
"""In place of an expression: the extreme of the comparison group."""


@dataclass(frozen=True, slots=True)
class Amount:
    """Points, or a share of the full points (``of_full``), or an expression that gives points."""

    value: Fraction | Expression
    of_full: bool


def read_amount(entry: Entry) -> Amount:
    """``["share", s]`` of the full points, ``["points", p]``, or ``["expr", tree]`` that gives points."""
    kind, content = _pair(entry)
    if kind == "expr":
        return Amount(read_expression(content), of_full=False)
    if kind not in ("share", "points"):
        raise entry.error(f"an amount is a share, points or expr, not {kind!r}")
    return Amount(content.number(), of_full=kind == "share")


def _pair(entry: Entry) -> tuple[str, Entry]:
    parts = list(entry)
    if len(parts) != 2:
        raise entry.error("a pair of a word and its content is expected")
    return parts[0].text(), parts[1]


def read_expression(entry: Entry, depth: int = 0) -> Expression:
    """The tree of one expression, refused with its place when it is none."""
    parts = list(entry)
    if not parts or depth > _DEPTH:
        raise entry.error("an expression is empty or too deep")
    name, arguments = parts[0].text(), parts[1:]
    if name in ("num", "param", "fig", "^") or name in _MEMBER_FUNCTIONS or name == "trimmed_mean":
        return _read_special(entry, name, arguments, depth)
    if name not in _ARGUMENTS:
        raise entry.error(f"unknown operation {name!r}")
    fewest, most = _ARGUMENTS[name]
    if len(arguments) < fewest or (most is not None and len(arguments) > most):
        raise entry.error(f"{name} has {len(arguments)} arguments")
    return (name, *(read_expression(argument, depth + 1) for argument in arguments))


def _read_special(entry: Entry, name: str, arguments: list[Entry], depth: int) -> Expression:
    expected = {"num": 1, "param": 1, "fig": 5, "^": 2, "trimmed_mean": 3}.get(name, 1)
    if len(arguments) != expected:
        raise entry.error(f"{name} has {len(arguments)} arguments")
    first = arguments[0]
    if name == "num":
        return (name, first.number())
    if name == "param":
        return (name, first.text())
    if name == "fig":
        return _read_figure(entry, arguments)
    if name == "^":
        return (name, read_expression(first, depth + 1), _small_number(arguments[1]))
    figure = read_expression(first, depth + 1)
    if figure[0] != "fig" or figure[2] != "*":
        raise entry.error(f"{name} needs the figures of all members")
    return (name, figure, *(_small_number(argument) for argument in arguments[1:]))


def _read_figure(entry: Entry, arguments: list[Entry]) -> Expression:
    item, member, kind, carrier, years = arguments
    if years.whole() > 0:
        raise entry.error("figures of later years are not read")
    named = (None if part.value is None else part.text() for part in (member, carrier))
    of_member, of_carrier = named
    return ("fig", item.text(), of_member, kind.text(), of_carrier, years.whole())


def _small_number(entry: Entry) -> int:
    """A whole number >= 0, written as such, as text or as a ``num`` tree."""
    if isinstance(entry.value, list | tuple):
        entry = _pair(entry)[1]
    value = entry.number() if isinstance(entry.value, str) else Fraction(entry.whole())
    if value.denominator != 1 or value < 0:
        raise entry.error("a whole number from 0 is expected")
    return int(value)


def read_method(entry: Entry) -> Mapping[str, Any]:
    """The method's parameters, each an Amount, an expression, a list or record of them, or a word."""
    method = {key: _read_parameter(key, value) for key, value in entry.items()}
    kind = entry["kind"].one_of(*_CHOICES["kind"])
    _require(entry, (*_REQUIRED[kind], "cap", "floor"))
    if kind == "tiers" and len(method["standards"]) != len(method["coefficients"]):
        raise entry.error("there are not as many coefficients as standards")
    return method


def _require(entry: Entry, keys: tuple[str, ...]) -> None:
    for key in keys:
        if entry[key].value is None:
            raise entry[key].error("null where the method needs a value")


def _read_parameter(key: str, entry: Entry) -> Any:
    if entry.value is None:
        return None
    if key in _LISTS:
        return [_read_element(key, element) for element in entry]
    if key in _RECORDS and isinstance(entry.value, dict):
        return _read_record(key, entry)
    return _read_single(key, entry)


def _read_element(key: str, entry: Entry) -> Any:
    return _read_record(key, entry) if key in ("bands", "entries") else _read_single(key, entry)


def _read_record(key: str, entry: Entry) -> Mapping[str, Any]:
    _require(entry, _REQUIRED_IN_RECORDS.get(key, ()))
    if key == "bands":
        _require(entry, ("rate",) if entry.get("rate") else ("score",))
        _require(entry, ("at_most",) if entry.get("at_most") else ("at_least",))
    record = {key: _read_parameter(key, value) for key, value in entry.items()}
    if GROUP in record.values():
        raise entry.error("the extremes of the group are no bounds of a range")
    return record


def _read_single(key: str, entry: Entry) -> Any:
    if key in _AMOUNTS:
        return read_amount(entry)
    if key in _EXPRESSIONS:
        is_group = key in ("low", "high", "best") and entry.value == list(GROUP)
        return GROUP if is_group else read_expression(entry)
    if key in _CHOICES:
        return entry.one_of(*_CHOICES[key])
    if key == "whole":
        return entry.flag()
    if key in ("name", "over"):
        return entry.value
    raise entry.error("the methods have no such parameter")
