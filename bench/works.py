"""What one process of the benchmark does: prepare, check and time one work with one tool, told as JSON."""

from __future__ import annotations

import gc
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from bench import sizes
from bench.peers import tables
from sikao.core.scoring import compile_plan, pack, perturbed_totals, rescore, score, with_points

Totals = list[float]


def timed(work: Callable[[], Any], times: int) -> list[float]:
    """Seconds of each repetition."""
    found = []
    for _ in range(times):
        gc.collect()
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return found


def own_totals(result: Any) -> Totals:
    """Totals by unit in the order of their codes."""
    rows = [
        (unit, value / 10**result.places)
        for table in result.tables
        for unit, value in zip(table.units, table.points[0, -1].tolist(), strict=True)
    ]
    return [value for _, value in sorted(rows)]


def city_kernel(_folder: Path) -> dict[str, Any]:
    """CITY in memory: everything with all parts; one indicator; one weight; weights by rates."""
    plan = compile_plan(sizes.compiled(sizes.CITY))
    tensors = pack(plan, sizes.figures(sizes.CITY, 0))
    before = score(plan, tensors)
    heavier = with_points(plan, {sizes.indicator(5): "9"})
    weights = np.full((1, sizes.CITY.indicators), 10.0)
    return {
        "full": timed(lambda: score(plan, tensors, parts=True), 31),
        "one indicator": timed(lambda: rescore(plan, tensors, before, [sizes.indicator(5)]), 31),
        "one weight": timed(lambda: rescore(heavier, tensors, before, [sizes.indicator(5)]), 31),
        "weights by rates": timed(lambda: perturbed_totals(before, before.tables[0], weights), 31),
        "totals": own_totals(before),
    }


def nation_kernel(
    folder: Path, size: sizes.Size = sizes.NATION, groups: range | None = None
) -> dict[str, Any]:
    """Parquet to totals, ranks and grades in batches of one group; building plans is told apart."""
    chosen = groups or range(size.groups)
    plans: list[Any] = []
    build = timed(
        lambda: plans.extend(compile_plan(sizes.compiled(size, range(g, g + 1))) for g in chosen), 1
    )
    totals: Totals = []

    def work() -> None:
        totals.clear()
        for group, plan in zip(chosen, plans, strict=True):
            frame = pl.read_parquet(folder / f"{size.name}-{group:03d}.parquet")
            totals.extend(own_totals(score(plan, pack(plan, frame))))

    return {"full": timed(work, 3), "build": build, "totals": totals}


def polars_plan(folder: Path, size: sizes.Size) -> dict[str, Any]:
    """The Polars plan on the same files (CITY: in memory)."""
    from bench.peers import polars_plan as peer  # noqa: PLC0415 - only in the process that needs it

    paths = sizes.write(size, folder)
    beside = (
        tables.indicators(size, range(size.groups)),
        tables.targets(size, range(size.groups)),
        tables.months(),
    )
    frame = pl.read_parquet(paths).lazy() if size is sizes.CITY else pl.scan_parquet(paths)
    result = peer.totals(frame, *beside)
    times = 15 if size is sizes.CITY else 2
    return {"full": timed(lambda: peer.totals(frame, *beside), times), "totals": result["total"].to_list()}


def pandas_script(folder: Path, size: sizes.Size) -> dict[str, Any]:
    """The analyst's script on the same files (CITY: in memory)."""
    from bench.peers import pandas_script as peer  # noqa: PLC0415 - only in the process that needs it

    paths = sizes.write(size, folder)
    groups = range(size.groups)
    made = (tables.indicators(size, groups), tables.targets(size, groups), tables.months())
    beside = [frame.to_pandas() for frame in made]

    def load() -> Any:
        frame = pl.read_parquet(paths).select(
            pl.col("unit", "indicator", "period").cast(pl.String), x=pl.col("value").cast(pl.Float64)
        )
        return frame.to_pandas()

    frame = load()
    work = (
        (lambda: peer.totals(frame, *beside))
        if size is sizes.CITY
        else (lambda: peer.totals(load(), *beside))
    )
    result = peer.totals(frame, *beside)
    return {"full": timed(work, 15 if size is sizes.CITY else 1), "totals": result["total"].tolist()}


def duckdb_sql(folder: Path, size: sizes.Size) -> dict[str, Any]:
    """One SQL statement on the same files (CITY: in memory)."""
    import duckdb  # noqa: PLC0415 - only in the process that needs it

    from bench.peers.duckdb_sql import TOTALS  # noqa: PLC0415 - only in the process that needs it

    paths = [str(path) for path in sizes.write(size, folder)]
    groups = range(size.groups)
    connection = duckdb.connect()
    beside = {
        "indicators": tables.indicators(size, groups),
        "targets": tables.targets(size, groups),
        "months": tables.months(),
    }
    for name, frame in beside.items():
        connection.register(f"given_{name}", frame.to_arrow())
        connection.execute(f"CREATE TABLE {name} AS SELECT * FROM given_{name}")  # noqa: S608 - our own names
    kind = "TABLE" if size is sizes.CITY else "VIEW"
    read = f"read_parquet({paths!r})"
    texts = ", ".join(f"{name}::VARCHAR AS {name}" for name in ("unit", "indicator", "period"))
    source = f"SELECT {texts}, value::DOUBLE AS x FROM {read}"  # noqa: S608 - our own paths
    connection.execute(f"CREATE {kind} figures AS {source}")
    result = connection.execute(TOTALS).fetchall()
    times = 15 if size is sizes.CITY else 2
    return {
        "full": timed(lambda: connection.execute(TOTALS).fetchall(), times),
        "totals": [row[2] for row in result],
    }


def floor(folder: Path) -> dict[str, Any]:
    """What the machine needs for the same bytes at least: copy NATION's figures and scores once in memory."""
    del folder
    source, target = np.ones(sizes.NATION.figures), np.empty(sizes.NATION.figures)
    return {"full": timed(lambda: np.copyto(target, source), 9), "totals": []}


WORKS: dict[str, Callable[[Path], dict[str, Any]]] = {
    "CITY kernel": city_kernel,
    "CITY polars": lambda folder: polars_plan(folder, sizes.CITY),
    "CITY pandas": lambda folder: pandas_script(folder, sizes.CITY),
    "CITY duckdb": lambda folder: duckdb_sql(folder, sizes.CITY),
    "NATION kernel": nation_kernel,
    "NATION polars": lambda folder: polars_plan(folder, sizes.NATION),
    "NATION pandas": lambda folder: pandas_script(folder, sizes.NATION),
    "NATION duckdb": lambda folder: duckdb_sql(folder, sizes.NATION),
    "floor": floor,
}


def main() -> None:
    """``python -m bench.works WORK FOLDER``: one line of JSON."""
    name, folder = sys.argv[1], Path(sys.argv[2])
    result = WORKS[name](folder)
    result["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sys.stdout.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
