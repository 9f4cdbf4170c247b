"""Whether a checkpoint can be scored: which figures are wanting, and what the scores can still become."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

import polars as pl

from sikao.core.books.asking import check_checkpoint
from sikao.core.books.names import terms_of
from sikao.core.figures.absence import Absence, Flag
from sikao.core.figures.table import KEY, Figures
from sikao.core.insight.bounds import UnitBounds, table_bounds
from sikao.core.insight.monotone import Key
from sikao.core.insight.needs import needed_keys
from sikao.core.scheme import Scheme, compile_scheme
from sikao.core.wording import Term

FORMAT = "sikao-readiness/1"
Told = Callable[[int, int], object]
"""Told how many ranking groups are done, and of how many."""


class Why(StrEnum):
    """Why a figure that is asked for is wanting."""

    MISSING = "missing"
    NOT_YET_DUE = "not_yet_due"
    WITHHELD = "withheld"
    UNDEFINED = "undefined"
    DISPUTED = "disputed"
    LATE = "late"
    UNCHECKED = "unchecked"
    UNVERIFIED = "unverified"

    @property
    def term(self) -> Term:
        """The words shown to people."""
        return _WHY[self]


_WHY = {
    Why.MISSING: Term("未报", "not reported"),
    Why.NOT_YET_DUE: Absence.NOT_YET_DUE.term,
    Why.WITHHELD: Absence.WITHHELD.term,
    Why.UNDEFINED: Absence.UNDEFINED.term,
    Why.DISPUTED: Term("有异议，未答复", "disputed, not answered"),
    Why.LATE: Term("迟报", "reported late"),
    Why.UNCHECKED: Term("单位尚未核对", "not checked by the unit yet"),
    Why.UNVERIFIED: Term("部门尚未核实", "not verified by the bureau yet"),
}
States = Mapping[Key, Collection[Why]]
_ABSENCES = frozenset({Why.MISSING, Why.NOT_YET_DUE, Why.WITHHELD, Why.UNDEFINED})


@dataclass(frozen=True, slots=True)
class Wanting:
    """A figure that is asked for, and what is wrong with it; one figure may be wanting in several ways."""

    why: Why
    key: Key


@dataclass(frozen=True, slots=True)
class Bound:
    """What the total of a unit can become, in points, and between which places it then comes.

    ``open`` are the codes of the indicators that decide about it. Without ``exact`` nothing lies outside, but
    the ends may not be reached. None where there is no bound, or the unit is not ranked.
    """

    unit: str
    low: Decimal | None
    high: Decimal | None
    exact: bool
    best: int | None
    worst: int | None
    open: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Readiness:
    """How ready a checkpoint is: of ``needed`` figures some are wanting.

    ``bounds`` are by ranking group, open figures within the ranges that the scheme declares. ``if_disputed``
    are the same with disputed figures open, too; empty where nothing is disputed.
    """

    checkpoint: str
    needed: int
    wanting: tuple[Wanting, ...]
    bounds: Mapping[str, tuple[Bound, ...]]
    if_disputed: Mapping[str, tuple[Bound, ...]]

    def keys(self, why: Why) -> tuple[Key, ...]:
        """The figures that are wanting for one reason."""
        return tuple(found.key for found in self.wanting if found.why is why)

    @property
    def is_ready(self) -> bool:
        """Whether every figure is there, undisputed, checked and verified; a late one counts as there."""
        return all(found.why is Why.LATE for found in self.wanting)

    def to_json(self) -> dict[str, Any]:
        """Plain data, for keeping."""
        return {
            "format": FORMAT,
            "checkpoint": self.checkpoint,
            "needed": self.needed,
            "wanting": [[found.why.value, *found.key] for found in self.wanting],
            "bounds": _plain(self.bounds),
            "if_disputed": _plain(self.if_disputed),
        }


def readiness_of(
    scheme: Scheme,
    figures: Figures,
    checkpoint: str,
    *,
    unchecked: frozenset[Key] = frozenset(),
    unverified: frozenset[Key] = frozenset(),
    told: Told = lambda *_: None,
) -> Readiness:
    """How ready a checkpoint is. The figures are in their items' units of measure.

    ``unchecked`` and ``unverified`` are what nobody has confirmed yet, among it figures that are not asked
    for. Raises ``FindingsError`` for a checkpoint that cannot be scored.
    """
    check_checkpoint(scheme, checkpoint)
    needed = needed_keys(scheme, figures, checkpoint)
    states = _states(figures, ["", *scheme.checkpoints])
    wanting = tuple(_wanting(needed, states, unchecked, unverified))
    disputed = any(found.why is Why.DISPUTED for found in wanting)
    groups = [table["group"] for table in compile_scheme(scheme)["tables"]]
    steps = len(groups) * (1 + disputed)
    bounds = _bounds(scheme, figures, checkpoint, lambda done: told(done, steps))
    if_disputed: Mapping[str, tuple[Bound, ...]] = {}
    if disputed:
        opened = with_disputed_open(figures)
        if_disputed = _bounds(scheme, opened, checkpoint, lambda done: told(len(groups) + done, steps))
    return Readiness(checkpoint, len(needed), wanting, bounds, if_disputed)


def read_readiness(plain: Mapping[str, Any]) -> Readiness:
    """What ``to_json`` wrote."""
    if plain.get("format") != FORMAT:
        raise ValueError(f"not a readiness: {plain.get('format')!r}")
    return Readiness(
        plain["checkpoint"],
        plain["needed"],
        tuple(
            Wanting(Why(why), (unit, item, kind, period))
            for why, unit, item, kind, period in plain["wanting"]
        ),
        _read(plain["bounds"]),
        _read(plain["if_disputed"]),
    )


def _wanting(
    needed: tuple[Key, ...], states: States, unchecked: frozenset[Key], unverified: frozenset[Key]
) -> list[Wanting]:
    """By reason, the gravest first, and within one in the order of the scheme."""
    by_why: dict[Why, list[Key]] = {why: [] for why in Why}
    for key in needed:
        for why in states.get(key, {Why.MISSING}):
            by_why[why].append(key)
        if key in unchecked:
            by_why[Why.UNCHECKED].append(key)
        if key in unverified:
            by_why[Why.UNVERIFIED].append(key)
    return [Wanting(why, key) for why, keys in by_why.items() for key in keys]


def _states(figures: Figures, order: Sequence[str]) -> States:
    """What is wrong with the last version of each figure; nothing where it is simply there.

    ``order`` are the checkpoints from which on versions count.
    """
    found: dict[Key, set[Why]] = {}
    rows = figures.to_frame().select(*KEY, "since", "absence", "flags").rows()
    for unit, indicator, kind, period, _, absence, flags in sorted(rows, key=lambda row: order.index(row[4])):
        words = flags.split()
        whys = {Why.LATE} if Flag.LATE.value in words else set()
        if Flag.DISPUTED.value in words:
            whys.add(Why.DISPUTED)
        if absence in _ABSENCES:
            whys.add(Why(absence))
        found[unit, indicator, kind, period] = whys
    return found


def with_disputed_open(figures: Figures) -> Figures:
    """The figures with those in dispute as if they were not reported."""
    frame = figures.to_frame()
    disputed = pl.col("flags").str.split(" ").list.contains(Flag.DISPUTED.value)
    return Figures(
        frame.with_columns(
            value=pl.when(disputed).then(None).otherwise(pl.col("value")),
            unit_of_measure=pl.when(disputed).then(pl.lit("")).otherwise(pl.col("unit_of_measure")),
            absence=pl.when(disputed).then(pl.lit(Absence.MISSING.value)).otherwise(pl.col("absence")),
        )
    )


def _bounds(
    scheme: Scheme, figures: Figures, checkpoint: str, told: Callable[[int], object]
) -> dict[str, tuple[Bound, ...]]:
    compiled, rows = compile_scheme(scheme), figures.canonical_rows()
    units, nodes = terms_of(scheme)
    found: dict[str, tuple[Bound, ...]] = {}
    for number, table in enumerate(compiled["tables"]):
        told(number)
        own = {code: nodes[table["scorecard"], code] for card, code in nodes if card == table["scorecard"]}
        bounds = table_bounds(compiled, table, rows, checkpoint, units, own)
        found[table["group"]] = tuple(_bound(one) for one in bounds)
    return found


def _bound(found: UnitBounds) -> Bound:
    nodes = tuple(dict.fromkeys(leaf.node for leaf in found.open))
    return Bound(found.unit, found.low, found.high, found.exact, found.best_place, found.worst_place, nodes)


def _plain(bounds: Mapping[str, tuple[Bound, ...]]) -> dict[str, list[list[Any]]]:
    def ends(bound: Bound) -> list[str | None]:
        return [None if end is None else str(end) for end in (bound.low, bound.high)]

    return {
        group: [[b.unit, *ends(b), b.exact, b.best, b.worst, list(b.open)] for b in found]
        for group, found in bounds.items()
    }


def _read(plain: Mapping[str, Any]) -> dict[str, tuple[Bound, ...]]:
    def end(text: str | None) -> Decimal | None:
        return None if text is None else Decimal(text)

    return {
        group: tuple(
            Bound(unit, end(low), end(high), exact, best, worst, tuple(nodes))
            for unit, low, high, exact, best, worst, nodes in found
        )
        for group, found in plain.items()
    }
