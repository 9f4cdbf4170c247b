"""Which folders and workbooks are schemes."""

import pytest
from openpyxl import Workbook

from sikao.core.books import find_schemes
from sikao.core.scheme import load_scheme, new_scheme
from sikao.core.scheme.workbook import write_scheme_workbook


@pytest.fixture
def place(tmp_path):
    for name in ("b", "deep/a", "too/deep/by/one"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        assert new_scheme(tmp_path / name, "trial", 2024, "试行方案") == ()
    return tmp_path


def names(place, *inside):
    return [
        path.relative_to(place).as_posix()
        for path in find_schemes([place / part for part in inside or ("",)])
    ]


def test_folders_of_text_are_found_two_levels_down(place):
    assert names(place) == ["b", "deep/a"]
    assert names(place, "b") == ["b"]
    # Twice named, once found.
    assert names(place, "b", "", "b") == ["b", "deep/a"]


def test_workbooks_are_found_in_the_named_folder_by_their_first_sheet(place):
    scheme, _ = load_scheme(place / "b")
    for name in ("c.xlsx", "~$c.xlsx", "b/inside.xlsx", "deep/below.xlsx"):
        write_scheme_workbook(scheme, place / name)
    Workbook().save(place / "scores.xlsx")
    assert names(place) == ["b", "deep/a", "c.xlsx"]
    assert names(place, "scores.xlsx") == ["scores.xlsx"]


def test_what_cannot_be_opened_is_not_passed_over(place):
    (place / "damaged.xlsx").write_bytes(b"PK")
    (place / "half" / "scorecards").mkdir(parents=True)
    assert names(place) == ["b", "half", "deep/a", "damaged.xlsx"]


def test_where_there_is_none_there_is_none(tmp_path):
    assert find_schemes([tmp_path, tmp_path / "nowhere"]) == ()
