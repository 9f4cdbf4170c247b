"""The kernel: figures as arrays in, points, full points, ranks, grades and flags of every table out.

Every number that comes out is a whole number of 10^-places, rounded as declared; sums are sums of whole
numbers, so that no result depends on the order of rows, units, threads or batches.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from sikao.core.scoring.checkpoint_tables import ListedScores, listed_scores
from sikao.core.scoring.families import Family
from sikao.core.scoring.figures import Tensors
from sikao.core.scoring.flags import BIT, Flags
from sikao.core.scoring.grading import Field, NodeScores
from sikao.core.scoring.outcomes import Consequences, consequences
from sikao.core.scoring.plan import Plan
from sikao.core.scoring.quantity import Mask
from sikao.core.scoring.sheets import Filling, Parts, empty_filling, fill
from sikao.core.scoring.standings import Ranks, from_last, rank_rates, rank_totals
from sikao.core.scoring.transfers import Moved, Rescorer, years_of, years_with_transfers
from sikao.core.scoring.tree import FIRST_NODE, MAIN, TOTAL, TOTAL_ROW, Tree, TreeBuilder
from sikao.core.scoring.windows import Exact
from sikao.core.scoring.years import LeafYears, Sheet, leaf_years


@dataclass(frozen=True, slots=True)
class TableScores:
    """The scores of one table: arrays (nodes, checkpoints, units), ``total`` and ``main`` before the nodes.

    ``points`` are whole numbers of 10^-places, ``full`` numerators over ``full_den``; both 0 where not
    ``present``. ``rank`` of the totals by (checkpoint, unit), 0 where there is none. ``flags``: bits of
    ``flags.BIT``.
    """

    scorecard: str
    group: str
    units: tuple[str, ...]
    nodes: tuple[str, ...]
    points: npt.NDArray[np.int64]
    full: npt.NDArray[np.int64]
    full_den: int
    present: Mask
    applies: Mask
    rank: Ranks
    flags: Flags
    grades: Mapping[str, str]
    remarks: Mapping[str, frozenset[str]]
    listed: ListedScores | None


@dataclass(frozen=True, slots=True)
class ScoreArrays:
    """The result of one run. ``checkpoints``: the ranked ones, in order.

    ``parts``: named parts of the windows in points, by (block, first row). ``undecided``: cells that stood
    as the nearest float because no exact calculator was given; ``asked``: cells that it decided.
    """

    plan: Plan
    places: int
    checkpoints: tuple[str, ...]
    tables: tuple[TableScores, ...]
    awards: tuple[tuple[str, str, Fraction | None], ...]
    sheets: tuple[Sheet, ...]
    years: tuple[LeafYears, ...]
    parts: Mapping[tuple[int, int], Parts]
    undecided: int
    asked: int

    def table(self, group: str) -> TableScores:
        """The table of a ranking group."""
        return next(table for table in self.tables if table.group == group)


def score(
    plan: Plan,
    tensors: Tensors,
    *,
    checkpoint: str | None = None,
    parts: bool = False,
    exact: Exact | None = None,
) -> ScoreArrays:
    """All tables at the ranked checkpoints up to ``checkpoint`` (default: the last one).

    ``exact`` decides the cells that floats cannot; without it they stand as the nearest float and are
    counted. Sums of too many digits raise ``DigitsError``: only the exact calculator can give them.
    """
    filling = empty_filling(plan)
    chosen = {number: list(block.chunks()) for number, block in enumerate(plan.blocks)}
    positions, everything = ranked_checkpoints(plan, checkpoint), slice(None)
    # Absent cells hold arbitrary numbers, and unknown ones an infinite error: both are meant to pass through.
    with np.errstate(all="ignore"):
        fill(plan, tensors, filling, chosen, exact, parts=parts)
        years = tuple(
            leaf_years(family, draft.sheet(), family.full, everything, everything, positions, plan.rounding)
            for family, draft in zip(plan.families, filling.drafts, strict=True)
        )
        return finish(plan, tensors, filling, years, positions, exact)


def node_ranks(scores: ScoreArrays, table: TableScores) -> Ranks:
    """Ranks of every node but the total by score rate, as (nodes, checkpoints, units); 0 where there is
    none.
    """
    plan = scores.plan
    ranked = plan.ranked[[plan.numbers[unit] for unit in table.units]]
    points, full = table.points.astype(np.float64), table.full.astype(np.float64)
    ranks = rank_rates(points, full, table.present, ranked, dense=plan.ranking.dense)
    ranks[TOTAL_ROW] = table.rank
    return ranks


def finish(
    plan: Plan,
    tensors: Tensors,
    filling: Filling,
    years: tuple[LeafYears, ...],
    positions: list[int],
    exact: Exact | None,
) -> ScoreArrays:
    """From the leaves' years at the checkpoints of ``positions`` to the tables."""
    tables: dict[str, TableScores] = {}
    awards: dict[str, list[tuple[str, str, Fraction | None]]] = {}
    for number, family in enumerate(plan.families):
        for table in range(len(family.groups)):
            builder = _TableBuilder(plan, tensors, filling, number, table, positions, exact)
            found, consequence = builder.scores(years[number])
            tables[family.groups[table]] = found
            awards[family.groups[table]] = consequence.awards
    order = plan.group_order
    return ScoreArrays(
        plan=plan,
        places=plan.places,
        checkpoints=tuple(plan.checkpoints[position].code for position in positions),
        tables=tuple(tables[group] for group in order),
        awards=tuple(award for group in order for award in awards[group]),
        sheets=tuple(draft.sheet() for draft in filling.drafts),
        years=years,
        parts=filling.parts,
        undecided=filling.undecided,
        asked=filling.asked,
    )


