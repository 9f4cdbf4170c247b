"""The workbook is the same every time, and comes back marked in its own looks."""

import io

import openpyxl

from sikao.core.scheme.model import Scheme
from sikao.core.scheme.workbook import mark_scheme_workbook, read_form, scheme_workbook_bytes
from sikao.core.sheets import LIST_NAME, scan_workbook
from tests.core.scheme.workbook.edits import edited


def test_the_same_scheme_gives_the_same_bytes(sample: Scheme):
    assert scheme_workbook_bytes(sample) == scheme_workbook_bytes(sample)


def test_a_faulty_workbook_comes_back_marked_and_can_be_corrected(sample: Scheme):
    book = edited(sample)
    cell = book.put("数据项", "revenue", "频度", "周报")
    content = book.saved()
    workbook = scan_workbook(content).workbook
    assert workbook is not None
    marked = mark_scheme_workbook(workbook, read_form(content).findings)
    again = openpyxl.load_workbook(io.BytesIO(marked))
    assert again.sheetnames[0] == LIST_NAME
    assert again[LIST_NAME]["C3"].value == f"数据项!{cell}"
    assert again["数据项"][cell].fill.start_color.rgb == "00F8CBAD"
    assert "月报" in again["数据项"][cell].comment.text
    assert again["数据项"].freeze_panes == openpyxl.load_workbook(io.BytesIO(content))["数据项"].freeze_panes
    again["数据项"][cell] = "月报"
    buffer = io.BytesIO()
    again.save(buffer)
    assert read_form(buffer.getvalue()).scheme == sample


def test_a_broken_sheet_is_marked_too(sample: Scheme):
    book = edited(sample)
    book.book["单位"]["A3"] = "单位代码"
    content = book.saved()
    workbook = scan_workbook(content).workbook
    assert workbook is not None
    marked = openpyxl.load_workbook(
        io.BytesIO(mark_scheme_workbook(workbook, read_form(content).findings, lang="en"))
    )
    assert "unknown" in marked["单位"]["A3"].comment.text
