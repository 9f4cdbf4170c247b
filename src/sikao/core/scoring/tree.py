"""Branches, main, total and the checkpoint table of one table: whole numbers added up, rounded where
declared.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from sikao.core.scoring import quantity as q
from sikao.core.scoring.blocks import TO_BLOCK, TO_PARENT
from sikao.core.scoring.expressions import either
from sikao.core.scoring.families import NO_PARENT, Family, NodePlan
from sikao.core.scoring.flags import BIT, Flags
from sikao.core.scoring.quantity import UNIT, Floats, Mask, Quantity
from sikao.core.scoring.rounding import Rounding, rounded
from sikao.core.scoring.years import LeafYears

TOTAL, MAIN = "total", "main"
TOTAL_ROW, MAIN_ROW, FIRST_NODE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Undecided:
    """A node's points that floats could not round: (row, checkpoint, unit)."""

    row: int
    checkpoint: int
    unit: int


@dataclass(slots=True)
class Tree:
    """One table's nodes, ``total`` and ``main`` first: arrays (rows, checkpoints, units).

    ``points``: whole numbers of 10^-places; ``full``: numerators over ``full_den``; both 0 where not
    ``present``. ``exact_total`` is the total before its rounding.
    """

    points: Floats
    full: Floats
    present: Mask
    flags: Flags | None
    full_den: int
    exact_total: Quantity
    undecided: list[Undecided]


