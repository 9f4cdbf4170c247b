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
from sikao.core.insight.changed_cells import Cause, State
from sikao.core.insight.monotone import Key
from sikao.core.insight.playing import Game, Ledger, Played, Player, Shares
from sikao.core.reference.rounding import decimal_text
from sikao.core.scheme import Scheme, compile_scheme
from sikao.core.wording import Term

FEWEST_OTHERS = 3
"""So many others' figures must have changed at a node before a unit is told there what they brought."""

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
class Interim:
    """What some figures said in between, in their items' units of measure: the first of several versions that
    came, or the second, and so on. ``causes`` says what they came to this by, where that is known.
    """

    figures: Figures
    causes: Mapping[Key, Cause]

    def state(self) -> State:
        """As plain rows."""
        return State(self.figures.canonical_rows(), self.causes)


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
    ``before - after``. ``others``: how many other units have changed figures that bear on it.
    """

    node: str
    name: Term
    before: Decimal | None
    after: Decimal | None
    others: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class UnitAccount:
    """One unit on one scorecard: the total, the place, and all nodes that anything did something to.

    ``place`` is None without a place before or after.
    """

    unit: str
    unit_name: Term
    scorecard: str
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
    before: Situation,
    after: Situation,
    group: str,
    causes: Mapping[Key, Cause] = _NOT_GIVEN,
    between: Sequence[Interim] = (),
) -> Attribution:
    """Why points and places of a ranking group are others after than before.

    ``causes`` says what changed figures came from, by (unit, indicator, kind, period); a changed figure that
    it does not name is new or revised. Of figures that changed more than once ``between`` has what they said
    in the meantime, in order, and ``causes`` is about their last step. ``FindingsError`` where the two cannot
    be compared: other years, other units of measure, an earlier checkpoint after a later one, a group or
    checkpoint that one of the schemes does not have.
    """
    _check(before, after)
    earlier, later = (
        Ledger(compile_scheme(one.scheme), one.figures.canonical_rows(), one.checkpoint)
        for one in (before, after)
    )
    game = Game(earlier, later, group, causes, [interim.state() for interim in between])
    return Attribution(group, before.checkpoint, after.checkpoint, tuple(_accounts(game, after.scheme)))


def shown_to_unit(account: UnitAccount) -> UnitAccount:
    """What the unit itself may see: others as one line, at nodes only where that tells nothing of one."""
    return replace(
        account,
        total=_merged(account.total),
        place=None if account.place is None else _merged(account.place),
        nodes=tuple(_merged(split) for split in account.nodes if _may_be_shown(split)),
    )


def moved_on(account: UnitAccount) -> UnitAccount:
    """An account with the passage of time and own new figures as one line, where there are both.

    A checkpoint that looks at cumulative figures drops those of the earlier one and takes the new ones: large
    amounts of which only the difference says something.
    """
    return replace(
        account,
        total=_with_time(account.total),
        place=None if account.place is None else _with_time(account.place),
        nodes=tuple(_with_time(split) for split in account.nodes),
    )


def _with_time(split: Split) -> Split:
    both = [line for line in split.lines if line.player in (Player.PERIOD, Player.OWN_NEW)]
    if len(both) == 1 or not both:
        return split
    exact, shown = (
        sum((line.exact for line in both), _NOTHING),
        sum((line.shown for line in both), Decimal(0)),
    )
    rest = tuple(line for line in split.lines if line not in both)
    return replace(split, lines=(Line(Player.MOVED_ON, exact, shown), *rest))


def _may_be_shown(split: Split) -> bool:
    if split.others >= FEWEST_OTHERS:
        return True
    return not any(line.exact for line in split.lines if line.player.is_of_others)


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
    through = {code: entry.through for code, entry in before.scheme.checkpoints.items()}
    if through[after.checkpoint] < through[before.checkpoint]:
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
        played, bearing = Played(game, unit), game.bearing(unit)
        for card in game.final.cards:
            splits = [
                _points(played, (card, node), nodes[card, node], bearing.get(node, 0), scheme.rounding.total)
                for node in (TOTAL, MAIN, *game.final.nodes)
            ]
            yield UnitAccount(
                unit=unit,
                unit_name=units[unit],
                scorecard=card,
                total=splits[0],
                place=_place(played, card, splits[0].name, game.others(unit)),
                nodes=tuple(split for split in splits[1:] if _has_anything(split)),
            )


def _has_anything(split: Split) -> bool:
    return split.before != split.after or any(line.exact for line in split.lines)


def _points(played: Played, at: tuple[str, str], name: Term, others: int, fewest: int) -> Split:
    ends = [standing.points.get(at) for standing in (played.before, played.after)]
    decimals = max([fewest, *(_needed(end) for end in ends if end is not None)])
    before, after = (None if end is None else _decimal(end, decimals) for end in ends)
    return Split(at[1], name, before, after, others, _lines(played.points(*at), decimals))


def _place(played: Played, card: str, name: Term, others: int) -> Split | None:
    before, after = (standing.places.get(card) for standing in (played.before, played.after))
    if before is None or after is None:
        return None
    lines = _lines(played.places(card), _PLACES_OF_PLACES)
    return Split(TOTAL, name, Decimal(before), Decimal(after), others, lines)


def _lines(shares: Shares, decimals: int) -> tuple[Line, ...]:
    shown = apportioned([amount for _, amount in shares], decimals)
    return tuple(Line(*share, amount) for share, amount in zip(shares, shown, strict=True))


def _needed(value: Fraction) -> int:
    return len(decimal_text(value).partition(".")[2])


def _decimal(value: Fraction, decimals: int) -> Decimal:
    return Decimal(int(value * 10**decimals)).scaleb(-decimals)


def _merged(split: Split) -> Split:
    """With one line for all that others brought, behind all the rest."""
    kept = tuple(line for line in split.lines if not line.player.is_of_others)
    others = [line for line in split.lines if line.player.is_of_others]
    if others:
        exact = sum((line.exact for line in others), _NOTHING)
        # As told to the office, so that nobody compares two roundings.
        shown = sum((line.shown for line in others), Decimal(0))
        kept = (*kept, Line(Player.OTHERS, exact, shown))
    return replace(split, lines=kept)
