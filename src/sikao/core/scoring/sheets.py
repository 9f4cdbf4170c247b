"""Filling the sheets: every window of every table, with the cells that only the exact calculator can
decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from sikao.core.scoring import quantity as q
from sikao.core.scoring.blocks import COUNTED, GROUP_MEAN, NOTHING, REFUSED, SCORED, Block
from sikao.core.scoring.figures import Tensors
from sikao.core.scoring.flags import BIT, Flags
from sikao.core.scoring.plan import Plan
from sikao.core.scoring.quantity import Floats
from sikao.core.scoring.rounding import rounded
from sikao.core.scoring.windows import Exact, Windows, score_rows, with_verdicts
from sikao.core.scoring.years import Sheet, States

Parts = Mapping[str, Floats]


@dataclass(slots=True)
class Draft:
    """One family's windows while they are being filled: (tables, leaves, checkpoints, units).

    ``goals``: by (table, leaf) the leaves that take transferred points, by (checkpoint, unit).
    """

    score: Floats
    state: States
    flags: Flags | None = None
    goals: dict[tuple[int, int], npt.NDArray[np.int64]] = field(default_factory=dict)

    def sheet(self) -> Sheet:
        """The finished windows."""
        return Sheet(self.score, self.state, self.flags, self.goals)


@dataclass(slots=True)
class Filling:
    """All families' drafts, parts of the windows by (block, first row), and how many cells stayed
    undecided.
    """

    drafts: list[Draft]
    parts: dict[tuple[int, int], Parts] = field(default_factory=dict)
    undecided: int = 0
    asked: int = 0


def empty_filling(plan: Plan) -> Filling:
    """Drafts without any window."""
    drafts = []
    for family in plan.families:
        shape = (
            len(family.groups),
            len(family.structure.leaves),
            len(plan.checkpoints),
            family.structure.width,
        )
        drafts.append(Draft(np.zeros(shape), np.zeros(shape, np.int8)))
    return Filling(drafts)


def filling_from(sheets: Iterable[Sheet]) -> Filling:
    """A filling that goes on from copies of finished windows."""
    drafts = [
        Draft(
            sheet.score.copy(),
            sheet.state.copy(),
            None if sheet.flags is None else sheet.flags.copy(),
            {key: goals.copy() for key, goals in sheet.goals.items()},
        )
        for sheet in sheets
    ]
    return Filling(drafts)


def fill(
    plan: Plan,
    tensors: Tensors,
    filling: Filling,
    chosen: Mapping[int, Iterable[slice]],
    exact: Exact | None,
    *,
    parts: bool,
) -> None:
    """Score the chosen rows of each block (by its number) and write them into the drafts."""
    for number, slices in chosen.items():
        block = plan.blocks[number]
        for rows in slices:
            windows = score_rows(block, rows, tensors, plan.rule, parts=parts)
            windows = settle(plan, block, rows, windows, exact, filling)
            write(plan, block, rows, windows, filling.drafts[block.family])
            if parts:
                filling.parts[number, rows.start] = windows.parts
    for number, slices in chosen.items():
        if (plan.blocks[number].effects == GROUP_MEAN).any():
            for rows in slices:
                for row in range(rows.start, rows.stop):
                    _fill_group_means(plan, plan.blocks[number], row, filling.drafts)


def settle(
    plan: Plan, block: Block, rows: slice, windows: Windows, exact: Exact | None, filling: Filling
) -> Windows:
    """Let the exact calculator decide the undecided cells; without one the nearest float stands."""
    if not windows.undecided or exact is None:
        filling.undecided += len(windows.undecided)
        return windows
    family = plan.families[block.family]
    verdicts = {}
    for cell in windows.undecided:
        row = rows.start + cell.row
        table, leaf = int(block.tables[row]), int(block.leaves[row])
        verdicts[cell.row, cell.moment, cell.unit] = exact.window(
            family.groups[table],
            family.structure.nodes[family.structure.leaves[leaf]].code,
            family.units[table][cell.unit],
            plan.checkpoints[block.moments[cell.moment]].code,
            cell.full,
        )
    filling.asked += len(verdicts)
    return with_verdicts(block, rows, windows, verdicts, plan.rule)


def write(plan: Plan, block: Block, rows: slice, windows: Windows, draft: Draft) -> None:
    """Put the windows of some rows where their tables, leaves and checkpoints are."""
    score = windows.score * 10.0 ** (plan.places - block.places)
    at: tuple[npt.NDArray[np.int64], ...] = (
        block.tables[rows][:, None],
        block.leaves[rows][:, None],
        np.array(block.moments)[None, :],
    )
    flags, state = windows.flags, windows.state
    if not block.applies[rows, :, : block.width].all():
        # Rows of one leaf may stand in one block: each writes its own units only.
        row, moment, unit = np.nonzero(state != NOTHING)
        at = (block.tables[rows][row], block.leaves[rows][row], np.array(block.moments)[moment], unit)
        score, state = score[row, moment, unit], state[row, moment, unit]
        flags = None if flags is None else flags[row, moment, unit]
    draft.score[at], draft.state[at] = score, state
    if flags is not None or draft.flags is not None:
        if draft.flags is None:
            draft.flags = np.zeros(draft.state.shape, np.uint32)
        draft.flags[at] = np.uint32(0) if flags is None else flags
    if windows.goals is not None:
        for number in range(rows.stop - rows.start):
            key = (int(block.tables[rows.start + number]), int(block.leaves[rows.start + number]))
            shape = draft.state.shape[2:]
            goals = draft.goals.setdefault(key, np.full(shape, -1, np.int64))
            moments = list(block.moments)
            goals[moments] = np.maximum(windows.goals[number], goals[moments])


def _fill_group_means(plan: Plan, block: Block, row: int, drafts: list[Draft]) -> None:
    """The mean of the rounded scores of the other units compared with; nobody scored: refused."""
    draft, table, leaf = drafts[block.family], int(block.tables[row]), int(block.leaves[row])
    moments = list(block.moments)
    mine = block.applies[row, :, : block.width] & (draft.state[table, leaf, moments] == GROUP_MEAN)
    if not mine.any():
        return
    among = np.flatnonzero(block.among[row, 0])
    total, number = np.zeros((len(moments), 1)), np.zeros((len(moments), 1))
    for place in among.tolist():
        found = plan.seat(int(block.units[row, place]), block.family, table, leaf)
        if found is None:
            continue
        family, other_table, other_leaf, unit = found
        other = drafts[family]
        scored = other.state[other_table, other_leaf, moments, unit] == SCORED
        total[:, 0] += np.where(scored, other.score[other_table, other_leaf, moments, unit], 0.0)
        number[:, 0] += scored
    mean = q.divide(q.whole(total, plan.places), q.whole(np.maximum(number, 1.0)))
    worth, _ = rounded(mean, block.places, plan.rule)
    worth = worth * 10.0 ** (plan.places - block.places)
    given, refused = mine & (number > 0), mine & (number == 0)
    state, score = draft.state[table, leaf], draft.score[table, leaf]
    score[moments] = np.where(given, worth, score[moments])
    state[moments] = np.where(given, COUNTED, np.where(refused, REFUSED, state[moments]))
    if draft.flags is not None and refused.any():
        flags = draft.flags[table, leaf]
        flags[moments] |= np.where(refused, np.uint32(BIT["refused"]), np.uint32(0))
