"""How much one scheme may have: far more units than a country has counties, few enough to be compared."""

from __future__ import annotations

from sikao.core.scheme.checks.context import Context
from sikao.core.scheme.model import Scheme

MAX_UNITS = 10_000
MAX_GROUPS = 1_000
"""Groups below groups make a path each, so that a thousand in one line are half a million steps."""


def is_too_large(scheme: Scheme) -> bool:
    """Whether a scheme has more units or groups than are looked at."""
    return len(scheme.units) > MAX_UNITS or len(scheme.groups) > MAX_GROUPS


def check_size(context: Context) -> None:
    """Too many units or groups, told alone: everything else would be looked at for each of them."""
    units, groups = len(context.scheme.units), len(context.scheme.groups)
    if units > MAX_UNITS:
        context.error("scheme.too_many_units", ("units",), count=str(units), most=str(MAX_UNITS))
    if groups > MAX_GROUPS:
        context.error("scheme.too_many_groups", ("groups",), count=str(groups), most=str(MAX_GROUPS))
