"""The work that is measured: sizes, schemes and figures, the same for everybody.

Eight methods in turn, both directions, floors and caps, twelve monthly checkpoints that count 10/20/30/40
per quarter, points that differ by group, sections, competition ranks, grades by quota. Figures are log-
normal with two decimals; 2 % are missing and one indicator in seven has so few values that ties are common.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

METHODS = (
    "attainment",
    "steps",
    "efficacy",
    "rank_step",
    "relative_best",
    "bands",
    "rank_interval",
    "all_or_nothing",
)
MONTHS = 12
SECTIONS = 6
SHARES = (1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4)
SHARE_DEN = 30
YEAR = 2020
MISSING = 0.02
ABSENCES = ("missing", "not_applicable", "not_yet_due", "withheld", "undefined")


@dataclass(frozen=True)
class Size:
    """``groups`` ranking groups of ``units`` units, each scored on ``indicators`` indicators in twelve
    months. With ``twins`` every second unit has the figures and targets of the one before it. A ``matrix``
    has one figure a unit and indicator, of the whole year, never missing, and min-max as its only method.
    """

    name: str
    groups: int
    units: int
    indicators: int
    twins: bool = False
    matrix: bool = False

    @property
    def figures(self) -> int:
        """Number of figures, missing ones included."""
        return self.groups * self.units * self.indicators * len(self.months)

    @property
    def months(self) -> list[int]:
        """The months through which there are figures."""
        return [MONTHS] if self.matrix else list(range(1, MONTHS + 1))

    @property
    def places(self) -> int:
        """Decimal places of all points; the tools that take a matrix do not round at all."""
        return 6 if self.matrix else 2


def period(month: int) -> str:
    """January through a month, as canonical text."""
    if month == MONTHS:
        return str(YEAR)
    return f"{YEAR}-01" if month == 1 else f"{YEAR}-01..{month:02d}"


def indicator(number: int) -> str:
    """The code of an indicator."""
    return f"i{number:03d}"


def unit(group: int, number: int) -> str:
    """The code of a unit."""
    return f"g{group:03d}u{number:04d}"


def points(group: int, number: int) -> int:
    """Full points of an indicator in a group."""
    return 5 + (group + number) % 11


def is_high(number: int) -> bool:
    """Whether more is better: every third indicator is the other way round."""
    return number % 3 != 2


def targets(size: Size, group: int) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Targets (units, indicators) with two decimals, near the median of the figures."""
    draw = np.random.default_rng((7, group))  # noqa: TID251 - a stated seed
    goals = np.floor(draw.lognormal(3.0, 0.3, (size.units, size.indicators)) * 100 + 0.5) / 100
    if size.twins:
        goals[1::2] = goals[::2]
    return goals


