"""Workbooks made by other programs are read as they store their values."""

import io
import os
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from sikao.core.sheets import CellKind, read_workbook, scan_workbook
from sikao.core.sheets.formats import plain_text
from sikao.core.wording.catalogue.sheets import MESSAGES
from tests.core.sheets.corpus import CORPUS
from tests.drill.figures import many


def saved(rows: list[list[object]], *titles: str) -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "指标"
    for row in rows:
        sheet.append(row)
    for title in titles:
        workbook.create_sheet(title)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def test_a_workbook_of_another_writer(tmp_path: Path):
    path = tmp_path / "年度.xlsx"
    path.write_bytes(
        saved([["单位", "数值"], ["市南区", 8.1], ["李沧区", -12.4], ["有", True], ["", 0]], "二")
    )
    read, findings = read_workbook(path)
    assert findings == ()
    assert read is not None
    assert read.file == "年度.xlsx"
    assert [sheet.name for sheet in read.sheets] == ["指标", "二"]
    assert list(read.sheets[0].rows()) == [
        ("单位", "数值"),
        ("市南区", "8.1"),
        ("李沧区", "-12.4"),
        ("有", "true"),
        ("", "0"),
    ]
    assert read.sheets[0].cells[4, 2].kind is CellKind.BOOLEAN


TEXT = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff"), max_size=20
)
NUMBER = st.decimals(-(10**6), 10**6, places=3)


@settings(max_examples=many(20, 40), deadline=None)
@given(st.lists(st.lists(TEXT | NUMBER, min_size=1, max_size=4), min_size=1, max_size=6))
def test_two_readers_agree_and_decimals_are_exact(rows: list[list[str | Decimal]]):
    rows = [
        [f"文{cell}" if isinstance(cell, str) and not cell.startswith("_x") else cell for cell in row]
        for row in rows
    ]
    rows = [[cell.replace("_x", "") if isinstance(cell, str) else cell for cell in row] for row in rows]
    content = saved(rows)
    read, findings = read_workbook(content)
    assert findings == ()
    assert read is not None
    theirs = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            ours = read.sheets[0].text(number, column)
            other = theirs[number - 1][column - 1]
            if isinstance(value, str):
                assert ours == value == other
            else:
                assert ours == plain_text(value)
                assert float(ours) == other


@pytest.mark.parametrize("source", ["nowhere.xlsx", "a\0b.xlsx", "."])
def test_what_cannot_be_opened_is_a_finding(source: str, tmp_path: Path):
    read, findings = read_workbook(tmp_path / source)
    assert read is None
    assert [finding.code for finding in findings] == ["package.unreadable"]


def test_a_scan_keeps_the_good_cells_beside_the_faulty_ones():
    scan = scan_workbook(saved([["甲", 1], ["=1+1", 2]]))
    assert [finding.where.cell for finding in scan.findings] == ["A2"]
    assert scan.workbook is not None
    assert scan.workbook.sheets[0].text(2, 2) == "2"


def test_the_corpus_shows_every_message():
    """Codes that need other circumstances are shown in the tests named here."""
    elsewhere = {
        "package.unreadable",  # above
        "package.unreadable_apart",  # test_child
        "package.too_large",  # test_gate
        "package.unpacked_too_large",  # test_gate
        "sheet.too_many_cells",  # test_scanning
        "sheet.more_findings",  # test_scanning
        "sheet.gave_up",  # test_scanning
        "sheet.too_much_text",  # test_scanning
        "cell.noise",  # test_scanning
        "cell.too_long",  # test_scanning
    }
    own = {code for code in MESSAGES if code.startswith(("package.", "markup.", "sheet.", "cell."))}
    assert {code for _, code in CORPUS.values()} == own - elsewhere


def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    pipe = tmp_path / "pipe.xlsx"
    os.mkfifo(pipe)
    workbook, findings = read_workbook(pipe)
    assert workbook is None
    assert [finding.code for finding in findings] == ["package.unreadable"]
