"""Where figures stand in the files they came from, so that a finding about a figure can name its row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from sikao.core.figures.sources import ROW, Source
from sikao.core.figures.table import COLUMNS, Figures
from sikao.core.wording import Place

FILE = "file"
"""Column that holds the position of a row's file among the files that were read."""


@dataclass(frozen=True, slots=True)
class Located:
    """Figures of one or several files. ``rows`` has ``COLUMNS``, ``FILE`` and ``ROW``, in reading order."""

    rows: pl.DataFrame
    sources: tuple[Source, ...]

    @property
    def figures(self) -> Figures:
        """The table of figures, without where they stand."""
        return Figures(self.rows.select(COLUMNS))

    def places(self, column: str, texts: Sequence[str]) -> dict[str, Place]:
        """For each of some texts of a column the first row that has it."""
        having = self.rows.lazy().filter(pl.col(column).is_in(texts))
        first = having.unique(column, keep="first", maintain_order=True).select(column, FILE, ROW).collect()
        return {text: self.sources[file].place(row, column) for text, file, row in first.iter_rows()}

    def place(self, column: str, values: Mapping[str, str]) -> Place | None:
        """A column of the first row that has these values; ``None`` when no row has them."""
        wanted = pl.all_horizontal(pl.col(name) == value for name, value in values.items())
        row = self.rows.lazy().filter(wanted).select(FILE, ROW).head(1).collect()
        return None if row.is_empty() else self.sources[row.item(0, FILE)].place(row.item(0, ROW), column)
