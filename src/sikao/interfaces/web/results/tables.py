"""The one-page table: indicators down, units across in the official order; a number, place and movement.

The number is the points or, read by the figures, what was measured.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

from sikao.core.insight.worked import Worked
from sikao.core.scheme.model import Placed
from sikao.interfaces.web.results.measured import MeasuredRow, measured_row
from sikao.interfaces.web.results.standing import Score, Standing
from sikao.interfaces.web.results.words import named


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of a unit. ``value`` is what was measured, a dash where it is missing; null: the points."""

    score: Score
    value: str | None
    remark: str


@dataclass(frozen=True, slots=True)
class TableRow:
    """One node over all units; ``kind`` is section (a block), branch, leaf or total.

    ``measure`` is the unit of measure of the values; null where the table shows points.
    """

    code: str
    name: str
    depth: int
    kind: str
    full: Decimal | None
    measure: str | None
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A unit at the head of a column."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class OneTable:
    """The whole table of one ranking group at one checkpoint; ``values``: of what was measured."""

    group: str
    group_name: str
    group_address: str
    table_name: str
    checkpoint_name: str
    values: bool
    units: tuple[Heading, ...]
    rows: tuple[TableRow, ...]
    total: TableRow


def one_table(standing: Standing, group: str, worked: Worked | None = None) -> OneTable:
    """The one-page table of a ranking group: of points or, given what they came from, of measured values."""
    found = standing.scheme.groups[group]
    table = standing.table_of(group)
    scorecard = standing.scorecard_of(group)
    checkpoint_table = scorecard.checkpoint_table
    names = checkpoint_table if checkpoint_table is not None and checkpoint_table.code == table else scorecard
    units = standing.units_of(group)
    totals = [standing.total(unit.code, group, table) for unit in units]
    rows = (_row(standing, worked, group, table, placed) for placed in standing.placed(group, table))
    return OneTable(
        group=group,
        group_name=named(found, standing.lang),
        group_address=standing.address("group", group=group),
        table_name=named(names, standing.lang),
        checkpoint_name=named(standing.scheme.checkpoints[standing.checkpoint], standing.lang),
        values=worked is not None,
        units=tuple(Heading(named(u, standing.lang), standing.address("unit", unit=u.code)) for u in units),
        rows=tuple(rows),
        total=_made("total", gettext("总分"), 0, "total", totals, None, values=worked is not None),
    )


def _row(standing: Standing, worked: Worked | None, group: str, table: str, placed: Placed) -> TableRow:
    scores = [standing.score(unit.code, placed, group, table) for unit in standing.units_of(group)]
    kind = "leaf" if placed.node.is_leaf else "section" if placed.depth == 0 else "branch"
    apart = table != standing.scorecard_of(group).code
    name = standing.node_name(group, placed, alone=apart)
    depth = 0 if apart else placed.depth
    measured = None if worked is None else measured_row(standing, worked, group, table, placed)
    return _made(placed.node.code, name, depth, kind, scores, measured, values=worked is not None)


def _made(
    code: str,
    name: str,
    depth: int,
    kind: str,
    scores: Sequence[Score | None],
    measured: MeasuredRow | None,
    *,
    values: bool,
) -> TableRow:
    """A row; among values, what nobody measures is told in points."""
    fulls = {score.full for score in scores if score is not None}
    points_as_measure = gettext("考核得分") if values else None
    return TableRow(
        code=code,
        name=name,
        depth=depth,
        kind=kind,
        full=fulls.pop() if len(fulls) == 1 else None,
        measure=points_as_measure if measured is None else measured.measure,
        cells=tuple(_cell(score, measured, at) for at, score in enumerate(scores)),
    )


def _cell(score: Score | None, measured: MeasuredRow | None, at: int) -> Cell | None:
    if score is None:
        return None
    marks = " ".join(mark.words for mark in score.marks)
    if measured is None:
        return Cell(score, None, marks)
    return Cell(score, measured.values[at] or "—", measured.remarks[at] or marks)
