"""What-if: scores again after a change, without scoring again what the change does not touch."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

import numpy as np

from sikao.core.scoring.blocks import Block
from sikao.core.scoring.families import Family
from sikao.core.scoring.figures import Tensors
from sikao.core.scoring.kernel import ScoreArrays, TableScores, finish, ranked_checkpoints
from sikao.core.scoring.numbers import exact as exact_number
from sikao.core.scoring.plan import Plan
from sikao.core.scoring.quantity import Floats, Quantity
from sikao.core.scoring.sheets import Draft, fill, filling_from
from sikao.core.scoring.tree import FIRST_NODE
from sikao.core.scoring.windows import Exact
from sikao.core.scoring.years import LeafYears, leaf_years


def rescore(
    plan: Plan,
    tensors: Tensors,
    previous: ScoreArrays,
    leaves: Collection[str],
    *,
    exact: Exact | None = None,
) -> ScoreArrays:
    """The scores after a change that touches only the windows of these leaves (in every table).

    What changed may be figures (``tensors``), or points, targets and methods (``plan``, with the same
    tables and nodes as before). The result equals that of ``score``, at the checkpoints of ``previous``.
    """
    filling = filling_from(previous.sheets)
    chosen: dict[int, list[slice]] = {}
    for leaf in leaves:
        for number, row in plan.rows_of_leaf[leaf]:
            chosen.setdefault(number, []).append(slice(row, row + 1))
    positions = ranked_checkpoints(plan, previous.checkpoints[-1])
    with np.errstate(all="ignore"):
        fill(plan, tensors, filling, chosen, exact, parts=False)
        years = tuple(
            _renewed(plan, family, draft, before, leaves, positions)
            for family, draft, before in zip(plan.families, filling.drafts, previous.years, strict=True)
        )
        return finish(plan, tensors, filling, years, positions, exact)


def _numbers(family: Family, leaves: Collection[str]) -> list[int]:
    nodes = family.structure.nodes
    return [number for number, node in enumerate(family.structure.leaves) if nodes[node].code in leaves]


def _renewed(
    plan: Plan, family: Family, draft: Draft, before: LeafYears, leaves: Collection[str], positions: list[int]
) -> LeafYears:
    """The years with those of the chosen leaves worked out anew."""
    sheet, everything = draft.sheet(), slice(None)
    points, full, present = before.points.copy(), before.full.copy(), before.present.copy()
    excluded = {level: amount.copy() for level, amount in before.excluded.items()}
    flags = None if before.flags is None else before.flags.copy()
    if flags is None and sheet.flags is not None:
        flags = np.zeros(points.shape, np.uint32)
    for number in _numbers(family, leaves):
        at = slice(number, number + 1)
        found = leaf_years(family, sheet, family.full[:, at], everything, at, positions, plan.rounding)
        points[:, at], full[:, at], present[:, at] = found.points, found.full, found.present
        for level in {*excluded, *found.excluded}:
            excluded.setdefault(level, np.zeros(points.shape))[:, at] = found.excluded.get(level, 0.0)
        if flags is not None:
            flags[:, at] = 0 if found.flags is None else found.flags
    return LeafYears(points, full, present, excluded, flags)


def with_points(plan: Plan, points: Mapping[str, str]) -> Plan:
    """The plan with other full points (canonical decimals) for some leaves, the same for all units and
    tables.

    Finer decimals or fractions than the plan holds need a new plan (``ValueError``).
    """
    families = tuple(_family_with(family, points) for family in plan.families)
    blocks = tuple(_block_with(block, plan.families[block.family], points) for block in plan.blocks)
    return replace(plan, families=families, blocks=blocks)


def _family_with(family: Family, points: Mapping[str, str]) -> Family:
    full = family.full.copy()
    nodes = family.structure.nodes
    for number, node in enumerate(family.structure.leaves):
        if nodes[node].code in points:
            value = exact_number(points[nodes[node].code])
            scaled, rest = divmod(value.num * family.full_den, value.den * 10**value.places)
            if rest:
                raise ValueError(f"points of {nodes[node].code} need a new plan: {points[nodes[node].code]}")
            full[:, number] = np.where(full[:, number] > 0, float(scaled), 0.0)
    return replace(family, full=full)


def _block_with(block: Block, family: Family, points: Mapping[str, str]) -> Block:
    nodes = family.structure.nodes
    codes = [nodes[family.structure.leaves[leaf]].code for leaf in block.leaves.tolist()]
    if not any(code in points for code in codes):
        return block
    old = block.points
    shape = (block.rows, *old.num.shape[1:])
    num = np.broadcast_to(old.num, shape).copy()
    den = 1.0 if old.den is None else np.broadcast_to(old.den, shape)
    places = max([old.places, *(exact_number(points[code]).places for code in codes if code in points)])
    num *= 10.0 ** (places - old.places)
    for row, code in enumerate(codes):
        if code in points:
            value = exact_number(points[code])
            num[row] = (
                value.num * 10.0 ** (places - value.places) * (den if isinstance(den, float) else den[row])
            )
    top = float(np.abs(num).max())
    return replace(block, points=Quantity(num, top, places, old.den, old.bottom))


def perturbed_totals(scores: ScoreArrays, table: TableScores, points: Floats) -> Floats:
    """Totals of one table at its last checkpoint if the leaves had other points, for exploring many
    weightings at once.

    ``points`` has shape (…, leaves), one row a weighting; the result (…, units). Every leaf keeps its score
    rate, a leaf without points leaves the sum; roundings in between are left out, so that these totals
    explore and never decide.
    """
    family = next(one for one in scores.plan.families if table.group in one.groups)
    rows = [FIRST_NODE + node for node in family.structure.leaves]
    full = table.full[rows, -1] / table.full_den
    counted = table.present[rows, -1] & (full > 0)
    rates = np.where(
        counted, table.points[rows, -1] / 10.0**scores.places / np.where(full > 0, full, 1.0), 0.0
    )
    totals: Floats = points @ rates
    return totals
