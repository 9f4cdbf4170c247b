"""What no score can leave, whatever the figures are: floors, caps, and points that go from leaf to leaf."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Any

from sikao.core.insight.slices import Json

UNBOUNDED = Fraction(10**8)
"""More than any scorecard has: where nothing bounds a score."""


def all_ends(node: Json) -> list[Fraction]:
    """Floors and caps of a leaf for all units, between which a mean of their rounded points lies."""
    ends: list[Fraction] = []
    for variant in node["variants"]:
        full, places = Fraction(variant["points"]), int(variant["places"]["checkpoint"])
        found = [size_of(variant["method"][name], full) for name in ("floor", "cap")]
        if None in found:
            ends += [-UNBOUNDED, UNBOUNDED]
        for end in found:
            ends += [] if end is None else outward(end, end, places)
    return ends


def size_of(amount: list[Any], full: Fraction) -> Fraction | None:
    """A constant amount in points; null for one that an expression gives."""
    if amount[0] == "expr":
        return None
    return Fraction(amount[1]) * full if amount[0] == "share" else Fraction(amount[1])


def score_rates(table: Json, role: str, places: int) -> tuple[Fraction, Fraction]:
    """The lowest and highest score rate that a leaf or branch of a role can have; 0 lies between them.

    ``places`` are those to which a branch is rounded that points are spread over.
    """
    rates, nodes = [Fraction(0)], {node["code"]: node for node in table["nodes"]}
    for node in table["nodes"]:
        if "combine" in node or node["role"] != role:
            continue
        for variant in node["variants"]:
            full = Fraction(variant["points"])
            ends = [size_of(variant["method"][name], full) for name in ("floor", "cap")]
            known = [Fraction(0), -full if role == "deduction" else full]
            known += [end for end in ends if end is not None]
            if ["group_mean"] in variant["absence"].values():
                known += all_ends(node)
            if full:
                slip = rounding_slip(variant, len(branches_above(node, nodes)), places)
                rates += [(end + by) / full for end in known for by in (-slip, slip)]
            if None in ends:
                rates += [-UNBOUNDED, UNBOUNDED]
    return min(rates), max(rates)


def rounding_slip(variant: Json, branches: int, places: int) -> Fraction:
    """What rounding may change in a leaf's points of the year: in a window, in their sum, in its branches.

    Sums are those of the windows that count, in the worst case the smallest alone. Such a sum may be rounded
    one way, and the whole that stands for it the other way.
    """
    least = min((Fraction(*map(int, window["share"])) for window in variant["windows"]), default=Fraction(1))
    of_window, of_leaf, of_branch = (
        Fraction(1, 2 * 10 ** int(digits))
        for digits in (variant["places"]["checkpoint"], variant["places"]["score"], places)
    )
    return of_window + (2 * of_leaf + branches * of_branch) / (least or 1)


def outward(low: Fraction, high: Fraction, places: int) -> tuple[Fraction, Fraction]:
    """Both ends with so many decimals: what rounding leaves as it is, and no end comes nearer."""
    scale = 10**places
    return Fraction(floor(low * scale), scale), Fraction(ceil(high * scale), scale)


@dataclass(frozen=True, slots=True)
class Spreading:
    """What points of a leaf may bring elsewhere.

    ``rates`` are those of its role, ``places`` those to which the ``branches`` above it are rounded.
    """

    rates: tuple[Fraction, Fraction]
    branches: int
    places: int

    def ends(self, variant: Json, full: Fraction) -> tuple[Fraction, Fraction]:
        """The least and the most that ``full`` points can bring, whatever is rounded on either way."""
        slip = rounding_slip(variant, self.branches, self.places)
        low, high = (rate * full for rate in self.rates)
        return outward(low - slip, high + slip, int(variant["places"]["checkpoint"]))


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
        for above in branches_above(node, nodes) if "combine" not in node else []:
            if nodes[above]["combine"] in ("geometric", "harmonic"):
                found[code] = above
    return found


def branches_above(node: Json, nodes: Mapping[str, Json]) -> list[str]:
    """The branches above a node, from below."""
    found = []
    while (parent := node["parent"]) is not None:
        found.append(parent)
        node = nodes[parent]
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
    effect: list[str], full: Fraction, spread: tuple[Fraction, Fraction], node: Json
) -> list[Fraction]:
    """What a leaf contributes under an effect of absence: the ends between which that lies.

    ``spread`` are those of what its points bring elsewhere.
    """
    if effect[0] in ("full", "share"):
        points = full * (Fraction(effect[1]) if effect[0] == "share" else 1)
        return [-points if node["role"] == "deduction" else points]
    if effect[0] in ("redistribute", "transfer"):
        return [*spread]
    if effect[0] == "group_mean":
        return [Fraction(0), *all_ends(node)]
    return [Fraction(0)]


def total_of(value: Fraction | None) -> Decimal | None:
    """A total, which is a finite decimal; null beyond every bound."""
    if value is None or abs(value) >= UNBOUNDED / 2:
        return None
    return Decimal(value.numerator) / Decimal(value.denominator)
