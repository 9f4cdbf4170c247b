"""Units whose points are alike: the columns in which one scorecard shows the points of several groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from sikao.core.scheme.model import Scorecard, Unit
from sikao.core.scheme.resolving import Resolved, Settings


@dataclass(frozen=True, slots=True)
class AlikeUnits:
    """Groups (by code) whose units have the same points as a rule; none named where all are alike."""

    groups: tuple[str, ...]
    units: tuple[Unit, ...]


class PointsByGroup:
    """The points of every node of a scorecard, for every kind of unit that it serves."""

    def __init__(self, resolved: Resolved, card: Scorecard) -> None:
        self._card = card
        units = [unit for table in resolved.tables if table.scorecard is card for unit in table.units]
        self._settings = {unit.code: resolved.settings(card, unit) for unit in units}
        self.kinds = self._kinds(units)

    def _kinds(self, units: Sequence[Unit]) -> tuple[AlikeUnits, ...]:
        by_group: dict[str, list[Unit]] = {}
        for unit in units:
            by_group.setdefault(unit.group, []).append(unit)
        codes = [placed.node.code for placed in self._card.walk()]
        alike: dict[tuple[Fraction | None, ...], list[str]] = {}
        for group, members in by_group.items():
            alike.setdefault(tuple(self.usual(code, members) for code in codes), []).append(group)
        if len(alike) == 1:
            return (AlikeUnits((), tuple(unit for members in by_group.values() for unit in members)),)
        return tuple(
            AlikeUnits(tuple(groups), tuple(unit for group in groups for unit in by_group[group]))
            for groups in alike.values()
        )

    def points(self, node: str, unit: Unit) -> Fraction | None:
        """The points of a node for one unit; none where it does not apply."""
        settings = self._settings[unit.code].get(node)
        return None if settings is None else settings.points

    def usual(self, node: str, units: Sequence[Unit]) -> Fraction | None:
        """The points that most of the units have for a node."""
        found = [self.points(node, unit) for unit in units]
        return max(set(found), key=lambda points: (found.count(points), points or 0))

    def exceptions(self, node: str) -> tuple[tuple[Unit, Fraction | None], ...]:
        """Units whose points are not those of their kind."""
        return tuple(
            (unit, points)
            for kind in self.kinds
            for unit in kind.units
            if (points := self.points(node, unit)) != self.usual(node, kind.units)
        )

    def settings(self, node: str) -> Settings | None:
        """What a node is for the first unit to whom it applies."""
        return next((found[node] for found in self._settings.values() if node in found), None)
