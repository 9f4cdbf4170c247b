"""Expression trees over arrays of figures: one tree for many indicators, units and checkpoints at once.

A tree of the compiled scheme is split into its shape and its leaves: numbers, parameters and figures become
numbered slots, so that indicators whose expressions differ only in these share one evaluation.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol

import numpy as np

from sikao.core.scoring import quantity as q
from sikao.core.scoring.places import least, most, summed
from sikao.core.scoring.quantity import Codes, Mask, Quantity

UNDEFINED, NOT_APPLICABLE, NOT_YET_DUE, MISSING, WITHHELD = 1, 2, 3, 4, 5
ABSENCE_CODES = {
    "undefined": UNDEFINED,
    "not_applicable": NOT_APPLICABLE,
    "not_yet_due": NOT_YET_DUE,
    "missing": MISSING,
    "withheld": WITHHELD,
}
STANDING = ("place", "place_from_last", "total")
"""What only the conditions of outcomes may read: where a unit stands at the year's last checkpoint."""
Shape = tuple[Any, ...]


class Cells(Protocol):
    """Where the slots of a shape find their arrays: (rows, checkpoints, units), members on a fourth axis."""

    def number(self, slot: int) -> Quantity:
        """A number or parameter."""

    def figure(self, slot: int) -> Quantity:
        """A figure of the unit itself or of a fixed carrier."""

    def each(self, slot: int) -> Quantity:
        """The figure of the member that is being looked at."""

    def members(self, slot: int) -> tuple[Quantity, Quantity | None]:
        """All members' figures on a fourth axis, and their shares where the register declares some."""

    def among(self) -> Mask:
        """The units compared with, broadcastable to (rows, checkpoints, units)."""

    def guests(self) -> Mask | None:
        """Units that are scored but not among those compared with; each joins the group for itself alone."""

    def standing(self, name: str) -> Quantity:
        """``place``, ``place_from_last`` or ``total`` of the units; not applicable where there is none."""


def evaluate(shape: Shape, cells: Cells) -> Quantity:
    """The value of an expression; its absence codes follow the first-of rule (larger codes come first)."""
    result = _EVALUATORS[shape[0]](shape, cells)
    return q.doubting(result, q.beyond(result))


def undefined_where(a: Quantity, mask: Mask) -> Quantity:
    """The same quantity, undefined where the mask holds and nothing else is absent already."""
    if not mask.any():
        return a
    codes = np.where(mask, np.int8(UNDEFINED), np.int8(0))
    return a.with_absent(q.merged(a.absent, codes))


def _binary(operation: Callable[[Quantity, Quantity], Quantity]) -> Callable[[Shape, Cells], Quantity]:
    def evaluator(shape: Shape, cells: Cells) -> Quantity:
        result = evaluate(shape[1], cells)
        for operand in shape[2:]:
            result = operation(result, evaluate(operand, cells))
        return result

    return evaluator


def ratio(a: Quantity, b: Quantity) -> Quantity:
    """a / b, undefined unless b is positive: a ratio never changes its sign unnoticed."""
    order = q.compare(b, q.constant(0))
    return q.doubting(undefined_where(q.divide(a, b), order.sign <= 0), order.doubt)


def _negated(shape: Shape, cells: Cells) -> Quantity:
    return q.negate(evaluate(shape[1], cells))


def _power(shape: Shape, cells: Cells) -> Quantity:
    return q.power(evaluate(shape[1], cells), shape[2])


def _absolute(shape: Shape, cells: Cells) -> Quantity:
    return q.absolute(evaluate(shape[1], cells))


def _clamp(shape: Shape, cells: Cells) -> Quantity:
    value, low, high = (evaluate(part, cells) for part in shape[1:])
    return q.lesser(q.greater(value, low), high)


def truth(mask: Mask, absent: Codes | None, doubt: Mask | None) -> Quantity:
    """A condition as a quantity: 1 where it holds, unknown where it could not be decided."""
    return q.doubting(Quantity(mask.astype(np.float64), 1.0, absent=absent), doubt)


def split_truth(condition: Quantity) -> tuple[Mask, Mask | None]:
    """Where a condition holds, and where that is not known."""
    doubt = q.unsure_in(condition.absent)
    if condition.error is not None:
        # A number that is not known to differ from 0, unless it is 0 to the last bit.
        near = (np.abs(condition.num) <= condition.error) & (condition.error > 0)
        doubt = either(doubt, near if condition.absent is None else near & (condition.absent == 0))
    return condition.num != 0, doubt


