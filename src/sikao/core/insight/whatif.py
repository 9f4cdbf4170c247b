"""What if points, targets, methods or figures were others: whose score and rank would move."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from sikao.core.books.asking import check_checkpoint, refusal, some_of
from sikao.core.books.names import TOTAL, term_of
from sikao.core.books.oracle import Oracle
from sikao.core.figures.table import Figures
from sikao.core.insight.changes import Change, EffectChange, FigureChange, MethodChange, changed
from sikao.core.insight.limits import check_read
from sikao.core.insight.slices import Json, compiled_nodes, figures_in, of_table
from sikao.core.reference import calculate
from sikao.core.scheme import Scheme, compile_scheme
from sikao.core.scheme.checks.context import Context
from sikao.core.scheme.checks.formulas import check_formulas
from sikao.core.scheme.checks.methods import check_methods
from sikao.core.scheme.checks.references import check_references
from sikao.core.scheme.model import Placed, Scorecard
from sikao.core.scheme.resolving import RankedTable, Resolved
from sikao.core.scheme.tree import NO_PLACES
from sikao.core.scoring.figures import pack
from sikao.core.scoring.kernel import TableScores, score
from sikao.core.scoring.plan import Plan, compile_plan
from sikao.core.scoring.quantity import DigitsError
from sikao.core.wording import FindingsError, Term


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a unit stands: points, full points, place and grade; what does not exist is null."""

    points: Decimal | None
    full_points: Decimal | None
    rank: int | None
    grade: Term | None


@dataclass(frozen=True, slots=True)
class NodeMove:
    """A node below the total whose points change."""

    node: str
    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True, slots=True)
class Move:
    """One unit before and after; ``nodes`` in the order of the scheme, branches and leaves."""

    group: str
    unit: str
    unit_name: Term
    before: Standing
    after: Standing
    nodes: tuple[NodeMove, ...]

    @property
    def moved(self) -> bool:
        """Whether anything is different for the unit."""
        return self.before != self.after or bool(self.nodes)

    @property
    def gain(self) -> Decimal | None:
        """Points after less points before."""
        if self.before.points is None or self.after.points is None:
            return None
        return self.after.points - self.before.points


@dataclass(frozen=True, slots=True)
class Outcome:
    """What changes come to, for the units of the ranking groups that they touch, in official order."""

    checkpoint: str
    groups: tuple[str, ...]
    moves: tuple[Move, ...]


class WhatIf:
    """One scheme on its figures at one checkpoint, to try changes on. Every trial starts from that base."""

    def __init__(
        self, scheme: Scheme, figures: Figures, checkpoint: str | None = None, group: str | None = None
    ) -> None:
        """``group`` limits the outcome to one ranking group; ``checkpoint`` is the last one by default."""
        check_checkpoint(scheme, checkpoint)
        resolved = Resolved(scheme)
        tables = {table.group.code: table for table in resolved.tables}
        if group is not None and group not in tables:
            raise refusal("whatif.unknown_group", group=group, known=some_of(tables))
        self.scheme = scheme
        self.figures = figures
        self.checkpoint = checkpoint or [c.code for c in resolved.checkpoints if c.ranked][-1]
        self._groups = tuple(tables) if group is None else (group,)
        self._compiled = compile_scheme(scheme)
        self._tables = {table["group"]: table for table in self._compiled["tables"]}
        self._carriers = {code: _carriers(self._compiled, table) for code, table in self._tables.items()}
        self._before: dict[str, Scored] = {}
        self._plans: dict[str, Plan] = {}

    def try_out(self, changes: Iterable[Change]) -> Outcome:
        """The outcome of all changes together.

        A change that names something unknown or that nothing reads, or a method that cannot be followed,
        raises ``FindingsError``. Sums and claims that a change would break are no hindrance here.
        """
        wanted = tuple(changes)
        scheme, figures = changed(self.scheme, self.figures, wanted)
        groups = self._touched(wanted)
        tables = [table for table in Resolved(scheme).tables if table.group.code in groups]
        if any(isinstance(change, MethodChange | EffectChange) for change in wanted):
            _check_leaves(scheme)
        compiled = {table.group.code: self._compiled_table(scheme, table, wanted) for table in tables}
        self._check_read(compiled, wanted)
        moves: list[Move] = []
        for table in tables:
            code = table.group.code
            after = self._scored(code, compiled[code], figures)
            grades = {grade.code: term_of(grade) for grade in scheme.grades.get(code, ())}
            moves += _moves(table, grades, self._base(code), after)
        return Outcome(self.checkpoint, groups, tuple(moves))

    def _check_read(self, tables: Mapping[str, Json], changes: tuple[Change, ...]) -> None:
        """Refuse figures that nothing reads, not even a method tried together with them."""
        compiled = {**self._compiled, "tables": list({**self._tables, **tables}.values())}
        for change in changes:
            if isinstance(change, FigureChange):
                key = (change.unit, change.indicator, change.kind.value, str(change.period))
                check_read(compiled, key)

    def _touched(self, changes: tuple[Change, ...]) -> tuple[str, ...]:
        """The ranking groups whose results may differ: those with the scorecard, or that read the figure."""
        cards = {change.scorecard for change in changes if not isinstance(change, FigureChange)}
        units = {change.unit for change in changes if isinstance(change, FigureChange)}
        return tuple(
            group
            for group in self._groups
            if self._tables[group]["scorecard"] in cards or units & self._carriers[group]
        )

    def _compiled_table(self, scheme: Scheme, table: RankedTable, changes: tuple[Change, ...]) -> Json:
        """The group's table, with the nodes compiled anew that the changes touch."""
        card = table.scorecard
        named = {
            change.node
            for change in changes
            if not isinstance(change, FigureChange) and change.scorecard == card.code
        }
        known: Json = self._tables[table.group.code]
        if not named:
            return known
        # What lies below a composed branch has a part of its points.
        renewed = compiled_nodes(scheme, table, set(_with_those_below(card, named)))
        return {**known, "nodes": [renewed.get(node["code"], node) for node in known["nodes"]]}

    def _base(self, group: str) -> Scored:
        if group not in self._before:
            self._before[group] = self._scored(group, self._tables[group], self.figures)
        return self._before[group]

    def _scored(self, group: str, table: Json, figures: Figures) -> Scored:
        """The group's scores by the kernel, or by the exact calculator where they have too many digits."""
        try:
            return self._by_kernel(group, table, figures)
        except DigitsError:
            rows = self._read(group, figures).canonical_rows()
            return Scored.of_book(calculate(of_table(self._compiled, table, self.checkpoint), rows))

    def _read(self, group: str, figures: Figures) -> Figures:
        return figures.select(pl.col("unit").is_in(list(self._carriers[group])))

    def _by_kernel(self, group: str, table: Json, figures: Figures) -> Scored:
        """The kernel asks the exact calculator where floats cannot decide."""
        alone = of_table(self._compiled, table, self.checkpoint)
        unchanged = table is self._tables[group]
        if unchanged and group not in self._plans:
            self._plans[group] = compile_plan(alone)
        plan = self._plans[group] if unchanged else compile_plan(alone)
        read = self._read(group, figures)
        scores = score(plan, pack(plan, read.to_frame()), exact=Oracle(alone, read.canonical_rows))
        return Scored.of(scores.places, scores.tables[0])


