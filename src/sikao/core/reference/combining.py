"""How a branch puts its children together, bounds them, and spreads excluded points over them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Protocol

from .compiled import Branch, Leaf
from .errors import CalculationError
from .methods import ZERO, Parts
from .rounding import PowerProduct, rounded


class Counted(Protocol):
    """A child's score."""

    @property
    def points(self) -> Fraction | None: ...

    @property
    def full(self) -> Fraction | None: ...


@dataclass(frozen=True, slots=True)
class Combination:
    """A branch's exact value with its parts; ``root`` is set where the value is irrational."""

    value: Fraction
    full: Fraction
    parts: Parts
    root: PowerProduct | None = None

    def rounded(self, places: int, rule: str) -> Fraction:
        return rounded(self.value, places, rule) if self.root is None else self.root.rounded(places, rule)

    def spread_over(self, excluded: Fraction) -> Combination:
        """S·(F + E)/F of F + E: the excluded points E are spread in proportion over the rest."""
        factor = (self.full + excluded) / self.full
        value = self.value * factor
        parts = {**self.parts, "redistribution": value - self.value}
        return Combination(value, self.full + excluded, parts, self.root and self.root.times(factor))


def combine(branch: Branch, children: Sequence[tuple[Leaf | Branch, Counted]]) -> Combination | None:
    """The counted children put together, None when none is counted.

    ``geometric`` W·Π aᵢ^vᵢ and ``harmonic`` W/Σ(vᵢ/aᵢ), with W the counted full points, aᵢ a child's score
    rate and vᵢ its weight over the counted children; 0 as soon as some aᵢ <= 0.
    """
    counted = [
        (node, score.points, score.full)
        for node, score in children
        if score.points is not None and score.full is not None
    ]
    if not counted:
        return None
    parts = {f"child:{node.code}": points for node, points, _ in counted}
    value = sum(parts.values(), ZERO)
    full = sum((of for _, _, of in counted), ZERO)
    whole = Combination(value, full, parts)
    if branch.combine in ("geometric", "harmonic"):
        rates = {node.code: points / of if of else ZERO for node, points, of in counted}
        whole = _composed(branch, whole, rates, _weights(branch, [node for node, _, _ in counted]))
    return whole if branch.cap is None else _capped(branch, whole, branch.cap)


def _weights(branch: Branch, nodes: Sequence[Leaf | Branch]) -> Mapping[str, Fraction]:
    weights: dict[str, Fraction] = {}
    for node in nodes:
        if node.weight is None or node.weight <= 0:
            raise CalculationError(f"node {node.code}", f"a child of {branch.code} needs a positive weight")
        weights[node.code] = node.weight
    total = sum(weights.values(), ZERO)
    return {code: weight / total for code, weight in weights.items()}


def _composed(
    branch: Branch, whole: Combination, rates: Mapping[str, Fraction], weights: Mapping[str, Fraction]
) -> Combination:
    root = None
    if min(rates.values()) <= 0:
        value = ZERO
    elif branch.combine == "harmonic":
        value = whole.full / sum((weights[code] / rate for code, rate in rates.items()), ZERO)
    else:
        root = PowerProduct(whole.full, [(rate, weights[code]) for code, rate in rates.items()])
        value = root.approximate()
    parts = dict(whole.parts)
    if value != whole.value:
        parts["combination"] = value - whole.value
    return Combination(value, whole.full, parts, root)


def _capped(branch: Branch, whole: Combination, cap: Fraction) -> Combination:
    """A bonus is bounded by its cap from above, a deduction from below."""
    value = max(whole.value, -cap) if branch.role == "deduction" else min(whole.value, cap)
    full = min(whole.full, cap)
    if value == whole.value:
        return replace(whole, full=full)
    return Combination(value, full, {**whole.parts, "cap": value - whole.value})
