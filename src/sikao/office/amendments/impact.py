"""What an amendment does to everyone: results by both versions, worked out by the exact calculator.

Figures that a checkpoint still lacks are carried forward from the latest ones, alike for both versions; how
many is said with the result.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import polars as pl

from sikao.core.books import Book, score_book
from sikao.core.books.names import TOTAL, awards_in
from sikao.core.insight.amended import TableChange, table_changes
from sikao.core.insight.carrying import Carried, carried_forward
from sikao.core.scheme import Scheme, scheme_digest
from sikao.core.scheme.resolving import RankedTable, Resolved
from sikao.office.results.computing import figures_at

FORMAT = "sikao-impact/1"
STAGES = 4
Told = Callable[[int, str], object]
"""Told which stage begins, of ``STAGES``, as a code of the wording catalogue."""
Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class NodeEffect:
    """A leaf below the total whose points change; exact texts, none where there are no points."""

    node: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class UnitEffect:
    """A unit by both versions: points as text, places, codes of grades and of awards; none where none are."""

    unit: str
    points_before: str | None
    points: str | None
    rank_before: int | None
    rank: int | None
    nodes: tuple[NodeEffect, ...]
    grade_before: str | None = None
    grade: str | None = None
    awards_before: tuple[str, ...] = ()
    awards: tuple[str, ...] = ()

    @property
    def moved(self) -> bool:
        """Whether anything is another than before."""
        before = self.points_before, self.rank_before, self.grade_before, self.awards_before
        return before != (self.points, self.rank, self.grade, self.awards) or bool(self.nodes)


@dataclass(frozen=True, slots=True)
class TableEffect:
    """The table of a ranking group at a checkpoint: units in official order, and what is scored otherwise.

    ``reached`` says whether the new version binds there; of earlier checkpoints only those are told whose
    part of the year it would count otherwise than was announced.
    """

    checkpoint: str
    group: str
    table: str
    reached: bool
    units: tuple[UnitEffect, ...]
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()

    @property
    def moved(self) -> bool:
        """Whether anything is another than before, for anybody."""
        return any(unit.moved for unit in self.units) or bool(self.added or self.removed or self.changed)


@dataclass(frozen=True, slots=True)
class Impact:
    """All that an amendment does, on figures as of the entry ``seq``.

    ``carried`` figures stand for ones that are still to come, for ``missing`` ones there is nothing to carry.
    """

    before: str
    after: str
    since: str
    seq: int
    carried: int
    missing: int
    tables: tuple[TableEffect, ...] = field(default=())

    def to_json(self) -> Plain:
        """Plain data, for keeping."""
        return {"format": FORMAT, **_plain(self)}


def read_impact(told: Plain) -> Impact:
    """An impact as it was kept."""
    tables = tuple(_table(one) for one in told["tables"])
    return Impact(**{**_without(told, "format", "tables"), "tables": tables})


def impact_of(before: Scheme, after: Scheme, since: str, seq: int, told: Told = lambda *_: None) -> Impact:
    """What becomes of everyone by a version that follows another from a checkpoint on.

    Raises ``FindingsError`` where the figures as of the entry do not fit one of the versions.
    """
    last = [point.code for point in Resolved(after).checkpoints if point.ranked][-1]
    told(0, "run.reading")
    carried = [carried_forward(figures_at(scheme, seq), (scheme,), last) for scheme in (before, after)]
    told(1, "amendment.before")
    earlier = _scored(before, carried[0], last)
    told(2, "amendment.after")
    later = _scored(after, carried[1], last)
    told(3, "amendment.comparing")
    return Impact(
        before=scheme_digest(before),
        after=scheme_digest(after),
        since=since,
        seq=seq,
        carried=len(carried[1].keys),
        missing=len(carried[1].missing),
        tables=tuple(_tables(before, after, since, earlier, later)),
    )


def _scored(scheme: Scheme, carried: Carried, checkpoint: str) -> Book:
    return score_book(scheme, carried.figures, checkpoint, exact=True)


def _tables(before: Scheme, after: Scheme, since: str, earlier: Book, later: Book) -> Iterator[TableEffect]:
    changes = {(one.checkpoint, one.group): one for one in table_changes(before, after)}
    first = after.checkpoints[since].through
    leaves = {TOTAL, *_leaves(before), *_leaves(after)}
    old = {table.group.code: table for table in Resolved(before).tables}
    new = {table.group.code: table for table in Resolved(after).tables}
    for point in Resolved(after).checkpoints:
        if not point.ranked:
            continue
        books = _Pair(_by_unit(earlier, point.code, leaves), _by_unit(later, point.code, leaves))
        for group in dict.fromkeys((*new, *old)):
            reached = point.through >= first
            effect = _effect(point.code, group, reached, (old.get(group), new.get(group)), books, changes)
            if effect is not None:
                yield effect


_Rows = Mapping[tuple[str, str], list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class _Pair:
    """The rows of both books at one checkpoint, by scorecard and unit."""

    earlier: _Rows
    later: _Rows


def _leaves(scheme: Scheme) -> Iterator[str]:
    for card in scheme.scorecards.values():
        yield from (placed.node.code for placed in card.walk() if placed.node.is_leaf)


def _by_unit(book: Book, checkpoint: str, nodes: Collection[str]) -> _Rows:
    """The rows of totals and leaves."""
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    rows = book.at(checkpoint).filter(pl.col("node").is_in(list(nodes)))
    for row in rows.iter_rows(named=True):
        found.setdefault((row["scorecard"], row["unit"]), []).append(row)
    return found


def _effect(
    checkpoint: str,
    group: str,
    reached: bool,
    tables: tuple[RankedTable | None, RankedTable | None],
    books: _Pair,
    changes: Mapping[tuple[str, str], TableChange],
) -> TableEffect | None:
    """A group's table at a checkpoint; nothing where nobody has points, or it stays as announced."""
    old, new = tables
    units = dict.fromkeys(unit.code for table in (new, old) if table is not None for unit in table.units)
    rows = [
        _unit(
            unit,
            books.earlier.get((old.table_at(checkpoint), unit), ()) if old is not None else (),
            books.later.get((new.table_at(checkpoint), unit), ()) if new is not None else (),
        )
        for unit in units
    ]
    if not any(row.points_before is not None or row.points is not None for row in rows):
        return None
    change = changes.get((checkpoint, group))
    named = new or old
    effect = TableEffect(
        checkpoint=checkpoint,
        group=group,
        table="" if named is None else named.table_at(checkpoint),
        reached=reached,
        units=tuple(rows),
        added=() if change is None else change.added,
        removed=() if change is None else change.removed,
        changed=() if change is None else change.changed,
    )
    return effect if reached or any(row.moved for row in rows) else None


