"""A book as files: CSV for everybody, Parquet for analysts, a workbook for the office."""

import csv
import io
import zipfile
from pathlib import Path

import polars as pl
import pytest

from sikao.core.books import check_target, scores_csv, write_book
from sikao.core.wording import FindingsError

COLUMNS = (
    "checkpoint,scorecard,group,unit,unit_name,node,node_name,depth,points,full_points,attainment,rank,grade,"
    "flags"
)


@pytest.fixture(scope="session")
def files(exact_book, tmp_path_factory):
    folder = tmp_path_factory.mktemp("book") / "new" / "folder"
    return {file.name: file for file in write_book(exact_book, folder)}


def test_the_exact_book_has_four_files_and_the_kernels_three(files, kernel_book, tmp_path):
    assert set(files) == {"scores.csv", "scores.parquet", "parts.parquet", "scores.xlsx"}
    assert {file.name for file in write_book(kernel_book, tmp_path)} == set(files) - {"parts.parquet"}


def test_csv_has_a_byte_order_mark_and_exactly_the_promised_columns(files, exact_book):
    content = files["scores.csv"].read_bytes()
    assert content == scores_csv(exact_book)
    assert content.startswith(b"\xef\xbb\xbf")
    lines = content.decode("utf-8-sig").splitlines()
    assert lines[0] == COLUMNS
    assert len(lines) == exact_book.rows.height + 1


def test_csv_writes_decimals_short_and_absent_values_empty(files):
    text = files["scores.csv"].read_text(encoding="utf-8-sig")
    rows = {(r["checkpoint"], r["unit"], r["node"]): r for r in csv.DictReader(io.StringIO(text))}
    row = rows["year", "jimo", "fai"]
    assert (row["points"], row["full_points"], row["attainment"], row["grade"]) == (
        "62.39",
        "80",
        "0.779875",
        "",
    )
    water = rows["year", "shinan", "water"]
    assert (water["points"], water["rank"], water["flags"]) == (
        "",
        "",
        "not_applicable redistributed synthetic",
    )


def test_parquet_comes_back_as_it_was(files, exact_book):
    assert pl.read_parquet(files["scores.parquet"]).equals(exact_book.rows)
    assert pl.read_parquet(files["parts.parquet"]).equals(exact_book.parts)


def test_the_same_book_is_written_in_the_same_bytes(files, exact_book, tmp_path):
    again = {file.name: file.read_bytes() for file in write_book(exact_book, tmp_path)}
    for name in ("scores.csv", "scores.xlsx"):
        assert again[name] == files[name].read_bytes()


def test_the_workbook_holds_no_formula(files):
    with zipfile.ZipFile(files["scores.xlsx"]) as package:
        sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/")]
        assert len(sheets) > 10
        assert (
            sum(package.read(name).count(b"<f>") + package.read(name).count(b"<f ") for name in sheets) == 0
        )


def test_a_folder_that_cannot_be_made_is_refused_in_words(exact_book, tmp_path):
    taken = tmp_path / "taken"
    taken.write_text("a file stands here")
    with pytest.raises(FindingsError) as refused:
        write_book(exact_book, taken)
    assert refused.value.findings[0].code == "file.not_written"
    assert "taken" in str(refused.value)


def test_a_folder_in_the_way_refuses_the_book_and_leaves_everything_as_it_was(kernel_book, tmp_path):
    (tmp_path / "scores.xlsx").mkdir()
    (tmp_path / "scores.xlsx" / "mine.txt").write_text("mine")
    (tmp_path / "scores.csv").write_text("of last month")
    with pytest.raises(FindingsError) as refused:
        write_book(kernel_book, tmp_path)
    assert refused.value.findings[0].code == "file.not_written"
    assert "scores.xlsx" in str(refused.value)
    assert {path.name for path in tmp_path.iterdir()} == {"scores.csv", "scores.xlsx"}
    assert (tmp_path / "scores.csv").read_text() == "of last month"
    assert (tmp_path / "scores.xlsx" / "mine.txt").read_text() == "mine"


def test_parts_of_an_earlier_book_do_not_stay_beside_another(exact_book, kernel_book, tmp_path):
    write_book(exact_book, tmp_path)
    write_book(kernel_book, tmp_path)
    assert not (tmp_path / "parts.parquet").exists()


@pytest.mark.parametrize("inner", [".", "results", "figures/results"])
def test_results_stay_out_of_the_folders_that_are_read(tmp_path, inner):
    with pytest.raises(FindingsError) as refused:
        check_target(tmp_path / inner, sources=[tmp_path])
    assert refused.value.findings[0].code == "book.inside_source"
    assert list(tmp_path.iterdir()) == []


def test_results_stay_out_of_any_schemes_folder(tmp_path):
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "scheme.yaml").write_text("code: other")
    with pytest.raises(FindingsError) as refused:
        check_target(tmp_path / "other" / "results", sources=[tmp_path / "scheme"])
    assert refused.value.findings[0].code == "book.inside_source"


def test_results_may_lie_beside_what_is_read(tmp_path):
    (tmp_path / "scheme").mkdir()
    check_target(tmp_path / "scheme-results", sources=[tmp_path / "scheme"])
    check_target(tmp_path / "scheme" / ".." / "out", sources=[tmp_path / "scheme"])


@pytest.mark.parametrize("moment", range(1, 8))
def test_an_interrupt_at_any_moment_leaves_the_former_book(kernel_book, tmp_path, monkeypatch, moment):
    write_book(kernel_book, tmp_path)
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    rename, calls = Path.rename, []

    def interrupted(self, target):
        calls.append(self)
        if len(calls) == moment:
            raise KeyboardInterrupt
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_book(kernel_book, tmp_path)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before
