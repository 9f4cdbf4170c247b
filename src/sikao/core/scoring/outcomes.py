"""Vetoes, grades and awards: what follows from the last checkpoint's order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np

from sikao.core.scoring.blocks import Bank, Index, Registry, build_bank
from sikao.core.scoring.cells import BlockCells
from sikao.core.scoring.drafting import Bundle
from sikao.core.scoring.expressions import ABSENCE_CODES, NOT_APPLICABLE, evaluate, split_truth
from sikao.core.scoring.figures import Tensors
from sikao.core.scoring.numbers import Source
from sikao.core.scoring.quantity import UNSURE, Codes, Mask, Quantity, fractions_at
from sikao.core.scoring.shapes import Slots, expression_shape
from sikao.core.scoring.windows import Exact

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Threshold:
    """A total to reach: a share of the full points, or points."""

    bound: Fraction
    of_full: bool


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade with its quota and its threshold; units that are not ranked have one of their own."""

    code: str
    count: int | None
    share: Fraction | None
    rounding: str
    at_least: Threshold | None
    unranked_at_least: Threshold | None


@dataclass(frozen=True, slots=True)
class Condition:
    """A veto's condition or an award's expression over the units of one table."""

    code: str
    bank: Bank
    units: Index
    among: np.ndarray[Any, np.dtype[np.bool_]]
    concerned: tuple[bool, ...]
    settings: Json


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Grades by ranking group; vetoes and awards by ranking group, one condition each."""

    grades: Mapping[str, tuple[Grade, ...]]
    vetoes: Mapping[str, tuple[Condition, ...]]
    awards: Mapping[str, tuple[Condition, ...]]


@dataclass(slots=True)
class Consequences:
    """Grades and flags by unit, awards as (award, unit, places risen), of one table."""

    grades: dict[str, str] = field(default_factory=dict)
    flags: dict[str, set[str]] = field(default_factory=dict)
    awards: list[tuple[str, str, Fraction]] = field(default_factory=list)


@dataclass(slots=True)
class _Bar:
    ceiling: int = 0
    fixed: int | None = None
    leaves_vacancy: bool = False
    loses_award: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """The units of a table at the last checkpoint: ranks (0: none), numerators of points and full points
    (None: none).
    """

    group: str
    units: tuple[str, ...]
    ranked: tuple[bool, ...]
    ranks: tuple[int, ...]
    points: tuple[int | None, ...]
    points_den: int
    full: tuple[int | None, ...]
    full_den: int


def compile_outcomes(compiled: Json, registry: Registry) -> Outcomes:
    """Grades as records, conditions as banks of one row."""
    grades = {group: tuple(_grade(entry) for entry in listed) for group, listed in compiled["grades"].items()}
    group_of = {unit["code"]: unit["group"] for unit in compiled["units"]}
    ranked = {unit["code"] for unit in compiled["units"] if unit["ranked"]}
    vetoes: dict[str, list[Condition]] = {}
    awards: dict[str, list[Condition]] = {}
    for table in compiled["tables"]:
        units, group = table["units"], table["group"]
        for veto in compiled["vetoes"]:
            concerned = tuple(bool({group, group_of[unit]} & set(veto["groups"])) for unit in units)
            if any(concerned):
                condition = _condition(veto, veto["when"], units, ranked, concerned, registry)
                vetoes.setdefault(group, []).append(condition)
        for award in compiled["awards"]:
            if award["group"] == group:
                everybody = (True,) * len(units)
                condition = _condition(award, award["last_rank"], units, ranked, everybody, registry)
                awards.setdefault(group, []).append(condition)
    return Outcomes(
        grades, {k: tuple(v) for k, v in vetoes.items()}, {k: tuple(v) for k, v in awards.items()}
    )


def _grade(entry: Json) -> Grade:
    share = entry.get("share")
    return Grade(
        code=entry["grade"],
        count=None if entry.get("count") is None else int(entry["count"]),
        share=None if share is None else Fraction(share),
        rounding=entry.get("rounding") or "half_up",
        at_least=_threshold(entry.get("at_least")),
        unranked_at_least=_threshold(entry.get("unranked_at_least")),
    )


def _threshold(amount: Sequence[str] | None) -> Threshold | None:
    return None if amount is None else Threshold(Fraction(amount[1]), amount[0] == "share")


def _condition(
    settings: Json,
    tree: Any,
    units: Sequence[str],
    ranked: set[str],
    concerned: tuple[bool, ...],
    registry: Registry,
) -> Condition:
    slots = Slots()
    shape = expression_shape(tree, slots)
    numbers = tuple((Source(text, None, None),) for text in slots.numbers)
    bundle = Bundle(shape, numbers, tuple(slots.figures), tuple(range(len(units))))
    last = [checkpoint for checkpoint in registry.checkpoints if checkpoint.ranked][-1]
    return Condition(
        code=settings["code"],
        bank=build_bank([bundle], [units], [last], registry),
        units=np.array([[registry.carrier(unit) for unit in units]]),
        among=np.array([[[unit in ranked for unit in units]]]),
        concerned=concerned,
        settings=settings,
    )


def _evaluated(condition: Condition, tensors: Tensors) -> tuple[Quantity, Codes]:
    """The expression's value and absence codes, one a unit."""
    guests = ~condition.among
    cells = BlockCells(
        condition.bank, condition.units, None, tensors, condition.among, guests if guests.any() else None
    )
    value = evaluate(condition.bank.shape, cells)
    codes = np.zeros(1, np.int8) if value.absent is None else value.absent
    return value, np.broadcast_to(codes, (1, 1, condition.units.shape[1]))[0, 0]


