"""A sheet as read: texts by place, rows padded."""

from sikao.core.sheets import Cell, Sheet, Workbook

SHEET = Sheet("表", {(1, 1): Cell("甲"), (1, 3): Cell("丙"), (3, 2): Cell("乙")})


def test_a_sheet_gives_texts_and_rows():
    assert (SHEET.height, SHEET.width) == (3, 3)
    assert SHEET.text(1, 3) == "丙"
    assert SHEET.text(2, 2) == ""
    assert list(SHEET.rows()) == [("甲", "", "丙"), ("", "", ""), ("", "乙", "")]


def test_an_empty_sheet_has_no_rows():
    assert (Sheet("空").height, Sheet("空").width, list(Sheet("空").rows())) == (0, 0, [])


def test_sheets_are_found_by_name():
    assert Workbook((SHEET,)).sheet("表") is SHEET
    assert Workbook((SHEET,)).sheet("无") is None
