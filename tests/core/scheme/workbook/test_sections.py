"""Sections of the form: what is doubled, missing, contradictory or points nowhere is told at its cell."""

import pytest

from sikao.core.scheme.model import Scheme
from sikao.core.scheme.tree import Scalar
from sikao.core.scheme.workbook.sections import Grouping
from sikao.core.wording import Findings, Place
from sikao.core.wording.catalogue.scheme_workbook import MESSAGES
from tests.core.scheme.workbook.edits import edited, told


def test_a_grouping_keeps_order_and_tells_doubles():
    found = Findings()
    grouping = Grouping(Place(), found)
    for name, cell in (("b", "A1"), ("a", "A2"), ("b", "A3")):
        grouping.put(Scalar(name, Place(cell=cell)), Scalar("x", Place(cell=cell)))
    assert [key.text for key, _ in grouping.tree().entries] == ["b", "a"]
    [finding] = found
    assert (finding.where.cell, finding.details["first"]) == ("A3", "A1")


def test_a_missing_sheet_is_told(sample: Scheme):
    book = edited(sample)
    for name in ("数据项", "指标 counties", "单位"):
        del book.book[name]
    places = [place for place, code in told(book.read()) if code == "workbook.missing_sheet"]
    assert places == ["单位", "数据项", "考核表!A4"]


def test_an_optional_sheet_may_go_and_its_section_with_it(sample: Scheme):
    book = edited(sample)
    for name in ("政策口径校核", "进位奖", "一票否决", "等次", "差异化设置", "节点考核表", "参照对象"):
        del book.book[name]
    scheme = book.read().scheme
    assert scheme is not None
    assert len(scheme.claims) == len(scheme.awards) == len(scheme.grades) == len(scheme.references) == 0
    assert scheme.scorecards["counties"].checkpoint_table is None


def test_a_strange_sheet_is_told(sample: Scheme):
    book = edited(sample)
    book.book.create_sheet("草稿")["A1"] = "x"
    book.book.create_sheet("空表")
    assert told(book.read()) == [("草稿", "workbook.unknown_sheet")]


def test_the_first_sheet_tells_strange_doubled_and_missing_lines(sample: Scheme):
    book = edited(sample)
    sheet = book.book["基本信息"]
    rows = {str(sheet.cell(row, 1).value).rstrip("*"): row for row in range(4, sheet.max_row + 1)}
    sheet.cell(rows["年度"], 2).value = None
    sheet.cell(rows["文件·文号"], 1).value = "颜色"
    sheet.cell(rows["文件·文号"], 2).value = "红"
    sheet.cell(rows["文件·日期"], 1).value = "示例"
    sheet.cell(rows["文件·日期"], 2).value = "否"
    assert told(book.read()) == [
        ("基本信息", "workbook.required"),
        (f"基本信息!B{rows['文件·文号']}", "workbook.unknown_heading"),
        (f"基本信息!B{rows['文件·日期']}", "workbook.doubled_heading"),
    ]


def test_parameters_say_one_number_or_one_for_each_checkpoint(sample: Scheme):
    book = edited(sample)
    sheet = book.book["参数"]
    sheet["G4"], sheet["G5"] = 3, None
    assert told(book.read()) == [("参数!H4", "workbook.two_ways"), ("参数!G5", "workbook.required")]


def test_a_name_that_belongs_to_another_code_is_told(sample: Scheme):
    book = edited(sample)
    book.book["参数"]["F5"] = "西县"
    book.book["参数"]["C5"] = "其他"
    assert told(book.read()) == [("参数!C5", "workbook.name_differs"), ("参数!F5", "workbook.name_differs")]


def test_members_of_an_unknown_register_are_told(sample: Scheme):
    book = edited(sample)
    book.append("登记册成员", 登记册="nothing", 对象="east", 代码="p9", 名称="九号")
    assert told(book.read()) == [("登记册成员!A7", "workbook.unknown_reference")]


@pytest.mark.parametrize("sheet", ["差异化设置", "节点考核表"])
def test_rows_about_an_unknown_scorecard_are_told(sample: Scheme, sheet: str):
    book = edited(sample)
    book.book[sheet]["A4"] = "nothing"
    assert (f"{sheet}!A4", "workbook.unknown_reference") in told(book.read())


def test_differences_of_an_unknown_node_are_told(sample: Scheme):
    book = edited(sample)
    book.book["差异化设置"]["B5"] = "nothing"
    assert told(book.read()) == [("差异化设置!C5", "workbook.unknown_reference")]


def test_every_message_has_a_broken_example():
    """Each code of the catalogue is asserted by name somewhere in these tests."""
    from tests.house.tree import ROOT  # noqa: PLC0415

    texts = "".join(
        path.read_text("utf-8") for path in (ROOT / "tests/core/scheme/workbook").glob("test_*.py")
    )
    assert [code for code in MESSAGES if f'"{code}"' not in texts] == []


def test_without_the_sheet_of_checkpoints_that_is_told_and_not_the_columns_of_the_grid(sample: Scheme):
    book = edited(sample)
    del book.book["节点"]
    codes = [code for _, code in told(book.read())]
    assert "workbook.missing_sheet" in codes
    assert "workbook.unknown_heading" not in codes
