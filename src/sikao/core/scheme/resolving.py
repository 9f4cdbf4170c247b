"""A scheme unit by unit: in which table a unit is ranked, and what every node is for it after overrides.

Checks, claims and the compiler all look at the scheme through this.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from operator import itemgetter

from sikao.core.figures.absence import Absence
from sikao.core.scheme.expressions import Expression
from sikao.core.scheme.methods import Method
from sikao.core.scheme.model import (
    ALL,
    Checkpoint,
    Group,
    Node,
    Override,
    Placed,
    Scheme,
    Scorecard,
    Unit,
    Values,
)
from sikao.core.scheme.shape import Table

DEFAULT_SCHEDULE = "annual"


@dataclass(frozen=True, slots=True)
class Settings:
    """What one node is for one unit. ``points`` are nominal: a child of a composed branch has its part."""

    points: Fraction
    weight: Fraction | None
    rule: str | None
    measure: Expression | None
    method: Method | None
    schedule: str | None


@dataclass(frozen=True, slots=True)
class RankedTable:
    """One scorecard for one ranking group, with its units in official order."""

    scorecard: Scorecard
    group: Group
    units: tuple[Unit, ...]

    def table_at(self, checkpoint: str) -> str:
        """The code of the table that ranks at a checkpoint: its checkpoint table, if it has one there."""
        table = self.scorecard.checkpoint_table
        return table.code if table is not None and checkpoint in table.nodes else self.scorecard.code


class Resolved:
    """Lookups over one scheme; everything is derived from it, nothing is decided here."""

    def __init__(self, scheme: Scheme) -> None:
        self.scheme = scheme
        self._ancestry: dict[str, tuple[Group, ...]] = {}
        self._overridden: dict[str, frozenset[str]] = {}
        self._settings: dict[tuple[str, tuple[str, ...]], dict[str, Settings]] = {}
        self._alike: dict[tuple[object, ...], Settings] = {}

    def ancestry(self, group: str) -> tuple[Group, ...]:
        """A group and the groups above it, narrowest first; a cycle is cut."""
        if group not in self._ancestry:
            self._ancestry[group] = self._chain(group)
        return self._ancestry[group]

    def _chain(self, group: str) -> tuple[Group, ...]:
        chain: dict[str, Group] = {}
        code: str | None = group
        while code is not None and code in self.scheme.groups and code not in chain:
            chain[code] = self.scheme.groups[code]
            code = chain[code].parent
        return tuple(chain.values())

    def is_below(self, group: str, above: str) -> bool:
        """Whether a group is the other one or lies below it."""
        return any(link.code == above for link in self.ancestry(group))

    def descendants(self, group: str) -> tuple[str, ...]:
        """The group and every group below it, in the order declared."""
        return tuple(self._below.get(group, ()))

    @cached_property
    def _below(self) -> dict[str, list[str]]:
        """For every group, the groups that have it among those above them, itself included."""
        below: dict[str, list[str]] = {}
        for code in self.scheme.groups:
            for above in self.ancestry(code):
                below.setdefault(above.code, []).append(code)
        return below

    def units_of(self, group: str) -> tuple[Unit, ...]:
        """The units of a group and of the groups below it, in official order."""
        found = [entry for code in self.descendants(group) for entry in self._members.get(code, ())]
        return tuple(unit for _, unit in sorted(found, key=itemgetter(0)))

    @cached_property
    def _members(self) -> dict[str, list[tuple[int, Unit]]]:
        """The units that stand in each group itself, with their places in the official order."""
        members: dict[str, list[tuple[int, Unit]]] = {}
        for place, unit in enumerate(self.scheme.units.values()):
            members.setdefault(unit.group, []).append((place, unit))
        return members

    def ranking_group(self, unit: Unit) -> Group | None:
        """The group in which a unit is ranked: its nearest one that ranks."""
        return next((group for group in self.ancestry(unit.group) if group.ranked), None)

    def scorecard_of(self, group: Group) -> str | None:
        """The scorecard that a ranking group names itself or inherits from above, else one named below it."""
        named = [link.scorecard for link in self.ancestry(group.code) if link.scorecard]
        below = [self.scheme.groups[code].scorecard for code in self.descendants(group.code)]
        return next(iter([*named, *(code for code in below if code)]), None)

    @cached_property
    def tables(self) -> tuple[RankedTable, ...]:
        """Every ranking group that has units and a scorecard, in the order of groups."""
        members: dict[str, list[Unit]] = {}
        for unit in self.scheme.units.values():
            group = self.ranking_group(unit)
            if group is not None:
                members.setdefault(group.code, []).append(unit)
        made: list[RankedTable] = []
        for code, units in members.items():
            card = self.scorecard_of(self.scheme.groups[code])
            if card is not None and card in self.scheme.scorecards:
                made.append(RankedTable(self.scheme.scorecards[card], self.scheme.groups[code], tuple(units)))
        order = {code: place for place, code in enumerate(self.scheme.groups)}
        return tuple(sorted(made, key=lambda table: order[table.group.code]))

    def carriers(self, unit: Unit) -> Iterator[str]:
        """Codes under which something may be given for a unit, narrowest first."""
        yield unit.code
        yield from (group.code for group in self.ancestry(unit.group))
        yield ALL

    def overrides(self, node: Node, unit: Unit) -> tuple[Override, ...]:
        """The overrides of a node that concern a unit, narrowest first."""
        if not node.overrides:
            return ()
        return tuple(node.overrides[code] for code in self.carriers(unit) if code in node.overrides)

    def settings(self, card: Scorecard, unit: Unit) -> dict[str, Settings]:
        """What every node of a scorecard that applies to a unit is for it; the others are left out.

        Units that no override tells apart share one answer, and units to which a node is the same share its
        settings: what is derived from either can be derived once for all of them.
        """
        overridden = self._carriers_overridden(card)
        key = (card.code, tuple(code for code in self.carriers(unit) if code in overridden))
        if key not in self._settings:
            self._settings[key] = {code: self._shared(own) for code, own in self._resolve(card, unit).items()}
        return self._settings[key]

    def _carriers_overridden(self, card: Scorecard) -> frozenset[str]:
        """Whatever some override of the scorecard is for."""
        if card.code not in self._overridden:
            codes = (code for placed in card.walk() for code in placed.node.overrides)
            self._overridden[card.code] = frozenset(codes)
        return self._overridden[card.code]

    def _shared(self, own: Settings) -> Settings:
        """The first settings that are the same; the scheme keeps the parts, so that each has one identity."""
        parts = (id(own.rule), id(own.measure), id(own.method))
        return self._alike.setdefault((own.points, own.weight, *parts, own.schedule), own)

    def _resolve(self, card: Scorecard, unit: Unit) -> dict[str, Settings]:
        placed = list(card.walk())
        applied = {entry.node.code for entry in placed if self._applies(entry, unit)}
        # A branch none of whose children applies does not apply; children stand after their parents.
        for entry in reversed(placed):
            children = entry.node.children
            if children and not any(child.code in applied for child in children):
                applied.discard(entry.node.code)
        made: dict[str, Settings] = {}
        for entry in placed:
            if entry.node.code in applied:
                made[entry.node.code] = self._own(entry, unit, made, applied)
        for entry in reversed(placed):
            node = entry.node
            if node.children and node.combine == "sum" and node.code in made:
                total = sum(
                    (made[child.code].points for child in node.children if child.code in made), Fraction(0)
                )
                made[node.code] = _with_points(made[node.code], total)
        return made

    def _applies(self, entry: Placed, unit: Unit) -> bool:
        current: Placed | None = entry
        while current is not None:
            stated = [over.applies for over in self.overrides(current.node, unit) if over.applies is not None]
            if stated and not stated[0]:
                return False
            current = current.parent
        return True

    def _own(self, entry: Placed, unit: Unit, above: dict[str, Settings], applied: set[str]) -> Settings:
        node, over = entry.node, self.overrides(entry.node, unit)
        points = next((given.points for given in over if given.points is not None), node.points)
        weight = self.weight(node, unit)
        nominal = Fraction(points) if points is not None else Fraction(0)
        parent = entry.parent
        if parent is not None and parent.node.combine != "sum":
            siblings = [child for child in parent.node.children if child.code in applied]
            weights = sum((self.weight(child, unit) or Fraction(0) for child in siblings), Fraction(0))
            nominal = (
                above[parent.node.code].points * (weight or Fraction(0)) / weights if weights else Fraction(0)
            )
        return Settings(
            points=nominal,
            weight=weight,
            rule=next((given.rule for given in over if given.rule is not None), node.rule),
            measure=next((given.measure for given in over if given.measure is not None), node.measure),
            method=next((given.method for given in over if given.method is not None), node.method),
            schedule=next((given.schedule for given in over if given.schedule is not None), node.schedule),
        )

    def weight(self, node: Node, unit: Unit) -> Fraction | None:
        """The weight of a node among its siblings, for one unit."""
        given = next(
            (over.weight for over in self.overrides(node, unit) if over.weight is not None), node.weight
        )
        return None if given is None else Fraction(given)

    @cached_property
    def checkpoints(self) -> tuple[Checkpoint, ...]:
        """The checkpoints in order of the months they end with."""
        return tuple(self.scheme.checkpoints.values())

    def windows(self, schedule: str | None) -> tuple[tuple[str, Fraction], ...]:
        """The checkpoints that a schedule counts, with shares; without one, the last checkpoint alone."""
        name = schedule or DEFAULT_SCHEDULE
        if name not in self.scheme.schedules:
            last = self.checkpoints[-1:] if schedule is None else ()
            return tuple((checkpoint.code, Fraction(1)) for checkpoint in last)
        declared = self.scheme.schedules[name]
        if declared.mean:
            return tuple((code, Fraction(1, len(declared.mean))) for code in declared.mean)
        return tuple((code, Fraction(share)) for code, share in declared.shares.items())

    def parameter(self, card: str, node: str, name: str, unit: Unit) -> Values | None:
        """What a unit has under ``$name``: its own value before its groups', before everybody's."""
        by_carrier = self.parameters_of(card, node).get(name)
        if by_carrier is None:
            return None
        return next((by_carrier[code] for code in self.carriers(unit) if code in by_carrier), None)

    def parameters_of(self, card: str, node: str) -> Table[Table[Values]]:
        """All parameters of a node, by name."""
        by_node = self.scheme.parameters.get(card)
        found = None if by_node is None else by_node.get(node)
        return Table() if found is None else found


def _with_points(settings: Settings, points: Fraction) -> Settings:
    return Settings(
        points=points,
        weight=settings.weight,
        rule=settings.rule,
        measure=settings.measure,
        method=settings.method,
        schedule=settings.schedule,
    )


def value_at(given: Values | None, checkpoint: str, last: str, *, prorate: bool) -> str:
    """Whether a parameter has a value at a checkpoint: ``given``, ``not_applicable`` or ``missing``."""
    if given is None:
        return "missing"
    found = given
    if isinstance(given, Table):
        own = given.get(checkpoint)
        if own is None and prorate:
            own = given.get(last)
        if own is None:
            return "missing"
        found = own
    return "not_applicable" if isinstance(found, Absence) else "given"
