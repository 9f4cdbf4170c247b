"""A workbook to be written, as plain data: what stands in each cell and how it looks. Nothing here is a
formula.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

Value = str | Decimal | int | bool | None
MAX_SHEET_NAME = 31
FORMULA_STARTS = frozenset("=+-@\t\r\0＝＋－＠")
"""A text that begins so is a formula to spreadsheet programs, unless something makes them keep it as text."""


class Look(StrEnum):
    """How a cell looks; the looks themselves are in ``styles``."""

    BARE = "bare"
    """Nothing at all: the cell is not written unless it holds something."""
    TITLE = "title"
    NOTE = "note"
    HEADING = "heading"
    BRANCH = "branch"
    """A heading inside the body, for instance a block of a scorecard."""
    TEXT = "text"
    CODE = "code"
    NUMBER = "number"
    MUTED = "muted"
    INPUT_TEXT = "input_text"
    INPUT_NUMBER = "input_number"
    WRONG = "wrong"
    QUERY = "query"


@dataclass(frozen=True, slots=True)
class DraftCell:
    """One cell to be written. Text stays text, whatever it begins with."""

    value: Value = None
    look: Look = Look.TEXT
    comment: str = ""
    indent: int = 0
    number_format: str | None = None
    link: tuple[str, str] | None = None
    """Sheet and cell that a click leads to, inside the same workbook."""


BLANK = DraftCell(None, Look.BARE)


@dataclass(frozen=True, slots=True)
class DraftColumn:
    """Width in characters of the body's size (a Chinese character counts two), and the look of empty
    cells.
    """

    width: int
    look: Look = Look.TEXT


@dataclass(frozen=True, slots=True)
class DropDown:
    """Values offered in an area. With ``strict`` nothing else may be typed; without, they are suggestions."""

    rows: tuple[int, int]
    columns: tuple[int, int]
    values: tuple[str, ...]
    strict: bool = True
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class DraftSheet:
    """One sheet to be written; rows and columns count from 1."""

    name: str
    rows: tuple[tuple[DraftCell, ...], ...] = ()
    columns: tuple[DraftColumn, ...] = ()
    frozen: tuple[int, int] = (0, 0)
    """Rows and columns that stay in sight; the rows are repeated on every printed page."""
    spare_rows: int = 0
    """Empty rows below the last, made ready for input."""
    drop_downs: tuple[DropDown, ...] = ()
    outline: tuple[int, ...] = ()
    """Depth of each row in the outline (0 none), for folding a tree."""
    protected: bool = False
    """Only cells with an input look can be changed."""
    hidden: bool = False
    very_hidden: bool = False
    """Hidden so that spreadsheet programs do not offer to show it."""
    paper: str = "A4"
    printed_columns: int = 0
    """How many columns are printed; 0 prints all."""
    colour: str = ""
    """Of the tab, six hexadecimal digits."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A workbook to be written. ``lists_name`` is the sheet that holds the values of long drop-downs."""

    sheets: tuple[DraftSheet, ...]
    title: str = ""
    lists_name: str = "选项"


def text_width(text: str) -> int:
    """How wide a text shows: full-width characters count two; of several lines the widest counts."""
    return max(
        (
            sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in line)
            for line in text.split("\n")
        ),
        default=0,
    )


def fitting_width(texts: Collection[str], narrowest: int = 6, widest: int = 48) -> int:
    """A column width in which the texts fit, within bounds; longer ones are wrapped."""
    return min(widest, max(narrowest, *(text_width(text) + 2 for text in texts), 0))


def sheet_name(text: str, taken: Collection[str] = ()) -> str:
    """A name that a sheet may have: no forbidden characters, at most 31, not taken (case does not count)."""
    cleaned = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", text).strip(" '") or "表"
    used = {name.lower() for name in taken}
    name, number = cleaned[:MAX_SHEET_NAME], 1
    while name.lower() in used:
        number += 1
        ending = f" {number}"
        name = cleaned[: MAX_SHEET_NAME - len(ending)] + ending
    return name
