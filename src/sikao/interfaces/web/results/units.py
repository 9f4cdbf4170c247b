"""One unit: its place, its scorecard line by line, where it is strong and where it lags behind its group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sikao.core.scheme.model import Placed
from sikao.interfaces.web.results.cuts import cut_nodes, cut_totals, within
from sikao.interfaces.web.results.standing import TOTAL, Score, Standing
from sikao.interfaces.web.results.words import named

SHOWN = 5
"""How many strong and weak indicators a page names."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a unit's scorecard; ``mean`` is the group's mean share of full points reached."""

    score: Score
    mean: Decimal | None
    role: str
    rule: str | None

    @property
    def ahead(self) -> Decimal | None:
        """By how much of the full points the unit is ahead of the group's mean."""
        if self.score.rate is None or self.mean is None:
            return None
        return self.score.rate - self.mean


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a unit, the main scorecard or the checkpoint table, or its lines that carry a tag."""

    code: str
    name: str
    total: Score
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A unit of the same group, for the list beside."""

    name: str
    address: str
    rank: int | None
    points: Decimal | None
    current: bool


@dataclass(frozen=True, slots=True)
class UnitView:
    """The page of one unit at one checkpoint."""

    code: str
    name: str
    group: str
    group_name: str
    group_address: str
    within: str | None
    ranked: bool
    total: Score
    before_name: str
    grade: str
    of: int
    tables: tuple[Table, ...]
    strong: tuple[Line, ...]
    weak: tuple[Line, ...]
    neighbours: tuple[Neighbour, ...]


def unit_view(standing: Standing, unit: str, tag: str | None = None) -> UnitView | None:
    """Everything the page of a unit shows; none where the unit is in no ranking group or not in the book.

    With a ``tag`` its scorecard has the lines that carry it, and their sum.
    """
    group = standing.ranking_group(unit)
    total = standing.total(unit, group.code) if group is not None else None
    if group is None or total is None:
        return None
    tables = _tables(standing, unit, group.code, tag)
    strong, weak = _ends(_indicator_lines(standing, unit, group.code))
    found = standing.scheme.units[unit]
    row = standing.row(unit, TOTAL, standing.table_of(group.code))
    neighbours = _neighbours(standing, unit, group.code)
    return UnitView(
        code=unit,
        name=named(found, standing.lang),
        group=group.code,
        group_name=named(group, standing.lang),
        group_address=standing.address("group", group=group.code),
        within=standing.unit_name(found.within) if found.within else None,
        ranked=found.ranked,
        total=total,
        before_name=standing.before_name,
        grade=standing.grade_name(group.code, row.grade if row else None),
        of=sum(1 for neighbour in neighbours if neighbour.rank is not None),
        tables=tables,
        strong=strong,
        weak=weak,
        neighbours=neighbours,
    )


def _tables(standing: Standing, unit: str, group: str, tag: str | None) -> tuple[Table, ...]:
    """The table that ranks first; beside a checkpoint table also the main scorecard so far."""
    scorecard = standing.scorecard_of(group)
    ranking = standing.table_of(group)
    codes = [ranking] if ranking == scorecard.code else [ranking, scorecard.code]
    found = (_table(standing, unit, group, code, tag) for code in codes)
    return tuple(table for table in found if table is not None)


def _table(standing: Standing, unit: str, group: str, code: str, tag: str | None) -> Table | None:
    total = standing.total(unit, group, code)
    if total is None:
        return None
    scorecard = standing.scorecard_of(group)
    checkpoint_table = scorecard.checkpoint_table
    names = checkpoint_table if checkpoint_table is not None and checkpoint_table.code == code else scorecard
    shown = standing.placed(group, code)
    if tag is not None:
        nodes = cut_nodes(standing, group, code, tag)
        shown = tuple(placed for placed in shown if within(placed, nodes))
        total = cut_totals(standing, group, tag, code)[unit]
    lines = (_line(standing, unit, group, code, placed) for placed in shown)
    return Table(code, named(names, standing.lang), total, tuple(line for line in lines if line is not None))


def _line(standing: Standing, unit: str, group: str, table: str, placed: Placed) -> Line | None:
    score = standing.score(unit, placed, group, table)
    if score is None:
        return None
    return Line(score, _mean_rate(standing, group, table, placed.node.code), placed.role, placed.node.rule)


def _mean_rate(standing: Standing, group: str, table: str, node: str) -> Decimal | None:
    rows = (standing.row(unit.code, node, table) for unit in standing.units_of(group) if unit.ranked)
    rates = [row.rate for row in rows if row is not None and row.rate is not None]
    return sum(rates, Decimal(0)) / len(rates) if rates else None


def _indicator_lines(standing: Standing, unit: str, group: str) -> list[Line]:
    table = standing.table_of(group)
    found = (_line(standing, unit, group, table, placed) for placed in standing.indicators(group, table))
    return [line for line in found if line is not None]


def _ends(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The indicators furthest ahead of the group's mean and furthest behind it."""
    compared = [line for line in lines if line.ahead is not None]
    ordered = sorted(compared, key=lambda line: line.ahead or Decimal(0), reverse=True)
    strong = tuple(line for line in ordered[:SHOWN] if (line.ahead or 0) > 0)
    weak = tuple(line for line in reversed(ordered[-SHOWN:]) if (line.ahead or 0) < 0)
    return strong, weak


def _neighbours(standing: Standing, unit: str, group: str) -> tuple[Neighbour, ...]:
    found = []
    for other in standing.units_of(group):
        total = standing.total(other.code, group)
        if total is not None:
            address = standing.address("unit", unit=other.code)
            found.append(
                Neighbour(named(other, standing.lang), address, total.rank, total.points, other.code == unit)
            )
    return tuple(sorted(found, key=lambda n: n.rank if n.rank is not None else 10**6))
