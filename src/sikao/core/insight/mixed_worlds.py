"""Scores of one ranking group where some figures stand as they were and others as they came to be.

In a mixed world some steps of one unit's changed figures are made and others of everybody else's. Very many
such worlds are asked for, and most of a score is the same in all of them. So a window of a leaf is
calculated once for each way in which the changed figures that it reads can stand, a unit's year once for each
combination of what its windows come to; both by the exact calculator.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from sikao.core.insight.changed_cells import by_key
from sikao.core.insight.monotone import Key
from sikao.core.insight.needs import keys_read
from sikao.core.insight.outer import points_received
from sikao.core.insight.perturbing import Row
from sikao.core.insight.slices import Json, figures_in, is_comparative, of_table, table_of
from sikao.core.reference.compiled import Checkpoint, Compiled, Leaf, Table, read_compiled
from sikao.core.reference.figures import figures_known
from sikao.core.reference.leaves import Cell, LeafScorer
from sikao.core.reference.ranking import rank_nodes
from sikao.core.reference.standing import ranked_units
from sikao.core.reference.tree import MAIN, TOTAL, Score, UnitYear

Courses = Mapping[Key, Sequence[tuple[int, Sequence[Row]]]]
"""Changed figures, each with its steps in order: a bit, and the versions of the figure from then on.

A step counts where its bit is set and those of all steps before it are.
"""


@dataclass(frozen=True, slots=True)
class World:
    """Of the unit's own changed figures the steps ``own`` are made, of all others' the steps ``others``; both
    are bits.
    """

    unit: str
    own: int
    others: int

    def made(self, carrier: str) -> int:
        """The steps that are made of one carrier's figures."""
        return self.own if carrier == self.unit else self.others


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit in one world: points by scorecard and node, places by scorecard; without any no entry."""

    points: Mapping[tuple[str, str], Fraction]
    places: Mapping[str, int]


@dataclass(slots=True)
class _Window:
    """What one leaf reads at one checkpoint: keys by carrier, of units themselves and of carriers named."""

    own: dict[str, set[Key]] = field(default_factory=dict)
    named: dict[str, set[Key]] = field(default_factory=dict)

    def keys(self, carrier: str) -> set[Key]:
        return self.own.get(carrier, set()) | self.named.get(carrier, set())

    def carriers(self, unit: str, *, compared: bool) -> list[str]:
        """Whose figures count for a unit."""
        return sorted({*self.own, *self.named} if compared else {unit, *self.named})


@dataclass(frozen=True, slots=True)
class _Depends:
    """A window of a unit's leaf, and whose changed figures it depends on, with the bits of their steps."""

    unit: str
    leaf: str
    checkpoint: str
    compared: bool
    carriers: tuple[tuple[str, int], ...]

    @property
    def is_alone(self) -> bool:
        """Whether nobody else's changed figures count."""
        return all(who == self.unit for who, _ in self.carriers)


_Year = Mapping[str, Mapping[str, Score]]
"""A unit's year by scorecard and node."""


