"""Ranks of totals and nodes, ties, and orders that only the last rounding decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sikao.core.scoring.places import places, sort_keys
from sikao.core.scoring.quantity import DigitsError, Floats, Mask, Quantity
from sikao.core.scoring.tree import TOTAL_ROW, Tree

Ranks = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Standings:
    """Ranks of the totals (0: none) with their ties, by (checkpoint, unit)."""

    rank: Ranks
    tie: Mask
    by_rounding: Mask


def rank_totals(
    tree: Tree, fixed_places: int, ranked: Mask, tie_break: Sequence[int | None], *, exact: bool, dense: bool
) -> Standings:
    """Rank the totals of one table. ``tie_break``: rows of the nodes compared next (None: the table has no
    such node).
    """
    inside = tree.present[TOTAL_ROW] & ranked
    rounded_keys = tree.points[TOTAL_ROW]
    exact_keys, doubt = sort_keys(tree.exact_total, inside)
    if doubt is not None and doubt.any():
        raise DigitsError("totals too close to each other for the digits that floats hold")
    exact_keys = np.broadcast_to(exact_keys, rounded_keys.shape)
    breaks = [_rates(tree, row, inside) for row in tie_break]
    keys = _combined([exact_keys if exact else rounded_keys, *breaks], inside)
    standing = places(keys, inside, high=True)
    by_rounding = np.zeros(inside.shape, np.bool_)
    if not exact and _rounding_matters(tree, fixed_places):
        by_rounding = _order_differs(keys, _combined([exact_keys, *breaks], inside), inside)
    rank = _dense(keys, inside) if dense else standing.best
    return Standings(np.where(inside, rank, 0).astype(np.int32), inside & (standing.others > 0), by_rounding)


def from_last(ranks: Ranks, *, dense: bool) -> Ranks:
    """The places of one order counted from the last unit, which has 1; 0 where there is none."""
    inside = ranks > 0
    keys = ranks.astype(np.float64)
    place = _dense(keys, inside) if dense else places(keys, inside, high=True).best
    return np.where(inside, place, 0).astype(np.int32)


def rank_rates(points: Floats, full: Floats, present: Mask, ranked: Mask, *, dense: bool) -> Ranks:
    """Ranks by score rate along the last axis; 0 where a unit has no rate or is not ranked."""
    inside = present & (full > 0) & ranked
    keys = _rate_keys(points, full, inside)
    rank = _dense(keys, inside) if dense else places(keys, inside, high=True).best
    return np.where(inside, rank, 0).astype(np.int32)


def _rates(tree: Tree, row: int | None, inside: Mask) -> Floats:
    """Score rates of one node as keys; units without one come last."""
    if row is None:
        return np.zeros(inside.shape)
    has_rate = tree.present[row] & (tree.full[row] > 0)
    keys = _rate_keys(tree.points[row], tree.full[row], inside & has_rate)
    return np.where(has_rate, keys, -np.inf)


def _rate_keys(points: Floats, full: Floats, inside: Mask) -> Floats:
    den = np.where(full > 0, full, 1.0)
    top = float(np.max(np.abs(points), initial=0.0))
    keys, _ = sort_keys(Quantity(points, top, 0, den, float(den.max(initial=1.0))), inside)
    return keys


def _combined(keys: Sequence[Floats], inside: Mask) -> Floats:
    """One key that orders like a list of keys compared one after the other."""
    if len(keys) == 1:
        return keys[0]
    combined = np.zeros(inside.shape)
    for key in keys:
        combined = combined * (inside.shape[-1] + 1) + _dense_places(key, inside)
        combined = _dense_places(combined, inside)
    return combined


def _dense_places(keys: Floats, inside: Mask) -> Floats:
    """0 for the smallest key, 1 for the next different one and so on, among the units inside."""
    ordered = np.sort(np.where(inside, keys, np.nan), axis=-1)
    result = np.zeros(keys.shape)
    for group in np.ndindex(*keys.shape[:-1]):
        distinct = np.unique(ordered[group][~np.isnan(ordered[group])])
        result[group] = np.searchsorted(distinct, keys[group])
    return result


def _dense(keys: Floats, inside: Mask) -> Floats:
    place = _dense_places(keys, inside)
    best: Floats = place.max(axis=-1, keepdims=True, where=inside, initial=0.0)
    return best - place + 1


def _rounding_matters(tree: Tree, fixed_places: int) -> bool:
    """Whether any total differs from its exact value."""
    total = tree.exact_total
    if total.error is not None or total.den is not None or total.places > fixed_places:
        return True
    return bool(
        (total.num * 10.0 ** (fixed_places - total.places) != tree.points[TOTAL_ROW])[
            tree.present[TOTAL_ROW]
        ].any()
    )


def _order_differs(one: Floats, other: Floats, inside: Mask) -> Mask:
    """Units that lie differently to some other unit in the two orders."""
    result = np.zeros(inside.shape, np.bool_)
    for group in np.ndindex(*inside.shape[:-1]):
        mine = inside[group]
        if mine.any():
            result[group][mine] = _differently_ordered(one[group][mine], other[group][mine])
    return result


def _differently_ordered(one: Floats, other: Floats) -> Mask:
    """The same for one group, by sorting.

    A unit lies alike to all exactly when as many are worse and as many equal in both orders, and all who are
    worse (better) in the one are worse (better) in the other.
    """
    order = np.argsort(one)
    worse, up_to = _spans(one)
    worse_there, up_to_there = _spans(other)
    highest = np.concatenate([[-np.inf], np.maximum.accumulate(other[order])])
    lowest = np.concatenate([np.minimum.accumulate(other[order][::-1])[::-1], [np.inf]])
    alike: Mask = (worse == worse_there) & (up_to == up_to_there)
    alike &= (highest[worse] < other) & (lowest[up_to] > other)
    return ~alike


def _spans(keys: Floats) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """For each key how many are smaller, and how many are smaller or equal."""
    ordered = np.sort(keys)
    return np.searchsorted(ordered, keys, "left"), np.searchsorted(ordered, keys, "right")