_SIGNS: dict[str, Callable[[q.Floats], Mask]] = {
    "<": lambda sign: sign < 0,
    "<=": lambda sign: sign <= 0,
    ">": lambda sign: sign > 0,
    ">=": lambda sign: sign >= 0,
    "=": lambda sign: sign == 0,
    "!=": lambda sign: sign != 0,
}


def _comparison(shape: Shape, cells: Cells) -> Quantity:
    a, b = evaluate(shape[1], cells), evaluate(shape[2], cells)
    order = q.compare(a, b)
    return truth(_SIGNS[shape[0]](order.sign), q.merged(a.absent, b.absent), order.doubt)


def _logical(shape: Shape, cells: Cells) -> Quantity:
    result = evaluate(shape[1], cells)
    for operand in shape[2:]:
        other = evaluate(operand, cells)
        (a, doubt_a), (b, doubt_b) = split_truth(result), split_truth(other)
        holds = a & b if shape[0] == "and" else a | b
        result = truth(holds, q.merged(result.absent, other.absent), either(doubt_a, doubt_b))
    return result


def either(a: Mask | None, b: Mask | None) -> Mask | None:
    """Where one of two masks holds; None holds nowhere."""
    if a is None:
        return b
    return a if b is None else a | b


def _not(shape: Shape, cells: Cells) -> Quantity:
    condition = evaluate(shape[1], cells)
    holds, doubt = split_truth(condition)
    return truth(~holds, condition.absent, doubt)


def _if(shape: Shape, cells: Cells) -> Quantity:
    condition = evaluate(shape[1], cells)
    holds, doubt = split_truth(condition)
    result = q.choose(holds, evaluate(shape[2], cells), evaluate(shape[3], cells))
    if condition.absent is not None:
        branch = np.int8(0) if result.absent is None else result.absent
        result = result.with_absent(np.where(condition.absent > 0, condition.absent, branch).astype(np.int8))
    return q.doubting(result, doubt)


def _outside(shape: Shape, cells: Cells) -> Quantity:
    """The distance outside a range, 0 inside; a measure that is absent decides alone."""
    value, low, high = (evaluate(part, cells) for part in shape[1:])
    distance = q.greater(q.greater(q.subtract(low, value), q.subtract(value, high)), q.constant(0))
    if value.absent is None or distance.absent is None:
        return distance
    return distance.with_absent(np.where(value.absent > 0, value.absent, distance.absent).astype(np.int8))


def _growth(shape: Shape, cells: Cells) -> Quantity:
    now, before = evaluate(shape[1], cells), evaluate(shape[2], cells)
    change = q.multiply(q.subtract(now, before), q.constant(100))
    return ratio(change, before)


def _applicable(values: Quantity) -> tuple[Mask, Codes | None, Quantity]:
    """Members that count, the absence of the whole (a member not applicable is left out), values without
    the others.
    """
    codes = values.absent if values.absent is not None else np.zeros(values.num.shape, np.int8)
    counts = codes != NOT_APPLICABLE
    absent = np.where(counts, codes, 0).max(axis=-1, initial=0)
    kept = replace(values, num=np.where(codes == 0, values.num, 0.0), absent=None)
    return counts, (absent.astype(np.int8) if absent.any() else None), kept


def _nobody(counts: Mask) -> Mask:
    return np.logical_not(counts.any(axis=-1))


def _not_applicable_where(a: Quantity, mask: Mask) -> Quantity:
    if not mask.any():
        return a
    return a.with_absent(q.merged(a.absent, np.where(mask, np.int8(NOT_APPLICABLE), np.int8(0))))


def _sum(shape: Shape, cells: Cells) -> Quantity:
    _, absent, kept = _applicable(cells.members(shape[1])[0])
    return summed(kept).with_absent(absent)


def _count(shape: Shape, cells: Cells) -> Quantity:
    counts, absent, _ = _applicable(cells.members(shape[1])[0])
    return q.whole(counts.sum(axis=-1).astype(np.float64), absent=absent)


def _mean(shape: Shape, cells: Cells) -> Quantity:
    counts, absent, kept = _applicable(cells.members(shape[1])[0])
    number = q.whole(counts.sum(axis=-1).astype(np.float64))
    return _not_applicable_where(q.divide(summed(kept), number).with_absent(absent), _nobody(counts))


