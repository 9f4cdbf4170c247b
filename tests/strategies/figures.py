"""Random figures for a compiled scheme: small numbers with many ties, absences, flags and gaps."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from sikao.core.figures.periods import Cover, Frequency, Month, covers

ABSENCES = ("missing", "not_applicable", "not_yet_due", "withheld", "undefined")
FLAGS = ("late", "estimated", "disputed")


def texts(lowest: int, highest: int, most_places: int = 3) -> st.SearchStrategy[str]:
    """Canonical decimals; whole numbers are as likely as long ones, so that equals are common."""
    return st.builds(
        decimal_text,
        st.integers(lowest * 10**most_places, highest * 10**most_places),
        st.integers(0, most_places),
        st.just(most_places),
    )


def decimal_text(number: int, places: int, most: int) -> str:
    """A whole number of 10^-most cut to some places, as canonical text."""
    size = abs(number) // 10 ** (most - places)
    digits = str(size).rjust(places + 1, "0")
    whole, decimals = (digits[:-places], digits[-places:].rstrip("0")) if places else (digits, "")
    sign = "-" if number < 0 and size else ""
    return f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}"


def fraction_text(value: Fraction) -> str:
    """A fraction as the compiled scheme writes it."""
    return str(value)


def periods_read(item: dict, checkpoints: list[dict], year: int) -> list[str]:
    """The periods that the checkpoints read of an item, this year and the year before."""
    frequency = "half" if item["frequency"] == "half_year" else item["frequency"]
    found = []
    for own in (year - item["lag"], year - item["lag"] - 1):
        for checkpoint in checkpoints:
            period = covers(
                Cover(item["cover"]),
                Month(own, checkpoint["through"]),
                Frequency(frequency),
                merged_january=item["merged_january"],
            )
            if period is not None and str(period) not in found:
                found.append(str(period))
    return found


@st.composite
def figure_rows(draw: st.DrawFn, compiled: dict, carriers: list[str], kinds: tuple[str, ...]) -> list[dict]:
    """Canonical rows for most of what a compiled scheme may read, in random order."""
    value = st.one_of(st.sampled_from(("0", "1", "2", "5", "10", "12.5", "100")), texts(-3, 30), texts(0, 2000, 2))
    rows = []
    for code, item in compiled["items"].items():
        periods = periods_read(item, compiled["checkpoints"], compiled["year"])
        for carrier in carriers:
            members = (item["members"] or {}).get(carrier)
            indicators = [code] if item["members"] is None else [f"{code}/{member}" for member in members or ()]
            for indicator in indicators:
                for kind in kinds:
                    rows.extend(draw(_rows_of(carrier, indicator, kind, periods, value)))
    return draw(st.permutations(rows)) if len(rows) < 60 else rows[::-1]


@st.composite
def _rows_of(
    draw: st.DrawFn, carrier: str, indicator: str, kind: str, periods: list[str], value: st.SearchStrategy[str]
) -> list[dict]:
    rows = []
    for period in periods:
        fate = draw(st.integers(0, 19))
        if fate == 0:
            continue
        absent = fate in (1, 2)
        rows.append(
            {
                "unit": carrier,
                "indicator": indicator,
                "kind": kind,
                "period": period,
                "value": None if absent else draw(value),
                "absence": draw(st.sampled_from(ABSENCES)) if absent else None,
                "flags": [draw(st.sampled_from(FLAGS))] if fate == 3 else [],
                "caliber": "",
                "source": "",
                "unit_of_measure": "",
            }
        )
    return rows
