"""How much is measured: the sizes and repetitions of the full run, of the quick one, and of the tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bench.sizes import Size


@dataclass(frozen=True)
class Scale:
    """Sizes of the works (``cadre``: None leaves it out) and how often each is done.

    ``often`` repetitions of works of milliseconds, ``seldom`` of works of seconds, in each of ``passes``
    passes over all tools; ``runs`` of the work that looks for differences, ``draws`` of random weights.
    ``matrices``: by the size they belong to, what tools for one matrix can do.
    """

    city: Size
    nation: Size
    cadre: Size | None
    matrices: Mapping[str, Size]
    ties: Size
    often: int
    seldom: int
    passes: int
    runs: int
    draws: int


SCALES = {
    "full": Scale(
        city=Size("CITY", 1, 100, 60),
        nation=Size("NATION", 30, 100, 300),
        cadre=Size("CADRE", 280, 100, 300),
        matrices={
            "CITY": Size("CITY-M", 1, 100, 60, matrix=True),
            "NATION": Size("NATION-M", 1, 3000, 300, matrix=True),
        },
        ties=Size("TIES", 10, 100, 60, twins=True),
        often=31,
        seldom=2,
        passes=2,
        runs=20,
        draws=2560,
    ),
    "quick": Scale(
        city=Size("CITY", 1, 100, 60),
        nation=Size("NATION", 30, 100, 300),
        cadre=None,
        matrices={
            "CITY": Size("CITY-M", 1, 100, 60, matrix=True),
            "NATION": Size("NATION-M", 1, 3000, 300, matrix=True),
        },
        ties=Size("TIES", 10, 100, 60, twins=True),
        often=9,
        seldom=1,
        passes=1,
        runs=6,
        draws=512,
    ),
    "tiny": Scale(
        city=Size("CITY", 1, 12, 16),
        nation=Size("NATION", 4, 10, 16),
        cadre=Size("CADRE", 5, 10, 8),
        matrices={
            "CITY": Size("CITY-M", 1, 8, 5, matrix=True),
            "NATION": Size("NATION-M", 1, 24, 8, matrix=True),
        },
        ties=Size("TIES", 2, 12, 16, twins=True),
        often=2,
        seldom=1,
        passes=1,
        runs=3,
        draws=4,
    ),
}
