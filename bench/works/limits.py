"""What this machine can do at best: in memory, with Parquet, with products of matrices."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl

from bench.scale import Scale
from bench.works.outcome import Outcome, timed
from bench.works.relational import paths

ELEMENTS = 16_000_000
BYTES_OF_TRIAD = 24
BLOCK = 256


def machine(scale: Scale, folder: Path) -> Outcome:
    """Seconds for a byte moved, a figure read from Parquet and summed, a multiplication with its addition."""
    size = scale.nation
    triad = _triad(scale.often)
    files = paths(size, folder, range(size.groups))

    def decode() -> None:
        for file in files:
            frame = pl.read_parquet(file)
            frame.select(pl.col("unit", "indicator", "period").to_physical().sum(), pl.col("value").sum())

    matrix = scale.matrices["NATION"]
    weights, rates = np.ones((BLOCK, matrix.indicators)), np.ones((matrix.indicators, matrix.units))
    product = timed(lambda: weights @ rates, scale.often)
    return Outcome(
        {
            "byte": [min(triad) / (ELEMENTS * BYTES_OF_TRIAD)],
            "figure": [min(timed(decode, scale.seldom)) / size.figures],
            "product": [min(product) / (BLOCK * matrix.indicators * matrix.units)],
        }
    )


def _triad(times: int) -> list[float]:
    """Seconds for adding two long arrays into a third."""
    one, other, result = np.ones(ELEMENTS), np.ones(ELEMENTS), np.empty(ELEMENTS)
    return timed(lambda: np.add(one, other, out=result), times)
