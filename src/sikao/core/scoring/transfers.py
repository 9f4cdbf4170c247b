"""Transfers: leaves whose every window so far is withdrawn give their whole points to another leaf of the
unit.

What a leaf holds is decided anew at each checkpoint; a leaf that received points is scored again out of all
of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sikao.core.scoring.blocks import GROUP_MEAN, TRANSFER, Block
from sikao.core.scoring.families import Family
from sikao.core.scoring.figures import Tensors
from sikao.core.scoring.flags import BIT, Flags
from sikao.core.scoring.plan import Plan
from sikao.core.scoring.quantity import Floats, Mask, Quantity
from sikao.core.scoring.sheets import Draft, Filling, settle, write
from sikao.core.scoring.windows import Exact, ScoringError, score_rows
from sikao.core.scoring.years import LeafYears, Sheet, leaf_years


@dataclass(frozen=True, slots=True)
class Holdings:
    """Numerators of the leaves' full points at one checkpoint: (leaves, units); who gave and who received."""

    full: Floats
    gave: Mask
    received: Mask


def holdings_at(family: Family, table: int, draft: Draft, checkpoint: int) -> Holdings | None:
    """What the leaves of one table hold at a checkpoint; None where nothing moves."""
    state = draft.state[table][:, : checkpoint + 1]
    windows = np.broadcast_to(family.shares[table][:, : checkpoint + 1] > 0, state.shape)
    gave = windows.any(axis=1) & ((state == TRANSFER) | ~windows).all(axis=1)
    if not gave.any():
        return None
    nominal = family.full[table][:, 0]
    full, received = np.where(gave, 0.0, nominal), np.zeros(gave.shape, np.bool_)
    for leaf, unit in np.argwhere(gave).tolist():
        last, passed = leaf, {leaf}
        while gave[last, unit]:
            first = int(np.argmax(windows[last, :, unit]))
            last = int(draft.goals[table, last][first, unit])
            if last < 0 or last in passed or not _applies(family, table, last, unit):
                node = family.structure.nodes[family.structure.leaves[leaf]].code
                raise ScoringError(
                    f"the points of {node} cannot be transferred for {family.units[table][unit]}"
                )
            passed.add(last)
        full[last, unit] += nominal[leaf, unit]
        received[list(passed - {leaf}), unit] = True
    return Holdings(full, gave, received)


def _applies(family: Family, table: int, leaf: int, unit: int) -> bool:
    return bool(family.applies[table, family.structure.leaves[leaf], unit])


Moved = Mapping[int, tuple[Holdings, Sheet]]


@dataclass(frozen=True, slots=True)
class Rescorer:
    """Scores the rows of one table again out of other full points."""

    plan: Plan
    tensors: Tensors
    filling: Filling
    exact: Exact | None
    family: int
    table: int

    def sheet(self, draft: Draft, held: Holdings) -> Sheet:
        """The table's windows (one table on the first axis) with the receiving leaves scored out of what
        they hold.
        """
        table = slice(self.table, self.table + 1)
        again = Draft(draft.score[table].copy(), draft.state[table].copy())
        again.flags = None if draft.flags is None else draft.flags[table].copy()
        for block in self.plan.blocks:
            if block.family == self.family:
                for row in np.flatnonzero(block.tables == self.table).tolist():
                    leaf = int(block.leaves[row])
                    if held.received[leaf].any():
                        self._score(block, row, held.full[leaf], again)
        # The mean of others does not depend on what this unit holds: it stays as it was.
        means = again.state == GROUP_MEAN
        again.score[means], again.state[means] = draft.score[table][means], draft.state[table][means]
        if again.flags is not None and draft.flags is not None:
            again.flags[means] = draft.flags[table][means]
        return again.sheet()

    def _score(self, block: Block, row: int, full: Floats, again: Draft) -> None:
        rows = slice(row, row + 1)
        den = self.plan.families[self.family].full_den
        on_axis = np.zeros((1, 1, block.units.shape[1]))
        on_axis[0, 0, : block.width] = full
        points = Quantity(on_axis, float(on_axis.max()), 0, np.full((1, 1, 1), float(den)), float(den))
        windows = score_rows(block, rows, self.tensors, self.plan.rule, points=points)
        windows = settle(self.plan, block, rows, windows, self.exact, self.filling)
        here = replace(block, tables=np.zeros_like(block.tables))
        write(self.plan, here, rows, windows, again)


def years_with_transfers(
    rescorer: Rescorer, draft: Draft, family: Family, years: LeafYears, positions: Sequence[int]
) -> tuple[LeafYears, Moved]:
    """The leaves' years of one table at the checkpoints of ``positions``, and what moved at each of them.

    ``years`` are those without transfers.
    """
    moved: dict[int, tuple[Holdings, Sheet]] = {}
    own = _table_of(family, slice(rescorer.table, rescorer.table + 1))
    columns = []
    for column, position in enumerate(positions):
        held = holdings_at(family, rescorer.table, draft, position)
        if held is None:
            columns.append(_column(years, column))
            continue
        sheet = rescorer.sheet(draft, held)
        moved[position] = held, sheet
        everything = (slice(0, 1), slice(None))
        full = held.full[None, :, None, :]
        found = leaf_years(own, sheet, full, *everything, [position], rescorer.plan.rounding)
        of_table = years_of(found, 0)
        columns.append(
            replace(of_table, flags=_with_transfer_flags(of_table.flags, held, of_table.points.shape))
        )
    return _side_by_side(columns), moved


def _table_of(family: Family, table: slice) -> Family:
    """A family of one of its tables."""
    return replace(
        family,
        groups=family.groups[table],
        units=family.units[table],
        applies=family.applies[table],
        shares=family.shares[table],
        full=family.full[table],
        single=family.single[table],
        score_places=family.score_places[table],
        caps=family.caps[table],
        weights=family.weights[table],
        convert_to=family.convert_to[table],
    )


def years_of(years: LeafYears, table: int) -> LeafYears:
    """The years of one table, without the axis of tables."""
    return LeafYears(
        years.points[table],
        years.full[table],
        years.present[table],
        {level: amount[table] for level, amount in years.excluded.items()},
        None if years.flags is None else years.flags[table],
    )


def _column(years: LeafYears, column: int) -> LeafYears:
    """One table's years at one of their checkpoints."""
    at = slice(column, column + 1)
    return LeafYears(
        years.points[:, at],
        years.full[:, at],
        years.present[:, at],
        {level: amount[:, at] for level, amount in years.excluded.items()},
        None if years.flags is None else years.flags[:, at],
    )


def _with_transfer_flags(flags: Flags | None, held: Holdings, shape: tuple[int, ...]) -> Flags:
    bits = np.where(held.gave | held.received, np.uint32(BIT["transferred"]), np.uint32(0))[:, None, :]
    return np.broadcast_to(bits, shape) if flags is None else flags | bits


def _side_by_side(columns: list[LeafYears]) -> LeafYears:
    shape = columns[0].points.shape
    levels = sorted({level for column in columns for level in column.excluded})
    flagged = any(column.flags is not None for column in columns)
    none, zero = np.zeros(shape, np.uint32), np.zeros(shape)
    return LeafYears(
        np.concatenate([column.points for column in columns], axis=1),
        np.concatenate([column.full for column in columns], axis=1),
        np.concatenate([column.present for column in columns], axis=1),
        {
            level: np.concatenate([column.excluded.get(level, zero) for column in columns], axis=1)
            for level in levels
        },
        np.concatenate([none if column.flags is None else column.flags for column in columns], axis=1)
        if flagged
        else None,
    )
