"""The catalogue: which processes there are, which rows of the table they fill, and the machine's limit for
each row.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from bench.scale import Scale
from bench.works import limits, matrices, ours, relational, sameness
from bench.works.outcome import Outcome

Work = Callable[[Scale, Path], Outcome]
OURS = "ours"
CITY_WORKS = ("all parts", "one indicator", "one weight", "weights only")
MATRIX_WORKS = (matrices.SCORE, matrices.DRAW)


@dataclass(frozen=True)
class Job:
    """One process: what it fills, what it needs, about how many seconds it takes (full, quick).

    ``files``: reads the figures of NATION from Parquet. ``once``: the same in one pass as in several.
    """

    size: str
    tool: str
    works: tuple[str, ...]
    run: Work
    seconds: tuple[float, float]
    needs: tuple[str, ...] = ()
    files: bool = False
    once: bool = False

    @property
    def name(self) -> str:
        """What the command line and the progress call it."""
        return f"{self.size} {self.tool}: {', '.join(self.works)}"

    @property
    def missing(self) -> tuple[str, ...]:
        """Packages that it needs and that are not there."""
        return tuple(name for name in self.needs if find_spec(name) is None)


def _duck(work: str) -> Work:
    """A work of DuckDB, imported only where DuckDB is there."""

    def run(scale: Scale, folder: Path) -> Outcome:
        from bench.works import duck  # noqa: PLC0415 - needs the package

        found: Outcome = getattr(duck, work)(scale, folder)
        return found

    return run


def _share(share: int) -> Work:
    return partial(ours.nation, share=share)


DUCK, PANDAS = ("duckdb", "pyarrow"), ("pandas", "pyarrow")
LIMITS = Job("machine", "limit", ("byte", "figure", "product"), limits.machine, (3, 2), files=True)
JOBS = (
    Job("CITY", OURS, CITY_WORKS, ours.city, (2, 2)),
    Job("CITY", "polars", CITY_WORKS, relational.polars_city, (5, 2)),
    Job("CITY", "pandas", ("all parts",), relational.pandas_city, (6, 3), PANDAS),
    Job("CITY", "duckdb", CITY_WORKS, _duck("city"), (10, 4), DUCK),
    Job("NATION", OURS, ("totals", "building plans"), ours.nation, (12, 9), files=True),
    Job("NATION", "polars", ("totals",), relational.polars_nation, (20, 7), files=True),
    Job("NATION", "pandas", ("totals",), relational.pandas_nation, (20, 20), PANDAS, files=True),
    Job("NATION", "duckdb", ("totals",), _duck("nation"), (40, 15), DUCK, files=True),
    Job("NATION", OURS, ("totals of 1/3",), _share(3), (5, 4), files=True),
    Job("NATION", OURS, ("totals of 1/10",), _share(10), (3, 3), files=True),
    Job("NATION", OURS, ("parts to Parquet",), ours.nation_parts, (14, 8), files=True),
    Job("NATION", "polars", ("parts to Parquet",), relational.polars_parts, (15, 7), files=True),
    Job("NATION", "pandas", ("parts to Parquet",), relational.pandas_parts, (22, 22), PANDAS, files=True),
    Job("NATION", "duckdb", ("parts to Parquet",), _duck("nation_parts"), (38, 14), DUCK, files=True),
    Job("CADRE", OURS, ("totals in batches", "building plans"), ours.cadre, (100, 0), once=True),
    Job("CADRE", "polars", ("totals in batches",), relational.polars_cadre, (115, 0), once=True),
    *(
        job
        for size in ("CITY", "NATION")
        for job in (
            Job(size, OURS, MATRIX_WORKS, partial(matrices.ours, size), (5, 3)),
            Job(size, "pymcdm", MATRIX_WORKS, partial(matrices.pymcdm, size), (5, 4), ("pymcdm",)),
            Job(
                size,
                "scikit-criteria",
                MATRIX_WORKS,
                partial(matrices.skcriteria, size),
                (9, 6),
                ("skcriteria",),
            ),
        )
    ),
    Job("TIES", OURS, ("0 bits",), sameness.ours, (30, 12), once=True),
    Job("TIES", "polars", ("0 bits",), sameness.polars_ties, (20, 8), once=True),
    Job("TIES", "duckdb", ("0 bits",), _duck("ties"), (30, 10), DUCK, once=True),
)


@dataclass(frozen=True)
class Limit:
    """What a row needs at least: so many of a unit that the machine's limits were measured for."""

    unit: str
    amount: int


def limit_of(scale: Scale, size: str, work: str) -> Limit | None:
    """The least that a work must do, where that can be told.

    In memory: nine bytes of a figure read, and nine of its score and three columns of parts written. From
    Parquet: every figure decoded. A draw of weights: one product for each unit and indicator.
    """
    matrix = scale.matrices.get(size)
    if size == "CITY" and work == "all parts":
        return Limit("byte", scale.city.figures * (9 + 9 + 3 * 8))
    if size == "NATION" and work in ("totals", "parts to Parquet"):
        return Limit("figure", scale.nation.figures)
    if size == "CADRE" and work == "totals in batches" and scale.cadre is not None:
        return Limit("figure", scale.cadre.figures)
    if matrix is not None and work == matrices.SCORE:
        return Limit("byte", matrix.figures * (9 + 9))
    if matrix is not None and work == matrices.DRAW:
        return Limit("product", matrix.figures)
    return None
