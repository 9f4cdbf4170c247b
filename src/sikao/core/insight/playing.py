"""The players of a change, and what any of them bring about together; see docs/algorithms/attribution.md."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from sikao.core.insight.changed_cells import Cause, State, steps_between
from sikao.core.insight.mixed_worlds import MixedWorlds, Standing, World
from sikao.core.insight.monotone import Key
from sikao.core.insight.perturbing import Row
from sikao.core.insight.shapley import shapley
from sikao.core.insight.slices import Json, table_of
from sikao.core.wording import Term


class Player(StrEnum):
    """What part of a change came from, in declared order.

    ``PERIOD`` is no player of the game but its baseline. ``OTHERS`` stands for all of others' together, where
    a unit itself looks, ``MOVED_ON`` for the baseline together with own new figures.
    """

    PERIOD = "period"
    OWN_NEW = "own_new"
    OTHERS_NEW = "others_new"
    OWN_REVISED = "own_revised"
    OTHERS_REVISED = "others_revised"
    OWN_DOCKET = "own_docket"
    OTHERS_DOCKET = "others_docket"
    OWN_RULING = "own_ruling"
    OTHERS_RULING = "others_ruling"
    AMENDMENT = "amendment"
    OTHERS = "others"
    MOVED_ON = "moved_on"

    @property
    def term(self) -> Term:
        """The words shown to people."""
        return _TERMS[self]

    @property
    def is_of_others(self) -> bool:
        """Whether it is about figures of others than the unit itself."""
        return self is Player.OTHERS or self in _OF_OTHERS.values()


_TERMS = {
    Player.PERIOD: Term("节点推进", "the passage of time"),
    Player.OWN_NEW: Term("本单位新报数据", "its own new figures"),
    Player.OTHERS_NEW: Term("他单位新报数据", "new figures of others"),
    Player.OWN_REVISED: Term("本单位数据更正", "revisions of its own figures"),
    Player.OTHERS_REVISED: Term("他单位数据更正", "revisions of others' figures"),
    Player.OWN_DOCKET: Term("本单位加减分", "its own bonus and deduction"),
    Player.OTHERS_DOCKET: Term("他单位加减分", "others' bonus and deduction"),
    Player.OWN_RULING: Term("本单位复核裁定", "rulings on its own figures"),
    Player.OTHERS_RULING: Term("他单位复核裁定", "rulings on others' figures"),
    Player.AMENDMENT: Term("方案调整", "the amendment of the scheme"),
    Player.OTHERS: Term("他单位数据", "figures of others"),
    Player.MOVED_ON: Term("节点推进和本单位新报数据", "the passage of time with its own new figures"),
}
_OWN = {
    Cause.NEW: Player.OWN_NEW,
    Cause.REVISED: Player.OWN_REVISED,
    Cause.DOCKET: Player.OWN_DOCKET,
    Cause.RULING: Player.OWN_RULING,
}
_OF_OTHERS = {
    Cause.NEW: Player.OTHERS_NEW,
    Cause.REVISED: Player.OTHERS_REVISED,
    Cause.DOCKET: Player.OTHERS_DOCKET,
    Cause.RULING: Player.OTHERS_RULING,
}
Shares = tuple[tuple[Player, Fraction], ...]
"""Players with what each brought."""

_NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class Ledger:
    """A compiled scheme with rows of figures, looked at from a checkpoint."""

    compiled: Json
    rows: Sequence[Row]
    checkpoint: str


class Game:
    """One ranking group between two ledgers, in rounds: first the first steps of all changed figures, then
    the second ones of those that have any, and so on.

    ``causes`` says what figures came to by the later ledger; one that it does not name is new or revised.
    ``between`` are what some of them said in the meantime, in order; see ``steps_between``.
    """

    def __init__(
        self,
        before: Ledger,
        after: Ledger,
        group: str,
        causes: Mapping[Key, Cause],
        between: Sequence[State] = (),
    ) -> None:
        steps = steps_between(before.rows, (*between, State(after.rows, causes)))
        courses = {
            key: [(_bit(number, step.cause), step.rows) for number, step in enumerate(of)]
            for key, of in steps.items()
        }
        self.rounds = max((len(of) for of in steps.values()), default=1)
        self._amended = _content(before, group) != _content(after, group)
        ledgers = (before, after) if self._amended else (after,)
        self._worlds = [
            MixedWorlds(one.compiled, group, after.checkpoint, before.rows, courses) for one in ledgers
        ]
        self._earlier = None
        if before.checkpoint != after.checkpoint:
            self._earlier = MixedWorlds(before.compiled, group, before.checkpoint, before.rows, {})
        self._masks: dict[str, int] = {}
        for key in frozenset[Key]().union(*(world.keys for world in self._worlds)):
            for bit, _ in courses[key]:
                self._masks[key[0]] = self._masks.get(key[0], 0) | bit
        self._assessed = {unit["code"] for one in ledgers for unit in one.compiled["units"]}

    @property
    def final(self) -> MixedWorlds:
        """The group by the later scheme."""
        return self._worlds[-1]

    @property
    def most_ranked(self) -> int:
        """How many units of the group are ranked, by the scheme that ranks more."""
        return max(len(world.ranked) for world in self._worlds)

    @property
    def moves_on(self) -> bool:
        """Whether the checkpoints differ, so that there is a baseline before the game."""
        return self._earlier is not None

    def others(self, unit: str) -> int:
        """How many other units have changed figures that count for anybody; references are no units."""
        return len((self._masks.keys() & self._assessed) - {unit})

    def bearing(self, unit: str) -> dict[str, int]:
        """By node how many other units have changed figures that bear on the unit's own points."""
        found: dict[str, set[str]] = {}
        for world in self._worlds:
            for node, others in world.bearing(unit).items():
                found.setdefault(node, set()).update(others & self._assessed)
        return {node: len(others) for node, others in found.items()}

    def players(self, unit: str) -> tuple[Player, ...]:
        """Those who have anything in any round, in declared order."""
        found = {player for number in range(self.rounds) for player in self.players_in(number, unit)}
        return tuple(player for player in Player if player in found)

    def players_in(self, number: int, unit: str) -> tuple[Player, ...]:
        """Those who have anything in a round, counted from 0, in declared order; an amendment in round 0."""
        own = self._masks.get(unit, 0)
        others = 0
        for carrier, mask in self._masks.items():
            others |= mask if carrier != unit else 0
        found = {_OWN[cause] for cause in Cause if own & _bit(number, cause)}
        found |= {_OF_OTHERS[cause] for cause in Cause if others & _bit(number, cause)}
        found |= {Player.AMENDMENT} if self._amended and number == 0 else set()
        return tuple(player for player in Player if player in found)

    def earlier(self, unit: str) -> Standing:
        """Where the unit stood before everything."""
        world = self._worlds[0] if self._earlier is None else self._earlier
        return world.standing(World(unit, 0, 0))

    def standing(self, unit: str, number: int, players: Collection[Player]) -> Standing:
        """Where the unit stands at the later checkpoint if all came in earlier rounds, in this one these."""
        own = others = _bit(number, next(iter(Cause))) - 1
        own |= sum(_bit(number, cause) for cause in Cause if _OWN[cause] in players)
        others |= sum(_bit(number, cause) for cause in Cause if _OF_OTHERS[cause] in players)
        later = number > 0 or Player.AMENDMENT in players
        return self._worlds[-1 if later else 0].standing(World(unit, own, others))


