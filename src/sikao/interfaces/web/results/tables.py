"""The one-page table: indicators down, units across in the official order; a number, place and movement.

The number is the points or, read by the figures, what was measured.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext

from sikao.core.books import OFFICIAL, arranged_units
from sikao.core.insight.worked import Worked
from sikao.core.scheme.model import Placed
from sikao.interfaces.web.results.cuts import cut_nodes, cut_totals, tag_name, within
from sikao.interfaces.web.results.measured import MeasuredRow, measured_row
from sikao.interfaces.web.results.standing import TOTAL, Score, Standing
from sikao.interfaces.web.results.words import named

MOST_ON_A_SHEET = 20
UNITS_A_SHEET = 16
"""A table of more units than the first stands on several sheets of at most the second, in larger type."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of a unit. ``value`` is what was measured, or in words why there is nothing; null: the
    points.
    """

    score: Score
    value: str | None
    remark: str


@dataclass(frozen=True, slots=True)
class TableRow:
    """One node over all units; ``kind`` is section (a block), branch, leaf or total.

    ``fulls`` are its full points, the fewest and the most where units differ, none where nobody has any;
    ``measure`` is the unit of measure of the values; null where the table shows points.
    """

    code: str
    name: str
    depth: int
    kind: str
    fulls: tuple[Decimal, ...]
    measure: str | None
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A unit at the head of a column."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The columns of one sheet of paper: units ``first`` to ``last`` of the order, with all rows."""

    number: int
    first: int
    last: int
    units: tuple[Heading, ...]
    rows: tuple[TableRow, ...]
    total: TableRow
    grades: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OneTable:
    """The whole table of one ranking group at one checkpoint; ``values``: of what was measured.

    ``grades`` are those of the units, empty before grades are given; ``order`` is the order of the columns.
    """

    group: str
    group_name: str
    group_address: str
    table_name: str
    checkpoint_name: str
    values: bool
    units: tuple[Heading, ...]
    rows: tuple[TableRow, ...]
    total: TableRow
    grades: tuple[str, ...]
    order: str

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The table in parts that are legible on A3, as even as can be; none where one sheet holds it."""
        if len(self.units) <= MOST_ON_A_SHEET:
            return ()
        count = -(-len(self.units) // UNITS_A_SHEET)
        bounds = [len(self.units) * number // count for number in range(count + 1)]
        return tuple(self._sheet(number, *pair) for number, pair in enumerate(pairwise(bounds), 1))

    def _sheet(self, number: int, first: int, end: int) -> Sheet:
        across = range(first, end)
        return Sheet(
            number=number,
            first=first + 1,
            last=end,
            units=self.units[first:end],
            rows=tuple(_rearranged(row, across) for row in self.rows),
            total=_rearranged(self.total, across),
            grades=self.grades[first:end],
        )


def one_table(
    standing: Standing,
    group: str,
    worked: Worked | None = None,
    order: str = OFFICIAL,
    tag: str | None = None,
) -> OneTable:
    """The one-page table of a ranking group: of points or, given what they came from, of measured values.

    With a ``tag`` it has the rows that carry it, and their sum in the place of the total.
    """
    found = standing.scheme.groups[group]
    table = standing.table_of(group)
    scorecard = standing.scorecard_of(group)
    checkpoint_table = scorecard.checkpoint_table
    names = checkpoint_table if checkpoint_table is not None and checkpoint_table.code == table else scorecard
    units = standing.units_of(group)
    placed = standing.placed(group, table)
    sums = {unit.code: standing.total(unit.code, group, table) for unit in units}
    sum_name = gettext("总分")
    if tag is not None:
        nodes = cut_nodes(standing, group, table, tag)
        placed = tuple(one for one in placed if within(one, nodes))
        sums, sum_name = dict(cut_totals(standing, group, tag, table)), tag_name(standing, tag)
    totals = [sums[unit.code] for unit in units]
    rows = (_row(standing, worked, group, table, one) for one in placed)
    found_rows = {unit.code: standing.row(unit.code, TOTAL, table) for unit in units}
    places = {code: None if row is None else row.rank for code, row in found_rows.items()}
    grades = [standing.grade_name(group, None if row is None else row.grade) for row in found_rows.values()]
    official = [unit.code for unit in units]
    across = [official.index(code) for code in arranged_units(official, places, order)]
    total = _made("total", sum_name, 0, "total", totals, None, values=worked is not None)
    return OneTable(
        group=group,
        group_name=named(found, standing.lang),
        group_address=standing.address("group", group=group),
        table_name=named(names, standing.lang),
        checkpoint_name=named(standing.scheme.checkpoints[standing.checkpoint], standing.lang),
        values=worked is not None,
        units=tuple(
            Heading(named(units[at], standing.lang), standing.address("unit", unit=units[at].code))
            for at in across
        ),
        rows=tuple(_rearranged(row, across) for row in rows),
        total=_rearranged(total, across),
        grades=tuple(grades[at] for at in across) if any(grades) and tag is None else (),
        order=order,
    )


def _rearranged(row: TableRow, across: Sequence[int]) -> TableRow:
    return replace(row, cells=tuple(row.cells[at] for at in across))


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
    fulls = sorted({score.full for score in scores if score is not None and score.full is not None})
    points_as_measure = gettext("考核得分") if values else None
    return TableRow(
        code=code,
        name=name,
        depth=depth,
        kind=kind,
        fulls=tuple(fulls if len(fulls) < 2 else (fulls[0], fulls[-1])),
        measure=points_as_measure if measured is None else measured.measure,
        cells=tuple(_cell(score, measured, at) for at, score in enumerate(scores)),
    )


def _cell(score: Score | None, measured: MeasuredRow | None, at: int) -> Cell | None:
    if score is None:
        return None
    marks = " ".join(mark.words for mark in score.marks)
    if measured is None:
        return Cell(score, score.absence or None, marks)
    remark = measured.remarks[at]
    return Cell(score, measured.values[at] or remark or score.absence or "—", marks or remark)
