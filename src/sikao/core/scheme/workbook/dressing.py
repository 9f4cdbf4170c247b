"""How the sheets of the form look: widths, colours, drop-downs and comments, the same for a new and a
marked file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from sikao.core.scheme.shape import Choice, Code, Formula, Kind, Ref, Tagged, Truth
from sikao.core.scheme.workbook import columns as form
from sikao.core.scheme.workbook.columns import Column
from sikao.core.scheme.workbook.content import HEAD_ROW
from sikao.core.scheme.workbook.notation import is_single
from sikao.core.scheme.workbook.sheets_in import clean_heading
from sikao.core.scheme.workbook.words import offered
from sikao.core.sheets import (
    CellKind,
    DraftCell,
    DraftColumn,
    DraftSheet,
    DropDown,
    Look,
    Sheet,
    Workbook,
    draft_cell,
    fitting_width,
)

SPARE_ROWS = 60
_LONG = {
    "rule": 44,
    "text": 60,
    "measure": 34,
    "beside": 26,
    "note": 30,
    "name": 26,
    "name_en": 44,
    form.PARAMETERS_OF_METHOD: 40,
}
_COLOURS = {form.FRAME: "1F4E79", form.GUIDE: "7F7F7F"}
_SHEET_OF_SORT = {
    "group": form.section("groups"),
    "unit": form.section("units"),
    "reference": form.section("references"),
    "provider": form.section("providers"),
    "register": form.section("registers"),
    "item": form.section("items"),
    "sentence": form.section("sentences"),
    "checkpoint": form.section("checkpoints"),
    "schedule": form.section("schedules"),
    "scorecard": form.section("scorecards"),
}
_FIXED = {"self": ("self",), "all": ("all",)}
Columns = Callable[[Sheet], Mapping[int, Column]]


def codes_in(workbook: Workbook) -> dict[str, tuple[str, ...]]:
    """The codes declared on each sheet, by sort of record: what drop-downs of references offer."""
    codes: dict[str, tuple[str, ...]] = dict(_FIXED)
    for sort, name in _SHEET_OF_SORT.items():
        sheet = workbook.sheet(name)
        texts = [] if sheet is None else [sheet.text(row, 1) for row in range(HEAD_ROW + 1, sheet.height + 1)]
        codes[sort] = tuple(dict.fromkeys(text for text in texts if text))
    return codes


def dress(sheet: Sheet, columns: Mapping[int, Column], codes: Mapping[str, tuple[str, ...]]) -> DraftSheet:
    """A sheet of the form with its looks; cells keep their places."""
    if not columns:
        return _dress_plain(sheet)
    is_tree = any(column.key == form.LEVEL for column in columns.values())
    depths = _depths(sheet, columns) if is_tree else {}
    last = max(columns)
    rows = [
        tuple(_cell(sheet, row, number, columns, depths) for number in range(1, max(last, sheet.width) + 1))
        for row in range(1, sheet.height + 1)
    ]
    bottom = sheet.height + SPARE_ROWS
    downs = [_drop_down(number, column, bottom, codes) for number, column in columns.items()]
    return DraftSheet(
        sheet.name,
        tuple(rows),
        tuple(_width(sheet, number, columns.get(number)) for number in range(1, last + 1)),
        frozen=(HEAD_ROW, _frozen_columns(columns)),
        drop_downs=tuple(down for down in downs if down is not None),
        outline=tuple(max(depths.get(row, 1) - 1, 0) for row in range(1, sheet.height + 1))
        if is_tree
        else (),
        paper="A3" if last > 10 else "A4",
        printed_columns=_printed(sheet, columns),
        colour="548235" if is_tree else "",
    )


def _dress_plain(sheet: Sheet) -> DraftSheet:
    """The first sheet and the help: lines of text."""
    looks = {1: Look.HEADING if sheet.name == form.FRAME else Look.NOTE, 3: Look.MUTED}
    rows = [
        tuple(
            draft_cell(sheet.cells.get((row, column)), _plain_look(row, column, looks))
            for column in range(1, (3 if sheet.name == form.FRAME else 1) + 1)
        )
        for row in range(1, sheet.height + 1)
    ]
    widths = (28, 60, 70) if sheet.name == form.FRAME else (130,)
    return DraftSheet(
        sheet.name,
        tuple(rows),
        tuple(DraftColumn(width) for width in widths),
        frozen=(HEAD_ROW if sheet.name == form.FRAME else 0, 0),
        drop_downs=_frame_drop_downs(sheet) if sheet.name == form.FRAME else (),
        colour=_COLOURS.get(sheet.name, ""),
    )


def _frame_drop_downs(sheet: Sheet) -> tuple[DropDown, ...]:
    """Closed choices of the first sheet, line by line."""
    kinds = {heading: (part or field).kind for heading, field, part in form.frame_fields()}
    lines = {row: kinds.get(clean_heading(sheet.text(row, 1))) for row in range(1, sheet.height + 1)}
    return tuple(
        DropDown((row, row), (2, 2), tuple(offered(kind)))
        for row, kind in lines.items()
        if isinstance(kind, Choice | Truth)
    )


def _plain_look(row: int, column: int, looks: Mapping[int, Look]) -> Look:
    if row == 1:
        return Look.TITLE
    if row < HEAD_ROW:
        return Look.NOTE
    return (
        Look.HEADING if row == HEAD_ROW and looks[1] is Look.HEADING else looks.get(column, Look.INPUT_TEXT)
    )


def _depths(sheet: Sheet, columns: Mapping[int, Column]) -> dict[int, int]:
    number = next(number for number, column in columns.items() if column.key == form.LEVEL)
    texts = {row: sheet.text(row, number) for row in range(HEAD_ROW + 1, sheet.height + 1)}
    return {
        row: int(text) for row, text in texts.items() if text.isascii() and text.isdigit() and len(text) < 3
    }


def _cell(
    sheet: Sheet, row: int, number: int, columns: Mapping[int, Column], depths: Mapping[int, int]
) -> DraftCell:
    cell = sheet.cells.get((row, number))
    column = columns.get(number)
    if row < HEAD_ROW:
        return draft_cell(cell, Look.TITLE if row == 1 else Look.NOTE)
    if row == HEAD_ROW:
        comment = column.explanation if column else ""
        return DraftCell(cell.text if cell else "", Look.HEADING, comment=comment)
    look = look_of(column)
    is_branch = bool(depths) and depths.get(row + 1, 0) > depths.get(row, 0)
    if is_branch and look is Look.TEXT:
        look = Look.BRANCH
    indent = 2 * (depths.get(row, 1) - 1) if depths and column and column.key == "name" else 0
    if cell is not None and cell.kind is CellKind.NUMBER:
        # A little room at the right keeps a number apart from the text in the next column.
        return replace(draft_cell(cell, Look.NUMBER), indent=1)
    return replace(draft_cell(cell, look), indent=indent)


def look_of(column: Column | None) -> Look:
    """The look of a column's cells."""
    if column is None:
        return Look.TEXT
    if column.key in {form.NODE_NAME, form.TARGET_NAME}:
        return Look.MUTED
    return Look.CODE if isinstance(column.kind, Code | Ref | Formula) else Look.TEXT


