"""Windows: the scores of a block's rows at their checkpoints, or what becomes of them where something is
absent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from sikao.core.scoring import quantity as q
from sikao.core.scoring.blocks import COUNTED, NOTHING, SCORED, TRANSFER, Block
from sikao.core.scoring.expressions import ABSENCE_CODES, either
from sikao.core.scoring.figures import FLAG_BITS, Tensors
from sikao.core.scoring.flags import BIT, Flags, absence_flags
from sikao.core.scoring.numbers import rows_of
from sikao.core.scoring.quantity import Codes, Floats, Mask, Quantity
from sikao.core.scoring.rounding import Rule, rounded
from sikao.core.scoring.scorer import RowScorer


class ScoringError(ValueError):
    """The compiled scheme leaves open what the figures ask for."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The exact outcome of one window, or of a condition of the consequences.

    ``absence``: the kind of absence before its effect; ``points`` are rounded, and of an absence those that
    its effect gives. ``flags``: remarks on the figures that were read.
    """

    points: Fraction | None
    absence: str | None
    flags: frozenset[str] = frozenset()


class Exact(Protocol):
    """The exact calculator, asked where floats cannot decide."""

    def window(self, group: str, leaf: str, unit: str, checkpoint: str, full: Fraction) -> Verdict:
        """One leaf's score of one unit at one checkpoint, out of ``full`` points."""

    def node(self, group: str, node: str, unit: str, checkpoint: str) -> Fraction | None:
        """A branch's rounded points at a checkpoint (the year so far)."""

    def veto(self, group: str, code: str, unit: str) -> Verdict:
        """The value of a veto's condition at the last checkpoint."""

    def promotion(self, group: str, code: str, unit: str) -> Verdict:
        """The value of a promotion's condition at the last checkpoint."""

    def last_rank(self, group: str, award: str, unit: str) -> Verdict:
        """The value of an award's last rank at the last checkpoint."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Where an undecided window lies: (row, moment, unit) of a block, and the full points it is scored
    with.
    """

    row: int
    moment: int
    unit: int
    full: Fraction


@dataclass(frozen=True, slots=True)
class Windows:
    """Rows of a block scored: whole numbers of 10^-places, states, flags (None: none), parts in points.

    ``goals``: the leaf that takes the points of each window withdrawn by transfer (None: there are none).
    """

    score: Floats
    state: npt.NDArray[np.int8]
    flags: Flags | None
    goals: npt.NDArray[np.int64] | None
    parts: Mapping[str, Floats]
    undecided: tuple[Cell, ...]


def score_rows(
    block: Block,
    rows: slice,
    tensors: Tensors,
    rule: Rule,
    *,
    points: Quantity | None = None,
    parts: bool = False,
) -> Windows:
    """The scores of some rows of a block. ``points`` replaces the rows' full points (rows, 1 or moments,
    units).
    """
    full = rows_of(block.points, rows) if points is None else points
    scorer = RowScorer(block, rows, tensors, full)
    value, named = scorer.value(parts=parts)
    shape = (value_rows(rows), len(block.moments), block.width)
    codes = _own(value.absent, shape) if value.absent is not None else None
    score, doubt = rounded(value.with_absent(None), block.places, rule)
    score = np.array(_own(score, shape))
    applies = _own(block.applies[rows], shape)
    # NOTHING is 0.
    state: npt.NDArray[np.int8] = applies * np.int8(SCORED)
    unsure = q.unsure_in(codes)
    if codes is not None:
        doubt = None if doubt is None else _own(doubt, shape) & (codes == 0)
        codes = codes & ~np.int8(q.UNSURE) if unsure is not None else codes
    flags = scorer.flags()
    if flags is not None:
        flags = np.where(applies, np.broadcast_to(flags[..., : block.width], shape), 0)
    goals = None
    if codes is not None:
        cells = _absent_cells(codes, state)
        doubt = either(doubt, take_effects(block, rows, full, codes, rule, score, state, cells))
        flags = absence_flags(flags, codes, state, cells)
        goals = goals_of(block, rows, codes, state)
    shown = {name: _own(part.floats(), shape) for name, part in named.items()}
    undecided = _undecided(either(doubt, unsure), applies, full)
    return Windows(score, state, flags, goals, shown, undecided)


def goals_of(
    block: Block, rows: slice, codes: Codes, state: npt.NDArray[np.int8]
) -> npt.NDArray[np.int64] | None:
    """The leaf that takes the points of each window withdrawn by transfer, -1 elsewhere; None: no such
    window.
    """
    moving = state == TRANSFER
    if not moving.any():
        return None
    row = np.arange(rows.start, rows.stop)[:, None, None]
    return np.where(moving, block.transfers[row, codes], -1)


Place = tuple[int, int, int]


