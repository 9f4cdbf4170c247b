"""Tables for spreadsheet programs: nothing runs, everything comes back."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sikao.core.sheets import csv_bytes, guarded, unguarded
from tests.core.sheets.test_writing import HOSTILE


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1+1", "'-1+1"),
        ("-12.4", "-12.4"),
        ("@a", "'@a"),
        ("\ta", "'\ta"),
        ("\ra", "'\ra"),
        ("\0a", "'\0a"),
        (" =1", "' =1"),
        ("\u00a0=1", "'\u00a0=1"),
        ("\u200b\ufeff+1", "'\u200b\ufeff+1"),
        ("\n@a", "'\n@a"),
        ("\u200b市南区", "\u200b市南区"),
        ("＝1", "'＝1"),
        ("－", "'－"),
        ("'a", "''a"),
        ("市南区", "市南区"),
        ("", ""),
    ],
)
def test_a_dangerous_beginning_is_guarded(text: str, safe: str):
    assert guarded(text) == safe
    assert unguarded(safe) == text


def test_a_table_is_utf8_with_its_mark_and_crlf():
    assert csv_bytes(["单位", "数值"], [["市南区", "-12.4"], ["=x", 'a"b,c']]) == (
        '\ufeff单位,数值\r\n市南区,-12.4\r\n\'=x,"a""b,c"\r\n'.encode()
    )


@given(st.lists(st.lists(st.text(st.characters(exclude_characters="\0")), min_size=2, max_size=2)))
def test_every_table_comes_back(rows: list[list[str]]):
    text = csv_bytes(["a", "b"], rows).decode("utf-8-sig")
    _, *read = csv.reader(io.StringIO(text, newline=""))
    assert [[unguarded(cell) for cell in row] for row in read] == rows


def test_no_hostile_text_begins_a_cell():
    text = csv_bytes(["x"], [[hostile] for hostile in HOSTILE]).decode("utf-8-sig")
    assert not any(row and row[0][:1] in tuple("=+-@＝＋－＠\t") for row in csv.reader(io.StringIO(text)))
