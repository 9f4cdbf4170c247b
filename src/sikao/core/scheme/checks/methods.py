"""Methods: what goes with which direction, lists that belong together, and bounds in their right order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from sikao.core.figures.decimals import canonical
from sikao.core.scheme.checks.context import Context, named
from sikao.core.scheme.expressions import Apply, Constant, Expression
from sikao.core.scheme.methods import (
    AllOrNothing,
    Attainment,
    Bands,
    Efficacy,
    Method,
    Range,
    RankLadder,
    RankStep,
    Steps,
    Tally,
    Tiers,
)
from sikao.core.scheme.model import Node, Placed
from sikao.core.scheme.shape import written
from sikao.core.scheme.tree import Path
from sikao.core.scheme.values import Amount

_TAKE_RANGES = (Steps, AllOrNothing)


def check_methods(context: Context) -> None:
    """The method of every leaf and of every override, and what multiplies its result."""
    for card in context.scheme.scorecards.values():
        for placed in card.walk():
            base: Path = ("scorecards", card.code, "nodes", placed.node.code)
            _check_coefficient(context, placed.node, base)
            for path, method in _methods_of(placed.node, base):
                _check_direction(context, placed, method, path)
                _check_bounds(context, placed, method, path)
                _check_signs(context, placed, method, path)
                check = _CHECKS.get(type(method))
                if check is not None:
                    check(context, placed, method, path)


def _methods_of(node: Node, base: Path) -> Iterator[tuple[Path, Method]]:
    if node.method is not None:
        yield (*base, "method"), node.method
    for carrier, over in node.overrides.items():
        if over.method is not None:
            yield (*base, "overrides", carrier, "method"), over.method


def _check_direction(context: Context, placed: Placed, method: Method, path: Path) -> None:
    node = placed.node
    who = named(node.code, node.name)
    ranged = isinstance(getattr(method, "target", None), Range)
    if node.direction == "range" and not (isinstance(method, _TAKE_RANGES) and ranged):
        context.error("scheme.range_needs_target", path, node=who)
    elif node.direction != "range" and ranged:
        context.error("scheme.target_range_stray", (*path, "target"), node=who)
    if isinstance(method, Attainment) and method.inverse != "reciprocal" and node.direction != "lower":
        context.error("scheme.inverse_stray", (*path, "inverse"), node=who)


def _check_coefficient(context: Context, node: Node, base: Path) -> None:
    """A coefficient of nothing takes a leaf's points away, a negative one turns them round."""
    value = constant(node.coefficient)
    if value is not None and value <= 0:
        who = named(node.code, node.name)
        context.error(
            "scheme.not_positive", (*base, "coefficient"), node=who, key=written("Node", "coefficient")
        )


def _check_bounds(context: Context, placed: Placed, method: Method, path: Path) -> None:
    """A floor that leaves nothing below the cap; a cap other than the full points."""
    if placed.role == "deduction":
        floor, cap = method.floor or Amount(share=Decimal(-1)), method.cap or Amount(points=Decimal(0))
    else:
        floor, cap = method.floor or Amount(share=Decimal(0)), method.cap or Amount(share=Decimal(1))
    for low, high in ((floor.share, cap.share), (floor.points, cap.points)):
        if low is not None and high is not None and low >= high:
            context.error("scheme.bounds_order", (*path, "floor"), low=str(floor), high=str(cap))
    full = Decimal(0) if placed.role == "deduction" else Decimal(1)
    above, below = _beyond(cap, full, placed.node)
    who = named(placed.node.code, placed.node.name)
    if above:
        context.warning("scheme.cap_above_full", (*path, "cap"), node=who)
    elif below and placed.role == "main":
        context.warning("scheme.cap_below_full", (*path, "cap"), node=who)


def _beyond(cap: Amount, full: Decimal, node: Node) -> tuple[bool, bool]:
    """Whether a cap lies above, or below, a share of a node's points; expressions are not judged."""
    if cap.share is not None:
        return cap.share > full, cap.share < full
    if cap.points is None or (node.points is None and full):
        return False, False
    bound = full * (node.points or Decimal(0))
    return cap.points > bound, cap.points < bound


