"""Every sheet and cell of the corpus is refused at its place; harmless oddities pass."""

import pytest

from sikao.core.sheets import Limits, read_workbook, scan_workbook
from sikao.core.wording import Severity
from tests.core.sheets.corpus import CELLS, SHEETS
from tests.core.sheets.packages import book, cell, sheet, strings, workbook

WHOLE_FILE = {"no sheets", "two sheets of one name", "dates from 1904", "a row without number too far"}


@pytest.mark.parametrize("name", SHEETS | CELLS)
def test_a_bad_sheet_is_refused_at_its_place(name: str):
    content, code = (SHEETS | CELLS)[name]
    read, findings = read_workbook(content, name="a.xlsx")
    assert read is None
    assert {finding.code for finding in findings} == {code}
    if name not in WHOLE_FILE:
        assert {finding.where.sheet for finding in findings} == {"表"}
    if name in CELLS:
        assert {str(finding.where) for finding in findings} == {"a.xlsx 表!A1"}


def test_all_faults_are_told_at_once_in_reading_order():
    data = (
        '<row r="1"><c r="A1"><f>1</f></c><c r="B1" t="e"><v>#N/A</v></c></row>'
        '<row r="3" hidden="1"><c r="C3" t="d"><v>x</v></c></row>'
    )
    _, findings = read_workbook(book(data))
    assert [(finding.where.cell, finding.code) for finding in findings] == [
        ("A1", "cell.formula"),
        ("B1", "cell.error"),
        ("C3", "cell.date"),
        ("C3", "sheet.hidden_row"),
    ]


def test_a_long_list_is_cut_and_says_so():
    rows = "".join(f'<row r="{n}"><c r="A{n}"><f>{n}</f></c></row>' for n in range(1, 301))
    _, findings = read_workbook(book(rows), limits=Limits(findings=20))
    assert len(findings) == 21
    assert findings[-1].details["count"] == "280"


def test_checking_stops_when_nearly_everything_is_wrong():
    rows = "".join(f'<row r="{n}"><c r="A{n}"><f>{n}</f></c></row>' for n in range(1, 301))
    _, findings = read_workbook(book(rows), limits=Limits(findings=2))
    assert {finding.code for finding in findings} == {"cell.formula", "sheet.gave_up", "sheet.more_findings"}


def test_dropped_digits_are_a_warning():
    read, findings = read_workbook(book(cell("<v>0.30000000000000004</v>")))
    assert read is not None
    assert read.sheets[0].text(1, 1) == "0.3"
    assert [(finding.code, finding.severity) for finding in findings] == [("cell.noise", Severity.WARNING)]


def test_what_holds_nothing_may_be_hidden():
    hidden = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2" hidden="1"><c r="A2" s="0"/></row>'
    columns = '<cols><col min="5" max="200" hidden="1"/></cols>'
    read, findings = read_workbook(book(sheet=sheet(hidden, before=columns)))
    assert findings == ()
    assert read is not None


def test_cells_may_be_merged_in_title_rows_and_named_sheets_hidden():
    content = book(
        sheet=sheet(cell("<v>1</v>"), after='<mergeCells><mergeCell ref="A1:D1"/></mergeCells>'),
        workbook=workbook("表", state='state="hidden"'),
    )
    assert len(read_workbook(content)[1]) == 2
    assert read_workbook(content, limits=Limits(title_rows=1, hidden_sheets=frozenset({"表"})))[1] == ()


def test_rows_and_cells_without_numbers_follow_each_other():
    data = "<row><c><v>1</v></c><c/><c><v>3</v></c></row><row><c r='B2'><v>4</v></c><c><v>5</v></c></row>"
    read, findings = read_workbook(book(data))
    assert findings == ()
    assert read is not None
    assert list(read.sheets[0].rows()) == [("1", "", "3"), ("", "4", "5")]


def test_a_string_left_by_a_formula_is_text():
    read, _ = read_workbook(book(cell("<v>甲</v>", attributes='t="str"')))
    assert read is not None
    assert read.sheets[0].text(1, 1) == "甲"


def test_a_text_beyond_the_limit():
    content = book(cell(f"<is><t>{'长' * 30}</t></is>", attributes='t="inlineStr"'))
    assert read_workbook(content)[1] == ()
    assert [f.code for f in read_workbook(content, limits=Limits(text=20))[1]] == ["cell.too_long"]


def test_cells_beyond_the_limit():
    data = "<row>" + "<c/>" * 150 + "</row>"
    assert [f.code for f in read_workbook(book(data), limits=Limits(cells=149))[1]] == [
        "sheet.too_many_cells"
    ]
    assert scan_workbook(book(data), limits=Limits(cells=150)).findings == ()


def test_one_shared_text_may_not_fill_too_many_cells():
    data = "<row>" + '<c t="s"><v>0</v></c>' * 100 + "</row>"
    content = book(data, sharedStrings=strings("长" * 1_000))
    assert read_workbook(content)[1] == ()
    _, findings = read_workbook(content, limits=Limits(characters=99_000))
    assert [finding.code for finding in findings] == ["sheet.too_much_text"]
