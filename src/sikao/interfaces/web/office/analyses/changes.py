"""What the pages of a change show: its parts, in all and node by node, and the figures behind each part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.urls import reverse

from sikao.core.books.names import MAIN
from sikao.core.insight import Cause, Player, UnitAccount, moved_on, narrate_change, shown_to_unit
from sikao.core.insight.attribution import Split
from sikao.core.scheme import Scheme
from sikao.core.scheme.resolving import Resolved
from sikao.core.wording import Term
from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office.worded import (
    Words,
    figure_address,
    figure_words,
    period_words,
    said_words,
)
from sikao.interfaces.web.results.charts import Chart, change_chart
from sikao.interfaces.web.results.standing import Standing
from sikao.interfaces.web.results.words import named
from sikao.interfaces.web.templatetags.sikao import signed_exact
from sikao.office.results.analyses_kept import ChangedFigure, KeptChange

MEANINGS = {
    Player.PERIOD: Term(
        "数据不变，只按新节点的期间、权重和目标重算",
        "the same figures, counted by the periods, shares and targets of the later checkpoint",
    ),
    Player.OWN_NEW: Term(
        "此前没有、其间报来的本单位数据", "own figures that came in between for the first time"
    ),
    Player.OTHERS_NEW: Term("此前没有、其间报来的其他单位数据", "figures of others that came in between"),
    Player.OWN_REVISED: Term("其间更正的本单位数据", "own figures that were revised in between"),
    Player.OTHERS_REVISED: Term("其间更正的其他单位数据", "figures of others that were revised in between"),
    Player.OWN_DOCKET: Term("本单位的加分和扣分", "own bonus and deductions"),
    Player.OTHERS_DOCKET: Term("其他单位的加分和扣分", "others' bonus and deductions"),
    Player.OWN_RULING: Term("对本单位数据的复核裁定", "rulings on own figures"),
    Player.OTHERS_RULING: Term("对其他单位数据的复核裁定", "rulings on others' figures"),
    Player.AMENDMENT: Term("其间下发的调整通知", "amendments of the scheme in between"),
    Player.MOVED_ON: Term(
        "新节点的数据代替原节点的：只按原有数据重算 {time}，计入本单位新报的数据 {new}",
        "the later checkpoint's figures take the place of the earlier one's: {time} without them, "
        "{new} once its own new figures count",
    ),
    Player.OTHERS: Term(
        "其他单位的数据对本单位的影响，只给出合计", "what others' figures did to this unit, told as one sum"
    ),
}
CAUSES = {
    Player.OWN_NEW: Cause.NEW,
    Player.MOVED_ON: Cause.NEW,
    Player.OTHERS_NEW: Cause.NEW,
    Player.OWN_REVISED: Cause.REVISED,
    Player.OTHERS_REVISED: Cause.REVISED,
    Player.OWN_DOCKET: Cause.DOCKET,
    Player.OTHERS_DOCKET: Cause.DOCKET,
    Player.OWN_RULING: Cause.RULING,
    Player.OTHERS_RULING: Cause.RULING,
}
MOST_FIGURES = 200
"""So many figures behind one part are listed; how many more there are is said."""


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure that says something else than before; ``address`` is where its history stands."""

    name: str
    period: str
    before: str
    after: str
    address: str


@dataclass(frozen=True, slots=True)
class ItemLine:
    """Figures of other units of one item: how many units have changed ones."""

    name: str
    units: int


@dataclass(frozen=True, slots=True)
class PartLine:
    """One part of a change: what it is, what it brought in points and in places, the figures behind it."""

    name: str
    meaning: str
    points: Decimal
    places: Decimal | None
    figures: tuple[FigureLine, ...]
    count: int
    more: int
    items: tuple[ItemLine, ...]


@dataclass(frozen=True, slots=True)
class NodeLine:
    """A node that changed, with what each part brought there; parts that brought nothing are None."""

    name: str
    depth: int
    leaf: bool
    before: Decimal | None
    after: Decimal | None
    difference: Decimal
    parts: tuple[tuple[str, Decimal | None], ...]


