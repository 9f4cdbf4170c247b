"""The works of the tools that compute on tables: Polars, DuckDB, pandas."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import polars as pl

from bench import sizes
from bench.peers import tables
from bench.scale import Scale
from bench.sizes import Size
from bench.works.ours import CHANGED, NEW_POINTS, batches, with_figures_changed
from bench.works.outcome import Outcome, timed

Beside = tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]


def beside(size: Size, groups: range) -> Beside:
    """Indicators, targets and months, as every tool gets them."""
    return tables.indicators(size, groups), tables.targets(size, groups), tables.months()


def paths(size: Size, folder: Path, groups: range) -> list[Path]:
    """The files of some groups."""
    return [folder / f"{size.name}-{group:03d}.parquet" for group in groups]


def heavier(indicators: pl.DataFrame) -> pl.DataFrame:
    """The indicators with the points that the what-if works give to one of them."""
    mine = pl.col("indicator").cast(pl.String) == sizes.indicator(CHANGED)
    return indicators.with_columns(w=pl.when(mine).then(float(NEW_POINTS)).otherwise(pl.col("w")))


def polars_city(scale: Scale, _folder: Path) -> Outcome:
    """In memory: the detail kept and totals from it; the touched indicator alone; weights alone."""
    from bench.peers import polars_plan as peer  # noqa: PLC0415 - only in the process that needs it

    size, times = scale.city, scale.often
    frame = sizes.figures(size, 0)
    indicators, targets, months = beside(size, range(1))
    mine = pl.col("indicator").cast(pl.String) == sizes.indicator(CHANGED)
    untouched, touched = frame.filter(mine), with_figures_changed(frame).filter(mine)
    kept = peer.annual(peer.detail(frame.lazy(), indicators, targets, months)).collect()
    categories = indicators.with_columns(pl.col("group", "indicator").cast(pl.Categorical))

    def everything() -> pl.DataFrame:
        long = peer.detail(frame.lazy(), indicators, targets, months).collect()
        return peer.totals(peer.annual(long.lazy())).collect()

    def again(figures: pl.DataFrame, weights: pl.DataFrame) -> pl.DataFrame:
        renewed = peer.annual(peer.detail(figures.lazy(), weights, targets, months)).collect()
        others = kept.filter(pl.col("indicator").cast(pl.String) != sizes.indicator(CHANGED))
        return peer.totals(pl.concat([others, renewed]).lazy()).collect()

    rates = kept.join(categories, on=["group", "indicator"]).with_columns(rate=pl.col("points") / pl.col("w"))
    new = heavier(indicators)
    new_categories = heavier(categories)

    def weigh() -> pl.DataFrame:
        weighed = rates.lazy().drop("w").join(new_categories.lazy(), on=["group", "indicator"])
        return peer.totals(weighed.with_columns(points=pl.col("rate") * pl.col("w"))).collect()

    works = {
        "all parts": everything,
        "one indicator": lambda: again(touched, indicators),
        "one weight": lambda: again(untouched, new),
        "weights only": weigh,
    }
    return Outcome(
        {name: timed(work, times) for name, work in works.items()},
        {name: work()["total"].to_list() for name, work in works.items()},
    )


def polars_nation(scale: Scale, folder: Path) -> Outcome:
    """Parquet to totals and ranks in one plan."""
    from bench.peers import polars_plan as peer  # noqa: PLC0415 - only in the process that needs it

    size, groups = scale.nation, range(scale.nation.groups)
    given = beside(size, groups)
    scan = pl.scan_parquet(paths(size, folder, groups))
    found: list[pl.DataFrame] = []

    def work() -> None:
        found[:] = [peer.totals(peer.annual(peer.detail(scan, *given))).collect()]

    return Outcome({"totals": timed(work, scale.seldom)}, {"totals": found[0]["total"].to_list()})


def polars_parts(scale: Scale, folder: Path) -> Outcome:
    """The same with the whole detail written to Parquet."""
    from bench.peers import polars_plan as peer  # noqa: PLC0415 - only in the process that needs it

    size, groups = scale.nation, range(scale.nation.groups)
    given = beside(size, groups)
    out = folder / "parts-polars.parquet"
    found: list[pl.DataFrame] = []

    def work() -> None:
        long = peer.detail(pl.scan_parquet(paths(size, folder, groups)), *given).collect()
        long.write_parquet(out, compression="lz4")
        found[:] = [peer.totals(peer.annual(long.lazy())).collect()]
        out.unlink()

    seconds = timed(work, scale.seldom)
    return Outcome({"parts to Parquet": seconds}, {"parts to Parquet": found[0]["total"].to_list()})


def polars_cadre(scale: Scale, folder: Path) -> Outcome:
    """A hundred million figures in batches of ten groups."""
    from bench.peers import polars_plan as peer  # noqa: PLC0415 - only in the process that needs it

    size = scale.cadre
    if size is None:
        return Outcome()
    seconds, totals = 0.0, []
    for batch in batches(size, folder, 10):
        given = beside(size, batch)
        start = time.perf_counter()
        scan = pl.scan_parquet(paths(size, folder, batch))
        totals += peer.totals(peer.annual(peer.detail(scan, *given))).collect()["total"].to_list()
        seconds += time.perf_counter() - start
    return Outcome({"totals in batches": [seconds]}, {"totals in batches": totals})


def _pandas_figures(frame: pl.DataFrame) -> Any:
    texts = pl.col("unit", "indicator", "period").cast(pl.String)
    return frame.select(texts, x=pl.col("value").cast(pl.Float64)).to_pandas()


def pandas_city(scale: Scale, _folder: Path) -> Outcome:
    """In memory: the detail kept and totals from it."""
    from bench.peers import pandas_script as peer  # noqa: PLC0415 - only in the process that needs it

    frame = _pandas_figures(sizes.figures(scale.city, 0))
    given = [one.to_pandas() for one in beside(scale.city, range(1))]

    def work() -> Any:
        return peer.totals(peer.detail(frame, *given))

    return Outcome({"all parts": timed(work, scale.often)}, {"all parts": work()["total"].tolist()})


def pandas_nation(scale: Scale, folder: Path, *, parts: bool = False) -> Outcome:
    """Parquet to totals and ranks, with ``parts`` the whole detail written to Parquet too."""
    from bench.peers import pandas_script as peer  # noqa: PLC0415 - only in the process that needs it

    size, groups = scale.nation, range(scale.nation.groups)
    given = [one.to_pandas() for one in beside(size, groups)]
    out = folder / "parts-pandas.parquet"
    found: list[Any] = []

    def work() -> None:
        long = peer.detail(_pandas_figures(pl.read_parquet(paths(size, folder, groups))), *given)
        if parts:
            long.to_parquet(out, compression="lz4")
            out.unlink()
        found[:] = [peer.totals(long)]

    name = "parts to Parquet" if parts else "totals"
    return Outcome({name: timed(work, 1)}, {name: found[0]["total"].tolist()})


def pandas_parts(scale: Scale, folder: Path) -> Outcome:
    """Totals and ranks, and the whole detail to Parquet."""
    return pandas_nation(scale, folder, parts=True)
