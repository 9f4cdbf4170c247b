"""Every row of the benchmark at the smallest scale: it is filled, and all tools do the same work."""

from functools import cache

import polars as pl
import pytest

from bench import sizes
from bench.jobs import JOBS, LIMITS, OURS
from bench.table import Row, judged
from bench.works.ours import with_figures_changed
from bench.works.sameness import digest
from sikao.core.reference import calculate

OWN = {(job.size, work): job for job in JOBS if job.tool == OURS for work in job.works}


@pytest.fixture(scope="session")
def found_by(tiny, folder):
    """What a job finds, run once."""
    return cache(lambda job: job.run(tiny, folder))


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_every_row_is_filled_and_agrees_with_ours(job, found_by):
    if job.missing:
        pytest.skip(f"not installed: {', '.join(job.missing)}")
    found = found_by(job)
    assert found.seconds.keys() | found.remarks.keys() == set(job.works)
    assert all(second > 0 for seconds in found.seconds.values() for second in seconds)
    if job.tool == OURS:
        return
    for work, answers in found.answers.items():
        mine = Row(job.size, work, OURS, answers=found_by(OWN[job.size, work]).answers[work])
        theirs = Row(job.size, work, job.tool, answers=answers)
        assert judged([mine, theirs])
        assert not theirs.failed, theirs.remark


def test_the_limits_of_the_machine(tiny, folder):
    found = LIMITS.run(tiny, folder).seconds
    assert found.keys() == set(LIMITS.works)
    assert all(seconds[0] > 0 for seconds in found.values())


def rows_of(frame: pl.DataFrame) -> list[dict]:
    """Canonical rows, as the exact calculator reads them."""
    texts = frame.with_columns(pl.all().cast(pl.String))
    empty = {"flags": [], "caliber": None, "source": None, "unit_of_measure": None}
    return [{**row, **empty} for row in texts.iter_rows(named=True)]


@pytest.mark.parametrize("work", ["all parts", "one indicator"])
def test_totals_are_those_of_the_exact_calculator(work, tiny, found_by):
    frame = sizes.figures(tiny.city, 0)
    if work == "one indicator":
        frame = with_figures_changed(frame)
    book = calculate(sizes.compiled(tiny.city), rows_of(frame))
    exact = {row["unit"]: float(row["points"]) for row in book["rows"] if row["node"] == "total"}
    assert found_by(OWN["CITY", work]).answers[work] == [exact[unit] for unit in sorted(exact)]


def test_all_runs_over_orders_threads_and_batches_say_the_same(tiny, found_by):
    said = found_by(OWN["TIES", "0 bits"]).remarks["0 bits"]
    assert said == f"same bytes in {tiny.runs} of {tiny.runs} runs"


def test_the_digest_sees_a_single_figure(tiny, monkeypatch):
    before = digest(tiny, 0)
    plain = sizes.figures
    monkeypatch.setattr(sizes, "figures", lambda size, group: with_figures_changed(plain(size, group)))
    assert digest(tiny, 0) != before


def test_twins_have_the_same_figures_and_targets(tiny):
    size = tiny.ties
    frame = sizes.figures(size, 0).with_columns(pl.col("unit").cast(pl.String))
    one, other = (
        frame.filter(pl.col("unit") == sizes.unit(0, number)).drop("unit").rows() for number in (0, 1)
    )
    assert one == other
    assert (sizes.targets(size, 0)[::2] == sizes.targets(size, 0)[1::2]).all()