def _check_signs(context: Context, placed: Placed, method: Method, path: Path) -> None:
    """Amounts that a method adds or takes away are written without a sign; the method knows the direction."""
    node = placed.node
    for key in _UNSIGNED.get(type(method), ()):
        amount: Amount = getattr(method, key)
        size = amount.points if amount.points is not None else amount.share
        if size is not None and size < 0:
            context.error(
                "scheme.negative",
                (*path, key),
                node=named(node.code, node.name),
                key=written(type(method).__name__, key),
            )


def constant(expression: Expression | None) -> Decimal | None:
    """The value of an expression that is a number, with or without a minus sign."""
    if isinstance(expression, Constant):
        return expression.value
    if isinstance(expression, Apply) and expression.operator == "neg":
        inner = expression.arguments[0]
        return -inner.value if isinstance(inner, Constant) else None
    return None


def _descending(values: Sequence[Expression | None], *, turned: bool) -> bool:
    """Whether those that are plain numbers fall strictly (rise, when ``turned``)."""
    numbers = [number for value in values if (number := constant(value)) is not None]
    pairs = pairwise(numbers)
    return all(left < right if turned else left > right for left, right in pairs)


def _check_bands(context: Context, placed: Placed, method: Bands, path: Path) -> None:
    node, lower = placed.node, placed.node.direction == "lower"
    wanted = written("Band", "at_most" if lower else "at_least")
    if not method.bands:
        context.error("scheme.empty_list", (*path, "bands"), node=named(node.code, node.name))
    for index, band in enumerate(method.bands):
        own, other = (band.at_most, band.at_least) if lower else (band.at_least, band.at_most)
        if own is None or other is not None:
            context.error("scheme.band_bound", (*path, "bands", index), wanted=wanted)
    bounds = [band.at_most if lower else band.at_least for band in method.bands]
    if not _descending(bounds, turned=lower):
        context.error("scheme.order_of_list", (*path, "bands"), node=named(node.code, node.name))


def _check_tiers(context: Context, placed: Placed, method: Tiers, path: Path) -> None:
    node = placed.node
    if len(method.standards) != len(method.coefficients) or not method.standards:
        context.error(
            "scheme.tiers_length",
            path,
            standards=str(len(method.standards)),
            coefficients=str(len(method.coefficients)),
        )
    if not _descending(method.standards, turned=node.direction == "lower"):
        context.error("scheme.order_of_list", (*path, "standards"), node=named(node.code, node.name))


def _check_efficacy(context: Context, placed: Placed, method: Efficacy, path: Path) -> None:
    worst, best = constant(method.low), constant(method.high)
    if worst is None or best is None:
        return
    if (worst >= best) if placed.node.direction != "lower" else (worst <= best):
        context.error("scheme.bounds_order", (*path, "low"), low=canonical(worst), high=canonical(best))


def _check_ladder(context: Context, placed: Placed, method: RankLadder, path: Path) -> None:
    if not method.ladder:
        context.error("scheme.empty_list", (*path, "ladder"), node=named(placed.node.code, placed.node.name))


def _check_tally(context: Context, placed: Placed, method: Tally, path: Path) -> None:
    node = placed.node
    if not method.entries:
        context.error("scheme.empty_list", (*path, "entries"), node=named(node.code, node.name))
    names: set[str] = set()
    for index, entry in enumerate(method.entries):
        here = (*path, "entries", index)
        if entry.name in names:
            context.error("scheme.entry_twice", (*here, "name"), name=entry.name)
        names.add(entry.name)
        size = entry.each.points if entry.each.points is not None else entry.each.share
        if (
            size is not None
            and (size > 0) == (placed.role == "deduction")
            and size != 0
            and placed.role != "main"
        ):
            context.error("scheme.entry_sign", (*here, "each"), name=entry.name)


def _check_steps(context: Context, placed: Placed, method: Steps, path: Path) -> None:
    """A step of nothing never ends."""
    per = constant(method.per)
    if per is not None and per <= 0:
        node = placed.node
        context.error(
            "scheme.not_positive",
            (*path, "per"),
            node=named(node.code, node.name),
            key=written("Steps", "per"),
        )


_UNSIGNED: dict[type[Method], tuple[str, ...]] = {
    Steps: ("up", "down"),
    RankStep: ("step",),
    Attainment: ("short",),
}
_CHECKS: dict[type[Method], Callable[[Context, Placed, Any, Path], None]] = {
    Bands: _check_bands,
    Tiers: _check_tiers,
    Efficacy: _check_efficacy,
    RankLadder: _check_ladder,
    Tally: _check_tally,
    Steps: _check_steps,
}
