"""Figures of the ten districts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tools.demo_figures import events
from tools.demo_figures.cast import Cast
from tools.demo_figures.common import counted, growth_path, members, rated, typed
from tools.demo_figures.draws import between, places
from tools.demo_figures.rows import Row
from tools.demo_figures.tuning import PROJECT_COMPLETION
from tools.demo_figures.year import CHECKPOINTS, PROGRESS, at_month, half, quarter, span

# How well a district did in the year, from 0 to 1: what gives its figures a direction in common.
STRENGTH = {
    "shinan": "0.34",
    "shibei": "0.14",
    "licang": "0.10",
    "laoshan": "0.42",
    "huangdao": "0.80",
    "chengyang": "0.53",
    "jimo": "0.46",
    "jiaozhou": "0.66",
    "pingdu": "0.18",
    "laixi": "0.13",
}
GROWTH = {
    "gdp": "0.9",
    "budget_revenue": "2.4",
    "fixed_assets": "3.6",
    "manufacturing_investment": "5",
    "retail": "2.4",
    "wholesale": "5",
    "trade": "4",
    "industry": "2.4",
}
MONTHLY_GROWTH = {"fixed_assets", "industry"}
VOLUME = {
    "budget_revenue": {
        "shinan": "150",
        "shibei": "131",
        "laoshan": "172",
        "chengyang": "141",
        "jimo": "116",
        "jiaozhou": "108",
        "laixi": "52",
    },
    "retail": {
        "shinan": "561",
        "shibei": "638",
        "licang": "327",
        "laoshan": "305",
        "chengyang": "418",
        "jimo": "476",
        "jiaozhou": "402",
        "laixi": "213",
    },
    "trade": {
        "shinan": "618",
        "shibei": "407",
        "licang": "284",
        "laoshan": "566",
        "huangdao": "2246",
        "chengyang": "758",
        "jimo": "523",
        "jiaozhou": "641",
        "pingdu": "134",
        "laixi": "152",
    },
}
# Items scored against a target: node, months reported, decimals.
TARGETED = {
    "domestic_investment": ("domestic", tuple(range(1, 13)), 2),
    "talents": ("talent", (6, 12), 0),
    "offshore_outsourcing": ("outsourcing", (3, 6, 9, 12), 3),
    "new_consumer_entities": ("consumer_entities", (3, 6, 9, 12), 0),
    "employment": ("jobs", tuple(range(1, 13)), 2),
    "hitech_firms": ("hitech_growth", (12,), 0),
}
LICANG_BUDGET_2019 = Decimal("106.26")
CHECKPOINT_MONTHS = tuple(CHECKPOINTS.values())


def rows(cast: Cast) -> Iterator[Row]:
    """Every figure of the districts in the year."""
    for unit in cast.units("districts"):
        strength = Decimal(STRENGTH[unit])
        yield from _growth(cast, unit, strength)
        yield from _volumes(cast, unit, strength)
        yield from _targeted(cast, unit, strength)
        yield from _foreign_investment(cast, unit)
        yield from _projects(cast, unit, strength)
        yield from _industries(cast, unit, strength)
        yield from _environment(cast, unit, strength)
        yield from _ratings(cast, unit, strength)
        yield from _counts(cast, unit)


def base_rows(cast: Cast) -> Iterator[Row]:
    """Figures of the years before that this year's are compared with."""
    for unit in cast.units("districts"):
        strength = Decimal(STRENGTH[unit])
        for month in CHECKPOINT_MONTHS:
            yield typed(cast, unit, "retail", "level", span(month, 2019), _retail_base(unit, month, strength))
            level = _volume(unit, "budget_revenue", month, strength)
            before = level / (1 + _growth_at(unit, "budget_revenue", month, strength) / 100)
            yield typed(cast, unit, "budget_revenue", "level", span(month, 2019), places(before, 2))
        for member in cast.members("leading_industries", unit):
            value = between("0.80", "1.60", 2, "concentration", unit, member)
            yield typed(cast, unit, f"industry_concentration/{member}", "level", "2019", value)
        level = 1 + 3 * strength + between("-0.40", "0.40", 2, "research", unit)
        yield typed(cast, unit, "research_intensity", "level", "2018", level)
        yield typed(
            cast,
            unit,
            "research_intensity",
            "level",
            "2019",
            level + between("0.02", "0.30", 2, "research_rise", unit),
        )
        yield typed(cast, unit, "rank_last", "rank", "2019", Decimal(events.RANK_LAST_YEAR[unit]))


