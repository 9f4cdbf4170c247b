"""One sheet of the form as rows: finds the line of headings, tells unknown and missing columns, skips what
is blank.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sikao.core.scheme.tree import Keyed, Scalar, Tree
from sikao.core.scheme.workbook.columns import Column
from sikao.core.scheme.workbook.notation import read_cell
from sikao.core.sheets import Sheet, cell_name
from sikao.core.wording import Findings, Listed, Place, nearest_or_none

SEARCHED_ROWS = 12
# Controls, formats (zero width, turned direction), surrogates, private use, unassigned, separators of lines.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class Row:
    """One row below the headings: texts and columns by key."""

    number: int
    place_of_row: Place
    cells: dict[str, tuple[Column, str, Place]]

    def text(self, key: str) -> str:
        """The text under a key; empty when the cell is blank or the column is not there."""
        return self.cells[key][1] if key in self.cells else ""

    def place(self, key: str) -> Place:
        """The place of the cell under a key, else of the row."""
        return self.cells[key][2] if key in self.cells else self.place_of_row

    def scalar(self, key: str) -> Scalar:
        """The text under a key as a scalar; broken when it is blank (which was told already)."""
        text = self.text(key)
        return Scalar(text, self.place(key), broken=not text)

    def tree(self, key: str, found: Findings) -> Tree | None:
        """The value under a key; None when the cell is blank and may be."""
        column, text, where = self.cells[key]
        if text:
            return read_cell(column.kind, text, where, found)
        return Scalar("", where, broken=True) if column.required else None

    def record(self, found: Findings, without: Sequence[str] = ()) -> tuple[tuple[Scalar, Tree], ...]:
        """The filled cells as entries of a mapping, in the order of the columns."""
        entries: list[tuple[Scalar, Tree]] = []
        for key, (_, _, where) in self.cells.items():
            tree = None if key in without else self.tree(key, found)
            if tree is not None:
                entries.append((Scalar(key, where), tree))
        return tuple(entries)

    def keyed(self, found: Findings, without: Sequence[str] = ()) -> Keyed:
        """The filled cells as a mapping."""
        return Keyed(self.record(found, without), self.place_of_row)


class TableReader:
    """Reads the table of one sheet."""

    def __init__(
        self,
        sheet: Sheet,
        file: str | None,
        columns: Sequence[Column],
        found: Findings,
        more: Callable[[str], Column | None] = lambda _heading: None,
    ) -> None:
        self.sheet = sheet
        self.file = file
        self.found = found
        self.columns = columns
        self._more = more
        self._refused: set[int] = set()
        self.head = self._find_head()
        self.by_number = self._headings() if self.head else {}

    def place(self, row: int, column: int) -> Place:
        """The place of a cell of this sheet."""
        return Place(file=self.file, sheet=self.sheet.name, cell=cell_name(row, column))

    def _find_head(self) -> int:
        """The row of headings: the first in which two or more cells are headings of this table; 0 if there
        is none.
        """
        known = {column.heading for column in self.columns}
        for row in range(1, min(self.sheet.height, SEARCHED_ROWS) + 1):
            texts = [clean_heading(self.sheet.text(row, column)) for column in range(1, self.sheet.width + 1)]
            if sum(text in known for text in texts) >= min(2, len(known)):
                return row
        self.found.error(
            "workbook.no_headings",
            self.place(1, 1),
            headings=Listed.of(column.heading for column in self.columns[:4]),
        )
        return 0

    def _headings(self) -> dict[int, Column]:
        by_heading = {column.heading: column for column in self.columns}
        placed: dict[int, Column] = {}
        meant: set[str] = set()
        for number in range(1, self.sheet.width + 1):
            heading = clean_heading(self.sheet.text(self.head, number))
            if not heading:
                continue
            column = by_heading.get(heading) or self._more(heading)
            where = self.place(self.head, number)
            if column is None:
                self._refused.add(number)
                near, known = nearest_or_none(heading, by_heading), Listed.of(by_heading)
                meant.add(str(near))
                self.found.error("workbook.unknown_heading", where, heading=heading, near=near, known=known)
            elif any(column.key == other.key for other in placed.values()):
                self._refused.add(number)
                self.found.error("workbook.doubled_heading", where, heading=heading)
            else:
                placed[number] = column
        for column in self.columns:
            there = any(column.key == other.key for other in placed.values())
            # A mistyped heading is told where it stands, and not as missing besides.
            if column.required and not there and column.heading not in meant:
                self.found.error("workbook.missing_heading", self.place(self.head, 1), heading=column.heading)
        return placed

    def rows(self) -> Iterator[Row]:
        """The rows below the headings that hold something; required cells that are blank are told."""
        if not self.head:
            return
        for number in range(self.head + 1, self.sheet.height + 1):
            texts = {place: self.sheet.text(number, place) for place in range(1, self.sheet.width + 1)}
            if any(text.strip() for text in texts.values()):
                yield self._row(number, texts)

    def _row(self, number: int, texts: dict[int, str]) -> Row:
        cells: dict[str, tuple[Column, str, Place]] = {}
        for place, text in texts.items():
            column = self.by_number.get(place)
            where = self.place(number, place)
            if column is None:
                # What stands under a heading that was refused is not told cell by cell.
                if text.strip() and place not in self._refused:
                    self.found.error("workbook.outside", where, text=text)
                continue
            seen = self._all_seen(text, where)
            text = text if seen and text.strip() else ""
            if seen and not text and column.required:
                self.found.error("workbook.required", where, heading=column.heading)
            cells[column.key] = (column, text, where)
        return Row(number, self.place(number, 1), cells)

    def _all_seen(self, text: str, where: Place) -> bool:
        """Whether every character shows; one that nobody sees is told."""
        if all(char == "\n" or unicodedata.category(char) not in _UNSEEN for char in text):
            return True
        self.found.error("workbook.unseen_character", where, text=text)
        return False


def clean_heading(heading: str) -> str:
    """A heading as it is known: its first line, without the star of required columns."""
    return heading.split("\n", 1)[0].strip().removesuffix("*").strip()
