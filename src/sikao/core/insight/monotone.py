"""Whether a leaf's score is monotone in each of its absent figures: its extremes then lie at ends of ranges.

A function that is monotone in each variable by itself, whatever the others are, takes its extremes over a
box at the box's corners. The rules here are sufficient, not necessary: what they do not know is not called
monotone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Any

from sikao.core.insight.slices import Json, figures_in, is_comparative

Key = tuple[str, str, str, str]
"""Unit, indicator, kind and period of a figure."""

Reads = Callable[[list[Any]], tuple[Key, ...]]
"""The absent figures that a compiled ``fig`` stands for."""

_MONOTONE = frozenset({"neg", "+", "-", "*", "/", "min", "max", "growth", "sum", "mean", "weighted_mean"})


def is_monotone(variant: Json, reads: Reads) -> bool:
    """Whether a compiled variant's score is monotone in each absent figure."""
    method = variant["method"]
    if variant["direction"] == "range" or is_comparative(variant) or _reads(variant["coefficient"], reads):
        return False
    if method["kind"] == "tally":
        return _tally(method, reads) and not _reads(variant["measure"], reads)
    return (
        _expressions([variant["measure"]], reads)
        and not _reads(method, reads)
        and _METHODS.get(method["kind"], _never)(method)
    )


def _reads(content: Any, reads: Reads) -> bool:
    return any(reads(figure) for figure in figures_in(content))


def _expressions(trees: list[Any], reads: Reads) -> bool:
    """Every absent figure stands once, under operators that are monotone in each argument."""
    keys = [key for figure in figures_in(trees) for key in reads(figure)]
    return len(set(keys)) == len(keys) and all(_path(tree, reads) for tree in trees)


def _path(tree: Any, reads: Reads) -> bool:
    if not isinstance(tree, list) or not _reads(tree, reads):
        return True
    head, *arguments = tree
    if head == "fig":
        return True
    if head == "clamp":
        return not _reads(arguments[1:], reads) and _path(arguments[0], reads)
    return head in _MONOTONE and all(_path(argument, reads) for argument in arguments)


def _never(method: Json) -> bool:  # noqa: ARG001 -- one signature for all methods
    return False


def _always(method: Json) -> bool:  # noqa: ARG001
    return True


def _number(amount: Any) -> Decimal | None:
    """The size of a constant amount in its own terms (share or points); null for an expression."""
    return Decimal(amount[1]) if amount is not None and amount[0] in ("share", "points") else None


def _attainment(method: Json) -> bool:
    """With a reduced amount below target the step up to full points must not be a step down."""
    short = method["short"]
    return short[0] == "share" and Decimal(short[1]) <= 1


def _not_negative(amounts: Iterator[Any]) -> bool:
    sizes = [_number(amount) for amount in amounts]
    return all(size is not None and size >= 0 for size in sizes)


def _steps(method: Json) -> bool:
    rates = [] if method["up_by"] is None else [band["rate"] for band in method["up_by"]["bands"]]
    return _not_negative(iter([method["up"], method["down"], *rates]))


def _all_or_nothing(method: Json) -> bool:
    return _ordered([method["met"], method["unmet"]])


def _efficacy(method: Json) -> bool:
    base = method["base"]
    return base[0] == "share" and Decimal(base[1]) <= 1


def _ordered(amounts: list[Any]) -> bool:
    """Whether constant amounts of one sort never rise from the first to the last; a zero is of any sort."""
    sizes = [_number(amount) for amount in amounts]
    sorts = {amount[0] for amount, size in zip(amounts, sizes, strict=True) if size != 0}
    if None in sizes or len(sorts) > 1:
        return False
    known = [size for size in sizes if size is not None]
    return all(better >= worse for better, worse in pairwise(known))


def _tiers(method: Json) -> bool:
    return _ordered([*method["coefficients"], method["below"]])


def _bands(method: Json) -> bool:
    return _ordered([*(band["score"] for band in method["bands"]), method["otherwise"]])


def _tally(method: Json, reads: Reads) -> bool:
    """Each entry is so much for each of a count, and entries are added."""
    counts = [entry["count"] for entry in method["entries"]]
    others = [[entry["each"], entry["most"]] for entry in method["entries"]]
    return (
        method["choose"] == "sum"
        and method["over"] is None
        and _expressions(counts, reads)
        and not _reads([others, method["start"], method["cap"], method["floor"]], reads)
    )


_METHODS: dict[str, Callable[[Json], bool]] = {
    "attainment": _attainment,
    "all_or_nothing": _all_or_nothing,
    "steps": _steps,
    "efficacy": _efficacy,
    "tiers": _tiers,
    "bands": _bands,
    "relative_best": _always,
}
