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
from sikao.core.scoring.expressions import ABSENCE_CODES
from sikao.core.scoring.figures import Tensors
from sikao.core.scoring.flags import Flags, absence_flags
from sikao.core.scoring.numbers import rows_of
from sikao.core.scoring.quantity import Codes, Floats, Mask, Quantity
from sikao.core.scoring.rounding import Rule, rounded
from sikao.core.scoring.scorer import RowScorer


class ScoringError(ValueError):
    """The compiled scheme leaves open what the figures ask for."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The exact outcome of one window: rounded points, or the kind of absence before its effect."""

    points: Fraction | None
    absence: str | None


class Exact(Protocol):
    """The exact calculator, asked where floats cannot decide."""

    def window(self, group: str, leaf: str, unit: str, checkpoint: str, full: Fraction) -> Verdict:
        """One leaf's score of one unit at one checkpoint, out of ``full`` points."""

    def node(self, group: str, node: str, unit: str, checkpoint: str) -> Fraction | None:
        """A branch's rounded points at a checkpoint (the year so far)."""

    def holds(self, group: str, code: str, unit: str) -> bool:
        """Whether the condition of a veto holds at the last checkpoint."""


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
    undecided = _undecided(doubt, codes, applies, full)
    flags = scorer.flags()
    if flags is not None:
        flags = np.where(applies, np.broadcast_to(flags[..., : block.width], shape), 0)
    goals = None
    if codes is not None:
        cells = _absent_cells(codes, state)
        take_effects(block, rows, full, codes, rule, score, state, cells)
        flags = absence_flags(flags, codes, state, cells)
        goals = goals_of(block, rows, codes, state)
    shown = {name: _own(part.floats(), shape) for name, part in named.items()}
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


def with_absences(block: Block, rows: slice, windows: Windows, codes: Codes, rule: Rule) -> Windows:
    """The windows once cells turn out to be absent after all: with nominal full points and the declared
    effects.
    """
    cells = _absent_cells(codes, windows.state)
    take_effects(block, rows, rows_of(block.points, rows), codes, rule, windows.score, windows.state, cells)
    flags = absence_flags(windows.flags, codes, windows.state, cells)
    goals = goals_of(block, rows, codes, windows.state)
    if windows.goals is not None:
        goals = windows.goals if goals is None else np.maximum(goals, windows.goals)
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


def _undecided(doubt: Mask | None, codes: Codes | None, applies: Mask, full: Quantity) -> tuple[Cell, ...]:
    """The windows whose points (or absence) floats could not decide."""
    if doubt is None:
        return ()
    doubt = np.broadcast_to(doubt[..., : applies.shape[-1]], applies.shape) & applies
    if codes is not None:
        doubt = doubt & (codes == 0)
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
) -> None:
    """Put the declared effect of the absences at some cells into ``score`` and ``state``."""
    row, code = cells[0] + rows.start, codes[cells]
    effects = block.effects[row, code]
    if (effects == NOTHING).any():
        kinds = {value: name for name, value in ABSENCE_CODES.items()}
        raise ScoringError(f"no effect is declared for {kinds[int(code[effects == NOTHING][0])]}")
    score[cells] = 0.0
    state[cells] = effects
    if block.effect_shares.top == 0:
        return
    giving = effects == COUNTED
    if giving.any():
        given = tuple(axis[giving] for axis in cells)
        share = _share_at(block.effect_shares, row[giving], code[giving])
        value = q.multiply(_at(full, given, score.shape), share)
        worth, _ = rounded(q.negate(value) if block.role == "deduction" else value, block.places, rule)
        score[given] = worth


def _share_at(shares: Quantity, row: npt.NDArray[np.intp], code: Codes) -> Quantity:
    return shares if shares.num.size == 1 else replace(shares, num=shares.num[row, code])


def _at(a: Quantity, cells: tuple[npt.NDArray[np.intp], ...], shape: tuple[int, ...]) -> Quantity:
    """Some cells of a quantity, as vectors."""

    def part(array: Any) -> Any:
        return None if array is None else _own(array, shape)[cells]

    return replace(a, num=part(a.num), den=part(a.den), error=part(a.error), absent=None)
