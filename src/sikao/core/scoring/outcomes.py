"""Vetoes, grades, promotions and awards: what follows from the last checkpoint's order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from sikao.core.scoring.cells import BlockCells
from sikao.core.scoring.expressions import ABSENCE_CODES, NOT_APPLICABLE, evaluate, split_truth
from sikao.core.scoring.figures import Tensors
from sikao.core.scoring.grading import Bar, Field, grade_unranked, graded
from sikao.core.scoring.quantity import UNSURE, Codes, Mask, Quantity, fractions_at
from sikao.core.scoring.rules import Condition, Grade, ItemAward, Json, Outcomes
from sikao.core.scoring.windows import Exact, Verdict

Ask = Callable[[str, str, str], Verdict]


@dataclass(slots=True)
class Consequences:
    """Grades and flags by unit, awards as (award, unit, places risen: None at one node), of one table."""

    grades: dict[str, str] = field(default_factory=dict)
    flags: dict[str, set[str]] = field(default_factory=dict)
    awards: list[tuple[str, str, Fraction | None]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Setting:
    """What conditions are looked at with. ``exact`` decides them where floats cannot."""

    tensors: Tensors
    at: Field
    exact: Exact | None
    standing: Mapping[str, Quantity]


def consequences(outcomes: Outcomes, tensors: Tensors, at: Field, exact: Exact | None) -> Consequences:
    """What follows in one table. ``exact`` decides conditions where floats cannot."""
    found = Consequences(flags={unit: set() for unit in at.units})
    setting = _Setting(tensors, at, exact, _standing(at))
    grades = outcomes.grades.get(at.group, ())
    bars = _bars(outcomes.vetoes.get(at.group, ()), grades, setting, found)
    promotions = [
        (promotion, _meeting(promotion, setting, found))
        for promotion in outcomes.promotions.get(at.group, ())
    ]
    result = graded(grades, bars, at, promotions)
    for place, index in {**result.grades, **grade_unranked(grades, bars, at)}.items():
        found.grades[at.units[place]] = grades[index].code
    for place in result.at_edge:
        found.flags[at.units[place]].add("tie_at_quota")
    for place, code in result.promotions.items():
        found.flags[at.units[place]].add(f"promoted:{code}")
    for award in outcomes.awards.get(at.group, ()):
        _give_award(award, _last_ranks(award, setting), bars, at, found)
    for item_award in outcomes.item_awards.get(at.group, ()):
        _give_item_award(item_award, bars, at, found)
    return found


def _standing(at: Field) -> dict[str, Quantity]:
    """What expressions may read of the units' standing; not applicable where there is none."""
    return {
        "place": _whole([rank or None for rank in at.ranks]),
        "place_from_last": _whole([rank or None for rank in at.ranks_from_last]),
        "total": _whole(at.total.points, at.points_places),
    }


def _whole(values: Sequence[int | None], places: int = 0) -> Quantity:
    """Whole numbers of 10^-places of the units as (1, 1, units)."""
    numbers = np.array([[[float(value or 0) for value in values]]])
    absent = np.array([[[NOT_APPLICABLE if value is None else 0 for value in values]]], np.int8)
    top = float(np.abs(numbers).max(initial=0.0))
    return Quantity(numbers, top, places, absent=absent if absent.any() else None)


def _evaluated(condition: Condition, setting: _Setting) -> tuple[Quantity, Codes]:
    """The expression's value and absence codes, one a unit."""
    guests = ~condition.among
    cells = BlockCells(
        condition.bank,
        condition.units,
        None,
        setting.tensors,
        condition.among,
        guests if guests.any() else None,
        setting.standing,
    )
    value = evaluate(condition.bank.shape, cells)
    codes = np.zeros(1, np.int8) if value.absent is None else value.absent
    return value, np.broadcast_to(codes, (1, 1, condition.units.shape[1]))[0, 0]


def _of_units(mask: Mask | None, number: int) -> list[bool]:
    """A mask of one row, unit by unit; None holds nowhere."""
    return [False] * number if mask is None else np.broadcast_to(mask, (1, 1, number))[0, 0].tolist()


def _judged(condition: Condition, setting: _Setting, ask: Ask | None) -> Iterator[tuple[int, bool, bool]]:
    """(position, whether it is undecided, whether it holds) of the units whom a condition concerns."""
    at = setting.at
    value, codes = _evaluated(condition, setting)
    truth, doubt = split_truth(value)
    holds, unsure = _of_units(truth, len(at.units)), _of_units(doubt, len(at.units))
    for place, (unit, code) in enumerate(zip(at.units, codes.tolist(), strict=True)):
        if not condition.concerned[place]:
            continue
        absence, true = code & ~UNSURE, holds[place]
        if ask is not None and unsure[place]:
            verdict = ask(at.group, condition.code, unit)
            absence = 0 if verdict.absence is None else ABSENCE_CODES[verdict.absence]
            true = bool(verdict.points)
        yield place, absence not in (0, NOT_APPLICABLE), true and not absence