def figures(size: Size, group: int) -> pl.DataFrame:
    """The tidy figures of one group, unit by unit."""
    draw = np.random.default_rng((11, group))  # noqa: TID251 - a stated seed
    months = size.months
    shape = (size.units, size.indicators, len(months))
    values = np.floor(draw.lognormal(3.0, 0.6, shape) * 100 + 0.5).astype(np.int64)
    tied = np.arange(size.indicators) % 7 == 3
    values[:, tied] = (values[:, tied] // 1000 + 1) * 500
    absent = draw.random(shape) < (0 if size.matrix else MISSING)
    if size.twins:
        values[1::2], absent[1::2] = values[::2], absent[::2]
    missing = absent.ravel()
    names = pl.Series([unit(group, number) for number in range(size.units)])
    codes = pl.Series([indicator(number) for number in range(size.indicators)])
    periods = pl.Series([period(month) for month in months])
    place = np.arange(values.size)
    frame = pl.DataFrame(
        {
            "unit": names.gather(place // (size.indicators * len(months))).cast(pl.Categorical),
            "indicator": codes.gather(place // len(months) % size.indicators).cast(pl.Categorical),
            "kind": pl.Series(["level"]).gather(place * 0).cast(pl.Categorical),
            "period": periods.gather(place % len(months)).cast(pl.Categorical),
            "value": pl.Series(values.ravel()),
        }
    )
    hundredths = (pl.col("value").cast(pl.Decimal(18, 2)) / 100).cast(pl.Decimal(18, 2))
    kept = pl.when(~pl.Series(missing)).then(hundredths)
    absence = pl.when(pl.Series(missing)).then(pl.lit("missing")).cast(pl.Categorical)
    return frame.with_columns(value=kept, absence=absence)


def write(size: Size, folder: Path, groups: range | None = None) -> list[Path]:
    """One Parquet file a group; files that are there already are kept."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for group in groups or range(size.groups):
        path = folder / f"{size.name}-{group:03d}.parquet"
        if not path.exists():
            figures(size, group).write_parquet(path, compression="lz4")
        paths.append(path)
    return paths


def compiled(size: Size, groups: range | None = None) -> dict[str, Any]:
    """The compiled scheme of some groups (default: all)."""
    chosen = groups or range(size.groups)
    months = size.months
    codes = [f"m{month:02d}" for month in months]
    tables = [_table(size, group, codes) for group in chosen]
    return {
        "format": "sikao-compiled/1",
        "scheme": size.name.lower(),
        "digest": "0" * 64,
        "year": YEAR,
        "rounding": {"rule": "half_up", **dict.fromkeys(("checkpoint", "score", "total"), size.places)},
        "ranking": {"by": "rounded", "ties": "competition", "tie_break": []},
        "checkpoints": [
            {"code": code, "through": month, "ranked": month == MONTHS}
            for month, code in zip(months, codes, strict=True)
        ],
        "items": {
            indicator(number): {
                "frequency": "month",
                "cover": "cumulative",
                "lag": 0,
                "merged_january": False,
                "members": None,
                "shares": None,
                "range": {},
            }
            for number in range(size.indicators)
        },
        "units": [
            {"code": code, "name": code, "group": table["group"], "ranked": True}
            for table in tables
            for code in table["units"]
        ],
        "tables": tables,
        "grades": {
            table["group"]: [
                {
                    "grade": "excellent",
                    "count": None,
                    "share": "0.3",
                    "rounding": "half_up",
                    "at_least": None,
                },
                {"grade": "good", "count": None, "share": "0.4", "rounding": "half_up", "at_least": None},
                {"grade": "qualified", "count": None, "share": None, "rounding": "half_up", "at_least": None},
            ]
            for table in tables
        },
        "vetoes": [],
        "awards": [],
    }


def _table(size: Size, group: int, codes: list[str]) -> dict[str, Any]:
    units = [unit(group, number) for number in range(size.units)]
    goals = targets(size, group)
    nodes: list[dict[str, Any]] = []
    for section in range(SECTIONS):
        code = f"s{section}"
        everybody = [{"units": units, "points": None}]
        nodes.append(
            {
                "code": code,
                "parent": None,
                "depth": 1,
                "role": "main",
                "combine": "sum",
                "weight": None,
                "cap": None,
                "variants": everybody,
            }
        )
        nodes.extend(
            _leaf(size, group, number, code, units, goals[:, number], codes)
            for number in range(section, size.indicators, SECTIONS)
        )
    total = sum(points(group, number) for number in range(size.indicators))
    return {
        "scorecard": f"card{group:03d}",
        "group": f"g{group:03d}",
        "units": units,
        "full_points": str(total),
        "nodes": nodes,
        "checkpoint_table": None,
    }


def _leaf(
    size: Size, group: int, number: int, parent: str, units: list[str], goals: Any, codes: list[str]
) -> dict[str, Any]:
    method = "min_max" if size.matrix else METHODS[number % len(METHODS)]
    parameters = {}
    if method in ("attainment", "steps", "all_or_nothing"):
        own = {code: {"*": f"{goal:.2f}"} for code, goal in zip(units, goals.tolist(), strict=True)}
        parameters = {"target": own}
    windows = [{"checkpoint": codes[-1], "share": ["1", "1"]}]
    if not size.matrix:
        windows = [
            {"checkpoint": code, "share": [str(share), str(SHARE_DEN)]}
            for code, share in zip(codes, SHARES, strict=True)
        ]
    return {
        "code": indicator(number),
        "parent": parent,
        "depth": 2,
        "role": "main",
        "weight": None,
        "prorate": False,
        "parameters": parameters,
        "variants": [
            {
                "units": units,
                "points": str(points(group, number)),
                "measure": ["fig", indicator(number), None, "level", None, 0],
                "beside": None,
                "direction": "higher" if is_high(number) else "lower",
                "method": {
                    "kind": method,
                    **_PARAMETERS[method](number),
                    "floor": ["points", "0"],
                    "cap": ["share", "1"],
                },
                "coefficient": None,
                "windows": windows,
                "among": units,
                "absence": {kind: ["zero"] for kind in ABSENCES},
                "places": {"checkpoint": size.places, "score": size.places},
            }
        ],
    }


def _bands(number: int) -> dict[str, Any]:
    bounds = BAND_BOUNDS if is_high(number) else tuple(reversed(BAND_BOUNDS))
    key = "at_least" if is_high(number) else "at_most"
    bands = [
        {key: ["num", str(bound)], "score": ["share", share]}
        for bound, share in zip(bounds, BAND_SHARES, strict=True)
    ]
    return {"bands": bands, "otherwise": ["share", "0.2"]}


BAND_BOUNDS = (30, 20, 10)
BAND_SHARES = ("1", "0.8", "0.6")
_TARGET: list[Any] = ["param", "target"]
_PARAMETERS: dict[str, Any] = {
    "attainment": lambda _: {"target": _TARGET, "short": ["share", "1"], "inverse": "reciprocal"},
    "steps": lambda _: {
        "target": _TARGET,
        "base": ["share", "0.8"],
        "up": ["points", "0.5"],
        "down": ["points", "0.3"],
        "per": ["num", "1"],
        "whole": False,
        "up_by": None,
    },
    "efficacy": lambda _: {
        "base": ["share", "0.6"],
        "low": ["group"],
        "high": ["group"],
        "equal": ["share", "1"],
    },
    "min_max": lambda _: {
        "kind": "efficacy",
        "base": ["share", "0"],
        "low": ["group"],
        "high": ["group"],
        "equal": ["share", "1"],
    },
    "rank_step": lambda _: {"first": ["share", "1"], "step": ["share", "0.01"], "ties": "best"},
    "relative_best": lambda _: {"best": ["group"]},
    "bands": _bands,
    "rank_interval": lambda _: {"first": ["share", "1"], "last": ["share", "0.6"], "ties": "best"},
    "all_or_nothing": lambda _: {"target": _TARGET, "met": ["share", "1"], "unmet": ["share", "0"]},
}
