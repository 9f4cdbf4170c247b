"""Numbers and parameters of a compiled scheme as arrays of quantities (rows, checkpoints, units)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import gcd
from typing import Any

import numpy as np

from sikao.core.scoring.expressions import MISSING, NOT_APPLICABLE
from sikao.core.scoring.quantity import LIMIT, UNIT, Quantity


@dataclass(frozen=True, slots=True)
class Exact:
    """num / (den · 10^places), whole numbers."""

    num: int
    places: int
    den: int

    def times(self, above: int, below: int) -> Exact:
        """The number times above / below, shortened."""
        num, den = self.num * above, self.den * below
        divisor = gcd(num, den)
        return Exact(num // divisor, self.places, den // divisor)


def exact(text: str) -> Exact:
    """The number of a canonical text: a decimal, or a fraction such as ``56/3``."""
    above, _, below = text.partition("/")
    whole, _, decimals = above.partition(".")
    return Exact(int(whole + decimals), len(decimals), int(below or 1))


@dataclass(frozen=True, slots=True)
class Parameter:
    """A node's parameter: its values by unit and checkpoint (``*``: at any; None: it does not apply), and
    whether the year's is prorated.
    """

    values: Mapping[str, Mapping[str, str | None]]
    prorate: bool

    @property
    def steady(self) -> bool:
        """Whether no unit's value depends on the checkpoint."""
        return not self.prorate and all(own.keys() <= {"*"} for own in self.values.values())

    def at(self, unit: str, checkpoint: Checkpoint, last: str) -> Exact | int:
        """The checkpoint's own value, else the year's pro rata where declared, else the single value; or the
        code of its absence.
        """
        own = self.values.get(unit, {})
        if checkpoint.code in own:
            return _exact_or_absent(own[checkpoint.code])
        of_year = self.prorate and last in own
        if not of_year and "*" not in own:
            return MISSING
        found = _exact_or_absent(own[last if of_year else "*"])
        if not self.prorate or isinstance(found, int):
            return found
        return found.times(12 if checkpoint.code == last else checkpoint.through, 12)


def _exact_or_absent(text: str | None) -> Exact | int:
    return NOT_APPLICABLE if text is None else exact(text)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A moment of the year: figures from January through the month ``through``."""

    code: str
    through: int
    ranked: bool


@dataclass(frozen=True, slots=True)
class Source:
    """Where one number of one row comes from, for all units or for those at ``positions``."""

    text: str
    parameters: Mapping[str, Parameter] | None
    positions: tuple[int, ...] | None


def stacked_texts(texts: Sequence[str]) -> Quantity:
    """One number a row, as (rows, 1, 1)."""
    if all(text == texts[0] for text in texts):
        return _assembled([exact(texts[0])], (1, 1, 1))
    return _assembled([exact(text) for text in texts], (len(texts), 1, 1))


def stacked(
    rows: Sequence[Sequence[Source]],
    axes: Sequence[Sequence[str]],
    checkpoints: Sequence[Checkpoint],
    last: str,
) -> Quantity:
    """One slot of a block: what each row reads, row by row, as (rows, 1 or checkpoints, 1 or units)."""
    if all(len(row) == 1 and row[0].parameters is None and row[0].positions is None for row in rows):
        return stacked_texts([row[0].text for row in rows])
    steady = all(
        source.parameters is None or source.parameters[source.text].steady for row in rows for source in row
    )
    moments = checkpoints[:1] if steady else checkpoints
    shape = (len(rows), len(moments), len(axes[0]))
    cells: list[Exact | int] = []
    for row, axis in zip(rows, axes, strict=True):
        cells.extend(_row_cells(row, axis, moments, last))
    absent = None
    if any(isinstance(cell, int) for cell in cells):
        codes = [cell if isinstance(cell, int) else 0 for cell in cells]
        absent = np.array(codes, np.int8).reshape(shape)
    quantity = _assembled([_NOTHING if isinstance(cell, int) else cell for cell in cells], shape)
    return quantity.with_absent(absent)


_NOTHING = Exact(1, 0, 1)


def _row_cells(
    row: Sequence[Source], axis: Sequence[str], moments: Sequence[Checkpoint], last: str
) -> list[Exact | int]:
    by_unit: list[Source] = [row[0]] * len(axis)
    for source in row:
        for position in source.positions or ():
            by_unit[position] = source
    return [
        exact(source.text)
        if source.parameters is None
        else source.parameters[source.text].at(unit, moment, last)
        for moment in moments
        for unit, source in zip(axis, by_unit, strict=True)
    ]


def _assembled(cells: Sequence[Exact], shape: tuple[int, ...]) -> Quantity:
    """Numbers brought to common places; rounded floats with an error bound where they pass 2^53."""
    places = max(cell.places for cell in cells)
    whole = [cell.num * 10 ** (places - cell.places) for cell in cells]
    num = np.array([float(number) for number in whole]).reshape(shape)
    den = None
    if any(cell.den != 1 for cell in cells):
        den = np.array([float(cell.den) for cell in cells]).reshape(shape)
    top = float(max(abs(number) for number in whole))
    bottom = 1.0 if den is None else float(den.max())
    if top < LIMIT and bottom < LIMIT:
        return Quantity(num, top, places, den, bottom)
    value = num / (1.0 if den is None else den) / 10.0**places
    return Quantity(value, np.inf, error=np.abs(value) * (4 * UNIT))


def reshaped(a: Quantity, shape: tuple[int, ...]) -> Quantity:
    """The numbers of ``stacked_texts`` laid out in another shape; a single one serves all."""
    if a.num.size == 1:
        return a

    def part(array: Any) -> Any:
        return None if array is None else array.reshape(shape)

    return replace(a, num=part(a.num), den=part(a.den), error=part(a.error))


def rows_of(a: Quantity, rows: slice) -> Quantity:
    """The same rows of every array of a quantity; arrays of one row serve all."""
    if rows.start == 0 and a.num.shape[0] in (1, rows.stop):
        return a

    def part(array: Any) -> Any:
        return array if array is None or array.shape[0] == 1 else array[rows]

    return replace(a, num=part(a.num), den=part(a.den), error=part(a.error), absent=part(a.absent))
