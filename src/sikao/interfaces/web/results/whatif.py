"""What-if: the form of one ranking group, and the changes that a filled form stands for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sikao.core.figures.numbers import parse_number
from sikao.core.figures.periods import Period
from sikao.core.figures.table import Kind
from sikao.core.insight.changes import (
    Change,
    FigureChange,
    MethodChange,
    ParameterChange,
    PointsChange,
)
from sikao.core.insight.explanation import FigureUsed, Window
from sikao.core.insight.worked import Worked
from sikao.core.scheme.expressions import Parameter
from sikao.core.scheme.methods import METHODS, Method, RankStep, method_kind
from sikao.core.scheme.model import Node, Placed
from sikao.core.scheme.shape import shape_named, shape_of
from sikao.core.scheme.values import share
from sikao.core.wording import Finding, FindingsError
from sikao.interfaces.web.results.standing import Standing
from sikao.interfaces.web.results.weights import measure_name
from sikao.interfaces.web.results.words import named

TARGET = "target"
TRIED = ("efficacy", "rank_interval", "rank_step", "relative_best", "attainment")
"""Methods that need nothing but a measure, and a target where the indicator has one."""


@dataclass(frozen=True, slots=True)
class ExceptionField:
    """The points of one indicator for one unit or group, to be changed."""

    field: str
    name: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class PointsField:
    """The points of one indicator, to be changed.

    ``composed``: its parts share the points by weight. ``exceptions`` are the points of units and groups of
    this ranking group for which the scheme gives other ones.
    """

    field: str
    node: str
    name: str
    block: str
    points: Decimal
    composed: bool
    exceptions: tuple[ExceptionField, ...]


@dataclass(frozen=True, slots=True)
class NumberField:
    """One number of the chosen unit and indicator, to be changed."""

    field: str
    name: str
    value: str
    measure: str
    remark: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list to choose from."""

    code: str
    name: str
    current: bool