def _path(unit: str, item: str, strength: Decimal) -> tuple[Decimal, ...]:
    fixed = events.GROWTH.get((unit, item))
    if fixed is not None:
        return tuple(Decimal(value) for value in fixed)
    return growth_path(unit, item, strength, GROWTH[item])


def _growth_at(unit: str, item: str, month: int, strength: Decimal) -> Decimal:
    return places(at_month(_path(unit, item, strength), month), 1)


def _growth(cast: Cast, unit: str, strength: Decimal) -> Iterator[Row]:
    for item in GROWTH:
        monthly = item in MONTHLY_GROWTH or item in VOLUME
        first = 2 if cast.scheme.items[item].merged_january else 1
        for month in range(first, 13) if monthly else CHECKPOINT_MONTHS:
            value = _growth_at(unit, item, month, strength)
            note = events.RETAIL_NOTE.get(unit, "") if (item, month) == ("retail", 12) else ""
            yield typed(cast, unit, item, "growth", span(month), value, note)


def _volume(unit: str, item: str, month: int, strength: Decimal) -> Decimal:
    """The total from January on; reported to two decimals."""
    if (unit, item) == ("licang", "budget_revenue"):
        year = LICANG_BUDGET_2019 * (1 + _growth_at(unit, item, 12, strength) / 100)
    else:
        year = Decimal(events.TOTALS.get((unit, item)) or VOLUME[item][unit])
    if month == 12:
        return places(year, 2)
    wobble = 1 + between("-0.015", "0.015", 4, "volume", unit, item, str(month))
    return places(year * PROGRESS[month - 1] / 100 * wobble, 2)


def _volumes(cast: Cast, unit: str, strength: Decimal) -> Iterator[Row]:
    for item in VOLUME:
        first = 2 if cast.scheme.items[item].merged_january else 1
        for month in range(first, 13):
            yield typed(cast, unit, item, "level", span(month), _volume(unit, item, month, strength))
    for month in range(2, 13):
        value = _volume(unit, "retail", month, strength) - _comparable(unit, month, strength)
        yield typed(cast, unit, "retail", "increment", span(month), value)


def _comparable(unit: str, month: int, strength: Decimal) -> Decimal:
    """Retail sales of the year before on this year's base."""
    if (unit, month) == ("huangdao", 12):
        return Decimal("796.45")
    return places(
        _volume(unit, "retail", month, strength) / (1 + _growth_at(unit, "retail", month, strength) / 100), 2
    )


def _retail_base(unit: str, month: int, strength: Decimal) -> Decimal:
    """Retail sales of the year before, as they were reported then."""
    if month == 12 and unit in events.RETAIL_BASE:
        return events.RETAIL_BASE[unit]
    revision = between("0", "0.006", 4, "retail_revision", unit)
    return places(_comparable(unit, month, strength) * (1 + revision), 2)


def _targeted(cast: Cast, unit: str, strength: Decimal) -> Iterator[Row]:
    for item, (node, months, digits) in TARGETED.items():
        target = cast.target("districts", node, unit) or Decimal(0)
        reached = (
            Decimal("0.87") + strength * Decimal("0.2") + between("-0.05", "0.05", 3, "reached", unit, item)
        )
        fixed = events.CONSUMER_ENTITIES.get(unit) if item == "new_consumer_entities" else None
        total = Decimal(fixed) if fixed else places(target * reached, digits)
        for month in months:
            value = total if month == 12 else places(total * PROGRESS[month - 1] / 100, digits)
            yield typed(cast, unit, item, "level", span(month), value)


def _foreign_investment(cast: Cast, unit: str) -> Iterator[Row]:
    total = Decimal(events.FOREIGN_INVESTMENT[unit])
    for month in range(1, 13):
        wobble = 1 if month == 12 else 1 + between("-0.04", "0.04", 3, "foreign_investment", unit, str(month))
        value = places(total * PROGRESS[month - 1] / 100 * wobble, 3)
        if month == 6:
            value = Decimal(events.FOREIGN_INVESTMENT_HALF_YEAR.get(unit, value))
        yield typed(cast, unit, "foreign_investment", "level", span(month), value)


