"""Hostile sheets: what a program and a person, or two programs, would see differently; bombs in a sheet."""

import re

from openpyxl import Workbook

from tests.core.figures.forms.hostile import INPUTS, Draw, kind
from tests.core.figures.forms.packages import ENTRY_PART, edited, packed, replaced, unpacked, with_cell


@kind("a formula with a forged value", "cell.formula")
def forged(good: bytes, draw: Draw) -> bytes:
    formula = draw.pick(["1+1", "SUM(B9:B11)", "HYPERLINK(A1)", "cmd|' /C calc'!A0", "[1]Sheet1!A1"])
    return with_cell(good, draw.pick(INPUTS), f"<f>{formula}</f><v>{draw.below(99_999)}</v>")


@kind("a formula never computed", "cell.formula")
def uncomputed(good: bytes, draw: Draw) -> bytes:
    return with_cell(good, draw.pick(INPUTS), draw.pick(["<f>1+1</f>", "<f/>", '<f t="array">1</f>']))


@kind("a shared formula", "cell.formula")
def shared(good: bytes, draw: Draw) -> bytes:
    return with_cell(good, draw.pick(INPUTS), '<f t="shared" si="0"/><v>24650</v>')


@kind("a formula beside the entries", "cell.formula")
def beside(good: bytes, draw: Draw) -> bytes:
    return edited(good, lambda book: book["参考"].__setitem__(f"K{2 + draw.below(8)}", "=1+1"))


@kind("a cell twice", "cell.duplicate")
def twice(good: bytes, draw: Draw) -> bytes:
    cell = draw.pick(INPUTS)
    return with_cell(good, cell, f'<v>1</v></c><c r="{cell}"><v>999</v>')


@kind("a row twice", "cell.duplicate", "sheet.disorder")
def row_twice(good: bytes, draw: Draw) -> bytes:
    row = 8 + draw.below(4)
    text = unpacked(good)[ENTRY_PART].decode()
    found = re.search(rf'<row r="{row}".*?</row>', text)
    assert found
    return replaced(good, ENTRY_PART, found[0], found[0] + found[0].replace("<v>", "<v>9"))


@kind("cells out of order", "sheet.disorder", "cell.duplicate")
def disorder(good: bytes, draw: Draw) -> bytes:
    row = 8 + draw.below(3)
    return replaced(good, ENTRY_PART, f'<row r="{row}"', f'<row r="{row + 2}"')


@kind("a hidden row", "sheet.hidden_row")
def hidden_row(good: bytes, draw: Draw) -> bytes:
    row = 1 + draw.below(11)
    how = draw.pick(['hidden="1"', 'hidden="true"', 'ht="0" customHeight="1"', 'ht="0.0"', 'ht="0.75"'])
    text = unpacked(good)[ENTRY_PART].decode()
    found = re.search(rf'<row r="{row}"[^>]*>', text)
    assert found
    return replaced(good, ENTRY_PART, found[0], f'<row r="{row}" {how}>')


@kind("all rows hidden", "sheet.hidden_row")
def rows_hidden(good: bytes, _draw: Draw) -> bytes:
    return replaced(good, ENTRY_PART, "<sheetFormatPr ", '<sheetFormatPr zeroHeight="1" ')


@kind("a hidden column", "sheet.hidden_column")
def hidden_column(good: bytes, draw: Draw) -> bytes:
    number = 1 + draw.below(4)
    how = draw.pick(['hidden="1"', 'hidden="true"', 'width="0"', 'width="0.00"', 'width="0.1"'])
    text = unpacked(good)[ENTRY_PART].decode()
    columns = re.search("<cols>.*?</cols>", text)
    assert columns
    return replaced(good, ENTRY_PART, columns[0], f'<cols><col min="{number}" max="{number}" {how}/></cols>')


@kind("merged cells", "sheet.merged")
def merged(good: bytes, draw: Draw) -> bytes:
    area = draw.pick(["B8:B9", "B8:C8", "C9:D11", "A8:B8", "B5:C5", "A1:D11"])
    merge = f'<mergeCells count="1"><mergeCell ref="{area}"/></mergeCells><dataValidations '
    return replaced(good, ENTRY_PART, "<dataValidations ", merge)


@kind("dates from 1904", "sheet.dates_1904")
def from_1904(good: bytes, draw: Draw) -> bytes:
    how = draw.pick(['date1904="1"', 'date1904="true"'])
    return replaced(good, "xl/workbook.xml", "<workbookPr ", f"<workbookPr {how} ")


@kind("a hidden sheet", "sheet.hidden")
def hidden_sheet(good: bytes, draw: Draw) -> bytes:
    state = draw.pick(["hidden", "veryHidden"])

    def add(book: Workbook) -> None:
        page = book.create_sheet("底稿")
        page["A1"] = draw.below(9_999)
        page.sheet_state = state

    return edited(good, add)