class Played:
    """One unit's game: where it stands in every coalition, and what each player's share of the change is.

    Shares are exact, the sums of those of all rounds, and in declared order; where the checkpoints differ,
    the baseline comes first.
    """

    def __init__(self, game: Game, unit: str) -> None:
        self.players = game.players(unit)
        self.before = game.earlier(unit)
        self._moves_on = game.moves_on
        self._behind = game.most_ranked + 1
        self._base = self.after = game.standing(unit, 0, ())
        self._rounds: list[tuple[tuple[Player, ...], list[Standing]]] = []
        for number in range(game.rounds):
            players = game.players_in(number, unit)
            # Where a round begins is where the one before ended.
            came = [
                game.standing(unit, number, _coalition(players, coalition))
                for coalition in range(1, 1 << len(players))
            ]
            self._rounds.append((players, [self.after, *came]))
            self.after = [self.after, *came][-1]

    def points(self, card: str, node: str) -> Shares:
        """Of a node's points; where a node has none it counts 0."""

        def worth(standing: Standing) -> Fraction:
            return standing.points.get((card, node), _NOTHING)

        return self._shared(worth)

    def places(self, card: str) -> Shares:
        """Of the places risen; without a total a unit counts as behind all that are ranked."""

        def worth(standing: Standing) -> Fraction:
            return Fraction(-standing.places.get(card, self._behind))

        return self._shared(worth)

    def _shared(self, worth: Callable[[Standing], Fraction]) -> Shares:
        shares = dict.fromkeys(self.players, _NOTHING)
        for players, standings in self._rounds:
            found = shapley([worth(standing) for standing in standings])
            for player, share in zip(players, found, strict=True):
                shares[player] += share
        told = tuple(shares.items())
        return ((Player.PERIOD, worth(self._base) - worth(self.before)), *told) if self._moves_on else told


def _bit(number: int, cause: Cause) -> int:
    """The bit of a step by what it came from and its round, counted from 0."""
    return 1 << number * len(Cause) + list(Cause).index(cause)


def _coalition(players: Sequence[Player], number: int) -> frozenset[Player]:
    return frozenset(player for bit, player in enumerate(players) if number >> bit & 1)


def _content(ledger: Ledger, group: str) -> Json:
    """What the scheme says that may count for the group's points and places."""
    said = ("year", "rounding", "ranking", "checkpoints", "items", "units")
    return {
        **{name: ledger.compiled[name] for name in said},
        "table": table_of(ledger.compiled, group),
    }
