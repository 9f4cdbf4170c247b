"""Figures of the nine functional zones; each lies within a district and is never added to it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tools.demo_figures.cast import Cast
from tools.demo_figures.common import counted, growth_path, members, rated, typed
from tools.demo_figures.draws import between, places
from tools.demo_figures.rows import Row
from tools.demo_figures.year import CHECKPOINTS, PROGRESS, at_month, half, span

STRENGTH = {
    "sco": "0.72",
    "ftz": "0.85",
    "open_one": "0.78",
    "open_two": "0.45",
    "hitech": "0.80",
    "special_one": "0.60",
    "special_two": "0.55",
    "special_three": "0.38",
    "special_four": "0.25",
}
GROWTH = {"fixed_assets": "5", "trade": "5", "industry": "4", "tax_revenue": "6"}
FOREIGN_INVESTMENT = {
    "sco": "0.95",
    "ftz": "2.5",
    "open_one": "6.3",
    "open_two": "0.92",
    "hitech": "1.2",
    "special_one": "0.61",
    "special_two": "0.47",
    "special_three": "0.55",
    "special_four": "0.2",
}
TRADE = {
    "sco": "118",
    "ftz": "640",
    "open_one": "905",
    "open_two": "142",
    "hitech": "96",
    "special_one": "11",
    "special_two": "64",
    "special_three": "7",
    "special_four": "23",
}
TARGETED = {"hitech_firms": ("zone_hitech_firms", (12,)), "talents": ("zone_talents", (6, 12))}
# Zero is a value: a zone that gained no firm is not a zone without figures.
NO_FIRMS = "special_four"
MONTHS = tuple(CHECKPOINTS.values())


def rows(cast: Cast) -> Iterator[Row]:
    """Every figure of the zones in the year."""
    for unit in cast.units("zones"):
        strength = Decimal(STRENGTH[unit])
        yield from _economy(cast, unit, strength)
        yield from _targeted(cast, unit, strength)
        yield from _ratings(cast, unit, strength)
        yield from counted(cast, unit, ("larger_accidents", "major_accidents", "pollution_incidents"), MONTHS)
        yield from counted(cast, unit, ("statistics_falsified", "discipline_cases"), (12,))


def base_rows(cast: Cast) -> Iterator[Row]:
    """Research of the two years before."""
    for unit in cast.units("zones"):
        level = 1 + 5 * Decimal(STRENGTH[unit]) + between("-0.50", "0.50", 2, "research", unit)
        rise = between("-0.10", "0.50", 2, "research_rise", unit)
        yield typed(cast, unit, "research_intensity", "level", "2018", level)
        yield typed(cast, unit, "research_intensity", "level", "2019", level + rise)


def _economy(cast: Cast, unit: str, strength: Decimal) -> Iterator[Row]:
    for item, spread in GROWTH.items():
        path = growth_path(unit, item, strength, spread)
        lift = cast.target("zones", "zone_fai", unit) if item == "fixed_assets" else Decimal(0)
        for month in MONTHS:
            value = at_month(path, month) + (lift or Decimal(0)) / 2
            yield typed(cast, unit, item, "growth", span(month), places(value, 1))
    for month in MONTHS:
        part = Decimal(PROGRESS[month - 1]) / 100
        yield typed(
            cast,
            unit,
            "foreign_investment",
            "level",
            span(month),
            places(Decimal(FOREIGN_INVESTMENT[unit]) * part, 3),
        )
        yield typed(cast, unit, "trade", "level", span(month), places(Decimal(TRADE[unit]) * part, 2))
        for stage, low in (("signed", "84"), ("registered", "70"), ("started", "52"), ("reporting", "33")):
            value = Decimal(low) + 10 * strength + between("-4", "4", 1, "landing", unit, stage, str(month))
            yield typed(cast, unit, f"project_landing/{stage}", "level", span(month), places(value, 1))
    for member in cast.members("leading_industries", unit):
        yield from members(cast, unit, member, strength)


def _targeted(cast: Cast, unit: str, strength: Decimal) -> Iterator[Row]:
    for item, (node, months) in TARGETED.items():
        target = cast.target("zones", node, unit) or Decimal(0)
        reached = (
            Decimal("0.78") + strength * Decimal("0.3") + between("-0.06", "0.06", 3, "reached", unit, item)
        )
        total = Decimal(0) if (unit, item) == (NO_FIRMS, "hitech_firms") else places(target * reached, 0)
        for month in months:
            yield typed(cast, unit, item, "level", span(month), places(total * PROGRESS[month - 1] / 100, 0))


def _ratings(cast: Cast, unit: str, strength: Decimal) -> Iterator[Row]:
    for task in cast.members("zone_tasks", unit):
        value = min(Decimal(110), 78 + 22 * strength + between("-8", "8", 1, "task", unit, task))
        for month in (3, 6, 9, 12):
            part = Decimal(PROGRESS[month - 1]) / 100
            yield typed(
                cast, unit, f"zone_task_completion/{task}", "level", span(month), places(value * part, 1)
            )
    yield typed(cast, unit, "reform_rating", "score", "2020", rated(strength, "reform", unit))
    yield typed(cast, unit, "party_rating", "score", "2020", rated(strength, "party", unit))
    for number in (1, 2):
        value = 80 + 12 * strength + between("-2", "2", 2, "business", unit, str(number))
        yield typed(cast, unit, "business_environment", "score", half(number), places(value, 2))
        value = 84 + 8 * strength + between("-2.5", "2.5", 2, "satisfaction", unit, str(number))
        yield typed(cast, unit, "satisfaction", "score", half(number), places(value, 2))
    for ballot in cast.members("leader_ballots", unit):
        value = 80 + 12 * strength + between("-6", "6", 0, "leaders", unit, ballot)
        yield typed(cast, unit, f"leader_rating/{ballot}", "score", "2020", places(value, 0))