class MixedWorlds:
    """One ranking group of a compiled scheme at a checkpoint, on figures before and within a change."""

    def __init__(
        self,
        compiled: Json,
        group: str,
        checkpoint: str,
        before: Sequence[Row],
        courses: Courses,
    ) -> None:
        """``courses`` are the changed figures; of all others those ``before`` count."""
        table = table_of(compiled, group)
        self._nodes = {node["code"]: node for node in table["nodes"] if "combine" not in node}
        self._receiving = {code for code in self._nodes if points_received(table, code)}
        self._items: Json = compiled["items"]
        self._year = compiled["year"]
        self._since = {"", *(entry["code"] for entry in compiled["checkpoints"])}
        self._before = by_key(self._known(before))
        self._courses = {
            key: [(bit, list(self._known(rows))) for bit, rows in steps] for key, steps in courses.items()
        }
        # Every step has another bit.
        self._masks = {key: sum(bit for bit, _ in steps) for key, steps in courses.items()}
        self._compiled = read_compiled(of_table(compiled, table, checkpoint))
        self._table = self._compiled.tables[0]
        self._at = next(entry for entry in self._compiled.checkpoints if entry.code == checkpoint)
        self._ranked = ranked_units(self._compiled, self._table)
        self._checkpoints = {entry.code: entry for entry in self._compiled.checkpoints}
        self._is_compared = {
            (code, unit): _is_compared(variant)
            for code, node in self._nodes.items()
            for variant in node["variants"]
            for unit in variant["units"]
        }
        self._windows = self._all_windows()
        self._depends = {unit: self._dependences(unit) for unit in self._table.units}
        affected = {unit: [one for one in of.values() if one.carriers] for unit, of in self._depends.items()}
        self._alone = {unit: [one for one in ones if one.is_alone] for unit, ones in affected.items()}
        self._beside = {unit: [one for one in ones if not one.is_alone] for unit, ones in affected.items()}
        self._scorers: dict[object, LeafScorer] = {}
        self._cells: dict[object, Cell] = {}
        self._outcomes: dict[object, int] = {}
        self._outcomes_alone: dict[object, tuple[int, ...]] = {}
        self._contents: dict[object, int] = {}
        self._years: dict[object, _Year] = {}

    def _known(self, rows: Sequence[Row]) -> Iterator[Row]:
        """A version that counts since a checkpoint that this scheme does not know is not there for it."""
        return (row for row in rows if (row.get("since") or "") in self._since)

    @property
    def units(self) -> tuple[str, ...]:
        """The units of the group, in official order."""
        return self._table.units

    @property
    def ranked(self) -> tuple[str, ...]:
        """Those that are ranked."""
        return self._ranked

    @property
    def nodes(self) -> tuple[str, ...]:
        """The nodes of the scorecard, parents before their children."""
        return tuple(self._table.nodes)

    @property
    def cards(self) -> tuple[str, ...]:
        """The codes of the scorecards with results: the main one, and the checkpoint table if it has any."""
        listed = self._table.checkpoint_table
        has = listed is not None and self._at.code in listed.nodes
        return (self._table.scorecard, *([listed.code] if listed is not None and has else []))

    @property
    def keys(self) -> frozenset[Key]:
        """The changed figures that anything in the table reads up to the checkpoint."""
        windows = self._windows.values()
        read = {key for of in windows for who in {*of.own, *of.named} for key in of.keys(who)}
        return frozenset(read & self._masks.keys())

    def bearing(self, unit: str) -> dict[str, set[str]]:
        """By node the others whose changed figures bear on the unit's points."""
        found: dict[str, set[str]] = {}
        for one in self._depends.get(unit, {}).values():
            others = {who for who, _ in one.carriers} - {unit}
            above = [TOTAL, MAIN] if self._table.nodes[one.leaf].role == "main" else [TOTAL]
            for node in (*above, *self._path(one.leaf)):
                found.setdefault(node, set()).update(others)
        return found

    def _path(self, leaf: str) -> Iterator[str]:
        node: str | None = leaf
        while node is not None:
            yield node
            node = self._table.nodes[node].parent

    def standing(self, world: World) -> Standing:
        """Where the unit of a world stands in it."""
        years = {code: self._year_of(code, world) for code in self._table.units}
        points = {
            (card, node): score.points
            for card, scores in years.get(world.unit, {}).items()
            for node, score in scores.items()
            if score.points is not None
        }
        return Standing(points, self._places(world.unit, years))

    def _places(self, unit: str, years: Mapping[str, _Year]) -> dict[str, int]:
        found = {}
        deciding = (TOTAL, *self._compiled.tie_break)
        for card in self.cards if unit in self._ranked else ():
            scores = {
                code: {node: years[code][card][node] for node in deciding if node in years[code][card]}
                for code in self._ranked
            }
            place = rank_nodes(self._compiled, scores, self._ranked).get((unit, TOTAL))
            if place is not None:
                found[card] = place
        return found

    def _all_windows(self) -> dict[tuple[str, str], _Window]:
        """By leaf and checkpoint, up to the one looked at."""
        codes = [entry.code for entry in self._compiled.checkpoints]
        so_far = self._compiled.checkpoints[: codes.index(self._at.code) + 1]
        return {
            (code, at.code): self._window(node, at)
            for code, node in self._nodes.items()
            for at in so_far
            if self._counts(code, at)
        }

    def _counts(self, leaf: str, at: Checkpoint) -> bool:
        listed = self._table.checkpoint_table
        if listed is not None and at == self._at and leaf in listed.nodes.get(at.code, ()):
            return True
        variants = self._leaf(leaf).variants.values()
        return any(code == at.code for variant in variants for code, _ in variant.windows)

    def _leaf(self, code: str) -> Leaf:
        leaf = self._table.nodes[code]
        assert isinstance(leaf, Leaf)  # noqa: S101 -- only the codes of leaves are asked for
        return leaf

    def _window(self, node: Json, at: Checkpoint) -> _Window:
        found = _Window()
        for variant in node["variants"]:
            for figure in figures_in([variant["measure"], variant["method"], variant["coefficient"]]):
                for unit in self._table.units:
                    for key in keys_read(figure, self._items, unit, at.through, self._year):
                        kept = found.own if figure[4] is None else found.named
                        kept.setdefault(key[0], set()).add(key)
        return found

    def _dependences(self, unit: str) -> dict[tuple[str, str], _Depends]:
        found = {}
        for (code, at), window in self._windows.items():
            compared = self._is_compared.get((code, unit))
            if compared is not None:
                masks = [
                    (who, self._mask(window.keys(who))) for who in window.carriers(unit, compared=compared)
                ]
                changed = tuple((who, mask) for who, mask in masks if mask)
                found[code, at] = _Depends(unit, code, at, compared, changed)
        return found

    def _mask(self, keys: set[Key]) -> int:
        mask = 0
        for key in keys:
            mask |= self._masks.get(key, 0)
        return mask

    def _year_of(self, unit: str, world: World) -> _Year:
        """Put together once for all worlds in which its windows come to the same."""
        known = (unit, world.made(unit))
        if known not in self._outcomes_alone:
            alone = tuple([self._outcome(one, world) for one in self._alone[unit]])
            self._outcomes_alone[known] = alone
        key = (unit, self._outcomes_alone[known], *[self._outcome(one, world) for one in self._beside[unit]])
        if key not in self._years:
            self._years[key] = self._put_together(unit, world)
        return self._years[key]

    def _outcome(self, one: _Depends, world: World) -> int:
        """A number for what a window comes to: figures that stand in another way often come to the same."""
        unit, own, others = world.unit, world.own, world.others
        stands = tuple([(own if who == unit else others) & mask for who, mask in one.carriers])
        key = (one.unit, one.leaf, one.checkpoint, stands)
        found = self._outcomes.get(key)
        if found is None:
            cell = self._cell(one, world, self._leaf(one.leaf).variants[one.unit].full)
            # Out of more points than its own, which a transfer may bring, equal points may come to differ.
            more = stands if one.leaf in self._receiving else None
            content = (cell.points, cell.effect, more)
            found = self._outcomes[key] = self._contents.setdefault(content, len(self._contents))
        return found

    def _put_together(self, unit: str, world: World) -> _Year:
        def cell(leaf: Leaf, at: Checkpoint, full: Fraction) -> Cell:
            return self._cell(self._depends[unit][leaf.code, at.code], world, full)

        year = UnitYear(_Served(self._compiled, cell), self._table, unit, self._at)
        scores = {self._table.scorecard: year.scores()}
        if len(self.cards) > 1:
            scores[self.cards[1]] = year.checkpoint_scores()
        return scores

    def _cell(self, one: _Depends, world: World, full: Fraction) -> Cell:
        stands = tuple([world.made(who) & mask for who, mask in one.carriers])
        key = (one.leaf, one.checkpoint, one.unit, stands, full)
        if key not in self._cells:
            scorer = self._scorer(one, stands, world)
            table = scorer.compiled.tables[0]
            leaf = table.nodes[one.leaf]
            assert isinstance(leaf, Leaf)  # noqa: S101 -- it is cut to the leaf that is asked about
            cell = scorer.cell(table, leaf, one.unit, self._checkpoints[one.checkpoint], full)
            # What it read has given its remarks to the book; here only points count.
            self._cells[key] = replace(cell, used=frozenset())
        return self._cells[key]

    def _scorer(self, one: _Depends, stands: tuple[int, ...], world: World) -> LeafScorer:
        """The one leaf on the figures that its window reads, for one unit where nobody is compared."""
        key = (one.leaf, one.checkpoint, None if one.compared else one.unit, stands)
        if key not in self._scorers:
            window = self._windows[one.leaf, one.checkpoint]
            rows = [
                row
                for carrier in window.carriers(one.unit, compared=one.compared)
                for figure in sorted(window.keys(carrier))
                for row in self._rows(figure, world.made(carrier))
            ]
            compiled = self._cut(one.leaf, None if one.compared else one.unit)
            self._scorers[key] = LeafScorer(compiled, figures_known(rows, compiled, self._at.code))
        return self._scorers[key]

    def _cut(self, code: str, only: str | None) -> Compiled:
        """The scheme with one leaf alone; for one unit without others, who would be measured for nothing."""
        leaf, units = self._leaf(code), self._table.units
        if only is not None:
            variant = replace(leaf.variants[only], units=(only,), among=(only,))
            leaf, units = replace(leaf, variants={only: variant}), (only,)
        table = replace(self._table, units=units, nodes={code: leaf})
        return replace(self._compiled, tables=(table,))

    def _rows(self, key: Key, made: int) -> Sequence[Row]:
        found: Sequence[Row] = self._before.get(key, ())
        for bit, rows in self._courses.get(key, ()):
            if not bit & made:
                break
            found = rows
        return found


class _Served(LeafScorer):
    """A scorer of one unit whose cells are those of a world."""

    def __init__(self, compiled: Compiled, cell: Callable[[Leaf, Checkpoint, Fraction], Cell]) -> None:
        # Nothing is scored here, so that there is no need to know any leaf.
        super().__init__(replace(compiled, tables=()), figures_known((), compiled))
        self.compiled = compiled
        self._of_world = cell

    def cell(self, table: Table, leaf: Leaf, unit: str, checkpoint: Checkpoint, full: Fraction) -> Cell:  # noqa: ARG002
        """The cell, of the one unit and table."""
        return self._of_world(leaf, checkpoint, full)


def _is_compared(variant: Json) -> bool:
    """Whether a unit's points depend on what others achieved."""
    takes_mean = any(effect[0] == "group_mean" for effect in variant["absence"].values())
    return takes_mean or is_comparative(variant)
