"""How many units one scheme may have: far more than the counties of a country, few enough to be compared."""

from __future__ import annotations

from sikao.core.scheme.checks.context import Context
from sikao.core.scheme.model import Scheme

MAX_UNITS = 10_000


def is_too_large(scheme: Scheme) -> bool:
    """Whether a scheme has more units than are looked at."""
    return len(scheme.units) > MAX_UNITS


def check_size(context: Context) -> None:
    """Too many units, told alone: everything else would be looked at unit by unit."""
    count = len(context.scheme.units)
    context.error("scheme.too_many_units", ("units",), count=str(count), most=str(MAX_UNITS))