def _width(sheet: Sheet, number: int, column: Column | None) -> DraftColumn:
    texts = [sheet.text(row, number) for row in range(HEAD_ROW, sheet.height + 1)]
    widest = _LONG.get(column.key if column else "", 30)
    narrowest = 8 if column is not None and is_single(column.kind) else 12
    return DraftColumn(fitting_width(texts or [""], narrowest, widest), look_of(column))


def _printed(sheet: Sheet, columns: Mapping[int, Column]) -> int:
    """Columns up to the last that holds something; English names stand last and stay away from paper."""
    used = {column for row, column in sheet.cells if row > HEAD_ROW}
    return max((n for n in used if n in columns and columns[n].key != "name_en"), default=max(columns))


def _frozen_columns(columns: Mapping[int, Column]) -> int:
    """Code and name stay in sight, where they stand at the left."""
    names = [
        number for number, column in columns.items() if column.key in {"name", form.NODE_NAME} and number <= 3
    ]
    return max(names, default=1)


def _drop_down(
    number: int, column: Column, bottom: int, codes: Mapping[str, tuple[str, ...]]
) -> DropDown | None:
    kind: Kind = column.kind
    rows, place = (HEAD_ROW + 1, bottom), (number, number)
    if isinstance(kind, Choice | Truth) or (isinstance(kind, Tagged) and column.key == "method"):
        return DropDown(rows, place, tuple(offered(kind)))
    if isinstance(kind, Ref):
        known = tuple(code for sort in kind.to for code in codes.get(sort, ()))
        # Codes may be typed before they are declared, hence suggestions only.
        return DropDown(rows, place, known, strict=False) if known else None
    return None
