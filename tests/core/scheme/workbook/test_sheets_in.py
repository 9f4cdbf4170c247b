"""One sheet as rows: headings are found, columns may come in any order, blanks and strangers are told."""

from sikao.core.scheme.shape import Number, Text
from sikao.core.scheme.tree import Keyed, Scalar
from sikao.core.scheme.workbook.columns import Column
from sikao.core.scheme.workbook.sheets_in import SEARCHED_ROWS, TableReader, clean_heading
from sikao.core.sheets import Cell, Sheet
from sikao.core.wording import Findings

COLUMNS = (
    Column("代码", "code", Text(), required=True),
    Column("名称", "name", Text()),
    Column("分值", "points", Number()),
)


def table(*rows: tuple[str, ...]) -> tuple[TableReader, Findings]:
    cells = {
        (number, column): Cell(text)
        for number, row in enumerate(rows, 1)
        for column, text in enumerate(row, 1)
        if text
    }
    found = Findings()
    return TableReader(Sheet("表", cells), "a.xlsx", COLUMNS, found), found


def told(found: Findings) -> list[tuple[str | None, str]]:
    return [(finding.where.cell, finding.code) for finding in found.sorted()]


def test_headings_are_found_below_titles_and_in_any_order():
    reader, found = table(
        ("表的标题",), ("说明",), ("分值", "代码*", "名称\n(全称)"), ("5", "a", "甲"), (), ("", "b")
    )
    rows = list(reader.rows())
    assert told(found) == []
    assert [(row.number, row.text("code"), row.text("name"), row.text("points")) for row in rows] == [
        (4, "a", "甲", "5"),
        (6, "b", "", ""),
    ]
    assert str(rows[0].place("points")) == "a.xlsx 表!A4"
    assert str(rows[0].place("nothing")) == "a.xlsx 表!A4"
    assert rows[0].text("nothing") == ""


def test_a_row_is_a_mapping_of_what_it_holds():
    reader, found = table(("代码", "名称", "分值"), ("a", "", "5"))
    [row] = reader.rows()
    tree = row.keyed(found, ("code",))
    assert isinstance(tree, Keyed)
    assert [(key.text, value.text) for key, value in tree.entries if isinstance(value, Scalar)] == [
        ("points", "5")
    ]
    assert row.scalar("name").broken
    assert not row.scalar("code").broken


def test_required_cells_that_are_blank_are_told_and_broken():
    reader, found = table(("代码", "名称"), ("", "甲"))
    [row] = reader.rows()
    assert told(found) == [("A2", "workbook.required")]
    tree = row.tree("code", found)
    assert isinstance(tree, Scalar)
    assert tree.broken


def test_strange_doubled_and_missing_headings_are_told():
    reader, found = table(("名称", "名称", "颜色", "分值"), ("甲", "", "红"))
    list(reader.rows())
    assert told(found) == [
        ("A1", "workbook.missing_heading"),
        ("B1", "workbook.doubled_heading"),
        ("C1", "workbook.unknown_heading"),
    ]


def test_a_mistyped_heading_is_told_once_with_the_near_word_and_its_cells_are_not():
    reader, found = table(("代码号", "名称", "颜色", "", "分值"), ("a", "甲", "红", "x"), ("b", "乙", "绿"))
    list(reader.rows())
    assert told(found) == [
        ("A1", "workbook.unknown_heading"),
        ("C1", "workbook.unknown_heading"),
        ("D2", "workbook.outside"),
    ]
    hints = [finding.remedy("zh").split("；")[0] for finding in found]
    assert hints[:2] == ["最接近的：代码", "最接近的：没有相近的"]


def test_a_sheet_without_headings_has_no_rows():
    reader, found = table(*[("",)] * SEARCHED_ROWS, ("代码", "名称"), ("a",))
    assert list(reader.rows()) == []
    assert told(found) == [("A1", "workbook.no_headings")]


def test_characters_that_nobody_sees_are_told_once():
    reader, found = table(("代码", "名称"), ("a\u200b", "甲\u3000乙\n丙"))
    [row] = reader.rows()
    assert told(found) == [("A2", "workbook.unseen_character")]
    assert row.text("name") == "甲\u3000乙\n丙"


def test_a_heading_is_its_first_line_without_the_star():
    assert clean_heading(" 代码 *\n说明") == "代码"
