"""Nudging figures: a little more or less in one stretch of the year, and so in later cumulative figures."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sikao.core.figures.periods import Cover, Frequency, Month, Period, covers
from sikao.core.figures.table import KEY
from sikao.core.insight.monotone import Key
from sikao.core.insight.slices import Json, figures_in

FREQUENCIES = {
    "month": Frequency.MONTH,
    "quarter": Frequency.QUARTER,
    "half_year": Frequency.HALF,
    "year": Frequency.YEAR,
}
_AMOUNTS = frozenset({"level", "increment", "growth"})

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure that a measure reads of the unit itself; ``cover`` as in the scheme language."""

    item: str
    indicator: str
    kind: str
    cover: str


def entries_of(measure: Any, items: Mapping[str, Json]) -> tuple[Entry, ...]:
    """The figures of a measure that can be nudged within the year: this year's amounts, one by one."""
    found: dict[Entry, None] = {}
    for _, item, member, kind, carrier, years in figures_in(measure):
        yearly = items[item]["frequency"] == "year"
        if carrier is None and years == 0 and member not in ("*", "each") and kind in _AMOUNTS and not yearly:
            indicator = item if member is None else f"{item}/{member}"
            found[Entry(item, indicator, kind, items[item]["cover"])] = None
    return tuple(found)


def period_at(item: Json, through: int, year: int) -> Period | None:
    """The period that a checkpoint through a month reads of an item."""
    return covers(
        Cover(item["cover"]),
        Month(year - item["lag"], through),
        FREQUENCIES[item["frequency"]],
        merged_january=item["merged_january"],
    )


@dataclass(frozen=True, slots=True)
class Nudge:
    """By how much each period's figure changes when the stretch up to a checkpoint has one unit more."""

    entry: Entry
    amounts: Mapping[str, Fraction]

    @classmethod
    def at(cls, entry: Entry, checkpoint: str, windows: Sequence[str], compiled: Json) -> Nudge:
        """The nudge of the stretch that ends at ``checkpoint``, one of the ``windows`` of a leaf.

        A cumulative level carries it unchanged into later periods, a cumulative growth by its part of the
        months. Where the checkpoint reads no period of its own there is nothing to nudge.
        """
        periods = list(_periods(entry, windows, compiled))
        position = list(windows).index(checkpoint)
        own, earlier = periods[position], [period for period in periods[:position] if period is not None]
        if own is None or own in earlier:
            return cls(entry, {})
        if entry.cover != "cumulative":
            return cls(entry, {str(own): Fraction(1)})
        months = own.length - (earlier[-1].length if earlier else 0)
        later = [period for period in periods[position:] if period is not None]
        return cls(
            entry,
            {
                str(period): Fraction(months, period.length) if entry.kind == "growth" else Fraction(1)
                for period in later
            },
        )

    def applied(self, rows: Sequence[Row], units: Collection[str], step: Fraction) -> list[Row]:
        """The rows with the figures of some units nudged by ``step`` times their amounts; absences stay."""
        return [
            {**row, "value": str(Fraction(row["value"]) + step * amount)}
            if (amount := self._amount(row, units))
            else row
            for row in rows
        ]

    def _amount(self, row: Row, units: Collection[str]) -> Fraction | None:
        same = (row["indicator"], row["kind"]) == (self.entry.indicator, self.entry.kind)
        if not same or row["unit"] not in units or row["value"] is None:
            return None
        return self.amounts.get(row["period"])


def _periods(entry: Entry, windows: Sequence[str], compiled: Json) -> Iterator[Period | None]:
    through = {checkpoint["code"]: checkpoint["through"] for checkpoint in compiled["checkpoints"]}
    for window in windows:
        yield period_at(compiled["items"][entry.item], through[window], compiled["year"])


def key_of(row: Row) -> Key:
    """What a row is a version of."""
    unit, indicator, kind, period = (str(row[name]) for name in KEY)
    return unit, indicator, kind, period
