"""The results of one group: who stands where, in which blocks the points are, indicator by indicator."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

from sikao.core.scheme.model import Group, Placed, Unit
from sikao.interfaces.web.results.standing import Score, Standing
from sikao.interfaces.web.results.words import named


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit in a ranking: its total, its blocks and its indicators."""

    unit: str
    name: str
    address: str
    order: int
    total: Score
    blocks: tuple[Score | None, ...]
    indicators: tuple[Score | None, ...]
    beyond: Decimal | None
    grade: str
    grade_place: int
    tile: tuple[int, int] | None
    ranks: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A block or indicator over all units of a group; ``full`` is null where units differ."""

    code: str
    name: str
    full: Decimal | None


@dataclass(frozen=True, slots=True)
class Ranking:
    """One ranking group at one checkpoint; ``lines`` from the first place on, the unranked at the end."""

    code: str
    name: str
    address: str
    table_address: str
    table_name: str
    full: Decimal | None
    converted: bool
    blocks: tuple[Column, ...]
    indicators: tuple[Column, ...]
    lines: tuple[UnitLine, ...]
    checkpoints: tuple[str, ...]
    before_name: str
    graded: bool

    sum_of: str = ""
    """Of which indicators the totals are sums; empty: of the whole table."""

    @property
    def total_name(self) -> str:
        """The head of the column of totals."""
        if self.sum_of:
            return self.sum_of
        return gettext("折算得分") if self.converted else gettext("总分")

    @property
    def moves(self) -> bool:
        """Whether any unit had a place at the checkpoint before, against which it moved."""
        return any(line.total.moved is not None for line in self.lines)

    @property
    def ranked(self) -> tuple[UnitLine, ...]:
        """The lines that have a place."""
        return tuple(line for line in self.lines if line.total.rank is not None)

    @property
    def has_beyond(self) -> bool:
        """Whether points were given or taken beside the main table."""
        return any(line.beyond is not None for line in self.lines)

    @property
    def gap(self) -> Decimal | None:
        """Points between the first and the last place."""
        points = [line.total.points for line in self.ranked if line.total.points is not None]
        return max(points) - min(points) if points else None

    @property
    def mean(self) -> Decimal | None:
        """Mean total of the ranked units, to two places."""
        points = [line.total.points for line in self.ranked if line.total.points is not None]
        return (sum(points, Decimal(0)) / len(points)).quantize(Decimal("0.01")) if points else None

    @property
    def risen(self) -> UnitLine | None:
        """The unit that rose most since the checkpoint before."""
        movers = [line for line in self.ranked if (line.total.moved or 0) > 0]
        return max(movers, key=lambda line: line.total.moved or 0, default=None)


@dataclass(frozen=True, slots=True)
class GroupView:
    """A page of the navigation: one ranking group, or the ranking groups below it."""

    code: str
    name: str
    rankings: tuple[Ranking, ...]


def group_view(standing: Standing, group: str) -> GroupView:
    """The results of a group and of the ranking groups below it."""
    found = standing.scheme.groups[group]
    rankings = tuple(ranking(standing, below) for below in standing.ranking_groups(group))
    return GroupView(group, named(found, standing.lang), rankings)


def top_group(standing: Standing, group: str) -> str:
    """The group of the first level above a group (or itself)."""
    return standing.resolved.ancestry(group)[-1].code


@dataclass(frozen=True, slots=True)
class Sibling:
    """The same page for another ranking group."""

    name: str
    address: str
    current: bool


def siblings(standing: Standing, view: str, current: str, kept: str = "") -> tuple[Sibling, ...]:
    """Every ranking group with the address of the same page; ``kept`` is a query that stays."""
    return tuple(
        Sibling(
            named(group, standing.lang),
            standing.address(view, group=group.code) + kept,
            group.code == current,
        )
        for group in standing.ranking_groups()
    )


def overview(standing: Standing) -> tuple[GroupView, ...]:
    """Every group of the first level."""
    tops = (group.code for group in standing.scheme.groups.values() if group.parent is None)
    return tuple(group_view(standing, top) for top in tops)


def ranking(standing: Standing, group: Group) -> Ranking:
    """One ranking group with all its units and indicators."""
    table = standing.table_of(group.code)
    scorecard = standing.scorecard_of(group.code)
    converted = table != scorecard.code
    placed = standing.placed(group.code, table)
    tops = () if converted else tuple(p for p in placed if p.depth == 0)
    # A single block would only repeat the total.
    blocks = tuple(p for p in tops if p.role == "main") if len(tops) > 1 else ()
    beyond = tuple(p for p in tops if p.role != "main")
    indicators = standing.indicators(group.code, table)
    units = standing.units_of(group.code)
    lines = [
        _line(standing, group, unit, order, table, blocks, indicators, beyond)
        for order, unit in enumerate(units, 1)
    ]
    shown = sorted((line for line in lines if line is not None), key=_by_place)
    full = next((line.total.full for line in shown), None)
    return Ranking(
        code=group.code,
        name=named(group, standing.lang),
        address=standing.address("group", group=group.code),
        table_address=standing.address("one-table", group=group.code),
        table_name=named(
            scorecard.checkpoint_table if converted and scorecard.checkpoint_table else scorecard,
            standing.lang,
        ),
        full=full,
        converted=converted,
        blocks=tuple(
            _column(standing, group.code, p, [line.blocks[i] for line in shown]) for i, p in enumerate(blocks)
        ),
        indicators=tuple(
            _column(standing, group.code, p, [line.indicators[i] for line in shown])
            for i, p in enumerate(indicators)
        ),
        lines=tuple(shown),
        checkpoints=tuple(named(checkpoint, standing.lang) for checkpoint in standing.checkpoints),
        before_name=standing.before_name,
        graded=any(line.grade for line in shown),
    )


def _by_place(line: UnitLine) -> tuple[int, int]:
    return (line.total.rank if line.total.rank is not None else 10**6, line.order)


def _line(
    standing: Standing,
    group: Group,
    unit: Unit,
    order: int,
    table: str,
    blocks: Sequence[Placed],
    indicators: Sequence[Placed],
    beyond: Sequence[Placed],
) -> UnitLine | None:
    total = standing.total(unit.code, group.code, table)
    row = standing.row(unit.code, "total", table)
    if total is None or row is None:
        return None
    grades = [grade.code for grade in standing.scheme.grades.get(group.code, ())]
    return UnitLine(
        unit=unit.code,
        name=named(unit, standing.lang),
        address=standing.address("unit", unit=unit.code),
        order=order,
        total=total,
        blocks=tuple(standing.score(unit.code, placed, group.code, table) for placed in blocks),
        indicators=tuple(standing.score(unit.code, placed, group.code, table) for placed in indicators),
        beyond=_sum(standing.score(unit.code, placed, group.code, table) for placed in beyond),
        grade=standing.grade_name(group.code, row.grade),
        grade_place=grades.index(row.grade) if row.grade in grades else len(grades),
        tile=unit.tile,
        ranks=_ranks(standing, unit.code, group.code),
    )


def _sum(scores: Iterable[Score | None]) -> Decimal | None:
    """Bonus and deductions together; none where the scheme has neither or nothing is scored yet."""
    points = [score.points for score in scores if score is not None and score.points is not None]
    return sum(points, Decimal(0)) if points else None


def _ranks(standing: Standing, unit: str, group: str) -> tuple[int | None, ...]:
    found = (
        standing.row(unit, "total", standing.table_of(group, checkpoint.code), checkpoint.code)
        for checkpoint in standing.checkpoints
    )
    return tuple(row.rank if row is not None else None for row in found)


def _column(standing: Standing, group: str, placed: Placed, scores: Sequence[Score | None]) -> Column:
    fulls = {score.full for score in scores if score is not None}
    return Column(
        placed.node.code,
        standing.node_name(group, placed, alone=True),
        fulls.pop() if len(fulls) == 1 else None,
    )
