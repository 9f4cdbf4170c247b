"""A workbook comes back as a fresh file: the user's values, the faults marked at their cells and listed."""

import io
from decimal import Decimal

import openpyxl
import pytest

from sikao.core.sheets import (
    LIST_NAME,
    Cell,
    CellKind,
    Sheet,
    Workbook,
    mark_workbook,
    read_workbook,
    scan_workbook,
)
from sikao.core.wording import Finding, Place, Severity
from tests.core.sheets.packages import book

SHEET = Sheet(
    "指标",
    {
        (1, 1): Cell("单位"),
        (1, 2): Cell("数值"),
        (2, 1): Cell("=1+1"),
        (2, 2): Cell("8.1", CellKind.NUMBER),
        (3, 1): Cell("80%", CellKind.PERCENT),
        (3, 2): Cell("true", CellKind.BOOLEAN),
    },
)
BOOK = Workbook((SHEET,), "a.xlsx")
FINDINGS = (
    Finding("cell.error", Severity.ERROR, Place(sheet="指标", cell="B2"), {"text": "#N/A"}),
    Finding("cell.noise", Severity.WARNING, Place(sheet="指标", cell="B2"), {"stored": "1", "text": "2"}),
    Finding("cell.noise", Severity.WARNING, Place(sheet="指标", cell="D9"), {"stored": "3", "text": "4"}),
    Finding("sheet.hidden", Severity.ERROR, Place(sheet="不在")),
    Finding("sheet.none", Severity.NOTE),
)


@pytest.fixture(scope="module")
def marked() -> bytes:
    return mark_workbook(BOOK, FINDINGS)


def test_values_come_back_as_they_were(marked: bytes):
    read, findings = read_workbook(marked)
    assert findings == ()
    assert read is not None
    again = read.sheet("指标")
    assert again is not None
    texts = {place: cell.text for place, cell in again.cells.items()}
    assert texts == {place: cell.text for place, cell in SHEET.cells.items()}
    assert again.cells[2, 2].kind is CellKind.NUMBER
    assert again.cells[3, 2].kind is CellKind.BOOLEAN


def test_faults_are_marked_at_the_very_cell(marked: bytes):
    sheet = openpyxl.load_workbook(io.BytesIO(marked))["指标"]
    assert sheet["B2"].fill.start_color.rgb == "00F8CBAD"
    assert "#N/A" in sheet["B2"].comment.text
    assert "存储的是 1" in sheet["B2"].comment.text
    assert sheet["B2"].value == pytest.approx(8.1)
    assert sheet["D9"].fill.start_color.rgb == "00FFE699"
    assert sheet["A2"].comment is None


def test_all_findings_are_listed_first_with_links(marked: bytes):
    file = openpyxl.load_workbook(io.BytesIO(marked))
    assert file.sheetnames == [LIST_NAME, "指标"]
    page = file[LIST_NAME]
    assert page["A1"].value == "问题清单：错误 2 处，警告 2 处，提示 1 处"
    assert [page.cell(row, 3).value for row in range(3, 8)] == ["指标!B2", "指标!B2", "指标!D9", "不在", None]
    assert page["C3"].hyperlink.location == "'指标'!B2"
    assert page["C6"].hyperlink is None


def test_the_list_speaks_english_too():
    page = openpyxl.load_workbook(io.BytesIO(mark_workbook(BOOK, FINDINGS, lang="en")))[LIST_NAME]
    assert page["A1"].value == "Findings: 2 errors, 2 warnings, 1 notes"
    assert page["D3"].value == 'This cell holds the error value "#N/A".'


def test_marking_twice_lists_once(marked: bytes):
    read, _ = read_workbook(marked)
    assert read is not None
    again = openpyxl.load_workbook(io.BytesIO(mark_workbook(read, FINDINGS[:1])))
    assert again.sheetnames == [LIST_NAME, "指标"]
    assert again[LIST_NAME].max_row == 3


def test_a_refused_upload_comes_back_with_its_formula_marked():
    scan = scan_workbook(book('<row r="1"><c r="A1"><f>1+1</f><v>999</v></c><c r="B1"><v>5</v></c></row>'))
    assert scan.workbook is not None
    sheet = openpyxl.load_workbook(io.BytesIO(mark_workbook(scan.workbook, scan.findings)))["表"]
    assert (sheet["A1"].value, sheet["A1"].data_type) == ("999", "s")
    assert "公式" in sheet["A1"].comment.text
    assert Decimal(str(sheet["B1"].value)) == 5
