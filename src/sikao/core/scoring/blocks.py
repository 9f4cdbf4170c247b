"""Blocks: rows of one shape with everything that fills their slots, as arrays (rows, checkpoints, units)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sikao.core.figures import periods
from sikao.core.scoring.drafting import Bundle, Draft
from sikao.core.scoring.expressions import ABSENCE_CODES, Shape
from sikao.core.scoring.figures import ANY_POSITION, NOT_DUE_ROW, NOT_HIS_ROW, Column
from sikao.core.scoring.numbers import Checkpoint, reshaped, rows_of, stacked, stacked_texts
from sikao.core.scoring.quantity import Mask, Quantity
from sikao.core.scoring.shapes import FigureOf

Json = Mapping[str, Any]
Index = npt.NDArray[np.int64]
# States of a window: scored by its method, counted by the effect of an absence, or what else the effect is.
NOTHING, SCORED, COUNTED, HELD, REFUSED, EXCLUDED, TO_PARENT, TO_BLOCK, TO_TABLE, TRANSFER, GROUP_MEAN = (
    range(11)
)
_STATES = {
    "hold": HELD,
    "refuse": REFUSED,
    "exclude": EXCLUDED,
    "transfer": TRANSFER,
    "group_mean": GROUP_MEAN,
}
_LEVELS = {"parent": TO_PARENT, "block": TO_BLOCK, "table": TO_TABLE}
CHUNK_CELLS = 49152


@dataclass(frozen=True, slots=True)
class FigureSlot:
    """Rows of the tensors by (rows, checkpoints); by (rows, checkpoints, units) where some unit does not have
    the member read; of all members by (rows, checkpoints, units, members).

    ``carriers``: the fixed carrier of each row, or None for the unit itself. ``shares`` of the members
    where the register declares some; ``exists``: the members that a unit has.
    """

    columns: Index
    carriers: Index | None
    exists: Mask | None = None
    shares: Quantity | None = None
    one_by_one: bool = False


@dataclass(frozen=True, slots=True)
class Bank:
    """A shape and its slots; ``applies`` where it serves only some units of the axis."""

    shape: Shape
    numbers: tuple[Quantity, ...]
    figures: tuple[FigureSlot, ...]
    applies: Mask | None


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of one shape. ``tables`` and ``leaves`` say where in its family each row belongs.

    ``units`` are the carriers on the axis, the first ``width`` of them the table's own. ``effects`` and
    ``effect_shares`` are indexed by row and absence code; ``transfers`` name the leaf that takes the points.
    """

    family: int
    tables: Index
    leaves: Index
    moments: tuple[int, ...]
    units: Index
    span: slice | None
    width: int
    measures: tuple[Bank, ...]
    method: Bank
    points: Quantity
    applies: Mask
    among: Mask
    guests: Mask | None
    high: bool
    role: str
    places: int
    effects: npt.NDArray[np.int8]
    effect_shares: Quantity
    transfers: Index

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.tables)

    def chunks(self) -> Iterator[slice]:
        """Slices of rows small enough to stay in cache, cut between tables where that is possible."""
        most = max(1, CHUNK_CELLS // (len(self.moments) * self.units.shape[1]))
        start = 0
        while start < self.rows:
            stop = min(self.rows, start + most)
            if stop < self.rows and self.tables[start] != self.tables[stop - 1]:
                table_start = int(np.searchsorted(self.tables[start:stop], self.tables[stop - 1])) + start
                if table_start - start > most // 2:
                    stop = table_start
            yield slice(start, stop)
            start = stop


class Registry:
    """Numbers the figures' rows and carriers as the plan comes to need them."""

    def __init__(self, compiled: Json, checkpoints: Sequence[Checkpoint]) -> None:
        self.checkpoints = checkpoints
        self.last = checkpoints[-1].code
        self._items = compiled["items"]
        self._year = int(compiled["year"])
        self._columns: dict[Column, int] = {}
        self._positions = {checkpoint.code: position for position, checkpoint in enumerate(checkpoints)}
        self._carriers: dict[str, int] = {}
        self._periods: dict[tuple[str, int, int], str | None] = {}

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns, in the order of their numbers."""
        return tuple(self._columns)

    @property
    def carriers(self) -> tuple[str, ...]:
        """All carriers, in the order of their numbers."""
        return tuple(self._carriers)

    def carrier(self, code: str) -> int:
        """The number of a unit or reference."""
        return self._carriers.setdefault(code, len(self._carriers))

    def members(self, item: str, unit: str) -> Sequence[str]:
        """The members by which a unit reports an item."""
        members: Mapping[str, Sequence[str]] = self._items[item]["members"] or {}
        return members.get(unit, ())

    def lacks(self, figure: FigureOf, member: str | None, unit: str) -> bool:
        """Whether a figure is one of a member that its carrier does not have."""
        registered: Mapping[str, Sequence[str]] = self._items[figure.item]["members"] or {}
        return bool(registered) and member is not None and member not in registered.get(unit, ())

    def share(self, item: str, unit: str, member: str) -> str:
        """A member's share; 1 where the register declares none."""
        shares: Mapping[str, Mapping[str, str]] = self._items[item].get("shares") or {}
        return shares.get(unit, {}).get(member, "1")

    def column(self, figure: FigureOf, member: str | None, checkpoint: Checkpoint) -> int:
        """The row of the tensors that a figure reads at a checkpoint."""
        key = (figure.item, figure.years, checkpoint.through)
        if key not in self._periods:
            self._periods[key] = self._period(*key)
        period = self._periods[key]
        if period is None:
            return NOT_DUE_ROW
        indicator = figure.item if member is None else f"{figure.item}/{member}"
        retroactive = self._items[figure.item].get("revision") == "retroactive"
        position = ANY_POSITION if retroactive else self._positions[checkpoint.code]
        column = (indicator, figure.kind, period, position)
        return self._columns.setdefault(column, len(self._columns))

    def _period(self, code: str, years: int, through: int) -> str | None:
        item = self._items[code]
        frequency = "half" if item["frequency"] == "half_year" else item["frequency"]
        year = self._year - int(item["lag"]) + years
        period = periods.covers(
            periods.Cover(item["cover"]),
            periods.Month(year, through),
            periods.Frequency(frequency),
            merged_january=bool(item.get("merged_january")),
        )
        return None if period is None else str(period)


def span_of(units: Index) -> slice | None:
    """The carriers as one slice, where all rows have the same ones in sequence: slices copy faster than
    indices.
    """
    first, width = int(units[0, 0]), units.shape[1]
    if (units == np.arange(first, first + width)).all():
        return slice(first, first + width)
    return None


def build_block(
    drafts: Sequence[Draft], position: Mapping[int, tuple[int, int]], registry: Registry
) -> Block:
    """Stack rows of one shape."""
    first = drafts[0]
    axes = [draft.axis for draft in drafts]
    moments = [registry.checkpoints[index] for index in first.moments]
    size = len(first.axis)
    applies = _masks([draft.method.positions for draft in drafts], size)
    among = _masks([draft.among for draft in drafts], size)
    guests = applies & ~among
    units = np.array([[registry.carrier(unit) for unit in axis] for axis in axes])
    effects, effect_shares = _effects(drafts)
    measures = [
        build_bank([draft.measures[index] for draft in drafts], axes, moments, registry)
        for index in range(len(first.measures))
    ]
    return Block(
        family=position[first.table][0],
        tables=np.array([position[draft.table][1] for draft in drafts]),
        leaves=np.array([draft.leaf for draft in drafts]),
        moments=first.moments,
        units=units,
        span=span_of(units),
        width=first.width,
        measures=tuple(measures),
        method=build_bank([draft.method for draft in drafts], axes, moments, registry),
        points=stacked([draft.points for draft in drafts], axes, moments, registry.last),
        applies=applies,
        among=among,
        guests=guests if guests.any() else None,
        high=first.high,
        role=first.role,
        places=first.places,
        effects=effects,
        effect_shares=effect_shares,
        transfers=np.array([[draft.transfer(kind) for kind in _KINDS] for draft in drafts]),
    )


_KINDS = ("", *sorted(ABSENCE_CODES, key=ABSENCE_CODES.__getitem__))


def _masks(positions: Sequence[Sequence[int]], size: int) -> Mask:
    masks = np.zeros((len(positions), 1, size), np.bool_)
    for row, own in enumerate(positions):
        masks[row, 0, list(own)] = True
    return masks


def build_bank(
    bundles: Sequence[Bundle],
    axes: Sequence[Sequence[str]],
    moments: Sequence[Checkpoint],
    registry: Registry,
) -> Bank:
    """Stack the same shape of several rows."""
    first = bundles[0]
    numbers = tuple(
        stacked([bundle.numbers[slot] for bundle in bundles], axes, moments, registry.last)
        for slot in range(len(first.numbers))
    )
    figures = tuple(
        _figure_slot(
            [bundle.figures[slot] for bundle in bundles],
            axes,
            moments,
            registry,
            _members_of_rows(bundles, slot, axes, registry),
        )
        for slot in range(len(first.figures))
    )
    applies = _masks([bundle.positions for bundle in bundles], len(axes[0]))
    return Bank(first.shape, numbers, figures, None if applies.all() else applies)


def _members_of_rows(
    bundles: Sequence[Bundle], slot: int, axes: Sequence[Sequence[str]], registry: Registry
) -> Sequence[Sequence[Sequence[str]]]:
    """The members that a slot reads, by row and unit; members read one by one are those of all such items
    together.
    """

    def members(bundle: Bundle, unit: str) -> list[str]:
        mine = bundle.figures[slot]
        read = [mine] if mine.member == "*" else [one for one in bundle.figures if one.member == "each"]
        return list(dict.fromkeys(m for one in read for m in registry.members(one.item, one.carrier or unit)))

    if bundles[0].figures[slot].member not in ("*", "each"):
        return ()
    return [[members(bundle, unit) for unit in axis] for bundle, axis in zip(bundles, axes, strict=True)]


def _figure_slot(
    figures: Sequence[FigureOf],
    axes: Sequence[Sequence[str]],
    moments: Sequence[Checkpoint],
    registry: Registry,
    listed: Sequence[Sequence[Sequence[str]]],
) -> FigureSlot:
    carriers = None
    if figures[0].carrier is not None:
        carriers = np.array([registry.carrier(figure.carrier or "") for figure in figures])
    if figures[0].member in ("*", "each"):
        return _member_slot(figures, axes, moments, registry, listed, carriers)
    columns = np.array(
        [[registry.column(figure, figure.member, moment) for moment in moments] for figure in figures]
    )
    lacking = [
        [registry.lacks(figure, figure.member, figure.carrier or unit) for unit in axis]
        for figure, axis in zip(figures, axes, strict=True)
    ]
    if any(any(row) for row in lacking):
        columns = np.where(np.array(lacking)[:, None, :], NOT_HIS_ROW, columns[..., None])
    return FigureSlot(columns, carriers)


def _member_slot(
    figures: Sequence[FigureOf],
    axes: Sequence[Sequence[str]],
    moments: Sequence[Checkpoint],
    registry: Registry,
    listed: Sequence[Sequence[Sequence[str]]],
    carriers: Index | None,
) -> FigureSlot:
    one_by_one = figures[0].member == "each"
    most = max((len(members) for row in listed for members in row), default=0) or 1
    shape = (len(figures), len(moments), len(axes[0]), most)
    columns = np.full(shape, NOT_HIS_ROW)
    exists = np.zeros((shape[0], 1, *shape[2:]), np.bool_)
    shares: list[str] = []
    for row, (figure, axis) in enumerate(zip(figures, axes, strict=True)):
        for unit, members in enumerate(listed[row]):
            exists[row, 0, unit, : len(members)] = True
            for place, member in enumerate(members):
                if not registry.lacks(figure, member, figure.carrier or axis[unit]):
                    columns[row, :, unit, place] = [
                        registry.column(figure, member, moment) for moment in moments
                    ]
            named = figure.carrier or axis[unit]
            shares.extend(registry.share(figure.item, named, member) for member in members)
            shares.extend("0" for _ in range(most - len(members)))
    weights = stacked_texts(shares)
    if weights.num.size == 1:
        return FigureSlot(columns, carriers, exists, None, one_by_one)
    return FigureSlot(columns, carriers, exists, reshaped(weights, exists.shape), one_by_one)


def _effects(drafts: Sequence[Draft]) -> tuple[npt.NDArray[np.int8], Quantity]:
    """States by row and absence code (NOTHING: none declared), and the share of the full points that
    counts.
    """
    states = np.zeros((len(drafts), len(_KINDS)), np.int8)
    shares: list[str] = []
    for row, draft in enumerate(drafts):
        declared = dict(draft.effects)
        for code, kind in enumerate(_KINDS):
            effect = declared.get(kind)
            share = "0"
            if effect is not None:
                word = effect[0]
                if word in ("zero", "full", "share"):
                    states[row, code] = COUNTED
                    share = {"zero": "0", "full": "1"}.get(word) or effect[1]
                elif word == "redistribute":
                    states[row, code] = _LEVELS[effect[1]] if draft.role == "main" else EXCLUDED
                else:
                    states[row, code] = _STATES[word]
            shares.append(share)
    return states, reshaped(stacked_texts(shares), states.shape)


def bank_rows(bank: Bank, rows: slice, number: int) -> Bank:
    """The same rows of every array of a bank of ``number`` rows."""
    if rows.stop - rows.start == number:
        return bank
    figures = tuple(
        FigureSlot(
            slot.columns[rows],
            None if slot.carriers is None else slot.carriers[rows],
            None if slot.exists is None else slot.exists[rows],
            None if slot.shares is None else rows_of(slot.shares, rows),
            slot.one_by_one,
        )
        for slot in bank.figures
    )
    numbers = tuple(rows_of(number, rows) for number in bank.numbers)
    return Bank(bank.shape, numbers, figures, None if bank.applies is None else bank.applies[rows])
