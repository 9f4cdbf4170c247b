"""Repeatable draws: every figure has a stream of its own, so adding one figure changes no other."""

from __future__ import annotations

import random  # noqa: TID251 - seeded here, and nowhere else
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

SEED = 2020

T = TypeVar("T")


def places(value: Decimal, digits: int) -> Decimal:
    """The value with so many decimals, half up."""
    return value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def between(low: str, high: str, digits: int, *key: str) -> Decimal:
    """An even draw from ``low`` to ``high`` with so many decimals; ``key`` names the figure."""
    first, last = (int(Decimal(end).scaleb(digits)) for end in (low, high))
    return Decimal(_stream(key).randint(first, last)).scaleb(-digits)


def one_of(choices: Sequence[T], *key: str) -> T:
    """An even draw from the choices."""
    return choices[_stream(key).randrange(len(choices))]


def _stream(key: tuple[str, ...]) -> random.Random:
    return random.Random("/".join((str(SEED), *key)))  # noqa: S311 - synthetic figures, not secrets
