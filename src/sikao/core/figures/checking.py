"""Figures against what a scheme knows: units, items, kinds, units of measure, periods and declared ranges."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import polars as pl

from sikao.core.figures.codes import split_indicator
from sikao.core.figures.decimals import canonical
from sikao.core.figures.measures import STANDARD_MEASURES, MeasureTable, UnitOfMeasure, convert, convertible
from sikao.core.figures.periods import Cover, Frequency, Period
from sikao.core.figures.table import KEY, Figures, Kind
from sikao.core.wording import MAX_FINDINGS, Detail, Finding, Findings, Place, Term

_COUNTED = frozenset(
    {
        "persons",
        "person_times",
        "households",
        "enterprises",
        "pieces",
        "documents",
        "cases",
        "projects",
        "sets",
    }
)
"""Families of units of measure in which a level is a count and cannot be negative."""

_FREQUENCY_TERMS = {
    Frequency.MONTH: Term("月", "month"),
    Frequency.QUARTER: Term("季度", "quarter"),
    Frequency.HALF: Term("半年", "half year"),
    Frequency.YEAR: Term("年", "year"),
}
_COVER_TERMS = {
    Cover.CUMULATIVE: Term("累计数", "cumulative"),
    Cover.SINGLE: Term("当期数", "single"),
    Cover.POINT: Term("时点数", "point in time"),
}


@dataclass(frozen=True, slots=True)
class Range:
    """Bounds of a value in its kind's unit of measure, both included; ``None`` is no bound."""

    low: Decimal | None = None
    high: Decimal | None = None

    def __contains__(self, value: Decimal) -> bool:
        above = self.low is None or value >= self.low
        return above and (self.high is None or value <= self.high)


