"""The scoring methods, one small function each, with its formula and where it is practised.

Every function takes a `Case` whose parameters are already numbers (amounts already points) and gives the
named parts of the raw score, before coefficient, floor and cap. *w* is the full points, *x* the measure,
*t* the target.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from .expressions import ratio
from .figures import Absence

Parts = dict[str, Fraction]
ZERO = Fraction(0)


class UndefinedError(ArithmeticError):
    """A denominator of the method is zero or negative: the score is an absence of kind ``undefined``."""


@dataclass(frozen=True, slots=True)
class Place:
    """A unit's place in its group of ``size``; ``best`` and ``worst`` differ where units are equal."""

    best: int
    worst: int
    size: int

    def by(self, ties: str) -> Fraction:
        """The place as a number under a rule for ties: ``best``, ``worst`` or ``average``."""
        if ties == "average":
            return Fraction(self.best + self.worst, 2)
        return Fraction(self.best if ties == "best" else self.worst)


@dataclass(frozen=True, slots=True)
class Case:
    """One unit's measure with everything that its method needs. ``higher``: more is better."""

    value: Fraction
    full: Fraction
    higher: bool
    given: Mapping[str, Any]
    place: Place

    def ahead(self, bound: Fraction) -> Fraction:
        """How far the measure is on the good side of ``bound``; negative on the bad side."""
        return self.value - bound if self.higher else bound - self.value

    def divide(self, above: Fraction, below: Fraction) -> Fraction:
        quotient = ratio(above, below)
        if isinstance(quotient, Absence):
            raise UndefinedError
        return quotient


def attainment(case: Case) -> Parts:
    """目标完成率法: w·x/t; with ``short``: w from x >= t on, short·x/t below.

    Lower is better: t/x (``reciprocal``) or 2 - x/t (``mirror``) takes the place of x/t.
    Source: 池州市2004年考核办法 "完成的满分;未完成的按完成比例得分".
    """
    value, target, short = case.value, case.given["target"], case.given["short"]
    if case.higher:
        rate = case.divide(value, target)
    elif case.given["inverse"] == "mirror":
        rate = 2 - case.divide(value, target)
    else:
        rate = case.divide(target, value)
    if short == case.full:
        return {"attained": case.full * rate}
    return {"attained": case.full if case.ahead(target) >= 0 else short * rate}


def all_or_nothing(case: Case) -> Parts:
    """目标完成计分法: ``met`` when the target is reached, otherwise ``unmet``."""
    return {"met": case.given["met"] if case.ahead(case.given["target"]) >= 0 else case.given["unmet"]}


def steps(case: Case) -> Parts:
    """逐点加减分法: base + up·(x - t)/per above the target, base - down·(t - x)/per below it.

    ``whole`` counts whole steps only; ``up_by`` takes the rate of the first band that ``size`` reaches.
    Sources: 市供销社考核办法 "达到目标各得80%标准分;每增减1个百分点增减0.5分"; 漯河市招商引资考核 (a rate by
    the size of the target).
    """
    given = case.given
    distance = case.divide(case.ahead(given["target"]), given["per"])
    count = abs(distance)
    if given["whole"]:
        count = Fraction(int(count))
    above = _rate_above(given) * count if distance > 0 else ZERO
    below = -given["down"] * count if distance < 0 else ZERO
    return {"base": given["base"], "above": above, "below": below}


def _rate_above(given: Mapping[str, Any]) -> Fraction:
    rate: Fraction = given["up"]
    by_size = given.get("up_by")
    if by_size is None:
        return rate
    reached = (band["rate"] for band in by_size["bands"] if by_size["size"] >= band["at_least"])
    return next(reached, rate)


def efficacy(case: Case) -> Parts:
    """功效系数法: w·[base + (1 - base)·(x - low)/(high - low)], low and high the worst and best standards.

    By default the extremes of the comparison group. With high = low everybody gets ``equal``.
    Sources: 临沂市2012年考核 (basic score 60 % of the weight); 绿色发展指数 (60 to 100, also inverse).
    """
    given = case.given
    low, high, base = given["low"], given["high"], given["base"]
    if low == high:
        return {"base": base, "range": given["equal"] - base}
    span = high - low if case.higher else low - high
    return {"base": base, "range": (case.full - base) * case.divide(case.ahead(low), span)}


