"""How units stand in the docket: what was granted under each leaf, beside what the scheme allows at most."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sikao.core.scheme.model import Node
from sikao.office.docket.counting import docket_for
from sikao.office.docket.queries import ApplicationView, applications
from sikao.office.docket.stages import COUNTING
from sikao.office.docket.visible import own_organisations, sees_all
from sikao.office.groundwork.actor import Actor


@dataclass(frozen=True, slots=True)
class Leaf:
    """What counts for a unit under one leaf by now, before the cap, and its bound in points."""

    scorecard: str
    node: Node
    counted: Decimal
    cap: Decimal

    @property
    def over(self) -> bool:
        """Whether some of it does not count, for the cap."""
        return abs(self.counted) > self.cap


def leaves_of(scheme: str, unit: str, found: Iterable[ApplicationView]) -> tuple[Leaf, ...]:
    """The leaves under which the docket decides something for a unit; ``found`` are its applications."""
    docket = docket_for(scheme)
    granted = [one for one in found if one.unit == unit and one.state in COUNTING]
    places = {(one.scorecard, one.node): one.cap for _, one in sorted(docket.counted.get(unit, {}).items())}
    leaves = []
    for (scorecard, code), cap in places.items():
        points = [one.points or Decimal(0) for one in granted if one.counted.node == code]
        card = docket.scheme.scorecards[scorecard]
        node = next(placed.node for placed in card.walk() if placed.node.code == code)
        leaves.append(Leaf(scorecard, node, sum(points, Decimal(0)), cap))
    return tuple(leaves)


def leaf_in_sight(actor: Actor, at: datetime, view: ApplicationView) -> Leaf | None:
    """The leaf under which an application counts, for its unit; ``None`` for a body that brought a deduction.

    What else a unit was granted is its own matter and the office's.
    """
    if not sees_all(actor, at) and view.unit not in own_organisations(actor, at):
        return None
    found = leaves_of(view.scheme, view.unit, applications(view.scheme, units=[view.unit]))
    return next(leaf for leaf in found if leaf.node.code == view.counted.node)


def standings_in_sight(actor: Actor, at: datetime, scheme: str) -> dict[str, tuple[Leaf, ...]]:
    """By unit in official order how it stands: all of them for who sees all, otherwise one's own."""
    docket = docket_for(scheme)
    every, own = sees_all(actor, at), own_organisations(actor, at)
    units = [unit for unit in docket.counted if every or unit in own]
    found = applications(scheme, units=units, states=COUNTING)
    return {unit: leaves_of(scheme, unit, found) for unit in units}
