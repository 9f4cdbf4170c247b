"""Short ways to write quantities and to read them back exactly."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from sikao.core.scoring.numbers import stacked_texts
from sikao.core.scoring.quantity import Quantity, fractions_at


def quantity(*texts: str) -> Quantity:
    """A vector of canonical numbers."""
    made = stacked_texts(list(texts))
    den = None if made.den is None else made.den[:, 0, 0]
    num = made.num[:, 0, 0]
    return Quantity(
        num, made.top, made.places, den, made.bottom, None if made.error is None else made.error[:, 0, 0]
    )


def exactly(a: Quantity, size: int) -> list[Fraction]:
    """The exact values of a vector."""
    return fractions_at(a, (size,), (np.arange(size),))


def total(parts: dict[str, Quantity], size: int) -> list[Fraction]:
    """The sums of the parts of a method."""
    return [sum(column) for column in zip(*(exactly(part, size) for part in parts.values()), strict=True)]
