"""Shared strings, styles and the list of sheets."""

import pytest

from sikao.core.sheets import CellKind, Limits, read_workbook
from sikao.core.sheets.parts import unescape
from tests.core.sheets.packages import (
    HEAD,
    SPREADSHEET,
    book,
    cell,
    pack,
    parts,
    relations,
    strings,
    styles,
    workbook,
)

SHARED = cell("<v>0</v>", attributes='t="s"')


def only_cell(content: bytes):
    read, findings = read_workbook(content)
    assert findings == ()
    assert read is not None
    return read.sheets[0].cells[1, 1]


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ("<t>甲</t>", "甲"),
        ('<t xml:space="preserve"> a </t>', " a "),
        ("<r><rPr><b/></rPr><t>粗</t></r><r><t>细</t></r>", "粗细"),
        ("<t>市北</t><rPh sb='0' eb='1'><t>shibei</t></rPh><phoneticPr fontId='1'/>", "市北"),
        ("<t>a_x000A_b</t>", "a\nb"),
        ("<t>_x005F_x000A_</t>", "_x000A_"),
        ("<t>&lt;&amp;</t>", "<&"),
    ],
)
def test_a_shared_string_is_its_text(item: str, text: str):
    content = book(SHARED, sharedStrings=f'{HEAD}<sst xmlns="{SPREADSHEET}"><si>{item}</si></sst>')
    assert only_cell(content).text == text


def test_a_percent_format_is_part_of_the_value():
    shown = only_cell(book(cell("<v>0.8</v>", attributes='s="1"'), styles=styles(built_in=9)))
    assert (shown.text, shown.kind) == ("80%", CellKind.PERCENT)


def test_the_formats_of_named_styles_do_not_count():
    """Style 0 of the cells is general, whatever the first named style is (a date in this builder)."""
    assert only_cell(book(cell("<v>7</v>"), styles=styles("0"))).text == "7"


def test_sheets_come_in_the_order_of_the_list_whatever_their_parts_are_called():
    small = parts(workbook=workbook("二", "一"))
    small["xl/worksheets/zweites.xml"] = small["xl/worksheets/sheet1.xml"]
    small["xl/_rels/workbook.xml.rels"] = relations(
        ("s2", "worksheet", "/xl/worksheets/sheet1.xml"), ("s1", "worksheet", "../xl/worksheets/zweites.xml")
    )
    read, findings = read_workbook(pack(small))
    assert findings == ()
    assert read is not None
    assert [sheet.name for sheet in read.sheets] == ["二", "一"]


def test_too_many_sheets_are_refused():
    names = (f"n{number}" for number in range(101))
    _, findings = read_workbook(book(workbook=workbook(*names)))
    assert [finding.code for finding in findings] == ["markup.too_much"]


def test_escapes():
    assert unescape("a_x0041_b_x_y") == "aAb_x_y"


def test_strings_beyond_the_limit_of_cells_are_refused():
    content = book(SHARED, sharedStrings=strings(*(str(n * n) for n in range(60))))
    _, findings = read_workbook(content, limits=Limits(cells=50))
    assert [finding.code for finding in findings] == ["markup.too_much"]
