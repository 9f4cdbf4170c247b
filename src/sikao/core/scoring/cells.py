"""Slots filled: the numbers and figures of some rows of a block, gathered from the tensors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from sikao.core.scoring.blocks import Bank, FigureSlot, Index
from sikao.core.scoring.figures import Tensors
from sikao.core.scoring.flags import Flags
from sikao.core.scoring.quantity import LIMIT, UNIT, Floats, Mask, Quantity


class BlockCells:
    """The cells of some rows; ``member`` is the place of the member that ``item/each`` means."""

    def __init__(
        self,
        bank: Bank,
        units: Index,
        span: slice | None,
        tensors: Tensors,
        among: Mask,
        guests: Mask | None,
        standing: Mapping[str, Quantity] | None = None,
    ) -> None:
        self._bank = bank
        self._units = units
        self._tensors = tensors
        self._among = among
        self._guests = guests
        self._span = span
        self._standing = {} if standing is None else standing
        self.member: int | None = None

    def number(self, slot: int) -> Quantity:
        """A number or parameter, as (rows, checkpoints, units) or broadcasting to it."""
        return self._bank.numbers[slot]

    def figure(self, slot: int) -> Quantity:
        """A figure of the unit itself or of a fixed carrier."""
        place = self._bank.figures[slot]
        values, absent = self._gather(self._tensors.values, place), self._gather(self._tensors.absent, place)
        return self._quantity(values, absent, place.columns)

    def each(self, slot: int) -> Quantity:
        """The figure of the member that is being looked at."""
        if self.member is None:
            raise ValueError("a member is read outside a function over members")
        return self.figure_of(slot, self.member)

    def figure_of(self, slot: int, member: int) -> Quantity:
        """The figure of a unit's member by its place in the register."""
        place = self._of_member(slot, member)
        values, absent = self._gather(self._tensors.values, place), self._gather(self._tensors.absent, place)
        return self._quantity(values, absent, place.columns)

    def members(self, slot: int) -> tuple[Quantity, Quantity | None]:
        """All members' figures on a fourth axis, and their shares where the register declares some."""
        place = self._bank.figures[slot]
        carriers = self._carriers(place)[..., None]
        values = self._tensors.values[place.columns, carriers]
        absent = self._tensors.absent[place.columns, carriers]
        return self._quantity(values, absent, place.columns), place.shares

    def among(self) -> Mask:
        """The units compared with."""
        return self._among

    def guests(self) -> Mask | None:
        """Units scored but not among those compared with."""
        return self._guests

    def standing(self, name: str) -> Quantity:
        """Where the units stand; only outcomes are given that."""
        return self._standing[name]

    def most_members(self) -> int:
        """The largest number of members of a unit that is looked at one by one."""
        sizes = [
            slot.exists.shape[-1]
            for slot in self._bank.figures
            if slot.exists is not None and slot.one_by_one
        ]
        return max(sizes, default=0)

    def member_exists(self) -> Mask:
        """The units that have the member being looked at."""
        for slot in self._bank.figures:
            if slot.exists is not None and slot.one_by_one and self.member is not None:
                exists: Mask = slot.exists[..., self.member]
                return exists
        return np.zeros(1, np.bool_)

    def flags_of(self, slot: int, *, members: bool) -> Flags:
        """Bits of the remarks on a figure, or on the figures of all members."""
        flags = self._tensors.flags
        if flags is None:
            return np.zeros(1, np.uint32)
        place = self._bank.figures[slot]
        if place.one_by_one and self.member is not None:
            bits = self._gather(flags, self._of_member(slot, self.member)).astype(np.uint32)
            return np.where(self.member_exists(), bits, np.uint32(0))
        if not members:
            return self._gather(flags, place).astype(np.uint32)
        found = flags[place.columns, self._carriers(place)[..., None]]
        together: Flags = np.bitwise_or.reduce(found, axis=-1).astype(np.uint32)
        return together

    def _of_member(self, slot: int, member: int) -> FigureSlot:
        place = self._bank.figures[slot]
        return FigureSlot(place.columns[..., member], place.carriers)

    def _carriers(self, place: FigureSlot) -> Index:
        carriers = self._units if place.carriers is None else place.carriers[:, None]
        return carriers[:, None, :]

    def _gather(self, source: npt.NDArray[Any], place: FigureSlot) -> npt.NDArray[Any]:
        if place.columns.ndim == 3:
            return source[place.columns, self._carriers(place)]
        if place.carriers is None and self._span is not None:
            return source[:, self._span][place.columns]
        return source[place.columns[..., None], self._carriers(place)]

    def _quantity(self, values: Floats, absent: npt.NDArray[np.int8], columns: Index) -> Quantity:
        tensors = self._tensors
        codes = absent if absent.any() else None
        own = tensors.places[columns]
        places = int(own.max())
        tops = tensors.top[columns]
        if own.min() != places:
            scale = np.power(10.0, places - own)
            tops = tops * scale
            values = values * (scale[..., None] if values.ndim > columns.ndim else scale)
        top = float(tops.max())
        if top < LIMIT and not tensors.loose[columns].any():
            return Quantity(values, top, places, absent=codes)
        floats = values / 10.0**places
        return Quantity(floats, np.inf, error=np.abs(floats) * UNIT * 2, absent=codes)
