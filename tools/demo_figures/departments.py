"""Figures of the municipal departments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from tools.demo_figures.cast import Cast
from tools.demo_figures.common import counted, rated, typed
from tools.demo_figures.draws import between, one_of, places
from tools.demo_figures.events import VALID_BALLOTS
from tools.demo_figures.rows import Row
from tools.demo_figures.year import CHECKPOINTS, half, span

# The second of these has the figures of the first: two units that end level.
TWINS = ("meteorology", "post")
# Leads its group until the veto bars it from the first grade.
BARRED = "enforcement_unit"
NO_SERVICES_TO_FIRMS = ("dept_party",)
GOAL_SCORES = {"goal_excellence": 82, "goal_tackling": 80, "goal_innovation": 76, "goal_benefit": 84}
COUNTED = (
    "state_commendations",
    "national_meetings",
    "national_criticisms",
    "provincial_criticisms",
    "city_talks",
    "statistics_falsified",
    "discipline_cases",
    "integrity_problems",
)


def rows(cast: Cast) -> Iterator[Row]:
    """Every figure of the departments in the year."""
    first, second = TWINS
    for unit in cast.units("departments"):
        if unit == second:
            continue
        own = list(_unit_rows(cast, unit))
        yield from own
        if unit == first:
            yield from (replace(row, unit=second) for row in own)


def _strength(unit: str) -> Decimal:
    return Decimal("0.97") if unit == BARRED else between("0.15", "0.95", 2, "strength", unit)


def _unit_rows(cast: Cast, unit: str) -> Iterator[Row]:
    strength = _strength(unit)
    yield from _goals(cast, unit, strength)
    yield from _tackling_and_reform(cast, unit, strength)
    yield from _firms(cast, unit, strength)
    yield from _ratings(cast, unit, strength)
    yield from counted(cast, unit, COUNTED, (12,))


def _goals(cast: Cast, unit: str, strength: Decimal) -> Iterator[Row]:
    if one_of((True, True, False), "provincial", unit):
        place = max(1, 12 - int(10 * strength) + int(between("-2", "2", 0, "provincial_rank", unit)))
        yield typed(cast, unit, "provincial_rank", "rank", "2020", Decimal(place))
    else:
        yield Row(
            unit, "provincial_rank", "rank", "2020", None, "位", "not_applicable", caliber="没有承担省考指标"
        )
    for task in cast.members("city_tasks", unit):
        value = min(Decimal(100), 86 + 14 * strength + between("-6", "6", 1, "task", unit, task))
        yield typed(cast, unit, f"task_completion/{task}", "level", "2020", places(value, 1))
    for goal in cast.members("excellence_goals", unit):
        value = min(Decimal(100), 88 + 12 * strength + between("-6", "6", 1, "completion", unit, goal))
        yield typed(cast, unit, f"goal_completion/{goal}", "level", "2020", places(value, 1))
        for item, base in GOAL_SCORES.items():
            value = min(Decimal(100), base + 12 * strength + between("-5", "5", 1, item, unit, goal))
            yield typed(cast, unit, f"{item}/{goal}", "score", "2020", places(value, 1))
        difficulty = between("0.90", "1.20", 2, "difficulty", unit, goal)
        yield typed(cast, unit, f"goal_difficulty/{goal}", "level", "2020", difficulty)


def _tackling_and_reform(cast: Cast, unit: str, strength: Decimal) -> Iterator[Row]:
    due = between("16", "32", 0, "tackling", unit)
    missed = places((1 - strength) * 3 + between("0", "1", 0, "tackling_missed", unit), 0)
    for number, month in enumerate(CHECKPOINTS.values(), start=1):
        yield typed(cast, unit, "tackling_due", "level", span(month), places(due * number / 4, 0))
        yield typed(cast, unit, "tackling_done", "level", span(month), places((due - missed) * number / 4, 0))
    tasks = between("4", "12", 0, "reform", unit)
    left = Decimal(0) if strength > Decimal("0.5") else between("0", "1", 0, "reform_left", unit)
    yield typed(cast, unit, "reform_due", "level", "2020", tasks)
    yield typed(cast, unit, "reform_done", "level", "2020", tasks - left)
    spread = one_of(("spread_city", "spread_province", "spread_nation", ""), "spread", unit)
    for item in ("spread_city", "spread_province", "spread_nation"):
        yield typed(cast, unit, item, "level", "2020", Decimal(int(item == spread or unit == BARRED)))
    for judge in cast.members("judges", unit):
        value = 82 + 12 * strength + between("-5", "5", 1, "defence", unit, judge)
        yield typed(cast, unit, f"defence_rating/{judge}", "score", "2020", places(value, 1))


def _firms(cast: Cast, unit: str, strength: Decimal) -> Iterator[Row]:
    if cast.group(unit) in NO_SERVICES_TO_FIRMS:
        for item in ("led_environment", "firms_rating"):
            yield Row(unit, item, "score", "2020", None, "分", "not_applicable", caliber="非涉企部门")
        return
    value = 74 + 18 * strength + between("-3", "3", 2, "led", unit)
    yield typed(cast, unit, "led_environment", "score", "2020", places(value, 2))
    value = 82 + 12 * strength + between("-3", "3", 2, "firms", unit)
    yield typed(cast, unit, "firms_rating", "score", "2020", places(value, 2))


def _ratings(cast: Cast, unit: str, strength: Decimal) -> Iterator[Row]:
    for ballot in cast.members("leader_ballots", unit):
        value = 82 + 12 * strength + between("-5", "5", 0, "leaders", unit, ballot)
        yield typed(cast, unit, f"leader_rating/{ballot}", "score", "2020", places(value, 0))
    value = 62 + 32 * strength + between("-6", "6", 1, "peers", unit)
    excellent = places(min(value, Decimal(99)) * VALID_BALLOTS / 100, 0)
    yield typed(cast, unit, "peer_votes", "level", "2020", places(excellent * 100 / VALID_BALLOTS, 2))
    for number in (1, 2):
        value = 82 + 12 * strength + between("-3", "3", 2, "served", unit, str(number))
        yield typed(cast, unit, "service_rating", "score", half(number), places(value, 2))
    yield typed(cast, unit, "party_rating", "score", "2020", rated(strength, "party", unit))
    yield typed(cast, unit, "ideology_rating", "score", "2020", rated(strength, "ideology", unit))
