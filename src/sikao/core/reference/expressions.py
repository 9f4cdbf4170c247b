"""Evaluation of expression trees: a tree and a situation give an exact number or an absence.

Everything is evaluated, except the branch that ``if`` does not take. A denominator that is zero or negative
makes the result undefined: a ratio never changes its sign unnoticed. So does a number of ``MOST`` or more.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from .compiled import Checkpoint, Compiled, Leaf
from .errors import CalculationError
from .figures import Absence, FigureKey, Figures, Value, first_absence, period_at
from .formulas import Expression

STANDING = ("place", "place_from_last", "total")
MOST = 10**24
"""Numbers of this size or more are undefined: nothing that is assessed has so many digits, and no book."""

GroupFunction = Callable[[Expression, "Situation"], list[Fraction]]


@dataclass(frozen=True, slots=True)
class Situation:
    """For whom and when an expression is evaluated.

    ``group`` gives the values of an expression over the comparison group; ``each`` is the member that
    ``item/each`` means; ``standing`` gives the units' ``place``, ``place_from_last`` and ``total`` where
    these are known; ``used`` and ``read`` collect the figures and the standing that were read.
    """

    compiled: Compiled
    figures: Figures
    unit: str
    checkpoint: Checkpoint
    leaf: Leaf | None
    group: GroupFunction
    each: str | None = None
    standing: Mapping[str, Mapping[str, Fraction]] | None = None
    used: set[FigureKey] = field(default_factory=set)
    read: dict[str, Fraction] = field(default_factory=dict)

    def for_member(self, member: str) -> Situation:
        return replace(self, each=member)


def evaluate(tree: Expression, at: Situation) -> Value:
    """The value of an expression in a situation."""
    special = _SPECIAL.get(tree[0])
    if special is not None:
        return within_range(special(tree, at))
    values = [evaluate(argument, at) for argument in tree[1:]]
    absent = first_absence(values)
    return within_range(_FUNCTIONS[tree[0]](*values)) if absent is None else absent


def within_range(value: Value) -> Value:
    """The value, undefined when its size is ``MOST`` or more."""
    if isinstance(value, Absence) or abs(value.numerator) < MOST * value.denominator:
        return value
    return Absence.UNDEFINED


def reads_standing(tree: Expression) -> bool:
    """Whether an expression looks at where the unit stands."""
    return tree[0] in STANDING or any(isinstance(part, tuple) and reads_standing(part) for part in tree[1:])


def ratio(above: Fraction, below: Fraction) -> Value:
    """``above / below``, undefined unless the denominator is positive."""
    return above / below if below > 0 else Absence.UNDEFINED


def _growth(now: Fraction, before: Fraction) -> Value:
    """The growth rate in per cent: (now / before - 1) x 100."""
    rate = ratio(now, before)
    return rate if isinstance(rate, Absence) else (rate - 1) * 100


def _truth(test: Callable[..., bool]) -> Callable[..., Value]:
    return lambda *values: Fraction(test(*values))


_FUNCTIONS: Mapping[str, Callable[..., Value]] = {
    "neg": operator.neg,
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": ratio,
    "min": lambda *values: min(values),
    "max": lambda *values: max(values),
    "abs": abs,
    "clamp": lambda value, low, high: min(max(value, low), high),
    "<": _truth(operator.lt),
    "<=": _truth(operator.le),
    ">": _truth(operator.gt),
    ">=": _truth(operator.ge),
    "=": _truth(operator.eq),
    "!=": _truth(operator.ne),
    "and": _truth(lambda *values: all(values)),
    "or": _truth(lambda *values: any(values)),
    "not": _truth(operator.not_),
    "growth": _growth,
}


def _number(tree: Expression, _: Situation) -> Value:
    value: Fraction = tree[1]
    return value


def _parameter(tree: Expression, at: Situation) -> Value:
    """The checkpoint's own value; else the year's pro rata where declared; else the single value."""
    name, own = tree[1], at.checkpoint.code
    if at.leaf is None or name not in at.leaf.parameters:
        where = "scheme" if at.leaf is None else f"node {at.leaf.code}"
        raise CalculationError(where, f"no parameter {name!r} is declared")
    values = at.leaf.parameters[name].get(at.unit, {})
    last = at.compiled.checkpoints[-1].code
    of_year = last if at.leaf.prorate and last in values else "*"
    found = own if own in values else of_year
    if found not in values:
        return Absence.MISSING
    value = values[found]
    if value is None:
        return Absence.NOT_APPLICABLE
    if found == own or not at.leaf.prorate:
        return value
    return value * (12 if own == last else at.checkpoint.through) / 12


def _figure(tree: Expression, at: Situation) -> Value:
    member = at.each if tree[2] == "each" else tree[2]
    if member == "*" or (tree[2] == "each" and member is None):
        raise CalculationError(f"figure {tree[1]}", "the members are read outside a function over members")
    return _member_figure(tree, member, at)


def _member_figure(tree: Expression, member: str | None, at: Situation) -> Value:
    """The figure of the item itself or of a member; not applicable to whoever does not have the member."""
    _, code, _, kind, carrier, years = tree
    item = at.compiled.items.get(code)
    if item is None:
        raise CalculationError(f"figure {code}", "no such item in the scheme")
    who = carrier or at.unit
    if item.members and member is not None and member not in item.members.get(who, ()):
        return Absence.NOT_APPLICABLE
    period = period_at(item, at.checkpoint, at.compiled.year - item.lag + years)
    if period is None:
        return Absence.NOT_YET_DUE
    indicator = code if member is None else f"{code}/{member}"
    counts = None if item.retroactive else at.checkpoint.code
    key = at.figures.version(who, indicator, kind, period, counts)
    at.used.add(key)
    return at.figures.at(key).value


def _power(tree: Expression, at: Situation) -> Value:
    base = evaluate(tree[1], at)
    return base if isinstance(base, Absence) else base ** int(tree[2])


def _if(tree: Expression, at: Situation) -> Value:
    condition = evaluate(tree[1], at)
    if isinstance(condition, Absence):
        return condition
    return evaluate(tree[2] if condition else tree[3], at)


def members_of(code: str, unit: str, at: Situation) -> tuple[str, ...]:
    """The members by which a unit reports an item, in the order of the register."""
    item = at.compiled.items.get(code)
    if item is None:
        raise CalculationError(f"figure {code}", "no such item in the scheme")
    return item.members.get(unit, ())


def members_read(tree: Expression, at: Situation) -> dict[str, Fraction] | Absence:
    """The numbers of the members that apply, in the order of the register, or the absence that holds."""
    figure = tree[1]
    unit = figure[4] or at.unit
    values = {m: _member_figure(figure, m, at) for m in members_of(figure[1], unit, at)}
    applying = {member: value for member, value in values.items() if value != Absence.NOT_APPLICABLE}
    absent = first_absence(applying.values())
    if absent is not None:
        return absent
    return {member: value for member, value in applying.items() if isinstance(value, Fraction)}


def weights_of(tree: Expression, numbers: Mapping[str, Fraction], at: Situation) -> dict[str, Fraction]:
    """The members' declared shares, 1 where none is declared."""
    figure = tree[1]
    shares = at.compiled.items[figure[1]].shares.get(figure[4] or at.unit, {})
    return {member: shares.get(member, Fraction(1)) for member in numbers}