def _of_units(mask: Mask | None, number: int) -> list[bool]:
    """A mask of one row, unit by unit; None holds nowhere."""
    return [False] * number if mask is None else np.broadcast_to(mask, (1, 1, number))[0, 0].tolist()


def consequences(outcomes: Outcomes, tensors: Tensors, at: Field, exact: Exact | None) -> Consequences:
    """Vetoes, grades and awards of one table. ``exact`` decides conditions where floats cannot."""
    found = Consequences(flags={unit: set() for unit in at.units})
    grades = outcomes.grades.get(at.group, ())
    bars = _bars(outcomes.vetoes.get(at.group, ()), grades, tensors, at, exact, found)
    _give_grades(grades, bars, at, found)
    if any(grade.unranked_at_least is not None for grade in grades):
        _grade_unranked(grades, bars, at, found)
    for award in outcomes.awards.get(at.group, ()):
        _give_award(award, _last_ranks(award, tensors, at, exact), bars, at, found)
    return found


def _bars(
    vetoes: Sequence[Condition],
    grades: Sequence[Grade],
    tensors: Tensors,
    at: Field,
    exact: Exact | None,
    found: Consequences,
) -> dict[str, _Bar]:
    bars = {unit: _Bar() for unit in at.units}
    for veto in vetoes:
        value, codes = _evaluated(veto, tensors)
        truth, doubt = split_truth(value)
        holds, unsure = _of_units(truth, len(at.units)), _of_units(doubt, len(at.units))
        for place, (unit, code) in enumerate(zip(at.units, codes.tolist(), strict=True)):
            if not veto.concerned[place]:
                continue
            absence, true = code & ~UNSURE, holds[place]
            if exact is not None and unsure[place]:
                verdict = exact.veto(at.group, veto.code, unit)
                absence = 0 if verdict.absence is None else ABSENCE_CODES[verdict.absence]
                true = bool(verdict.points)
            if absence not in (0, NOT_APPLICABLE):
                found.flags[unit].add(f"veto_open:{veto.code}")
            elif true and not absence:
                found.flags[unit].add(f"veto:{veto.code}")
                _tighten(bars[unit], veto.settings, grades)
    return bars


def _tighten(bar: _Bar, veto: Json, grades: Sequence[Grade]) -> None:
    """Of several vetoes the strictest ceiling holds, and one that leaves its place vacant is enough."""
    if veto["effect"] == "set_grade":
        index = [grade.code for grade in grades].index(veto["grade"])
        bar.fixed = index if bar.fixed is None else max(bar.fixed, index)
    else:
        bar.ceiling = 1
    bar.leaves_vacancy |= veto["vacancy"] == "leave"
    bar.loses_award |= veto["effect"] == "lose_award"


def _quota(grade: Grade, number: int) -> int | None:
    if grade.count is not None:
        return grade.count
    if grade.share is None:
        return None
    exact = grade.share * number
    if grade.rounding == "half_up":
        return int(exact + Fraction(1, 2))
    return int(exact) + (grade.rounding == "up" and exact.denominator != 1)


def _reaches(threshold: Threshold | None, at: Field, place: int) -> bool:
    """Whether a total reaches a threshold, if there is one."""
    if threshold is None:
        return True
    points, full = at.points[place], at.full[place]
    if points is None or full is None:
        return False
    return Fraction(points, at.points_den) >= threshold.bound * (
        Fraction(full, at.full_den) if threshold.of_full else 1
    )


