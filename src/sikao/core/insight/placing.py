"""Between which places a unit can come whose total, like every other's, is known from low to high only."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from fractions import Fraction

from sikao.core.insight.slices import Json

Ends = tuple[Fraction | None, Fraction | None]
"""The lowest and highest rounded total of a unit; None where it may have any, or none."""


class Placing:
    """The ranked units of a table with the ends of their totals. ``ranking`` is the compiled scheme's."""

    def __init__(self, ends: Sequence[Ends], ranking: Json) -> None:
        self._number = len(ends)
        self._floors = _apart(ends) if ranking["ties"] == "dense" else _sorted(low for low, _ in ends)
        self._ceilings = _sorted(high for _, high in ends)
        # What rounding makes equal may still be told apart, by exact totals or by the nodes compared next.
        self._ties_part = ranking["by"] == "exact" or bool(ranking["tie_break"])

    def places(self, low: Fraction | None, high: Fraction | None) -> tuple[int, int]:
        """The best and the worst place of one of the units, whatever becomes of the others."""
        above = 0 if high is None else len(self._floors) - bisect_right(self._floors, high)
        if low is None:
            return 1 + above, self._number
        below = bisect_left(self._ceilings, low) if self._ties_part else bisect_right(self._ceilings, low)
        # A unit whose own bounds differ is above its own low, and is not another one.
        itself = self._ties_part or high is None or high > low
        return 1 + above, 1 + self._number - below - itself

    def hangs_on_equals(self, low: Fraction, high: Fraction) -> bool:
        """Whether one of the two places depends on how equal rounded totals are told apart."""
        if not self._ties_part:
            return False
        floors, ceilings = self._floors, self._ceilings
        equal_floors = bisect_right(floors, high) - bisect_left(floors, high) - (low == high)
        equal_ceilings = bisect_right(ceilings, low) - bisect_left(ceilings, low) - (low == high)
        return equal_floors > 0 or equal_ceilings > 0


def _sorted(ends: Iterable[Fraction | None]) -> list[Fraction]:
    return sorted(end for end in ends if end is not None)


def _apart(ends: Sequence[Ends]) -> list[Fraction]:
    """Floors of as few units as need different totals: with ``dense`` places equals count as one.

    From the highest floor down: whoever can have that total may share it, the next one cannot. Those above
    any total are the fewest that all units certainly above it can share.
    """
    chosen: list[Fraction] = []
    known = [(low, high) for low, high in ends if low is not None]
    for low, high in sorted(known, key=lambda pair: pair[0], reverse=True):
        if not chosen or (high is not None and high < chosen[-1]):
            chosen.append(low)
    return chosen[::-1]
