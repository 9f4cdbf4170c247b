"""Exact numbers: reading them from text, rounding them on magnitude, writing them as decimals.

A value is rounded once, from its exact value, by the rule that the scheme names. Nothing here is a float.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal
from fractions import Fraction
from math import lcm

_NUMBER = re.compile(r"-?[0-9]{1,40}(\.[0-9]{1,40})?(/[1-9][0-9]{0,39})?", re.ASCII)
_SHOWN_PLACES = 12
# Products of coefficients and powers can have thousands, more than Python writes and anybody reads.
_MOST_PLACES = 1000
# Sixty digits leave fifty right ones after a few correctly rounded operations.
_ROOTS = Context(prec=60, Emin=-999_999, Emax=999_999)
_MARGIN = Fraction(1, 10**45)


def parse_number(text: str) -> Fraction | None:
    """The exact value of a decimal (``-0.5``) or of a fraction (``56/3``); None for other text."""
    if not _NUMBER.fullmatch(text):
        return None
    value, _, divisor = text.partition("/")
    return Fraction(value) / int(divisor) if divisor else Fraction(value)


def round_half_up(size: Fraction) -> int:
    """四舍五入: the nearest whole number of a size >= 0, halves upward."""
    return int(size + Fraction(1, 2))


def round_half_even(size: Fraction) -> int:
    """GB/T 8170, rule of 进舍: the nearest whole number of a size >= 0, halves to the even neighbour."""
    below = int(size)
    rest = size - below
    return below + (rest > Fraction(1, 2) or (rest == Fraction(1, 2) and below % 2 == 1))


_RULES = {"half_up": round_half_up, "half_even": round_half_even}
RULES = frozenset(_RULES)


def rounded(value: Fraction, places: int, rule: str) -> Fraction:
    """``value`` to ``places`` decimals by ``rule`` on its magnitude, so that -0.5 goes where 0.5 goes."""
    scale = 10**places
    size = Fraction(_RULES[rule](abs(value) * scale), scale)
    return size if value >= 0 else -size


def whole_number(value: Fraction, rule: str) -> int:
    """A quota as a whole number: ``half_up``, ``up`` (进一法) or ``down``; the value is not negative."""
    if rule == "up":
        return -int(-value // 1)
    return int(value) if rule == "down" else round_half_up(value)


def decimal_text(value: Fraction) -> str:
    """The value as a plain decimal: in full when it ends within 1,000 places, otherwise to 12, half up."""
    places = _finite_places(value.denominator)
    if places is None or places > _MOST_PLACES:
        value, places = rounded(value, _SHOWN_PLACES, "half_up"), _SHOWN_PLACES
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    whole, decimals = (digits[:-places], digits[-places:].rstrip("0")) if places else (digits, "")
    sign = "-" if value < 0 else ""
    return f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}"


def _finite_places(denominator: int) -> int | None:
    """How many decimals 1/denominator has, or None when they do not end."""
    twos = fives = 0
    while denominator % 2 == 0:
        denominator, twos = denominator // 2, twos + 1
    while denominator % 5 == 0:
        denominator, fives = denominator // 5, fives + 1
    return max(twos, fives) if denominator == 1 else None


class PowerProduct:
    """``scale`` times the product of positive bases, each to a positive rational power: mostly irrational.

    It is known to fifty digits, and rounded as if it were known exactly.
    """

    __slots__ = ("_factors", "_scale")

    def __init__(self, scale: Fraction, factors: list[tuple[Fraction, Fraction]]) -> None:
        self._scale = scale
        self._factors = factors

    def times(self, factor: Fraction) -> PowerProduct:
        return PowerProduct(self._scale * factor, self._factors)

    def approximate(self) -> Fraction:
        """The value to fifty digits; exact when the bases are equal and their powers sum to 1."""
        first = self._factors[0][0]
        if all(base == first for base, _ in self._factors) and sum(power for _, power in self._factors) == 1:
            return self._scale * first
        logarithm = Decimal(0)
        for base, power in self._factors:
            term = _ROOTS.multiply(_decimal(power), _ROOTS.ln(_decimal(base)))
            logarithm = _ROOTS.add(logarithm, term)
        return self._scale * Fraction(_ROOTS.exp(logarithm))

    def rounded(self, places: int, rule: str) -> Fraction:
        """The true value rounded: near a rounding edge whole powers are compared instead of digits."""
        near = self.approximate()
        unit = Fraction(1, 10**places)
        edge = (int(near / unit) + Fraction(1, 2)) * unit
        if abs(near - edge) > _MARGIN * (1 + edge):
            return rounded(near, places, rule)
        nudge = unit / 4 * self._compared_with(edge)
        return rounded(edge + nudge, places, rule)

    def _compared_with(self, value: Fraction) -> int:
        """-1, 0 or 1 as the true product is below, equal to or above ``value`` > 0."""
        root = lcm(*(power.denominator for _, power in self._factors))
        mine = self._scale**root
        for base, power in self._factors:
            mine *= base ** int(power * root)
        other = value**root
        return (mine > other) - (mine < other)


def _decimal(value: Fraction) -> Decimal:
    return _ROOTS.divide(Decimal(value.numerator), Decimal(value.denominator))