def _projects(cast: Cast, unit: str, strength: Decimal) -> Iterator[Row]:
    done = PROJECT_COMPLETION.get(unit) or 84 + 20 * strength + between("-4", "4", 2, "projects_done", unit)
    started = min(Decimal(100), 80 + 20 * strength + between("-5", "5", 2, "projects_started", unit))
    for month in range(1, 13):
        part = Decimal(PROGRESS[month - 1]) / 100
        yield typed(cast, unit, "key_project_completion", "level", span(month), places(done * part, 2))
        yield typed(
            cast,
            unit,
            "key_project_starts",
            "level",
            span(month),
            places(started * min(Decimal(1), part * Decimal("1.4")), 2),
        )
    for project in cast.members("projects", unit):
        values = dict(
            zip(("investment", "progress", "fortune", "part"), events.PROJECTS[project], strict=True)
        )
        for name, value in values.items():
            yield typed(cast, unit, f"project_{name}/{project}", "level", "2020", Decimal(value))


def _industries(cast: Cast, unit: str, strength: Decimal) -> Iterator[Row]:
    for member in cast.members("leading_industries", unit):
        before = between("0.80", "1.60", 2, "concentration", unit, member)
        for month, rise in ((6, "concentration_h1"), (12, "concentration_year")):
            value = before + strength * Decimal("0.12") + between("-0.06", "0.08", 2, rise, unit, member)
            yield typed(
                cast, unit, f"industry_concentration/{member}", "level", span(month), places(value, 2)
            )
        yield from members(cast, unit, member, strength)
    for stage, low in (("signed", "82"), ("registered", "66"), ("started", "48"), ("reporting", "30")):
        for number, month in enumerate(CHECKPOINT_MONTHS):
            value = (
                Decimal(low)
                + 12 * strength
                + number
                + between("-4", "4", 1, "landing", unit, stage, str(month))
            )
            yield typed(cast, unit, f"project_landing/{stage}", "level", span(month), places(value, 1))


def _environment(cast: Cast, unit: str, strength: Decimal) -> Iterator[Row]:
    energy = cast.target("districts", "energy", unit) or Decimal(0)
    value = energy + between("-0.4", "0.9", 2, "energy", unit)
    yield typed(cast, unit, "energy_intensity", "level", "2020", value)
    particles = cast.target("districts", "particles", unit) or Decimal(0)
    air = cast.target("districts", "air_days", unit) or Decimal(0)
    water = cast.target("districts", "water", unit)
    for month in range(1, 13):
        season = Decimal(12 - month) * 2  # heating: the mean since January falls through the year
        value = particles + season + 2 - 4 * strength + between("-2", "2", 1, "particles", unit)
        yield typed(cast, unit, "fine_particles", "level", span(month), places(value, 1))
        value = min(Decimal(100), air - season + 4 * strength + between("-3", "3", 1, "air", unit))
        yield typed(cast, unit, "good_air_days", "level", span(month), places(value, 1))
        if water is None:
            yield Row(
                unit,
                "water_sections",
                "level",
                span(month),
                None,
                "%",
                "not_applicable",
                caliber="辖区内没有考核断面",
            )
        else:
            value = min(Decimal(100), water + 6 * strength + between("-8", "4", 1, "water", unit))
            yield typed(cast, unit, "water_sections", "level", span(month), places(value, 1))


def _ratings(cast: Cast, unit: str, strength: Decimal) -> Iterator[Row]:
    for number in (1, 2):
        value = 80 + 12 * strength + between("-2", "2", 2, "business", unit, str(number))
        yield typed(cast, unit, "business_environment", "score", half(number), places(value, 2))
        value = 84 + 8 * strength + between("-2.5", "2.5", 2, "satisfaction", unit, str(number))
        yield typed(cast, unit, "satisfaction", "score", half(number), places(value, 2))
    for number in (1, 2, 3, 4):
        value = rated(strength, "service", unit, str(number))
        yield typed(cast, unit, "government_service", "score", quarter(number), value)
    yield typed(cast, unit, "party_rating", "score", "2020", rated(strength, "party", unit))
    for ballot in cast.members("leader_ballots", unit):
        value = 80 + 12 * strength + between("-6", "6", 0, "leaders", unit, ballot)
        yield typed(cast, unit, f"leader_rating/{ballot}", "score", "2020", places(value, 0))


def _counts(cast: Cast, unit: str) -> Iterator[Row]:
    yearly = (
        "state_commendations",
        "national_meetings",
        "national_criticisms",
        "provincial_criticisms",
        "city_talks",
        "statistics_falsified",
        "discipline_cases",
    )
    quarterly = (
        "larger_accidents",
        "major_accidents",
        "unfinished_projects",
        "petition_problems",
        "public_order_problems",
    )
    yield from counted(cast, unit, yearly, (12,))
    yield from counted(cast, unit, quarterly, CHECKPOINT_MONTHS)