def ranked_checkpoints(plan: Plan, checkpoint: str | None) -> list[int]:
    """Positions of the ranked checkpoints up to the one asked for; an unknown one raises ``ValueError``."""
    positions = [index for index, one in enumerate(plan.checkpoints) if one.ranked]
    if checkpoint is None:
        return positions
    codes = [plan.checkpoints[position].code for position in positions]
    if checkpoint not in codes:
        raise ValueError(f"{checkpoint!r} is none of the ranked checkpoints {', '.join(codes)}")
    return positions[: codes.index(checkpoint) + 1]


class _TableBuilder:
    """One table on the way from the leaves' years to ranks and grades."""

    def __init__(
        self,
        plan: Plan,
        tensors: Tensors,
        filling: Filling,
        number: int,
        table: int,
        positions: list[int],
        exact: Exact | None,
    ) -> None:
        self._plan = plan
        self._tensors = tensors
        self._filling = filling
        self._number = number
        self._family: Family = plan.families[number]
        self._draft = filling.drafts[number]
        self._table = table
        self._positions = positions
        self._exact = exact
        self._ranked = plan.ranked[[plan.numbers[unit] for unit in self._family.units[table]]]

    def scores(self, years: LeafYears) -> tuple[TableScores, Consequences]:
        """Nodes, ranks, flags, and at the year's last checkpoint grades and awards."""
        family, plan = self._family, self._plan
        own, moved = self._years(years)
        tree = self._tree(own)
        structure = family.structure
        rows = {node.code: FIRST_NODE + index for index, node in enumerate(structure.nodes)}
        standing = rank_totals(
            tree,
            plan.places,
            self._ranked,
            [rows.get(code) for code in plan.ranking.tie_break],
            exact=plan.ranking.exact,
            dense=plan.ranking.dense,
        )
        flags = np.zeros(tree.points.shape, np.uint32) if tree.flags is None else tree.flags
        bits = np.where(standing.tie, np.uint32(BIT["tie"]), np.uint32(0))
        bits |= np.where(standing.by_rounding, np.uint32(BIT["decided_by_rounding"]), np.uint32(0))
        bits |= np.where(self._ranked, np.uint32(0), np.uint32(BIT["unranked"]))
        flags[TOTAL_ROW] |= bits
        applies = np.ones((tree.points.shape[0], structure.width), np.bool_)
        applies[FIRST_NODE:] = family.applies[self._table]
        listed = listed_scores(plan, family, self._draft, self._table, self._positions, self._ranked, moved)
        found = self._consequences(tree, standing.rank[-1])
        return TableScores(
            scorecard=structure.scorecard,
            group=family.groups[self._table],
            units=family.units[self._table],
            nodes=(TOTAL, MAIN, *rows),
            points=tree.points.astype(np.int64),
            full=tree.full.astype(np.int64),
            full_den=tree.full_den,
            present=tree.present,
            applies=applies,
            rank=standing.rank,
            flags=flags,
            grades=found.grades,
            remarks={unit: frozenset(remarks) for unit, remarks in found.flags.items()},
            listed=listed,
        ), found

    def _years(self, years: LeafYears) -> tuple[LeafYears, Moved]:
        own = years_of(years, self._table)
        if not any(key[0] == self._table for key in self._draft.goals):
            return own, {}
        rescorer = Rescorer(self._plan, self._tensors, self._filling, self._exact, self._number, self._table)
        return years_with_transfers(rescorer, self._draft, self._family, own, self._positions)

    def _tree(self, years: LeafYears) -> Tree:
        plan = self._plan
        settled: dict[tuple[int, int, int], float] = {}
        while True:
            tree = TreeBuilder(self._family, self._table, plan.rounding).build(years, settled)
            if not tree.undecided or self._exact is None:
                self._filling.undecided += len(tree.undecided)
                return tree
            nodes = (TOTAL, MAIN, *(node.code for node in self._family.structure.nodes))
            for one in tree.undecided:
                points = self._exact.node(
                    self._family.groups[self._table],
                    nodes[one.row],
                    self._family.units[self._table][one.unit],
                    plan.checkpoints[self._positions[one.checkpoint]].code,
                )
                settled[one.row, one.checkpoint, one.unit] = float((points or 0) * 10**plan.places)
            self._filling.asked += len(tree.undecided)

    def _consequences(self, tree: Tree, ranks: Ranks) -> Consequences:
        """Grades, vetoes, promotions and awards, given at the year's last ranked checkpoint only."""
        plan = self._plan
        group, units = self._family.groups[self._table], self._family.units[self._table]
        last = [index for index, one in enumerate(plan.checkpoints) if one.ranked][-1]
        outcomes = plan.outcomes
        if self._positions[-1] != last or not outcomes.concern(group):
            return Consequences(flags={unit: set() for unit in units})
        awarded = {award.node for award in outcomes.item_awards.get(group, ())}
        nodes = self._family.structure.nodes
        field = Field(
            group=group,
            units=units,
            ranked=tuple(self._ranked.tolist()),
            ranks=tuple(ranks.tolist()),
            ranks_from_last=tuple(from_last(ranks, dense=plan.ranking.dense).tolist()),
            total=_scores(tree, TOTAL_ROW),
            nodes={
                node.code: _scores(tree, FIRST_NODE + index)
                for index, node in enumerate(nodes)
                if node.code in awarded
            },
            points_places=plan.places,
            full_den=tree.full_den,
        )
        return consequences(outcomes, self._tensors, field, self._exact)


def _scores(tree: Tree, row: int) -> NodeScores:
    """The last checkpoint's points and full points of one node."""
    present = tree.present[row, -1].tolist()
    points, full = tree.points[row, -1].tolist(), tree.full[row, -1].tolist()
    return NodeScores(_numerators(points, present), _numerators(full, present))


def _numerators(values: list[float], present: list[bool]) -> tuple[int | None, ...]:
    return tuple(int(value) if there else None for value, there in zip(values, present, strict=True))
