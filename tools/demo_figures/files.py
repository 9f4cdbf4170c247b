"""The files of the demonstration year and what each one holds."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tools.demo_figures import city, departments, districts, events, published, zones
from tools.demo_figures.cast import Cast, read_cast
from tools.demo_figures.rows import Row, csv_text


def demonstration_files(folder: Path) -> dict[str, str]:
    """File names below ``figures`` and their text.

    The files on top hold the figures that count, by the year they are about, and later versions of those that
    were revised. ``claimed`` holds what a unit claims in an objection: it replaces figures of the same key.
    """
    cast = read_cast(folder)
    before = with_published((*districts.base_rows(cast), *zones.base_rows(cast)), published.rows_2019())
    return {
        "2018.csv": csv_text(row for row in before if row.period.startswith("2018")),
        "2019.csv": csv_text(row for row in before if row.period.startswith("2019")),
        "2020.csv": csv_text(events.marked(row) for row in _year(cast)),
        "2020-revised.csv": csv_text(events.revised()),
        "claimed/2020.csv": csv_text(events.claimed()),
    }


def with_published(synthetic: Iterable[Row], real: Iterable[Row]) -> list[Row]:
    """All rows, the published one wherever there are two of the same key."""
    rows = {row.key: row for row in synthetic}
    rows.update((row.key, row) for row in real)
    return list(rows.values())


def _year(cast: Cast) -> list[Row]:
    synthetic = (*city.rows(cast), *districts.rows(cast), *zones.rows(cast), *departments.rows(cast))
    return with_published(synthetic, published.rows_2020())
