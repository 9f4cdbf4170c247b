import pytest

from sikao.core.figures.checking import check_figures
from sikao.core.figures.reading import read_figures
from sikao.core.reference import calculate
from sikao.core.scheme import catalogue_of, compile_scheme, load_scheme, new_scheme

BROKEN = {"scheme.folder_taken": ()}


def test_a_new_scheme_is_complete_and_its_example_figures_can_be_scored(tmp_path):
    folder = tmp_path / "new"
    assert new_scheme(folder, "city_2025", 2025, "某市“2025年度”考核方案: 试行") == ()
    scheme, findings = load_scheme(folder)
    assert findings == ()
    assert (scheme.code, scheme.year, scheme.title) == ("city_2025", 2025, "某市“2025年度”考核方案: 试行")
    figures, findings = read_figures(folder / "figures" / "2025.csv")
    assert findings == ()
    assert check_figures(figures, catalogue_of(scheme)) == ()
    book = calculate(compile_scheme(scheme), figures.canonical_rows())
    assert book["complete"]
    year = {row["unit"]: row for row in book["rows"] if (row["checkpoint"], row["node"]) == ("year", "total")}
    # East: 0.4·(32 + 0.5) + 0.6·(32 + 1.1) + 20 capped + second of three places 40 − 16/2 = 84.86.
    assert year["east"]["points"] == "84.86"
    # South: 0.4·(32 − 0.8) + 0.6·32 + 20·28.5/30 + 40 for the cleanest air − 2 for an accident = 88.68.
    assert year["south"]["points"] == "88.68"
    assert year["south"]["grade"] == "excellent"


def test_nothing_is_written_when_something_is_refused(tmp_path):
    findings = new_scheme(tmp_path / "new", "City 2025", 1999, " ")
    assert [found.code for found in findings] == ["code.malformed", "scheme.blank", "scheme.not_whole"]
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("title", "code"),
    [
        (" 考核方案", "scheme.outer_space"),
        ("考核\u200b方案", "scheme.unseen_character"),
        ("考核\n方案", "scheme.unseen_character"),
        ("考核\udce9方案", "scheme.unseen_character"),
        ("长" * 2001, "scheme.text_too_long"),
    ],
)
def test_a_title_that_the_reader_would_refuse_is_refused(tmp_path, title, code):
    assert [found.code for found in new_scheme(tmp_path / "new", "city", 2025, title)] == [code]
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("title", ["true", "12", "a: b # c", '"引"', "长" * 2000, "=1+1"])
def test_a_title_that_is_taken_can_be_read_again(tmp_path, title):
    assert new_scheme(tmp_path / "new", "city", 2025, title) == ()
    scheme, findings = load_scheme(tmp_path / "new")
    assert findings == ()
    assert scheme is not None and scheme.title == title


def test_nothing_is_overwritten(tmp_path):
    (tmp_path / "mine.txt").write_text("x", encoding="utf-8")
    (found,) = new_scheme(tmp_path, "city_2025", 2025, "方案")
    assert found.code == "scheme.folder_taken"
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
