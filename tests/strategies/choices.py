"""Cheap choices: one drawn whole number each, so that big random structures stay fast and still shrink."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import TypeVar

from hypothesis import strategies as st

T = TypeVar("T")


@cache
def _whole(lowest: int, highest: int) -> st.SearchStrategy[int]:
    return st.integers(lowest, highest)


class Choices:
    """Draws by way of cached integer strategies; making one for each choice would cost far more."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw

    def whole(self, lowest: int, highest: int) -> int:
        """A whole number, both ends included."""
        return lowest if lowest == highest else self._draw(_whole(lowest, highest))

    def one(self, *options: T) -> T:
        """One of the options; the first is the simplest."""
        return self.of(options)

    def of(self, options: Sequence[T]) -> T:
        """One of a sequence."""
        return options[self.whole(0, len(options) - 1)]

    def sometimes(self, rarity: int) -> bool:
        """True once in ``rarity`` times."""
        return self.whole(1, rarity) == rarity

    def some(self, options: Sequence[T], least: int = 0) -> list[T]:
        """Some of a sequence, in its order."""
        kept = [option for option in options if self.sometimes(2)]
        return kept if len(kept) >= least else list(options[:least])

    def several(self, lowest: int, highest: int, make: Callable[[], T]) -> list[T]:
        """A list of made things."""
        return [make() for _ in range(self.whole(lowest, highest))]

    def text(self, lowest: int, highest: int, most_places: int) -> str:
        """A canonical decimal; whole numbers are as likely as long ones, so that equals are common."""
        number = self.whole(lowest * 10**most_places, highest * 10**most_places)
        return decimal_text(number, self.whole(0, most_places), most_places)


def decimal_text(number: int, places: int, most: int) -> str:
    """A whole number of 10^-most cut to some places, as canonical text."""
    size = abs(number) // 10 ** (most - places)
    digits = str(size).rjust(places + 1, "0")
    whole, decimals = (digits[:-places], digits[-places:].rstrip("0")) if places else (digits, "")
    sign = "-" if number < 0 and size else ""
    return f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}"