def tiers(case: Case) -> Parts:
    """多档功效系数法: s1 + (x - t1)/(t2 - t1)·(s2 - s1), t1 and s1 the standard and score of the tier
    reached, t2 and s2 those of the next better one; the best tier in full, ``below`` under the last.

    Source: 财政部 财统字〔1999〕6号: 单项得分 = 本档基础分 + 调整分.
    """
    standards, scores = case.given["standards"], case.given["coefficients"]
    reached = [n for n, standard in enumerate(standards) if case.ahead(standard) >= 0]
    if not reached:
        return {"tier": case.given["below"], "adjustment": ZERO}
    tier = reached[0]
    if tier == 0:
        return {"tier": scores[0], "adjustment": ZERO}
    span = abs(standards[tier - 1] - standards[tier])
    adjustment = case.divide(case.ahead(standards[tier]), span) * (scores[tier - 1] - scores[tier])
    return {"tier": scores[tier], "adjustment": adjustment}


def relative_best(case: Case) -> Parts:
    """按实绩赋分: w·x/best, for lower w·best/x.

    Source: 温州市2013年县(市、区)考绩 "考绩得分=综合投资率/第一名的综合投资率×400".
    """
    best = case.given["best"]
    rate = case.divide(case.value, best) if case.higher else case.divide(best, case.value)
    return {"attained": case.full * rate}


def rank_step(case: Case) -> Parts:
    """位次递减法: first - step·(r - 1).

    Sources: 温州市2013年 A类条线考核 (5 % a place); 瑞安市2012年领导评价 (2 % a place).
    """
    given = case.given
    return {"place": given["first"] - given["step"] * (case.place.by(given["ties"]) - 1)}


def rank_interval(case: Case) -> Parts:
    """位次区间法: first - (first - last)·(r - 1)/(n - 1); a group of one gets ``first``.

    Source: 温州市2012年中心镇考核 (first 600, last 500, the others by number).
    """
    given, others = case.given, case.place.size - 1
    if others == 0:
        return {"place": given["first"]}
    fraction = (case.place.by(given["ties"]) - 1) / others
    return {"place": given["first"] - (given["first"] - given["last"]) * fraction}


def rank_ladder(case: Case) -> Parts:
    """名次阶梯法: the ladder's score of the place; ``bottom`` counts from the last place; otherwise ``rest``.

    Sources: 60/57/54/51/48 for places 1-5; +5 … +1 and -5 … -1 for the first and last five of a province.
    """
    place, ties = case.place, case.given["ties"]
    places = range(place.best, place.worst + 1)
    if ties != "average":
        places = range(place.best, place.best + 1) if ties == "best" else range(place.worst, place.worst + 1)
    total = sum((_rung(case.given, at, place.size) for at in places), ZERO)
    return {"place": total / len(places)}


def _rung(given: Mapping[str, Any], place: int, size: int) -> Fraction:
    ladder, bottom = given["ladder"], given["bottom"]
    from_end = size - place
    if place <= len(ladder):
        rung: Fraction = ladder[place - 1]
    else:
        rung = bottom[from_end] if from_end < len(bottom) else given["rest"]
    return rung


def bands(case: Case) -> Parts:
    """分档计分法: the score of the first band whose bound the measure reaches, else ``otherwise``.

    Source: 瑞安市2012年民主测评 (优秀得票率 >= 90 % 200, >= 80 % 190, …).
    """
    for band in case.given["bands"]:
        at_least, at_most = band.get("at_least"), band.get("at_most")
        if case.value >= at_least if at_least is not None else case.value <= at_most:
            return {"band": band["score"]}
    return {"band": case.given["otherwise"]}


def tally(case: Case) -> Parts:
    """逐项加扣分法: start + Σ each·count, an entry's size bounded by ``most``.

    ``highest`` counts only the greatest entry (就高不重复); over a register this is done member by member.
    Sources: 安徽省开发区考核 (deductions by the piece); 招商产业专班考核 (>= 10亿 +4, >= 50亿 +8, once).
    """
    parts: Parts = {"start": case.given["start"]}
    for entries in case.given["members"]:
        worth = [(f"entry:{entry['name']}", _entry_points(entry)) for entry in entries]
        if case.given["choose"] == "highest":
            worth = [("highest", max((points for _, points in worth), key=abs, default=ZERO))]
        for name, points in worth:
            parts[name] = parts.get(name, ZERO) + points
    return parts


def _entry_points(entry: Mapping[str, Any]) -> Fraction:
    points: Fraction = entry["each"] * entry["count"]
    most = entry.get("most")
    if most is None or abs(points) <= abs(most):
        return points
    bound: Fraction = abs(most)
    return bound if points > 0 else -bound


METHODS: Mapping[str, Callable[[Case], Parts]] = {
    "attainment": attainment,
    "all_or_nothing": all_or_nothing,
    "steps": steps,
    "efficacy": efficacy,
    "tiers": tiers,
    "relative_best": relative_best,
    "rank_step": rank_step,
    "rank_interval": rank_interval,
    "rank_ladder": rank_ladder,
    "bands": bands,
    "tally": tally,
}
