"""Widths and names of sheets."""

import pytest

from sikao.core.sheets import fitting_width, sheet_name, text_width


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("abc", 3), ("固投", 4), ("固投 80%", 8), ("短\n长一些", 6)]
)
def test_full_width_characters_count_two(text: str, width: int):
    assert text_width(text) == width


def test_a_column_fits_its_texts_within_bounds():
    assert fitting_width(["固定资产投资"]) == 14
    assert fitting_width([]) == 6
    assert fitting_width(["长" * 100]) == 48


@pytest.mark.parametrize(
    ("text", "taken", "name"),
    [
        ("计分卡 区市", (), "计分卡 区市"),
        ("a/b:c", (), "a b c"),
        ("Summary", ("summary",), "Summary 2"),
        ("表" * 40, (), "表" * 31),
        ("表" * 40, ("表" * 31,), "表" * 29 + " 2"),
        ("'[]'", (), "表"),
    ],
)
def test_a_sheet_name_is_one_that_programs_accept(text: str, taken: tuple[str, ...], name: str):
    assert sheet_name(text, taken) == name
