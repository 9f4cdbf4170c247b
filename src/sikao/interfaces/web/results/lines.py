"""The lines of an explanation as a page shows them: parts, steps, figures and windows."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

MANY = 6
"""The most numbers of a formula that are explained without being asked for."""


@dataclass(frozen=True, slots=True)
class PartLine:
    """One part of a sum; ``address`` explains it where it is a number of its own.

    A child has its ``own`` points where they count as others, its ``full`` points with the ``rate``, and in a
    mean its ``weight``; each is empty where there is none. ``role`` is the child's: main, bonus or deduction;
    of a bonus or a deduction ``full`` is the most that it may come to, and no rate of it says anything.
    """

    title: str
    points: str
    negative: bool
    address: str
    own: str = ""
    full: str = ""
    rate: Decimal | None = None
    role: str = "main"
    weight: str = ""


@dataclass(frozen=True, slots=True)
class SymbolLine:
    """What one number of a formula is: name, unit of measure, and period, owner and origin in one text."""

    number: str
    measure: str
    name: str
    about: str


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of a calculation: the formula, with its numbers, what each of them is, and the result."""

    general: str
    filled: str
    result: str
    symbols: tuple[SymbolLine, ...] = ()

    @property
    def folded(self) -> bool:
        """Whether so many numbers are told only when asked for: a screen of them hides the formulas."""
        return len(self.symbols) > MANY


@dataclass(frozen=True, slots=True)
class SpreadLine:
    """Full points of an indicator that were spread over the rest, and why."""

    name: str
    checkpoint: str
    points: str
    why: str
    address: str


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One figure used, as it was reported."""

    unit: str
    name: str
    kind: str
    period: str
    value: str
    measure: str
    absent: bool
    flags: str
    provider: str
    source: str
    revision: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What was reported against what the levels come to; ``differs`` beyond the rounding of the report."""

    reported: str
    computed: str
    difference: str
    differs: bool


@dataclass(frozen=True, slots=True)
class WindowLine:
    """The score at one checkpoint with its formula, the numbers put in, and the figures.

    ``comparison`` has what is compared, its value, and the units that set it. ``formula`` and ``steps`` lead
    from the measure to the points, ``calculated`` to a measure that comes from several numbers.
    """

    name: str
    share: str
    measure: str
    beside: Beside | None
    beside_figures: tuple[FigureLine, ...]
    target: str
    calculated: StepLine | None
    formula: StepLine | None
    steps: tuple[StepLine, ...]
    comparison: tuple[tuple[str, str, str], ...]
    size: int
    absence: str
    effect: str
    parts: tuple[PartLine, ...]
    points: str
    counted: str
    figures: tuple[FigureLine, ...]
