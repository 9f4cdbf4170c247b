"""The work as lazy Polars plans over the long table."""

from __future__ import annotations

import polars as pl


def _hundredths(value: pl.Expr) -> pl.Expr:
    return (value * 100 + 0.5 + 1e-9).floor() / 100


def detail(
    figures: pl.LazyFrame, indicators: pl.DataFrame, targets: pl.DataFrame, months: pl.DataFrame
) -> pl.LazyFrame:
    """One row a figure with everything on the way to its score; ``exact``: the score before rounding."""
    keys = ["group", "indicator", "period"]
    x, w, t, high = pl.col("x"), pl.col("w"), pl.col("target"), pl.col("sign") > 0
    low, top, n = x.min().over(keys), x.max().over(keys), x.count().over(keys)
    place = pl.when(high).then(x.rank("min", descending=True).over(keys)).otherwise(x.rank("min").over(keys))
    ahead = (x - t) * pl.col("sign")
    worst, best = pl.when(high).then(low).otherwise(top), pl.when(high).then(top).otherwise(low)
    score = {
        "attainment": pl.when(high).then(w * x / t).otherwise(w * t / x),
        "steps": 0.8 * w + pl.when(ahead > 0).then(0.5 * ahead).otherwise(0.3 * ahead),
        "efficacy": pl.when(top == low).then(w).otherwise(w * (0.6 + 0.4 * (x - worst) / (best - worst))),
        "rank_step": w * (1 - 0.01 * (place - 1)),
        "relative_best": pl.when(high).then(w * x / top).otherwise(w * low / x),
        "bands": w * _band(x, high),
        "rank_interval": w * (1 - 0.4 * (place - 1) / (n - 1)),
        "all_or_nothing": pl.when(ahead >= 0).then(w).otherwise(0.0),
    }
    chosen = pl.lit(None, pl.Float64)
    for method, expression in score.items():
        chosen = pl.when(pl.col("method") == method).then(expression).otherwise(chosen)
    # Categories join, group and rank in half the time of texts.
    texts = pl.col(pl.String).exclude("method").cast(pl.Categorical)
    rules = targets.lazy().join(indicators.lazy(), on=["group", "indicator"]).with_columns(texts)
    return (
        figures.select("unit", "indicator", "period", x=pl.col("value").cast(pl.Float64))
        .join(rules, on=["unit", "indicator"])
        .join(months.lazy().with_columns(texts), on="period")
        .with_columns(low=low, top=top, n=n, place=place, ahead=ahead, raw=chosen)
        .with_columns(exact=pl.col("raw").clip(0, w).fill_null(0.0))
        .with_columns(score=_hundredths(pl.col("exact")))
    )


def annual(long: pl.LazyFrame, score: str = "score") -> pl.LazyFrame:
    """group, unit, indicator, points; of the exact scores they stay unrounded."""
    points = (pl.col(score) * pl.col("share")).sum()
    if score == "score":
        points = _hundredths(points)
    return long.group_by("group", "unit", "indicator").agg(points.alias("points"))


def totals(points: pl.LazyFrame) -> pl.LazyFrame:
    """unit, group, total, rank, in the order of units."""
    return (
        points.group_by("group", "unit")
        .agg(pl.col("points").sum().alias("total"))
        .with_columns(rank=_hundredths(pl.col("total")).rank("min", descending=True).over("group"))
        .with_columns(pl.col("unit").cast(pl.String))
        .sort("unit")
    )


def _band(x: pl.Expr, high: pl.Expr) -> pl.Expr:
    upwards = pl.when(x >= 30).then(1.0).when(x >= 20).then(0.8).when(x >= 10).then(0.6).otherwise(0.2)
    downwards = pl.when(x <= 10).then(1.0).when(x <= 20).then(0.8).when(x <= 30).then(0.6).otherwise(0.2)
    # Without this a missing figure would fall into the last band.
    return pl.when(x.is_null()).then(None).when(high).then(upwards).otherwise(downwards)
