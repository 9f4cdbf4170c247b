"""The hidden sheet of a form."""

import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from sikao.core.figures.forms import read_stamp, scan_form, token_of, write_form
from sikao.core.figures.forms.stamp import STAMP_NAME, stamp_of, stamp_sheet
from sikao.core.sheets import Cell, Sheet, Workbook
from sikao.core.wording import Language
from tests.core.figures.forms.samples import SIGNED, form


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_workbook_bears_its_stamp(lang: Language):
    scan = scan_form(write_form(form(), lang=lang), form())
    assert scan.workbook is not None
    assert read_stamp(scan.workbook) == stamp_of(form(), lang)
    assert token_of(scan.workbook) == SIGNED


def test_the_stamp_is_not_offered_to_be_shown():
    assert load_workbook(io.BytesIO(write_form(form())))[STAMP_NAME].sheet_state == "veryHidden"


def test_a_workbook_says_which_form_it_is_before_the_form_is_known():
    scan = scan_form(write_form(form()), None)
    assert scan.findings == () and scan.workbook is not None
    stamp = read_stamp(scan.workbook)
    assert stamp is not None and (stamp.code, stamp.provider) == ("commerce_h1", "commerce")


def as_read() -> Sheet:
    rows = stamp_sheet(stamp_of(form(), "zh")).rows
    cells = {
        (number, place): Cell(str(cell.value))
        for number, row in enumerate(rows, 1)
        for place, cell in enumerate(row, 1)
        if cell.value
    }
    return Sheet(STAMP_NAME, cells, hidden=True)


@pytest.mark.parametrize(
    ("place", "text"), [((1, 1), "other"), ((1, 2), "2"), ((4, 1), "code"), ((9, 2), "fr")]
)
def test_a_broken_stamp_is_none(place: tuple[int, int], text: str):
    assert read_stamp(Workbook((as_read(),))) == stamp_of(form(), "zh")
    broken = replace(as_read(), cells={**as_read().cells, place: Cell(text)})
    assert read_stamp(Workbook((broken,))) is None
    assert token_of(Workbook((broken,))) is None


def test_a_workbook_without_the_sheet_has_no_token():
    assert token_of(Workbook((Sheet("填报"),))) is None
