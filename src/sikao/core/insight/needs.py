"""Which figures a scheme reads up to a checkpoint, and which of them nobody has reported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sikao.core.books.asking import check_checkpoint, some_of
from sikao.core.books.names import Named, term_of
from sikao.core.figures.absence import Absence
from sikao.core.figures.table import KEY, Figures, Kind
from sikao.core.insight.monotone import Key
from sikao.core.insight.perturbing import period_at
from sikao.core.insight.slices import Json, figures_in
from sikao.core.scheme import Scheme, compile_scheme
from sikao.core.scheme.docketed import DECIDED
from sikao.core.scheme.model.items import SELF
from sikao.core.wording import Detail, Finding, Findings, Place, Term

MOST_TOLD = 50
"""So many items with missing figures are told; a bureau that has sent nothing yet must not bury the rest."""

_SELF = Term("被考核单位", "the assessed units")


def keys_read(figure: Sequence[Any], items: Json, unit: str, through: int, year: int) -> tuple[Key, ...]:
    """The keys of the figures that ``["fig", …]`` stands for, for a unit at a checkpoint through a month.

    None of a member that the unit does not have: such a figure is not applicable.
    """
    _, code, member, kind, carrier, years = figure
    item = items[code]
    period = period_at(item, through, year)
    if period is None or lacks_member(figure, items, unit):
        return ()
    who = carrier or unit
    members = (item["members"] or {}).get(who, []) if member in ("*", "each") else [member]
    indicators = [code if name is None else f"{code}/{name}" for name in members]
    return tuple((who, indicator, kind, str(period.shift(years))) for indicator in indicators)


def keys_of_units(compiled: Json, units: Iterable[str]) -> dict[Key, None]:
    """The keys of units' figures that anything may look for at any checkpoint; rather one more than less.

    A sum over a group, for instance, looks for figures of units that have another measure themselves.
    """
    through = {entry["code"]: entry["through"] for entry in compiled["checkpoints"]}
    outcomes = [compiled[section] for section in ("vetoes", "promotions", "awards")]
    readers = [(outcomes, {entry["code"] for entry in compiled["units"]}, list(through))]
    for table in compiled["tables"]:
        readers += [(node, set(table["units"]), _checkpoints_of(table, node)) for node in table["nodes"]]
    # Variants of many units read the same figures: each of them is looked at once.
    distinct = [(dict.fromkeys(map(tuple, figures_in(node))), who, codes) for node, who, codes in readers]
    found: dict[Key, None] = {}
    for unit in units:
        for figures, reading, checkpoints in distinct:
            months = dict.fromkeys(through[code] for code in checkpoints)
            for figure in figures:
                if figure[4] == unit or (figure[4] is None and unit in reading):
                    for month in months:
                        keys = keys_read(figure, compiled["items"], unit, month, compiled["year"])
                        found |= dict.fromkeys(keys)
    return found


def keys_of_leaf(compiled: Json, node: str, unit: str, checkpoint: str) -> tuple[Key, ...]:
    """The keys of a unit's own figures that a leaf of its table reads up to a checkpoint, each once."""
    through = {entry["code"]: entry["through"] for entry in compiled["checkpoints"]}
    found: dict[Key, None] = {}
    for table in compiled["tables"]:
        leaves = (leaf for leaf in table["nodes"] if leaf["code"] == node and unit in table["units"])
        for leaf in leaves:
            points = [code for code in _checkpoints_of(table, leaf) if through[code] <= through[checkpoint]]
            variants = [one for one in leaf.get("variants", ()) if unit in one["units"]]
            for figure in figures_in(variants):
                for code in points:
                    keys = keys_read(figure, compiled["items"], unit, through[code], compiled["year"])
                    found |= dict.fromkeys(key for key in keys if key[0] == unit)
    return tuple(found)


def _checkpoints_of(table: Json, node: Json) -> list[str]:
    """The checkpoints at which a leaf counts for some unit, or whose table lists it; of a branch nothing."""
    if "combine" in node:
        return []
    windows = [window["checkpoint"] for variant in node["variants"] for window in variant["windows"]]
    return list(dict.fromkeys([*windows, *listing(table, node)]))


def listing(table: Json, node: Json) -> list[str]:
    """The checkpoints whose table lists a node."""
    declared = (table["checkpoint_table"] or {"nodes": {}})["nodes"]
    return [code for code, nodes in declared.items() if node["code"] in nodes]


def lacks_member(figure: Sequence[Any], items: Json, unit: str) -> bool:
    """Whether a figure is one of a member that its carrier does not have."""
    _, code, member, _, carrier, _ = figure
    registered = items[code]["members"] or {}
    named = member not in (None, "*", "each")
    return named and bool(registered) and member not in registered.get(carrier or unit, ())


def needed_keys(scheme: Scheme, figures: Figures, checkpoint: str | None = None) -> tuple[Key, ...]:
    """Every figure that is asked for up to a checkpoint (default: the last), each once, in scheme order.

    What only a formula looks at is not asked of a unit whose measure is declared absent in ``figures``.
    """
    check_checkpoint(scheme, checkpoint)
    return _Reading(compile_scheme(scheme), figures, checkpoint).needed()


@dataclass(slots=True)
class _Gap:
    """What is missing of one kind of one item."""

    units: dict[str, None] = field(default_factory=dict)
    periods: dict[str, None] = field(default_factory=dict)
    count: int = 0


