"""Writes a draft as an .xlsx file: formatted, free of formulas, the same bytes for the same content."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from typing import cast
from xml.sax.saxutils import escape

from openpyxl import Workbook as OutputBook
from openpyxl.cell.cell import Cell as OutputCell
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import Outline, PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from sikao.core.sheets.drafts import (
    BLANK,
    FORMULA_STARTS,
    Draft,
    DraftCell,
    DraftColumn,
    DraftSheet,
    DropDown,
    Look,
    fitting_width,
    text_width,
)
from sikao.core.sheets.formats import SHOWN_DIGITS
from sikao.core.sheets.styles import STYLES, style_name

MAX_TEXT = 32_767
MAX_LINES = 20

_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]|_(?=x[0-9A-Fa-f]{4}_)")
_MOMENT = (1980, 1, 1, 0, 0, 0)
_MAX_INLINE_LIST = 250
_PAPERS = {"A3": 8, "A4": 9}
_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></cp:coreProperties>'
)
_APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>Sikao</Application></Properties>"
)


def written(draft: Draft) -> bytes:
    """The bytes of a draft, for ``composing.workbook_bytes``, which everybody calls."""
    book = OutputBook()
    book.remove(book.worksheets[0])
    for look, style in STYLES.items():
        book.add_named_style(style.named(look))
    lists: list[tuple[str, ...]] = []
    for sheet in draft.sheets:
        _write_sheet(book.create_sheet(sheet.name), sheet, draft.lists_name, lists)
    if lists:
        page = _lists_page(draft.lists_name, lists)
        _write_sheet(book.create_sheet(page.name), page, draft.lists_name, [])
    buffer = io.BytesIO()
    book.save(buffer)
    return _repacked(buffer.getvalue(), draft.title)


def safe_text(text: str) -> str:
    """A text as a workbook stores it: characters that XML cannot hold, and look-alikes of their escapes,
    escaped.
    """
    return _ILLEGAL.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def _write_sheet(target: Worksheet, sheet: DraftSheet, lists_name: str, lists: list[tuple[str, ...]]) -> None:
    width = max((len(row) for row in sheet.rows), default=0)
    columns = sheet.columns or tuple(_fitting(sheet, column) for column in range(width))
    for number, column in enumerate(columns, 1):
        dimension = target.column_dimensions[get_column_letter(number)]
        dimension.width = column.width
        # Empty cells below take the column's style, so that what is typed there stays what it is.
        style = STYLES[column.look]
        dimension.font, dimension.alignment = style.font, style.alignment(0)
        dimension.protection, dimension.number_format = style.protection(), style.number_format
    for number, row in enumerate(sheet.rows, 1):
        for place, cell in enumerate(row, 1):
            if cell != BLANK:
                _write_cell(_cell(target, number, place), cell)
        height = _height(row, columns)
        if height:
            target.row_dimensions[number].height = height
    for number, depth in enumerate(sheet.outline, 1):
        target.row_dimensions[number].outlineLevel = min(depth, 7)
    for number in range(len(sheet.rows) + 1, len(sheet.rows) + sheet.spare_rows + 1):
        for place, column in enumerate(columns, 1):
            _dress(_cell(target, number, place), column.look)
    for drop_down in sheet.drop_downs:
        target.add_data_validation(_validation(drop_down, lists_name, lists))
    _set_up(target, sheet)


def _cell(target: Worksheet, row: int, column: int) -> OutputCell:
    # Nothing is ever merged here, so that every cell is an ordinary one.
    return cast("OutputCell", target.cell(row, column))


def _height(row: Sequence[DraftCell], columns: Sequence[DraftColumn]) -> float | None:
    """The height of a row with wrapped text, in points: not every program works it out by itself."""
    if row and row[0].look is Look.TITLE:
        return 30
    lines = 1
    for cell, column in zip(row, columns, strict=False):
        if isinstance(cell.value, str) and STYLES[cell.look].wrap:
            room = max(column.width - 1 - cell.indent, 1)
            lines = max(lines, sum(1 + (text_width(line) - 1) // room for line in cell.value.split("\n")))
    return 4 + 15.5 * min(lines, MAX_LINES) if lines > 1 else None


def _fitting(sheet: DraftSheet, column: int) -> DraftColumn:
    """A column as wide as its content asks for; titles and notes may run over their neighbours."""
    cells = [row[column] for row in sheet.rows if column < len(row)]
    texts = [
        str(cell.value)
        for cell in cells
        if cell.value is not None and cell.look not in {Look.TITLE, Look.NOTE}
    ]
    return DraftColumn(fitting_width(texts or [""]))


def _dress(target: OutputCell, look: Look, indent: int = 0) -> None:
    target.style = style_name(look)
    if indent:
        target.alignment = STYLES[look].alignment(indent)


def _write_cell(target: OutputCell, cell: DraftCell) -> None:
    _dress(target, cell.look, cell.indent)
    value = cell.value
    if isinstance(value, Decimal) and len(value.normalize().as_tuple().digits) > SHOWN_DIGITS:
        # A binary float would lose digits.
        value = f"{value:f}"
    if isinstance(value, str):
        _write_text(target, value)
    elif value is not None:
        target.value = value
    if cell.number_format:
        target.number_format = cell.number_format
    if cell.comment:
        target.comment = _comment(cell.comment)
    if cell.link:
        place = f"{quote_sheetname(cell.link[0])}!{cell.link[1]}"
        target.hyperlink = Hyperlink(ref=target.coordinate, location=place)


def _write_text(target: OutputCell, text: str) -> None:
    stored = safe_text(text)
    if len(stored) > MAX_TEXT:
        raise ValueError(f"a cell holds at most {MAX_TEXT} characters")
    target.value = stored
    # The library would take "=1+1" for a formula and "#N/A" for an error value.
    target.data_type = "s"
    if text[:1] in FORMULA_STARTS and text:
        target.quotePrefix = True


def _comment(text: str) -> Comment:
    lines = text.split("\n")
    rows = sum(1 + text_width(line) // 40 for line in lines)
    comment = Comment(safe_text(text), "Sikao")
    comment.width, comment.height = 300, 24 + 18 * rows
    return comment


def _validation(drop_down: DropDown, lists_name: str, lists: list[tuple[str, ...]]) -> DataValidation:
    joined = ",".join(drop_down.values)
    inline = len(joined) <= _MAX_INLINE_LIST and not any(set(value) & set(',"') for value in drop_down.values)
    formula = f'"{joined}"' if inline else _list_area(drop_down.values, lists_name, lists)
    rule = DataValidation(type="list", formula1=formula, allow_blank=True)
    rule.showErrorMessage = drop_down.strict
    rule.errorTitle, rule.error = "请从列表中选择", "此格只能填写列表中的内容。"
    if drop_down.prompt:
        rule.showInputMessage, rule.prompt = True, drop_down.prompt[:250]
    (top, bottom), (left, right) = drop_down.rows, drop_down.columns
    rule.add(f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}")
    return rule


def _list_area(values: tuple[str, ...], lists_name: str, lists: list[tuple[str, ...]]) -> str:
    """The area of the lists sheet that holds these values; equal lists share a column."""
    if values not in lists:
        lists.append(values)
    letter = get_column_letter(lists.index(values) + 1)
    return f"{quote_sheetname(lists_name)}!${letter}$2:${letter}${len(values) + 1}"


def _lists_page(name: str, lists: list[tuple[str, ...]]) -> DraftSheet:
    head = (DraftCell("下拉列表的内容，请勿改动", Look.NOTE),)
    longest = max(len(values) for values in lists)
    rows = [
        tuple(DraftCell(values[n], Look.MUTED) if n < len(values) else BLANK for values in lists)
        for n in range(longest)
    ]
    return DraftSheet(name, (head, *rows), frozen=(1, 0))


def _set_up(target: Worksheet, sheet: DraftSheet) -> None:
    """Panes, protection, and a page set-up that prints the whole width on landscape paper."""
    rows, columns = sheet.frozen
    if rows or columns:
        target.freeze_panes = f"{get_column_letter(columns + 1)}{rows + 1}"
    if rows:
        target.print_title_rows = f"1:{rows}"
    if sheet.printed_columns:
        target.print_area = f"A1:{get_column_letter(sheet.printed_columns)}{max(len(sheet.rows), 1)}"
    if sheet.outline:
        target.sheet_properties.outlinePr = Outline(summaryBelow=False)
    if sheet.protected:
        target.protection.enable()
        target.protection.formatColumns = target.protection.formatRows = False
    if sheet.hidden or sheet.very_hidden:
        target.sheet_state = "veryHidden" if sheet.very_hidden else "hidden"
    if sheet.colour:
        target.sheet_properties.tabColor = sheet.colour
    target.page_setup.paperSize = _PAPERS[sheet.paper]
    target.page_setup.orientation = "landscape"
    target.page_setup.fitToWidth, target.page_setup.fitToHeight = 1, 0
    target.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    target.print_options.horizontalCentered = True
    if target.oddFooter is not None:
        target.oddFooter.center.text = "&P / &N"
    margins = target.page_margins
    margins.left = margins.right = 0.4
    margins.top = margins.bottom = 0.6


def _repacked(content: bytes, title: str) -> bytes:
    """The same parts with one fixed moment and neutral properties."""
    own = {"docProps/core.xml": _CORE.format(title=escape(safe_text(title))), "docProps/app.xml": _APP}
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            target.writestr(entry, own.get(name) or source.read(name))
    return buffer.getvalue()
