"""Figures against what a scheme knows: units, items, kinds, units of measure, periods and declared ranges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import polars as pl

from sikao.core.figures.codes import split_indicator
from sikao.core.figures.decimals import canonical
from sikao.core.figures.measures import STANDARD_MEASURES, MeasureTable, UnitOfMeasure, convert, convertible
from sikao.core.figures.origins import Located
from sikao.core.figures.periods import Cover, Frequency, Month, Period, covers
from sikao.core.figures.table import KEY, VERSION, Figures, Kind
from sikao.core.wording import MAX_FINDINGS, Detail, Finding, Findings, Listed, Place, Term, nearest_or_none

COUNTED = frozenset(
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

    def fitting(self, period: Period) -> Period:
        """What the item reports by the end of a period, or by the end of its first stretch of the year."""
        for month in range(period.end.month, 13):
            found = covers(
                self.cover, Month(period.year, month), self.frequency, merged_january=self.merged_january
            )
            if found is not None:
                return found
        return Period.of(period.year)

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
    """What a scheme knows about figures: codes of units, rules of items by code, the years in use, and the
    last month of each checkpoint by its code.
    """

    units: frozenset[str]
    items: Mapping[str, ItemRule]
    years: frozenset[int]
    checkpoints: Mapping[str, Month] = field(default_factory=dict)
    measures: MeasureTable = STANDARD_MEASURES


def check_figures(
    figures: Figures, catalogue: Catalogue, origins: Located | None = None
) -> tuple[Finding, ...]:
    """Everything in which the figures do not fit the catalogue.

    Problems of many figures are told once with their number; ranges, counts and ranks figure by figure; at
    most 200 in all, the others counted. The place is that of the first such figure in its file; without
    ``origins`` it is a path of codes: ``unit``, ``indicator`` or ``unit/indicator/kind/period``.
    """
    told = _Told(Findings(most=MAX_FINDINGS, more="table.more"), origins)
    frame = figures.to_frame()
    _check_units(frame, catalogue, told)
    rules = _rules(frame, catalogue, told)
    _check_kinds(frame, rules, told)
    _check_periods(frame, rules, catalogue, told)
    _check_measures(frame, catalogue, told)
    _check_values(frame, rules, catalogue, told)
    _check_since(frame, catalogue, told)
    return told.found.sorted()


@dataclass(frozen=True, slots=True)
class _Told:
    """What has been found so far, and where figures stand."""

    found: Findings
    origins: Located | None
    places: dict[tuple[str, str], Place] = field(default_factory=dict)

    def look_up(self, column: str, texts: Sequence[str]) -> None:
        """Find the first figures with some texts in one go, as many as are told."""
        if self.origins is not None and not self.found.is_full:
            places = self.origins.places(column, texts[:MAX_FINDINGS])
            self.places.update({(column, text): place for text, place in places.items()})

    def error(self, code: str, column: str, given: Mapping[str, str], **details: Detail) -> None:
        """An error about all figures with the ``given`` values, in one of their columns."""
        self.found.error(code, self.where(column, given), **details)

    def warning(self, code: str, column: str, given: Mapping[str, str], **details: Detail) -> None:
        """A warning about all figures with the ``given`` values, in one of their columns."""
        self.found.warning(code, self.where(column, given), **details)

    def near(self, text: str, known: Iterable[str]) -> str | Term:
        """The known code most like a text; not looked for beyond the number that is told."""
        return "" if self.found.is_full else nearest_or_none(text, sorted(known))

    def where(self, column: str, given: Mapping[str, str]) -> Place:
        """The first figure with the given values."""
        path = Place(path="/".join(given.values()))
        # Beyond the number that is told nobody looks, and looking takes time.
        if self.origins is None or self.found.is_full:
            return path
        known = self.places.get((column, given[column])) if len(given) == 1 else None
        return known or self.origins.place(column, given) or path


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
    kept = frame.join(newer, on=VERSION, how="anti")
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


def _rules(frame: pl.DataFrame, catalogue: Catalogue, told: _Told) -> dict[str, ItemRule]:
    """The rule of every known indicator; the unknown ones are found."""
    rules = {}
    counted = [
        (indicator, count, _rule_of(indicator, catalogue))
        for indicator, count in _counted(frame, "indicator")
    ]
    told.look_up("indicator", [indicator for indicator, _, rule in counted if rule is None])
    for indicator, count, rule in counted:
        item, _, member = indicator.partition("/")
        given: dict[str, str] = {"indicator": indicator}
        if rule is not None:
            rules[indicator] = rule
        elif item in catalogue.items:
            members = sorted(catalogue.items[item].members)
            details: dict[str, Detail] = {"near": told.near(member, members), "count": count}
            allowed = Listed.of(members)
            told.error(
                "figure.unknown_member",
                "indicator",
                given,
                item=item,
                member=member,
                allowed=allowed,
                **details,
            )
        else:
            near = told.near(item, catalogue.items)
            told.error("figure.unknown_item", "indicator", given, indicator=indicator, count=count, near=near)
    return rules


def _check_since(frame: pl.DataFrame, catalogue: Catalogue, told: _Told) -> None:
    for since, count in _counted(frame, "since"):
        if since and since not in catalogue.checkpoints:
            near = told.near(since, catalogue.checkpoints)
            allowed = Listed.of(sorted(catalogue.checkpoints))
            details: dict[str, Detail] = {"count": count, "near": near, "allowed": allowed, "since": since}
            told.error("figure.unknown_since", "since", {"since": since}, **details)
    revised = frame.filter(pl.col("since").is_in(list(catalogue.checkpoints)))
    for period, since, count in _counted(revised, "period", "since"):
        ends = catalogue.checkpoints[since]
        if ends < Period.from_canonical(period).end:
            given = {"period": period, "since": since}
            told.warning("figure.early_since", "since", given, ends=str(ends), count=count, **given)
    # A first report that is late looks the same as a revision whose first version was overwritten.
    orphans = revised.join(frame.filter(since=""), on=KEY, how="anti")
    for indicator, since, count in _counted(orphans, "indicator", "since"):
        given = {"indicator": indicator, "since": since}
        told.warning("figure.no_first_version", "since", given, count=count, **given)


def _check_units(frame: pl.DataFrame, catalogue: Catalogue, told: _Told) -> None:
    unknown = [(unit, count) for unit, count in _counted(frame, "unit") if unit not in catalogue.units]
    told.look_up("unit", [unit for unit, _ in unknown])
    for unit, count in unknown:
        near = told.near(unit, catalogue.units)
        told.error("figure.unknown_unit", "unit", {"unit": unit}, unit=unit, count=count, near=near)


def _check_kinds(frame: pl.DataFrame, rules: Mapping[str, ItemRule], told: _Told) -> None:
    for indicator, kind, count in _counted(frame, "indicator", "kind"):
        rule = rules.get(indicator)
        if rule is not None and Kind(kind) not in rule.kinds:
            details: dict[str, Detail] = {
                "indicator": indicator,
                "kind": Kind(kind).term,
                "count": count,
                "allowed": Listed.of(sorted(rule.kinds)),
            }
            given = {"indicator": indicator, "kind": kind}
            told.error("figure.wrong_kind", "kind", given, **details)


def _check_periods(
    frame: pl.DataFrame, rules: Mapping[str, ItemRule], catalogue: Catalogue, told: _Told
) -> None:
    years = Listed.of(str(year) for year in sorted(catalogue.years))
    for text, _ in _counted(frame, "period"):
        if Period.from_canonical(text).year not in catalogue.years:
            told.error("period.outside_year", "period", {"period": text}, text=text, years=years)
    for indicator, text, count in _counted(frame, "indicator", "period"):
        rule, period = rules.get(indicator), Period.from_canonical(text)
        if rule is None or rule.fits(period):
            continue
        given = {"indicator": indicator, "period": text}
        if rule.merged_january and period.splits_january_and_february:
            told.error("period.merged_january", "period", given, text=text)
            continue
        details: dict[str, Detail] = {
            "period": text,
            "indicator": indicator,
            "count": count,
            "frequency": _FREQUENCY_TERMS[rule.frequency],
            "cover": _COVER_TERMS[rule.cover],
            "fitting": str(rule.fitting(period)),
        }
        told.error("figure.period_misfit", "period", given, **details)


def _convertible(given: str, expected: str, catalogue: Catalogue) -> bool:
    measures = catalogue.measures
    known = given in measures and expected in measures
    return known and convertible(measures[given], measures[expected])


def _check_measures(frame: pl.DataFrame, catalogue: Catalogue, told: _Told) -> None:
    for indicator, kind, given, expected, count in _differing(frame, catalogue):
        where = told.where(
            "unit_of_measure", {"indicator": indicator, "kind": kind, "unit_of_measure": given}
        )
        names = {"given": _name(given, catalogue), "expected": _name(expected, catalogue)}
        if _convertible(given, expected, catalogue):
            told.found.note("figure.converted_unit", where, indicator=indicator, count=count, **names)
        else:
            told.found.error("measure.not_convertible", where, **names)


def _name(code: str, catalogue: Catalogue) -> Detail:
    return catalogue.measures[code].term if code in catalogue.measures else code


def _check_values(
    frame: pl.DataFrame, rules: Mapping[str, ItemRule], catalogue: Catalogue, told: _Told
) -> None:
    valued = frame.filter(pl.col("value").is_not_null())
    not_a_rank = (pl.col("kind") == Kind.RANK.value) & ~pl.col("value").str.contains("^[1-9][0-9]*$")
    for row in valued.filter(not_a_rank).iter_rows(named=True):
        told.error("figure.not_a_rank", "value", _key(row), figure=_figure(row), value=row["value"])
    levels = valued.filter(pl.col("kind") == Kind.LEVEL.value)
    counted = [unit.code for unit in catalogue.measures if unit.family in COUNTED]
    negative = pl.col("value").str.starts_with("-") & pl.col("unit_of_measure").is_in(counted)
    for row in levels.filter(negative).iter_rows(named=True):
        details: dict[str, Detail] = {"figure": _figure(row), "value": row["value"]}
        unit = _name(row["unit_of_measure"], catalogue)
        told.error("figure.negative_count", "value", _key(row), unit=unit, **details)
    ranged = [indicator for indicator, rule in rules.items() if rule.ranges]
    for row in valued.filter(pl.col("indicator").is_in(ranged)).iter_rows(named=True):
        _check_range(row, rules[row["indicator"]], catalogue, told)


def _key(row: Mapping[str, str]) -> dict[str, str]:
    return {part: row[part] for part in KEY}


def _figure(row: Mapping[str, str]) -> str:
    return " ".join(row[part] for part in KEY)


def _check_range(row: Mapping[str, str], rule: ItemRule, catalogue: Catalogue, told: _Told) -> None:
    """Compare in the kind's own unit; what cannot be converted is told elsewhere."""
    kind = Kind(row["kind"])
    given, expected, bounds = row["unit_of_measure"], rule.kinds.get(kind, ""), rule.ranges.get(kind)
    if bounds is None or (given != expected and not _convertible(given, expected, catalogue)):
        return
    value = Decimal(row["value"])
    if given != expected:
        value = convert(value, catalogue.measures[given], catalogue.measures[expected])
    if value not in bounds:
        details: dict[str, Detail] = {
            "figure": _figure(row),
            "value": canonical(value),
            "unit": _name(expected, catalogue),
            "low": "−∞" if bounds.low is None else canonical(bounds.low),
            "high": "+∞" if bounds.high is None else canonical(bounds.high),
        }
        told.error("figure.outside_range", "value", _key(row), **details)
