"""Why the units of a table have their grades and awards: quotas, vetoes and promotions with what they read,
places risen, places at one node.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from .awarding import item_keys
from .figures import Absence, FigureKey
from .grading import Consequences, Graded, grades_under, quota_of
from .promoting import allows, goal_of
from .rounding import decimal_text
from .rules import Grade, Promotion, Veto
from .standing import ranked_units
from .verdicts import Bar, Court, Verdict

Ground = dict[str, Any]


def table_grounds(court: Court, found: Consequences) -> list[Ground]:
    """Per unit: how many places each grade has, the vetoes and promotions whose condition holds or is open,
    and the awards given.

    ``without`` is the grade that the unit would have if none of its vetoes held, all others staying as they
    are; None where no veto holds. ``passed_over`` are the ranked units before it with a worse grade than its.
    ``filled_by`` are the units that have a better place because of the unit's vetoes, as (unit, grade, grade
    without them), of promoted ones the grades before the promotion; ``fills`` the other way round, as (barred
    unit, grade, grade without its vetoes).
    """
    compiled, table, standing = court.scorer.compiled, court.table, court.standing
    number = len(ranked_units(compiled, table))
    grades = compiled.grades.get(table.group, ())
    quotas = {grade.code: quota_of(grade, number) for grade in grades}
    graded = grades_under(compiled, table, found.bars, found.claims, standing)
    grounds: list[Ground] = []
    for unit in table.units:
        judged = court.verdicts(compiled.vetoes, unit)
        hopes = court.verdicts(compiled.promotions, unit) if unit in standing.ranks else []
        without, filled_by = None, []
        if any(verdict.holds for verdict in judged):
            bars = {**found.bars, unit: Bar()}
            otherwise = grades_under(compiled, table, bars, found.claims, standing)
            without = otherwise.grades.get(unit)
            filled_by = _risen(unit, list(quotas), graded, otherwise)
        grounds.append(
            {
                "table": table.scorecard,
                "unit": unit,
                "number": number,
                "quotas": quotas,
                "without": without,
                "filled_by": filled_by,
                "fills": [],
                "passed_over": _passed_over(unit, list(quotas), standing.ranks, found.grades),
                "vetoes": [_condition(verdict) for verdict in judged if verdict.holds or verdict.open],
                "promotions": [
                    _promotion(verdict, grades, found, unit, graded.by_quota.get(unit))
                    for verdict in hopes
                    if verdict.holds or verdict.open
                ],
                "awards": list(_awards(court, unit, found)),
                "item_awards": list(_item_awards(court, unit, found)),
            }
        )
    by_unit: dict[str, Ground] = {ground["unit"]: ground for ground in grounds}
    for ground in grounds:
        for other, grade, otherwise_grade in ground["filled_by"]:
            by_unit[other]["fills"].append([ground["unit"], grade, otherwise_grade])
    return grounds


def _risen(barred: str, order: list[str], graded: Graded, otherwise: Graded) -> list[list[str | None]]:
    """Who has a better place than if the barred unit were not, in the order of the grades, best first.

    A promotion fills no place: of promoted units the grades that the quotas give are compared.
    """
    place = {grade: number for number, grade in enumerate(order)}
    last = len(order)
    risen: list[list[str | None]] = []
    for unit in graded.grades:
        one, other = graded.grades, otherwise.grades
        if unit in graded.promotions:
            one, other = graded.by_quota, otherwise.by_quota
        if unit != barred and place[one[unit]] < place.get(other.get(unit, ""), last):
            risen.append([unit, one[unit], other.get(unit)])
    return sorted(risen, key=lambda entry: place[str(entry[1])])


def _passed_over(
    unit: str, order: list[str], ranks: Mapping[str, int], grades: Mapping[str, str]
) -> list[str]:
    if unit not in ranks or unit not in grades:
        return []
    own = order.index(grades[unit])
    before = [other for other in ranks if ranks[other] < ranks[unit] and other in grades]
    return [other for other in before if order.index(grades[other]) > own]


def _condition(verdict: Verdict[Veto] | Verdict[Promotion]) -> Ground:
    """A rule's condition for one unit, with the figures and the standing that were read."""
    absence = verdict.value if isinstance(verdict.value, Absence) else None
    return {
        "code": verdict.rule.code,
        "absence": None if absence is None else str(absence),
        "figures": _figures(verdict.used),
        "read": {name: decimal_text(value) for name, value in sorted(verdict.read.items())},
    }


def _promotion(
    verdict: Verdict[Promotion], grades: Sequence[Grade], found: Consequences, unit: str, before: str | None
) -> Ground:
    """A promotion that moved the unit, or why it did not.

    ``given``, ``open`` (undecided), ``ungraded`` (no grade to be promoted from), ``no_better`` (no better one
    to have), ``barred`` (by a veto), ``moved`` (by another promotion), ``used_up`` (its places went to units
    placed before).
    """
    given = found.promotions.get(unit)
    goal = None if before is None else goal_of(grades, verdict.rule, before)
    if verdict.open:
        state = "open"
    elif given is not None:
        state = "given" if given.promotion == verdict.rule else "moved"
    elif before is None:
        state = "ungraded"
    elif goal is None:
        state = "no_better"
    else:
        state = "used_up" if allows(found.bars[unit], goal) else "barred"
    after = None if goal is None else grades[goal].code
    return {**_condition(verdict), "state": state, "before": before, "after": after}


def _awards(court: Court, unit: str, found: Consequences) -> Iterator[Ground]:
    given = {code: places for code, winner, places in found.awards if winner == unit}
    for award in (award for award in court.scorer.compiled.awards if award.code in given):
        last, used = court.last_rank(award, unit)
        places = given[award.code]
        if isinstance(last, Fraction) and places is not None:
            yield {
                "code": award.code,
                "last_rank": decimal_text(last),
                "rank": court.standing.ranks[unit],
                "risen": decimal_text(places),
                "figures": _figures(used),
            }


def _item_awards(court: Court, unit: str, found: Consequences) -> Iterator[Ground]:
    """The awards at one node that the unit has, and its place among those who can have them."""
    given = {code for code, winner, _ in found.awards if winner == unit}
    eligible = [one for one in court.standing.ranks if not found.bars[one].loses_award]
    for award in (award for award in court.scorer.compiled.item_awards if award.code in given):
        keys = item_keys(award, court.standing, eligible)
        score = court.standing.scores[unit][award.node]
        yield {
            "code": award.code,
            "place": 1 + sum(key < keys[unit] for key in keys.values()),
            "points": None if score.points is None else decimal_text(score.points),
            "full": None if score.full is None else decimal_text(score.full),
        }


def _figures(used: Iterable[FigureKey]) -> list[list[str]]:
    return sorted(list(key) for key in used)
