"""The order in which tables show units: the official one, by place, or a list that somebody gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sikao.core.books.asking import refusal, some_of
from sikao.core.scheme.model import Scheme

OFFICIAL = "official"
BY_PLACE = "place"


def check_order(scheme: Scheme, order: str) -> None:
    """Raise ``FindingsError`` when an order is neither a word nor a list of codes of units with commas."""
    unknown = next((code for code in _listed(order) if code not in scheme.units), None)
    if unknown is not None:
        raise refusal("book.unknown_order", unit=unknown, known=some_of(scheme.units))


def arranged_units(units: Sequence[str], places: Mapping[str, int | None], order: str) -> tuple[str, ...]:
    """The units of one table, given in official order; ``places``: of their totals.

    By place, units without one stand last. Of a list, units of other tables are passed over, and those that
    it does not name follow in official order.
    """
    if order == BY_PLACE:
        return tuple(sorted(units, key=lambda unit: places.get(unit) or len(units) + 1))
    named = [code for code in dict.fromkeys(_listed(order)) if code in units]
    return (*named, *(code for code in units if code not in named))


def _listed(order: str) -> list[str]:
    if order in (OFFICIAL, BY_PLACE):
        return []
    return [code.strip() for code in order.replace("，", ",").split(",") if code.strip()]
