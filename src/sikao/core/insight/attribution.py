"""From what the change of every unit's points and place came, between two situations of a year.

The prose is docs/algorithms/attribution.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from sikao.core.books.asking import check_checkpoint, refusal
from sikao.core.books.names import MAIN, TOTAL, terms_of
from sikao.core.figures.table import Figures
from sikao.core.insight.apportioning import apportioned
from sikao.core.insight.changed_cells import Cause
from sikao.core.insight.mixed_worlds import Standing
from sikao.core.insight.monotone import Key
from sikao.core.insight.playing import Game, Ledger, Player
from sikao.core.insight.shapley import shapley
from sikao.core.reference.rounding import decimal_text
from sikao.core.scheme import Scheme, compile_scheme
from sikao.core.wording import Term

FEWEST_OTHERS = 3
"""So many others' figures must have changed before a unit is told of them node by node."""

_PLACES_OF_PLACES = 1
_NOTHING = Fraction(0)
_NOT_GIVEN: Mapping[Key, Cause] = {}


@dataclass(frozen=True, slots=True)
class Situation:
    """A scheme on figures, looked at from a checkpoint. Figures are in their items' units of measure."""

    scheme: Scheme
    figures: Figures
    checkpoint: str


@dataclass(frozen=True, slots=True)
class Line:
    """What one player brought: exactly, and with decimals that sum to the change shown."""

    player: Player
    exact: Fraction
    shown: Decimal


@dataclass(frozen=True, slots=True)
class Split:
    """A change and its lines in declared order, of the baseline and of every player who has anything.

    In points the lines sum to ``after - before``, without points counting 0; in places, to the places risen,
    ``before - after``.
    """

    node: str
    name: Term
    before: Decimal | None
    after: Decimal | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class UnitAccount:
    """One unit on one scorecard: the total, the place, and all nodes that anything did something to.

    ``others``: how many others have changed figures that count. ``place`` is None without a place before or
    after.
    """

    unit: str
    unit_name: Term
    scorecard: str
    others: int
    total: Split
    place: Split | None
    nodes: tuple[Split, ...]


@dataclass(frozen=True, slots=True)
class Attribution:
    """The account of one ranking group, units in official order; the main scorecard before a checkpoint
    table.
    """

    group: str
    before: str
    after: str
    accounts: tuple[UnitAccount, ...]

    def of(self, unit: str) -> tuple[UnitAccount, ...]:
        """One unit's, by scorecard."""
        return tuple(account for account in self.accounts if account.unit == unit)


def attribute_change(
    before: Situation, after: Situation, group: str, causes: Mapping[Key, Cause] = _NOT_GIVEN
) -> Attribution:
    """Why points and places of a ranking group are others after than before.

    ``causes`` says what changed figures came from, by (unit, indicator, kind, period); a changed figure that
    it does not name is new or revised. ``FindingsError`` where the two cannot be compared: other years, other
    units of measure, an earlier checkpoint after a later one, a group or checkpoint that one of the schemes
    does not have.
    """
    _check(before, after)
    earlier, later = (
        Ledger(compile_scheme(one.scheme), one.figures.canonical_rows(), one.checkpoint)
        for one in (before, after)
    )
    game = Game(earlier, later, group, causes)
    return Attribution(group, before.checkpoint, after.checkpoint, tuple(_accounts(game, after.scheme)))


def for_unit(account: UnitAccount) -> UnitAccount:
    """What the unit itself may see: all of others' as one line, nodes only where that stands for several."""
    return replace(
        account,
        total=_merged(account.total),
        place=None if account.place is None else _merged(account.place),
        nodes=tuple(map(_merged, account.nodes)) if account.others >= FEWEST_OTHERS else (),
    )


def _check(before: Situation, after: Situation) -> None:
    if before.scheme.year != after.scheme.year:
        years = {"before": str(before.scheme.year), "after": str(after.scheme.year)}
        raise refusal("attribution.other_year", **years)
    for scheme, checkpoint in (
        (before.scheme, before.checkpoint),
        (before.scheme, after.checkpoint),
        (after.scheme, after.checkpoint),
    ):
        check_checkpoint(scheme, checkpoint)
    order = list(before.scheme.checkpoints)
    if order.index(after.checkpoint) < order.index(before.checkpoint):
        raise refusal("attribution.earlier", before=before.checkpoint, after=after.checkpoint)
    earlier, later = before.scheme.items, after.scheme.items
    for code in earlier.keys() & later.keys():
        for kind in earlier[code].kinds.keys() & later[code].kinds.keys():
            units = (earlier[code].kinds[kind], later[code].kinds[kind])
            if units[0] != units[1]:
                raise refusal("attribution.measure", item=code, before=units[0], after=units[1])


