"""The scoring methods on arrays of units: each gives the named parts of the raw score.

Every function is elementwise over the leading axes and looks across units only along the last one, so that
a vector of units, a block of (indicators, checkpoints, units) and a batch of blocks are scored by the same
lines. *w* (``full``) is the full points, *x* the measure, *t* the target; amounts are points. ``high`` says
that more is better. A cell whose denominator is not positive is undefined (an absence code on the part).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sikao.core.scoring import quantity as q
from sikao.core.scoring.expressions import ratio, undefined_where
from sikao.core.scoring.places import Places
from sikao.core.scoring.quantity import Mask, Quantity
from sikao.core.scoring.rounding import whole_part

Parts = dict[str, Quantity]
Ties = Literal["best", "average", "worst"]
ZERO, ONE, TWO = q.constant(0), q.constant(1), q.constant(2)


def ahead(x: Quantity, bound: Quantity, *, high: bool) -> Quantity:
    """How far the measure is on the good side of a bound; negative on the bad side."""
    return q.subtract(x, bound) if high else q.subtract(bound, x)


def reached(x: Quantity, bound: Quantity, *, high: bool) -> tuple[Mask, Mask | None]:
    """Where the bound is reached, and where that could not be decided."""
    order = q.compare(x, bound) if high else q.compare(bound, x)
    return order.sign >= 0, order.doubt


def pick(mask: Mask, doubt: Mask | None, a: Quantity, b: Quantity) -> Quantity:
    """a where the mask holds, else b; unknown where the mask is in doubt."""
    return q.doubting(q.choose(mask, a, b), doubt)


def attainment(
    x: Quantity, full: Quantity, *, target: Quantity, short: Quantity | None, mirror: bool, high: bool
) -> Parts:
    """目标完成率法: w·x/t; a ``short`` other than w gives w from the target on and short·x/t elsewhere.

    Lower is better: t/x, or with ``mirror`` 2 - x/t, takes the place of x/t.
    """

    def worth(amount: Quantity) -> Quantity:
        if high:
            return ratio(q.multiply(amount, x), target)
        if mirror:
            return q.subtract(q.multiply(amount, TWO), ratio(q.multiply(amount, x), target))
        return ratio(q.multiply(amount, target), x)

    attained = worth(full)
    if short is not None:
        plain = q.compare(short, full)
        done, doubt = reached(x, target, high=high)
        partly = worth(short)
        complete = full.with_absent(partly.absent)
        attained = pick(plain.sign == 0, plain.doubt, attained, pick(done, doubt, complete, partly))
    return {"attained": attained}


def all_or_nothing(x: Quantity, *, target: Quantity, met: Quantity, unmet: Quantity, high: bool) -> Parts:
    """目标完成计分法: ``met`` when the target is reached, otherwise ``unmet``."""
    done, doubt = reached(x, target, high=high)
    return {"met": pick(done, doubt, met, unmet)}


def steps(
    x: Quantity,
    *,
    target: Quantity,
    base: Quantity,
    up: Quantity,
    down: Quantity,
    per: Quantity,
    whole: bool,
    high: bool,
) -> Parts:
    """逐点加减分法: base + up·(x - t)/per above the target, base - down·(t - x)/per below it."""
    distance = ratio(ahead(x, target, high=high), per)
    above, below = q.greater(distance, ZERO), q.greater(q.negate(distance), ZERO)
    if whole:
        (above, doubt_above), (below, doubt_below) = whole_part(above), whole_part(below)
        above, below = q.doubting(above, doubt_above), q.doubting(below, doubt_below)
    return {"base": base, "above": q.multiply(above, up), "below": q.negate(q.multiply(below, down))}


def rate_by_size(size: Quantity, bands: Sequence[tuple[Quantity, Quantity]], up: Quantity) -> Quantity:
    """The rate of the first band whose bound the size reaches, else ``up``."""
    rate = up
    for bound, band_rate in reversed(bands):
        done, doubt = reached(size, bound, high=True)
        rate = pick(done, doubt, band_rate, rate)
    return rate


def efficacy(
    x: Quantity,
    full: Quantity,
    *,
    base: Quantity,
    low: Quantity,
    high_standard: Quantity,
    equal: Quantity,
    high: bool,
) -> Parts:
    """功效系数法: base + (w - base)·(x - low)/(high - low), low and high the worst and the best standards.

    With high = low everybody gets ``equal``; standards the wrong way round are undefined.
    """
    span = ahead(high_standard, low, high=high)
    order = q.compare(span, ZERO)
    same = order.sign == 0
    gained = q.divide(q.multiply(q.subtract(full, base), ahead(x, low, high=high)), span)
    extent = pick(same, order.doubt, q.subtract(equal, base), gained)
    return {"base": base, "range": undefined_where(extent, order.sign < 0)}


def tiers(
    x: Quantity, *, standards: Sequence[Quantity], scores: Sequence[Quantity], below: Quantity, high: bool
) -> Parts:
    """多档功效系数法: the score of the tier reached and its share of the way to the next better tier.

    The best tier counts in full, ``below`` under the last; two equal standards leave the way between them
    undefined.
    """
    tier, adjustment = below, ZERO
    for index in range(len(standards) - 1, -1, -1):
        done, doubt = reached(x, standards[index], high=high)
        way = ZERO
        if index:
            span = q.absolute(q.subtract(standards[index - 1], standards[index]))
            gap = q.multiply(
                ahead(x, standards[index], high=high), q.subtract(scores[index - 1], scores[index])
            )
            way = ratio(gap, span)
        tier = pick(done, doubt, scores[index], tier)
        adjustment = pick(done, doubt, way, adjustment)
    return {"tier": tier, "adjustment": adjustment}


def relative_best(x: Quantity, full: Quantity, *, best: Quantity, high: bool) -> Parts:
    """按实绩赋分: w·x/best, for lower w·best/x."""
    if high:
        return {"attained": ratio(q.multiply(full, x), best)}
    return {"attained": ratio(q.multiply(full, best), x)}


@dataclass(frozen=True, slots=True)
class Standing:
    """Places of the units in their comparison groups and the groups' sizes; ``doubt``: where floats cannot
    tell.
    """

    places: Places
    size: q.Floats
    doubt: Mask | None = None

    def by(self, ties: Ties) -> Quantity:
        """The place as a number under a rule for ties."""
        best, others, most = self.places.best, self.places.others, float(self.places.best.shape[-1])
        if ties == "average":
            place = q.divide(q.whole(2 * best + others, top=3 * most), TWO)
        else:
            place = q.whole(best if ties == "best" else best + others, top=most)
        return q.doubting(place, self.doubt)


def rank_step(standing: Standing, *, first: Quantity, step: Quantity, ties: Ties) -> Parts:
    """位次递减法: first - step·(r - 1)."""
    return {"place": q.subtract(first, q.multiply(step, q.subtract(standing.by(ties), ONE)))}


def rank_interval(standing: Standing, *, first: Quantity, last: Quantity, ties: Ties) -> Parts:
    """位次区间法: first - (first - last)·(r - 1)/(n - 1); a group of one gets ``first``."""
    others = np.maximum(standing.size - 1, 1.0)
    loss = q.multiply(q.subtract(first, last), q.subtract(standing.by(ties), ONE))
    return {"place": q.subtract(first, q.divide(loss, q.whole(others)))}


def rank_ladder(
    standing: Standing,
    *,
    ladder: Sequence[Quantity],
    bottom: Sequence[Quantity],
    rest: Quantity,
    ties: Ties,
) -> Parts:
    """名次阶梯法: the ladder's score of the place; ``bottom`` counts from the last place; otherwise ``rest``.

    Ties ``average``: the mean of the scores of the places shared.
    """
    first = standing.places.best
    last = first + standing.places.others
    if ties != "average":
        first = last = first if ties == "best" else last
    number = q.whole(last - first + 1)
    total = q.multiply(number, rest)
    for index, score in enumerate(ladder):
        extra = q.subtract(score, rest)
        total = q.add(total, q.choose((first <= index + 1) & (index + 1 <= last), extra, ZERO))
    for index, score in enumerate(bottom):
        place = standing.size - index
        counts = (place > len(ladder)) & (first <= place) & (place <= last)
        total = q.add(total, q.choose(counts, q.subtract(score, rest), ZERO))
    mean = q.divide(total, number) if ties == "average" else total
    return {"place": q.doubting(mean, standing.doubt)}


def bands(
    x: Quantity, *, bounds: Sequence[tuple[bool, Quantity]], scores: Sequence[Quantity], otherwise: Quantity
) -> Parts:
    """分档计分法: the score of the first band whose bound the measure reaches, else ``otherwise``.

    ``bounds``: (True, bound) is reached from the bound up, (False, bound) from the bound down.
    """
    band = otherwise
    for (upwards, bound), score in zip(reversed(bounds), reversed(scores), strict=True):
        done, doubt = reached(x, bound, high=upwards)
        band = pick(done, doubt, score, band)
    return {"band": band}


def entry_points(count: Quantity, each: Quantity, bound: Quantity | None) -> Quantity:
    """One entry of a tally: each·count, its size bounded by ``bound``."""
    points = q.multiply(each, count)
    if bound is None:
        return points
    size = q.absolute(bound)
    return q.lesser(q.greater(points, q.negate(size)), size)


def highest(entries: Sequence[Quantity]) -> Quantity:
    """The greatest in size, the first of equals."""
    best = entries[0]
    for entry in entries[1:]:
        order = q.compare(q.absolute(entry), q.absolute(best))
        best = pick(order.sign > 0, order.doubt, entry, best)
    return best