@dataclass(frozen=True, slots=True)
class TableChange:
    """The change of a unit in one table: the announced one, or beside it the main scorecard so far."""

    code: str
    name: str
    before: Decimal | None
    after: Decimal | None
    difference: Decimal
    place_before: int | None
    place_after: int | None
    rose: int | None
    sentences: tuple[str, ...]
    chart: Chart
    parts: tuple[PartLine, ...]
    heads: tuple[str, ...]
    nodes: tuple[NodeLine, ...]
    hidden: bool


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A unit in the list of all: before, after, and the part that weighs most; see ``TableChange``."""

    unit: str
    address: str
    before: Decimal | None
    after: Decimal | None
    difference: Decimal
    place_before: int | None
    place_after: int | None
    rose: int | None
    most: str
    most_points: Decimal | None


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """A ranking group, its units in official order."""

    code: str
    name: str
    lines: tuple[ChangeLine, ...]


class ChangeWords:
    """Turns a kept change into what pages show; ``ends`` are the names of both results."""

    def __init__(self, kept: KeptChange, scheme: Scheme, words: Words, ends: tuple[str, str]) -> None:
        self._kept = kept
        self._scheme = scheme
        self._words = words
        self._ends = ends
        self._lang = language()
        self._standing = Standing(Resolved(scheme), {}, kept.after.checkpoint, self._lang)
        self._tables = {table.group.code: table for table in self._standing.resolved.tables}
        self._placed = {
            placed.node.code: placed for card in scheme.scorecards.values() for placed in card.walk()
        }

    @property
    def is_elsewhere_announced(self) -> bool:
        """Whether the earlier result was announced by another table, of a checkpoint, than the later one."""
        before, after = self._kept.before.checkpoint, self._kept.after.checkpoint
        return any(table.table_at(before) != table.table_at(after) for table in self._tables.values())

    def groups(self, edition: str, query: str) -> list[ChangeGroup]:
        """All units by ranking group, each leading to its own page; ``query`` stays in the addresses."""
        found = []
        for group in self._kept.groups:
            accounts = (self._announced(group.of(unit)) for unit in dict.fromkeys(_units(group.accounts)))
            lines = [self._line(account, edition, query) for account in accounts]
            name = named(self._scheme.groups[group.group], self._lang)
            found.append(ChangeGroup(group.group, name, tuple(lines)))
        return found

    def tables(self, unit: str) -> list[TableChange]:
        """All about one unit, for those who see everybody."""
        found = self._kept.accounts_of(unit)
        return [self._table(account, moved_on(account)) for account in self._ordered(found)]

    def own_tables(self, unit: str, *, own_place: bool) -> list[TableChange]:
        """What the unit itself may see: others as one sum, and its place where the scheme tells it."""
        found = []
        for account in self._ordered(self._kept.accounts_of(unit)):
            seen = moved_on(shown_to_unit(account))
            if not own_place:
                seen = replace(seen, place=None)
            found.append(self._table(account, seen))
        return found

    def _announced(self, accounts: Sequence[UnitAccount]) -> UnitAccount:
        return self._ordered(accounts)[0]

    def _ordered(self, accounts: Sequence[UnitAccount]) -> list[UnitAccount]:
        """The table that ranks at the later checkpoint first, where both checkpoints have it."""
        ranking = {table.table_at(self._kept.after.checkpoint) for table in self._tables.values()}
        return sorted(accounts, key=lambda account: account.scorecard not in ranking)

    def _line(self, account: UnitAccount, edition: str, query: str) -> ChangeLine:
        total, place = moved_on(account).total, _places(account.place)
        most = max(total.lines, key=lambda line: abs(line.exact), default=None)
        told = most is not None and most.exact
        where = {"ref": edition, "unit": account.unit}
        return ChangeLine(
            unit=account.unit_name.text(self._lang),
            address=reverse("edition-change", kwargs=where) + query,
            before=total.before,
            after=total.after,
            difference=_difference(total),
            place_before=place[0],
            place_after=place[1],
            rose=place[2],
            most=most.player.term.text(self._lang) if most is not None and told else "",
            most_points=most.shown if most is not None and told else None,
        )

    def _table(self, whole: UnitAccount, account: UnitAccount) -> TableChange:
        total, place = account.total, _places(account.place)
        table = self._table_name(account.scorecard)
        heads = [line.player for line in total.lines if _anywhere(account, line.player)]
        brought = [(line.player.term.text(self._lang), line.shown) for line in total.lines if line.shown]
        return TableChange(
            code=account.scorecard,
            name=table,
            before=total.before,
            after=total.after,
            difference=_difference(total),
            place_before=place[0],
            place_after=place[1],
            rose=place[2],
            sentences=narrate_change(replace(account, nodes=()), self._lang),
            chart=change_chart((self._ends[0], total.before), brought, (self._ends[1], total.after)),
            parts=tuple(self._parts(whole, account)),
            heads=tuple(player.term.text(self._lang) for player in heads),
            nodes=tuple(self._node(account, split, heads) for split in account.nodes if split.node != MAIN),
            hidden=len(account.nodes) < len(whole.nodes),
        )

    def _table_name(self, code: str) -> str:
        for table in self._tables.values():
            own = table.scorecard.checkpoint_table
            if own is not None and own.code == code:
                return named(own, self._lang)
        return named(self._scheme.scorecards[code], self._lang)

    def _parts(self, whole: UnitAccount, account: UnitAccount) -> Iterator[PartLine]:
        """Every part with what stands behind it: one's own figures each, others' by item."""
        apart = {line.player: signed_exact(line.shown) for line in whole.total.lines}
        told = {"time": apart.get(Player.PERIOD, ""), "new": apart.get(Player.OWN_NEW, "")}
        places = {} if account.place is None else {line.player: line.shown for line in account.place.lines}
        for line in account.total.lines:
            figures = self._figures(account.unit, line.player)
            yield PartLine(
                name=line.player.term.text(self._lang),
                meaning=MEANINGS[line.player].text(self._lang).format(**told),
                points=line.shown,
                places=places.get(line.player),
                figures=tuple(self._figure(one) for one in figures[:MOST_FIGURES]),
                count=len(figures),
                more=max(0, len(figures) - MOST_FIGURES),
                items=tuple(self._items(account.unit, line.player)),
            )

    def _figures(self, unit: str, player: Player) -> list[ChangedFigure]:
        if player.is_of_others or player not in CAUSES:
            return []
        cause = CAUSES[player]
        return [one for one in self._kept.figures if one.key[0] == unit and one.cause is cause]

    def _items(self, unit: str, player: Player) -> Iterator[ItemLine]:
        """Of others' figures how many units of the same group have changed ones, item by item."""
        if not player.is_of_others or player not in CAUSES:
            return
        peers = self._peers(unit)
        pairs = {
            (one.key[1], one.key[0])
            for one in self._kept.figures
            if one.cause is CAUSES[player] and one.key[0] in peers and one.key[0] != unit
        }
        for item, units in sorted(Counter(item for item, _ in pairs).items(), key=lambda pair: -pair[1]):
            yield ItemLine(self._words.indicator((unit, item, "", "")), units)

    def _peers(self, unit: str) -> frozenset[str]:
        groups = (group for group in self._kept.groups if group.of(unit))
        return frozenset(account.unit for group in groups for account in group.accounts)

    def _figure(self, one: ChangedFigure) -> FigureLine:
        before, after = (said_words(said, one.measure, self._words) for said in (one.before, one.after))
        name, period = figure_words(one, self._words), period_words(one.key[3])
        return FigureLine(name, period, before, after, figure_address(one))

    def _node(self, account: UnitAccount, split: Split, heads: Sequence[Player]) -> NodeLine:
        """A node; of a checkpoint's own table each stands for itself, named with what it is a part of."""
        placed = self._placed.get(split.node)
        name, apart = split.name.text(self._lang), account.scorecard not in self._scheme.scorecards
        if placed is not None and apart:
            group = self._standing.ranking_group(account.unit)
            name = name if group is None else self._standing.node_name(group.code, placed, alone=True)
        brought = {line.player: line for line in split.lines if line.exact}
        shown = ((player, brought.get(player)) for player in heads)
        return NodeLine(
            name=name,
            depth=0 if placed is None or apart else placed.depth,
            leaf=placed is not None and placed.node.is_leaf,
            before=split.before,
            after=split.after,
            difference=_difference(split),
            parts=tuple(
                (player.term.text(self._lang), None if line is None else line.shown) for player, line in shown
            ),
        )


def _units(accounts: Iterable[UnitAccount]) -> Iterator[str]:
    return (account.unit for account in accounts)


def _anywhere(account: UnitAccount, player: Player) -> bool:
    """Whether a part brought anything to the total or to any node."""
    splits = (account.total, *account.nodes)
    return any(line.exact for split in splits for line in split.lines if line.player is player)


def _difference(split: Split) -> Decimal:
    return (split.after or Decimal(0)) - (split.before or Decimal(0))


def _places(split: Split | None) -> tuple[int | None, int | None, int | None]:
    if split is None or split.before is None or split.after is None:
        return None, None, None
    return int(split.before), int(split.after), int(split.before - split.after)
