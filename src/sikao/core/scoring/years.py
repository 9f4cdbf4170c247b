"""The year so far of leaves: windows accumulated over the checkpoints, with full points and excluded
points.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from sikao.core.scoring.blocks import COUNTED, SCORED, TO_BLOCK, TO_PARENT, TO_TABLE
from sikao.core.scoring.families import Family
from sikao.core.scoring.flags import Flags
from sikao.core.scoring.quantity import LIMIT, DigitsError, Floats, Mask, Quantity
from sikao.core.scoring.rounding import Rounding, rounded

States = npt.NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The windows of a family: arrays (tables, leaves, checkpoints, units).

    ``score``: whole numbers of 10^-places. ``flags``: bits, or None where no window has any. ``goals``: by
    (table, leaf) the leaves that take transferred points, by (checkpoint, unit).
    """

    score: Floats
    state: States
    flags: Flags | None
    goals: Mapping[tuple[int, int], npt.NDArray[np.int64]]


@dataclass(frozen=True, slots=True)
class LeafYears:
    """The year so far at some checkpoints: points (whole numbers of 10^-places), numerators of full points,
    and where there are points.

    ``excluded``: numerators of the full points withdrawn to the parent, the block and the table (absent
    levels: none). Without points, ``points`` and ``full`` are 0.
    """

    points: Floats
    full: Floats
    present: Mask
    excluded: dict[int, Floats]
    flags: Flags | None


def leaf_years(
    family: Family,
    sheet: Sheet,
    full: Floats,
    tables: slice,
    leaves: slice,
    positions: Sequence[int],
    rounding: Rounding,
) -> LeafYears:
    """Accumulate the windows of some leaves up to each of the checkpoints at ``positions``.

    ``full``: numerators of the full points, as the family's or later ones.
    """
    score, state = sheet.score[tables, leaves], sheet.state[tables, leaves]
    shares = family.shares[tables, leaves]
    counted = np.where((state == SCORED) | (state == COUNTED), shares, 0.0)
    total = _accumulated(counted * score, positions, np.add)
    shares_so_far = _accumulated(counted, positions, np.add)
    points = _rounded_years(family, total, tables, leaves, rounding)
    excluded = {}
    for level in (TO_PARENT, TO_BLOCK, TO_TABLE):
        withdrawn = state == level
        if withdrawn.any():
            excluded[level] = _accumulated(np.where(withdrawn, shares, 0.0), positions, np.add) * full
    flags = None
    if sheet.flags is not None:
        mine = sheet.flags[tables, leaves]
        if not (shares > 0).all():
            mine = np.where(shares > 0, mine, np.uint32(0))
        flags = _accumulated(mine, positions, np.bitwise_or)
    return LeafYears(points, shares_so_far * full, shares_so_far > 0, excluded, flags)


def _accumulated(windows: Any, positions: Sequence[int], operation: np.ufunc) -> Any:
    """What the windows come to at each of the positions; checkpoints are on the third axis."""
    ends = [position + 1 for position in positions]
    stretches = [operation.reduce(windows[:, :, start:end], axis=2) for start, end in pairwise((0, *ends))]
    return np.stack(list(accumulate(stretches, operation)), axis=2)


def _rounded_years(family: Family, total: Floats, tables: slice, leaves: slice, rounding: Rounding) -> Floats:
    """Σ share·score rounded to each leaf's places; a single window that counts in full stays as it is."""
    single, to = family.single[tables, leaves], family.score_places[tables, leaves]
    points = total / family.share_den
    if single.all():
        return points
    top = float(np.max(np.abs(total), initial=0.0))
    if not top < LIMIT / 4:
        raise DigitsError("points and shares with too many digits for fixed point")
    year = Quantity(total, top, rounding.places, np.full(1, float(family.share_den)), float(family.share_den))
    for target in range(int(to.min()), int(to.max()) + 1):
        chosen = ~single & (to == target)
        if not chosen.any():
            continue
        result, _ = rounded(year, target, rounding.rule)
        result = result * 10.0 ** (rounding.places - target)
        points = result if chosen.all() else np.where(chosen, result, points)
    return points
