"""Cell references: ``C14`` to row 14, column 3, and back."""

from __future__ import annotations

import re

_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_AREA = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})(?::\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6}))?")


def column_number(letters: str) -> int:
    """``A`` is 1, ``AA`` is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def column_letters(number: int) -> str:
    """1 is ``A``, 27 is ``AA``."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """The name of a cell: (14, 3) is ``C14``."""
    return f"{column_letters(column)}{row}"


def parse_cell(name: str) -> tuple[int, int] | None:
    """(row, column) of a name such as ``C14``; None when it is no such name."""
    match = _CELL.fullmatch(name)
    return (int(match[2]), column_number(match[1])) if match else None


def parse_area(name: str) -> tuple[int, int, int, int] | None:
    """(first row, first column, last row, last column) of ``A1:C14`` or ``C14``; None when it is no such
    name.
    """
    match = _AREA.fullmatch(name)
    if match is None:
        return None
    top, left = int(match[2]), column_number(match[1])
    bottom = int(match[4]) if match[4] else top
    right = column_number(match[3]) if match[3] else left
    return min(top, bottom), min(left, right), max(top, bottom), max(left, right)
