"""What the page of two books shows: who rose and fell, by which indicators, and which figures differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sikao.core.books import sides
from sikao.core.books.names import TOTAL, Names
from sikao.core.scheme import Scheme
from sikao.core.scheme.resolving import Resolved
from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office.outcomes import OutcomeLine, outcome_line
from sikao.interfaces.web.office.worded import Words, figure_address, figure_words, period_words, said_words
from sikao.interfaces.web.results.standing import Standing
from sikao.interfaces.web.results.words import named
from sikao.interfaces.web.templatetags.sikao import listed
from sikao.office.ledger.facts import Version
from sikao.office.results.analyses_kept import ChangedFigure
from sikao.office.results.comparing import Compared

MOST_NODES = 3
"""So many indicators of a unit are named: those that moved it most."""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Mover:
    """An indicator and by how many points it moved a unit."""

    name: str
    difference: Decimal


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A unit before and after; ``rose`` by so many places, none where it had or has no place."""

    unit: str
    before: Decimal | None
    now: Decimal | None
    difference: Decimal | None
    rank_before: int | None
    rank: int | None
    rose: int | None
    outcome: OutcomeLine
    movers: tuple[Mover, ...]


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """A ranking group from its first place on; ``changed`` counts the units whose points moved."""

    code: str
    name: str
    lines: tuple[ChangeLine, ...]
    changed: int
    graded: bool
    units: tuple[str, ...]
    nodes: tuple[NodeRow, ...]


@dataclass(frozen=True, slots=True)
class NodeRow:
    """An indicator in which somebody has other points: the difference of each unit, in official order."""

    name: str
    cells: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure that says something else in one book than in the other."""

    unit: str
    name: str
    period: str
    before: str
    after: str
    address: str


@dataclass(frozen=True, slots=True)
class ChangedItem:
    """Figures of one item that were recorded in between: how many, of which periods, how many revisions."""

    name: str
    provider: str
    periods: str
    count: int
    revisions: int


def change_groups(found: Compared, scheme: Scheme) -> list[ChangeGroup]:
    """Every ranking group in which somebody has points; a checkpoint's own table ranks where it has one."""
    rows = found.scores.rows(named=True)
    own = {card.checkpoint_table.code for card in scheme.scorecards.values() if card.checkpoint_table}
    apart = {row["group"] for row in rows if row["scorecard"] in own and row["points"] is not None}
    leaves = {p.node.code for card in scheme.scorecards.values() for p in card.walk() if p.node.is_leaf}
    groups = []
    for code in scheme.groups:
        # Where one of the books ranks by its checkpoint's table, both are read there.
        held = [row for row in rows if row["group"] == code and (row["scorecard"] in own) == (code in apart)]
        if any(row["points"] is not None for row in held):
            groups.append(_group(code, held, scheme, found, leaves))
    return groups


def _group(code: str, rows: Sequence[Row], scheme: Scheme, found: Compared, leaves: set[str]) -> ChangeGroup:
    names = found.after_book.names
    totals = [row for row in rows if row["node"] == TOTAL]
    last = len(totals) + 1
    lines = tuple(
        _line(total, [row for row in rows if row["unit"] == total["unit"]], found, leaves)
        for total in sorted(totals, key=lambda row: row["rank"] or last)
    )
    changed = sum(bool(line.difference) for line in lines)
    held = {row["unit"] for row in totals}
    order = [unit for unit in scheme.units if unit in held]
    nodes = tuple(_nodes(rows, order, _node_names(scheme, code), leaves))
    units = tuple(names.units[unit] for unit in order)
    graded = any(line.outcome.told for line in lines)
    return ChangeGroup(code, named(scheme.groups[code], language()), lines, changed, graded, units, nodes)


def _nodes(
    rows: Sequence[Row], order: Sequence[str], names: Mapping[str, str], leaves: set[str]
) -> Iterator[NodeRow]:
    """The indicators with a difference anywhere, in the order of the scheme."""
    found: dict[str, dict[str, Decimal | None]] = {}
    for row in rows:
        if row["node"] in leaves:
            found.setdefault(row["node"], {})[row["unit"]] = row["difference"]
    for node, name in names.items():
        by_unit = found.get(node, {})
        if any(by_unit.values()):
            yield NodeRow(name, tuple(by_unit.get(unit) for unit in order))


def _node_names(scheme: Scheme, group: str) -> dict[str, str]:
    """The nodes of a group's scorecard in the order of the scheme, parts named with their indicators."""
    standing = Standing(Resolved(scheme), {}, next(iter(scheme.checkpoints)), language())
    card = standing.scorecard_of(group)
    return {placed.node.code: standing.node_name(group, placed, alone=True) for placed in card.walk()}


def figure_rows(figures: Iterable[ChangedFigure], words: Words) -> list[FigureRow]:
    """The figures that differ, unit by unit."""
    return [
        FigureRow(
            unit=words.organisation(one.key[0]),
            name=figure_words(one, words),
            period=period_words(one.key[3]),
            before=said_words(one.before, one.measure, words),
            after=said_words(one.after, one.measure, words),
            address=figure_address(one),
        )
        for one in figures
    ]


def _line(total: Row, rows: Iterable[Row], found: Compared, leaves: set[str]) -> ChangeLine:
    names = found.after_book.names
    moved = [row for row in rows if row["node"] in leaves and row["difference"]]
    moved.sort(key=lambda row: -abs(row["difference"]))
    ranks = total["rank_before"], total["rank"]
    return ChangeLine(
        unit=names.units.get(total["unit"], total["unit"]),
        before=total["points_before"],
        now=total["points"],
        difference=total["difference"],
        rank_before=ranks[0],
        rank=ranks[1],
        rose=None if None in ranks else ranks[0] - ranks[1],
        outcome=_outcome(total, found.before_book.names, names),
        movers=tuple(
            Mover(names.nodes[row["scorecard"], row["node"]], row["difference"]) for row in moved[:MOST_NODES]
        ),
    )


def _outcome(total: Row, before: Names, now: Names) -> OutcomeLine:
    was, has = sides(total)
    return outcome_line(total["group"], (was.grade, has.grade), (was.awards, has.awards), before, now)


def changed_items(figures: Iterable[Version], scheme: Scheme, words: Words) -> list[ChangedItem]:
    """The figures recorded in between, by item; those with most revisions first."""
    by_item: dict[str, list[Version]] = {}
    for figure in figures:
        by_item.setdefault(figure.indicator.partition("/")[0], []).append(figure)
    lines = _items(by_item, scheme, words)
    return sorted(lines, key=lambda line: (-line.revisions, -line.count))


def _items(by_item: Mapping[str, list[Version]], scheme: Scheme, words: Words) -> Iterator[ChangedItem]:
    for code, figures in by_item.items():
        if code not in scheme.items:
            continue
        providers = Counter(figure.provider for figure in figures)
        periods = sorted({figure.period for figure in figures})
        yield ChangedItem(
            named(scheme.items[code], language()),
            listed(words.organisation(provider) for provider, _ in providers.most_common(2)),
            listed(period_words(period) for period in periods[-3:]),
            len(figures),
            sum(figure.replaces is not None for figure in figures),
        )