@kind("the entries hidden", "sheet.hidden")
def entries_hidden(good: bytes, _draw: Draw) -> bytes:
    return replaced(good, "xl/workbook.xml", 'sheetId="1" state="visible"', 'sheetId="1" state="hidden"')


@kind("a number format that shows something else", "cell.misleading_format")
def misleading(good: bytes, draw: Draw) -> bytes:
    cell, shown = draw.pick(INPUTS), draw.pick(["0!.0,", "#,##0,", '"99"', ";;;", '0"亿"', '"-"0'])
    return edited(good, lambda book: setattr(book["填报"][cell], "number_format", shown))


@kind("a date", "cell.date")
def date(good: bytes, draw: Draw) -> bytes:
    cell, shown = draw.pick(INPUTS), draw.pick(["yyyy-mm-dd", 'm"月"d"日"', "h:mm", "mm-dd-yy"])
    return edited(good, lambda book: setattr(book["填报"][cell], "number_format", shown))


@kind("an error value", "cell.error")
def error(good: bytes, draw: Draw) -> bytes:
    value = draw.pick(["#DIV/0!", "#REF!", "#N/A", "#NAME?"])
    return with_cell(good, draw.pick(INPUTS), f"<v>{value}</v>", 't="e"')


@kind("a stored number that is none", "cell.number_range")
def no_number(good: bytes, draw: Draw) -> bytes:
    value = draw.pick(["NaN", "INF", "1E300", "-1e999999", "1_000", "２４６５０", "0x1F", "1e-300"])
    return with_cell(good, draw.pick(INPUTS), f"<v>{value}</v>")


@kind("a value of an unknown type", "cell.malformed", "cell.date")
def unknown_type(good: bytes, draw: Draw) -> bytes:
    inside, how = draw.pick(
        [("<v>1</v>", 't="x"'), ("<v>2</v>", 't="b"'), ("<v>7</v>", 't="s"'), ("<v>2020-06-30</v>", 't="d"')]
    )
    return with_cell(good, draw.pick(INPUTS), inside, how)


@kind("a control character", "cell.control_character")
def control(good: bytes, draw: Draw) -> bytes:
    char = draw.pick(["_x0007_", "_x0000_", "_x001B_", "\u0085", "\u0090"])
    return with_cell(good, draw.pick(INPUTS), f"<is><t>24{char}650</t></is>", 't="inlineStr"')


@kind("an area without end", "sheet.too_big")
def giant(good: bytes, draw: Draw) -> bytes:
    area = draw.pick(["A1:XFD1048576", "A1:XFD11", "A1:D1048576", "A1:ZZ99"])
    return replaced(good, ENTRY_PART, '<dimension ref="A1:D11"', f'<dimension ref="{area}"')


@kind("a cell far away", "sheet.too_big")
def far(good: bytes, draw: Draw) -> bytes:
    row, column = draw.pick([(1_048_576, "XFD"), (1_048_576, "A"), (11_000 + draw.below(90_000), "B")])
    cell = f'<row r="{row}"><c r="{column}{row}"><v>1</v></c></row></sheetData>'
    return replaced(good, ENTRY_PART, "</sheetData>", cell)


@kind("rows again and again", "package.ratio", "cell.duplicate", "package.unpacked_too_large")
def rows(good: bytes, draw: Draw) -> bytes:
    row = '<row r="12"><c r="A12"><v>1</v></c></row>'
    return replaced(good, ENTRY_PART, "</sheetData>", row * (30_000 + draw.below(900_000)) + "</sheetData>")


@kind("elements without meaning", "markup.too_much", "sheet.disorder", "package.ratio")
def elements(good: bytes, draw: Draw) -> bytes:
    loose = "".join("<x/><y/>" * 6 + f"<!--{draw.noise(3).hex()}-->" for _ in range(100_000))
    return replaced(good, ENTRY_PART, "</sheetData>", "</sheetData>" + loose)


@kind("everything wrong at once", "sheet.gave_up", "sheet.too_big", "cell.formula")
def everything(good: bytes, draw: Draw) -> bytes:
    def row(number: int) -> str:
        cells = "".join(f'<c r="{c}{number}"><f/><v>{draw.noise(3).hex()}</v></c>' for c in "ABCDEFGH")
        return f'<row r="{number}" hidden="1">{cells}</row>'

    text = "".join(row(number) for number in range(12, 212))
    parts = unpacked(good)
    entry = parts[ENTRY_PART].decode().replace("</sheetData>", text + "</sheetData>")
    return packed(parts | {ENTRY_PART: entry})
