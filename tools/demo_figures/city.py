"""Figures of the whole city, which is not assessed but compared with."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tools.demo_figures.cast import Cast
from tools.demo_figures.common import typed
from tools.demo_figures.rows import Row
from tools.demo_figures.year import CHECKPOINTS, CITY_GROWTH, span

_OF_THE_CITY = (
    "gdp",
    "budget_revenue",
    "fixed_assets",
    "manufacturing_investment",
    "retail",
    "wholesale",
    "trade",
    "industry",
)


def rows(cast: Cast) -> Iterator[Row]:
    """Growth of the whole city at the four checkpoints, and its foreign investment."""
    for item in _OF_THE_CITY:
        for month, value in zip(CHECKPOINTS.values(), CITY_GROWTH[item], strict=True):
            yield typed(cast, "qingdao", item, "growth", span(month), Decimal(value))
    yield typed(
        cast,
        "qingdao",
        "foreign_investment",
        "level",
        "2020",
        Decimal("58.0"),
        "十个区市之和，功能区含于所在区市",
    )
