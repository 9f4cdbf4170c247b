"""A form's workbook written again as other programs write: nothing of ours but the cells."""

import re
from collections.abc import Callable

from sikao.core.figures.forms import EntryForm, scan_form
from sikao.core.sheets import Cell, CellKind, Sheet, cell_name
from tests.core.figures.forms.packages import packed
from tests.core.sheets.packages import HEAD, KIND, OFFICE, SPREADSHEET, parts, relations

Written = Callable[[Cell, list[str]], str]


def shared_strings(cell: Cell, strings: list[str]) -> str:
    """Numbers as numbers, texts as shared strings, as LibreOffice, WPS and Excel write them."""
    if cell.kind is CellKind.NUMBER:
        return f't="n"><v>{cell.text}</v>'
    strings.append(cell.text)
    return f't="s"><v>{len(strings) - 1}</v>'


def numbers_as_text(cell: Cell, strings: list[str]) -> str:
    """Every number stored as text, as in columns formatted so."""
    return shared_strings(Cell(cell.text), strings)


def with_thousands(cell: Cell, strings: list[str]) -> str:
    """Numbers as text with a comma between groups of three, as pasted from a report."""
    if cell.kind is not CellKind.NUMBER:
        return shared_strings(cell, strings)
    whole, point, fraction = cell.text.partition(".")
    return shared_strings(Cell(re.sub(r"(?<=[0-9])(?=([0-9]{3})+$)", ",", whole) + point + fraction), strings)


def inline_results(cell: Cell, _strings: list[str]) -> str:
    """Texts as inline results, the way some exporters write them."""
    if cell.kind is CellKind.NUMBER:
        return f"><v>{float(cell.text)!r}</v>"
    return f't="str"><v>{escaped(cell.text)}</v>'


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def rewritten(content: bytes, form: EntryForm, write: Written) -> bytes:
    """The same cells in a file of the plainest kind: no styles, no protection, no validation."""
    scan = scan_form(content, form)
    assert scan.workbook is not None and not scan.findings
    strings: list[str] = []
    sheets = [_sheet(sheet, write, strings) for sheet in scan.workbook.sheets]
    states = ['state="hidden"' if sheet.hidden else "" for sheet in scan.workbook.sheets]
    listed = "".join(
        f'<sheet name="{sheet.name}" sheetId="{n}" {state} r:id="s{n}"/>'
        for n, (sheet, state) in enumerate(zip(scan.workbook.sheets, states, strict=True), 1)
    )
    targets = [(f"s{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)]
    items = "".join(f'<si><t xml:space="preserve">{escaped(text)}</t></si>' for text in strings)
    types = parts()["[Content_Types].xml"].replace("</Types>", "")
    extra = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{KIND}.worksheet+xml"/>'
        for n in range(2, len(sheets) + 1)
    )
    return packed(
        {
            "[Content_Types].xml": types + extra + "</Types>",
            "_rels/.rels": parts()["_rels/.rels"],
            "xl/workbook.xml": f'{HEAD}<workbook xmlns="{SPREADSHEET}" xmlns:r="{OFFICE}">'
            f"<sheets>{listed}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": relations(*targets, ("ss", "sharedStrings", "sharedStrings.xml")),
            "xl/sharedStrings.xml": f'{HEAD}<sst xmlns="{SPREADSHEET}">{items}</sst>',
            **{f"xl/worksheets/sheet{n}.xml": sheet for n, sheet in enumerate(sheets, 1)},
        }
    )


def _sheet(sheet: Sheet, write: Written, strings: list[str]) -> str:
    rows: dict[int, list[str]] = {}
    for (row, column), cell in sheet.cells.items():
        rows.setdefault(row, []).append(f'<c r="{cell_name(row, column)}" {write(cell, strings)}</c>')
    data = "".join(f'<row r="{row}">{"".join(cells)}</row>' for row, cells in sorted(rows.items()))
    return f'{HEAD}<worksheet xmlns="{SPREADSHEET}"><sheetData>{data}</sheetData></worksheet>'
