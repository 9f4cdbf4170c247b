"""Pinning: windows of a leaf set to given points, to calculate totals for scores that are not known yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from sikao.core.insight.slices import Json

_POINTS = "pinned"
_ABSENCE = "pinned_absence"
_NOWHERE = "pinned_nowhere"
_WIDE = "1000000000"
# How a window can be absent: a parameter that does not apply, one that is missing, a division by zero.
_KINDS = ("not_applicable", "missing", "undefined")
MOST_EFFECTS = len(_KINDS)
"""Different effects that the windows of one pinned leaf can have."""


@dataclass(frozen=True, slots=True)
class Pin:
    """Points of one unit's leaf by checkpoint; where there are none, the effect of an absence."""

    points: Mapping[str, Fraction]
    effects: Mapping[str, list[str]] = field(default_factory=dict)

    @property
    def different_effects(self) -> list[list[str]]:
        """Each effect once."""
        return [list(effect) for effect in dict.fromkeys(map(tuple, self.effects.values()))]


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
    parameters = {
        **leaf["parameters"],
        _POINTS: {unit: _points_at(pin) for unit, pin in pins.items()},
        _ABSENCE: {unit: _absences_at(pin) for unit, pin in pins.items()},
        _NOWHERE: {},
    }
    return {**leaf, "parameters": parameters, "variants": variants}


def _points_at(pin: Pin) -> dict[str, str | None]:
    # Every window is named: of a leaf under ``prorate`` the year's points would else count for all.
    return {**dict.fromkeys(pin.effects), **{at: str(points) for at, points in pin.points.items()}}


def _absences_at(pin: Pin) -> dict[str, str]:
    order = pin.different_effects
    absent = {at: str(order.index(list(effect))) for at, effect in pin.effects.items()}
    return {**absent, **dict.fromkeys(pin.points, "0")}


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
        "absence": {**variant["absence"], **dict(zip(_KINDS, pin.different_effects, strict=False))},
        "method": {
            "kind": "tally",
            "start": ["expr", _start()],
            "entries": [],
            "choose": "sum",
            "over": None,
            "cap": ["points", _WIDE],
            "floor": ["points", f"-{_WIDE}"],
        },
    }


def _start() -> list[Any]:
    """The pinned points, or an absence of the kind that has the window's effect."""
    absence = ["param", _ABSENCE]
    missing, undefined = ["param", _NOWHERE], ["/", ["num", "1"], ["num", "0"]]
    points = ["if", ["=", absence, ["num", "2"]], undefined, ["param", _POINTS]]
    return ["if", ["=", absence, ["num", "1"]], missing, points]
