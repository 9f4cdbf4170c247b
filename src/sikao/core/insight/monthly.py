"""The monthly review's arithmetic: how far a figure is against its target, and which light that gives.

An amount that grows over the year is held against the part of the target that was to be reached by then:
progress = actual ÷ (target × months passed ÷ months of the target). Where less is better it is mirrored,
2 − actual ÷ (target × part), as the scheme language's ``mirror``. A rate is held against the target rate as
it is, by difference. Lights are decided on exact fractions. No points are made of any of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from sikao.core.figures.absence import Absence
from sikao.core.figures.checking import ItemRule
from sikao.core.figures.periods import Month, covers
from sikao.core.insight.duties import Slot
from sikao.core.scheme import Scheme
from sikao.core.scheme.catalogue import catalogue_of
from sikao.core.scheme.followed import Basis, Followed, Following
from sikao.core.scheme.model import MonthlyReview
from sikao.core.scheme.resolving import Resolved
from sikao.core.wording import Term


class Light(StrEnum):
    """How far something is."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"

    @property
    def term(self) -> Term:
        """The words shown to people."""
        return _LIGHTS[self]


class Unlit(StrEnum):
    """Why something has no light."""

    NO_PERIOD = "no_period"
    """No stretch has ended of which there is a figure: January, where January and February are one."""
    NO_TARGET = "no_target"
    ABSENT = "absent"
    """The figure was not reported, or is absent by a word of its own."""

    @property
    def term(self) -> Term:
        """The words shown to people."""
        return _UNLIT[self]


_LIGHTS = {
    Light.GREEN: Term("绿灯", "green"),
    Light.YELLOW: Term("黄灯", "yellow"),
    Light.RED: Term("红灯", "red"),
}
_UNLIT = {
    Unlit.NO_PERIOD: Term("本月不单独统计", "no figure of this month alone"),
    Unlit.NO_TARGET: Term("没有目标值", "no target"),
    Unlit.ABSENT: Term("没有数据", "no figure"),
}


@dataclass(frozen=True, slots=True)
class Look:
    """One indicator of one unit in one month.

    ``slot`` is the figure that is looked at, ``None`` where no stretch has ended; of a quarterly one that of
    the last quarter. ``target`` is that of the next moment that has one, ``plan`` the part of it that is
    held against the figure; without a target both are ``None``.
    """

    followed: Followed
    slot: Slot | None
    target: Decimal | None
    plan: Fraction | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How far it is: a ``light``, or why there is none.

    ``progress`` is a share of the plan, ``gap`` the distance from it to the better side, in the figure's own
    unit of measure. Against a plan of zero or less no share can be told, only whether it was reached.
    """

    light: Light | None = None
    unlit: Unlit | None = None
    progress: Fraction | None = None
    gap: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """A look with the figure that was found and what it means."""

    look: Look
    value: Decimal | Absence | None
    standing: Standing


def looks_of(scheme: Scheme, month: int) -> tuple[Look, ...]:
    """Everything that is followed in a month of a scheme that passed its checks."""
    rules = catalogue_of(scheme).items
    end = Month(scheme.year, month)
    return tuple(_look(followed, rules[followed.item], end) for followed in followed_in(scheme))


def followed_in(scheme: Scheme) -> tuple[Followed, ...]:
    """Everything that is followed; a scheme without any has no monthly review."""
    return Following(Resolved(scheme)).all()


def seen_in(
    scheme: Scheme, looks: tuple[Look, ...], value_of: Callable[[Slot], Decimal | Absence | None]
) -> tuple[Seen, ...]:
    """What the figures of a month come to."""
    found = []
    for look in looks:
        value = None if look.slot is None else value_of(look.slot)
        found.append(Seen(look, value, standing(look, value, scheme.review)))
    return tuple(found)


def standing(look: Look, value: Decimal | Absence | None, rule: MonthlyReview) -> Standing:
    """How far a figure is against its plan."""
    if look.slot is None:
        return Standing(unlit=Unlit.NO_PERIOD)
    if look.plan is None:
        return Standing(unlit=Unlit.NO_TARGET)
    if not isinstance(value, Decimal):
        return Standing(unlit=Unlit.ABSENT)
    actual, better = Fraction(value), 1 if look.followed.higher else -1
    gap = (actual - look.plan) * better
    if look.followed.basis is Basis.RATE:
        return Standing(_light(gap, rule.rate_green, rule.rate_yellow), gap=gap)
    if look.plan <= 0:
        return Standing(Light.GREEN if gap >= 0 else Light.RED, gap=gap)
    share = actual / look.plan
    progress = share if look.followed.higher else 2 - share
    return Standing(_light(progress, rule.green, rule.yellow), progress=progress, gap=gap)


def _light(found: Fraction, green: Decimal, yellow: Decimal) -> Light:
    if found >= Fraction(green):
        return Light.GREEN
    return Light.YELLOW if found >= Fraction(yellow) else Light.RED


def _look(followed: Followed, rule: ItemRule, end: Month) -> Look:
    period = covers(rule.cover, end, rule.frequency, merged_january=rule.merged_january)
    if period is None:
        return Look(followed, None, None, None)
    slot = Slot(followed.unit, followed.indicator, followed.kind, period)
    return Look(followed, slot, *_plan(followed, period.end.month))


def _plan(followed: Followed, month: int) -> tuple[Decimal | None, Fraction | None]:
    """The next target, and the part of it that its months have passed."""
    following = [(through, value) for through, value in followed.targets if through >= month]
    if not following:
        return None, None
    through, target = following[0]
    if isinstance(target, Absence):
        return None, None
    part = Fraction(month, through) if followed.basis is Basis.PRORATED else Fraction(1)
    return target, Fraction(target) * part
