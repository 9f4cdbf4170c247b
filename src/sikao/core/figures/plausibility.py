"""A whole table of levels held against what could be expected of them, in columns; only oddities one by one.

Each level is compared with the same period of last year and with its target, where there are such. Only a
level that has neither is compared with its peers: the other units of its group, from which units differ by
nature, so that only a hundredfold is asked about.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import polars as pl

from sikao.core.figures.checking import COUNTED
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

_PLACE = ("unit", "indicator", "period")
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
    later = (pl.col("period").str.head(4).cast(pl.Int32) + 1).cast(pl.String) + pl.col("period").str.slice(4)
    moved = levels.with_columns(later.alias("period"), text=pl.col("value"), reference=pl.col("size"))
    return _references(moved, "last_year")


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