def trimmed(tree: Expression, numbers: Mapping[str, Fraction]) -> list[Fraction]:
    """The numbers that are left without so many of the highest and of the lowest, in ascending order."""
    highest, lowest = tree[2:] if tree[0] == "trimmed_mean" else (0, 0)
    return sorted(numbers.values())[lowest : max(len(numbers) - highest, lowest)]


def _over_members(tree: Expression, at: Situation) -> Value:
    """``sum``, ``count``, ``mean``, ``weighted_mean``, ``trimmed_mean`` of the members that apply."""
    name, numbers = tree[0], members_read(tree, at)
    if isinstance(numbers, Absence):
        return numbers
    if name == "count":
        return Fraction(len(numbers))
    if name == "sum":
        return sum(numbers.values(), Fraction(0))
    if not numbers:
        return Absence.NOT_APPLICABLE
    if name == "weighted_mean":
        weights = weights_of(tree, numbers, at)
        weighted = sum((weights[member] * value for member, value in numbers.items()), Fraction(0))
        return ratio(weighted, sum(weights.values(), Fraction(0)))
    kept = trimmed(tree, numbers)
    return ratio(sum(kept, Fraction(0)), Fraction(len(kept)))


def _over_group(tree: Expression, at: Situation) -> Value:
    """``group_min`` and its like: over the units of the comparison group for which there is a value."""
    values = at.group(tree[1], at)
    if not values:
        return Absence.UNDEFINED
    if tree[0] == "group_min":
        return min(values)
    if tree[0] == "group_max":
        return max(values)
    total = sum(values, Fraction(0))
    return total if tree[0] == "group_sum" else total / len(values)


def _standing(tree: Expression, at: Situation) -> Value:
    """The unit's place or total; a unit that is not ranked has no place: not applicable."""
    name = tree[0]
    if at.standing is None:
        raise CalculationError(f"{name}()", "only vetoes, promotions and awards know where a unit stands")
    value = at.standing[name].get(at.unit)
    if value is None:
        return Absence.NOT_APPLICABLE
    at.read[name] = value
    return value


_SPECIAL: Mapping[str, Callable[[Expression, Situation], Value]] = {
    "num": _number,
    "param": _parameter,
    "fig": _figure,
    "^": _power,
    "if": _if,
    **dict.fromkeys(STANDING, _standing),
    **dict.fromkeys(("sum", "mean", "count", "weighted_mean", "trimmed_mean"), _over_members),
    **dict.fromkeys(("group_min", "group_max", "group_mean", "group_sum"), _over_group),
}
