"""A whole table of figures held against what could be expected of them, in columns; only oddities one by one.

Each level is compared with the same period of last year and with its target, where there are such. Only a
level that has neither is compared with its peers: the other units of its group, from which units differ by
nature, so that only a hundredfold is asked about.

A growth has no size that could be expected, but one in percent that is written as a fraction (0.061 for 6.1)
is known by its column: everybody else's is larger than one percent, and its own hundredfold is like theirs.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import polars as pl

from sikao.core.figures.checking import COUNTED
from sikao.core.figures.decimals import canonical, shifted
from sikao.core.figures.magnitude import (
    check_magnitude,
    largest_peer,
    last_year,
    smallest_peer,
    target,
)
from sikao.core.figures.measures import MeasureTable
from sikao.core.figures.origins import Located
from sikao.core.figures.table import KEY, Figures, Kind
from sikao.core.wording import Finding, Findings, Place

MOST_TOLD = 50
"""So many figures are told; a column in the wrong unit of measure is recognised by a few."""

SMALL_COUNT = 100
"""Counts below this, such as projects, truly grow or shrink tenfold."""

LEAST_PEERS = 3
"""Fewer other units do not show what is usual."""

# Rates below this, in percent, may be fractions; at least so many others must all be above it.
_FRACTION, LEAST_RATES = 1, 4

_COLUMN = ("indicator", "period")
_PLACE = ("unit", *_COLUMN)
# Floats only choose what is looked at exactly; the first is a little below the smallest step of a slip, the
# second below the step of a hundredfold.
_ODD, _ODD_AMONG_PEERS = 4.99, 29.9
_NAMED = {
    "last_year": last_year,
    "target": target,
    "largest_peer": largest_peer,
    "smallest_peer": smallest_peer,
}

Targets = Mapping[tuple[str, str, str], Decimal]
"""Unit, indicator and period → the target of that level, in the item's unit of measure."""


def implausible_levels(
    figures: Figures,
    targets: Targets,
    groups: Mapping[str, str],
    measures: MeasureTable,
    origins: Located | None = None,
) -> tuple[Finding, ...]:
    """A warning for every level that is powers of ten off what could be expected; 50 of them, others counted.

    The figures are in their items' units of measure; ``groups`` says with whom a unit is compared. One
    reference speaks for a figure: last year before the target.
    """
    levels = _levels(figures)
    known = pl.concat([_last_years(levels), _targets(targets)])
    judged = _judged(levels, known, _ODD)
    alone = levels.join(known, on=_PLACE, how="anti")
    odd = pl.concat([judged, _judged(alone, _peers(levels, groups), _ODD_AMONG_PEERS)])
    found = Findings(most=MOST_TOLD, more="table.more")
    for row in odd.unique(_PLACE, keep="first", maintain_order=True).iter_rows(named=True):
        value, reference = Decimal(row["value"]), _NAMED[row["name"]](Decimal(row["text"]))
        unit = measures[row["unit_of_measure"]]
        if unit.family in COUNTED and max(abs(value), abs(reference.value)) < SMALL_COUNT:
            continue
        given = {name: Kind.LEVEL.value if name == "kind" else row[name] for name in KEY}
        found.extend(check_magnitude(value, reference, unit, _where(given, origins, found), stop=False))
    return found.sorted()


def fractional_growths(figures: Figures, origins: Located | None = None) -> tuple[Finding, ...]:
    """A warning for each growth in percent that looks as if it were written as a fraction.

    That is the only growth between −1 and 1 of an indicator and period, or one of a column of such alone
    where last year's has none; it has two decimals or more, and its hundredfold lies between half the
    smallest and twice the largest of the others, of which there are at least four, all of its own sign.
    """
    growths = _growths(figures)
    small = growths.filter(pl.col("size") < _FRACTION).with_columns(pl.len().over(_COLUMN).alias("small"))
    usual = _usual(growths)
    this_year = small.join(usual, on=_COLUMN, maintain_order="left").filter(pl.col("small") == 1)
    last_years = usual.join(small, on=_COLUMN, how="anti").with_columns(_later().alias("period"))
    alone = small.join(usual, on=_COLUMN, how="anti", maintain_order="left")
    judged = pl.concat([this_year, alone.join(last_years, on=_COLUMN, maintain_order="left")])
    odd = judged.filter(
        pl.col("others") >= LEAST_RATES,
        (pl.col("signs") == 1) & (pl.col("sign") == pl.col("others_sign")),
        pl.col("value").str.contains(r"\.[0-9]{2,}$"),
        (pl.col("size") * 100).is_between(pl.col("low") / 2, pl.col("high") * 2),
    )
    found = Findings(most=MOST_TOLD, more="table.more")
    for row in odd.iter_rows(named=True):
        where = _where({name: row[name] for name in KEY}, origins, found)
        hundredfold = canonical(shifted(Decimal(row["value"]), 2))
        found.warning("number.fraction", where, value=row["value"], hundredfold=hundredfold)
    return found.sorted()


