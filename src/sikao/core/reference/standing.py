"""Where the units of a table stand at the year's last checkpoint, as conditions and awards look at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from .compiled import Checkpoint, Compiled, Table
from .leaves import LeafScorer
from .ranking import places, rank_nodes
from .tree import TOTAL, Score, UnitYear

Scores = Mapping[str, Mapping[str, Score]]


@dataclass(frozen=True)
class Standing:
    """Scores by unit and node, and the places of the ranked units that have points.

    ``ties``: how units of one total share a place, from the first as from the last.
    """

    scores: Scores
    ranks: Mapping[str, int]
    ties: str

    @cached_property
    def totals(self) -> dict[str, Score]:
        """The total of every unit, ranked or not."""
        return {unit: scores[TOTAL] for unit, scores in self.scores.items()}

    @cached_property
    def from_last(self) -> dict[str, int]:
        """The places counted from the last unit, which has 1; units that tie share theirs here too."""
        return places({unit: (Fraction(rank),) for unit, rank in self.ranks.items()}, self.ties)

    @cached_property
    def values(self) -> dict[str, dict[str, Fraction]]:
        """``place()``, ``place_from_last()`` and ``total()`` by unit; a unit without one is left out."""
        totals = {unit: total.points for unit, total in self.totals.items()}
        return {
            "place": {unit: Fraction(place) for unit, place in self.ranks.items()},
            "place_from_last": {unit: Fraction(place) for unit, place in self.from_last.items()},
            "total": {unit: points for unit, points in totals.items() if points is not None},
        }

    def place_by_place(self) -> list[list[str]]:
        """The ranked units, those that share a place together."""
        ranks = self.ranks
        return [[unit for unit in ranks if ranks[unit] == place] for place in sorted(set(ranks.values()))]


def standing_at(scorer: LeafScorer, table: Table, checkpoint: Checkpoint) -> Standing:
    """The standing of a table worked out from its figures."""
    compiled = scorer.compiled
    scores = {unit: UnitYear(scorer, table, unit, checkpoint).scores() for unit in table.units}
    by_node = rank_nodes(compiled, scores, ranked_units(compiled, table))
    return Standing(
        scores, {unit: place for (unit, node), place in by_node.items() if node == TOTAL}, compiled.ties
    )


def ranked_units(compiled: Compiled, table: Table) -> tuple[str, ...]:
    """The units of a table that take part in its order."""
    return tuple(unit for unit in table.units if unit in compiled.ranked_units)
