"""Units whose figures lie within another unit's: never added to it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator

from sikao.core.scheme.checks.context import Context, named
from sikao.core.scheme.checks.timing import expressions_of
from sikao.core.scheme.expressions import Expression, FigureRef
from sikao.core.scheme.expressions.nodes import Apply, walk
from sikao.core.scheme.model import Placed, Unit
from sikao.core.scheme.resolving import RankedTable, Settings
from sikao.core.scheme.tree import Path
from sikao.core.wording import Term

_ADDING = frozenset({"group_sum", "share"})
_AMOUNTS = frozenset({"level", "increment"})

Pair = tuple[Unit, Unit]
"""A part and a whole around it."""


def check_containment(context: Context) -> None:
    """No sum, over a group or written out, may count a part beside its whole."""
    if not any(unit.within is not None for unit in context.scheme.units.values()):
        return
    for table in context.resolved.tables:
        for placed in table.scorecard.walk():
            if placed.node.is_leaf:
                _check_leaf(context, table, placed)
    _check_outcomes(context)


def _check_leaf(context: Context, table: RankedTable, placed: Placed) -> None:
    """One finding of each sort for a leaf, at the first unit for which it counts twice."""
    node, found = placed.node, [context.resolved.settings(table.scorecard, unit) for unit in table.units]
    settings = {
        unit.code: own[node.code] for unit, own in zip(table.units, found, strict=True) if node.code in own
    }
    compared = [
        unit
        for unit in table.units
        if unit.code in settings
        and unit.ranked
        and context.resolved.is_below(unit.group, node.among or table.group.code)
    ]
    path = ("scorecards", table.scorecard.code, "nodes", node.code)
    what = {"node": named(node.code, node.name)}
    told: set[str] = set()
    for unit in (unit for unit in table.units if unit.code in settings):
        expressions = _expressions(settings[unit.code], placed)
        pairs = {"scheme.contained_added": _added_pair(context, expressions, unit)}
        if any(_adds_group(expression) for expression in expressions):
            # A unit that is not compared with is added to the others when it is scored itself.
            pairs["scheme.contained_counted_twice"] = _pair(context, [*compared, unit])
        for code, pair in pairs.items():
            if pair is not None and code not in told:
                told.add(code)
                _tell(context, code, path, pair, **what)


def _expressions(settings: Settings, placed: Placed) -> tuple[Expression, ...]:
    """What decides a leaf's score, and what is shown beside it."""
    beside = placed.node.beside
    return (*expressions_of(settings, placed), *(() if beside is None else (beside,)))


def _check_outcomes(context: Context) -> None:
    """Conditions of vetoes and promotions and last year's ranks of awards: only written sums stand there."""
    scheme, resolved = context.scheme, context.resolved
    spots: list[tuple[Path, str, Expression, Iterable[str]]] = [
        *((("vetoes", v.code, "when"), v.name, v.when, v.groups) for v in scheme.vetoes.values()),
        *((("promotions", p.code, "when"), p.name, p.when, p.groups) for p in scheme.promotions.values()),
        *((("awards", a.code, "last_rank"), a.name, a.last_rank, (a.group,)) for a in scheme.awards.values()),
    ]
    for path, name, expression, groups in spots:
        units = [unit for group in groups if group in scheme.groups for unit in resolved.units_of(group)]
        found = (_added_pair(context, [expression], unit) for unit in units)
        pair = next((pair for pair in found if pair is not None), None)
        if pair is not None:
            _tell(context, "scheme.contained_added", path, pair, node=named(str(path[1]), name))


def _tell(context: Context, code: str, path: Path, pair: Pair, **what: Term) -> None:
    part, whole = pair
    context.error(code, path, part=named(part.code, part.name), whole=named(whole.code, whole.name), **what)


def _pair(context: Context, units: Iterable[Unit]) -> Pair | None:
    """The first unit of these that lies within another one of them."""
    known = {unit.code: unit for unit in units}
    for unit in known.values():
        for above in _around(context, unit):
            if above in known:
                return unit, known[above]
    return None


def _around(context: Context, unit: Unit) -> Iterator[str]:
    """The codes of the units around a unit, the nearest first; a cycle is cut."""
    above, seen = unit.within, {unit.code}
    while above is not None and above not in seen:
        seen.add(above)
        yield above
        holder = context.scheme.units.get(above)
        above = None if holder is None else holder.within


def _adds_group(expression: Expression) -> bool:
    return any(isinstance(node, Apply) and node.operator in _ADDING for node in walk(expression))


def _added_pair(context: Context, expressions: Iterable[Expression], unit: Unit) -> Pair | None:
    """A part and its whole whose figures of one sort an expression adds, as it stands for a unit."""
    for expression in expressions:
        for added in _sums(expression):
            for carriers in _by_sort(context, added, unit).values():
                pair = _pair(context, carriers)
                if pair is not None:
                    return pair
    return None


def _by_sort(context: Context, figures: Iterable[FigureRef], unit: Unit) -> dict[Hashable, list[Unit]]:
    """Whose figures these are: for every amount of one item, kind and year that the units have."""
    found: dict[Hashable, list[Unit]] = {}
    for figure in figures:
        item = context.scheme.items.get(figure.item)
        kind = figure.kind or ("" if item is None else item.main_kind)
        carrier = unit if figure.carrier is None else context.scheme.units.get(figure.carrier)
        if carrier is not None and kind in _AMOUNTS:
            found.setdefault((figure.item, figure.member, kind, figure.years), []).append(carrier)
    return found


def _sums(expression: Expression) -> Iterator[list[FigureRef]]:
    """The figures that an expression adds to each other anywhere, and those it takes away together."""
    for node in walk(expression):
        if isinstance(node, Apply) and node.operator in ("+", "-"):
            terms = list(_terms(node, sign=1))
            yield from ([figure for figure, sign in terms if sign == wanted] for wanted in (1, -1))


def _terms(node: Expression, sign: int) -> Iterator[tuple[FigureRef, int]]:
    if isinstance(node, FigureRef):
        yield node, sign
    elif isinstance(node, Apply) and node.operator in ("+", "-", "neg", "sum"):
        first, *others = node.arguments
        yield from _terms(first, -sign if node.operator == "neg" else sign)
        for other in others:
            yield from _terms(other, -sign if node.operator == "-" else sign)
