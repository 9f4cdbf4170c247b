"""What no score can leave, whatever the figures are: floors, caps, and points that go from leaf to leaf."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from sikao.core.insight.slices import Json

UNBOUNDED = Fraction(10**8)
"""More than any scorecard has: where nothing bounds a score."""


def all_ends(node: Json) -> list[Fraction]:
    """Floors and caps of a leaf for all units, between which a mean of their points lies."""
    ends = []
    for variant in node["variants"]:
        full = Fraction(variant["points"])
        found = [size_of(variant["method"][name], full) for name in ("floor", "cap")]
        ends += [-UNBOUNDED, UNBOUNDED] if None in found else [end for end in found if end is not None]
    return ends


def size_of(amount: list[Any], full: Fraction) -> Fraction | None:
    """A constant amount in points; null for one that an expression gives."""
    if amount[0] == "expr":
        return None
    return Fraction(amount[1]) * full if amount[0] == "share" else Fraction(amount[1])


def score_rates(table: Json) -> tuple[Fraction, Fraction]:
    """The lowest and highest score rate that any leaf of the main table can have."""
    rates = [Fraction(0), Fraction(1)]
    for node in table["nodes"]:
        if "combine" in node or node["role"] != "main":
            continue
        for variant in node["variants"]:
            full = Fraction(variant["points"])
            # Rounding may lift a score above its cap, and spread points repeat that.
            least = min((Fraction(*map(int, window["share"])) for window in variant["windows"]), default=1)
            half = Fraction(1, 2 * 10 ** min(variant["places"].values())) / (least or 1)
            ends = [size_of(variant["method"][name], full) for name in ("floor", "cap")]
            if full:
                rates += [(end + slip) / full for end in ends if end is not None for slip in (-half, half)]
            if None in ends:
                rates += [-UNBOUNDED, UNBOUNDED]
    return min(rates), max(rates)


def may_score_below_zero(table: Json) -> bool:
    """Whether any leaf of the main table has a floor below zero, or one that an expression gives."""
    floors = (
        size_of(variant["method"]["floor"], Fraction(variant["points"]))
        for node in table["nodes"]
        if "combine" not in node and node["role"] == "main"
        for variant in node["variants"]
    )
    return any(floor is None or floor < 0 for floor in floors)


def composing_means(table: Json) -> dict[str, str]:
    """Leaves below a geometric or harmonic mean, with the topmost of those above them."""
    nodes = {node["code"]: node for node in table["nodes"]}
    found: dict[str, str] = {}
    for code, node in nodes.items():
        above = node["parent"]
        while above is not None and "combine" not in node:
            if nodes[above]["combine"] in ("geometric", "harmonic"):
                found[code] = above
            above = nodes[above]["parent"]
    return found


def points_received(table: Json, code: str) -> Fraction:
    """The points that may come to a leaf from others by transfer."""
    return sum(
        (
            max(Fraction(variant["points"]) for variant in node["variants"])
            for node in table["nodes"]
            if "combine" not in node
            and any(
                ["transfer", code] == effect
                for variant in node["variants"]
                for effect in variant["absence"].values()
            )
        ),
        Fraction(0),
    )


def without_score(
    effect: list[str], full: Fraction, rates: tuple[Fraction, Fraction], node: Json
) -> list[Fraction]:
    """What a leaf contributes under an effect of absence: the ends between which that lies."""
    if effect[0] in ("full", "share"):
        points = full * (Fraction(effect[1]) if effect[0] == "share" else 1)
        return [-points if node["role"] == "deduction" else points]
    if effect[0] in ("redistribute", "transfer"):
        return [rate * full for rate in rates]
    if effect[0] == "group_mean":
        return [Fraction(0), *all_ends(node)]
    return [Fraction(0)]


def total_of(value: Fraction | None) -> Decimal | None:
    """A total, which is a finite decimal; null beyond every bound."""
    if value is None or abs(value) >= UNBOUNDED / 2:
        return None
    return Decimal(value.numerator) / Decimal(value.denominator)
