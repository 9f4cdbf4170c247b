"""What follows from the last checkpoint's order: vetoes, grades within their quotas, promotions, awards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from .awarding import first_at_nodes, risen
from .compiled import Compiled, Table
from .errors import CalculationError
from .formulas import Amount
from .promoting import Given, promoted
from .rounding import whole_number
from .rules import Grade, Promotion, Veto
from .standing import Standing, ranked_units
from .tree import Score
from .verdicts import Bar, Court, Verdict

# The promotions whose condition a unit meets, by unit, in the order of the scheme.
Claims = Mapping[str, Sequence[Promotion]]


@dataclass(slots=True)
class Consequences:
    """Grades, bars, awards as (award, unit, places risen or None), and flags of the units of one table.

    ``promotions``: by unit what moved it, and from which grade; ``claims``: whose condition each unit meets.
    """

    bars: dict[str, Bar]
    claims: Claims
    grades: dict[str, str] = field(default_factory=dict)
    promotions: dict[str, Given] = field(default_factory=dict)
    awards: list[tuple[str, str, Fraction | None]] = field(default_factory=list)
    flags: dict[str, set[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Graded:
    """Grades by unit, those by quota alone, what was promoted, and the units at a quota's edge."""

    grades: dict[str, str]
    by_quota: dict[str, str]
    promotions: dict[str, Given]
    at_edge: set[str]


def consequences(court: Court) -> Consequences:
    """Vetoes, grades, promotions and awards of a table."""
    compiled, table, standing = court.scorer.compiled, court.table, court.standing
    judged = {unit: court.verdicts(compiled.vetoes, unit) for unit in table.units}
    hopes = {unit: court.verdicts(compiled.promotions, unit) for unit in standing.ranks}
    bars = {unit: _bar(compiled, table, own) for unit, own in judged.items()}
    claims = {unit: [verdict.rule for verdict in own if verdict.holds] for unit, own in hopes.items()}
    found = Consequences(bars, claims, flags={unit: _veto_flags(own) for unit, own in judged.items()})
    graded = grades_under(compiled, table, bars, claims, standing)
    found.grades, found.promotions = graded.grades, graded.promotions
    for unit in graded.at_edge:
        found.flags[unit].add("tie_at_quota")
    for unit, given in found.promotions.items():
        found.flags[unit].add(f"promoted:{given.promotion.code}")
    for unit, own in hopes.items():
        found.flags[unit] |= {f"promotion_open:{verdict.rule.code}" for verdict in own if verdict.open}
    eligible = [unit for unit in standing.ranks if not bars[unit].loses_award]
    found.awards += risen(court, eligible)
    found.awards += [(code, unit, None) for code, unit in first_at_nodes(court, eligible)]
    for code, unit, _ in found.awards:
        found.flags[unit].add(f"award:{code}")
    return found


def grades_under(
    compiled: Compiled, table: Table, bars: Mapping[str, Bar], claims: Claims, standing: Standing
) -> Graded:
    """The grades of all units of a table under these bars and claims of promotion.

    Promotions look at the grades that the quotas alone give. A promoted unit takes nobody's place; its own
    is taken by the next with fill_next, as if it had not been there, or stays empty.
    """
    grades = compiled.grades.get(table.group, ())
    number, order = len(ranked_units(compiled, table)), standing.place_by_place()
    by_quota, at_edge = give_grades(grades, order, bars, standing.totals, number)
    moved = promoted(grades, compiled.promotions, claims, bars, by_quota, standing.ranks)
    given = dict(by_quota)
    leaving = {unit for unit, one in moved.items() if one.promotion.vacancy == "fill_next"}
    if leaving:
        staying = [[unit for unit in sharing if unit not in leaving] for sharing in order]
        given, at_edge = give_grades(grades, staying, bars, standing.totals, number)
    codes = [grade.code for grade in grades]
    for unit, one in moved.items():
        # A unit that keeps its place may have moved up into those that others left.
        goal = codes.index(one.after)
        given[unit] = codes[min(goal, codes.index(given[unit]))] if unit in given else one.after
    unranked = {unit: standing.totals[unit] for unit in table.units if unit not in compiled.ranked_units}
    given |= grade_unranked(grades, unranked, bars)
    return Graded(given, by_quota, moved, at_edge)