@dataclass(frozen=True, slots=True)
class WhatIfForm:
    """Everything that the page lets a reader change, with the numbers that hold now."""

    group: str
    group_name: str
    fields: tuple[PointsField, ...]
    total: Decimal
    units: tuple[Choice, ...]
    nodes: tuple[Choice, ...]
    methods: tuple[Choice, ...]
    unit: str
    unit_name: str
    node: str
    node_name: str
    rule: str
    numbers: tuple[NumberField, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """The changes that a reader asked for, and what could not be read."""

    changes: tuple[Change, ...]
    findings: tuple[Finding, ...] = ()


class Questions:
    """The form of one ranking group, and the changes that a filled form stands for."""

    def __init__(self, standing: Standing, worked: Worked, group: str, given: Mapping[str, str]) -> None:
        self._standing = standing
        self._worked = worked
        self._group = group
        self._given = given
        self._card = standing.scorecard_of(group)
        self._units = standing.units_of(group)
        leaves = [placed for placed in self._card.walk() if placed.node.is_leaf and placed.role == "main"]
        self._leaves = {placed.node.code: placed for placed in leaves}
        codes = [unit.code for unit in self._units]
        self._unit = given["unit"] if given.get("unit") in codes else codes[0]
        self._node = given["node"] if given.get("node") in self._leaves else next(iter(self._leaves))
        self._window = self._find_window()

    def form(self) -> WhatIfForm:
        """The form with the numbers that hold now."""
        fields = tuple(self._points_field(placed) for placed in self._with_points())
        placed = self._leaves[self._node]
        return WhatIfForm(
            group=self._group,
            group_name=named(self._standing.scheme.groups[self._group], self._standing.lang),
            fields=fields,
            total=sum((field.points for field in fields), Decimal(0)),
            units=tuple(
                Choice(u.code, named(u, self._standing.lang), u.code == self._unit) for u in self._units
            ),
            nodes=tuple(
                Choice(code, self._name(found), code == self._node) for code, found in self._leaves.items()
            ),
            methods=self._methods(),
            unit=self._unit,
            unit_name=self._standing.unit_name(self._unit),
            node=self._node,
            node_name=self._name(placed),
            rule=placed.node.rule or "",
            numbers=self._numbers(),
        )

    def _with_points(self) -> Iterator[Placed]:
        """Indicators of the main table with points of their own; in a mean only the whole has some."""
        return (placed for placed in self._card.walk() if placed.role == "main" and placed.node.points)

    def _name(self, placed: Placed) -> str:
        return self._standing.node_name(self._group, placed, alone=True)

    def _points_field(self, placed: Placed) -> PointsField:
        node = placed.node
        return PointsField(
            field=_points_name(node.code),
            node=node.code,
            name=self._name(placed),
            block=named(placed.block, self._standing.lang),
            points=node.points or Decimal(0),
            composed=not node.is_leaf,
            exceptions=tuple(
                ExceptionField(_points_name(node.code, carrier), self._carrier_name(carrier), points)
                for carrier, points in self._exceptions(node)
            ),
        )

    def _exceptions(self, node: Node) -> Iterator[tuple[str, Decimal]]:
        """The units and groups of this ranking group that have points of their own."""
        carriers = {code for unit in self._units for code in self._standing.resolved.carriers(unit)}
        for carrier, given in node.overrides.items():
            if carrier in carriers and given.points is not None:
                yield carrier, given.points

    def _carrier_name(self, carrier: str) -> str:
        scheme = self._standing.scheme
        return named(scheme.units.get(carrier) or scheme.groups[carrier], self._standing.lang)

    def _find_window(self) -> Window | None:
        """The chosen unit's and indicator's own window at this checkpoint, or the latest before it."""
        try:
            found = self._worked.explain(self._unit, self._node, self._standing.checkpoint, self._card.code)
        except FindingsError:
            return None
        return found.windows[-1] if found.windows else None

    def _numbers(self) -> tuple[NumberField, ...]:
        window = self._window
        if window is None:
            return ()
        fields = []
        target = window.parameters.get(TARGET)
        if target is not None:
            name = "目标值" if self._standing.lang == "zh" else "Target"
            where = window.checkpoint_name.text(self._standing.lang)
            fields.append(NumberField(TARGET, name, target, "", where))
        own = enumerate(window.figures)
        fields += [self._figure_field(i, figure) for i, figure in own if figure.unit == self._unit]
        return tuple(fields)

    def _figure_field(self, index: int, figure: FigureUsed) -> NumberField:
        lang = self._standing.lang
        return NumberField(
            field=f"figure.{index}",
            name=f"{figure.indicator_name.text(lang)} · {figure.kind.text(lang)}",
            value=figure.value or "",
            measure=measure_name(figure.unit_of_measure, lang),
            remark=figure.period,
        )

    def _methods(self) -> tuple[Choice, ...]:
        method = self._leaves[self._node].node.method
        own = "" if method is None else method_kind(method)
        has_target = self._window is not None and self._window.parameters.get(TARGET) is not None
        offered = [kind for kind in TRIED if kind != own and (kind != "attainment" or has_target)]
        names = {
            kind: shape_named(METHODS[kind].__name__).title.text(self._standing.lang) for kind in offered
        }
        current = "" if method is None else shape_of(method).title.text(self._standing.lang)
        chosen = self._given.get("method", "")
        return (
            Choice("", current, not chosen),
            *(Choice(kind, name, kind == chosen) for kind, name in names.items()),
        )

    def asked(self) -> Asked:
        """The changes that the filled form stands for; what is as it was is no change."""
        made: list[Change] = []
        findings: list[Finding] = []
        for name, change in self._offered():
            text = self._given.get(name, "").strip()
            if not text:
                continue
            number, found = parse_number(text)
            if number is None:
                findings += found
            elif (asked := change(number.value)) is not None:
                made.append(asked)
        made += self._method_change()
        return Asked(tuple(made), tuple(findings))

    def _offered(self) -> Sequence[tuple[str, _Maker]]:
        offered: list[tuple[str, _Maker]] = []
        for placed in self._with_points():
            node = placed.node
            of_all = (None, node.points or Decimal(0))
            for carrier, points in (of_all, *self._exceptions(node)):
                maker = _PointsMaker(self._card.code, node.code, points, carrier)
                offered.append((_points_name(node.code, carrier), maker))
        window = self._window
        if window is None:
            return offered
        target = window.parameters.get(TARGET)
        if target is not None:
            place = (self._card.code, self._node, self._unit, window.checkpoint)
            offered.append((TARGET, _TargetMaker(*place, Decimal(target))))
        offered += [
            (f"figure.{index}", _FigureMaker(figure))
            for index, figure in enumerate(window.figures)
            if figure.unit == self._unit
        ]
        return offered

    def _method_change(self) -> list[Change]:
        kind = self._given.get("method", "")
        if kind not in {choice.code for choice in self._methods()} - {""}:
            return []
        return [MethodChange(self._card.code, self._node, _method(kind))]


def _points_name(node: str, carrier: str | None = None) -> str:
    """The field of the points of an indicator, of all or of one unit or group."""
    return f"points.{node}" if carrier is None else f"points.{node}@{carrier}"


def _method(kind: str) -> Method:
    """A method with its usual numbers."""
    if kind == "rank_step":
        return RankStep(step=share("0.05"))
    if kind == "attainment":
        return METHODS[kind](target=Parameter(TARGET))  # type: ignore[call-arg]
    return METHODS[kind]()


@dataclass(frozen=True, slots=True)
class _PointsMaker:
    scorecard: str
    node: str
    before: Decimal
    carrier: str | None

    def __call__(self, value: Decimal) -> Change | None:
        if value == self.before:
            return None
        return PointsChange(self.scorecard, self.node, value, self.carrier)


@dataclass(frozen=True, slots=True)
class _TargetMaker:
    scorecard: str
    node: str
    unit: str
    checkpoint: str
    before: Decimal

    def __call__(self, value: Decimal) -> Change | None:
        if value == self.before:
            return None
        return ParameterChange(self.scorecard, self.node, TARGET, self.unit, value, self.checkpoint)


@dataclass(frozen=True, slots=True)
class _FigureMaker:
    figure: FigureUsed

    def __call__(self, value: Decimal) -> Change | None:
        if self.figure.value is not None and value == Decimal(self.figure.value):
            return None
        kind, period = (
            next(kind for kind in Kind if kind.term == self.figure.kind),
            Period.from_canonical(self.figure.period),
        )
        return FigureChange(self.figure.unit, self.figure.indicator, kind, period, value)


_Maker = _PointsMaker | _TargetMaker | _FigureMaker
