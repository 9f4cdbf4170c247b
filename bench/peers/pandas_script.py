"""The work as an analyst writes it in pandas: merge, loop over the methods, group, rank."""

from __future__ import annotations

import numpy as np
import pandas as pd


def _hundredths(value: pd.Series) -> pd.Series:
    return np.floor(value * 100 + 0.5 + 1e-9) / 100


def detail(
    figures: pd.DataFrame, indicators: pd.DataFrame, targets: pd.DataFrame, months: pd.DataFrame
) -> pd.DataFrame:
    """One row a figure with everything on the way to its score."""
    keys = ["group", "indicator", "period"]
    long = figures.merge(targets, on=["unit", "indicator"]).merge(indicators, on=["group", "indicator"])
    long = long.merge(months, on="period")
    pieces = [_scored(part.copy(), method, keys) for method, part in long.groupby("method")]
    long = pd.concat(pieces)
    long["score"] = _hundredths(long["raw"].clip(lower=0).clip(upper=long["w"])).fillna(0.0)
    return long


def totals(long: pd.DataFrame) -> pd.DataFrame:
    """unit, group, total, rank."""
    counted = long["score"] * long["share"]
    points = _hundredths(counted.groupby([long["group"], long["unit"], long["indicator"]]).sum())
    result = _hundredths(points.groupby(["group", "unit"]).sum()).rename("total").reset_index()
    result["rank"] = result.groupby("group")["total"].rank(method="min", ascending=False)
    return result.sort_values("unit")


def _scored(part: pd.DataFrame, method: str, keys: list[str]) -> pd.DataFrame:
    x, w, t, high = part["x"], part["w"], part["target"], part["sign"] > 0
    ahead = (x - t) * part["sign"]
    if method == "attainment":
        part["raw"] = np.where(high, w * x / t, w * t / x)
    elif method == "steps":
        part["raw"] = 0.8 * w + np.where(ahead > 0, 0.5 * ahead, 0.3 * ahead)
    elif method == "all_or_nothing":
        part["raw"] = np.where(x.isna(), np.nan, np.where(ahead >= 0, w, 0.0))
    elif method == "bands":
        up = np.select([x >= 30, x >= 20, x >= 10], [1.0, 0.8, 0.6], 0.2)
        down = np.select([x <= 10, x <= 20, x <= 30], [1.0, 0.8, 0.6], 0.2)
        part["raw"] = np.where(x.isna(), np.nan, w * np.where(high, up, down))
    else:
        part["raw"] = _compared(part, method, keys)
    return part


def _compared(part: pd.DataFrame, method: str, keys: list[str]) -> pd.Series:
    x, w, high = part["x"], part["w"], part["sign"] > 0
    groups = part.groupby(keys)["x"]
    low, top = groups.transform("min"), groups.transform("max")
    if method == "relative_best":
        return np.where(high, w * x / top, w * low / x)
    if method == "efficacy":
        worst, best = np.where(high, low, top), np.where(high, top, low)
        return np.where(top == low, w, w * (0.6 + 0.4 * (x - worst) / (best - worst)))
    place = np.where(high, groups.rank(method="min", ascending=False), groups.rank(method="min"))
    if method == "rank_step":
        return w * (1 - 0.01 * (place - 1))
    return w * (1 - 0.4 * (place - 1) / (groups.transform("count") - 1))
