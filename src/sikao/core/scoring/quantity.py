"""Arrays of exact numbers: decimals and ratios as whole numbers in float64, with an error bound where they
do not fit.

Whole numbers below 2^53 are exact in float64, and so are their sums and products while they stay below it.
A quantity therefore carries a numerator, an optional denominator and a power of ten, and a bound on their
size that is kept by interval arithmetic; only when the bound is passed does it turn into a rounded float
with an error bound.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int8]
Mask = npt.NDArray[np.bool_]

LIMIT = 2.0**53
# One rounding is at most 2^-53 relative; twice that leaves room for the rounding of the bound itself.
UNIT = 2.0**-52
# Set in an absence code: whether there is a value, or which kind of absence, floats could not decide.
UNSURE = 8
# Numbers of 10^24 or more are undefined; from a quarter of it on the exact calculator is asked.
_NEAR_MOST = 2.5e23
_ONE = np.ones(1)


class DigitsError(OverflowError):
    """Sums with more digits than whole numbers in float64 hold: only the exact calculator can give them."""


@dataclass(frozen=True, slots=True, eq=False)
class Quantity:
    """Numbers num / (den · 10^places), elementwise; ``absent`` holds absence codes (0: there is a value).

    A code with the bit ``UNSURE`` is a guess: neither the number nor the absence of that cell is known.

    Exact quantities (``error is None``) have whole ``num`` and positive whole ``den`` (None: 1), with |num|
    <= ``top`` and den <= ``bottom``. Inexact ones have ``den is None``, ``places == 0`` and lie within
    ``error`` of the true value; an infinite error says that the value is not known. Absent cells hold
    arbitrary finite numbers.
    """

    num: Floats
    top: float
    places: int = 0
    den: Floats | None = None
    bottom: float = 1.0
    error: Floats | None = None
    absent: Codes | None = None

    @property
    def exact(self) -> bool:
        """Whether the arrays hold the true values."""
        return self.error is None

    def floats(self) -> Floats:
        """The nearest floats (exact quantities are off by at most two roundings)."""
        if self.den is not None:
            return self.num / _scaled(self.den, self.places)
        return self.num / 10.0**self.places if self.places else self.num

    def with_absent(self, absent: Codes | None) -> Quantity:
        """The same numbers with other absence codes."""
        return Quantity(self.num, self.top, self.places, self.den, self.bottom, self.error, absent)


def whole(num: Floats, places: int = 0, absent: Codes | None = None, top: float | None = None) -> Quantity:
    """A quantity from whole numbers num, worth num / 10^places; ``top`` spares the search for the largest."""
    return Quantity(
        num, float(np.max(np.abs(num), initial=0.0)) if top is None else top, places, absent=absent
    )


def constant(value: int) -> Quantity:
    """A whole number that broadcasts against everything."""
    return Quantity(np.full(1, float(value)), float(abs(value)))


def inexact(value: Floats, error: Floats, absent: Codes | None = None) -> Quantity:
    """A quantity known only within ``error``."""
    return Quantity(value, np.inf, error=error, absent=absent)


def merged(a: Codes | None, b: Codes | None) -> Codes | None:
    """Absence of a result of two operands: the code that comes first, which is the larger one."""
    if a is None:
        return b
    return a if b is None else np.maximum(a, b)


def loosened(a: Quantity) -> Quantity:
    """The same quantity as rounded floats with an error bound."""
    if a.error is not None:
        return a
    value = a.floats()
    return inexact(value, np.abs(value) * (4 * UNIT), a.absent)


def tightened(a: Quantity) -> Quantity:
    """Exact quantities with their bounds measured anew; interval bounds grow faster than the numbers do."""
    if a.error is not None:
        return a
    top = float(np.max(np.abs(a.num), initial=0.0))
    bottom = 1.0 if a.den is None else float(np.max(a.den, initial=1.0))
    return Quantity(a.num, top, a.places, a.den, bottom, absent=a.absent)


def _exactly_or_loosely(
    a: Quantity,
    b: Quantity,
    exactly: Callable[[Quantity, Quantity], Quantity | None],
    loosely: Callable[[Quantity, Quantity], Quantity],
) -> Quantity:
    """Try on whole numbers, then with measured bounds, then on floats with an error bound."""
    if a.error is None and b.error is None:
        result = exactly(a, b) or exactly(tightened(a), tightened(b))
        if result is not None:
            return result
    return loosely(loosened(a), loosened(b))


def _scaled(num: Floats, power: int) -> Floats:
    return num * 10.0**power if power else num


def _add_exactly(a: Quantity, b: Quantity, combined: np.ufunc = np.add) -> Quantity | None:
    """a + b, or with ``combined`` = np.subtract a - b."""
    places = max(a.places, b.places)
    up_a, up_b = places - a.places, places - b.places
    top_a, top_b = a.top * 10.0**up_a * b.bottom, b.top * 10.0**up_b * a.bottom
    if not (top_a + top_b < LIMIT and a.bottom * b.bottom < LIMIT):
        return None
    num_a, num_b = _scaled(a.num, up_a), _scaled(b.num, up_b)
    absent = merged(a.absent, b.absent)
    if a.den is None and b.den is None:
        return Quantity(combined(num_a, num_b), top_a + top_b, places, absent=absent)
    if a.den is b.den:
        top = a.top * 10.0**up_a + b.top * 10.0**up_b
        return Quantity(combined(num_a, num_b), top, places, a.den, a.bottom, absent=absent)
    num = combined(num_a if b.den is None else num_a * b.den, num_b if a.den is None else num_b * a.den)
    return Quantity(num, top_a + top_b, places, _product(a.den, b.den), a.bottom * b.bottom, absent=absent)


def _add_loosely(a: Quantity, b: Quantity) -> Quantity:
    value = a.num + b.num
    return inexact(value, _error(a) + _error(b) + np.abs(value) * UNIT, merged(a.absent, b.absent))


def _subtract_exactly(a: Quantity, b: Quantity) -> Quantity | None:
    return _add_exactly(a, b, np.subtract)


def _subtract_loosely(a: Quantity, b: Quantity) -> Quantity:
    return _add_loosely(a, negate(b))


def _error(a: Quantity) -> Floats:
    return _ONE * 0.0 if a.error is None else a.error


def _product(a: Floats | None, b: Floats | None) -> Floats | None:
    if a is None:
        return b
    return a if b is None else a * b


def add(a: Quantity, b: Quantity) -> Quantity:
    """a + b."""
    return _exactly_or_loosely(a, b, _add_exactly, _add_loosely)


def negate(a: Quantity) -> Quantity:
    """-a."""
    return Quantity(-a.num, a.top, a.places, a.den, a.bottom, a.error, a.absent)


def subtract(a: Quantity, b: Quantity) -> Quantity:
    """a - b."""
    return _exactly_or_loosely(a, b, _subtract_exactly, _subtract_loosely)


def _multiply_exactly(a: Quantity, b: Quantity) -> Quantity | None:
    top, bottom = a.top * b.top, a.bottom * b.bottom
    if not (top < LIMIT and bottom < LIMIT):
        return None
    den = _product(a.den, b.den)
    return Quantity(a.num * b.num, top, a.places + b.places, den, bottom, absent=merged(a.absent, b.absent))


def _multiply_loosely(a: Quantity, b: Quantity) -> Quantity:
    value, error_a, error_b = a.num * b.num, _error(a), _error(b)
    error = np.abs(a.num) * error_b + np.abs(b.num) * error_a + error_a * error_b + np.abs(value) * UNIT
    return inexact(value, np.where(np.isnan(error), np.inf, error), merged(a.absent, b.absent))


def multiply(a: Quantity, b: Quantity) -> Quantity:
    """a · b."""
    return _exactly_or_loosely(a, b, _multiply_exactly, _multiply_loosely)


def power(a: Quantity, exponent: int) -> Quantity:
    """a to a whole power >= 0."""
    result = constant(1).with_absent(a.absent)
    for _ in range(exponent):
        result = multiply(result, a)
    return result


def _divide_exactly(a: Quantity, b: Quantity) -> Quantity | None:
    up_a, up_b = max(0, b.places - a.places), max(0, a.places - b.places)
    top, bottom = a.top * b.bottom * 10.0**up_a, a.bottom * b.top * 10.0**up_b
    if not (top < LIMIT and bottom < LIMIT):
        return None
    negative = b.num < 0
    num = _scaled(a.num if b.den is None else a.num * b.den, up_a)
    size = _scaled(np.abs(b.num) if a.den is None else np.abs(b.num) * a.den, up_b)
    if negative.any():
        num = np.where(negative, -num, num)
    den = np.where(size == 0, 1.0, size)
    return Quantity(num, top, 0, den, max(bottom, 1.0), absent=merged(a.absent, b.absent))


def _divide_loosely(a: Quantity, b: Quantity) -> Quantity:
    error_a, error_b = _error(a), _error(b)
    room = np.abs(b.num) - error_b
    safe = room > 0
    value = a.num / np.where(b.num == 0, 1.0, b.num)
    error = (error_a + np.abs(value) * error_b) / np.where(safe, room, 1.0) + np.abs(value) * UNIT
    return inexact(value, np.where(safe, error, np.inf), merged(a.absent, b.absent))


def divide(a: Quantity, b: Quantity) -> Quantity:
    """a / b; cells with b = 0 hold an arbitrary number, the caller marks them undefined beforehand."""
    return _exactly_or_loosely(a, b, _divide_exactly, _divide_loosely)


def choose(mask: Mask, a: Quantity, b: Quantity) -> Quantity:
    """a where the mask holds, else b; absence codes are chosen with the numbers."""
    absent = None
    if a.absent is not None or b.absent is not None:
        absent = np.where(mask, _codes(a), _codes(b)).astype(np.int8)
    places = max(a.places, b.places)
    top_a, top_b = a.top * 10.0 ** (places - a.places), b.top * 10.0 ** (places - b.places)
    if a.error is None and b.error is None and max(top_a, top_b) < LIMIT:
        num = np.where(mask, _scaled(a.num, places - a.places), _scaled(b.num, places - b.places))
        den = None
        if a.den is not None or b.den is not None:
            den = np.where(mask, _ONE if a.den is None else a.den, _ONE if b.den is None else b.den)
        return Quantity(num, max(top_a, top_b), places, den, max(a.bottom, b.bottom), absent=absent)
    a, b = loosened(a), loosened(b)
    return inexact(np.where(mask, a.num, b.num), np.where(mask, _error(a), _error(b)), absent)


def _codes(a: Quantity) -> Codes:
    return np.zeros(1, np.int8) if a.absent is None else a.absent


def doubting(a: Quantity, doubt: Mask | None) -> Quantity:
    """The same quantity, unknown (value and absence) in the doubtful cells."""
    if doubt is None or not doubt.any():
        return a
    return a.with_absent(_codes(a) | np.where(doubt, np.int8(UNSURE), np.int8(0)))


def beyond(*quantities: Quantity) -> Mask | None:
    """Where a number may have the size from which on it is undefined; None: nowhere.

    Exact ones are far below; one that lies beyond by its error alone is in doubt wherever it is used.
    """
    found: Mask | None = None
    for a in quantities:
        if a.error is None:
            continue
        large = ~(np.abs(a.num) < _NEAR_MOST) & (_codes(a) == 0)
        if large.any():
            found = large if found is None else found | large
    return found


def unsure_in(absent: Codes | None) -> Mask | None:
    """Where it is not known whether there is a value; None: nowhere."""
    if absent is None:
        return None
    unsure: Mask = absent >= UNSURE
    return unsure if unsure.any() else None


@dataclass(frozen=True, slots=True)
class Order:
    """How a lies to b: sign of a - b as float, and the cells where that could not be decided (None:
    nowhere).
    """

    sign: Floats
    doubt: Mask | None = None


def compare(a: Quantity, b: Quantity) -> Order:
    """The sign of a - b: by whole numbers where they fit, else by floats with close calls decided one by
    one.
    """
    if a.error is None and b.error is None:
        difference = _subtract_exactly(a, b) or _subtract_exactly(tightened(a), tightened(b))
        if difference is not None:
            return Order(np.sign(difference.num))
        return Order(_compare_ratios(a, b))
    a, b = loosened(a), loosened(b)
    difference_floats = a.num - b.num
    doubt = (
        np.abs(difference_floats) <= (_error(a) + _error(b)) * (1 + UNIT) + np.abs(difference_floats) * UNIT
    )
    absent = merged(a.absent, b.absent)
    # Nothing is known to be different from itself: equal constants and zero errors still compare equal.
    certain = (_error(a) == 0) & (_error(b) == 0)
    doubt &= ~certain
    if absent is not None:
        doubt &= absent == 0
    return Order(np.sign(difference_floats), doubt if doubt.any() else None)


def _compare_ratios(a: Quantity, b: Quantity) -> Floats:
    """Exact quantities whose cross products pass 2^53."""
    left, right = a.floats(), b.floats()
    difference = left - right
    sign = np.sign(difference)
    close = np.abs(difference) <= (np.abs(left) + np.abs(right)) * (4 * UNIT)
    if close.any():
        cells = np.nonzero(close)
        exact_left, exact_right = fractions_at(a, close.shape, cells), fractions_at(b, close.shape, cells)
        sign[cells] = [float((x > y) - (x < y)) for x, y in zip(exact_left, exact_right, strict=True)]
    return sign


def fractions_at(
    a: Quantity, shape: tuple[int, ...], cells: tuple[npt.NDArray[np.intp], ...]
) -> list[Fraction]:
    """The exact values of some cells of an exact quantity broadcast to ``shape``."""
    num = np.broadcast_to(a.num, shape)[cells].tolist()
    den = np.broadcast_to(_ONE if a.den is None else a.den, shape)[cells].tolist()
    ten = 10**a.places
    return [Fraction(int(n), int(d) * ten) for n, d in zip(num, den, strict=True)]


def lesser(a: Quantity, b: Quantity) -> Quantity:
    """The smaller of a and b."""
    return _one_of(a, b, -1.0)


def greater(a: Quantity, b: Quantity) -> Quantity:
    """The larger of a and b."""
    return _one_of(a, b, 1.0)


def _one_of(a: Quantity, b: Quantity, wanted: float) -> Quantity:
    absent = merged(a.absent, b.absent)
    over_one = _over_one_denominator(a, b)
    if over_one is not None:
        a, b = over_one
        num = np.minimum(a.num, b.num) if wanted < 0 else np.maximum(a.num, b.num)
        return Quantity(num, max(a.top, b.top), a.places, a.den, a.bottom, absent=absent)
    order = compare(a, b)
    # An undecided comparison does no harm here: both candidates lie within their error of the true result.
    picked = choose(order.sign == wanted, a.with_absent(None), b.with_absent(None))
    if order.doubt is not None and picked.error is not None:
        error = np.where(order.doubt, _error(loosened(a)) + _error(loosened(b)), picked.error)
        picked = replace(picked, error=error)
    return picked.with_absent(absent)


def _over_one_denominator(a: Quantity, b: Quantity) -> tuple[Quantity, Quantity] | None:
    """Both exact quantities over one denominator and power of ten, where they fit."""
    if a.error is not None or b.error is not None:
        return None
    if a.den is not None and b.den is not None and a.den is not b.den:
        return None
    places, den, bottom = max(a.places, b.places), a.den, a.bottom
    if den is None:
        den, bottom = b.den, b.bottom
    brought = []
    for one in (a, b):
        scale = 10.0 ** (places - one.places)
        widen = one.den is None and den is not None
        top = one.top * scale * (bottom if widen else 1.0)
        if not top < LIMIT:
            return None
        num = _scaled(one.num, places - one.places)
        brought.append(Quantity(num * den if widen and den is not None else num, top, places, den, bottom))
    return brought[0], brought[1]


def absolute(a: Quantity) -> Quantity:
    """|a|."""
    return Quantity(np.abs(a.num), a.top, a.places, a.den, a.bottom, a.error, a.absent)