class TreeBuilder:
    """Puts the nodes of one table together, bottom up."""

    def __init__(self, family: Family, table: int, rounding: Rounding) -> None:
        self._family = family
        self._table = table
        self._rounding = rounding
        self._nodes = family.structure.nodes
        self.full_den = family.full_den * family.share_den
        self._exact_main = q.constant(0)
        self._exact_total = q.constant(0)
        self._undecided: list[Undecided] = []

    def build(self, years: LeafYears, settled: Mapping[tuple[int, int, int], float]) -> Tree:
        """All nodes from the leaves' year. ``settled``: points of nodes that the exact calculator decided."""
        leaves = [FIRST_NODE + node for node in self._family.structure.leaves]
        shape = (FIRST_NODE + len(self._nodes), *years.points.shape[1:])
        self.points, self.full = np.zeros(shape), np.zeros(shape)
        self.present = np.zeros(shape, np.bool_)
        self.points[leaves] = np.where(years.present, years.points, 0.0)
        self.full[leaves], self.present[leaves] = years.full, years.present
        self.flags: Flags | None = None
        if years.flags is not None:
            self.flags = np.zeros(shape, np.uint32)
            self.flags[leaves] = years.flags
        self._settled = settled
        self._excluded = self._excluded_points(years)
        for index in range(len(self._nodes) - 1, -1, -1):
            if self._nodes[index].leaf is None:
                self._branch(index)
        self._main()
        self._total()
        return Tree(
            self.points,
            self.full,
            self.present,
            self.flags,
            self.full_den,
            self._exact_total,
            self._undecided,
        )

    def _excluded_points(self, years: LeafYears) -> dict[int, Floats]:
        """Numerators of the full points to be spread, by row of the node that takes them."""
        excluded: dict[int, Floats] = {}
        for level, amounts in years.excluded.items():
            for leaf, index in enumerate(self._family.structure.leaves):
                if amounts[leaf].any():
                    row = self._taker(self._nodes[index], level)
                    excluded[row] = excluded.get(row, 0.0) + amounts[leaf]
        return excluded

    def _taker(self, node: NodePlan, level: int) -> int:
        if node.parent == NO_PARENT or level not in (TO_PARENT, TO_BLOCK):
            return MAIN_ROW
        return FIRST_NODE + (node.parent if level == TO_PARENT else node.block)

    def _branch(self, index: int) -> None:
        node = self._nodes[index]
        children = [FIRST_NODE + child for child in node.children]
        row = FIRST_NODE + index
        value = self._gather(row, children)
        if node.combine in ("geometric", "harmonic"):
            value = self._composed(node, children, row)
        cap = self._family.caps[self._table][index]
        if cap is not None:
            bound = _fraction(-cap if node.role == "deduction" else cap)
            value = q.greater(value, bound) if node.role == "deduction" else q.lesser(value, bound)
            self.full[row] = np.minimum(self.full[row], float(cap * self.full_den))
        places = self._rounding.score if node.combine != "sum" else None
        self._close(row, value, places)

    def _gather(self, row: int, children: Sequence[int]) -> Quantity:
        """Sums of the children's points, full points and flags; the sum as a quantity."""
        value = self.points[children].sum(axis=0)
        self.full[row] = self.full[children].sum(axis=0)
        self.present[row] = self.present[children].any(axis=0)
        if self.flags is not None and children:
            self.flags[row] = np.bitwise_or.reduce(self.flags[children], axis=0)
        return q.whole(value, self._rounding.places)

    def _composed(self, node: NodePlan, children: Sequence[int], row: int) -> Quantity:
        """W·Π aᵢ^vᵢ (geometric) or W/Σ(vᵢ/aᵢ) (harmonic); 0 as soon as some aᵢ <= 0.

        W is the counted full points, aᵢ a child's score rate, vᵢ its weight over the counted children.
        """
        weights = self._family.weights[self._table]
        given = np.array([float(weights[child - FIRST_NODE] or 0) for child in children])[:, None, None]
        present = self.present[children]
        own = np.where(present, given, 0.0)
        own = own / np.where(present.any(axis=0), own.sum(axis=0), 1.0)
        rate = self.points[children] / np.where(self.full[children] > 0, self.full[children], 1.0)
        rate *= self.full_den / 10.0**self._rounding.places
        positive = ((rate > 0) | ~present).all(axis=0)
        safe = np.where(present & (rate > 0), rate, 1.0)
        full = self.full[row] / self.full_den
        if node.combine == "geometric":
            logarithms = np.log(safe)
            value = full * np.exp((own * logarithms).sum(axis=0))
            spread = 1 + np.abs(logarithms).max(axis=0, initial=0.0)
        else:
            value = full / np.where(positive, (own / safe).sum(axis=0), 1.0)
            spread = np.ones(1)
        value = np.where(positive, value, 0.0)
        # A few roundings for each child; the exponent's own rounding grows with the logarithms.
        return q.inexact(value, np.abs(value) * spread * (UNIT * (32 + 8 * len(children))))

    def _close(self, row: int, value: Quantity, places: int | None) -> Quantity:
        """Spread excluded points, then round where the node is rounded; gives the value before rounding."""
        excluded = self._excluded.get(row)
        spread: Mask | None = None
        if excluded is not None:
            spread = (excluded > 0) & self.present[row]
            self.present[row] &= ~(spread & (self.full[row] == 0))
            spread &= self.present[row]
            value = q.choose(spread, self._spread(value, row, excluded), value)
            self.full[row] = np.where(
                self.present[row], self.full[row] + np.where(spread, excluded, 0.0), 0.0
            )
            if self.flags is not None:
                self.flags[row] |= np.where(spread, np.uint32(BIT["redistributed"]), np.uint32(0))
        self._store(row, value, places, spread)
        return value

    def _spread(self, value: Quantity, row: int, excluded: Floats) -> Quantity:
        """S·(F + E)/F, with F and E shortened so that the product stays a whole number."""
        rest = np.where(self.full[row] > 0, self.full[row], 1.0)
        common = np.gcd(rest.astype(np.int64), excluded.astype(np.int64)).astype(np.float64)
        whole = (self.full[row] + excluded) / common
        return q.divide(q.multiply(value, q.whole(np.floor(whole))), q.whole(rest / common))

    def _store(self, row: int, value: Quantity, places: int | None, spread: Mask | None) -> None:
        """Points of a node: its value, rounded to ``places`` or, where spread, to the score's places."""
        to = self._rounding.score if places is None else places
        if places is None and (spread is None or not spread.any()):
            points, doubt = rounded(value, self._rounding.places, self._rounding.rule)
        else:
            points, doubt = rounded(value, to, self._rounding.rule)
            points = points * 10.0 ** (self._rounding.places - to)
            if places is None and spread is not None:
                plain, doubt_plain = rounded(value, self._rounding.places, self._rounding.rule)
                points, doubt = np.where(spread, points, plain), either(doubt, doubt_plain)
        self.points[row] = np.where(self.present[row], points, 0.0)
        if doubt is not None:
            self._decide(row, doubt & self.present[row])

    def _decide(self, row: int, doubt: Mask) -> None:
        for checkpoint, unit in np.argwhere(doubt).tolist():
            points = self._settled.get((row, checkpoint, unit))
            if points is None:
                self._undecided.append(Undecided(row, checkpoint, unit))
            else:
                self.points[row, checkpoint, unit] = points

    def _main(self) -> None:
        top = [FIRST_NODE + index for index in self._family.structure.top("main")]
        value = self._gather(MAIN_ROW, top)
        self._exact_main = self._close(MAIN_ROW, value, self._rounding.total)

    def _total(self) -> None:
        """main before its rounding + bonus + deductions, rounded once."""
        structure = self._family.structure
        beside = [FIRST_NODE + index for role in ("bonus", "deduction") for index in structure.top(role)]
        self.full[TOTAL_ROW], self.present[TOTAL_ROW] = self.full[MAIN_ROW], self.present[MAIN_ROW]
        if self.flags is not None:
            self.flags[TOTAL_ROW] = np.bitwise_or.reduce(self.flags[[MAIN_ROW, *beside]], axis=0)
        total = self._exact_main
        if beside:
            total = q.add(total, q.whole(self.points[beside].sum(axis=0), self._rounding.places))
        self._exact_total = total
        self._store(TOTAL_ROW, total, self._rounding.total, None)


def _fraction(value: Fraction) -> Quantity:
    return Quantity(
        np.full(1, float(value.numerator)),
        float(abs(value.numerator)),
        0,
        np.full(1, float(value.denominator)),
        float(value.denominator),
    )