def _unit(unit: str, earlier: Any, later: Any) -> UnitEffect:
    old, new = ({row["node"]: row for row in rows} for rows in (earlier, later))
    moved = (
        NodeEffect(node, _points(old.get(node)), _points(new.get(node)))
        for node in dict.fromkeys((*new, *old))
        if node != TOTAL
    )
    return UnitEffect(
        unit=unit,
        points_before=_points(old.get(TOTAL)),
        points=_points(new.get(TOTAL)),
        rank_before=_rank(old.get(TOTAL)),
        rank=_rank(new.get(TOTAL)),
        nodes=tuple(node for node in moved if node.before != node.after),
        grade_before=_grade(old.get(TOTAL)),
        grade=_grade(new.get(TOTAL)),
        awards_before=_awards(old.get(TOTAL)),
        awards=_awards(new.get(TOTAL)),
    )


def _points(row: dict[str, Any] | None) -> str | None:
    points: Decimal | None = None if row is None else row["points"]
    return None if points is None else f"{points.normalize():f}"


def _rank(row: dict[str, Any] | None) -> int | None:
    return None if row is None else row["rank"]


def _grade(row: dict[str, Any] | None) -> str | None:
    return None if row is None else row["grade"]


def _awards(row: dict[str, Any] | None) -> tuple[str, ...]:
    return () if row is None else awards_in(row["flags"])


def _plain(value: Any) -> Any:
    """Frozen dataclasses and tuples as plain data."""
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    names = getattr(value, "__dataclass_fields__", None)
    return value if names is None else {name: _plain(getattr(value, name)) for name in names}


def _table(told: Plain) -> TableEffect:
    units = tuple(_unit_kept(unit) for unit in told["units"])
    listed = {name: tuple(told[name]) for name in ("added", "removed", "changed")}
    return TableEffect(**{**told, **listed, "units": units})


def _unit_kept(told: Plain) -> UnitEffect:
    awards = {name: tuple(told.get(name, ())) for name in ("awards_before", "awards")}
    return UnitEffect(**{**told, **awards, "nodes": tuple(NodeEffect(**node) for node in told["nodes"])})


def _without(told: Plain, *names: str) -> Plain:
    return {name: value for name, value in told.items() if name not in names}
