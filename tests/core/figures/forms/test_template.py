"""The template as a spreadsheet program sees it."""

import io
from dataclasses import replace
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from sikao.core.figures.absence import Absence
from sikao.core.figures.checking import Range
from sikao.core.figures.forms import Entries, EntryForm, understand_grid, write_form
from sikao.core.figures.forms.template import form_limits
from sikao.core.figures.measures import STANDARD_MEASURES
from sikao.core.sheets import scan_workbook
from sikao.core.wording import Language, Term
from tests.core.figures.forms.samples import form, own_report, slot


def opened(sheet: EntryForm, entries: Entries | None = None, lang: Language = "zh"):
    return load_workbook(io.BytesIO(write_form(sheet, entries, lang)))


def column(page, letter: str) -> list[object]:
    return [cell.value for cell in page[letter]]


def test_a_bureau_sheet_has_units_down_and_items_across():
    page = opened(form())["填报"]
    assert column(page, "A")[:2] == ["2020年上半年商务数据", "市商务局　2020年1—6月"]
    assert column(page, "A")[4:] == ["指标", "计量单位", "期间", "即墨区", "李沧区", "城阳区", "高新区"]
    assert column(page, "B")[4:7] == ["实际使用外资", "万美元", "2020年上半年"]
    assert column(page, "C")[4:7] == ["外贸出口增速", "%", "2020年上半年"]
    assert page["A3"].value.startswith("请只填黄色的格")


def test_one_units_report_has_its_items_down():
    page = opened(own_report(), lang="en")["Entry"]
    assert [cell.value for cell in page[5]] == ["Item", "Unit of measure", "Period", "Jimo"]
    assert [cell.value for cell in page[6]] == [
        "Foreign investment used",
        "10,000 US dollars",
        "H1 2020",
        None,
    ]


def test_only_what_is_asked_for_can_be_changed():
    page = opened(form())["填报"]
    assert page.protection.sheet and page.protection.password is None
    unlocked = {cell.coordinate for row in page for cell in row if not cell.protection.locked}
    assert unlocked == {
        *("B8", "C8", "D8", "B9", "C9", "D9", "B10", "C10", "D10", "B11", "D11"),
    }


def test_it_prints_on_one_width_of_a3_and_keeps_its_headings_in_sight():
    page = opened(form())["填报"]
    assert (page.page_setup.paperSize, page.page_setup.orientation, page.page_setup.fitToWidth) == (
        8,
        "landscape",
        1,
    )
    assert page.freeze_panes == "B8"
    assert opened(own_report())["填报"].freeze_panes == "B6"


def test_each_cell_offers_the_words_for_an_absence_and_says_what_is_known():
    known = slot(
        last_year=Decimal(22000),
        target=Decimal(24000),
        peers=Range(Decimal(8000), Decimal(41000)),
        note=Term("不含港澳台投资", "Without Hong Kong, Macao and Taiwan"),
    )
    page = opened(form([known, slot("licang", last_year=Absence.NOT_APPLICABLE, absences=frozenset())]))
    (rule,) = page["填报"].data_validations.dataValidation
    assert (str(rule.sqref), rule.formula1, rule.showErrorMessage) == ("B8", '"未报,不适用"', False)
    assert rule.prompt == (
        "计量单位：万美元\n上年同期：22,000\n目标：24,000\n同组常见：8000 … 41000\n说明：不含港澳台投资"
    )


def test_the_second_sheet_says_what_is_known():
    page = opened(form(), lang="zh")["参考"]
    assert [cell.value for cell in page[1]][:6] == ["单位", "指标", "计量单位", "期间", "上年同期", "目标"]
    assert [cell.value for cell in page[2]] == [
        *("即墨区", "实际使用外资", "万美元", "2020年上半年", "22,000", None),
        *("9,000 (2020年一季度)", None, None, "需上传", None),
    ]
    assert page.protection.sheet
    open_range = form([slot(declared=Range(Decimal(0), None), last_year=Absence.MISSING)])
    assert [cell.value for cell in opened(open_range)["参考"][2]][4:9] == ["未报", None, None, None, "0 … +∞"]


def test_a_demonstration_says_so():
    assert opened(form(synthetic=True))["填报"]["A1"].value == "2020年上半年商务数据（合成数据，仅供演示）"


def test_names_that_are_shared_are_told_apart_by_code():
    twins = form(
        [
            slot("jimo", unit_name=Term("新区", "New Area")),
            slot("licang", unit_name=Term("新区", "New Area")),
            slot("jimo", indicator="fdi_2", unit_name=Term("新区", "New Area")),
        ]
    )
    page = opened(twins)["填报"]
    assert column(page, "A")[7:] == ["新区 [jimo]", "新区 [licang]"]
    assert [cell.value for cell in page[5]] == ["指标", "实际使用外资 [fdi]", "实际使用外资 [fdi_2]"]


def test_numbers_are_numbers_where_nothing_is_lost():
    sheet = form()
    raws = {(0, 0): "24650", (1, 0): "24650.0", (2, 0): "123456789012345678", (3, 0): "-0.5", (0, 1): "=1+1"}
    page = opened(sheet, understand_grid(sheet, raws))["填报"]
    assert column(page, "B")[7:] == [24650, "24650.0", "123456789012345678", -0.5]
    assert (page["C8"].value, page["C8"].data_type) == ("=1+1", "s")


def test_a_text_without_end_is_cut():
    sheet = form()
    page = opened(sheet, understand_grid(sheet, {(0, 0): "长" * 40_000}))["填报"]
    assert page["B8"].value == "长" * 1_000


def test_the_same_form_gives_the_same_bytes():
    assert write_form(form()) == write_form(form())


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_large_sheet_passes_its_own_limits(lang: Language):
    names = {f"unit_{number}": Term(f"第{number}镇", f"Town {number}") for number in range(100)}
    items = [f"item_{number}" for number in range(40)]
    slots = [
        replace(slot(), unit=unit, unit_name=name, indicator=item, indicator_name=Term(item, item))
        for unit, name in names.items()
        for item in items
    ]
    large = form(slots)
    scan = scan_workbook(write_form(large, lang=lang), limits=form_limits(large))
    assert scan.findings == ()


def test_the_measure_is_the_one_declared():
    page = opened(form([slot(measure=STANDARD_MEASURES["yi_usd"])]), lang="en")["Entry"]
    assert page["B6"].value == "100 million US dollars"
