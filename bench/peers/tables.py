"""What every peer gets beside the figures: the indicators with their methods, and the targets."""

from __future__ import annotations

import polars as pl

from bench import sizes


def indicators(size: sizes.Size, groups: range) -> pl.DataFrame:
    """One row for each group and indicator: method, direction (1 or -1), full points."""
    rows = [
        {
            "group": f"g{group:03d}",
            "indicator": sizes.indicator(number),
            "method": sizes.METHODS[number % len(sizes.METHODS)],
            "sign": 1 if sizes.is_high(number) else -1,
            "w": float(sizes.points(group, number)),
        }
        for group in groups
        for number in range(size.indicators)
    ]
    return pl.DataFrame(rows)


def targets(size: sizes.Size, groups: range) -> pl.DataFrame:
    """One row for each unit and indicator, with the unit's group."""
    frames = []
    for group in groups:
        goals = sizes.targets(size, group)
        units = [sizes.unit(group, number) for number in range(size.units)]
        codes = [sizes.indicator(number) for number in range(size.indicators)]
        frames.append(
            pl.DataFrame(
                {
                    "unit": [unit for unit in units for _ in codes],
                    "group": [f"g{group:03d}"] * (len(units) * len(codes)),
                    "indicator": codes * len(units),
                    "target": goals.ravel(),
                }
            )
        )
    return pl.concat(frames)


def months() -> pl.DataFrame:
    """The share of each period's score in the year."""
    rows = [
        {"period": sizes.period(month + 1), "share": share / sizes.SHARE_DEN}
        for month, share in enumerate(sizes.SHARES)
    ]
    return pl.DataFrame(rows)
