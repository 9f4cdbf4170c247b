"""The kernel's own works: in memory, from Parquet, with parts to Parquet, and in batches of groups."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from bench import sizes
from bench.scale import Scale
from bench.sizes import Size
from bench.works.outcome import Outcome, timed
from sikao.core.scoring import (
    Plan,
    ScoreArrays,
    compile_plan,
    pack,
    perturbed_totals,
    rescore,
    score,
    with_points,
)

CHANGED, NEW_POINTS = 5, 9
"""The indicator that the what-if works touch, and the points that it gets."""


def totals_of(result: ScoreArrays) -> list[float]:
    """Totals by unit in the order of their codes."""
    rows = [
        (unit, value / 10**result.places)
        for table in result.tables
        for unit, value in zip(table.units, table.points[0, -1].tolist(), strict=True)
    ]
    return [value for _, value in sorted(rows)]


def with_figures_changed(frame: pl.DataFrame) -> pl.DataFrame:
    """One unit more in every figure of one indicator."""
    touched = pl.col("indicator").cast(pl.String) == sizes.indicator(CHANGED)
    return frame.with_columns(
        value=pl.when(touched).then(pl.col("value") + 1).otherwise(pl.col("value")).cast(pl.Decimal(18, 2))
    )


def new_points(size: Size) -> list[float]:
    """Full points of the indicators of the first group, with the one that the what-if works change."""
    return [
        float(NEW_POINTS if number == CHANGED else sizes.points(0, number))
        for number in range(size.indicators)
    ]


def city(scale: Scale, _folder: Path) -> Outcome:
    """In memory: everything with all parts, and the what-if works."""
    size, times = scale.city, scale.often
    frame = sizes.figures(size, 0)
    plan = compile_plan(sizes.compiled(size))
    tensors, changed = pack(plan, frame), pack(plan, with_figures_changed(frame))
    code = sizes.indicator(CHANGED)
    heavier = with_points(plan, {code: str(NEW_POINTS)})
    before = score(plan, tensors)
    table = before.tables[0]
    by_code = dict(zip(map(sizes.indicator, range(size.indicators)), new_points(size), strict=True))
    weights = np.array([by_code[node] for node in table.nodes if node in by_code])
    return Outcome(
        seconds={
            "all parts": timed(lambda: score(plan, tensors, parts=True), times),
            "one indicator": timed(lambda: rescore(plan, changed, before, [code]), times),
            "one weight": timed(lambda: rescore(heavier, tensors, before, [code]), times),
            "weights only": timed(lambda: np.argsort(-perturbed_totals(before, table, weights)), times),
        },
        answers={
            "all parts": totals_of(before),
            "one indicator": totals_of(rescore(plan, changed, before, [code])),
            "one weight": totals_of(rescore(heavier, tensors, before, [code])),
            "weights only": perturbed_totals(before, table, weights).tolist(),
        },
    )


def plans(size: Size, groups: Iterable[int]) -> list[tuple[int, Plan]]:
    """One plan a group."""
    return [(group, compile_plan(sizes.compiled(size, range(group, group + 1)))) for group in groups]


def _scores(
    size: Size, chosen: list[tuple[int, Plan]], folder: Path, *, parts: bool = False
) -> Iterator[tuple[int, ScoreArrays]]:
    for group, plan in chosen:
        frame = pl.read_parquet(folder / f"{size.name}-{group:03d}.parquet")
        yield group, score(plan, pack(plan, frame), parts=parts)


def nation(scale: Scale, folder: Path, share: int = 1) -> Outcome:
    """Parquet to totals, ranks and grades, group by group; ``share``: only one group in so many."""
    size = scale.nation
    chosen = range(max(1, size.groups // share))
    made: list[tuple[int, Plan]] = []
    build = timed(lambda: made.extend(plans(size, chosen)), 1)
    totals: list[float] = []

    def work() -> None:
        totals.clear()
        for _, result in _scores(size, made, folder):
            totals.extend(totals_of(result))

    seconds = timed(work, scale.seldom + 1)
    name = "totals" if share == 1 else f"totals of 1/{share}"
    each = min(seconds) / (size.figures / size.groups * len(chosen)) * 1e9
    remarks = {name: f"{each:.0f} ns a figure"}
    if share > 1:
        return Outcome({name: seconds}, {}, remarks)
    return Outcome({name: seconds, "building plans": build}, {name: totals}, remarks)


def parts_frame(plan: Plan, result: ScoreArrays) -> pl.DataFrame:
    """One row a window: unit, indicator, checkpoint, every named part, score in 10^-places, state, flags."""
    family, sheet = plan.families[0], result.sheets[0]
    nodes = [family.structure.nodes[node].code for node in family.structure.leaves]
    axes = (nodes, [checkpoint.code for checkpoint in plan.checkpoints], list(family.units[0]))
    frames = []
    for (number, first), parts in result.parts.items():
        block = plan.blocks[number]
        rows = slice(first, first + len(next(iter(parts.values()))))
        leaves, moments = block.leaves[rows], np.array(block.moments)
        grid = np.meshgrid(leaves, moments, np.arange(block.width), indexing="ij")
        at = (0, leaves[:, None], moments)
        frames.append(
            pl.DataFrame(
                {
                    **{
                        name: pl.Series(axis, dtype=pl.Enum(axis)).gather(place.ravel())
                        for name, axis, place in zip(
                            ("indicator", "checkpoint", "unit"), axes, grid, strict=True
                        )
                    },
                    **{name: np.ascontiguousarray(part).ravel() for name, part in parts.items()},
                    "score": sheet.score[at].ravel(),
                    "state": sheet.state[at].ravel(),
                }
            )
        )
    return pl.concat(frames, how="diagonal")


def nation_parts(scale: Scale, folder: Path) -> Outcome:
    """Parquet to totals, ranks and grades, and every part of every window into Parquet, group by group."""
    size = scale.nation
    made = plans(size, range(size.groups))
    totals: list[float] = []

    def work() -> None:
        totals.clear()
        for group, result in _scores(size, made, folder, parts=True):
            out = folder / f"parts-ours-{group:03d}.parquet"
            parts_frame(dict(made)[group], result).write_parquet(out, compression="lz4")
            totals.extend(totals_of(result))
            out.unlink()

    return Outcome({"parts to Parquet": timed(work, scale.seldom)}, {"parts to Parquet": totals})


def write(size: Size, groups: range, folder: Path) -> None:
    """The figures of some groups, written by a process of its own: making them does not count as memory."""
    numbers = (size.groups, size.units, size.indicators, groups.start, groups.stop)
    command = [sys.executable, "-m", "bench.worker", "--write", str(folder), size.name, *map(str, numbers)]
    subprocess.run(command, check=True)  # noqa: S603 - our own module


def batches(size: Size, folder: Path, number: int) -> Iterator[range]:
    """Batches of ``number`` groups; a batch's figures are written by a process of their own when it begins
    and removed when it ends, so that neither their making nor their storing counts.
    """
    for first in range(0, size.groups, number):
        batch = range(first, min(size.groups, first + number))
        write(size, batch, folder)
        yield batch
        for group in batch:
            (folder / f"{size.name}-{group:03d}.parquet").unlink()


def cadre(scale: Scale, folder: Path) -> Outcome:
    """A hundred million figures, group by group."""
    size = scale.cadre
    if size is None:
        return Outcome()
    seconds, build, totals = 0.0, 0.0, []
    for batch in batches(size, folder, 10):
        start = time.perf_counter()
        made = plans(size, batch)
        middle = time.perf_counter()
        for _, result in _scores(size, made, folder):
            totals.extend(totals_of(result))
        seconds += time.perf_counter() - middle
        build += middle - start
    remarks = {"totals in batches": f"{seconds / size.figures * 1e9:.0f} ns a figure"}
    return Outcome(
        {"totals in batches": [seconds], "building plans": [build]}, {"totals in batches": totals}, remarks
    )


def digest_parts(result: ScoreArrays) -> list[Any]:
    """Everything that a run says, group by group, as bytes and words."""
    return [
        (
            table.group,
            table.points.tobytes(),
            table.full.tobytes(),
            table.rank.tobytes(),
            table.flags.tobytes(),
            sorted(table.grades.items()),
        )
        for table in sorted(result.tables, key=lambda table: table.group)
    ]
