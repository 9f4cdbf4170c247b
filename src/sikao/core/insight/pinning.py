"""Pinning: windows of a leaf set to given points, to calculate totals for scores that are not known yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from sikao.core.insight.slices import Json

_PARAMETER = "pinned"
_WIDE = "1000000000"


@dataclass(frozen=True, slots=True)
class Pin:
    """Points of one unit's leaf by checkpoint; where there are none the window has ``effect``."""

    points: Mapping[str, Fraction]
    effect: list[str]


def pinned(table: Json, pins: Mapping[tuple[str, str], Pin]) -> Json:
    """The compiled table in which leaves of units, by (node, unit), have the points of their pins."""
    nodes = []
    for node in table["nodes"]:
        own = {unit: pin for (code, unit), pin in pins.items() if code == node["code"]}
        nodes.append(_pinned_leaf(node, own) if own else node)
    return {**table, "nodes": nodes}


def _pinned_leaf(leaf: Json, pins: Mapping[str, Pin]) -> Json:
    variants = []
    for variant in leaf["variants"]:
        kept = [unit for unit in variant["units"] if unit not in pins]
        variants += [{**variant, "units": kept}] if kept else []
        variants += [_pinned_variant(variant, unit, pins[unit]) for unit in variant["units"] if unit in pins]
    values = {unit: {at: str(points) for at, points in pin.points.items()} for unit, pin in pins.items()}
    return {**leaf, "parameters": {**leaf["parameters"], _PARAMETER: values}, "variants": variants}


def _pinned_variant(variant: Json, unit: str, pin: Pin) -> Json:
    """A tally that starts with the pinned points and adds nothing."""
    return {
        **variant,
        "units": [unit],
        # Nothing is left to compare: naming the whole group for each of its units would take long to read.
        "among": [unit],
        "measure": None,
        "beside": None,
        # Units compared with each other have one direction; a tally itself has none.
        "direction": "higher" if variant["direction"] == "higher" else "lower",
        "coefficient": None,
        "absence": {**variant["absence"], "missing": pin.effect},
        "method": {
            "kind": "tally",
            "start": ["expr", ["param", _PARAMETER]],
            "entries": [],
            "choose": "sum",
            "over": None,
            "cap": ["points", _WIDE],
            "floor": ["points", f"-{_WIDE}"],
        },
    }