def _bars(
    vetoes: Sequence[Condition], grades: Sequence[Grade], setting: _Setting, found: Consequences
) -> list[Bar]:
    at, ask = setting.at, None if setting.exact is None else setting.exact.veto
    bars = [Bar() for _ in at.units]
    for veto in vetoes:
        for place, is_open, holds in _judged(veto, setting, ask):
            if is_open:
                found.flags[at.units[place]].add(f"veto_open:{veto.code}")
            elif holds:
                found.flags[at.units[place]].add(f"veto:{veto.code}")
                _tighten(bars[place], veto.settings, grades)
    return bars


def _tighten(bar: Bar, veto: Json, grades: Sequence[Grade]) -> None:
    """Of several vetoes the strictest ceiling holds, and one that leaves its place vacant is enough."""
    if veto["effect"] == "set_grade":
        index = [grade.code for grade in grades].index(veto["grade"])
        bar.fixed = index if bar.fixed is None else max(bar.fixed, index)
    else:
        bar.ceiling = 1
    bar.leaves_vacancy |= veto["vacancy"] == "leave"
    bar.loses_award |= veto["effect"] == "lose_award"


def _meeting(promotion: Condition, setting: _Setting, found: Consequences) -> frozenset[int]:
    """The positions of the ranked units that meet a promotion's condition; undecided ones are flagged."""
    at, ask = setting.at, None if setting.exact is None else setting.exact.promotion
    met = set()
    for place, is_open, holds in _judged(promotion, setting, ask):
        if at.ranks[place] and is_open:
            found.flags[at.units[place]].add(f"promotion_open:{promotion.code}")
        elif at.ranks[place] and holds:
            met.add(place)
    return frozenset(met)


def _last_ranks(award: Condition, setting: _Setting) -> tuple[Fraction | None, ...]:
    """Last year's ranks of the ranked units, None where there is none."""
    at, exact = setting.at, setting.exact
    value, codes = _evaluated(award, setting)
    ranks: list[Fraction | None] = []
    for place, (unit, code) in enumerate(zip(at.units, codes.tolist(), strict=True)):
        if not at.ranks[place]:
            ranks.append(None)
        elif exact is not None and (code >= UNSURE or (value.error is not None and not code)):
            verdict = exact.last_rank(at.group, award.code, unit)
            ranks.append(verdict.points if verdict.absence is None else None)
        else:
            ranks.append(None if code & ~UNSURE else _value_at(value, (1, 1, len(at.units)), place))
    return tuple(ranks)


def _give_award(
    award: Condition,
    last_ranks: Sequence[Fraction | None],
    bars: Sequence[Bar],
    at: Field,
    found: Consequences,
) -> None:
    """The most places risen first, then the better rank now; equals at the edge all get it."""
    least, most = Fraction(award.settings["places"]), award.settings["most"]
    risen: list[tuple[Fraction, int, str]] = []
    for place, (last, rank, unit) in enumerate(zip(last_ranks, at.ranks, at.units, strict=True)):
        if last is not None and not bars[place].loses_award and last - rank >= least:
            risen.append((rank - last, rank, unit))
    ordered = sorted(risen, key=lambda one: one[:2])
    number = len(ordered) if most is None else min(int(most), len(ordered))
    for gained, rank, unit in ordered:
        if number and (gained, rank) <= ordered[number - 1][:2]:
            found.flags[unit].add(f"award:{award.code}")
            found.awards.append((award.code, unit, -gained))


def _give_item_award(award: ItemAward, bars: Sequence[Bar], at: Field, found: Consequences) -> None:
    """The best ranked units at the node; equals at the edge all get it, or those with the best total rank."""
    scores = at.nodes.get(award.node)
    if scores is None:
        return
    merits: list[tuple[Fraction, int, int]] = []
    for place, rank in enumerate(at.ranks):
        rate = at.rate_of(scores, place)
        merit = at.points_of(scores, place) if award.by_points else rate
        enough = award.at_least is None or (rate is not None and rate >= award.at_least)
        if rank and merit is not None and enough and not bars[place].loses_award:
            merits.append((-merit, rank if award.by_total else 0, place))
    merits.sort()
    last = merits[min(award.winners, len(merits)) - 1][:2] if merits and award.winners else None
    for merit, tie, place in merits:
        if last is not None and (merit, tie) <= last:
            unit = at.units[place]
            found.flags[unit].add(f"award:{award.code}")
            found.awards.append((award.code, unit, None))


def _value_at(value: Quantity, shape: tuple[int, ...], unit: int) -> Fraction:
    if value.error is None:
        cell = tuple(np.array([index]) for index in (0, 0, unit))
        return fractions_at(value, shape, cell)[0]
    return Fraction(float(np.broadcast_to(value.num, shape)[0, 0, unit]))
