"""Cell references there and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sikao.core.sheets.references import cell_name, column_letters, column_number, parse_area, parse_cell


@pytest.mark.parametrize(
    ("letters", "number"), [("A", 1), ("Z", 26), ("AA", 27), ("AZ", 52), ("ZZ", 702), ("XFD", 16384)]
)
def test_columns(letters: str, number: int):
    assert column_number(letters) == number
    assert column_letters(number) == letters


@given(st.integers(1, 1_048_576), st.integers(1, 16_384))
def test_a_cell_name_reads_back(row: int, column: int):
    assert parse_cell(cell_name(row, column)) == (row, column)


@pytest.mark.parametrize("name", ["", "A", "1", "A0", "a1", "A01", "AAAA1", "A1 ", "A12345678"])
def test_what_is_no_cell(name: str):
    assert parse_cell(name) is None


@pytest.mark.parametrize(
    ("name", "area"),
    [
        ("A1", (1, 1, 1, 1)),
        ("A1:C14", (1, 1, 14, 3)),
        ("$C$14:$A$1", (1, 1, 14, 3)),
        ("A:C", None),
        ("", None),
    ],
)
def test_areas(name: str, area: tuple[int, int, int, int] | None):
    assert parse_area(name) == area
