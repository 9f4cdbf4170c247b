"""How the form looks: drop-downs, comments, frozen headings, indents, and which cells are text."""

import io

import openpyxl
import pytest

from sikao.core.scheme.model import Scheme
from sikao.core.scheme.shape import Formula, Number, Text
from sikao.core.scheme.workbook import scheme_workbook_bytes
from sikao.core.scheme.workbook.columns import Column
from sikao.core.scheme.workbook.dressing import look_of
from sikao.core.sheets import Look


@pytest.fixture(scope="module")
def book(sample: Scheme) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(scheme_workbook_bytes(sample)))


def column_of(sheet, heading: str) -> str:
    return next(cell.column_letter for cell in sheet[3] if str(cell.value).rstrip("*") == heading)


def choices(sheet, heading: str) -> str:
    letter = column_of(sheet, heading)
    rules = sheet.data_validations.dataValidation
    return next(rule.formula1 for rule in rules if str(rule.sqref).startswith(f"{letter}4"))


def test_closed_choices_and_codes_are_offered(book: openpyxl.Workbook):
    assert choices(book["数据项"], "频度") == '"月报,季报,半年报,年报"'
    assert choices(book["单位"], "排名") == '"是,否"'
    assert choices(book["单位"], "所属组") == '"counties"'
    assert "逐点加减分法" in choices(book["指标 counties"], "计分方法")
    assert choices(book["数据项"], "数据责任单位") == '"statistics,environment,emergency,office,self"'


def test_codes_may_be_typed_before_they_are_declared(book: openpyxl.Workbook):
    strict = {rule.formula1: rule.showErrorMessage for rule in book["单位"].data_validations.dataValidation}
    assert strict == {'"是,否"': True, '"counties"': False, '"east,south,west"': False}


def test_choices_of_the_first_sheet_are_offered_line_by_line(book: openpyxl.Workbook):
    sheet = book["基本信息"]
    row = next(row for row in range(4, sheet.max_row + 1) if sheet.cell(row, 1).value == "舍入·舍入规则")
    rules = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert rules[f"B{row}"] == '"四舍五入,四舍六入五成双（GB/T 8170）"'


def test_headings_stay_in_sight_and_explain_themselves(book: openpyxl.Workbook):
    sheet = book["指标 counties"]
    assert sheet.freeze_panes == "D4"
    assert "可选：" in sheet[f"{column_of(sheet, '计分方法')}3"].comment.text
    assert sheet.print_title_rows == "$1:$3"


def test_a_tree_is_indented_folds_and_shades_its_branches(book: openpyxl.Workbook):
    sheet = book["指标 counties"]
    assert [sheet.cell(row, 3).alignment.indent for row in (4, 5, 11)] == [0, 2, 4]
    assert [sheet.row_dimensions[row].outlineLevel for row in (4, 5, 11)] == [0, 1, 2]
    assert sheet["C4"].fill.start_color.rgb != sheet["C5"].fill.start_color.rgb


def test_empty_cells_below_keep_what_is_typed_as_text(book: openpyxl.Workbook):
    dimensions = book["单位"].column_dimensions
    assert {dimensions[letter].number_format for letter in "ABCD"} == {"@"}


def test_english_names_stay_away_from_paper(book: openpyxl.Workbook):
    sheet = book["单位"]
    assert column_of(sheet, "英文名称") == "D"
    assert sheet.print_area == "'单位'!$A$1:$C$6"


@pytest.mark.parametrize(
    ("column", "look"),
    [
        (None, Look.TEXT),
        (Column("名称", "name", Text()), Look.TEXT),
        (Column("指标名称", "指标名称", Text()), Look.MUTED),
        (Column("计量式", "measure", Formula()), Look.CODE),
        (Column("分值", "points", Number()), Look.TEXT),
    ],
)
def test_looks_follow_the_kind(column: Column | None, look: Look):
    assert look_of(column) is look
