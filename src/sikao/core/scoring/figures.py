"""Figures as dense arrays: one row per (indicator, kind, period) that a plan reads, one column per unit or
reference.

A tidy frame of millions of rows is packed by category codes and one scatter; no row is looked at by Python.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import polars as pl

from sikao.core.scoring.expressions import ABSENCE_CODES, MISSING, NOT_APPLICABLE, NOT_YET_DUE
from sikao.core.scoring.numbers import Checkpoint
from sikao.core.scoring.quantity import LIMIT, Codes, Floats

FLAG_BITS = {"late": 1, "estimated": 2, "disputed": 4, "synthetic": 8}
_MOST_PLACES = 18

Ints = npt.NDArray[np.int64]
Column = tuple[str, str, str, int]
"""Indicator, kind, period, and the position of the checkpoint that reads them: of a figure's versions the one
that counts there is taken. ``ANY_POSITION``: the latest one.
"""

ANY_POSITION = -1


class Layout(Protocol):
    """What packing needs to know of a plan."""

    @property
    def columns(self) -> Sequence[Column]:
        """What each row of the arrays holds."""

    @property
    def checkpoints(self) -> Sequence[Checkpoint]:
        """All checkpoints in order."""

    @property
    def carriers(self) -> Sequence[str]:
        """The units and references, in the order of the arrays' columns."""


@dataclass(frozen=True, slots=True)
class Tensors:
    """Figures of a plan as arrays (plan columns + 2, carriers); the two last rows are the constant absences.

    ``values`` are whole numbers, worth value / 10^places of their row; rows marked ``loose`` hold figures
    whose digits pass 2^53 and are rounded floats with places 0. ``absent`` are absence codes, ``flags``
    bits of ``FLAG_BITS`` (None: there are none). ``top`` bounds the magnitude of each row.
    """

    values: Floats
    absent: Codes
    flags: npt.NDArray[np.uint8] | None
    places: npt.NDArray[np.int64]
    top: Floats
    loose: npt.NDArray[np.bool_]


# Positions from the end, for figures that no period of the year has, and members that a unit does not have.
NOT_DUE_ROW, NOT_HIS_ROW = -2, -1


def pack(
    plan: Layout, figures: pl.DataFrame | Iterable[Mapping[str, Any]], checkpoint: str | None = None
) -> Tensors:
    """Dense arrays from a tidy frame (unit, indicator, kind, period, value, absence, flags, since) or
    canonical rows, as they are known at ``checkpoint`` (default: the last ranked one).

    ``value`` is text, a decimal or a whole number; binary floats are refused (``TypeError``), because what
    they mean to the last digit is not known. Figures that the plan does not read are left out; one without
    a row is missing. ``since`` may be left out where no figure was revised.
    """
    frame = figures if isinstance(figures, pl.DataFrame) else frame_of_rows(figures)
    rows, cells = _cells(plan, frame, checkpoint)
    if rows is not None:
        frame = frame[rows]
    width, height = len(plan.carriers), len(plan.columns) + 2
    number, places, loose = _decimals(frame["value"])
    row = cells // width
    row_places = np.zeros(height, np.int64)
    np.maximum.at(row_places, row, places)
    values = np.zeros(height * width)
    values[cells] = _at_places(number, row_places[row] - places)
    codes = np.full(height * width, np.int8(MISSING))
    codes[cells] = _absences(frame)
    values[codes != 0] = 0.0
    absent = codes.reshape(height, width)
    absent[NOT_DUE_ROW], absent[NOT_HIS_ROW] = NOT_YET_DUE, NOT_APPLICABLE
    tensors = Tensors(
        values=values.reshape(height, width),
        absent=absent,
        flags=_flags(frame, cells, (height, width)),
        places=row_places,
        top=np.abs(values.reshape(height, width)).max(axis=1, initial=0.0),
        loose=np.zeros(height, np.bool_),
    )
    return _with_loose_rows(tensors, frame, row, cells, loose)