def _carriers(compiled: Json, table: Json) -> frozenset[str]:
    """Whose figures may count in a table: its units', and those of carriers that expressions name."""
    named = figures_in(
        [table["nodes"], *(compiled[section] for section in ("vetoes", "promotions", "awards"))]
    )
    return frozenset([*table["units"], *(figure[4] for figure in named if figure[4] is not None)])


def _with_those_below(card: Scorecard, named: Collection[str]) -> Iterator[str]:
    for placed in card.walk():
        above: Placed | None = placed
        while above is not None and above.node.code not in named:
            above = above.parent
        if above is not None:
            yield placed.node.code


def _check_leaves(scheme: Scheme) -> None:
    """Refuse a method or an effect that no calculator could follow."""
    context = Context(scheme, NO_PLACES)
    for check in (check_references, check_methods, check_formulas):
        check(context)
    if context.found.failed:
        raise FindingsError(context.found.sorted())


@dataclass(frozen=True, slots=True)
class Scored:
    """The scores of one table at one checkpoint: points by unit and node, and what belongs to totals."""

    points: Mapping[tuple[str, str], Decimal]
    full: Mapping[str, Decimal]
    ranks: Mapping[str, int]
    grades: Mapping[str, str]

    @classmethod
    def of(cls, places: int, table: TableScores) -> Scored:
        """From the kernel's arrays, at their last checkpoint."""
        points = {
            (unit, node): Decimal(int(table.points[row, -1, column])).scaleb(-places)
            for row, node in enumerate(table.nodes)
            for column, unit in enumerate(table.units)
            if table.present[row, -1, column]
        }
        total = table.nodes.index(TOTAL)
        full = {
            unit: Decimal(int(table.full[total, -1, column])) / table.full_den
            for column, unit in enumerate(table.units)
            if table.present[total, -1, column]
        }
        ranks = {unit: int(rank) for unit, rank in zip(table.units, table.rank[-1], strict=True) if rank}
        return cls(points, full, ranks, table.grades)

    @classmethod
    def of_book(cls, book: Json) -> Scored:
        """From the exact calculator's book of the one table, at its checkpoint."""
        card = book["rows"][0]["scorecard"]
        rows = [
            row for row in book["rows"] if (row["checkpoint"], row["scorecard"]) == (book["checkpoint"], card)
        ]
        totals = [row for row in rows if row["node"] == TOTAL]
        return cls(
            {(row["unit"], row["node"]): Decimal(row["points"]) for row in rows if row["points"] is not None},
            {row["unit"]: Decimal(row["full_points"]) for row in totals if row["full_points"] is not None},
            {row["unit"]: row["rank"] for row in totals if row["rank"] is not None},
            {row["unit"]: row["grade"] for row in totals if row["grade"] is not None},
        )

    def standing(self, unit: str, grades: Mapping[str, Term]) -> Standing:
        """Where a unit stands."""
        return Standing(
            points=self.points.get((unit, TOTAL)),
            full_points=self.full.get(unit),
            rank=self.ranks.get(unit),
            grade=grades.get(self.grades.get(unit, "")),
        )


def _moves(table: RankedTable, grades: Mapping[str, Term], before: Scored, after: Scored) -> Iterator[Move]:
    nodes = [placed.node.code for placed in table.scorecard.walk()]
    for unit in table.units:
        keys = [(unit.code, node) for node in nodes]
        pairs = ((key[1], before.points.get(key), after.points.get(key)) for key in keys)
        yield Move(
            group=table.group.code,
            unit=unit.code,
            unit_name=term_of(unit),
            before=before.standing(unit.code, grades),
            after=after.standing(unit.code, grades),
            nodes=tuple(NodeMove(*pair) for pair in pairs if pair[1] != pair[2]),
        )