def _growths(figures: Figures) -> pl.DataFrame:
    """Growths in percent other than zero, each with its ``size`` and ``sign``."""
    growths = figures.to_frame().filter(
        pl.col("kind") == Kind.GROWTH.value,
        pl.col("value").is_not_null(),
        pl.col("unit_of_measure") == "percent",
    )
    number = pl.col("value").cast(pl.Float64)
    return growths.with_columns(number.abs().alias("size"), number.sign().alias("sign")).filter(
        pl.col("size") > 0
    )


def _usual(growths: pl.DataFrame) -> pl.DataFrame:
    """Of every column: how many growths are no fractions, the smallest and largest size, and their signs."""
    usual = growths.filter(pl.col("size") >= _FRACTION).group_by(_COLUMN)
    return usual.agg(
        pl.len().alias("others"),
        pl.col("size").min().alias("low"),
        pl.col("size").max().alias("high"),
        pl.col("sign").n_unique().alias("signs"),
        pl.col("sign").first().alias("others_sign"),
    )


def _where(given: Mapping[str, str], origins: Located | None, found: Findings) -> Place:
    path = Place(path="/".join(given.values()))
    return path if origins is None or found.is_full else origins.place("value", given) or path


def _levels(figures: Figures) -> pl.DataFrame:
    """Levels other than zero, each with its ``size`` as a float."""
    levels = (
        figures.to_frame().lazy().filter(pl.col("kind") == Kind.LEVEL.value, pl.col("value").is_not_null())
    )
    sized = levels.with_columns(pl.col("value").cast(pl.Float64).abs().alias("size"))
    return sized.filter(pl.col("size") > 0).select(*_PLACE, "value", "unit_of_measure", "size").collect()


def _judged(levels: pl.DataFrame, references: pl.DataFrame, edge: float) -> pl.DataFrame:
    """Levels with the references from which they are at least ``edge`` times away."""
    beside = levels.join(references, on=_PLACE, maintain_order="left_right")
    times = pl.max_horizontal("size", "reference") / pl.min_horizontal("size", "reference")
    return beside.filter(times >= edge).select(*_PLACE, "value", "unit_of_measure", "text", "name")


def _references(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    return frame.select(*_PLACE, pl.col("text"), pl.col("reference"), pl.lit(name).alias("name"))


def _last_years(levels: pl.DataFrame) -> pl.DataFrame:
    """Every level as a reference of the same period a year later."""
    moved = levels.with_columns(_later().alias("period"), text=pl.col("value"), reference=pl.col("size"))
    return _references(moved, "last_year")


def _later() -> pl.Expr:
    """The same period a year later."""
    return (pl.col("period").str.head(4).cast(pl.Int32) + 1).cast(pl.String) + pl.col("period").str.slice(4)


def _targets(targets: Targets) -> pl.DataFrame:
    rows = [(*place, f"{value:f}", abs(float(value))) for place, value in targets.items() if value]
    schema = {**dict.fromkeys((*_PLACE, "text"), pl.String), "reference": pl.Float64}
    return _references(pl.DataFrame(rows, schema=schema, orient="row"), "target")


def _peers(levels: pl.DataFrame, groups: Mapping[str, str]) -> pl.DataFrame:
    """For the largest and the smallest level of each group: the one next to it."""
    among = ["group", "indicator", "period"]
    named = levels.with_columns(
        pl.col("unit").replace_strict(dict(groups), default=None, return_dtype=pl.String).alias("group")
    ).drop_nulls("group")
    ordered = named.sort("size", maintain_order=True)
    position, number = pl.int_range(pl.len()).over(among), pl.len().over(among)
    placed = ordered.with_columns(position.alias("position"), number.alias("number")).filter(
        pl.col("number") > LEAST_PEERS
    )
    ends = []
    for end, other, name in (("largest", 1, "largest_peer"), ("smallest", -1, "smallest_peer")):
        last = pl.col("number") - 1 if end == "largest" else pl.lit(0)
        beside = placed.with_columns(
            pl.col("value").shift(other).over(among).alias("text"),
            pl.col("size").shift(other).over(among).alias("reference"),
        )
        ends.append(_references(beside.filter(pl.col("position") == last), name))
    return pl.concat(ends)
