"""Checkpoint tables (节点考核表): the declared leaves' scores at one checkpoint, converted to one total."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sikao.core.scoring.blocks import COUNTED, SCORED
from sikao.core.scoring.families import Family
from sikao.core.scoring.flags import BIT, Flags
from sikao.core.scoring.plan import Plan
from sikao.core.scoring.quantity import LIMIT, DigitsError, Floats, Mask, Quantity
from sikao.core.scoring.rounding import rounded
from sikao.core.scoring.sheets import Draft
from sikao.core.scoring.standings import Ranks, Standings, rank_rates, rank_totals
from sikao.core.scoring.transfers import Holdings, Moved
from sikao.core.scoring.tree import TOTAL_ROW, Tree
from sikao.core.scoring.years import Sheet


@dataclass(frozen=True, slots=True)
class ListedCheckpoint:
    """One checkpoint of the table: arrays (total and declared leaves, units)."""

    checkpoint: str
    leaves: tuple[str, ...]
    points: npt.NDArray[np.int64]
    full: npt.NDArray[np.int64]
    present: Mask
    applies: Mask
    ranks: Ranks
    flags: Flags


@dataclass(frozen=True, slots=True)
class ListedScores:
    """A checkpoint table; ``full`` of the totals is what it converts to."""

    code: str
    full_den: int
    checkpoints: tuple[ListedCheckpoint, ...]


def listed_scores(
    plan: Plan, family: Family, draft: Draft, table: int, positions: Sequence[int], ranked: Mask, moved: Moved
) -> ListedScores | None:
    """The checkpoint table of one table at the ranked checkpoints that it declares; None without one."""
    structure = family.structure
    if structure.listed_code is None:
        return None
    declared = dict(structure.listed)
    number = {structure.nodes[node].code: leaf for leaf, node in enumerate(structure.leaves)}
    found = []
    for position in positions:
        code = plan.checkpoints[position].code
        if code not in declared:
            continue
        leaves = [number[leaf] for leaf in declared[code]]
        found.append(_one(plan, family, draft, table, position, leaves, ranked, moved.get(position)))
    return ListedScores(structure.listed_code, family.full_den, tuple(found))


def _one(
    plan: Plan,
    family: Family,
    draft: Draft,
    table: int,
    position: int,
    leaves: list[int],
    ranked: Mask,
    moved: tuple[Holdings, Sheet] | None,
) -> ListedCheckpoint:
    score, state = draft.score[table, leaves, position], draft.state[table, leaves, position]
    flags = None if draft.flags is None else draft.flags[table, leaves, position]
    full = family.full[table, leaves, 0]
    present = (state == SCORED) | (state == COUNTED)
    bits = np.zeros(score.shape, np.uint32) if flags is None else flags
    if moved is not None:
        held, sheet = moved
        score, full = sheet.score[0, leaves, position], held.full[leaves]
        present = present & ~held.gave[leaves]
        moving = held.gave[leaves] | held.received[leaves]
        bits = bits | np.where(moving, np.uint32(BIT["transferred"]), np.uint32(0))
    nodes = [family.structure.leaves[leaf] for leaf in leaves]
    applies = family.applies[table, nodes]
    bits = np.where(applies, bits, np.uint32(0))
    tree = _converted(
        plan, family, table, np.where(present, score, 0.0), np.where(present, full, 0.0), present, bits
    )
    standing = rank_totals(
        tree,
        plan.places,
        ranked,
        [_row_of(family, leaves, code) for code in plan.ranking.tie_break],
        exact=plan.ranking.exact,
        dense=plan.ranking.dense,
    )
    of_leaves = rank_rates(
        tree.points[1:, 0], tree.full[1:, 0], tree.present[1:, 0], ranked, dense=plan.ranking.dense
    )
    out = tree.flags if tree.flags is not None else bits
    out[TOTAL_ROW] |= _order_bits(standing, ranked)
    return ListedCheckpoint(
        checkpoint=plan.checkpoints[position].code,
        leaves=tuple(family.structure.nodes[node].code for node in nodes),
        points=tree.points[:, 0].astype(np.int64),
        full=tree.full[:, 0].astype(np.int64),
        present=tree.present[:, 0],
        applies=np.concatenate([np.ones((1, applies.shape[1]), np.bool_), applies]),
        ranks=np.concatenate([standing.rank, of_leaves]),
        flags=out[:, 0],
    )


def _row_of(family: Family, leaves: Sequence[int], code: str) -> int | None:
    codes = [family.structure.nodes[family.structure.leaves[leaf]].code for leaf in leaves]
    return 1 + codes.index(code) if code in codes else None


def _order_bits(standing: Standings, ranked: Mask) -> Flags:
    bits: Flags = np.where(standing.tie, np.uint32(BIT["tie"]), np.uint32(0))
    bits |= np.where(standing.by_rounding, np.uint32(BIT["decided_by_rounding"]), np.uint32(0))
    bits |= np.where(ranked, np.uint32(0), np.uint32(BIT["unranked"]))
    return bits


def _converted(
    plan: Plan, family: Family, table: int, score: Floats, full: Floats, present: Mask, bits: Flags
) -> Tree:
    """convert_to · Σ score / Σ full, rounded, before the leaves' own scores."""
    convert = family.convert_to[table]
    of_full = full.sum(axis=0)
    there = of_full > 0
    top = float(np.abs(score).sum(axis=0).max(initial=0.0))
    # Shortened, so that many different denominators of the full points do little harm.
    whole = np.where(there, of_full, 1.0)
    common = np.gcd(whole.astype(np.int64), family.full_den).astype(np.float64)
    factor, den = family.full_den / common * convert.numerator, whole / common * convert.denominator
    top *= float(factor.max(initial=1.0))
    if not (top < LIMIT and float(den.max(initial=1.0)) < LIMIT):
        raise DigitsError("converted points with too many digits for fixed point")
    num = score.sum(axis=0) * factor
    total = Quantity(num[None], top, plan.places, den[None], float(den.max(initial=1.0)))
    points, _ = rounded(total, plan.rounding.total, plan.rule)
    points = np.where(there, points * 10.0 ** (plan.places - plan.rounding.total), 0.0)
    of_total = np.where(there, float(convert * family.full_den), 0.0)
    flags = np.concatenate([np.bitwise_or.reduce(bits, axis=0)[None], bits])[:, None]
    return Tree(
        points=np.concatenate([points, score])[:, None],
        full=np.concatenate([of_total[None], full])[:, None],
        present=np.concatenate([there[None], present])[:, None],
        flags=flags,
        full_den=family.full_den,
        exact_total=total,
        undecided=[],
    )
