"""Changes to try out: points, a parameter, a method, an absence's effect, or a figure. Nothing is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from sikao.core.books.asking import refusal, some_of
from sikao.core.figures.absence import Absence
from sikao.core.figures.periods import Period
from sikao.core.figures.table import Figure, Figures, Kind
from sikao.core.insight.limits import check_carrier, check_figure, check_parameter, check_points
from sikao.core.scheme.catalogue import catalogue_of
from sikao.core.scheme.methods import Method
from sikao.core.scheme.model import ALL, Effect, Node, Override, Scheme, Values
from sikao.core.scheme.resolving import Resolved
from sikao.core.scheme.shape import Table


@dataclass(frozen=True, slots=True)
class PointsChange:
    """Other points for a leaf, or for a branch whose children share them by weight.

    For one group or unit when ``carrier`` names it.
    """

    scorecard: str
    node: str
    points: Decimal
    carrier: str | None = None


@dataclass(frozen=True, slots=True)
class ParameterChange:
    """Another value of ``$name``, for a unit, a group or ``all``; at one checkpoint or at all of them."""

    scorecard: str
    node: str
    name: str
    carrier: str
    value: Decimal | Absence
    checkpoint: str | None = None


@dataclass(frozen=True, slots=True)
class MethodChange:
    """Another scoring method for a leaf."""

    scorecard: str
    node: str
    method: Method


@dataclass(frozen=True, slots=True)
class EffectChange:
    """Another effect of one kind of absence of a leaf."""

    scorecard: str
    node: str
    absence: Absence
    effect: Effect


@dataclass(frozen=True, slots=True)
class FigureChange:
    """Another value (in the item's unit of measure) or an absence in the place of a figure."""

    unit: str
    indicator: str
    kind: Kind
    period: Period
    value: Decimal | None = None
    absence: Absence | None = None


Change = PointsChange | ParameterChange | MethodChange | EffectChange | FigureChange


def changed(scheme: Scheme, figures: Figures, changes: Iterable[Change]) -> tuple[Scheme, Figures]:
    """The scheme and figures with all changes made, one after the other.

    A change that names something the scheme does not have, or that no scheme or figure could be so, raises
    ``FindingsError``.
    """
    wanted = tuple(changes)
    for change in wanted:
        if isinstance(change, FigureChange):
            figure = tried_figure(scheme, figures, change)
            check_figure(scheme, figure)
            figures = figures.updated([figure])
        elif isinstance(change, ParameterChange):
            scheme = _with_parameter(scheme, change)
        else:
            scheme = _with_node(scheme, change)
    # A method changed in the same trial may be the first to read a parameter.
    for change in wanted:
        if isinstance(change, ParameterChange):
            check_parameter(change.scorecard, _leaf(scheme, change.scorecard, change.node), change.name)
    return scheme, figures


def tried_figure(scheme: Scheme, figures: Figures, change: FigureChange) -> Figure:
    """The figure that a change puts in the place of what is reported; its unit of measure stays."""
    item = scheme.items.get(change.indicator.partition("/")[0])
    if item is None or change.kind.value not in item.kinds:
        raise refusal("whatif.unknown_item", indicator=change.indicator, known=some_of(scheme.items))
    if change.unit not in scheme.units and change.unit not in scheme.references:
        raise refusal("book.unknown_unit", unit=change.unit, known=some_of(scheme.units))
    held = figures.get(change.unit, change.indicator, change.kind, change.period)
    measure = "" if held is None else held.unit_of_measure
    if not measure:
        measure = catalogue_of(scheme).items[item.code].kinds[change.kind]
    return Figure(
        unit=change.unit,
        indicator=change.indicator,
        kind=change.kind,
        period=change.period,
        value=change.value,
        unit_of_measure="" if change.value is None else measure,
        absence=change.absence,
        source="模拟",
    )


def _with_parameter(scheme: Scheme, change: ParameterChange) -> Scheme:
    leaf = _leaf(scheme, change.scorecard, change.node)
    check_carrier(scheme, change.scorecard, change.node, change.carrier)
    if change.checkpoint is not None and change.checkpoint not in scheme.checkpoints:
        known = some_of(scheme.checkpoints)
        raise refusal("book.unknown_checkpoint", checkpoint=change.checkpoint, known=known)
    cards = dict(scheme.parameters)
    nodes = dict(cards.get(change.scorecard, Table()))
    names = dict(nodes.get(change.node, Table()))
    carriers = dict(names.get(change.name, Table()))
    held = _held(scheme, carriers, change.carrier)
    carriers[change.carrier] = _with_value(scheme, held, change, prorate=leaf.prorate)
    names[change.name] = Table(carriers)
    nodes[change.node] = Table(names)
    cards[change.scorecard] = Table(nodes)
    return replace(scheme, parameters=Table(cards))


def _with_value(scheme: Scheme, held: Values | None, change: ParameterChange, *, prorate: bool) -> Values:
    """The value for all checkpoints, or the held values with one checkpoint's replaced."""
    if change.checkpoint is None:
        return change.value
    if isinstance(held, Table):
        own = dict(held)
    elif held is None:
        own = {}
    else:
        # Under prorate a single value is that of the year.
        last = list(scheme.checkpoints)[-1:]
        own = dict.fromkeys(last if prorate else scheme.checkpoints, held)
    own[change.checkpoint] = change.value
    return Table(own)


def _held(scheme: Scheme, carriers: Mapping[str, Values], carrier: str) -> Values | None:
    """What holds for a carrier so far: its own value, else its nearest group's, else everybody's."""
    unit = scheme.units.get(carrier)
    group = carrier if unit is None else unit.group
    above = [found.code for found in Resolved(scheme).ancestry(group)]
    return next((carriers[code] for code in (carrier, *above, ALL) if code in carriers), None)


def _with_node(scheme: Scheme, change: PointsChange | MethodChange | EffectChange) -> Scheme:
    if isinstance(change, PointsChange):
        _check_points(scheme, change)
    else:
        _leaf(scheme, change.scorecard, change.node)
    card = scheme.scorecards[change.scorecard]
    nodes = tuple(_replaced(node, change.node, lambda found: _edited(found, change)) for node in card.nodes)
    cards = dict(scheme.scorecards)
    cards[card.code] = replace(card, nodes=nodes)
    return replace(scheme, scorecards=Table(cards))


def _check_points(scheme: Scheme, change: PointsChange) -> None:
    """Points belong to leaves, and to branches whose children share them by weight."""
    composed = _composed(scheme, change.scorecard).get(change.node)
    node = composed or _leaf(scheme, change.scorecard, change.node)
    check_carrier(scheme, change.scorecard, change.node, change.carrier)
    if node.points is None:
        raise refusal("whatif.no_points", node=change.node)
    check_points(scheme, change.scorecard, node, change.points)


def _composed(scheme: Scheme, scorecard: str) -> dict[str, Node]:
    """The branches of a scorecard that have points of their own which their children share by weight."""
    card = scheme.scorecards.get(scorecard)
    nodes = () if card is None else (placed.node for placed in card.walk())
    return {node.code: node for node in nodes if node.combine != "sum" and node.points is not None}


def _edited(node: Node, change: PointsChange | MethodChange | EffectChange) -> Node:
    if isinstance(change, MethodChange):
        return replace(node, method=change.method)
    if isinstance(change, EffectChange):
        return replace(node, absence=Table({**node.absence, change.absence.value: change.effect}))
    if change.carrier is None:
        return replace(node, points=change.points)
    own = replace(node.overrides.get(change.carrier, Override()), points=change.points)
    return replace(node, overrides=Table({**node.overrides, change.carrier: own}))


def _replaced(node: Node, code: str, edit: Callable[[Node], Node]) -> Node:
    if node.code == code:
        return edit(node)
    if not node.children:
        return node
    return replace(node, children=tuple(_replaced(child, code, edit) for child in node.children))


def _leaf(scheme: Scheme, scorecard: str, node: str) -> Node:
    """The leaf that a change is about."""
    card = scheme.scorecards.get(scorecard)
    if card is None:
        raise refusal("whatif.unknown_scorecard", scorecard=scorecard, known=some_of(scheme.scorecards))
    leaves = {placed.node.code: placed.node for placed in card.walk() if placed.node.is_leaf}
    if node not in leaves:
        raise refusal("whatif.unknown_leaf", node=node, scorecard=scorecard, known=some_of(leaves))
    return leaves[node]
