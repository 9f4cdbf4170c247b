"""The course of the demonstration year: periods, and how growth and totals went in the whole city."""

from __future__ import annotations

from decimal import Decimal

CHECKPOINTS = {"q1": 3, "h1": 6, "q3": 9, "year": 12}

# Growth of the whole city in percent at the checkpoints; `published` replaces the last where it is public.
CITY_GROWTH = {
    "gdp": ("-7.1", "0.1", "2.3", "3.7"),
    "budget_revenue": ("-9.0", "-4.2", "-1.3", "1.0"),
    "fixed_assets": ("-8.6", "0.4", "2.4", "3.2"),
    "manufacturing_investment": ("-12.0", "-4.1", "0.6", "4.2"),
    "retail": ("-17.2", "-7.4", "-2.9", "1.5"),
    "wholesale": ("-4.8", "3.1", "8.2", "12.4"),
    "trade": ("-5.1", "1.8", "6.0", "8.2"),
    "industry": ("-8.3", "0.2", "3.4", "5.5"),
    "tax_revenue": ("-11.0", "-4.5", "-0.8", "2.1"),
    "leading_revenue": ("-9.5", "-2.0", "2.6", "5.0"),
}

# Share of the year's total reached by the end of each month, in percent.
PROGRESS = (5, 11, 20, 28, 36, 46, 54, 62, 72, 81, 90, 100)


def span(through: int, year: int = 2020) -> str:
    """The period from January through a month, in canonical text."""
    if through == 12:
        return str(year)
    return f"{year}-01" if through == 1 else f"{year}-01..{through:02d}"


def quarter(number: int, year: int = 2020) -> str:
    """A single quarter."""
    return f"{year}-{3 * number - 2:02d}..{3 * number:02d}"


def half(number: int, year: int = 2020) -> str:
    """A single half-year."""
    return f"{year}-{6 * number - 5:02d}..{6 * number:02d}"


def at_month(values: tuple[Decimal, ...], month: int) -> Decimal:
    """The value in a month, on the straight line between checkpoints; level before the first of them."""
    months = tuple(CHECKPOINTS.values())
    if month <= months[0]:
        return values[0]
    after = next(place for place, end in enumerate(months) if month <= end)
    part = Decimal(month - months[after - 1]) / (months[after] - months[after - 1])
    return values[after - 1] + (values[after] - values[after - 1]) * part
