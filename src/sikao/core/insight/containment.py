"""Parts held against their wholes: a unit that lies within another one cannot have more of what adds up."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import polars as pl

from sikao.core.books.names import term_of
from sikao.core.figures.checking import COUNTED
from sikao.core.figures.measures import UnitOfMeasure
from sikao.core.figures.origins import Located
from sikao.core.figures.table import KEY, Figures, Kind
from sikao.core.scheme import Scheme
from sikao.core.scheme.catalogue import catalogue_of
from sikao.core.wording import Finding, Findings, Place

MOST_TOLD = 50
"""So many figures are told; a column in the wrong unit of measure is recognised by a few."""

_AMOUNTS = COUNTED | {
    "yuan",
    "usd",
    "tce",
    "tonnes",
    "kwh",
    "cubic_metres",
    "square_metres",
    "kilometres",
    "mu",
}
_SAME = ("indicator", "period")


def figures_beyond_whole(
    scheme: Scheme, figures: Figures, origins: Located | None = None
) -> tuple[Finding, ...]:
    """A warning for every level of a contained unit above that of the unit that contains it; 50 are told.

    Only what adds up is compared: counts, money, energy, weights, volumes, areas, lengths. Shares, indices,
    ratings and amounts in single yuan, which are those of a person, may well be higher in a part, and so may
    what is less than nothing somewhere, a balance or a net increase. A revised
    figure counts as last revised, a whole without a figure is passed over for the next one around it. The
    figures are in their items' units of measure; ``origins`` says where they stand.
    """
    measures = catalogue_of(scheme).measures
    adding = [unit.code for unit in measures if _adds_up(unit)]
    levels = _latest(scheme, figures.to_frame()).filter(
        pl.col("kind") == Kind.LEVEL.value,
        pl.col("value").is_not_null(),
        pl.col("unit_of_measure").is_in(adding),
        (pl.col("value").cast(pl.Float64) >= 0).all().over("indicator"),
    )
    found = Findings(most=MOST_TOLD, more="table.more")
    for row in _beyond(levels, scheme).iter_rows(named=True):
        value, whole = Decimal(row["value"]), Decimal(row["value_whole"])
        if value <= whole:
            continue
        given = {name: row[name] for name in KEY}
        path = Place(path="/".join(given.values()))
        where = path if origins is None or found.is_full else origins.place("value", given) or path
        found.warning(
            "figure.beyond_whole",
            where,
            part=term_of(scheme.units[row["unit"]]),
            whole=term_of(scheme.units[row["whole"]]),
            item=term_of(scheme.items[row["indicator"].partition("/")[0]]),
            period=row["period"],
            value=f"{value:f}",
            most=f"{whole:f}",
            unit=measures[row["unit_of_measure"]].term,
        )
    return found.sorted()


def _adds_up(unit: UnitOfMeasure) -> bool:
    return unit.family in _AMOUNTS and (unit.family, unit.power) != ("yuan", 0)


def _latest(scheme: Scheme, frame: pl.DataFrame) -> pl.DataFrame:
    """Of every figure its last version."""
    order = {code: position for position, code in enumerate(["", *scheme.checkpoints])}
    since = pl.col("since").replace_strict(order, default=0, return_dtype=pl.Int64)
    return frame.sort(since, maintain_order=True).unique(KEY, keep="last", maintain_order=True)


def _beyond(levels: pl.DataFrame, scheme: Scheme) -> pl.DataFrame:
    """Levels with that of the nearest whole, as far as floats can tell that they may be greater."""
    pairs = [(unit, whole, step) for unit in scheme.units for step, whole in enumerate(_wholes(scheme, unit))]
    schema = {"unit": pl.String, "whole": pl.String, "step": pl.Int64}
    parts = levels.join(pl.DataFrame(pairs, schema, orient="row"), on="unit", maintain_order="left_right")
    beside = parts.join(
        levels.select("unit", *_SAME, "value"),
        left_on=("whole", *_SAME),
        right_on=("unit", *_SAME),
        suffix="_whole",
        maintain_order="left",
    )
    nearest = beside.sort("step", maintain_order=True).unique(KEY, keep="first", maintain_order=True)
    return nearest.filter(pl.col("value").cast(pl.Float64) >= pl.col("value_whole").cast(pl.Float64))


def _wholes(scheme: Scheme, unit: str) -> Iterator[str]:
    """The units around a unit, the nearest first."""
    above, seen = scheme.units[unit].within, {unit}
    while above is not None and above in scheme.units and above not in seen:
        seen.add(above)
        yield above
        above = scheme.units[above].within
