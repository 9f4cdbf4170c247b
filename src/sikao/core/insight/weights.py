"""Effective weights: what one unit of output in each quarter was worth, beside the shares of the scheme.

Output of an early quarter stays inside every later cumulative figure of the year, so that its worth is not
the quarter's nominal share. It is found by exact finite differences on the scheme's own figures: a thousandth
of a unit of measure more, and less, in one stretch between two checkpoints; a whole unit where a method
counts by places or steps, which a thousandth would not move.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from sikao.core.books.asking import refusal, some_of
from sikao.core.books.names import term_of
from sikao.core.figures.table import Figures
from sikao.core.insight.leaf_alone import LeafAlone, Scored
from sikao.core.insight.perturbing import Entry, Nudge, entries_of
from sikao.core.insight.slices import Json, is_comparative, table_of
from sikao.core.scheme import Scheme, compile_scheme
from sikao.core.wording import Term

_MARGIN = Fraction(1, 1000)
_STEPWISE = frozenset({"all_or_nothing", "bands", "rank_interval", "rank_ladder", "rank_step", "tally"})

LEVELS = Term(
    "总量按当季多（少）1个计量单位测算，其他季度实绩不变，因此以后各节点的累计数同样多（少）1个单位",
    "one unit of measure more (less) in the quarter itself; the other quarters stay as reported, so that "
    "every later cumulative figure is one unit higher (lower)",
)
GROWTH = Term(
    "增速按当季高（低）1个百分点测算，假定上年各月基数相等，当季增速按月数摊入以后各节点的累计增速；"
    "按总量比例计分、不封顶、四季相等时的40/30/20/10，对增速计分不成立：结果随基数、加减分幅度和目标而变",
    "one percentage point more (less) in the quarter itself, entering later cumulative growth by its months, "
    "with equal bases in all months of last year; the 40/30/20/10 of uncapped ratio scoring of levels in "
    "equal quarters does not hold for growth: bases, rates above and below target, and targets decide",
)
SINGLE = Term("当期数或时点数只进入本节点", "a figure of its own period enters its own checkpoint only")
COMPARED = Term(
    "与其他单位比较的指标，假定其他单位的数据不变",
    "where units are compared, the others' figures stay as they are",
)
ROUNDING = Term(
    "按舍入前的得分测算；封顶、保底、达标线照常起作用",
    "before rounding; caps, floors and targets act as usual",
)


@dataclass(frozen=True, slots=True)
class QuarterWorth:
    """One stretch of the year, ending at a checkpoint.

    ``nominal`` is the share that the schedule names. ``gain`` is by how much one unit more changes the points
    of the year, ``loss`` by how much one unit less does. ``effective`` is the gain's share in all stretches'
    gains, null where they do not all point the same way.
    """

    checkpoint: str
    checkpoint_name: Term
    nominal: Fraction
    gain: Fraction
    loss: Fraction
    effective: Fraction | None


@dataclass(frozen=True, slots=True)
class EffectiveWeight:
    """One figure of one leaf: the worth of its output in every stretch, as the mean of ``units``."""

    scorecard: str
    node: str
    node_name: Term
    indicator: str
    indicator_name: Term
    kind: str
    unit_of_measure: str
    units: tuple[str, ...]
    quarters: tuple[QuarterWorth, ...]
    assumptions: tuple[Term, ...]


def effective_weights(
    scheme: Scheme, figures: Figures, group: str, unit: str | None = None
) -> tuple[EffectiveWeight, ...]:
    """The effective weights of every leaf of a ranking group that counts at more than one checkpoint.

    They are means over the group's units, or those of one ``unit``. Leaves that read no single cumulative or
    current figure of the unit itself are left out.
    """
    compiled = compile_scheme(scheme)
    table = table_of(compiled, group)
    if unit is not None and unit not in table["units"]:
        raise refusal("book.unknown_unit", unit=unit, known=some_of(table["units"]))
    units = tuple(table["units"]) if unit is None else (unit,)
    rows = figures.canonical_rows()
    found: list[EffectiveWeight] = []
    for node in table["nodes"]:
        if "combine" not in node and any(len(variant["windows"]) > 1 for variant in node["variants"]):
            alone = LeafAlone(compiled, table, node["code"], rows)
            found += _Leaf(scheme, compiled, table["scorecard"], alone).weights(units)
    return tuple(found)


class _Leaf:
    """One leaf, scored again and again on nudged figures."""

    def __init__(self, scheme: Scheme, compiled: Json, scorecard: str, alone: LeafAlone) -> None:
        self._scheme = scheme
        self._compiled = compiled
        self._card = scheme.scorecards[scorecard]
        self._alone = alone
        self._code = alone.node["code"]

    def weights(self, units: Sequence[str]) -> Iterator[EffectiveWeight]:
        """One weight for each figure of the measure, over the units for which it counts more than once."""
        by_entry: dict[Entry, list[str]] = {}
        for unit in (unit for unit in units if len(self._alone.shares(unit)) > 1):
            for entry in entries_of(self._alone.variants[unit]["measure"], self._alone.items):
                by_entry.setdefault(entry, []).append(unit)
        for entry, owners in by_entry.items():
            yield self._weight(entry, owners)

    def _weight(self, entry: Entry, units: list[str]) -> EffectiveWeight:
        item = self._scheme.items[entry.item]
        shares = self._alone.shares(units[0])
        gains = [self._difference(entry, units, checkpoint, 1) for checkpoint in shares]
        losses = [self._difference(entry, units, checkpoint, -1) for checkpoint in shares]
        total = sum(gains, Fraction(0))
        aligned = total != 0 and all(gain * total >= 0 for gain in gains)
        quarters = tuple(
            QuarterWorth(
                checkpoint=checkpoint,
                checkpoint_name=term_of(self._scheme.checkpoints[checkpoint]),
                nominal=share,
                gain=gain,
                loss=loss,
                effective=gain / total if aligned else None,
            )
            for (checkpoint, share), gain, loss in zip(shares.items(), gains, losses, strict=True)
        )
        nodes = {placed.node.code: placed.node for placed in self._card.walk()}
        return EffectiveWeight(
            scorecard=self._card.code,
            node=self._code,
            node_name=term_of(nodes[self._code]),
            indicator=entry.indicator,
            indicator_name=term_of(item),
            kind=entry.kind,
            unit_of_measure=item.kinds[entry.kind],
            units=tuple(units),
            quarters=quarters,
            assumptions=self._assumptions(entry, units),
        )

    def _compared(self, units: list[str]) -> bool:
        return any(is_comparative(self._alone.variants[unit]) for unit in units)

    def _stepwise(self, units: list[str]) -> bool:
        methods = [self._alone.variants[unit]["method"] for unit in units]
        return any(method["kind"] in _STEPWISE or method.get("whole") is True for method in methods)

    def _assumptions(self, entry: Entry, units: list[str]) -> tuple[Term, ...]:
        said = [SINGLE if entry.cover != "cumulative" else GROWTH if entry.kind == "growth" else LEVELS]
        return (*said, *([COMPARED] if self._compared(units) else []), ROUNDING)

    def _difference(self, entry: Entry, units: list[str], checkpoint: str, sign: int) -> Fraction:
        """Mean change of the year's points, for each unit of measure, upward (1) or downward (-1)."""
        step = sign * (Fraction(1) if self._stepwise(units) else _MARGIN)
        nudge = Nudge.at(entry, checkpoint, tuple(self._alone.shares(units[0])), self._compiled)
        if not nudge.amounts:
            return Fraction(0)
        change = Fraction(0)
        # Where units are compared each is nudged alone; otherwise all at once, which is the same and faster.
        for nudged in [[unit] for unit in units] if self._compared(units) else [units]:
            after = self._alone.scorer(nudge.applied(self._alone.rows, nudged, step))
            for unit in nudged:
                new, old = after.exact_year(unit), self._before.exact_year(unit)
                change += Fraction(0) if new is None or old is None else new - old
        return change / (abs(step) * len(units))

    @cached_property
    def _before(self) -> Scored:
        return self._alone.scorer(self._alone.rows)
