"""How units stand at one checkpoint: the one reader of a book's rows for all pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.urls import reverse

from sikao.core.books.names import absence_term, outcome_terms
from sikao.core.scheme.model import Checkpoint, Group, Placed, Scorecard, Unit
from sikao.core.scheme.resolving import RankedTable, Resolved
from sikao.core.wording import Language, Term
from sikao.interfaces.web.results.words import Mark, in_a_cell, known_marks, named

TOTAL = "total"
MAIN = "main"

RowKey = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a book: a node of a unit at a checkpoint. ``rate`` is points / full points."""

    points: Decimal | None
    full: Decimal | None
    rate: Decimal | None
    rank: int | None
    grade: str | None
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """A number on a page: the points of a node, its place, and the address that explains it.

    ``absence`` says why there are no points; empty where the node is only not scored yet. A sum that is no
    node of the scheme is not ``explained``: its address is the page that lists its parts.
    """

    node: str
    name: str
    depth: int
    leaf: bool
    points: Decimal | None
    full: Decimal | None
    rate: Decimal | None
    rank: int | None
    moved: int | None
    marks: tuple[Mark, ...]
    address: str
    absence: str = ""
    explained: bool = True

    @property
    def lead(self) -> bool:
        """Whether this is the first place."""
        return self.rank == 1


def index_rows(rows: Iterator[Mapping[str, Any]]) -> dict[RowKey, Row]:
    """The rows of a book by checkpoint, scorecard, unit and node."""
    return {
        (row["checkpoint"], row["scorecard"], row["unit"], row["node"]): Row(
            row["points"],
            row["full_points"],
            row["attainment"],
            row["rank"],
            row["grade"],
            tuple(row["flags"]),
        )
        for row in rows
    }


