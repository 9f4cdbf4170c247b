"""Whether a result depends on the order of rows, on threads or on batches."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import polars as pl

from bench import sizes
from bench.scale import SCALES, Scale
from bench.works.ours import digest_parts
from bench.works.outcome import Outcome
from bench.works.relational import beside
from sikao.core.scoring import compile_plan, pack, score

THREADS = ("1", "2", "4")


def digest(scale: Scale, run: int) -> str:
    """Everything that one run says, rows shuffled by the run's number, in batches of 1, 2, … all groups."""
    size = scale.ties
    number = 1 + run % size.groups
    said = []
    for first in range(0, size.groups, number):
        batch = range(first, min(size.groups, first + number))
        plan = compile_plan(sizes.compiled(size, batch))
        frame = pl.concat([sizes.figures(size, group) for group in batch])
        shuffled = frame.sample(fraction=1.0, shuffle=True, seed=run)
        said += digest_parts(score(plan, pack(plan, shuffled)))
    return hashlib.sha256(repr(said).encode()).hexdigest()


def ours(scale: Scale, _folder: Path) -> Outcome:
    """In how many runs over shuffled rows, threads and batches the result is the same, bit for bit."""
    name = next(name for name, one in SCALES.items() if one == scale)
    found = []
    for place, threads in enumerate(THREADS):
        runs = range(place, scale.runs, len(THREADS))
        command = [sys.executable, "-m", "bench.worker", "--digests", name, *map(str, runs)]
        limits = dict.fromkeys(("POLARS_MAX_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), threads)
        done = subprocess.run(  # noqa: S603 - our own module
            command, capture_output=True, text=True, check=True, env={**os.environ, **limits}
        )
        found += done.stdout.split()
    first = digest(scale, 0)
    same = sum(one == first for one in found)
    return Outcome(remarks={"0 bits": f"same bytes in {same} of {scale.runs} runs"})


def polars_ties(scale: Scale, _folder: Path) -> Outcome:
    """In how many runs over shuffled rows all twins keep equal totals, summed in binary floats."""
    from bench.peers import polars_plan as peer  # noqa: PLC0415 - only in the process that needs it

    size = scale.ties
    groups = range(size.groups)
    given = beside(size, groups)
    frame = pl.concat([sizes.figures(size, group) for group in groups])
    kept = 0
    for run in range(scale.runs):
        shuffled = frame.sample(fraction=1.0, shuffle=True, seed=run).lazy()
        points = peer.annual(peer.detail(shuffled, *given), "exact")
        totals = peer.totals(points).collect(engine="streaming")["total"].to_list()
        kept += totals[::2] == totals[1::2]
    return Outcome(remarks={"0 bits": f"ties kept in {kept} of {scale.runs} runs"})
