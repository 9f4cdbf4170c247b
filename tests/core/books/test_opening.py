"""The one way in: scheme and figures, read and checked together; refusals tell everything."""

import shutil
from decimal import Decimal

import pytest

from sikao.core.books import load_figures, open_scheme
from sikao.core.figures.periods import Period
from sikao.core.figures.table import Kind
from sikao.core.scheme import new_scheme
from sikao.core.wording import FindingsError

HEAD = "unit,indicator,kind,period,value,unit_of_measure,absence,flags,caliber,source\n"


@pytest.fixture
def folder(tmp_path):
    home = tmp_path / "trial"
    assert new_scheme(home, "trial", 2024, "试行方案") == ()
    return home


def codes(refused):
    return [finding.code for finding in refused.value.findings]


def test_a_scheme_brings_its_own_figures(folder):
    opened = open_scheme(folder)
    assert opened.scheme.code == "trial"
    assert len(opened.figures) == 18
    assert opened.findings == ()


def test_figures_from_elsewhere_are_taken_when_named(folder, tmp_path):
    other = tmp_path / "other.csv"
    other.write_text(HEAD + "east,revenue,level,2024,5000,万元,,,,\n", encoding="utf-8")
    opened = open_scheme(folder, other)
    # 5,000 万元 are 0.5 of the item's 亿元.
    figure = opened.figures.get("east", "revenue", Kind.LEVEL, Period.of(2024))
    assert figure.value == Decimal("0.5")
    assert len(opened.figures) == 1


def test_all_figure_files_of_a_folder_count_and_others_do_not(folder):
    (folder / "figures" / "note.txt").write_text("not figures")
    (folder / "figures" / "2023.CSV").write_text(
        HEAD + "east,revenue,level,2023,48,亿元,,,,\n", encoding="utf-8"
    )
    assert len(open_scheme(folder).figures) == 19


def test_files_that_are_not_read_are_named(folder):
    for name in ("old.xls", "calc.ods", "README", "notes.md", ".hidden", "~$2024.xlsx", "2024.lock"):
        (folder / "figures" / name).write_bytes(b"\x00")
    told = open_scheme(folder).findings
    assert [(one.code, one.severity, one.where.file) for one in told] == [
        ("book.unread_file", "warning", "calc.ods"),
        ("book.unread_file", "warning", "old.xls"),
    ]
    (folder / "figures" / "2024.csv").unlink()
    with pytest.raises(FindingsError) as refused:
        open_scheme(folder)
    assert codes(refused) == ["book.no_figures", "book.unread_file", "book.unread_file"]


def test_folders_of_tables_that_are_not_read_are_named_unless_a_readme_says_why(folder):
    for name in (
        "bureaus/east/2024.XLS",
        "claimed/2024.csv",
        "photos/a.jpg",
        "empty/~$2024.xlsx",
        ".git/a.csv",
    ):
        path = folder / "figures" / name
        path.parent.mkdir(parents=True)
        path.write_bytes(b"\x00")
    told = open_scheme(folder).findings
    assert [(one.code, one.severity, one.where.file) for one in told] == [
        ("book.unread_folder", "warning", "bureaus/"),
        ("book.unread_folder", "warning", "claimed/"),
    ]
    (folder / "figures" / "claimed" / "readme.txt").write_text("what a unit claims in an objection")
    assert [one.where.file for one in open_scheme(folder).findings] == ["bureaus/"]


def test_what_programs_leave_beside_an_open_file_is_no_figure_file(folder):
    for name in ("~$2024.xlsx", "._2024.csv", ".hidden.csv"):
        (folder / "figures" / name).write_bytes(b"\x00")
    assert len(open_scheme(folder).figures) == 18


def test_a_figure_in_two_files_is_refused(folder):
    shutil.copy(folder / "figures" / "2024.csv", folder / "figures" / "again.csv")
    with pytest.raises(FindingsError) as refused:
        open_scheme(folder)
    assert set(codes(refused)) == {"figure.duplicate"}
    first = refused.value.findings[0]
    assert (str(first.where), first.details["first"]) == ("again.csv:2 (unit)", "2024.csv:2")


def test_without_figures_the_remedy_says_where_they_go(folder):
    shutil.rmtree(folder / "figures")
    with pytest.raises(FindingsError) as refused:
        open_scheme(folder)
    assert codes(refused) == ["book.no_figures"]


def test_everything_wrong_with_the_scheme_is_told(folder):
    path = folder / "units.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("group: counties", "group: towns"), encoding="utf-8"
    )
    with pytest.raises(FindingsError) as refused:
        open_scheme(folder)
    assert len(codes(refused)) >= 3


def test_figures_that_do_not_fit_the_scheme_are_refused(folder, tmp_path):
    other = tmp_path / "other.csv"
    lines = ["nowhere,revenue,level,2024,1,亿元,,,,", "east,nothing,level,2024,1,亿元,,,,", ""]
    other.write_text(HEAD + "\n".join(lines), encoding="utf-8")
    with pytest.raises(FindingsError) as refused:
        open_scheme(folder, other)
    assert [str(finding.where) for finding in refused.value.findings] == [
        "other.csv:2 (unit)",
        "other.csv:3 (indicator)",
    ]


def test_a_claim_against_last_year_needs_last_years_scheme_beside_it(opened):
    # The demonstration scheme names qingdao_2019, which lies beside it: nothing is left to say.
    assert opened.scheme.previous == "qingdao_2019"
    assert [finding.code for finding in opened.findings if finding.code.startswith("scheme.previous")] == []


def test_loading_figures_alone_gives_findings_instead_of_raising(folder, tmp_path):
    scheme = open_scheme(folder).scheme
    empty = tmp_path / "nothing"
    figures, findings = load_figures(scheme, empty)
    assert figures is None
    assert [finding.code for finding in findings] == ["book.no_figures"]


def test_a_score_may_be_one_of_the_words_of_its_item(folder, tmp_path):
    rating = (
        "  rating: {name: 评定, kinds: {score: 分}, frequency: year, provider: self, choices: {好: 95.50}}\n"
    )
    items = folder / "items.yaml"
    items.write_text(items.read_text("utf-8").replace("items:\n", "items:\n" + rating), "utf-8")
    other = tmp_path / "words.csv"
    other.write_text(HEAD + "east,rating,score,2024,好,分,,,,\n", encoding="utf-8")
    figure = open_scheme(folder, other).figures.get("east", "rating", Kind.SCORE, Period.of(2024))
    assert figure.value == Decimal("95.5")
    other.write_text(HEAD + "east,rating,score,2024,很好,分,,,,\n", encoding="utf-8")
    with pytest.raises(FindingsError) as refused:
        open_scheme(folder, other)
    assert codes(refused)[-1] == "number.malformed"
