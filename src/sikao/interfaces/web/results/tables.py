"""The one-page table: indicators down, units across in the official order; points, place and movement."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sikao.core.scheme.model import Placed
from sikao.interfaces.web.results.standing import Score, Standing
from sikao.interfaces.web.results.words import named


@dataclass(frozen=True, slots=True)
class TableRow:
    """One node over all units; ``kind`` is section (a block), branch, leaf or total."""

    code: str
    name: str
    depth: int
    kind: str
    full: Decimal | None
    scores: tuple[Score | None, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A unit at the head of a column."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class OneTable:
    """The whole table of one ranking group at one checkpoint."""

    group: str
    group_name: str
    group_address: str
    table_name: str
    units: tuple[Heading, ...]
    rows: tuple[TableRow, ...]
    total: TableRow


def one_table(standing: Standing, group: str) -> OneTable:
    """The one-page table of a ranking group."""
    found = standing.scheme.groups[group]
    table = standing.table_of(group)
    scorecard = standing.scorecard_of(group)
    checkpoint_table = scorecard.checkpoint_table
    names = checkpoint_table if checkpoint_table is not None and checkpoint_table.code == table else scorecard
    units = standing.units_of(group)
    codes = tuple(unit.code for unit in units)
    totals = tuple(standing.total(unit, group, table) for unit in codes)
    return OneTable(
        group=group,
        group_name=named(found, standing.lang),
        group_address=standing.address("group", group=group),
        table_name=named(names, standing.lang),
        units=tuple(Heading(named(u, standing.lang), standing.address("unit", unit=u.code)) for u in units),
        rows=tuple(_row(standing, group, table, codes, placed) for placed in standing.placed(group, table)),
        total=TableRow("total", "", 0, "total", _common_full(totals), totals),
    )


def _row(standing: Standing, group: str, table: str, units: tuple[str, ...], placed: Placed) -> TableRow:
    scores = tuple(standing.score(unit, placed, group, table) for unit in units)
    kind = "leaf" if placed.node.is_leaf else "section" if placed.depth == 0 else "branch"
    apart = table != standing.scorecard_of(group).code
    name = standing.node_name(group, placed, alone=apart)
    return TableRow(placed.node.code, name, 0 if apart else placed.depth, kind, _common_full(scores), scores)


def _common_full(scores: tuple[Score | None, ...]) -> Decimal | None:
    fulls = {score.full for score in scores if score is not None}
    return fulls.pop() if len(fulls) == 1 else None
