"""The works of DuckDB."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from bench import sizes
from bench.peers import duckdb_sql as sql
from bench.scale import Scale
from bench.sizes import Size
from bench.works.ours import CHANGED, with_figures_changed
from bench.works.outcome import Outcome, timed
from bench.works.relational import beside, heavier, paths

_TEXTS = "unit::VARCHAR AS unit, indicator::VARCHAR AS indicator, period::VARCHAR AS period"


def _kept(connection: Any, name: str, frame: pl.DataFrame) -> None:
    """A frame as a table of the database."""
    connection.register(f"given_{name}", frame.to_arrow())
    connection.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM given_{name}")  # noqa: S608 - our own names


def _texts(frame: pl.DataFrame) -> pl.DataFrame:
    texts = pl.col("unit", "indicator", "period").cast(pl.String)
    return frame.select(texts, x=pl.col("value").cast(pl.Float64))


def connected(size: Size, groups: range) -> Any:
    """A database that holds what stands beside the figures."""
    connection = duckdb.connect()
    for name, frame in zip(("indicators", "targets", "months"), beside(size, groups), strict=True):
        _kept(connection, name, frame)
    return connection


def city(scale: Scale, _folder: Path) -> Outcome:
    """In memory: the detail kept and totals from it; the touched indicator alone; weights alone."""
    size, code = scale.city, sizes.indicator(CHANGED)
    connection = connected(size, range(1))
    frame = sizes.figures(size, 0)
    mine = pl.col("indicator").cast(pl.String) == code
    _kept(connection, "figures", _texts(frame))
    _kept(connection, "untouched", _texts(frame.filter(mine)))
    _kept(connection, "touched", _texts(with_figures_changed(frame).filter(mine)))
    _kept(connection, "heavier", heavier(beside(size, range(1))[0]))
    connection.execute(f"CREATE TABLE kept AS {sql.with_named(sql.ANNUAL, detail=sql.DETAIL)}")

    def everything() -> Any:
        connection.execute(f"CREATE OR REPLACE TABLE detail AS {sql.DETAIL}")
        return connection.execute(sql.with_named(sql.TOTALS, annual=sql.ANNUAL)).fetchall()

    def again(detail: str) -> Any:
        renewed = sql.with_named(sql.ANNUAL, detail=detail)
        spliced = f"SELECT * FROM kept WHERE indicator <> '{code}' UNION ALL ({renewed})"  # noqa: S608 - our own code
        return connection.execute(sql.with_named(sql.TOTALS, annual=spliced)).fetchall()

    touched = sql.DETAIL.replace("FROM figures", "FROM touched")
    reweighed = sql.DETAIL.replace("FROM figures", "FROM untouched").replace(
        "JOIN indicators", "JOIN heavier"
    )
    weighed = """SELECT k."group", k."unit", k.indicator, k.points / i.w * h.w AS points
        FROM kept k JOIN indicators i USING ("group", indicator) JOIN heavier h USING ("group", indicator)"""
    works = {
        "all parts": everything,
        "one indicator": lambda: again(touched),
        "one weight": lambda: again(reweighed),
        "weights only": lambda: connection.execute(sql.with_named(sql.TOTALS, annual=weighed)).fetchall(),
    }
    return Outcome(
        {name: timed(work, scale.often) for name, work in works.items()},
        {name: [row[2] for row in work()] for name, work in works.items()},
    )


def nation(scale: Scale, folder: Path, *, parts: bool = False) -> Outcome:
    """Parquet to totals and ranks, with ``parts`` the whole detail written to Parquet too."""
    size, groups = scale.nation, range(scale.nation.groups)
    connection = connected(size, groups)
    files = [str(path) for path in paths(size, folder, groups)]
    read = f"SELECT {_TEXTS}, value::DOUBLE AS x FROM read_parquet({files!r})"  # noqa: S608 - our own paths
    connection.execute(f"CREATE VIEW figures AS {read}")
    out = folder / "parts-duckdb.parquet"
    found: list[Any] = []

    def work() -> None:
        if parts:
            connection.execute(f"CREATE OR REPLACE TABLE detail AS {sql.DETAIL}")
            connection.execute(f"COPY detail TO '{out}' (FORMAT parquet, COMPRESSION lz4)")
            out.unlink()
            statement = sql.with_named(sql.TOTALS, annual=sql.ANNUAL)
        else:
            statement = sql.with_named(sql.TOTALS, detail=sql.DETAIL, annual=sql.ANNUAL)
        found[:] = connection.execute(statement).fetchall()

    name = "parts to Parquet" if parts else "totals"
    return Outcome({name: timed(work, scale.seldom)}, {name: [row[2] for row in found]})


def nation_parts(scale: Scale, folder: Path) -> Outcome:
    """Totals and ranks, and the whole detail to Parquet."""
    return nation(scale, folder, parts=True)


def ties(scale: Scale, _folder: Path) -> Outcome:
    """In how many runs over shuffled rows all twins keep equal totals, summed in binary floats."""
    size = scale.ties
    groups = range(size.groups)
    connection = connected(size, groups)
    frame = pl.concat([_texts(sizes.figures(size, group)) for group in groups])
    statement = sql.with_named(sql.TOTALS, detail=sql.DETAIL, annual=sql.ANNUAL_UNROUNDED)
    kept = 0
    for run in range(scale.runs):
        _kept(connection, "figures", frame.sample(fraction=1.0, shuffle=True, seed=run))
        totals = [row[2] for row in connection.execute(statement).fetchall()]
        kept += totals[::2] == totals[1::2]
    return Outcome(remarks={"0 bits": f"ties kept in {kept} of {scale.runs} runs"})
