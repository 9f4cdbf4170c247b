"""Asks again when a figure is ten, a hundred or ten thousand times off what could be expected.

The steps are the slips people make: a decimal point, a percentage, 元 for 万元, 万 for 亿. A figure far
above its reference is a warning, because a small base can truly grow; one far below it, yet not zero, is
stopped, because no activity shrinks to a two-thousandth and still goes on, while a figure written in 亿
where 万 was due does just that.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from sikao.core.figures.decimals import canonical
from sikao.core.figures.measures import UnitOfMeasure
from sikao.core.wording import NOWHERE, Detail, Finding, Findings, Place, Term

HIGHER = Term("偏大", "higher")
LOWER = Term("偏小", "lower")

# Ratio from which on a step is reported, largest first. Each edge lies between the step and the one below it,
# so that ordinary growth (below five times) stays silent.
STEPS = (
    (2000, "number.magnitude_10000"),
    (30, "number.magnitude_100"),
    (5, "number.magnitude_10"),
)


@dataclass(frozen=True, slots=True)
class Reference:
    """What a level is compared with, in the same unit of measure: last year's figure, or the target."""

    value: Decimal
    name: Term


def last_year(value: Decimal) -> Reference:
    """A reference to the same period of last year."""
    return Reference(value, Term("上年同期数", "last year's figure"))


def target(value: Decimal) -> Reference:
    """A reference to the target of the same period."""
    return Reference(value, Term("目标值", "the target"))


def smallest_peer(value: Decimal) -> Reference:
    """A reference to the smallest figure of the other units of the group."""
    return Reference(value, Term("同组其他单位的最小值", "the smallest of the other units"))


def largest_peer(value: Decimal) -> Reference:
    """A reference to the largest figure of the other units of the group."""
    return Reference(value, Term("同组其他单位的最大值", "the largest of the other units"))


def check_magnitude(
    value: Decimal,
    reference: Reference,
    unit: UnitOfMeasure,
    where: Place = NOWHERE,
    *,
    stop: bool = True,
) -> tuple[Finding, ...]:
    """Nothing, a warning, or (with ``stop``) an error when the value is too far below the reference.

    Meant for levels (总量), never for growth rates, increments or ranks. Zero on either side says nothing
    about size and is not compared; neither is the sign.
    """
    if not value or not reference.value:
        return ()
    ratio = abs(Fraction(value) / Fraction(reference.value))
    high = ratio >= 1
    times = ratio if high else 1 / ratio
    code = next((code for edge, code in STEPS if times >= edge), None)
    if code is None:
        return ()
    found = Findings()
    details: dict[str, Detail] = {
        "value": canonical(value),
        "unit": unit.term,
        "reference": canonical(reference.value),
        "reference_name": reference.name,
        "direction": HIGHER if high else LOWER,
    }
    if stop and not high and times >= STEPS[0][0]:
        found.error("number.magnitude_stopped", where, **details)
    else:
        found.warning(code, where, **details)
    return tuple(found)
