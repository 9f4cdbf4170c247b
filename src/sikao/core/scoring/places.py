"""Comparisons within a group: smallest, largest, sums and places along the axis of units (the last one).

Places are found by sorting; counting the better ones one against one gives the same numbers and also serves
units that are no members of the group.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from sikao.core.scoring.quantity import (
    LIMIT,
    UNIT,
    Floats,
    Mask,
    Quantity,
    fractions_at,
    loosened,
    tightened,
)


def summed(a: Quantity, *, keep: bool = False) -> Quantity:
    """Sum along the last axis; exact while the whole numbers fit, whatever their order."""
    width = a.num.shape[-1]
    if a.error is None and a.den is None:
        for candidate in (a, tightened(a)):
            if candidate.top * width < LIMIT:
                return replace(candidate, num=a.num.sum(axis=-1, keepdims=keep), top=candidate.top * width)
    a = loosened(a)
    value = a.num.sum(axis=-1, keepdims=keep)
    # Any order of summation errs by at most (width - 1) roundings of the sum of magnitudes.
    error = np.broadcast_to(a.error if a.error is not None else np.zeros(1), a.num.shape)
    bound = error.sum(axis=-1, keepdims=keep) + np.abs(a.num).sum(axis=-1, keepdims=keep) * (width * UNIT)
    return Quantity(value, np.inf, error=bound)


def least(a: Quantity, inside: Mask) -> Quantity:
    """The smallest value of the units inside, with the axis kept; 0 where nobody is inside."""
    return _extreme(a, inside, largest=False)


def most(a: Quantity, inside: Mask) -> Quantity:
    """The largest value of the units inside, with the axis kept; 0 where nobody is inside."""
    return _extreme(a, inside, largest=True)


def _extreme(a: Quantity, inside: Mask, *, largest: bool) -> Quantity:
    outside = -np.inf if largest else np.inf
    pick = np.max if largest else np.min
    if a.error is None and a.den is None:
        num = pick(np.where(inside, a.num, outside), axis=-1, keepdims=True)
        return replace(a, num=np.where(np.isinf(num), 0.0, num), absent=None)
    if a.error is None and _floats_keep_order(a):
        place = (np.argmax if largest else np.argmin)(np.where(inside, a.floats(), outside), axis=-1)[
            ..., None
        ]
        shape = np.broadcast_shapes(inside.shape, a.num.shape)
        num = np.take_along_axis(np.broadcast_to(a.num, shape), place, axis=-1)
        den = np.take_along_axis(
            np.broadcast_to(np.ones(1) if a.den is None else a.den, shape), place, axis=-1
        )
        return replace(a, num=num, den=den, absent=None)
    a = loosened(a)
    value = pick(np.where(inside, a.num, outside), axis=-1, keepdims=True)
    error = a.error if a.error is not None else np.zeros(1)
    bound = np.max(np.where(inside, error, 0.0), axis=-1, keepdims=True)
    return Quantity(np.where(np.isinf(value), 0.0, value), np.inf, error=bound)


def _floats_keep_order(a: Quantity) -> bool:
    """Whether different exact values have different floats (and equal values equal ones, which is always so).

    Two ratios differ by at least 1 / (den · den'), relatively 1 / (num · den'); beyond one rounding they
    stay apart.
    """
    if a.den is None:
        return a.top < LIMIT
    tight = tightened(a)
    return tight.top * tight.bottom < LIMIT / 4 and tight.bottom * 10.0**a.places < LIMIT


@dataclass(frozen=True, slots=True)
class Places:
    """Better units + 1 (``best``) and units with the same value besides oneself (``others``), as float64."""

    best: Floats
    others: Floats


def sort_keys(a: Quantity, inside: Mask) -> tuple[Floats, Mask | None]:
    """Floats that lie to one another exactly as the true values of the units inside do, and the undecided
    cells.
    """
    if a.error is None:
        if a.den is None:
            return a.num, None
        if _floats_keep_order(a):
            return a.floats(), None
    shape = np.broadcast_shapes(a.num.shape, inside.shape)
    floats = np.broadcast_to(a.floats(), shape)
    close = _close_to_another(loosened(a), inside, shape)
    if not close.any():
        return floats, None
    return (_dense_keys(a, floats, close), None) if a.error is None else (floats, close)


def _close_to_another(a: Quantity, inside: Mask, shape: tuple[int, ...]) -> Mask:
    """Units inside whose value lies within the error bounds of the next or the previous one."""
    inside = np.broadcast_to(inside, shape)
    error = np.broadcast_to(a.error if a.error is not None else np.zeros(1), shape)
    values = np.where(inside, np.broadcast_to(a.num, shape), np.inf)
    order = np.argsort(values, axis=-1, kind="stable")
    ordered = np.take_along_axis(values, order, axis=-1)
    with np.errstate(invalid="ignore"):
        gap = ordered[..., 1:] - ordered[..., :-1]
    # The widest error of the group makes the test simple; a unit of unknown value is close to everybody.
    widest = np.max(np.where(inside, error, 0.0), axis=-1, keepdims=True)
    touching = gap <= 2 * widest
    flagged = np.zeros(shape, bool)
    flagged[..., 1:] |= touching
    flagged[..., :-1] |= touching
    close = np.zeros(shape, bool)
    np.put_along_axis(close, order, flagged, axis=-1)
    result: Mask = (close | np.isinf(widest)) & inside
    return result


def _dense_keys(a: Quantity, floats: Floats, close: Mask) -> Floats:
    """Where close values meet, the places of the exact values replace the floats of the whole group."""
    keys = floats.copy()
    for group in np.ndindex(*floats.shape[:-1]):
        if not close[group].any():
            continue
        width = floats.shape[-1]
        cells = (*(np.full(width, index) for index in group), np.arange(width))
        exact = fractions_at(a, floats.shape, cells)
        place = {value: float(index) for index, value in enumerate(sorted(set(exact)))}
        keys[group] = [place[value] for value in exact]
    return keys


def places(keys: Floats, inside: Mask, *, high: bool, guests: bool = False) -> Places:
    """Competition places among the units inside; ``high``: larger keys are better.

    ``keys`` and ``inside`` broadcast to (…, units). With ``guests`` a unit outside is placed as if it were
    added alone; without, its place means nothing.
    """
    shape = np.broadcast_shapes(keys.shape, inside.shape)
    keys, inside = np.broadcast_to(keys, shape), np.broadcast_to(inside, shape)
    if guests:
        return _by_counting(keys, inside, high=high)
    return _by_sorting(np.where(inside, keys, -np.inf if high else np.inf), high=high)


def _by_counting(keys: Floats, inside: Mask, *, high: bool) -> Places:
    everybody = bool(inside.all())
    worst = -np.inf if high else np.inf
    # Units outside never beat anybody; NaN would do too but comparisons with it are slower.
    rivals = keys if everybody else np.where(inside, keys, worst)
    mine = keys[..., :, None]
    theirs = rivals[..., None, :]
    better = np.count_nonzero(theirs > mine if high else theirs < mine, axis=-1)
    same = np.count_nonzero(theirs == mine, axis=-1)
    return Places(better + 1.0, (same - inside).astype(np.float64))


def _by_sorting(keys: Floats, *, high: bool) -> Places:
    number = keys.shape[-1]
    flat = keys.reshape(-1, number)
    order = np.argsort(flat, axis=-1)
    order += np.arange(len(flat))[:, None] * number
    ordered = flat.ravel()[order]
    # Runs of equal keys: where each begins, where it ends, and the places that its members share.
    fresh = np.ones(flat.shape, np.bool_)
    fresh[:, 1:] = ordered[:, 1:] != ordered[:, :-1]
    begins = np.flatnonzero(fresh)
    sizes = np.diff(begins, append=flat.size)
    first = begins % number
    best, others = np.empty(flat.size), np.empty(flat.size)
    best[order.ravel()] = np.repeat(number - first - sizes + 1 if high else first + 1, sizes)
    others[order.ravel()] = np.repeat(sizes - 1, sizes)
    return Places(best.reshape(keys.shape), others.reshape(keys.shape))
