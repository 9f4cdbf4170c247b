"""Commands that write, as real processes: on a disk that is full, beside each other, at odd places."""

import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from sikao.core.books import open_scheme, score_book, scores_csv

LIMITED = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000)); "
PROGRAM = "from sikao.interfaces.cli import main; main(prog_name='sikao')"


def started(*words, before="", **options):
    command = [sys.executable, "-c", before + PROGRAM, *map(os.fspath, words)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)


def finished(process, code=0):
    """Standard output and error of a process that ends as it should."""
    out, err = (stream.decode("utf-8", "replace") for stream in process.communicate(timeout=120))
    assert process.returncode == code, err
    assert "Traceback" not in err
    return out, err


def entries(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


@pytest.mark.parametrize(
    "words",
    [
        ("score", "SCHEME", "--out", "new/out"),
        ("audit", "SCHEME", "--out", "new/out"),
        ("convert", "SCHEME", "out.xlsx"),
        ("convert", "SCHEME", "new/text"),
        ("new", "new/scheme", "--year", "2024"),
        ("check", "WORKBOOK", "--mark", "marked.xlsx"),
    ],
    ids=lambda words: " ".join(words[:1]),
)
def test_a_command_that_cannot_write_says_so_and_leaves_nothing(sikao, trial, tmp_path, words):
    """A file may have 2000 bytes: less than a workbook or the scheme's schemas need."""
    here = tmp_path / "here"
    here.mkdir()
    sikao("convert", trial, tmp_path / "scheme.xlsx")
    given = {"SCHEME": trial, "WORKBOOK": tmp_path / "scheme.xlsx"}
    process = started(*(given.get(word, word) for word in words), before=LIMITED, cwd=here)
    _, err = finished(process, code=1)
    assert "[file.not_written]" in err
    assert "文件超过允许的大小" in err
    assert entries(here) == []


@pytest.mark.slow
def test_books_written_at_the_same_time_into_one_folder_are_not_mixed(trial, tmp_path):
    """Two checkpoints and the exact calculator at the same time, one of them through a symbolic link."""
    out, link = tmp_path / "out", tmp_path / "link"
    out.mkdir()
    link.symlink_to(out)
    asked = [("--at", "h1"), ("--at", "year"), ("--at", "h1", "--exact")]
    racing = [started("score", trial, "--out", (out, link)[n % 2], *words) for n, words in enumerate(asked)]
    for process in racing:
        finished(process)
    opened = open_scheme(trial)
    found = (out / "scores.csv").read_bytes()
    books = [score_book(opened.scheme, opened.figures, at) for at in ("h1", "year")]
    book = next(book for book in books if scores_csv(book) == found)
    assert pl.read_parquet(out / "scores.parquet").equals(book.rows)
    assert entries(out) in (
        ["scores.csv", "scores.parquet", "scores.xlsx"],
        ["parts.parquet", "scores.csv", "scores.parquet", "scores.xlsx"],
    )
    if "parts.parquet" in entries(out):
        assert book.checkpoint == "h1"


def test_nothing_is_converted_or_begun_inside_a_scheme(sikao, trial, tmp_path):
    before = entries(trial)
    for target in (trial / "trial.xlsx", trial / "text", trial / "figures" / "trial.xlsx"):
        assert "book.inside_source" in sikao("convert", trial, target, code=1).stderr
    assert "book.inside_source" in sikao("new", trial / "inner", "--year", 2024, code=1).stderr
    sikao("convert", trial, tmp_path / "a.xlsx")
    refused = sikao("check", tmp_path / "a.xlsx", "--mark", trial / "marked.xlsx", code=1)
    assert "book.inside_source" in refused.stderr
    assert entries(trial) == before


def test_a_full_device_as_standard_output_is_told_as_not_written(trial):
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-c", PROGRAM, "show", os.fspath(trial)]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert "“标准输出”没有写成：磁盘空间不足。" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
