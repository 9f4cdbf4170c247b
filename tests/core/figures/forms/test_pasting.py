"""Ranges from the clipboard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sikao.core.figures.forms import parse_range, paste
from sikao.core.figures.forms.pasting import MAX_CHARACTERS
from tests.core.figures.forms.samples import codes, form


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("", []),
        ("1", [["1"]]),
        ("1\t2\r\n3\t4\r\n", [["1", "2"], ["3", "4"]]),
        ("1\t2\n3\t4", [["1", "2"], ["3", "4"]]),
        ("1\r2", [["1"], ["2"]]),
        ("1\t\t\n\t\t3", [["1", "", ""], ["", "", "3"]]),
        ("1\t", [["1", ""]]),
        ("\n1", [[""], ["1"]]),
        ('"一\r\n二"\t3', [["一\n二", "3"]]),
        ('"他说""好"""\t3', [['他说"好"', "3"]]),
        ('"a\tb"\n5', [["a\tb"], ["5"]]),
        ('5" 管\t3', [['5" 管', "3"]]),
        ('"没有关\t3', [['"没有关', "3"]]),
        ('"关得早"了\t3', [['"关得早"了', "3"]]),
        ('""\t3', [["", "3"]]),
    ],
)
def test_a_range_is_read_as_the_clipboard_has_it(text: str, rows: list[list[str]]):
    assert parse_range(text) == rows


CELL = st.text(st.characters(exclude_characters="\r", exclude_categories=["Cs"]), max_size=8)
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=1, max_size=4)
)


def quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if set(cell) & set('\t\n"') else cell


@given(TABLES)
def test_what_a_spreadsheet_copies_is_what_is_pasted(table: list[list[str]]):
    text = "".join("\t".join(quoted(cell) for cell in row) + "\r\n" for row in table)
    assert parse_range(text) == table


def test_cells_are_put_from_the_anchor_on():
    cells, findings = paste(form(), "24650\t5.2\r\n9240\t-1.4\r\n", (1, 0))
    assert cells == {(1, 0): "24650", (1, 1): "5.2", (2, 0): "9240", (2, 1): "-1.4"}
    assert findings == ()


def test_blank_cells_empty_what_was_there():
    assert paste(form(), "\t5.2")[0] == {(0, 0): "", (0, 1): "5.2"}


def test_blank_rows_and_columns_beyond_the_edge_do_no_harm():
    cells, findings = paste(form(), "1\t2\t3\t\r\n\t\r\n\t\r\n\t\r\n\t\r\n", (0, 0))
    assert findings == () and cells[0, 0] == "1"


def test_too_many_rows_are_refused_with_their_place():
    cells, findings = paste(form(), "1\n2\n3\n", (2, 0))
    assert cells == {}
    assert [(f.code, f.where.cell) for f in findings] == [("form.paste_rows", "A3")]
    assert findings[0].what("zh") == "粘贴了 3 行，从此格往下只有 2 行。"


def test_too_many_columns_are_refused_with_their_place():
    cells, findings = paste(form(), "1\t2\t3", (0, 1))
    assert cells == {}
    assert [(f.code, f.where.cell) for f in findings] == [("form.paste_columns", "B1")]


def test_a_figure_where_nothing_is_asked_is_refused():
    cells, findings = paste(form(), "1\t2\t3", (3, 0))
    assert cells == {} and [(f.code, f.where.cell) for f in findings] == [("form.no_slot", "B4")]
    assert paste(form(), "1\t\t3", (3, 0))[0] == {(3, 0): "1", (3, 2): "3"}


def test_a_whole_book_is_not_pasted():
    assert codes(paste(form(), "1" * (MAX_CHARACTERS + 1))[1]) == ["form.paste_too_long"]
