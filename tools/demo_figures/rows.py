"""One figure as a row of the tidy table, and how the rows become a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

SYNTHETIC = "合成数据（示例）"
COLUMNS = (
    "unit",
    "indicator",
    "kind",
    "period",
    "value",
    "unit_of_measure",
    "absence",
    "flags",
    "caliber",
    "source",
)


@dataclass(frozen=True, slots=True)
class Row:
    """A figure; ``value`` is empty where ``absence`` says why there is none."""

    unit: str
    indicator: str
    kind: str
    period: str
    value: Decimal | None
    unit_of_measure: str
    absence: str = ""
    flags: str = ""
    caliber: str = ""
    source: str = SYNTHETIC
    since: str = ""

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """What a version of a figure is found by."""
        return (self.unit, self.indicator, self.kind, self.period, self.since)


def plain(value: Decimal) -> str:
    """The canonical text of a decimal: no exponent, no trailing zeros, no negative zero."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def csv_text(rows: Iterable[Row]) -> str:
    """The tidy table as CSV text, in the order of unit, indicator, kind, period and since."""
    found: dict[tuple[str, str, str, str, str], Row] = {}
    for row in rows:
        if row.key in found:
            raise ValueError(f"two figures for {row.key}")
        found[row.key] = row
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    revised = any(key[4] for key in found)
    writer.writerow((*COLUMNS, "since") if revised else COLUMNS)
    for key in sorted(found):
        row = found[key]
        value = "" if row.value is None else plain(row.value)
        texts = (value, row.unit_of_measure, row.absence, _flags(row), row.caliber, row.source)
        writer.writerow((*key[:4], *texts, row.since) if revised else (*key[:4], *texts))
    return buffer.getvalue()


def _flags(row: Row) -> str:
    """The row's own flags; what was generated says so in a flag too, which every score made of it carries."""
    generated = ("synthetic",) if row.source == SYNTHETIC else ()
    return " ".join(sorted({*row.flags.split(), *generated}))
