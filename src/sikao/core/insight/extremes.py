"""Where a score between the worst and the best of its own comparison group is lowest and highest.

An efficacy coefficient w·[base + (1 − base)·(x − worst)/(best − worst)] never falls when the unit's own
measure gets better and never rises when another one's does, as long as worst and best are the group's of that
very measure. A standard that merely contains a function of the group knows no such order.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from sikao.core.insight.slices import Json, figures_in, has_group

Ranges = Mapping[str, tuple[Fraction, Fraction]]
"""Unit → the lowest and highest value that its measure can have."""

_DEFAULT = ["group"]


def is_between_extremes(variant: Json) -> bool:
    """Whether a compiled variant scores one figure of the unit between the group's worst and best of it."""
    method, measure = variant["method"], variant["measure"]
    if method["kind"] != "efficacy" or variant["direction"] == "range" or not _is_own_figure(measure):
        return False
    better = ("group_min", "group_max") if variant["direction"] == "higher" else ("group_max", "group_min")
    standards = all(
        method[key] in (_DEFAULT, [function, measure])
        for key, function in zip(("low", "high"), better, strict=True)
    )
    others = [variant["coefficient"], *(method[key] for key in ("base", "equal", "floor", "cap"))]
    return standards and not has_group(others) and not any(figures_in(others))


def _is_own_figure(measure: object) -> bool:
    if not isinstance(measure, list) or measure[0] != "fig":
        return False
    _, _, member, _, carrier, _ = measure
    return member not in ("*", "each") and carrier is None


def corners(ranges: Ranges, unit: str) -> tuple[dict[str, Fraction], ...]:
    """Measures of all units between which the score of ``unit`` cannot leave: three at most.

    The unit at one end and the others at the other, both ways; and all equal where that can be, because
    equal measures have an amount of their own.
    """
    found = [
        {code: ends[own if code == unit else 1 - own] for code, ends in ranges.items()} for own in (0, 1)
    ]
    common = max(low for low, _ in ranges.values())
    if all(common <= high for _, high in ranges.values()):
        found.append(dict.fromkeys(ranges, common))
    return tuple(found)