def with_verdicts(
    block: Block, rows: slice, windows: Windows, verdicts: Mapping[Place, Verdict], rule: Rule
) -> Windows:
    """The windows with what the exact calculator found at (row, moment, unit): points, or absences with the
    declared effects.
    """
    codes = np.zeros(windows.state.shape, np.int8)
    flags, goals = windows.flags, windows.goals
    for place, verdict in verdicts.items():
        codes[place] = 0 if verdict.absence is None else ABSENCE_CODES[verdict.absence]
        windows.state[place] = SCORED
        if flags is not None:
            flags[place] = sum(BIT[name] for name in verdict.flags & FLAG_BITS.keys())
        if goals is not None:
            goals[place] = -1
    cells = np.nonzero(codes)
    if cells[0].size:
        full = rows_of(block.points, rows)
        take_effects(block, rows, full, codes, rule, windows.score, windows.state, cells)
        flags = absence_flags(flags, codes, windows.state, cells)
        found = goals_of(block, rows, codes, windows.state)
        goals = goals if found is None or goals is None else np.maximum(goals, found)
        goals = found if goals is None else goals
    for place, verdict in verdicts.items():
        if verdict.points is not None and windows.state[place] in (SCORED, COUNTED):
            windows.score[place] = float(verdict.points * 10**block.places)
    return replace(windows, flags=flags, goals=goals)


def _absent_cells(codes: Codes, state: npt.NDArray[np.int8]) -> tuple[npt.NDArray[np.intp], ...]:
    """Where a unit that has the leaf has no value; one flat search is faster than one along three axes."""
    flat = np.flatnonzero((codes > 0) & (state != NOTHING))
    return np.unravel_index(flat, state.shape)


def value_rows(rows: slice) -> int:
    """Number of rows of a slice with both ends."""
    return int(rows.stop) - int(rows.start)


def _own(array: Any, shape: tuple[int, ...]) -> Any:
    """The table's own units of an array that broadcasts to the axis."""
    own = array[..., : shape[-1]]
    return own if own.shape == shape else np.broadcast_to(own, shape)


def _undecided(doubt: Mask | None, applies: Mask, full: Quantity) -> tuple[Cell, ...]:
    """The windows whose points (or absence) floats could not decide."""
    if doubt is None:
        return ()
    doubt = _own(doubt, applies.shape) & applies
    return tuple(
        Cell(row, moment, unit, full_points_at(full, (row, moment, unit)))
        for row, moment, unit in np.argwhere(doubt).tolist()
    )


def full_points_at(full: Quantity, cell: tuple[int, ...]) -> Fraction:
    """The exact full points of one cell."""

    def at(array: Floats) -> float:
        return float(
            array[tuple(min(place, size - 1) for place, size in zip(cell, array.shape, strict=True))]
        )

    den = 1 if full.den is None else int(at(full.den))
    return Fraction(int(at(full.num)), den * 10**full.places)


def take_effects(
    block: Block,
    rows: slice,
    full: Quantity,
    codes: Codes,
    rule: Rule,
    score: Floats,
    state: npt.NDArray[np.int8],
    cells: tuple[npt.NDArray[np.intp], ...],
) -> Mask | None:
    """Put the declared effect of the absences at some cells into ``score`` and ``state``; gives the cells
    whose points floats could not decide.
    """
    row, code = cells[0] + rows.start, codes[cells]
    effects = block.effects[row, code]
    if (effects == NOTHING).any():
        kinds = {value: name for name, value in ABSENCE_CODES.items()}
        raise ScoringError(f"no effect is declared for {kinds[int(code[effects == NOTHING][0])]}")
    score[cells] = 0.0
    state[cells] = effects
    giving = effects == COUNTED
    if block.effect_shares.top == 0 or not giving.any():
        return None
    given = tuple(axis[giving] for axis in cells)
    share = _share_at(block.effect_shares, row[giving], code[giving])
    value = q.multiply(_at(full, given, score.shape), share)
    worth, doubt = rounded(q.negate(value) if block.role == "deduction" else value, block.places, rule)
    score[given] = worth
    if doubt is None:
        return None
    undecided = np.zeros(score.shape, np.bool_)
    undecided[given] = doubt
    return undecided


def _share_at(shares: Quantity, row: npt.NDArray[np.intp], code: Codes) -> Quantity:
    def part(array: Any) -> Any:
        return array if array is None or array.size == 1 else array[row, code]

    return replace(shares, num=part(shares.num), den=part(shares.den), error=part(shares.error))


def _at(a: Quantity, cells: tuple[npt.NDArray[np.intp], ...], shape: tuple[int, ...]) -> Quantity:
    """Some cells of a quantity, as vectors."""

    def part(array: Any) -> Any:
        return None if array is None else _own(array, shape)[cells]

    return replace(a, num=part(a.num), den=part(a.den), error=part(a.error), absent=None)