def _accounts(game: Game, scheme: Scheme) -> Iterator[UnitAccount]:
    units, nodes = terms_of(scheme)
    for unit in game.final.units:
        played = _Played(game, unit, scheme.rounding.total)
        for card in game.final.cards:
            names = {node: nodes[card, node] for node in (TOTAL, MAIN, *game.final.nodes)}
            splits = [played.points(card, node, name) for node, name in names.items()]
            yield UnitAccount(
                unit=unit,
                unit_name=units[unit],
                scorecard=card,
                others=game.others(unit),
                total=splits[0],
                place=played.place(card, names[TOTAL]),
                nodes=tuple(split for split in splits[1:] if _has_anything(split)),
            )


def _has_anything(split: Split) -> bool:
    return split.before != split.after or any(line.exact for line in split.lines)


class _Played:
    """One unit's game with the standing in every coalition."""

    def __init__(self, game: Game, unit: str, decimals: int) -> None:
        self._decimals = decimals
        self._players = game.players(unit)
        self._earlier = game.earlier(unit)
        self._moves_on = game.moves_on
        self._behind = Fraction(game.most_ranked + 1)
        self._standings = [
            game.standing(unit, _coalition(self._players, number))
            for number in range(1 << len(self._players))
        ]

    def points(self, card: str, node: str, name: Term) -> Split:
        """What a node's points came from."""
        key = (card, node)
        worth = [standing.points.get(key, _NOTHING) for standing in self._standings]
        ends = [standing.points.get(key) for standing in (self._earlier, self._standings[-1])]
        decimals = max([self._decimals, *(_needed(end) for end in ends if end is not None)])
        shares = self._shares(self._earlier.points.get(key, _NOTHING), worth)
        before, after = (None if end is None else _decimal(end, decimals) for end in ends)
        return Split(node, name, before, after, self._lines(shares, decimals))

    def place(self, card: str, name: Term) -> Split | None:
        """What the places risen came from; None without a place before or after."""
        before, after = (standing.places.get(card) for standing in (self._earlier, self._standings[-1]))
        if before is None or after is None:
            return None
        # Fewer is better.
        worth = [-self._place(standing, card) for standing in self._standings]
        shares = self._shares(-self._place(self._earlier, card), worth)
        return Split(TOTAL, name, Decimal(before), Decimal(after), self._lines(shares, _PLACES_OF_PLACES))

    def _place(self, standing: Standing, card: str) -> Fraction:
        return Fraction(standing.places.get(card, self._behind))

    def _shares(self, earlier: Fraction, worth: Sequence[Fraction]) -> list[tuple[Player, Fraction]]:
        found = [(Player.PERIOD, worth[0] - earlier)] if self._moves_on else []
        moved = any(value != worth[0] for value in worth)
        shares = shapley(worth) if moved else [_NOTHING] * len(self._players)
        return [*found, *zip(self._players, shares, strict=True)]

    def _lines(self, shares: Sequence[tuple[Player, Fraction]], decimals: int) -> tuple[Line, ...]:
        return tuple(_lines(shares, decimals))


def _coalition(players: Sequence[Player], number: int) -> frozenset[Player]:
    return frozenset(player for bit, player in enumerate(players) if number >> bit & 1)


def _lines(shares: Sequence[tuple[Player, Fraction]], decimals: int) -> Iterator[Line]:
    shown = apportioned([amount for _, amount in shares], decimals)
    for (player, exact), amount in zip(shares, shown, strict=True):
        yield Line(player, exact, amount)


def _needed(value: Fraction) -> int:
    return len(decimal_text(value).partition(".")[2])


def _decimal(value: Fraction, decimals: int) -> Decimal:
    return Decimal(int(value * 10**decimals)).scaleb(-decimals)


def _merged(split: Split) -> Split:
    """With one line for all that others brought, behind all others."""
    kept = [(line.player, line.exact) for line in split.lines if not line.player.is_of_others]
    others = [line.exact for line in split.lines if line.player.is_of_others]
    if others:
        kept.append((Player.OTHERS, sum(others, _NOTHING)))
    decimals = max((-int(line.shown.as_tuple().exponent) for line in split.lines), default=0)
    return replace(split, lines=tuple(_lines(kept, decimals)))