@dataclass(frozen=True, slots=True)
class ItemRule:
    """How one item is reported.

    ``kinds`` gives each kind that is reported the code of its unit of measure, ``ranges`` the bounds of a
    kind's values. ``members`` are the codes that may follow the item's own after a slash.
    """

    kinds: Mapping[Kind, str]
    cover: Cover
    frequency: Frequency
    ranges: Mapping[Kind, Range] = field(default_factory=dict)
    members: frozenset[str] = frozenset()
    merged_january: bool = False

    def fits(self, period: Period) -> bool:
        """Whether the item can have a figure for this period at all."""
        months = self.frequency.months
        if self.frequency is Frequency.YEAR:
            return period == Period.of(period.year)
        if self.merged_january and period.splits_january_and_february:
            return False
        if period.end.month % months:
            return False
        if self.cover is Cover.CUMULATIVE:
            return period.from_january
        if self.cover is Cover.POINT:
            return period.length == 1
        merged = self.merged_january and months == 1 and (period.start.month, period.end.month) == (1, 2)
        return period.length == months or merged


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What a scheme knows about figures: codes of units, rules of items by code, and the years in use."""

    units: frozenset[str]
    items: Mapping[str, ItemRule]
    years: frozenset[int]
    measures: MeasureTable = STANDARD_MEASURES


def check_figures(figures: Figures, catalogue: Catalogue) -> tuple[Finding, ...]:
    """Everything in which the figures do not fit the catalogue.

    Problems of many figures are told once with their number; ranges, counts and ranks figure by figure; at
    most 200 in all, the others counted. The
    place is a path of codes: ``unit``, ``indicator`` or ``unit/indicator/kind/period``.
    """
    found = Findings(most=MAX_FINDINGS, more="table.more")
    frame = figures.to_frame()
    _check_units(frame, catalogue, found)
    rules = _rules(frame, catalogue, found)
    _check_kinds(frame, rules, found)
    _check_periods(frame, rules, catalogue, found)
    _check_measures(frame, catalogue, found)
    _check_values(frame, rules, catalogue, found)
    return found.sorted()


def convert_figures(figures: Figures, catalogue: Catalogue) -> Figures:
    """The same figures with every value in its item's own unit of measure, exactly.

    Figures that the catalogue does not know, or whose unit cannot be converted, stay as they are: those are
    errors of ``check_figures``.
    """
    frame, measures = figures.to_frame(), catalogue.measures
    changed = [
        _converted(
            frame.filter(indicator=indicator, kind=kind, unit_of_measure=given),
            measures[given],
            measures[expected],
        )
        for indicator, kind, given, expected, _ in _differing(frame, catalogue)
        if _convertible(given, expected, catalogue)
    ]
    if not changed:
        return figures
    newer = pl.concat(changed)
    kept = frame.join(newer, on=KEY, how="anti")
    return Figures(pl.concat([kept, newer]))


def _converted(part: pl.DataFrame, given: UnitOfMeasure, wanted: UnitOfMeasure) -> pl.DataFrame:
    """Rows of one unit of measure in another one."""
    values = [
        None if text is None else canonical(convert(Decimal(text), given, wanted)) for text in part["value"]
    ]
    return part.with_columns(
        pl.Series("value", values, pl.String), pl.lit(wanted.code).alias("unit_of_measure")
    )


def _differing(frame: pl.DataFrame, catalogue: Catalogue) -> Iterator[tuple[str, str, str, str, str]]:
    """Indicator, kind, given and expected unit, and number of figures, wherever the two units differ."""
    for indicator, kind, given, count in _counted(frame, "indicator", "kind", "unit_of_measure"):
        rule = _rule_of(indicator, catalogue)
        expected = rule.kinds.get(Kind(kind), given) if rule else given
        if given not in ("", expected):
            yield indicator, kind, given, expected, count


def _counted(frame: pl.DataFrame, *columns: str) -> Iterator[tuple[str, ...]]:
    """The different combinations of some columns, sorted, each with its number of figures as text."""
    counted = frame.group_by(columns).agg(pl.len().cast(pl.String).alias("count")).sort(columns)
    return counted.iter_rows()


def _rule_of(indicator: str, catalogue: Catalogue) -> ItemRule | None:
    parts = split_indicator(indicator)
    rule = catalogue.items.get(parts[0]) if parts else None
    if rule is None or parts is None or (parts[1] is not None and parts[1] not in rule.members):
        return None
    return rule


def _rules(frame: pl.DataFrame, catalogue: Catalogue, found: Findings) -> dict[str, ItemRule]:
    """The rule of every known indicator; the unknown ones are found."""
    rules = {}
    for indicator, count in _counted(frame, "indicator"):
        rule = _rule_of(indicator, catalogue)
        item, _, member = indicator.partition("/")
        where = Place(path=indicator)
        if rule is not None:
            rules[indicator] = rule
        elif item in catalogue.items:
            allowed = "、".join(sorted(catalogue.items[item].members)) or "—"
            found.error(
                "figure.unknown_member", where, item=item, member=member, count=count, allowed=allowed
            )
        else:
            found.error("figure.unknown_item", where, indicator=indicator, count=count)
    return rules


def _check_units(frame: pl.DataFrame, catalogue: Catalogue, found: Findings) -> None:
    for unit, count in _counted(frame, "unit"):
        if unit not in catalogue.units:
            found.error("figure.unknown_unit", Place(path=unit), unit=unit, count=count)


def _check_kinds(frame: pl.DataFrame, rules: Mapping[str, ItemRule], found: Findings) -> None:
    for indicator, kind, count in _counted(frame, "indicator", "kind"):
        rule = rules.get(indicator)
        if rule is not None and Kind(kind) not in rule.kinds:
            details: dict[str, Detail] = {
                "indicator": indicator,
                "kind": Kind(kind).term,
                "count": count,
                "allowed": "、".join(sorted(rule.kinds)),
            }
            found.error("figure.wrong_kind", Place(path=indicator), **details)


def _check_periods(
    frame: pl.DataFrame, rules: Mapping[str, ItemRule], catalogue: Catalogue, found: Findings
) -> None:
    years = ", ".join(str(year) for year in sorted(catalogue.years))
    for text, _ in _counted(frame, "period"):
        if Period.from_canonical(text).year not in catalogue.years:
            found.error("period.outside_year", Place(path=text), text=text, years=years)
    for indicator, text, count in _counted(frame, "indicator", "period"):
        rule, period = rules.get(indicator), Period.from_canonical(text)
        if rule is None or rule.fits(period):
            continue
        where = Place(path=f"{indicator}/{text}")
        if rule.merged_january and period.splits_january_and_february:
            found.error("period.merged_january", where, text=text)
            continue
        details: dict[str, Detail] = {
            "period": text,
            "indicator": indicator,
            "count": count,
            "frequency": _FREQUENCY_TERMS[rule.frequency],
            "cover": _COVER_TERMS[rule.cover],
        }
        found.error("figure.period_misfit", where, **details)


def _convertible(given: str, expected: str, catalogue: Catalogue) -> bool:
    measures = catalogue.measures
    known = given in measures and expected in measures
    return known and convertible(measures[given], measures[expected])


def _check_measures(frame: pl.DataFrame, catalogue: Catalogue, found: Findings) -> None:
    for indicator, kind, given, expected, count in _differing(frame, catalogue):
        where = Place(path=f"{indicator}/{kind}")
        names = {"given": _name(given, catalogue), "expected": _name(expected, catalogue)}
        if _convertible(given, expected, catalogue):
            found.note("figure.converted_unit", where, indicator=indicator, count=count, **names)
        else:
            found.error("measure.not_convertible", where, **names)


def _name(code: str, catalogue: Catalogue) -> Detail:
    return catalogue.measures[code].term if code in catalogue.measures else code


def _check_values(
    frame: pl.DataFrame, rules: Mapping[str, ItemRule], catalogue: Catalogue, found: Findings
) -> None:
    valued = frame.filter(pl.col("value").is_not_null())
    not_a_rank = (pl.col("kind") == Kind.RANK.value) & ~pl.col("value").str.contains("^[1-9][0-9]*$")
    for row in valued.filter(not_a_rank).iter_rows(named=True):
        found.error("figure.not_a_rank", _place(row), value=row["value"])
    levels = valued.filter(pl.col("kind") == Kind.LEVEL.value)
    counted = [unit.code for unit in catalogue.measures if unit.family in _COUNTED]
    negative = pl.col("value").str.starts_with("-") & pl.col("unit_of_measure").is_in(counted)
    for row in levels.filter(negative).iter_rows(named=True):
        unit = _name(row["unit_of_measure"], catalogue)
        found.error("figure.negative_count", _place(row), value=row["value"], unit=unit)
    ranged = [indicator for indicator, rule in rules.items() if rule.ranges]
    for row in valued.filter(pl.col("indicator").is_in(ranged)).iter_rows(named=True):
        _check_range(row, rules[row["indicator"]], catalogue, found)


def _place(row: Mapping[str, str]) -> Place:
    return Place(path="/".join(row[part] for part in ("unit", "indicator", "kind", "period")))


def _check_range(row: Mapping[str, str], rule: ItemRule, catalogue: Catalogue, found: Findings) -> None:
    """Compare in the kind's own unit; what cannot be converted is told elsewhere."""
    kind = Kind(row["kind"])
    given, expected, bounds = row["unit_of_measure"], rule.kinds.get(kind, ""), rule.ranges.get(kind)
    if bounds is None or (given != expected and not _convertible(given, expected, catalogue)):
        return
    value = Decimal(row["value"])
    if given != expected:
        value = convert(value, catalogue.measures[given], catalogue.measures[expected])
    if value not in bounds:
        found.error(
            "figure.outside_range",
            _place(row),
            value=canonical(value),
            unit=_name(expected, catalogue),
            low="−∞" if bounds.low is None else canonical(bounds.low),
            high="+∞" if bounds.high is None else canonical(bounds.high),
        )