def missing_figures(scheme: Scheme, figures: Figures, checkpoint: str | None = None) -> tuple[Finding, ...]:
    """A warning for every item and kind of which figures are missing at a checkpoint (default: the last).

    Missing is what has no row, or a row that says so; other absences are answers. What only a formula looks
    at is not asked of a unit whose measure is declared absent. Ordered by provider, as the scheme lists them.
    """
    check_checkpoint(scheme, checkpoint)
    reading = _Reading(compile_scheme(scheme), figures, checkpoint)
    gaps: dict[tuple[str, str], _Gap] = {}
    for unit, indicator, kind, period in reading.missing():
        gap = gaps.setdefault((indicator.partition("/")[0], kind), _Gap())
        gap.units[unit] = gap.periods[period] = None
        gap.count += 1
    found = Findings(most=MOST_TOLD, more="table.more")
    order = [*scheme.providers, SELF]
    for item, kind in sorted(gaps, key=lambda gap: order.index(scheme.items[gap[0]].provider)):
        found.warning("needs.missing", Place(path=item), **_details(scheme, item, kind, gaps[item, kind]))
    return tuple(found)


def _details(scheme: Scheme, item: str, kind: str, gap: _Gap) -> dict[str, Detail]:
    units: dict[str, Named] = {**scheme.references, **scheme.units}
    names = [term_of(units[code]) for code in gap.units]
    return {
        "name": term_of(scheme.items[item]),
        "kind": Kind(kind).term,
        "count": str(gap.count),
        "units": some_of(names),
        "periods": some_of(sorted(gap.periods)),
        "provider": _provider(scheme, item),
    }


def _provider(scheme: Scheme, item: str) -> Term:
    if item in scheme.docket.items:
        return DECIDED
    provider = scheme.items[item].provider
    return _SELF if provider == SELF else term_of(scheme.providers[provider])


class _Reading:
    """Everything that the calculators look for up to a checkpoint."""

    def __init__(self, compiled: Json, figures: Figures, checkpoint: str | None) -> None:
        through = {entry["code"]: entry["through"] for entry in compiled["checkpoints"]}
        self._ranked = [entry["code"] for entry in compiled["checkpoints"] if entry["ranked"]]
        self._at = checkpoint or self._ranked[-1]
        self._compiled = compiled
        self._through = {code: month for code, month in through.items() if month <= through[self._at]}
        rows = figures.to_frame().select(*KEY, "absence").iter_rows()
        self._absences: dict[Key, str | None] = {
            (unit, indicator, kind, period): absence for unit, indicator, kind, period, absence in rows
        }

    def needed(self) -> tuple[Key, ...]:
        """The keys of needed figures, each once, in order of the scheme."""
        return tuple(dict.fromkeys(self._needed()))

    def missing(self) -> Iterator[Key]:
        """The keys of needed figures that are missing."""
        return (key for key in self.needed() if self._state(key) == Absence.MISSING)

    def _state(self, key: Key) -> str | None:
        """The absence of a figure, None when it has a value."""
        return self._absences.get(key, Absence.MISSING)

    def _needed(self) -> Iterator[Key]:
        for table in self._compiled["tables"]:
            for node in table["nodes"]:
                if "combine" not in node:
                    listed = listing(table, node)
                    for variant in node["variants"]:
                        yield from self._of_leaf(variant, listed)
        if self._at == self._ranked[-1]:
            yield from self._of_outcomes()

    def _of_leaf(self, variant: Json, listed: Sequence[str]) -> Iterator[Key]:
        """A leaf's figures at its windows, and at the checkpoints whose table lists it."""
        scheduled = [window["checkpoint"] for window in variant["windows"]]
        measures = list(figures_in(variant["measure"]))
        others = list(figures_in([variant["method"], variant["coefficient"]]))
        for checkpoint in dict.fromkeys([*scheduled, *listed]):
            if checkpoint in self._through:
                for unit in variant["units"]:
                    measured = list(self._keys(measures, unit, checkpoint))
                    yield from measured
                    if self._may_have_value(measures, measured, unit):
                        yield from self._keys(others, unit, checkpoint)

    def _may_have_value(self, measures: Sequence[list[Any]], keys: Sequence[Key], unit: str) -> bool:
        """Whether nothing that the measure reads of a unit is declared absent, nor a member it lacks."""
        if any(lacks_member(figure, self._compiled["items"], unit) for figure in measures):
            return False
        return all(self._state(key) in (None, Absence.MISSING) for key in keys)

    def _of_outcomes(self) -> Iterator[Key]:
        """What vetoes, promotions and awards ask at the end of the year."""
        units = self._compiled["units"]
        ranked = [unit for unit in units if unit["ranked"]]
        for section, concerned in (("vetoes", units), ("promotions", ranked)):
            for rule in self._compiled[section]:
                read = list(figures_in(rule["when"]))
                for unit in (unit["code"] for unit in concerned if unit["group"] in rule["groups"]):
                    yield from self._keys(read, unit, self._at)
        for award in self._compiled["awards"]:
            table = next(table for table in self._compiled["tables"] if table["group"] == award["group"])
            read = list(figures_in(award["last_rank"]))
            for unit in table["units"]:
                yield from self._keys(read, unit, self._at)

    def _keys(self, read: Sequence[list[Any]], unit: str, checkpoint: str) -> Iterator[Key]:
        items, year = self._compiled["items"], self._compiled["year"]
        for figure in read:
            yield from keys_read(figure, items, unit, self._through[checkpoint], year)
