"""The exact calculator that approved results come from: standard library only, exact rationals.

It is read from the top: `calculator` walks tables, checkpoints and units; `tree` adds up one unit's year,
with `combining` for branches; `leaves` scores one leaf by one of the `methods`, whose numbers `expressions`
take from the `figures`; `ranking` and `grading` order the units; `rounding` is the only place where a value
is rounded. `compiled`, `formulas` and `entry` read the scheme; `detail` and `shown` write what was done.
"""

from .calculator import calculate
from .errors import CalculationError

__all__ = ["CalculationError", "calculate"]
