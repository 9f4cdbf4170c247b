"""Shares shown with few decimals that sum to what is shown as their sum, by largest remainders."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction


def apportioned(amounts: Sequence[Fraction], places: int) -> tuple[Decimal, ...]:
    """The amounts with ``places`` decimals, each less than one unit of the last digit off, with the same sum.

    Each is cut down; the units that are then missing go to those cut most, equals in the order given. A sum
    that needs more decimals itself raises ``ValueError``.
    """
    scaled = [amount * 10**places for amount in amounts]
    cut = [number.numerator // number.denominator for number in scaled]
    missing = sum(scaled, Fraction(0)) - sum(cut)
    if missing.denominator != 1:
        raise ValueError(f"the sum needs more than {places} decimals")
    # Sorting keeps equals in their order.
    by_remainder = sorted(range(len(cut)), key=lambda number: cut[number] - scaled[number])
    for number in by_remainder[: int(missing)]:
        cut[number] += 1
    return tuple(Decimal(number).scaleb(-places) for number in cut)
