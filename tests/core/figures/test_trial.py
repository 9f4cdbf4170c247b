"""A damaged Parquet file must not bring down who reads it."""

import shutil
from pathlib import Path

from sikao.core.figures.reading import read_files
from sikao.core.figures.trial import survives
from sikao.interfaces.processes import runs_well

DAMAGED = Path(__file__).with_name("damaged.parquet")
"""Figures of the handbook's example with one byte changed; Polars 2.1 aborts the process that reads it."""


def test_a_file_that_brings_its_reader_down_is_a_finding(tmp_path: Path) -> None:
    shutil.copy(DAMAGED, tmp_path / "figures.parquet")
    located, findings = read_files([tmp_path / "figures.parquet"], run=runs_well)
    assert located is None
    assert [(found.code, found.where.file) for found in findings] == [("table.unreadable", "figures.parquet")]


def test_other_files_of_the_folder_are_still_looked_at(tmp_path: Path) -> None:
    shutil.copy(DAMAGED, tmp_path / "a.parquet")
    (tmp_path / "b.csv").write_text("")
    _, findings = read_files([tmp_path / "a.parquet", tmp_path / "b.csv"], run=runs_well)
    assert [found.code for found in findings] == ["table.unreadable", "table.empty"]


def test_what_the_reader_refuses_in_order_survives_and_is_told_by_the_reader(tmp_path: Path) -> None:
    path = tmp_path / "no.parquet"
    path.write_bytes(b"PAR1 nonsense PAR1")
    # Never called in this process: it would put its limits on all tests that follow here.
    assert survives(path, runs_well)
    assert [found.code for found in read_files([path], run=runs_well)[1]] == ["table.unreadable"]


def test_a_process_that_fails_did_not_end_well() -> None:
    assert not runs_well(["/bin/sh", "-c", "kill -ABRT $$"])
    assert runs_well(["/bin/sh", "-c", "exit 0"])
