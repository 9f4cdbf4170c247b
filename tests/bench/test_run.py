"""The command: choosing rows, what is missing or broken, the printed table."""

import statistics

import pytest

from bench import run
from bench.jobs import JOBS, OURS, Job
from bench.scale import SCALES
from bench.table import Row, judged, printed

TINY = SCALES["tiny"]


def test_chosen_rows_are_measured_and_printed(capsys):
    assert run.main(["--tiny", "--only", "all parts polars"]) == 0
    said = capsys.readouterr()
    head, *lines = said.out.splitlines()
    assert " ".join(head.split()) == "size work tool median ms least ms x ours x limit peak MB"
    assert [line.split()[:4] for line in lines[:2]] == [
        ["CITY", "all", "parts", OURS],
        ["CITY", "all", "parts", "polars"],
    ]
    assert "CITY all parts polars: 12 of 12 totals equal ours" in said.out
    assert "GB/s" in said.out
    assert "about 0." in said.err
    assert "[1/1, 2/2] CITY polars" in said.err


def test_a_row_that_is_not_there(capsys):
    assert run.main(["--only", "abacus"]) == 2
    assert "abacus" in capsys.readouterr().err


def test_the_rows_are_listed_with_the_tools_of_a_work_together(capsys):
    assert run.main(["--list", "--only", "nation totals"]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert listed[:4] == [f"NATION totals {tool}" for tool in (OURS, "polars", "pandas", "duckdb")]


def test_the_quick_run_leaves_the_largest_size_out():
    assert not [row for _, rows in run.rows_of(SCALES["quick"]) for row in rows if row.size == "CADRE"]
    assert [row for _, rows in run.rows_of(SCALES["full"]) for row in rows if row.size == "CADRE"]


def test_a_tool_that_is_not_installed_is_a_row_that_says_so(tmp_path):
    job = Job("CITY", "abacus", ("all parts",), JOBS[0].run, (1, 1), needs=("abacus_of_wood",))
    row = Row("CITY", "all parts", "abacus")
    run._pass(0, [(job, [row])], "tiny", tmp_path)
    assert row.remark == "not installed: abacus_of_wood"
    assert not row.failed
    assert printed([row], {}, TINY)[-1].endswith(row.remark)


def test_a_tool_that_breaks_is_a_row_that_says_why(tmp_path):
    # Without files there is nothing to read.
    number = next(number for number, job in enumerate(JOBS) if job.files)
    found = run.measured(number, "tiny", tmp_path)
    row = Row("NATION", "totals", OURS)
    run.enter([row], found)
    assert row.failed
    assert "NATION-000.parquet" in row.remark


def test_other_work_is_found_out():
    ours = Row("CITY", "all parts", OURS, answers=[1.0, 2.0])
    theirs = Row("CITY", "all parts", "polars", answers=[1.0, 2.5])
    assert judged([ours, theirs]) == [
        "CITY all parts polars: 1 of 2 totals equal ours, largest difference 0.5"
    ]
    assert theirs.failed
    assert "0.50" in theirs.remark


def test_ratios_and_limits():
    ours = Row("CITY", "all parts", OURS, seconds=[0.002, 0.002, 0.004], peak_mb=7)
    theirs = Row("CITY", "all parts", "polars", seconds=[0.005, 0.005])
    # 12 units x 16 indicators x 12 months of 42 bytes in 1 ns each: 0.0968 ms, a 20th of 2 ms.
    _, own, other = printed([ours, theirs], {"byte": 1e-9}, TINY)
    assert own.split() == ["CITY", "all", "parts", OURS, "2.000", "2.000", "1.00", "21", "7", "noise"]
    assert other.split()[4:6] == ["5.000", "5.000"]
    assert other.split()[6] == f"{statistics.median(theirs.seconds) / 0.002:.2f}"


@pytest.mark.parametrize("scale", SCALES.values(), ids=SCALES)
def test_every_tool_stands_beside_ours(scale):
    rows = [row for _, found in run.rows_of(scale) for row in found]
    ours = {(row.size, row.work) for row in rows if row.tool == OURS}
    assert {(row.size, row.work) for row in rows} == ours
