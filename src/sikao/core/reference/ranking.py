"""Places by totals and by score rates, ties, and which orders only the last rounding decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import accumulate

from .compiled import Compiled
from .tree import TOTAL, Score

# What is compared: the value, then for every tie-break whether there is one and how much; more is better.
Key = tuple[Fraction, ...]


def places(keys: Mapping[str, Key], ties: str) -> dict[str, int]:
    """Units with equal keys share a place: ``competition`` 1, 2, 2, 4 or ``dense`` 1, 2, 2, 3."""
    sizes = Counter(keys.values())
    place_of: dict[Key, int] = {}
    before = 0
    for key in sorted(sizes, reverse=True):
        place_of[key] = before + 1
        before += sizes[key] if ties == "competition" else 1
    return {unit: place_of[key] for unit, key in keys.items()}


def rank_nodes(
    compiled: Compiled, scores: Mapping[str, Mapping[str, Score]], units: Sequence[str]
) -> dict[tuple[str, str], int]:
    """The place of every ranked unit at every node: the total by points, the others by score rate."""
    codes = dict.fromkeys(code for unit in units for code in scores[unit])
    ranks: dict[tuple[str, str], int] = {}
    for code in codes:
        if code == TOTAL:
            keys = _total_keys(compiled, scores, units, exact=compiled.rank_by == "exact")
        else:
            rates = {unit: scores[unit][code].rate for unit in units if code in scores[unit]}
            keys = {unit: (rate,) for unit, rate in rates.items() if rate is not None}
        ranks.update({(unit, code): place for unit, place in places(keys, compiled.ties).items()})
    return ranks


def order_flags(
    compiled: Compiled, scores: Mapping[str, Mapping[str, Score]], units: Sequence[str]
) -> dict[str, set[str]]:
    """``tie`` and ``decided_by_rounding`` of the totals, by unit."""
    flags: dict[str, set[str]] = {unit: set() for unit in units}
    exact = _total_keys(compiled, scores, units, exact=True)
    shown = exact if compiled.rank_by == "exact" else _total_keys(compiled, scores, units, exact=False)
    sizes = Counter(shown.values())
    differing = differently_ordered(shown, exact)
    for unit, key in shown.items():
        if sizes[key] > 1:
            flags[unit].add("tie")
        if unit in differing:
            flags[unit].add("decided_by_rounding")
    return flags


def differently_ordered(one: Mapping[str, Key], other: Mapping[str, Key]) -> set[str]:
    """The units that lie differently to some other unit in two orders of the same units.

    A unit lies alike to all exactly when as many are worse and as many equal in both orders, and all who are
    worse (better) in the one are worse (better) in the other: so two sorted lists serve for all pairs.
    """
    ordered = sorted(one, key=one.__getitem__)
    mine, theirs = _spans(one), _spans(other)
    highest = list(accumulate((other[unit] for unit in ordered), max))
    lowest = list(accumulate((other[unit] for unit in reversed(ordered)), min))
    found = set()
    for unit in ordered:
        worse, up_to = mine[one[unit]]
        better = len(ordered) - up_to
        key = other[unit]
        if (
            (worse, up_to) != theirs[key]
            or (worse and highest[worse - 1] >= key)
            or (better and lowest[better - 1] <= key)
        ):
            found.add(unit)
    return found


def _spans(keys: Mapping[str, Key]) -> dict[Key, tuple[int, int]]:
    """For each key how many are smaller, and how many are smaller or equal."""
    sizes = Counter(keys.values())
    spans, before = {}, 0
    for key in sorted(sizes):
        spans[key] = before, before + sizes[key]
        before += sizes[key]
    return spans


def _total_keys(
    compiled: Compiled, scores: Mapping[str, Mapping[str, Score]], units: Sequence[str], *, exact: bool
) -> dict[str, Key]:
    keys: dict[str, Key] = {}
    for unit in units:
        total = scores[unit][TOTAL]
        value = total.exact if exact else total.points
        if value is not None:
            keys[unit] = (value, *_tie_breaks(compiled, scores[unit]))
    return keys


def _tie_breaks(compiled: Compiled, scores: Mapping[str, Score]) -> list[Fraction]:
    """The score rates of the tie-break nodes, each after a 1, or 0 and 0 where there is none."""
    keys: list[Fraction] = []
    for code in compiled.tie_break:
        rate = scores[code].rate if code in scores else None
        keys += [Fraction(rate is not None), rate or Fraction(0)]
    return keys
