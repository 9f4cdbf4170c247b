"""Why the units of a table have their grades and awards: quotas, vetoes with what they read, places risen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from .compiled import Checkpoint, Table
from .figures import Absence, FigureKey
from .grading import Bar, Consequences, Verdict, grades_under, last_rank, quota_of, verdicts
from .leaves import LeafScorer
from .rounding import decimal_text
from .tree import Score

Ground = dict[str, Any]


def table_grounds(
    scorer: LeafScorer,
    table: Table,
    checkpoint: Checkpoint,
    totals: Mapping[str, Score],
    ranks: Mapping[str, int],
    found: Consequences,
) -> list[Ground]:
    """Per unit: how many places each grade has, the vetoes that hold or are open, and the awards given.

    ``without`` is the grade that the unit would have if none of its vetoes held, all others staying as they
    are; None where no veto holds. ``passed_over`` are the ranked units before it with a worse grade than its.
    ``filled_by`` are the units that have a better grade because of the unit's vetoes, as (unit, grade, grade
    without them); ``fills`` the other way round, as (barred unit, grade, grade without its vetoes).
    """
    compiled = scorer.compiled
    number = sum(unit in compiled.ranked_units for unit in table.units)
    quotas = {grade.code: quota_of(grade, number) for grade in compiled.grades.get(table.group, ())}
    grounds: list[Ground] = []
    for unit in table.units:
        judged = verdicts(scorer, table, checkpoint, unit)
        without, filled_by = None, []
        if any(verdict.holds for verdict in judged):
            bars = {**found.bars, unit: Bar()}
            otherwise = grades_under(compiled, table, bars, totals, ranks)[0]
            without = otherwise.get(unit)
            filled_by = _risen(unit, list(quotas), found.grades, otherwise)
        grounds.append(
            {
                "table": table.scorecard,
                "unit": unit,
                "number": number,
                "quotas": quotas,
                "without": without,
                "filled_by": filled_by,
                "fills": [],
                "passed_over": _passed_over(unit, list(quotas), ranks, found.grades),
                "vetoes": [_veto(verdict) for verdict in judged if verdict.holds or verdict.open],
                "awards": list(_awards(scorer, table, checkpoint, unit, ranks, found)),
            }
        )
    by_unit: dict[str, Ground] = {ground["unit"]: ground for ground in grounds}
    for ground in grounds:
        for other, grade, otherwise_grade in ground["filled_by"]:
            by_unit[other]["fills"].append([ground["unit"], grade, otherwise_grade])
    return grounds


def _risen(
    barred: str, order: list[str], grades: Mapping[str, str], otherwise: Mapping[str, str]
) -> list[list[str | None]]:
    """Who has a better grade than if the barred unit were not, in the order of the grades, best first."""
    place = {grade: number for number, grade in enumerate(order)}
    last = len(order)
    risen = [
        [unit, grade, otherwise.get(unit)]
        for unit, grade in grades.items()
        if unit != barred and place[grade] < place.get(otherwise.get(unit, ""), last)
    ]
    return sorted(risen, key=lambda entry: place[str(entry[1])])


def _passed_over(
    unit: str, order: list[str], ranks: Mapping[str, int], grades: Mapping[str, str]
) -> list[str]:
    if unit not in ranks or unit not in grades:
        return []
    own = order.index(grades[unit])
    before = [other for other in ranks if ranks[other] < ranks[unit] and other in grades]
    return [other for other in before if order.index(grades[other]) > own]


def _veto(verdict: Verdict) -> Ground:
    absence = verdict.value if isinstance(verdict.value, Absence) else None
    return {
        "code": verdict.veto.code,
        "absence": None if absence is None else str(absence),
        "figures": _figures(verdict.used),
    }


def _awards(
    scorer: LeafScorer,
    table: Table,
    checkpoint: Checkpoint,
    unit: str,
    ranks: Mapping[str, int],
    found: Consequences,
) -> Iterator[Ground]:
    given = {code: risen for code, winner, risen in found.awards if winner == unit}
    for award in (award for award in scorer.compiled.awards if award.code in given):
        last, used = last_rank(scorer, table, checkpoint, award, unit)
        if isinstance(last, Fraction):
            yield {
                "code": award.code,
                "last_rank": decimal_text(last),
                "rank": ranks[unit],
                "risen": decimal_text(given[award.code]),
                "figures": _figures(used),
            }


def _figures(used: Iterable[FigureKey]) -> list[list[str]]:
    return sorted(list(key) for key in used)
