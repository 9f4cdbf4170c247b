"""Reads one sheet in a single pass, so that what was checked is exactly what is read.

Everything that could make two programs, or a program and a person, see two different figures is found here:
formulas, doubled or disordered cells, hidden rows and columns, merged cells, dates, error values, misleading
number formats.
"""

from __future__ import annotations

import re

from sikao.core.sheets.formats import Display, plain_text, stored_number
from sikao.core.sheets.gate import Package, read_part
from sikao.core.sheets.markup import refuse
from sikao.core.sheets.model import Cell, CellKind, Sheet
from sikao.core.sheets.parts import Contents, SheetEntry, unescape
from sikao.core.sheets.references import cell_name, column_number, parse_area
from sikao.core.wording import Findings, Place

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_BOOLEANS = {"1": "true", "0": "false", "true": "true", "false": "false"}
# Half a character, and a fifth of a line: what is narrower or lower shows nothing.
_LEAST_WIDTH, _LEAST_HEIGHT = 0.5, 3.0
_INSIDE_CELL = {"v", "f", "is", "t", "r", "rPr", "rPh", "phoneticPr", "extLst"}


class Tally:
    """Counts what all sheets of a workbook have together."""

    def __init__(self) -> None:
        self.cells = 0
        self.characters = 0


class SheetScan:
    """Receives the elements of one sheet; ``cells`` and ``found`` hold the outcome."""

    def __init__(
        self, package: Package, contents: Contents, entry: SheetEntry, found: Findings, tally: Tally
    ) -> None:
        self.limits = package.limits
        self.contents = contents
        self.name = entry.name
        self.file = package.where.file
        self.found = found
        self.tally = tally
        self.cells: dict[tuple[int, int], Cell] = {}
        self.columns: dict[str, int] = {}
        self.row = self.column = 0
        self.in_data = self.in_cell = self.in_value = False
        self.phonetic = 0
        self.hidden_row = self.rows_hidden = False
        self.hidden_columns: list[tuple[int, int]] = []
        self.hidden_cells: list[tuple[str, int, int]] = []
        self.kind, self.style = "n", 0
        self.formula = False
        self.pieces: list[str] = []

    def place(self, row: int = 0, column: int = 0) -> Place:
        """The place of a cell of this sheet, or of the sheet itself."""
        return Place(file=self.file, sheet=self.name, cell=cell_name(row, column) if row else None)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins. Cells come first in the chain: there are most of them."""
        if self.in_cell:
            self._start_in_cell(name)
        elif not self.in_data:
            self._start_around(name, attributes)
        elif name == "c":
            self._start_cell(attributes)
        elif name == "row":
            self._start_row(attributes)
        elif name != "extLst":
            raise refuse("sheet.disorder", self.place())

    def _start_in_cell(self, name: str) -> None:
        if name in {"v", "t"}:
            self.in_value = not self.phonetic
        elif name == "f":
            self.formula = True
        elif name == "rPh":
            self.phonetic += 1
        elif name not in _INSIDE_CELL:
            raise refuse("sheet.disorder", self.place(self.row, self.column))

    def _start_around(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheetData":
            if self.row:
                raise refuse("sheet.disorder", self.place())
            self.in_data = True
        elif name == "dimension":
            self._check_area(attributes.get("ref", "A1"))
        elif name == "sheetFormatPr":
            self.rows_hidden = _is_on(attributes, "zeroHeight")
            self.rows_hidden |= _is_sliver(attributes.get("defaultRowHeight"), _LEAST_HEIGHT)
            if _is_sliver(attributes.get("defaultColWidth"), _LEAST_WIDTH):
                self.hidden_columns.append((1, self.limits.columns))
        elif name == "col":
            self._note_column(attributes)
        elif name == "mergeCell":
            self._check_merged(attributes.get("ref", ""))

    def _check_area(self, ref: str) -> tuple[int, int, int, int]:
        area = parse_area(ref)
        if area is None:
            raise refuse("sheet.disorder", self.place())
        if area[2] > self.limits.rows or area[3] > self.limits.columns:
            raise self._too_big()
        return area

    def _too_big(self) -> Exception:
        limits = self.limits
        return refuse("sheet.too_big", self.place(), rows=str(limits.rows), columns=str(limits.columns))

    def _note_column(self, attributes: dict[str, str]) -> None:
        if _is_on(attributes, "hidden") or _is_sliver(attributes.get("width"), _LEAST_WIDTH):
            if len(self.hidden_columns) >= self.limits.columns:
                raise self._too_big()
            self.hidden_columns.append((_whole(attributes.get("min")), _whole(attributes.get("max"))))

    def _check_merged(self, ref: str) -> None:
        area = self._check_area(ref)
        if area[2] > self.limits.title_rows:
            self.found.error("sheet.merged", self.place(area[0], area[1]), area=ref)
            self._stop_if_hopeless()

    def _start_row(self, attributes: dict[str, str]) -> None:
        row = _whole(attributes.get("r")) if "r" in attributes else self.row + 1
        if row <= self.row:
            code = "sheet.disorder" if row < self.row or row == 0 else "cell.duplicate"
            raise refuse(code, self.place(max(row, 1), 1))
        if row > self.limits.rows:
            raise self._too_big()
        self.row, self.column = row, 0
        shown = attributes.get("hidden", "1" if self.rows_hidden else "0")
        self.hidden_row = shown in {"1", "true"} or _is_sliver(attributes.get("ht"), _LEAST_HEIGHT)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self.column = self._column_of(attributes.get("r"))
        self.tally.cells += 1
        if self.tally.cells > self.limits.cells:
            raise refuse("sheet.too_many_cells", self.place(), limit=str(self.limits.cells))
        self.in_cell, self.formula = True, False
        self.kind = attributes.get("t", "n")
        self.style = _whole(attributes.get("s", "0"))
        self.pieces = []

    def _column_of(self, reference: str | None) -> int:
        """The column of the cell that begins; it must lie to the right of the one before, in this row."""
        if reference is None:
            column = self.column + 1
        else:
            match = _REFERENCE.fullmatch(reference)
            if match is None or int(match[2]) != self.row:
                raise refuse("sheet.disorder", self.place(max(self.row, 1), 1))
            column = self.columns.get(match[1]) or self.columns.setdefault(match[1], column_number(match[1]))
        if column > self.limits.columns or self.row == 0:
            raise self._too_big()
        if column <= self.column:
            code = (
                "cell.duplicate"
                if (self.row, column) in self.cells or column == self.column
                else "sheet.disorder"
            )
            raise refuse(code, self.place(self.row, column))
        return column

    def text(self, data: str) -> None:
        """A piece of a value; text elsewhere has no meaning."""
        if self.in_value:
            self.pieces.append(data)

    def end(self, name: str) -> None:
        """An element ends; at the end of a cell its value is taken."""
        if self.in_cell:
            if name in {"v", "t"}:
                self.in_value = False
            elif name == "rPh":
                self.phonetic -= 1
            elif name == "c":
                self.in_cell = False
                self._take_cell()
        elif name == "sheetData":
            self.in_data = False
            self.row = self.row or 1

    def _take_cell(self) -> None:
        raw = "".join(self.pieces)
        if not raw and not self.formula:
            return
        cell = self._formula(raw) if self.formula else self._value(raw)
        if cell is None or (cell.kind is CellKind.TEXT and not cell.text):
            return
        self._check_text(cell.text)
        self.cells[self.row, self.column] = cell
        if self.hidden_row:
            self._note_hidden("sheet.hidden_row")
        if self.hidden_columns and any(low <= self.column <= high for low, high in self.hidden_columns):
            self._note_hidden("sheet.hidden_column")

    def _note_hidden(self, code: str) -> None:
        """One finding for each hidden row or column that holds something."""
        line = self.row if code == "sheet.hidden_row" else self.column
        if not any(known == code and number == line for known, number, _ in self.hidden_cells[-500:]):
            self.hidden_cells.append((code, line, 0))
            self.error(code)

    def error(self, code: str, **details: str) -> None:
        """A finding at the current cell. Scanning goes on, so that all are told at once, unless there are
        too many.
        """
        self.found.error(code, self.place(self.row, self.column), **details)
        self._stop_if_hopeless()

    def _stop_if_hopeless(self) -> None:
        if len(self.found) > 50 * self.limits.findings:
            raise refuse("sheet.gave_up", self.place())

    def _formula(self, raw: str) -> Cell:
        self.error("cell.formula")
        return Cell(raw)

    def _value(self, raw: str) -> Cell | None:
        if self.kind == "s":
            return self._shared(raw)
        if self.kind in {"str", "inlineStr"}:
            return Cell(unescape(raw))
        if self.kind == "n":
            return self._number(raw.strip())
        if self.kind == "b" and raw.strip() in _BOOLEANS:
            return Cell(_BOOLEANS[raw.strip()], CellKind.BOOLEAN)
        codes = {"e": "cell.error", "d": "cell.date"}
        self.error(codes.get(self.kind, "cell.malformed"), text=raw)
        return Cell(raw)

    def _shared(self, raw: str) -> Cell | None:
        strings = self.contents.strings
        index = _whole(raw.strip(), len(strings))
        if index < len(strings):
            return Cell(strings[index])
        self.error("cell.malformed", text=raw)
        return None

    def _number(self, raw: str) -> Cell:
        stored = stored_number(raw)
        if stored is None:
            self.error("cell.number_range", text=raw)
            return Cell(raw[: self.limits.text])
        value, dropped = stored
        text = plain_text(value)
        displays = self.contents.displays
        display = displays[self.style] if self.style < len(displays) else Display.NUMBER
        if display is Display.DATE:
            self.error("cell.date", text=text)
        elif display is Display.MISLEADING:
            self.error("cell.misleading_format", text=text, format=self.contents.format_codes[self.style])
        elif dropped:
            self.found.warning("cell.noise", self.place(self.row, self.column), stored=raw, text=text)
            self._stop_if_hopeless()
        if display is Display.PERCENT:
            return Cell(plain_text(value.scaleb(2)) + "%", CellKind.PERCENT)
        return Cell(text, CellKind.NUMBER)

    def _check_text(self, text: str) -> None:
        self.tally.characters += len(text)
        if self.tally.characters > self.limits.characters:
            raise refuse("sheet.too_much_text", self.place(), limit=str(self.limits.characters))
        if len(text) > self.limits.text:
            self.error("cell.too_long", limit=str(self.limits.text))
        elif _CONTROL.search(text):
            self.error("cell.control_character", text=text)


def _whole(text: str | None, wrong: int = 0) -> int:
    """A whole number of at most seven digits; ``wrong`` for anything else."""
    return int(text) if text and len(text) <= 7 and text.isascii() and text.isdigit() else wrong


def _is_on(attributes: dict[str, str], name: str) -> bool:
    return attributes.get(name, "0") in {"1", "true"}


def _is_sliver(text: str | None, least: float) -> bool:
    """Whether a width or height is so small that nothing inside is seen."""
    return (
        text is not None
        and re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,20})?", text) is not None
        and float(text) < least
    )


def scan_sheet(
    package: Package, contents: Contents, entry: SheetEntry, part: str, found: Findings, tally: Tally
) -> Sheet:
    """The cells of a sheet; what is wrong is added to ``found``. Raises ``Refused`` where reading cannot
    go on.
    """
    scan = SheetScan(package, contents, entry, found, tally)
    read_part(package, part, scan)
    if entry.hidden and scan.cells and entry.name not in package.limits.hidden_sheets:
        found.error("sheet.hidden", scan.place())
    return Sheet(entry.name, scan.cells, hidden=entry.hidden)