class Standing:
    """The scheme and its book as they stand at one checkpoint, with names in one language."""

    def __init__(
        self,
        resolved: Resolved,
        rows: Mapping[RowKey, Row],
        checkpoint: str,
        lang: Language,
        *,
        key: str | None = None,
    ) -> None:
        """``key`` is what stands in addresses, by default the scheme's code."""
        self.resolved = resolved
        self.scheme = resolved.scheme
        self.rows = rows
        self.checkpoint = checkpoint
        self.lang = lang
        self.key = key or resolved.scheme.code

    @cached_property
    def checkpoints(self) -> tuple[Checkpoint, ...]:
        """The ranked checkpoints up to this one, in the order of the year."""
        ranked = [checkpoint for checkpoint in self.scheme.checkpoints.values() if checkpoint.ranked]
        codes = [checkpoint.code for checkpoint in ranked]
        return tuple(ranked[: codes.index(self.checkpoint) + 1])

    @property
    def before(self) -> str | None:
        """The checkpoint before this one."""
        return self.checkpoints[-2].code if len(self.checkpoints) > 1 else None

    @property
    def before_name(self) -> str:
        """The name of the checkpoint before this one, against which places moved; empty for the first."""
        return "" if self.before is None else named(self.scheme.checkpoints[self.before], self.lang)

    @cached_property
    def _tables(self) -> dict[str, RankedTable]:
        return {table.group.code: table for table in self.resolved.tables}

    def ranking_group(self, unit: str) -> Group | None:
        """The group in which the unit is ranked (or would be, were it not 单列)."""
        return self.resolved.ranking_group(self.scheme.units[unit])

    def ranking_groups(self, below: str | None = None) -> tuple[Group, ...]:
        """Every ranking group that has units, or those at or below one group, in the order of the scheme."""
        groups = (table.group for table in self.resolved.tables)
        return tuple(g for g in groups if below is None or self.resolved.is_below(g.code, below))

    def units_of(self, group: str) -> tuple[Unit, ...]:
        """The units ranked in the group, in the official order."""
        return self._tables[group].units

    def scorecard_of(self, group: str) -> Scorecard:
        """The main scorecard by which a ranking group is assessed."""
        return self._tables[group].scorecard

    def table_of(self, group: str, checkpoint: str | None = None) -> str:
        """The table that ranks the group at a checkpoint: its checkpoint table if it has one."""
        return self._tables[group].table_at(checkpoint or self.checkpoint)

    def placed(self, group: str, table: str) -> tuple[Placed, ...]:
        """The nodes of a table in the order of the scheme; of a checkpoint table the declared leaves."""
        scorecard = self.scorecard_of(group)
        walk = tuple(scorecard.walk())
        if table == scorecard.code or scorecard.checkpoint_table is None:
            return walk
        declared = scorecard.checkpoint_table.nodes[self.checkpoint]
        return tuple(placed for placed in walk if placed.node.code in declared)

    def indicators(self, group: str, table: str) -> tuple[Placed, ...]:
        """The indicators by which a table is read: the level above its parts, or leaves above that.

        Of a checkpoint table its own leaves; bonus and deductions are none.
        """
        scorecard = self.scorecard_of(group)
        placed = [found for found in self.placed(group, table) if found.role == "main"]
        if table != scorecard.code:
            return tuple(placed)
        depth = _part_depth(scorecard) - 1
        return tuple(p for p in placed if p.depth == depth or (p.node.is_leaf and p.depth < depth))

    def node_name(self, group: str, placed: Placed, *, alone: bool) -> str:
        """The node's name; ``alone``, with no parent shown above it, a part is named with its parent."""
        name = named(placed.node, self.lang)
        if alone and placed.parent is not None and placed.depth >= _part_depth(self.scorecard_of(group)):
            return f"{named(placed.parent.node, self.lang)} · {name}"
        return name

    def row(self, unit: str, node: str, table: str, checkpoint: str | None = None) -> Row | None:
        """One row of the book; none where the node does not apply to the unit."""
        return self.rows.get((checkpoint or self.checkpoint, table, unit, node))

    def moved(self, unit: str, node: str, group: str) -> int | None:
        """How many places the unit rose in a node since the checkpoint before."""
        if self.before is None:
            return None
        now = self.row(unit, node, self.table_of(group))
        past = self.row(unit, node, self.table_of(group, self.before), self.before)
        if now is None or past is None or now.rank is None or past.rank is None:
            return None
        return past.rank - now.rank

    def score(self, unit: str, placed: Placed, group: str, table: str) -> Score | None:
        """The score of a unit in a node of the scheme."""
        node = placed.node
        apart = table != self.scorecard_of(group).code
        name = self.node_name(group, placed, alone=apart)
        return self._score(unit, node.code, name, 0 if apart else placed.depth, node.is_leaf, group, table)

    def total(self, unit: str, group: str, table: str | None = None) -> Score | None:
        """The unit's total."""
        words = "总分" if self.lang == "zh" else "Total"
        return self._score(unit, TOTAL, words, 0, False, group, table or self.table_of(group))

    def _score(
        self, unit: str, node: str, name: str, depth: int, leaf: bool, group: str, table: str
    ) -> Score | None:
        row = self.row(unit, node, table)
        if row is None:
            return None
        absence = absence_term(row.flags) if row.points is None else None
        return Score(
            node=node,
            name=name,
            depth=depth,
            leaf=leaf,
            points=row.points,
            full=row.full,
            rate=row.rate,
            rank=row.rank,
            moved=self.moved(unit, node, group) if table == self.table_of(group) else None,
            marks=known_marks(row.flags, self.lang, self.outcome_names, carried=leaf),
            address=self.explain(unit, table, node),
            absence="" if absence is None else in_a_cell(absence, self.lang),
        )

    @cached_property
    def outcome_names(self) -> dict[str, Term]:
        """The names of vetoes, promotions and awards, by code."""
        return outcome_terms(self.scheme)

    def grade_name(self, group: str, code: str | None) -> str:
        """The grade's name; empty before grades are given."""
        grades = self.scheme.grades.get(group, ())
        return next((named(grade, self.lang) for grade in grades if grade.code == code), "")

    def group_name(self, group: str) -> str:
        """The group's name."""
        return named(self.scheme.groups[group], self.lang)

    def unit_name(self, unit: str) -> str:
        """The unit's name."""
        return named(self.scheme.units[unit], self.lang)

    def address(self, view: str, **parts: str) -> str:
        """The address of a results page at this checkpoint."""
        return reverse(view, kwargs={"scheme": self.key, "checkpoint": self.checkpoint, **parts})

    def explain(self, unit: str, table: str, node: str) -> str:
        """The address that explains one number."""
        return self.address("explanation", unit=unit, table=table, node=node)


def _part_depth(scorecard: Scorecard) -> int:
    """The depth at which the parts stand; below every node where the scorecard has none."""
    levels = scorecard.levels
    return levels.index("part") if "part" in levels else 1 + max(placed.depth for placed in scorecard.walk())
