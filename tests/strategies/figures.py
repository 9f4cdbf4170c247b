"""Random figures for a compiled scheme: small numbers with many ties, absences, flags and gaps."""

from __future__ import annotations

from hypothesis import strategies as st

from sikao.core.figures.periods import Cover, Frequency, Month, covers
from tests.strategies.choices import Choices

ABSENCES = ("missing", "not_applicable", "not_yet_due", "withheld", "undefined")
FLAGS = ("late", "estimated", "disputed")
# Apart by a digit that no float holds, from each other and from a small number.
LONG = ("100000000000000000.01", "100000000000000000", "99999999999999999.99", "5.000000000000000001", "5")


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
def figure_rows(
    draw: st.DrawFn, compiled: dict, carriers: list[str], kinds: tuple[str, ...], *, long: bool = False
) -> list[dict]:
    """Canonical rows for most of what a compiled scheme may read; ``long``: with more digits than floats
    hold.
    """
    c = Choices(draw)
    rows = []
    for code, item in compiled["items"].items():
        periods = periods_read(item, compiled["checkpoints"], compiled["year"])
        for carrier in carriers:
            # Now and then a figure of a member that the carrier does not have.
            members = dict.fromkeys([*(item["members"] or {}).get(carrier, ()), "m1"])
            indicators = [code] if item["members"] is None else [f"{code}/{member}" for member in members]
            for indicator in indicators:
                for kind in kinds:
                    rows.extend(_row(c, carrier, indicator, kind, period, long) for period in periods)
    found = [row for row in rows if row is not None]
    return [*found, *_revisions(c, found, [entry["code"] for entry in compiled["checkpoints"]], long)]


def _revisions(c: Choices, rows: list[dict], checkpoints: list[str], long: bool) -> list[dict]:
    """Later versions of a few of the rows, none twice."""
    made: dict[tuple[str, ...], dict] = {}
    for _ in range(c.one(0, 0, 1, 3) if rows else 0):
        first = c.of(rows)
        key = (first["unit"], first["indicator"], first["kind"], first["period"])
        later = _row(c, *key, long)
        if later is not None:
            since = c.of(checkpoints)
            made[*key, since] = {**later, "since": since}
    return list(made.values())


def _row(c: Choices, carrier: str, indicator: str, kind: str, period: str, long: bool) -> dict | None:
    fate = c.whole(0, 19)
    if fate == 19:
        return None
    absent = fate > 16
    value = c.one("0", "1", "2", "5", "10", "12.5", "100", c.text(-3, 30, 3), c.text(0, 2000, 2))
    if long and c.sometimes(2):
        value = c.of(LONG)
    return {
        "unit": carrier,
        "indicator": indicator,
        "kind": kind,
        "period": period,
        "value": None if absent else value,
        "absence": c.of(ABSENCES) if absent else None,
        "flags": [c.of(FLAGS)] if fate == 16 else [],
        "caliber": "",
        "source": "",
        "unit_of_measure": "",
        "since": "",
    }
