"""What-if: scores again after a change, without scoring again what the change does not touch."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from fractions import Fraction

import numpy as np

from sikao.core.scoring.blocks import NOTHING, Block
from sikao.core.scoring.families import Family
from sikao.core.scoring.figures import Tensors
from sikao.core.scoring.kernel import ScoreArrays, TableScores, finish, ranked_checkpoints
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
    finer = 10.0 ** (plan.places - previous.plan.places)
    for family, draft in zip(plan.families, filling.drafts, strict=True):
        draft.score *= finer
        _empty(draft, _numbers(family, leaves))
    chosen: dict[int, list[slice]] = {}
    for leaf in leaves:
        for number, row in plan.rows_of_leaf[leaf]:
            chosen.setdefault(number, []).append(slice(row, row + 1))
    positions = ranked_checkpoints(plan, previous.checkpoints[-1])
    with np.errstate(all="ignore"):
        fill(plan, tensors, filling, chosen, exact, parts=False)
        alike = _counted_alike(plan, previous.plan)
        years = tuple(
            _renewed(plan, family, draft, before, leaves if kept else family.leaf_codes, positions)
            for family, draft, before, kept in zip(
                plan.families, filling.drafts, previous.years, alike, strict=True
            )
        )
        return finish(plan, tensors, filling, years, positions, exact)


def _empty(draft: Draft, leaves: list[int]) -> None:
    """Forget all windows of some leaves: units, checkpoints and transfers may no longer be what they were."""
    draft.score[:, leaves], draft.state[:, leaves] = 0.0, NOTHING
    if draft.flags is not None:
        draft.flags[:, leaves] = 0
    for key in [key for key in draft.goals if key[1] in leaves]:
        del draft.goals[key]


def _counted_alike(plan: Plan, before: Plan) -> list[bool]:
    """For each family whether points and full points are whole numbers of the same parts in both plans."""

    def parts(of: Plan) -> list[tuple[int, int, int]]:
        return [(of.places, family.full_den, family.share_den) for family in of.families]

    return [now == then for now, then in zip(parts(plan), parts(before), strict=True)]


def _numbers(family: Family, leaves: Collection[str]) -> list[int]:
    return [number for number, code in enumerate(family.leaf_codes) if code in leaves]


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
    """The plan with other full points (canonical decimals or fractions) for some leaves, the same for all
    units and tables.

    Finer ones than the plan holds need a new plan (``ValueError``).
    """
    families = tuple(_family_with(family, points) for family in plan.families)
    blocks = tuple(_block_with(block, plan.families[block.family], points) for block in plan.blocks)
    return replace(plan, families=families, blocks=blocks)


def _family_with(family: Family, points: Mapping[str, str]) -> Family:
    full = family.full.copy()
    nodes = family.structure.nodes
    for number, node in enumerate(family.structure.leaves):
        if nodes[node].code in points:
            scaled = Fraction(points[nodes[node].code]) * family.full_den
            if scaled.denominator != 1:
                raise ValueError(f"points of {nodes[node].code} need a new plan: {points[nodes[node].code]}")
            full[:, number] = np.where(full[:, number] > 0, float(scaled), 0.0)
    return replace(family, full=full)


def _block_with(block: Block, family: Family, points: Mapping[str, str]) -> Block:
    nodes = family.structure.nodes
    codes = [nodes[family.structure.leaves[leaf]].code for leaf in block.leaves.tolist()]
    if not any(code in points for code in codes):
        return block
    # Over the family's denominator, of which the points have been found to be whole parts.
    width, den = block.points.num.shape[-1], family.full_den
    num = np.zeros((block.rows, 1, width))
    for row, code in enumerate(codes):
        if code in points:
            num[row] = float(Fraction(points[code]) * den)
        else:
            num[row] = _over(block.points, row, den)
    top = float(np.abs(num).max())
    if den == 1:
        return replace(block, points=Quantity(num, top))
    return replace(block, points=Quantity(num, top, den=np.full((1, 1, 1), float(den)), bottom=float(den)))


def _over(old: Quantity, row: int, den: int) -> Floats:
    """One row of full points as whole numbers over a denominator that holds them."""
    place = row if old.num.shape[0] > 1 else 0
    below = 10.0**old.places
    if old.den is not None:
        below = below * old.den[row if old.den.shape[0] > 1 else 0]
    numerators: Floats = np.round(old.num[place] * (den / below))
    return numerators


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
