"""What a scheme asks of units in a year: entries, evidence, confirmations of others' figures, briefings."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from sikao.core.scheme.briefed import NODE, Asking
from sikao.core.scheme.checks.timing import expressions_of
from sikao.core.scheme.expressions import FigureRef, figures_in
from sikao.core.scheme.model import SELF, Item, Scheme, Unit
from sikao.core.scheme.resolving import RankedTable, Resolved
from sikao.core.wording import Term

PARTS = {
    "units": Term("单位（个）", "units"),
    "indicators": Term("计分项（含加减分，项）", "scored items, with bonus and deduction"),
    "reports": Term("数据项×每年报送次数", "items × reports a year"),
    "entries": Term("单位自报数据（条）", "figures that units report"),
    "evidence": Term("证明材料（份）", "pieces of evidence"),
    "confirmations": Term("数据核对（次）", "confirmations of others' figures"),
    "briefings": Term("进度说明（条）", "entries of briefings"),
    "total": Term("合计需单位办理", "all that units must do"),
    "per_unit": Term("平均每个单位", "mean of a unit"),
}
"""The counts of a burden, by attribute, in the order in which they are shown."""

_TIMES = {"month": 12, "quarter": 4, "half_year": 2, "year": 1}


@dataclass(frozen=True, slots=True)
class Burden:
    """Counts over ``units`` units and the whole year.

    ``indicators`` counts leaves once, whatever the number of units, and ``reports`` how often a year the
    figures behind them are reported, by whomever. What follows is counted for every unit.
    """

    indicators: int
    reports: int
    entries: int
    evidence: int
    confirmations: int
    briefings: int
    units: int

    @property
    def total(self) -> int:
        """Everything that somebody in a unit has to do."""
        return self.entries + self.evidence + self.confirmations + self.briefings

    def parts(self) -> dict[str, str]:
        """Every count as text, in the order of ``PARTS``; the mean with one decimal, half up."""
        tenths = (self.per_unit * 20 + 1) // 2
        counts = {name: f"{getattr(self, name):,}" for name in PARTS if name != "per_unit"}
        return {**counts, "per_unit": f"{tenths // 10:,}.{tenths % 10}"}

    @property
    def per_unit(self) -> Fraction:
        """The total of a unit, on average; 0 where there is no unit."""
        return Fraction(self.total, self.units) if self.units else Fraction(0)


@dataclass(frozen=True, slots=True)
class BurdenChange:
    """What one scorecard asks in two schemes; ``None`` in the one that does not have it."""

    scorecard: str
    name: Term
    before: Burden | None
    after: Burden | None


def count_burden(
    scheme: Scheme, scorecards: Collection[str] | None = None, nodes: Collection[str] | None = None
) -> Burden:
    """The burden of a scheme, or of some scorecards of it, or of some leaves of them.

    Entries are figures that units report themselves: reports a year × kinds × members that the unit has in
    the item's register. Evidence is what an item asks for, at each report and for each member. A confirmation
    is asked for once a checkpoint and item, where somebody else reports a unit's figure that counts there. A
    briefing counts by its entries, each time; key tasks belong to no leaf, and count with whole scorecards.
    """
    resolved = Resolved(scheme)
    tables = [table for table in resolved.tables if scorecards is None or table.scorecard.code in scorecards]
    cards = [card for card in scheme.scorecards.values() if scorecards is None or card.code in scorecards]
    leaves = {
        (card.code, placed.node.code)
        for card in cards
        for placed in card.walk()
        if placed.node.is_leaf and (nodes is None or placed.node.code in nodes)
    }
    asked = _Asked()
    for table in tables:
        for unit in table.units:
            _ask(asked, resolved, table, unit, leaves)
    items = {code: scheme.items[code] for _, code in asked.uses}
    forms = [
        (items[code], *_form(scheme, items[code], unit, use)) for (unit, code), use in asked.uses.items()
    ]
    told = list(_told(resolved, {unit.code for table in tables for unit in table.units}, nodes))
    return Burden(
        indicators=len(leaves),
        reports=sum(_times(item) for item in items.values()),
        entries=sum(_times(item) * kinds * rows for item, kinds, rows in forms if item.provider == SELF),
        evidence=sum(_times(item) * len(item.evidence) * rows for item, _, rows in forms)
        + sum(times * files for times, _, files in told),
        confirmations=len(asked.confirmed),
        briefings=sum(times * subjects for times, subjects, _ in told),
        units=sum(len(table.units) for table in tables),
    )


def compare_burden(before: Scheme, after: Scheme) -> tuple[BurdenChange, ...]:
    """Scorecard by scorecard, as the later scheme has them; those that went come last."""
    cards = {**after.scorecards, **{k: v for k, v in before.scorecards.items() if k not in after.scorecards}}
    return tuple(
        BurdenChange(
            code,
            Term(card.name, card.name_en or card.name),
            count_burden(before, {code}) if code in before.scorecards else None,
            count_burden(after, {code}) if code in after.scorecards else None,
        )
        for code, card in cards.items()
    )


@dataclass(frozen=True, slots=True)
class _Use:
    """What a unit's leaves read of an item."""

    kinds: set[str] = field(default_factory=set)
    members: set[str | None] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What units are asked for, by unit and item: each thing once however many leaves use it."""

    uses: dict[tuple[str, str], _Use] = field(default_factory=dict)
    confirmed: set[tuple[str, str, str]] = field(default_factory=set)


def _ask(
    asked: _Asked, resolved: Resolved, table: RankedTable, unit: Unit, leaves: Collection[tuple[str, str]]
) -> None:
    settings = resolved.settings(table.scorecard, unit)
    for placed in table.scorecard.walk():
        own = settings.get(placed.node.code)
        if own is None or (table.scorecard.code, placed.node.code) not in leaves:
            continue
        figures = (found for tree in expressions_of(own, placed) for found in figures_in(tree))
        for figure, item in _of_the_unit(resolved.scheme, figures):
            key = (unit.code, item.code)
            use = asked.uses.setdefault(key, _Use())
            use.kinds.add(figure.kind or item.main_kind)
            use.members.add(figure.member)
            if item.provider != SELF:
                windows = resolved.windows(own.schedule)
                asked.confirmed.update((*key, checkpoint) for checkpoint, _ in windows)


def _told(
    resolved: Resolved, units: Collection[str], nodes: Collection[str] | None
) -> Iterator[tuple[int, int, int]]:
    """Of each briefing of each unit: how often a year, how many entries, how many pieces of evidence."""
    asking = Asking(resolved)
    for briefing in resolved.scheme.briefings.values():
        for unit in asking.units(briefing.units):
            subjects = asking.subjects(briefing, unit)
            if nodes is not None:
                subjects = tuple(one for one in subjects if one.sort == NODE and one.code in nodes)
            if unit.code in units and subjects:
                yield _TIMES[briefing.frequency], len(subjects), len(briefing.evidence)


def _of_the_unit(scheme: Scheme, figures: Iterator[FigureRef]) -> Iterator[tuple[FigureRef, Item]]:
    """Figures with their items; those of a fixed carrier, and what the docket decides, are no burden here."""
    for figure in figures:
        item = scheme.items.get(figure.item)
        if item is not None and figure.carrier is None and item.code not in scheme.docket.items:
            yield figure, item


def _form(scheme: Scheme, item: Item, unit: str, use: _Use) -> tuple[int, int]:
    """Kinds and rows that a unit fills in at each report: one row, or one for each member that is read."""
    register = scheme.registers.get(item.members) if item.members is not None else None
    if register is None:
        return len(use.kinds), 1
    known = register.members_of(unit)
    return len(use.kinds), len(known) if use.members & {"*", "each"} else len(use.members & set(known))


def _times(item: Item) -> int:
    """How often a year an item is reported."""
    return _TIMES[item.frequency] - (1 if item.merged_january and item.frequency == "month" else 0)
