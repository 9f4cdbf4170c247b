"""What is written is what was meant: no formulas, exact texts and numbers, the same bytes every time."""

import io
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from sikao.core.sheets import (
    Draft,
    DraftCell,
    DraftColumn,
    DraftSheet,
    DropDown,
    Look,
    read_workbook,
    workbook_bytes,
)
from sikao.core.sheets.writing import safe_text
from tests.drill.figures import many

# Texts by which spreadsheets were attacked, and texts that a library is tempted to reinterpret.
HOSTILE = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "\t=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠a",
    '=HYPERLINK("x","y")',
    "#N/A",
    "#REF!",
    "_x0041_",
    "_x000D_",
    "<&>\"'",
    " 前后 ",
    "两\n行",
    "2020-05-01",
    "1E5",
    "TRUE",
    "0012",
    "",
]


def one_sheet(*rows: tuple[DraftCell, ...], **more: object) -> Draft:
    return Draft((DraftSheet("表", tuple(rows), **more),), "标题 <&>")  # type: ignore[arg-type]


def reopened(draft: Draft) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook_bytes(draft)))


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("look", [Look.TEXT, Look.NUMBER, Look.HEADING, Look.INPUT_TEXT])
def test_text_stays_text_in_three_readers(text: str, look: Look):
    content = workbook_bytes(one_sheet((DraftCell(text, look), DraftCell("x"))))
    ours, findings = read_workbook(content)
    assert findings == ()
    assert ours is not None
    assert ours.sheets[0].text(1, 1) == text
    theirs = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].cell(1, 1)
    assert theirs.data_type != "f"
    assert theirs.quotePrefix == (text[:1] in tuple("=+-@\t＝＋－＠"))
    third = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    assert third.to_python(skip_empty_area=False)[0][0] in {text, text.strip("\t")}


def test_no_formula_cell_in_any_part():
    rows = [(DraftCell(text), DraftCell(text, comment=text)) for text in HOSTILE]
    with zipfile.ZipFile(io.BytesIO(workbook_bytes(one_sheet(*rows)))) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if "worksheets/sheet" in name]
    assert sheets
    assert not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)


CELLS = (
    st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\r"), max_size=12)
    | st.decimals(-(10**8), 10**8, places=4)
    | st.integers(-(10**14), 10**14)
    | st.booleans()
)


@settings(max_examples=many(20, 40), deadline=None)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=1, max_size=5))
def test_any_content_comes_back(rows: list[list[str | Decimal | int | bool]]):
    content = workbook_bytes(one_sheet(*(tuple(DraftCell(value) for value in row) for row in rows)))
    read, findings = read_workbook(content)
    assert {finding.code for finding in findings} <= {"cell.control_character"}
    if read is None:
        return
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            text = read.sheets[0].text(number, column)
            if isinstance(value, bool):
                assert text == str(value).lower()
            elif isinstance(value, str):
                assert text == value
            else:
                assert Decimal(text) == value


def test_digits_beyond_a_binary_float_are_kept_as_text():
    read, _ = read_workbook(
        workbook_bytes(one_sheet((DraftCell(Decimal("12345678901234567.89"), Look.NUMBER),)))
    )
    assert read is not None
    assert read.sheets[0].text(1, 1) == "12345678901234567.89"


def test_the_same_content_gives_the_same_bytes_without_moment_or_author():
    draft = one_sheet((DraftCell("甲", comment="说明"), DraftCell(1)))
    content = workbook_bytes(draft)
    assert workbook_bytes(draft) == content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        properties = archive.read("docProps/core.xml").decode()
    assert "<dc:title>标题 &lt;&amp;&gt;</dc:title>" in properties
    assert "creator" not in properties
    assert "W3CDTF" not in properties


def test_form_features_reach_the_file():
    draft = one_sheet(
        (DraftCell("标题", Look.TITLE),),
        (DraftCell("单位", Look.HEADING, comment="单位的编码"), DraftCell("数值", Look.HEADING)),
        (DraftCell("shinan", indent=2), DraftCell(None, Look.INPUT_NUMBER)),
        columns=(DraftColumn(20), DraftColumn(12, Look.INPUT_NUMBER)),
        frozen=(2, 1),
        spare_rows=2,
        drop_downs=(DropDown((3, 5), (1, 1), ("是", "否"), prompt="请选择"),),
        outline=(0, 1, 2),
        protected=True,
        paper="A3",
        colour="C00000",
    )
    sheet = reopened(draft).worksheets[0]
    assert sheet.freeze_panes == "B3"
    assert sheet.print_title_rows == "$1:$2"
    assert sheet["A2"].comment.text == "单位的编码"
    assert sheet["A3"].alignment.indent == 2
    assert sheet.protection.sheet
    assert sheet["A3"].protection.locked
    assert not sheet["B3"].protection.locked
    assert not sheet["B5"].protection.locked
    assert sheet.column_dimensions["A"].width == 20
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (8, "landscape")
    assert sheet.row_dimensions[3].outlineLevel == 2
    [rule] = sheet.data_validations.dataValidation
    assert (rule.formula1, str(rule.sqref), rule.prompt) == ('"是,否"', "A3:A5", "请选择")


def test_long_lists_stand_on_a_sheet_of_their_own():
    values = tuple(f"指标,{n}" for n in range(60))
    downs = (DropDown((2, 9), (1, 1), values), DropDown((2, 9), (2, 2), values, strict=False))
    book = reopened(one_sheet((DraftCell("a"),), drop_downs=downs))
    rules = book["表"].data_validations.dataValidation
    assert [rule.formula1 for rule in rules] == ["'选项'!$A$2:$A$61"] * 2
    assert [rule.showErrorMessage for rule in rules] == [True, False]
    assert [row[0].value for row in book["选项"].iter_rows(min_row=2)] == list(values)


def test_a_link_leads_to_a_cell_of_the_same_file():
    book = reopened(one_sheet((DraftCell("去", link=("表", "B9")),)))
    assert book["表"]["A1"].hyperlink.location == "'表'!B9"


def test_a_hidden_sheet_is_hidden():
    sheets = (DraftSheet("一", ((DraftCell(1),),)), DraftSheet("二", hidden=True))
    assert reopened(Draft(sheets))["二"].sheet_state == "hidden"
    deeper = (DraftSheet("一", ((DraftCell(1),),)), DraftSheet("二", very_hidden=True))
    assert reopened(Draft(deeper))["二"].sheet_state == "veryHidden"


def test_too_long_a_text_is_refused_not_cut():
    with pytest.raises(ValueError, match="32767"):
        workbook_bytes(one_sheet((DraftCell("x" * 32_768),)))


def test_characters_that_a_file_cannot_hold_are_escaped():
    assert safe_text("a\x07\ud800_x0041_") == "a_x0007__xD800__x005F_x0041_"
