"""What the figures of all kinds of units have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from tools.demo_figures import events
from tools.demo_figures.cast import Cast
from tools.demo_figures.draws import between, places
from tools.demo_figures.rows import Row
from tools.demo_figures.year import CHECKPOINTS, CITY_GROWTH, span

_FIRST, _LAST = 3, 12


def typed(
    cast: Cast, unit: str, indicator: str, kind: str, period: str, value: Decimal, note: str = ""
) -> Row:
    """A figure in the unit of measure that the scheme declares for it."""
    return Row(
        unit, indicator, kind, period, value, cast.measure(indicator.partition("/")[0], kind), caliber=note
    )


def growth_path(unit: str, item: str, strength: Decimal, spread: str) -> tuple[Decimal, ...]:
    """Growth at the four checkpoints: the city's, shifted by how well the unit does and a little noise."""
    shift = (strength * 2 - 1) * Decimal(spread)
    noise = between("-1", "1", 2, "growth", unit, item)
    return tuple(
        places(Decimal(city) + shift + noise + between("-0.5", "0.5", 2, "growth", unit, item, point), 1)
        for point, city in zip(CHECKPOINTS, CITY_GROWTH[item], strict=True)
    )


def members(cast: Cast, unit: str, industry: str, strength: Decimal) -> Iterator[Row]:
    """Revenue growth of one leading industry in the unit, and of the same industry in the whole city."""
    for point, (month, base) in zip(
        CHECKPOINTS, zip(CHECKPOINTS.values(), CITY_GROWTH["leading_revenue"], strict=True), strict=True
    ):
        city = Decimal(base) + between("-4", "6", 1, "city_revenue", industry, point)
        own = city + 8 * strength - 3 + between("-3", "3", 1, "leading_revenue", unit, industry, point)
        yield typed(cast, unit, f"city_revenue/{industry}", "growth", span(month), city)
        yield typed(cast, unit, f"leading_revenue/{industry}", "growth", span(month), places(own, 1))


def rated(strength: Decimal, *key: str) -> Decimal:
    """A rating from 4 (best) to 1."""
    value = 2 + 2 * strength + between("-0.4", "0.9", 2, "rated", *key)
    return min(Decimal(4), max(Decimal(1), Decimal(int(value))))


def counted(cast: Cast, unit: str, items: Iterable[str], months: Iterable[int]) -> Iterator[Row]:
    """Counts of events so far; all of the year's happened by the third quarter, zero is a figure too."""
    ends = tuple(months)
    for item in items:
        total = events.COUNTS[item].get(unit, 0)
        for month in ends:
            so_far = total * (month - _FIRST) // (_LAST - _FIRST) if month != _LAST else total
            yield typed(cast, unit, item, "level", span(month), Decimal(so_far))
