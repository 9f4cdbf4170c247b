"""Who owes which figures by when: every sheet of the year, of bureaus and of units about themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from sikao.core.figures.periods import Month, Period
from sikao.core.figures.table import Kind
from sikao.core.insight.monotone import Key
from sikao.core.insight.perturbing import period_at
from sikao.core.insight.uses import Months, Use, uses_of
from sikao.core.scheme import Scheme, compile_scheme
from sikao.core.scheme.closings import MONTHS, end_of
from sikao.core.scheme.model import SELF, Item


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of one figure: of a unit or a reference, of an item or ``item/member``."""

    unit: str
    indicator: str
    kind: Kind
    period: Period

    @property
    def key(self) -> Key:
        """As tables of figures write it."""
        return self.unit, self.indicator, self.kind.value, str(self.period)


@dataclass(frozen=True, slots=True)
class Duty:
    """The sheet that one organisation delivers of one frequency, through one month.

    ``provider`` is the code of a provider or, where ``by_itself``, of the unit that reports about itself.
    ``opens`` and ``due`` are the first and the last day; ``due`` is a calendar day, whatever day that is.
    """

    provider: str
    by_itself: bool
    frequency: str
    through: Month
    opens: dt.date
    due: dt.date
    slots: tuple[Slot, ...]


def duties_of(scheme: Scheme) -> tuple[Duty, ...]:
    """Every duty of a scheme that passed its checks, by the day it is due, then as the scheme lists.

    Owed are all kinds that an item declares, for every period of its frequency up to the last checkpoint, of
    every unit and reference of which anything reads it; of members those that are read. A figure of an
    earlier year is owed where points depend on it, with the figure that it is compared with. Of a lagging
    item the figure that counts this year is owed with this year's sheet of the same months; a yearly one
    that some checkpoint reads before the year's end, with the sheet of the year before. What the docket
    decides of this year is owed by nobody: a figure has one source.
    """
    return _Owing(scheme).duties()


_Sheet = tuple[bool, str, str, Month]
_Order = tuple[int, ...]


class _Owing:
    """Gathers slots by sheet."""

    def __init__(self, scheme: Scheme) -> None:
        self._scheme = scheme
        self._compiled = compile_scheme(scheme)
        self._last = max(checkpoint.through for checkpoint in scheme.checkpoints.values())
        self._items = {code: place for place, code in enumerate(scheme.items)}
        self._carriers = {code: place for place, code in enumerate((*scheme.units, *scheme.references))}
        self._providers = {code: place for place, code in enumerate(scheme.providers)}
        self._sheets: dict[_Sheet, list[tuple[_Order, Slot]]] = {}

    def duties(self) -> tuple[Duty, ...]:
        for use, months in uses_of(self._compiled).items():
            self._owe(use, months)
        return tuple(sorted(map(self._duty, self._sheets), key=self._rank))

    def _owe(self, use: Use, months: Months) -> None:
        """Put everything that is owed of one indicator of one carrier on its sheets."""
        item = self._scheme.items[use.item]
        by_itself = item.provider == SELF
        provider = use.carrier if by_itself else item.provider
        year = self._scheme.year - _is_early(item, months)
        kinds = list(item.kinds)
        front = (self._items[use.item], self._carriers[use.carrier], self._place(use))
        for month, kind, years in self._cells(item, months):
            period = period_at(self._compiled["items"][use.item], month, self._scheme.year)
            if period is not None:
                sheet = (by_itself, provider, item.frequency, Month(year, month))
                slot = Slot(use.carrier, use.indicator, Kind(kind), period.shift(years))
                placed = ((*front, kinds.index(kind), -years), slot)
                self._sheets.setdefault(sheet, []).append(placed)

    def _cells(self, item: Item, months: Months) -> Iterator[tuple[int, str, int]]:
        """Month of the sheet, kind, and how many years off (0 or less)."""
        step = MONTHS[item.frequency]
        if months.current and item.code not in self._scheme.docket.items:
            last = 12 if step == 12 else self._last
            yield from ((month, kind, 0) for month in range(step, last + 1, step) for kind in item.kinds)
        for (kind, years), through in months.earlier.items():
            ends = {12 if step == 12 else month // step * step for month in through}
            yield from ((month, kind, years) for month in sorted(ends - {0}))

    def _place(self, use: Use) -> int:
        """The place of a member among those of its carrier."""
        _, _, member = use.indicator.partition("/")
        members = self._compiled["items"][use.item]["members"]
        return members[use.carrier].index(member) if member and members else 0

    def _duty(self, sheet: _Sheet) -> Duty:
        by_itself, provider, frequency, through = sheet
        rules, end = self._scheme.reporting, end_of(through.year, through.month)
        return Duty(
            provider=provider,
            by_itself=by_itself,
            frequency=frequency,
            through=through,
            opens=rules.opens_on(frequency, end),
            due=rules.due_on(frequency, end),
            slots=tuple(slot for _, slot in sorted(self._sheets[sheet], key=lambda placed: placed[0])),
        )

    def _rank(self, duty: Duty) -> tuple[dt.date, int, bool, int]:
        among = self._carriers if duty.by_itself else self._providers
        return duty.due, MONTHS[duty.frequency], duty.by_itself, among[duty.provider]


def _is_early(item: Item, months: Months) -> bool:
    """Whether a lagging yearly figure is needed before this year's sheet is due."""
    return item.frequency == "year" and item.lag > 0 and months.first < 12
