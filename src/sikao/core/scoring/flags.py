"""Flags as bits: remarks on the figures that were read, kinds of absence, and what was done about them."""

from __future__ import annotations

from typing import Protocol

import numpy as np
import numpy.typing as npt

from sikao.core.scoring import expressions
from sikao.core.scoring.blocks import HELD, REFUSED, TO_BLOCK, TO_PARENT, TO_TABLE
from sikao.core.scoring.expressions import ABSENCE_CODES, Cells, Shape, evaluate
from sikao.core.scoring.figures import FLAG_BITS
from sikao.core.scoring.quantity import Codes

Flags = npt.NDArray[np.uint32]

_NODE_FLAGS = (*FLAG_BITS, *ABSENCE_CODES, "pending", "refused", "redistributed", "transferred")
_TOTAL_FLAGS = ("unranked", "tie", "decided_by_rounding", "tie_at_quota")
BIT = {name: 1 << place for place, name in enumerate((*_NODE_FLAGS, *_TOTAL_FLAGS))}
_MEMBER_FUNCTIONS = frozenset(("sum", "mean", "count", "weighted_mean", "trimmed_mean"))
_GROUP_FUNCTIONS = frozenset(("group_min", "group_max", "group_mean", "group_sum"))
_EFFECT_BITS = {
    HELD: "pending",
    REFUSED: "refused",
    **dict.fromkeys((TO_PARENT, TO_BLOCK, TO_TABLE), "redistributed"),
}


class FlaggedCells(Cells, Protocol):
    """Cells that know the remarks on their figures."""

    def flags_of(self, slot: int, *, members: bool) -> Flags:
        """Bits of the remarks on a figure, or on the figures of all members."""


def names_of(bits: int) -> tuple[str, ...]:
    """The flags set in a number, in alphabetical order."""
    return tuple(sorted(name for name, bit in BIT.items() if bits & bit))


def read_flags(shape: Shape, cells: FlaggedCells) -> Flags:
    """Remarks on the figures that an expression reads; `if` reads its condition and the branch taken."""
    name = shape[0]
    if name == "number" or name in _GROUP_FUNCTIONS:
        return np.zeros(1, np.uint32)
    if name == "figure":
        return cells.flags_of(shape[1], members=False)
    if name in _MEMBER_FUNCTIONS:
        return cells.flags_of(shape[1], members=True)
    parts = [read_flags(part, cells) for part in shape[1:] if isinstance(part, tuple)]
    if name == "if":
        condition = evaluate(shape[1], cells)
        holds, _ = expressions.split_truth(condition)
        taken = np.where(holds, parts[1], parts[2])
        return parts[0] | _where_present(condition.absent, taken)
    if name == "outside":
        return parts[0] | _where_present(evaluate(shape[1], cells).absent, parts[1] | parts[2])
    result = parts[0]
    for part in parts[1:]:
        result = result | part
    return result


def _where_present(absent: Codes | None, bits: Flags) -> Flags:
    return bits if absent is None else np.where(absent == 0, bits, np.uint32(0))


def _bits_of_codes() -> Flags:
    bits = np.zeros(len(ABSENCE_CODES) + 1, np.uint32)
    for name, code in ABSENCE_CODES.items():
        bits[code] = BIT[name]
    return bits


def _bits_of_states() -> Flags:
    bits = np.zeros(16, np.uint32)
    for effect, name in _EFFECT_BITS.items():
        bits[effect] = BIT[name]
    return bits


_CODE_BITS, _STATE_BITS = _bits_of_codes(), _bits_of_states()


def absence_flags(
    flags: Flags | None, codes: Codes, state: npt.NDArray[np.int8], cells: tuple[npt.NDArray[np.intp], ...]
) -> Flags:
    """The flags with the bits of the absences at some cells and of their effects."""
    result = np.zeros(codes.shape, np.uint32) if flags is None else flags
    result[cells] |= _CODE_BITS[codes[cells]] | _STATE_BITS[state[cells]]
    return result