def frame_of_rows(rows: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    """Canonical rows as a tidy frame of texts."""
    columns: dict[str, list[Any]] = {
        name: [] for name in ("unit", "indicator", "kind", "period", "value", "absence", "since")
    }
    flags: list[list[str]] = []
    for row in rows:
        for name, column in columns.items():
            column.append(row.get("since", "") if name == "since" else row[name])
        flags.append(list(row.get("flags", ())))
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    return frame.with_columns(pl.Series("flags", flags, dtype=pl.List(pl.String)))


def _cells(plan: Layout, frame: pl.DataFrame, checkpoint: str | None) -> tuple[Ints | None, Ints]:
    """The rows of the frame that are read (None: all, in their order) and the flat position of each.

    A row may go to several positions; of the versions of one figure the one that counts is left at each.
    """
    triple, columns = _columns_read(plan, frame)
    carrier, since = _codes(frame["unit"], plan.carriers), _since(plan, frame)
    kept = (triple >= 0) & (carrier < len(plan.carriers)) & (since <= _latest(plan, checkpoint))
    width = len(plan.carriers)
    several = np.array([len(numbers) for numbers in columns], np.int64)
    if not (several > 1).any() and not (since > ANY_POSITION).any():
        first = np.array([numbers[0] for numbers in columns], np.int64)
        if kept.all():
            return None, first[triple] * width + carrier
        rows = np.flatnonzero(kept)
        return rows, first[triple[rows]] * width + carrier[rows]
    rows = np.flatnonzero(kept)
    # Later versions come last, and the last one to reach a position stays there.
    rows = rows[np.argsort(since[rows], kind="stable")]
    reached = np.concatenate([np.array(columns[number], np.int64) for number in triple[rows]] or [rows])
    rows = np.repeat(rows, several[triple[rows]])
    position = np.array([column[3] for column in plan.columns], np.int64)[reached]
    counts = (position == ANY_POSITION) | (since[rows] <= position)
    rows, cells = rows[counts], (reached * width + carrier[rows])[counts]
    _, from_behind = np.unique(cells[::-1], return_index=True)
    chosen = len(cells) - 1 - from_behind
    return rows[chosen], cells[chosen]


def _columns_read(plan: Layout, frame: pl.DataFrame) -> tuple[Ints, list[list[int]]]:
    """The number of the (indicator, kind, period) of each row of the frame, -1 where the plan reads none; and
    the columns of each number.
    """
    of_columns: Ints = np.zeros(len(plan.columns), np.int64)
    of_rows: Ints = np.zeros(len(frame), np.int64)
    size = 1
    for part, name in enumerate(("indicator", "kind", "period")):
        codes = dict.fromkeys(str(column[part]) for column in plan.columns)
        axis = {code: place for place, code in enumerate(codes)}
        size *= len(axis) + 1
        for numbers, places in (
            (of_columns, np.array([axis[str(column[part])] for column in plan.columns], np.int64)),
            (of_rows, _codes(frame[name], list(axis))),
        ):
            numbers *= len(axis) + 1
            numbers += places
    read, inverse = np.unique(of_columns, return_inverse=True)
    table = np.full(size, -1, np.int64)
    table[read] = np.arange(len(read))
    columns: list[list[int]] = [[] for _ in read]
    for column, number in enumerate(inverse.tolist()):
        columns[number].append(column)
    return table[of_rows], columns


def _latest(plan: Layout, checkpoint: str | None) -> int:
    """The position of a checkpoint, by default that of the last ranked one."""
    return max(
        position
        for position, entry in enumerate(plan.checkpoints)
        if (entry.ranked if checkpoint is None else entry.code == checkpoint)
    )


def _since(plan: Layout, frame: pl.DataFrame) -> Ints:
    """Position of the checkpoint since which each row counts; -1 from the beginning."""
    if "since" not in frame.columns:
        return np.full(len(frame), ANY_POSITION)
    codes = ["", *(entry.code for entry in plan.checkpoints)]
    return _codes(frame["since"].fill_null(""), codes) - 1


def _codes(column: pl.Series, known: Sequence[str]) -> Ints:
    """Positions of texts in a list; unknown ones get its length."""
    if not known:
        return np.zeros(len(column), np.int64)
    if column.dtype in (pl.Categorical, pl.Enum):
        return _codes_of_categories(column, known)
    cast = column.cast(pl.Enum(list(known)), strict=False).to_physical()
    return cast.cast(pl.Int64).fill_null(len(known)).to_numpy()


def _codes_of_categories(column: pl.Series, known: Sequence[str]) -> Ints:
    """The same of a column that holds each text once: every text is looked up once, not in every row."""
    distinct = column.unique().drop_nulls()
    numbers = distinct.to_physical().to_numpy()
    # The last entry serves rows without a text.
    table = np.full(int(numbers.max(initial=0)) + 2, len(known))
    table[numbers] = _codes(distinct.cast(pl.String), known)
    rows = column.to_physical()
    if rows.null_count():
        rows = rows.cast(pl.Int64).fill_null(-1)
    found: Ints = table[rows.to_numpy()]
    return found


def _decimals(values: pl.Series) -> tuple[Floats, Ints, npt.NDArray[np.bool_]]:
    """Whole numbers, their decimal places, and where they pass 2^53; absent values give 0."""
    if values.dtype.is_float():
        raise TypeError("figures are decimals or text, not binary floats")
    if values.dtype == pl.String:
        frame = pl.DataFrame({"text": values}).select(
            number=pl.col("text").str.replace(".", "", literal=True).cast(pl.Int64, strict=False),
            places=(
                pl.col("text").str.len_bytes() - pl.col("text").str.find(".", literal=True) - 1
            ).fill_null(0),
            present=pl.col("text").is_not_null(),
        )
        number, places = frame["number"], frame["places"].cast(pl.Int64).to_numpy()
        overflow = (frame["present"] & number.is_null()).to_numpy()
    else:
        scale = values.dtype.scale if isinstance(values.dtype, pl.Decimal) else 0
        number = values.to_physical().cast(pl.Int64, strict=False)
        places = np.full(len(values), scale, np.int64)
        overflow = (values.is_not_null() & number.is_null()).to_numpy()
    whole = number.fill_null(0).to_numpy()
    return whole.astype(np.float64), places, overflow | (np.abs(whole) >= 2**53)


def _at_places(number: Floats, power: Ints) -> Floats:
    return number * np.power(10.0, power) if power.any() else number


def _absences(frame: pl.DataFrame) -> Codes:
    present = frame["value"].is_not_null().to_numpy()
    if present.all():
        return np.zeros(len(frame), np.int8)
    kinds = list(ABSENCE_CODES)
    code = _codes(frame["absence"], kinds)
    table = np.array([*ABSENCE_CODES.values(), MISSING], np.int8)
    return np.where(present, np.int8(0), table[code])


def _flags(frame: pl.DataFrame, cells: Ints, shape: tuple[int, int]) -> npt.NDArray[np.uint8] | None:
    if "flags" not in frame.columns:
        return None
    column = frame["flags"]
    if isinstance(column.dtype, pl.List):
        if not column.list.len().sum():
            return None
        holds = {name: column.list.contains(name) for name in FLAG_BITS}
    else:
        holds = {name: column.cast(pl.String).str.contains(name, literal=True) for name in FLAG_BITS}
    bits = np.zeros(len(frame), np.uint8)
    for name, mask in holds.items():
        bits |= mask.fill_null(value=False).to_numpy().astype(np.uint8) * np.uint8(FLAG_BITS[name])
    if not bits.any():
        return None
    flags = np.zeros(shape[0] * shape[1], np.uint8)
    flags[cells] = bits
    return flags.reshape(shape)


def _with_loose_rows(
    tensors: Tensors, frame: pl.DataFrame, row: Ints, cells: Ints, overflow: npt.NDArray[np.bool_]
) -> Tensors:
    """Rows that hold a figure of too many digits, alone or once brought to common places, as rounded
    floats.
    """
    loose = tensors.top >= LIMIT
    loose[row[overflow]] = True
    if not loose.any():
        return tensors
    inside = loose[row]
    floats = frame["value"].filter(pl.Series(inside)).cast(pl.Float64).fill_null(0.0).to_numpy()
    tensors.values.reshape(-1)[cells[inside]] = floats
    tensors.places[loose] = 0
    top = np.abs(tensors.values).max(axis=1, initial=0.0)
    return Tensors(tensors.values, tensors.absent, tensors.flags, tensors.places, top, loose)
