"""The places that are still open as plain data, for keeping them, and back."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sikao.core.insight.attainable import Attainable, UnitPlaces
from sikao.core.wording import Term

FORMAT = "sikao-attainable/1"


def attainable_to_json(found: Attainable) -> dict[str, Any]:
    """Plain data; totals as text."""
    return {
        "format": FORMAT,
        "dense": found.dense,
        "ties_part": found.ties_part,
        "units": [
            {
                "unit": one.unit,
                "unit_name": [one.unit_name.zh, one.unit_name.en],
                "low": _text(one.low),
                "high": _text(one.high),
                "has_total": one.has_total,
                "best": one.best,
                "worst": one.worst,
                "exact": one.exact,
                "open": list(one.open),
            }
            for one in found.units
        ],
    }


def read_attainable(plain: Mapping[str, Any]) -> Attainable:
    """What ``attainable_to_json`` wrote; anything else raises ``ValueError``."""
    if plain.get("format") != FORMAT:
        raise ValueError(f"no places: {plain.get('format')!r}")
    units = tuple(
        UnitPlaces(
            unit=one["unit"],
            unit_name=Term(*one["unit_name"]),
            low=_number(one["low"]),
            high=_number(one["high"]),
            has_total=one["has_total"],
            best=one["best"],
            worst=one["worst"],
            exact=one["exact"],
            open=tuple(one["open"]),
        )
        for one in plain["units"]
    )
    return Attainable(units, dense=plain["dense"], ties_part=plain["ties_part"])


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
