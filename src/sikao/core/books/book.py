"""The score book: every node of every unit with points, place and named parts, bound to what it came from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import polars as pl

from sikao.core.books.names import Names

FORMAT = "sikao-book/1"
POINTS = pl.Decimal(38, 6)
PART = pl.Decimal(38, 12)

ROW_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "checkpoint": pl.String,
    "scorecard": pl.String,
    "group": pl.String,
    "unit": pl.String,
    "unit_name": pl.String,
    "node": pl.String,
    "node_name": pl.String,
    "depth": pl.Int32,
    "points": POINTS,
    "full_points": PART,
    "attainment": POINTS,
    "rank": pl.Int32,
    "grade": pl.String,
    "flags": pl.List(pl.String),
}
PART_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "checkpoint": pl.String,
    "scorecard": pl.String,
    "unit": pl.String,
    "node": pl.String,
    "part": pl.String,
    "value": PART,
}
ROW_KEY = ("checkpoint", "scorecard", "unit", "node")

Calculator = Literal["exact", "kernel"]


@dataclass(frozen=True, slots=True)
class AwardGiven:
    """An award that a unit receives; ``places`` is by how many places it rose, as exact decimal text.

    It may have decimals, since last year's rank is an expression of the scheme. None for an award at one
    node.
    """

    award: str
    unit: str
    places: str | None


@dataclass(frozen=True, slots=True)
class Book:
    """Scores of one scheme at one checkpoint and all checkpoints before it.

    ``rows`` has one row a node of a unit at a checkpoint (``ROW_SCHEMA``), ``parts`` one row a named part
    (``PART_SCHEMA``); the parts of a node sum to its points. ``complete`` is false as long as some figure is
    missing under the effect ``refuse``, or for a veto or promotion.
    """

    scheme: str
    scheme_digest: str
    figures_digest: str
    checkpoint: str
    complete: bool
    calculator: Calculator
    rows: pl.DataFrame
    parts: pl.DataFrame
    awards: tuple[AwardGiven, ...]
    names: Names

    def canonical(self) -> bytes:
        """The content as canonical JSON: the same whichever calculator, row order or number of threads.

        Names are left out: they are found through the scheme, whose digest is in the head. The calculator is
        left out because both must say the same.
        """
        head = {
            "format": FORMAT,
            "scheme": self.scheme,
            "scheme_digest": self.scheme_digest,
            "figures_digest": self.figures_digest,
            "checkpoint": self.checkpoint,
            "complete": self.complete,
            "awards": [[award.award, award.unit, award.places] for award in self.awards],
        }
        rows = self.rows.drop("unit_name", "node_name").sort(ROW_KEY)
        texts = rows.with_columns(pl.col("points", "full_points", "attainment").cast(pl.String))
        body = {"head": head, "columns": texts.columns, "rows": [list(row) for row in texts.iter_rows()]}
        return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    def digest(self) -> str:
        """SHA-256 of the canonical content, in hexadecimal."""
        return hashlib.sha256(self.canonical()).hexdigest()

    def at(self, checkpoint: str) -> pl.DataFrame:
        """The rows of one checkpoint."""
        return self.rows.filter(pl.col("checkpoint") == checkpoint)

    def of_unit(self, unit: str, checkpoint: str | None = None) -> pl.DataFrame:
        """The rows of one unit at one checkpoint (the book's own by default)."""
        return self.at(checkpoint or self.checkpoint).filter(pl.col("unit") == unit)


def book_from_result(result: Mapping[str, Any], names: Names) -> Book:
    """The book of an exact calculation; ``result`` is the plain data that ``reference.calculate`` returns."""
    rows = result["rows"]
    return Book(
        scheme=result["scheme"],
        scheme_digest=result["scheme_digest"],
        figures_digest=result["figures_digest"],
        checkpoint=result["checkpoint"],
        complete=result["complete"],
        calculator="exact",
        rows=book_row_frame(rows, names),
        parts=_part_frame(rows),
        awards=tuple(AwardGiven(a["code"], a["unit"], a["places"]) for a in result["awards"]),
        names=names,
    )


def book_row_frame(rows: Sequence[Mapping[str, Any]], names: Names) -> pl.DataFrame:
    """Rows given as texts by column, with the names of units and nodes beside their codes; for this room."""
    columns: dict[str, pl.Series] = {}
    for name, dtype in ROW_SCHEMA.items():
        if name == "unit_name":
            values: Iterable[Any] = [names.units[row["unit"]] for row in rows]
        elif name == "node_name":
            values = [names.nodes[row["scorecard"], row["node"]] for row in rows]
        else:
            values = [row[name] for row in rows]
        columns[name] = _series(name, list(values), dtype)
    return pl.DataFrame(columns)


def _part_frame(rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    found: dict[str, list[Any]] = {name: [] for name in PART_SCHEMA}
    for row in rows:
        for part, value in row["parts"].items():
            for key in ROW_KEY:
                found[key].append(row[key])
            found["part"].append(part)
            found["value"].append(value)
    return pl.DataFrame({name: _series(name, found[name], dtype) for name, dtype in PART_SCHEMA.items()})


def _series(name: str, values: list[Any], dtype: pl.DataType | type[pl.DataType]) -> pl.Series:
    if isinstance(dtype, pl.Decimal):
        return pl.Series(name, values, dtype=pl.String).cast(dtype)
    return pl.Series(name, values, dtype=dtype)
