"""直接晋档: units moved to a better grade by a declared condition, outside the quotas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .errors import CalculationError
from .rules import Grade, Promotion
from .verdicts import Bar


@dataclass(frozen=True, slots=True)
class Given:
    """A promotion that moved a unit, and the codes of its grades before and after."""

    promotion: Promotion
    before: str
    after: str


def promoted(
    grades: Sequence[Grade],
    promotions: Sequence[Promotion],
    claims: Mapping[str, Sequence[Promotion]],
    bars: Mapping[str, Bar],
    by_quota: Mapping[str, str],
    ranks: Mapping[str, int],
) -> dict[str, Given]:
    """What moves which unit: each is moved once, by the first promotion of the scheme that it meets.

    Only ranked units that have a grade are moved, and only to a better one. At most so many by place; units
    that share the last place all move. Source: 桐庐县 "直接晋档"; 杭州市2020年度综合考评 "专项晋优".
    """
    given: dict[str, Given] = {}
    for promotion in promotions:
        able: dict[str, str] = {}
        for unit, claimed in claims.items():
            if promotion in claimed and unit not in given and unit in by_quota:
                goal = goal_of(grades, promotion, by_quota[unit])
                if goal is not None and allows(bars[unit], goal):
                    able[unit] = grades[goal].code
        ordered = sorted(able, key=lambda unit: ranks[unit])
        if promotion.most is not None and promotion.most < len(ordered):
            last = ranks[ordered[promotion.most - 1]] if promotion.most else 0
            ordered = [unit for unit in ordered if ranks[unit] <= last]
        given |= {unit: Given(promotion, by_quota[unit], able[unit]) for unit in ordered}
    return given


def goal_of(grades: Sequence[Grade], promotion: Promotion, now: str) -> int | None:
    """The index of the grade that a promotion leads to; None where that is no better than the one now."""
    codes = [grade.code for grade in grades]
    index = codes.index(now)
    if promotion.grade is None:
        return index - 1 if index else None
    if promotion.grade not in codes:
        raise CalculationError(f"promotion {promotion.code}", f"there is no grade {promotion.grade!r}")
    goal = codes.index(promotion.grade)
    return goal if goal < index else None


def allows(bar: Bar, goal: int) -> bool:
    """Whether vetoes leave a grade open: a bar is stronger than a promotion."""
    return bar.fixed is None and bar.ceiling <= goal
