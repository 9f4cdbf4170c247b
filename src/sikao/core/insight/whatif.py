"""What if points, targets, methods or figures were others: whose score and rank would move."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import polars as pl

from sikao.core.books.asking import check_checkpoint, refusal, some_of
from sikao.core.books.names import TOTAL, term_of
from sikao.core.figures.table import Figures
from sikao.core.insight.changes import Change, EffectChange, FigureChange, MethodChange, changed
from sikao.core.insight.slices import Json, compiled_table, figures_in, of_table
from sikao.core.reference import calculate
from sikao.core.scheme import Scheme, compile_scheme
from sikao.core.scheme.checks.context import Context
from sikao.core.scheme.checks.formulas import check_formulas
from sikao.core.scheme.checks.methods import check_methods
from sikao.core.scheme.checks.references import check_references
from sikao.core.scheme.resolving import RankedTable, Resolved
from sikao.core.scheme.tree import NO_PLACES
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


Rows = Mapping[tuple[str, str], Mapping[str, Any]]
"""Rows of a book by unit and node."""


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
        self._before: dict[str, Rows] = {}

    def try_out(self, changes: Iterable[Change]) -> Outcome:
        """The outcome of all changes together.

        A change that names something unknown, or a method that cannot be followed, raises ``FindingsError``.
        Sums and claims that a change would break are no hindrance here.
        """
        wanted = tuple(changes)
        scheme, figures = changed(self.scheme, self.figures, wanted)
        groups = self._touched(wanted)
        tables = [table for table in Resolved(scheme).tables if table.group.code in groups]
        if any(isinstance(change, MethodChange | EffectChange) for change in wanted):
            _check_leaves(scheme)
        moves: list[Move] = []
        for table in tables:
            code = table.group.code
            after = self._rows(code, self._compiled_table(scheme, table, wanted), figures)
            grades = {grade.code: term_of(grade) for grade in scheme.grades.get(code, ())}
            moves += _moves(table, grades, self._base(code), after)
        return Outcome(self.checkpoint, groups, tuple(moves))

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
        """The group's table, compiled anew only in the blocks that the changes touch."""
        card = table.scorecard
        leaves = {
            change.node
            for change in changes
            if not isinstance(change, FigureChange) and change.scorecard == card.code
        }
        known: Json = self._tables[table.group.code]
        if not leaves:
            return known
        blocks = frozenset(placed.block.code for placed in card.walk() if placed.node.code in leaves)
        renewed = {node["code"]: node for node in compiled_table(scheme, table, blocks)["nodes"]}
        return {**known, "nodes": [renewed.get(node["code"], node) for node in known["nodes"]]}

    def _base(self, group: str) -> Rows:
        if group not in self._before:
            self._before[group] = self._rows(group, self._tables[group], self.figures)
        return self._before[group]

    def _rows(self, group: str, table: Json, figures: Figures) -> Rows:
        """The scorecard's rows by unit and node."""
        read = figures.select(pl.col("unit").is_in(list(self._carriers[group])))
        book = calculate(of_table(self._compiled, table, self.checkpoint), read.canonical_rows())
        rows = [row for row in book["rows"] if row["scorecard"] == table["scorecard"]]
        return {(row["unit"], row["node"]): row for row in rows}


def _carriers(compiled: Json, table: Json) -> frozenset[str]:
    """Whose figures may count in a table: its units', and those of carriers that expressions name."""
    named = figures_in([table["nodes"], compiled["vetoes"], compiled["awards"]])
    return frozenset([*table["units"], *(figure[4] for figure in named if figure[4] is not None)])


def _check_leaves(scheme: Scheme) -> None:
    """Refuse a method or an effect that no calculator could follow."""
    context = Context(scheme, NO_PLACES)
    for check in (check_references, check_methods, check_formulas):
        check(context)
    if context.found.failed:
        raise FindingsError(context.found.sorted())


def _moves(table: RankedTable, grades: Mapping[str, Term], before: Rows, after: Rows) -> Iterator[Move]:
    nodes = list(dict.fromkeys(node for _, node in [*before, *after]))
    for unit in table.units:
        changed_nodes = []
        for node in nodes:
            old, new = _points(before.get((unit.code, node))), _points(after.get((unit.code, node)))
            if old != new and node != TOTAL:
                changed_nodes.append(NodeMove(node, old, new))
        yield Move(
            group=table.group.code,
            unit=unit.code,
            unit_name=term_of(unit),
            before=_standing(before.get((unit.code, TOTAL)), grades),
            after=_standing(after.get((unit.code, TOTAL)), grades),
            nodes=tuple(changed_nodes),
        )


def _standing(row: Mapping[str, Any] | None, grades: Mapping[str, Term]) -> Standing:
    if row is None:
        return Standing(None, None, None, None)
    full = row["full_points"]
    return Standing(
        points=_points(row),
        full_points=None if full is None else Decimal(full),
        rank=row["rank"],
        grade=grades.get(row["grade"]),
    )


def _points(row: Mapping[str, Any] | None) -> Decimal | None:
    return None if row is None or row["points"] is None else Decimal(row["points"])
