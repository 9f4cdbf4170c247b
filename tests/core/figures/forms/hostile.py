"""Hostile and wrong workbooks made from a good one: each kind with the findings of which one must refuse it.

Every file is made from a seed, so that a run can be repeated; ``hostile_files`` makes as many as are wanted.
A file of the kinds in ``HARMLESS_AT_TIMES`` may also be read, if it then says exactly what the good one says.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from sikao.core.figures.forms import EntryForm, understand_grid, write_form
from tests.core.figures.forms.samples import form

Choice = TypeVar("Choice")

GOOD = {
    (0, 0): "24650", (0, 1): "5.2", (0, 2): "12",
    (1, 0): "9240", (1, 1): "-1.4", (1, 2): "7",
    (2, 0): "56000", (2, 1): "3.3", (2, 2): "31",
    (3, 0): "12900", (3, 2): "15",
}  # fmt: skip
"""Cells of the good workbook, by row and column of the form."""

INPUTS = ("B8", "C8", "D8", "B9", "C9", "D9", "B10", "C10", "D10", "B11", "D11")
"""The same cells as the workbook names them."""
LEVELS = ("B8", "B9", "B10", "B11")
COUNTS = ("D8", "D9", "D10", "D11")


class Draw:
    """Choices that follow from a seed, the same in every run."""

    def __init__(self, *seed: object) -> None:
        self.seed = repr(seed)
        self.count = 0

    def below(self, limit: int) -> int:
        """A whole number from 0 to ``limit`` − 1."""
        self.count += 1
        digest = hashlib.sha256(f"{self.seed} {self.count}".encode()).digest()
        return int.from_bytes(digest[:8], "big") % limit

    def pick(self, choices: Sequence[Choice]) -> Choice:
        """One of several."""
        return choices[self.below(len(choices))]

    def noise(self, length: int) -> bytes:
        """Bytes that cannot be packed."""
        return hashlib.shake_256(f"{self.seed} {self.below(1 << 30)}".encode()).digest(length)


Make = Callable[[bytes, Draw], bytes]


@dataclass(frozen=True, slots=True)
class Case:
    """One hostile file and the codes of which at least one must be found."""

    kind: str
    seed: int
    content: bytes
    codes: frozenset[str]


KINDS: dict[str, tuple[Make, frozenset[str]]] = {}
HARMLESS_AT_TIMES = frozenset({"one bit changed", "one byte changed"})


def kind(name: str, *codes: str) -> Callable[[Make], Make]:
    """Enter a maker of files among the kinds."""

    def enter(make: Make) -> Make:
        assert name not in KINDS
        KINDS[name] = (make, frozenset(codes))
        return make

    return enter


def good_form() -> EntryForm:
    """The form of all these workbooks."""
    return form()


@cache
def good_workbook() -> bytes:
    """The workbook that is accepted."""
    return write_form(good_form(), understand_grid(good_form(), GOOD))


def hostile_files(each: int, *, first_seed: int = 0) -> Iterator[Case]:
    """So many files of each kind."""
    good = good_workbook()
    for seed in range(first_seed, first_seed + each):
        for name, (make, codes) in KINDS.items():
            yield Case(name, seed, make(good, Draw(name, seed)), codes)
