"""Units whose figures lie within another unit's: never added to it."""

from __future__ import annotations

from sikao.core.scheme.checks.context import Context, named
from sikao.core.scheme.checks.timing import expressions_of
from sikao.core.scheme.expressions import Expression
from sikao.core.scheme.expressions.nodes import Apply, walk
from sikao.core.scheme.model import Unit
from sikao.core.scheme.resolving import RankedTable

_ADDING = frozenset({"group_sum", "share"})


def check_containment(context: Context) -> None:
    """A sum over units that compare with each other must not count a part beside its whole."""
    for table in context.resolved.tables:
        inside = _contained(context, table)
        if inside is None:
            continue
        part, whole = inside
        told: set[str] = set()
        for unit in table.units:
            settings = context.resolved.settings(table.scorecard, unit)
            for placed in table.scorecard.walk():
                own, node = settings.get(placed.node.code), placed.node
                if own is None or node.code in told:
                    continue
                if any(_adds(expression) for expression in expressions_of(own, placed)):
                    told.add(node.code)
                    context.error(
                        "scheme.contained_counted_twice",
                        ("scorecards", table.scorecard.code, "nodes", node.code),
                        node=named(node.code, node.name),
                        part=named(part.code, part.name),
                        whole=named(whole.code, whole.name),
                    )


def _contained(context: Context, table: RankedTable) -> tuple[Unit, Unit] | None:
    """A unit of a table and another one of it that the first lies within, if there are such."""
    units = {unit.code: unit for unit in table.units if unit.ranked}
    for unit in units.values():
        above, seen = unit.within, {unit.code}
        while above is not None and above not in seen:
            if above in units:
                return unit, units[above]
            seen.add(above)
            holder = context.scheme.units.get(above)
            above = None if holder is None else holder.within
    return None


def _adds(expression: Expression) -> bool:
    return any(isinstance(node, Apply) and node.operator in _ADDING for node in walk(expression))