def _weighted_mean(shape: Shape, cells: Cells) -> Quantity:
    values, shares = cells.members(shape[1])
    counts, absent, kept = _applicable(values)
    if shares is None:
        return _mean(shape, cells)
    weights = replace(shares, num=np.where(counts, shares.num, 0.0))
    result = ratio(summed(q.multiply(kept, weights)), summed(weights))
    return _not_applicable_where(result.with_absent(q.merged(result.absent, absent)), _nobody(counts))


def _trimmed_mean(shape: Shape, cells: Cells) -> Quantity:
    """Mean of the members without the ``highest`` best and ``lowest`` smallest values; undefined where none
    is left.
    """
    _, slot, highest, lowest = shape
    counts, absent, kept = _applicable(cells.members(slot)[0])
    number = counts.sum(axis=-1, keepdims=True)
    ordered = np.sort(np.where(counts, kept.num, np.inf), axis=-1)
    place = np.arange(ordered.shape[-1])
    inside = (place >= lowest) & (place < number - highest)
    left = inside.sum(axis=-1)
    total = summed(replace(kept, num=np.where(inside, ordered, 0.0)))
    result = undefined_where(q.divide(total, q.whole(left.astype(np.float64))), left == 0)
    result = result.with_absent(q.merged(result.absent, absent))
    return _not_applicable_where(result, _nobody(counts))


def _group(shape: Shape, cells: Cells) -> Quantity:
    value = evaluate(shape[1], cells)
    return group_statistic(shape[0], value, cells.among(), cells.guests())


def group_statistic(kind: str, value: Quantity, among: Mask, guests: Mask | None) -> Quantity:
    """``group_min``, ``group_max``, ``group_sum`` or ``group_mean`` over the units among that have a value.

    One number for each row and checkpoint, or one for each unit where guests join. Undefined where nobody
    has a value.
    """
    present = np.ones(1, np.bool_) if value.absent is None else value.absent == 0
    doubt = doubtful_groups(value, among, guests)
    value = value.with_absent(None)
    inside = np.broadcast_to(
        among & present, np.broadcast_shapes(among.shape, present.shape, value.num.shape)
    )
    number = q.whole(inside.sum(axis=-1, keepdims=True).astype(np.float64))
    result = _over_units(kind, value, inside)
    if guests is not None:
        joining = guests & present
        alone = joining & (number.num == 0)
        result = q.choose(alone, value, q.choose(joining, _JOINED[kind](result, value), result))
        number = q.whole(number.num + joining)
    if kind == "group_mean":
        result = q.divide(result, number)
    return q.doubting(undefined_where(result, number.num == 0), doubt)


def doubtful_groups(value: Quantity, among: Mask, guests: Mask | None) -> Mask | None:
    """The units whose comparison group may or may not hold somebody more; None: nobody's."""
    unsure = q.unsure_in(value.absent)
    if unsure is None:
        return None
    doubt: Mask = np.any(among & unsure, axis=-1, keepdims=True)
    return doubt if guests is None else doubt | (guests & unsure)


def _over_units(kind: str, value: Quantity, inside: Mask) -> Quantity:
    if kind == "group_min":
        return least(value, inside)
    if kind == "group_max":
        return most(value, inside)
    return summed(q.choose(inside, value, q.constant(0)), keep=True)


_JOINED: dict[str, Callable[[Quantity, Quantity], Quantity]] = {
    "group_min": q.lesser,
    "group_max": q.greater,
    "group_sum": q.add,
    "group_mean": q.add,
}


_EVALUATORS: dict[str, Callable[[Shape, Cells], Quantity]] = {
    "number": lambda shape, cells: cells.number(shape[1]),
    "figure": lambda shape, cells: cells.each(shape[1]) if shape[2] else cells.figure(shape[1]),
    "neg": _negated,
    "+": _binary(q.add),
    "-": _binary(q.subtract),
    "*": _binary(q.multiply),
    "/": _binary(ratio),
    "^": _power,
    "min": _binary(q.lesser),
    "max": _binary(q.greater),
    "abs": _absolute,
    "clamp": _clamp,
    "if": _if,
    **dict.fromkeys(_SIGNS, _comparison),
    "and": _logical,
    "or": _logical,
    "not": _not,
    "outside": _outside,
    "growth": _growth,
    "sum": _sum,
    "mean": _mean,
    "count": _count,
    "weighted_mean": _weighted_mean,
    "trimmed_mean": _trimmed_mean,
    "group_min": _group,
    "group_max": _group,
    "group_mean": _group,
    "group_sum": _group,
    **dict.fromkeys(STANDING, lambda shape, cells: cells.standing(shape[0])),
}
