"""How the items of a docket count for each unit: under which leaf, so many points for each, what cap.

What is decided one application at a time is typed by this alone: nobody types points.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from sikao.core.scheme.expressions import Expression, FigureRef
from sikao.core.scheme.methods import Tally, TallyEntry
from sikao.core.scheme.model import Item, Placed, Unit
from sikao.core.scheme.resolving import RankedTable, Resolved, Settings
from sikao.core.wording import Term

BONUS, DEDUCTION = "bonus", "deduction"
DECIDED = Term("加减分审定", "decisions of the docket")
"""Where figures of its items come from, in the place of a provider."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What one of an item is worth to a unit: ``each`` points, below zero for a deduction.

    ``cap`` bounds all entries of the leaf together, ``most`` the size of this one alone, where it is bounded.
    """

    item: str
    scorecard: str
    node: str
    entry: str
    each: Decimal
    cap: Decimal
    most: Decimal | None

    @property
    def is_deduction(self) -> bool:
        """Whether it takes points off."""
        return self.each < 0


def plainly_counted(expression: Expression) -> str | None:
    """The item of which an entry counts the unit's own figure of this year, and nothing else."""
    if not isinstance(expression, FigureRef):
        return None
    own = expression.member is None and expression.carrier is None and not expression.years
    return expression.item if own else None


def fits(item: Item) -> bool:
    """Whether decisions can add up to its figure: one count of the year, and no members."""
    once = item.frequency == "year" and item.cover == "cumulative" and not item.lag
    return once and item.members is None and tuple(item.kinds) == ("level",)


def counted_for(resolved: Resolved, table: RankedTable, unit: Unit) -> dict[str, tuple[Counted, ...]]:
    """By item of the docket, every entry of a bonus or deduction that counts it for a unit."""
    wanted = set(resolved.scheme.docket.items)
    found: dict[str, tuple[Counted, ...]] = {}
    if not wanted:
        return found
    settings = resolved.settings(table.scorecard, unit)
    for placed in table.scorecard.walk():
        own = settings.get(placed.node.code)
        if own is not None and placed.node.is_leaf and placed.role in (BONUS, DEDUCTION):
            for one in _entries(table, placed, own):
                if one.item in wanted:
                    found[one.item] = (*found.get(one.item, ()), one)
    return found


def docket_of(resolved: Resolved) -> dict[str, dict[str, Counted]]:
    """By unit and item how each counts, of a scheme that passed its checks; units in official order."""
    tables = [(unit, table) for table in resolved.tables for unit in table.units]
    places = {code: place for place, code in enumerate(resolved.scheme.units)}
    tables.sort(key=lambda one: places[one[0].code])
    found = {
        unit.code: {item: entries[0] for item, entries in counted_for(resolved, table, unit).items()}
        for unit, table in tables
    }
    return {unit: items for unit, items in found.items() if items}


def _entries(table: RankedTable, placed: Placed, own: Settings) -> Iterator[Counted]:
    method = own.method
    if not isinstance(method, Tally) or method.over is not None:
        return
    for entry in method.entries:
        item, each = plainly_counted(entry.count), _points(entry, own)
        if item is not None and each:
            yield Counted(
                item=item,
                scorecard=table.scorecard.code,
                node=placed.node.code,
                entry=entry.name,
                each=each,
                cap=_exact(own),
                most=None if entry.most is None else entry.most.points,
            )


def _points(entry: TallyEntry, own: Settings) -> Decimal | None:
    """What one is worth where the scheme says it outright: points, or a share of the leaf's points."""
    if entry.each.share is not None:
        return entry.each.share * _exact(own)
    return entry.each.points


def _exact(own: Settings) -> Decimal:
    """The points of a leaf; they are decimal wherever they are written down."""
    return Decimal(own.points.numerator) / Decimal(own.points.denominator)
