"""A scheme's workbook as a person sees it, to change cells by heading and code and read it again."""

import io
from typing import Any

import openpyxl

from sikao.core.scheme.model import Scheme
from sikao.core.scheme.text.folder import Reading
from sikao.core.scheme.workbook import read_form, scheme_workbook_bytes

HEAD_ROW = 3


class Edited:
    """An open workbook; cells are found by sheet, row and heading."""

    def __init__(self, content: bytes) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(content))

    def column(self, sheet: str, heading: str) -> int:
        titles = [str(cell.value or "").rstrip("*") for cell in self.book[sheet][HEAD_ROW]]
        return titles.index(heading) + 1

    def row(self, sheet: str, code: str, heading: str = "代码") -> int:
        column = self.column(sheet, heading)
        cells = (
            self.book[sheet].cell(row, column) for row in range(HEAD_ROW + 1, self.book[sheet].max_row + 1)
        )
        return next(cell.row for cell in cells if cell.value == code)

    def name(self, sheet: str, code: str, heading: str) -> str:
        """The name of a cell, as ``F7``."""
        return self.book[sheet].cell(self.row(sheet, code), self.column(sheet, heading)).coordinate

    def put(self, sheet: str, code: str, heading: str, value: Any) -> str:
        """Type a value into the cell of a record; gives the cell's name."""
        name = self.name(sheet, code, heading)
        self.book[sheet][name] = value
        return name

    def append(self, sheet: str, **values: Any) -> int:
        """Type a new row below the last, by heading; gives its number."""
        row = self.book[sheet].max_row + 1
        for heading, value in values.items():
            self.book[sheet].cell(row, self.column(sheet, heading.replace("_", "·", 1)), value)
        return row

    def clear(self, sheet: str) -> None:
        """Delete the rows below the headings."""
        self.book[sheet].delete_rows(HEAD_ROW + 1, self.book[sheet].max_row)

    def saved(self) -> bytes:
        buffer = io.BytesIO()
        self.book.save(buffer)
        return buffer.getvalue()

    def read(self) -> Reading:
        return read_form(self.saved(), name="方案.xlsx")


def edited(scheme: Scheme) -> Edited:
    return Edited(scheme_workbook_bytes(scheme))


def told(reading: Reading) -> list[tuple[str, str]]:
    """(place without the file, code) of every finding."""
    return [(str(finding.where).removeprefix("方案.xlsx "), finding.code) for finding in reading.findings]
