"""From the kernel's arrays to the rows of a book, in the same columns and order as the exact calculator's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from sikao.core.books.book import ROW_SCHEMA
from sikao.core.books.names import MAIN, TOTAL, Names
from sikao.core.scoring.flags import names_of
from sikao.core.scoring.kernel import ScoreArrays, TableScores, node_ranks

Ints = npt.NDArray[np.int64]
_RATE = 10**6
_PART = 10**12


@dataclass(frozen=True, slots=True)
class _Slab:
    """The scores of one table at one checkpoint: arrays (nodes, units).

    ``outcomes``: whether grades and what goes with them stand here.
    """

    checkpoint: str
    scorecard: str
    nodes: Sequence[str]
    points: Ints
    full: Ints
    full_den: int
    present: npt.NDArray[np.bool_]
    applies: npt.NDArray[np.bool_]
    ranks: npt.NDArray[Any]
    flags: npt.NDArray[Any]
    outcomes: bool


def row_frame(scores: ScoreArrays, compiled: Mapping[str, Any], names: Names) -> pl.DataFrame:
    """The rows of all tables and checkpoints, with the columns of ``ROW_SCHEMA``."""
    frames = []
    for table, written in zip(scores.tables, compiled["tables"], strict=True):
        depths = {TOTAL: 0, MAIN: 0, **{node["code"]: node["depth"] for node in written["nodes"]}}
        frames += [_frame(slab, table, scores.places, depths, names) for slab in _slabs(scores, table)]
    return pl.concat(frames)


def _slabs(scores: ScoreArrays, table: TableScores) -> Iterator[_Slab]:
    """Checkpoint by checkpoint the main table, then its checkpoint table where there is one."""
    node_places = node_ranks(scores, table)
    listed = {} if table.listed is None else {one.checkpoint: one for one in table.listed.checkpoints}
    for number, checkpoint in enumerate(scores.checkpoints):
        yield _Slab(
            checkpoint=checkpoint,
            scorecard=table.scorecard,
            nodes=table.nodes,
            points=table.points[:, number],
            full=table.full[:, number],
            full_den=table.full_den,
            present=table.present[:, number],
            applies=table.applies,
            ranks=node_places[:, number],
            flags=table.flags[:, number],
            outcomes=number == len(scores.checkpoints) - 1,
        )
        one = listed.get(checkpoint)
        if one is not None and table.listed is not None:
            yield _Slab(
                checkpoint=checkpoint,
                scorecard=table.listed.code,
                nodes=(TOTAL, *one.leaves),
                points=one.points,
                full=one.full,
                full_den=table.listed.full_den,
                present=one.present,
                applies=one.applies,
                ranks=one.ranks,
                flags=one.flags,
                outcomes=False,
            )


def _frame(
    slab: _Slab, table: TableScores, places: int, depths: Mapping[str, int], names: Names
) -> pl.DataFrame:
    """One slab as rows, unit by unit, nodes in the order of the scheme."""
    units, nodes = np.nonzero(slab.applies.T)
    present = slab.present[nodes, units]
    points, full = slab.points[nodes, units], slab.full[nodes, units]
    unit_codes = [table.units[unit] for unit in units.tolist()]
    node_codes = [slab.nodes[node] for node in nodes.tolist()]
    ranks = [rank or None for rank in slab.ranks[nodes, units].tolist()]
    columns: dict[str, Any] = {
        "checkpoint": [slab.checkpoint] * len(unit_codes),
        "scorecard": [slab.scorecard] * len(unit_codes),
        "group": [table.group] * len(unit_codes),
        "unit": unit_codes,
        "unit_name": [names.units[unit] for unit in unit_codes],
        "node": node_codes,
        "node_name": [names.nodes[slab.scorecard, node] for node in node_codes],
        "depth": [depths[node] for node in node_codes],
        "points": _texts(points, 10**places, present, 10**places),
        "full_points": _texts(full, slab.full_den, present, _PART),
        "attainment": _rates(points, full, 10**places, slab.full_den, present),
        "rank": ranks,
        "grade": [
            table.grades.get(unit) if slab.outcomes and node == TOTAL else None
            for unit, node in zip(unit_codes, node_codes, strict=True)
        ],
        "flags": _flags(slab, table, slab.flags[nodes, units].tolist(), unit_codes, node_codes),
    }
    return pl.DataFrame({name: _column(name, columns[name]) for name in ROW_SCHEMA})


def _column(name: str, values: list[Any]) -> pl.Series:
    dtype = ROW_SCHEMA[name]
    if isinstance(dtype, pl.Decimal):
        return pl.Series(name, values, dtype=pl.String).cast(dtype)
    return pl.Series(name, values, dtype=dtype)


def _flags(
    slab: _Slab, table: TableScores, bits: list[int], units: list[str], nodes: list[str]
) -> list[list[str]]:
    words = {value: names_of(value) for value in set(bits)}
    flags = []
    for value, unit, node in zip(bits, units, nodes, strict=True):
        own = words[value]
        if slab.outcomes and node == TOTAL:
            own = tuple(sorted({*own, *table.remarks[unit]}))
        flags.append(list(own))
    return flags


def _texts(num: Ints, den: int, present: npt.NDArray[np.bool_], unit: int) -> list[str | None]:
    """Whole numbers over a common denominator as decimal texts, rounded half up to ``unit``-ths."""
    known = {value: _text(Fraction(value, den), unit) for value in set(num[present].tolist())}
    return [
        known[value] if there else None for value, there in zip(num.tolist(), present.tolist(), strict=True)
    ]


def _rates(
    points: Ints, full: Ints, points_den: int, full_den: int, present: npt.NDArray[np.bool_]
) -> list[str | None]:
    """Score rates to six places; null without points or without full points."""
    known: dict[tuple[int, int], str] = {}
    rates: list[str | None] = []
    for pair, there in zip(zip(points.tolist(), full.tolist(), strict=True), present.tolist(), strict=True):
        if not there or not pair[1]:
            rates.append(None)
            continue
        if pair not in known:
            known[pair] = _text(Fraction(pair[0], points_den) / Fraction(pair[1], full_den), _RATE)
        rates.append(known[pair])
    return rates


def _text(value: Fraction, unit: int) -> str:
    """A decimal text, rounded half up on magnitude to ``unit``-ths; ``unit`` is a power of ten."""
    whole = (2 * abs(value) * unit + 1) // 2
    sign = "-" if value < 0 and whole else ""
    ahead, behind = divmod(int(whole), unit)
    return f"{sign}{ahead}.{behind:0{len(str(unit)) - 1}d}" if unit > 1 else f"{sign}{ahead}"
