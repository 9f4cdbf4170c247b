"""What a workbook holds once it is read: sheets of cells, every value as text, and the limits it was held
to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class CellKind(StrEnum):
    """How a value is stored. Dates, formulas and error values have no kind: they are refused."""

    TEXT = "text"
    NUMBER = "number"
    PERCENT = "percent"
    """A number in a cell with a percent format: stored 0.8, typed and shown as ``80%``; the text is
    ``80%``.
    """
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True)
class Cell:
    """One value as text. Numbers are plain decimals without exponent; booleans are ``true`` and ``false``."""

    text: str
    kind: CellKind = CellKind.TEXT


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of one sheet that hold something, by (row, column), both counted from 1, in reading order."""

    name: str
    cells: Mapping[tuple[int, int], Cell] = field(default_factory=dict)
    hidden: bool = False

    @property
    def height(self) -> int:
        """The last row that holds something; 0 when the sheet is empty."""
        return max((row for row, _ in self.cells), default=0)

    @property
    def width(self) -> int:
        """The last column that holds something; 0 when the sheet is empty."""
        return max((column for _, column in self.cells), default=0)

    def text(self, row: int, column: int) -> str:
        """The text of a cell; empty when it holds nothing."""
        cell = self.cells.get((row, column))
        return cell.text if cell else ""

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Every row from the first to the last that holds something, padded to the width of the sheet."""
        width = self.width
        table: dict[int, list[str]] = {}
        for (row, column), cell in self.cells.items():
            table.setdefault(row, [""] * width)[column - 1] = cell.text
        blank = [""] * width
        for row in range(1, self.height + 1):
            yield tuple(table.get(row, blank))


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook as read: its sheets in their order. ``file`` is the name used in the places of findings."""

    sheets: tuple[Sheet, ...]
    file: str | None = None

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of that name, if there is one."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a workbook may be. The defaults suit a form that people fill in; a caller may say otherwise."""

    packed_bytes: int = 20_000_000
    unpacked_bytes: int = 50_000_000
    ratio: int = 100
    parts: int = 200
    rows: int = 5_000
    columns: int = 200
    cells: int = 300_000
    text: int = 32_767
    """Characters of one cell, Excel's own limit."""
    characters: int = 20_000_000
    """Characters of all cells together; one shared text may fill many cells."""
    findings: int = 200
    title_rows: int = 0
    """Rows at the top of every sheet in which cells may be merged."""
    hidden_sheets: frozenset[str] = frozenset()
    """Sheets that may be hidden."""


FORM = Limits()
