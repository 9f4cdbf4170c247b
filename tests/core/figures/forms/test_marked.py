"""A faulty form comes back marked, and can be corrected and sent in again."""

import io
from dataclasses import replace
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from sikao.core.figures.checking import Range
from sikao.core.figures.forms import Earlier, mark_form, read_form, understand_grid, write_form
from sikao.core.sheets import LIST_NAME
from sikao.core.wording import Language
from tests.core.figures.forms.hostile import GOOD
from tests.core.figures.forms.packages import edited
from tests.core.figures.forms.samples import QUARTER, codes, fdi, form

FAULTY = {**GOOD, (0, 0): "2.465", (2, 1): "—", (1, 2): "=1+1", (3, 0): "2.465亿"}


def test_faulty_cells_are_marked_commented_and_listed():
    _, findings = read_form(write_form(form(), understand_grid(form(), FAULTY)), form())
    entries, _ = read_form(write_form(form(), understand_grid(form(), FAULTY)), form())
    book = load_workbook(io.BytesIO(mark_form(form(), entries, findings)))
    assert book.sheetnames == [LIST_NAME, "填报", "参考", "_sikao"]
    page = book["填报"]
    commented = {cell.coordinate: cell.comment.text for row in page for cell in row if cell.comment}
    assert set(commented) == {"B8", "C10", "D9", "B11"}
    assert commented["C10"].startswith("错误: “—”看不出是没有数据、不适用，还是数值为零。")
    assert page["B8"].style == "Sikao wrong" and page["B8"].value == 2.465
    assert page["D9"].value == "=1+1" and page["D9"].data_type == "s"
    listed = [row[2].value for row in book[LIST_NAME].iter_rows(min_row=3)]
    assert listed == ["填报!B8", "填报!B8", "填报!D9", "填报!C10", "填报!B11"]
    assert page.protection.sheet and not page["B8"].protection.locked


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_marked_form_can_be_corrected_and_sent_in_again(lang: Language):
    entries = understand_grid(form(), FAULTY)
    marked = mark_form(form(), entries, entries.findings, lang)
    again, findings = read_form(marked, form())
    assert again is not None and again.raws == entries.raws
    assert codes(findings) == codes(again.findings) and again.failed

    def correct(book):
        page = book[book.sheetnames[1]]
        page["B8"], page["C10"], page["D9"], page["B11"] = 24650, 3.3, 7, 12900

    corrected, findings = read_form(edited(marked, correct), form())
    assert corrected is not None and findings == ()
    assert corrected.raws == understand_grid(form(), GOOD).raws


def test_findings_of_a_file_in_one_language_stand_in_the_marked_file_of_the_other():
    faulty = write_form(form(), understand_grid(form(), GOOD), "en")
    forged = edited(faulty, lambda book: book["Entry"].__setitem__("B8", "=1+1"))
    entries, findings = read_form(forged, form())
    assert findings[0].where.sheet == "Entry"
    page = load_workbook(io.BytesIO(mark_form(form(), entries, findings, "zh")))["填报"]
    assert page["B8"].comment is not None and "公式" in page["B8"].comment.text


def test_all_cells_that_a_finding_is_about_are_marked():
    entries = understand_grid(form(), {(row, 0): "24650" for row in range(4)})
    assert codes(entries.findings) == ["form.all_equal"]
    page = load_workbook(io.BytesIO(mark_form(form(), entries, entries.findings)))["填报"]
    assert [page[f"B{row}"].style for row in range(8, 12)] == ["Sikao query"] * 4


def test_a_file_that_could_not_be_read_comes_back_as_a_blank_form_with_the_reasons():
    _, findings = read_form(b"not a workbook", form(), name="a.xlsx")
    book = load_workbook(io.BytesIO(mark_form(form(), None, findings)))
    assert book[LIST_NAME]["D3"].value == "这不是 .xlsx 工作簿。"
    assert book["填报"]["B8"].value is None


def test_sorted_rows_come_back_in_order_and_nothing_is_taken():
    def sort(book):
        page = book["填报"]
        for column in range(1, 5):
            a, b = page.cell(8, column), page.cell(9, column)
            a.value, b.value = b.value, a.value
        page["B9"] = "—"

    upload = edited(write_form(form(), understand_grid(form(), GOOD)), sort)
    entries, findings = read_form(upload, form())
    assert entries is not None and entries.failed
    assert [(f.code, f.where.cell) for f in findings] == [
        ("form.line_moved", "A8"),
        ("form.line_moved", "A9"),
        ("form.queried", "B9"),
    ]
    page = load_workbook(io.BytesIO(mark_form(form(), entries, findings)))["填报"]
    assert [cell.value for cell in page[8]] == ["即墨区", "—", 5.2, 12]
    assert (page["A8"].style, page["A8"].comment) == ("Sikao branch", None)
    assert page["B8"].style == "Sikao wrong"
    assert [cell.value for cell in page[9]] == ["李沧区", 9240, -1.4, 7]


def test_a_form_in_which_everything_is_wrong_can_still_be_sent_in_again():
    known = {"earlier": Earlier(QUARTER, Decimal(9000)), "declared": Range(Decimal(3), None)}
    large = form([replace(fdi(**known), unit=f"unit_{row}") for row in range(300)])
    entries = understand_grid(large, {slot.key: "0.000002465亿" for slot in large.slots})
    assert len(entries.findings) == 1_201
    marked = mark_form(large, entries, entries.findings)
    again, findings = read_form(marked, large)
    assert again is not None and again.raws == entries.raws
    assert len(findings) == 1_201
