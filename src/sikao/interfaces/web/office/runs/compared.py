"""What the page of two runs shows: who rose and fell, by which indicators, and which figures changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sikao.core.books.names import TOTAL, Names
from sikao.core.scheme import Scheme
from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office.worded import Words, period_words
from sikao.interfaces.web.results.words import named
from sikao.office.ledger.facts import Version
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
    movers: tuple[Mover, ...]


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """A ranking group from its first place on; ``changed`` counts the units whose points moved."""

    code: str
    name: str
    lines: tuple[ChangeLine, ...]
    changed: int


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
            groups.append(_group(code, held, scheme, found.after_book.names, leaves))
    return groups


def _group(code: str, rows: Sequence[Row], scheme: Scheme, names: Names, leaves: set[str]) -> ChangeGroup:
    totals = [row for row in rows if row["node"] == TOTAL]
    last = len(totals) + 1
    lines = tuple(
        _line(total, [row for row in rows if row["unit"] == total["unit"]], names, leaves)
        for total in sorted(totals, key=lambda row: row["rank"] or last)
    )
    changed = sum(bool(line.difference) for line in lines)
    return ChangeGroup(code, named(scheme.groups[code], language()), lines, changed)


def _line(total: Row, rows: Iterable[Row], names: Names, leaves: set[str]) -> ChangeLine:
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
        movers=tuple(
            Mover(names.nodes[row["scorecard"], row["node"]], row["difference"]) for row in moved[:MOST_NODES]
        ),
    )


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
            "、".join(words.organisation(provider) for provider, _ in providers.most_common(2)),
            "、".join(period_words(period) for period in periods[-3:]),
            len(figures),
            sum(figure.replaces is not None for figure in figures),
        )