def _give_grades(grades: Sequence[Grade], bars: Mapping[str, _Bar], at: Field, found: Consequences) -> None:
    """Fill each grade in rank order; units that share a place across a quota's edge all get the better
    grade.
    """
    sharing: dict[int, list[int]] = {}
    for place, rank in enumerate(at.ranks):
        if rank:
            sharing.setdefault(rank, []).append(place)
    waiting = [sharing[rank] for rank in sorted(sharing)]
    vacated: set[int] = set()
    for index, grade in enumerate(grades):
        quota, taken = _quota(grade, sum(at.ranked)), 0
        left: list[list[int]] = []
        for number, equals in enumerate(waiting):
            if quota is not None and taken >= quota:
                left += waiting[number:]
                break
            fitting = [place for place in equals if _reaches(grade.at_least, at, place)]
            taking = [place for place in fitting if _may_have(bars[at.units[place]], index)]
            leaving = {place for place in fitting if _leaves(bars[at.units[place]], index)} - vacated
            vacated |= leaving
            taken += len(taking) + len(leaving)
            _enter(grade, [at.units[place] for place in taking], quota is not None and taken > quota, found)
            staying = set(equals).difference(taking)
            if staying:
                left.append([place for place in equals if place in staying])
        waiting = left
    _fix_grades(grades, bars, at, found)


def _enter(grade: Grade, units: Sequence[str], over_quota: bool, found: Consequences) -> None:
    for unit in units:
        found.grades[unit] = grade.code
        if over_quota:
            found.flags[unit].add("tie_at_quota")


def _fix_grades(grades: Sequence[Grade], bars: Mapping[str, _Bar], at: Field, found: Consequences) -> None:
    for unit, rank in zip(at.units, at.ranks, strict=True):
        fixed = bars[unit].fixed
        if rank and fixed is not None:
            found.grades[unit] = grades[fixed].code


def _grade_unranked(
    grades: Sequence[Grade], bars: Mapping[str, _Bar], at: Field, found: Consequences
) -> None:
    """The best grade whose own threshold a total reaches, else the last one; nobody's place is taken."""
    for place, unit in enumerate(at.units):
        bar = bars[unit]
        if at.ranked[place] or at.points[place] is None:
            continue
        if bar.fixed is not None:
            found.grades[unit] = grades[bar.fixed].code
            continue
        open_to = [
            grade
            for grade in grades[bar.ceiling :]
            if grade is grades[-1]
            or (grade.unranked_at_least is not None and _reaches(grade.unranked_at_least, at, place))
        ]
        if open_to:
            found.grades[unit] = open_to[0].code


def _may_have(bar: _Bar, index: int) -> bool:
    return bar.fixed is None and bar.ceiling <= index


def _leaves(bar: _Bar, index: int) -> bool:
    best = bar.ceiling if bar.fixed is None else bar.fixed
    return bar.leaves_vacancy and index < best


def _last_ranks(
    award: Condition, tensors: Tensors, at: Field, exact: Exact | None
) -> tuple[Fraction | None, ...]:
    """Last year's ranks of the ranked units, None where there is none."""
    value, codes = _evaluated(award, tensors)
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
    bars: Mapping[str, _Bar],
    at: Field,
    found: Consequences,
) -> None:
    """The most places risen first, then the better rank now; equals at the edge all get it."""
    least, most = Fraction(award.settings["places"]), award.settings["most"]
    risen: list[tuple[Fraction, int, str]] = []
    for last, rank, unit in zip(last_ranks, at.ranks, at.units, strict=True):
        if last is not None and not bars[unit].loses_award and last - rank >= least:
            risen.append((rank - last, rank, unit))
    ordered = sorted(risen, key=lambda one: one[:2])
    number = len(ordered) if most is None else min(int(most), len(ordered))
    for gained, rank, unit in ordered:
        if number and (gained, rank) <= ordered[number - 1][:2]:
            found.flags[unit].add(f"award:{award.code}")
            found.awards.append((award.code, unit, -gained))


def _value_at(value: Quantity, shape: tuple[int, ...], unit: int) -> Fraction:
    if value.error is None:
        cell = tuple(np.array([index]) for index in (0, 0, unit))
        return fractions_at(value, shape, cell)[0]
    return Fraction(float(np.broadcast_to(value.num, shape)[0, 0, unit]))
