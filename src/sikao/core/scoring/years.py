"""The year so far of leaves: windows accumulated over the checkpoints, with full points and excluded points."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sikao.core.scoring.blocks import COUNTED, SCORED, TO_BLOCK, TO_PARENT, TO_TABLE
from sikao.core.scoring.families import Family
from sikao.core.scoring.flags import Flags
from sikao.core.scoring.quantity import LIMIT, Floats, Mask, Quantity
from sikao.core.scoring.rounding import Rule, rounded

States = npt.NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The windows of a family: arrays (tables, leaves, checkpoints, units).

    ``score``: whole numbers of 10^-places. ``flags``: bits, or None where no window has any.
    """

    score: Floats
    state: States
    flags: Flags | None


@dataclass(frozen=True, slots=True)
class LeafYears:
    """The year so far: points (whole numbers of 10^-places), numerators of full points, and where there are points.

    ``excluded``: numerators of the full points withdrawn to the parent, the block and the table (absent levels: none).
    Without points, ``points`` and ``full`` are 0.
    """

    points: Floats
    full: Floats
    present: Mask
    excluded: dict[int, Floats]
    flags: Flags | None


def leaf_years(
    family: Family, sheet: Sheet, full: Floats, tables: slice, leaves: slice, places: int, rule: Rule
) -> LeafYears:
    """Accumulate the windows of some leaves. ``full``: numerators of the full points, as the family's or later ones."""
    score, state = sheet.score[tables, leaves], sheet.state[tables, leaves]
    shares = family.shares[tables, leaves]
    counted = (state == SCORED) | (state == COUNTED)
    of_shares = np.where(counted, shares, 0.0)
    total = np.cumsum(of_shares * score, axis=2)
    shares_so_far = np.cumsum(of_shares, axis=2)
    present = shares_so_far > 0
    points = _rounded_years(family, total, tables, leaves, places, rule)
    excluded = {}
    for level in (TO_PARENT, TO_BLOCK, TO_TABLE):
        withdrawn = state == level
        if withdrawn.any():
            excluded[level] = np.cumsum(np.where(withdrawn, shares, 0.0), axis=2) * full
    flags = None
    if sheet.flags is not None:
        mine = np.where(shares > 0, sheet.flags[tables, leaves], np.uint32(0))
        flags = np.bitwise_or.accumulate(mine, axis=2)
    return LeafYears(points, shares_so_far * full, present, excluded, flags)


def _rounded_years(
    family: Family, total: Floats, tables: slice, leaves: slice, places: int, rule: Rule
) -> Floats:
    """Σ share·score rounded to each leaf's places; a single window that counts in full stays as it is."""
    single, to = family.single[tables, leaves], family.score_places[tables, leaves]
    points = total / family.share_den
    if single.all():
        return points
    top = float(np.max(np.abs(total), initial=0.0))
    if not top < LIMIT / 4:
        raise OverflowError("points and shares with too many digits for fixed point")
    year = Quantity(total, top, places, np.full(1, float(family.share_den)), float(family.share_den))
    for target in np.unique(to[~single]).tolist():
        result, _ = rounded(year, int(target), rule)
        chosen = ~single & (to == target)
        result = result * 10.0 ** (places - int(target))
        points = result if chosen.all() else np.where(chosen, result, points)
    return points