def give_grades(
    grades: Sequence[Grade],
    order: Sequence[Sequence[str]],
    bars: Mapping[str, Bar],
    totals: Mapping[str, Score],
    number: int,
) -> tuple[dict[str, str], set[str]]:
    """Grades by unit, and the units that share a place across a quota's edge.

    ``order`` lists the units place by place; ``number`` is what a share is taken of. A barred unit's place
    in the first better grade it would have had is left vacant or, with fill_next, taken by the next unit.
    Sources: 安徽省2012年县域考核 "缺额依次递补"; 湖北省 "出现小数,按四舍五入".
    """
    given: dict[str, str] = {}
    vacated: set[str] = set()
    at_edge: set[str] = set()
    for index, grade in enumerate(grades):
        quota, placed = quota_of(grade, number), 0
        for sharing in order:
            if quota is not None and placed >= quota:
                break
            open_units = [u for u in sharing if u not in given and _passes(grade, totals[u])]
            taking = [u for u in open_units if bars[u].fixed is None and bars[u].ceiling <= index]
            leaving = [u for u in open_units if u not in vacated and _leaves(bars[u], index)]
            vacated.update(leaving)
            placed += len(taking) + len(leaving)
            given.update(dict.fromkeys(taking, grade.code))
            if quota is not None and placed > quota:
                at_edge.update(taking)
    for unit in (unit for sharing in order for unit in sharing):
        fixed = bars[unit].fixed
        if fixed is not None:
            given[unit] = grades[fixed].code
    return given, at_edge


def grade_unranked(
    grades: Sequence[Grade], totals: Mapping[str, Score], bars: Mapping[str, Bar]
) -> dict[str, str]:
    """Grades of units that are assessed but not ranked (单列), by their totals alone; they take no place.

    The best grade whose ``unranked_at_least`` a total reaches, else the last one; none where no grade has
    such a threshold. Source: 杭州市2020年度综合考评 "考核成绩单列…按考核得分相对应的优秀等次奖励".
    """
    if all(grade.unranked_at_least is None for grade in grades):
        return {}
    given: dict[str, str] = {}
    for unit, total in totals.items():
        bar = bars[unit]
        if total.points is None:
            continue
        if bar.fixed is not None:
            given[unit] = grades[bar.fixed].code
            continue
        for grade in grades[bar.ceiling :]:
            bound = grade.unranked_at_least
            if grade is grades[-1] or (bound is not None and _reaches(bound, grade, total)):
                given[unit] = grade.code
                break
    return given


def _leaves(bar: Bar, index: int) -> bool:
    """Whether a barred unit leaves a vacant place in a grade better than it may have."""
    best = bar.ceiling if bar.fixed is None else bar.fixed
    return bar.leaves_vacancy and index < best


def quota_of(grade: Grade, number: int) -> int | None:
    """How many of ``number`` ranked units may have a grade; None for all the rest."""
    if grade.count is not None:
        return grade.count
    return None if grade.share is None else whole_number(grade.share * number, grade.rounding)


def _passes(grade: Grade, total: Score) -> bool:
    """Whether a total reaches the grade's threshold."""
    return grade.at_least is None or _reaches(grade.at_least, grade, total)


def _reaches(threshold: Amount, grade: Grade, total: Score) -> bool:
    bound = threshold.value
    if not isinstance(bound, Fraction):
        raise CalculationError(f"grade {grade.code}", "its threshold is a share or points, no formula")
    if total.points is None or total.full is None:
        return False
    return total.points >= (bound * total.full if threshold.of_full else bound)


def _veto_flags(judged: Sequence[Verdict[Veto]]) -> set[str]:
    taken = {f"veto:{verdict.rule.code}" for verdict in judged if verdict.holds}
    return taken | {f"veto_open:{verdict.rule.code}" for verdict in judged if verdict.open}


def _bar(compiled: Compiled, table: Table, judged: Sequence[Verdict[Veto]]) -> Bar:
    """All vetoes on one unit together: the strictest ceiling; a vacancy is left if one of them leaves it."""
    taken = [verdict.rule for verdict in judged if verdict.holds]
    fixed = [_grade_index(compiled, table, veto) for veto in taken if veto.effect == "set_grade"]
    return Bar(
        ceiling=int(any(veto.effect != "set_grade" for veto in taken)),
        fixed=max(fixed, default=None),
        leaves_vacancy=any(veto.vacancy == "leave" for veto in taken),
        loses_award=any(veto.effect == "lose_award" for veto in taken),
    )


def _grade_index(compiled: Compiled, table: Table, veto: Veto) -> int:
    codes = [grade.code for grade in compiled.grades.get(table.group, ())]
    if veto.grade not in codes:
        raise CalculationError(f"veto {veto.code}", f"{table.group} has no grade {veto.grade!r}")
    return codes.index(veto.grade)
