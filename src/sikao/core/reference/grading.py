"""What follows from the last checkpoint's order: vetoes, grades within their quotas, awards for rising."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from .compiled import Award, Checkpoint, Compiled, Grade, Table, Veto
from .errors import CalculationError
from .expressions import evaluate
from .figures import Absence, FigureKey, Value
from .formulas import Amount
from .leaves import LeafScorer
from .rounding import whole_number
from .tree import Score


@dataclass(frozen=True, slots=True)
class Bar:
    """What a unit's vetoes bar it from. ``ceiling``: index of the best grade it may have."""

    ceiling: int = 0
    fixed: int | None = None
    leaves_vacancy: bool = False
    loses_award: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a veto's condition comes to for one unit, and the figures read for it."""

    veto: Veto
    value: Value
    used: frozenset[FigureKey]

    @property
    def open(self) -> bool:
        """Whether the condition cannot be decided yet."""
        return isinstance(self.value, Absence) and self.value != Absence.NOT_APPLICABLE

    @property
    def holds(self) -> bool:
        """Whether the veto is taken."""
        return not isinstance(self.value, Absence) and bool(self.value)


@dataclass(slots=True)
class Consequences:
    """Grades, bars, awards as (award, unit, places risen), and flags of the units of one table."""

    bars: dict[str, Bar]
    grades: dict[str, str] = field(default_factory=dict)
    awards: list[tuple[str, str, Fraction]] = field(default_factory=list)
    flags: dict[str, set[str]] = field(default_factory=dict)


def consequences(
    scorer: LeafScorer,
    table: Table,
    checkpoint: Checkpoint,
    totals: Mapping[str, Score],
    ranks: Mapping[str, int],
) -> Consequences:
    """Vetoes, grades and awards of a table; ``ranks`` holds the ranked units that have points."""
    compiled = scorer.compiled
    judged = {unit: verdicts(scorer, table, checkpoint, unit) for unit in table.units}
    bars = {unit: _bar(compiled, table, own) for unit, own in judged.items()}
    found = Consequences(bars, flags={unit: _veto_flags(own) for unit, own in judged.items()})
    found.grades, at_edge = grades_under(compiled, table, bars, totals, ranks)
    for unit in at_edge:
        found.flags[unit].add("tie_at_quota")
    _give_awards(scorer, table, checkpoint, ranks, found)
    return found


def grades_under(
    compiled: Compiled,
    table: Table,
    bars: Mapping[str, Bar],
    totals: Mapping[str, Score],
    ranks: Mapping[str, int],
) -> tuple[dict[str, str], set[str]]:
    """The grades of all units of a table under these bars, and the units at a quota's edge."""
    grades = compiled.grades.get(table.group, ())
    number = len(_ranked(compiled, table))
    given, at_edge = give_grades(grades, _in_order(ranks), bars, totals, number)
    unranked = {unit: totals[unit] for unit in table.units if unit not in compiled.ranked_units}
    return given | grade_unranked(grades, unranked, bars), at_edge


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


def _in_order(ranks: Mapping[str, int]) -> list[list[str]]:
    """The units place by place."""
    return [[unit for unit in ranks if ranks[unit] == place] for place in sorted(set(ranks.values()))]


def _ranked(compiled: Compiled, table: Table) -> tuple[str, ...]:
    return tuple(unit for unit in table.units if unit in compiled.ranked_units)


def verdicts(scorer: LeafScorer, table: Table, checkpoint: Checkpoint, unit: str) -> list[Verdict]:
    """What the vetoes that concern a unit come to."""
    compiled = scorer.compiled
    groups = {table.group, compiled.group_of.get(unit)}
    found = []
    for veto in (veto for veto in compiled.vetoes if groups & set(veto.groups)):
        at = scorer.situation(table.scorecard, None, unit, checkpoint, _ranked(compiled, table))
        value = evaluate(veto.when, at)
        found.append(Verdict(veto, value, frozenset(at.used)))
    return found


def _veto_flags(judged: Sequence[Verdict]) -> set[str]:
    taken = {f"veto:{verdict.veto.code}" for verdict in judged if verdict.holds}
    return taken | {f"veto_open:{verdict.veto.code}" for verdict in judged if verdict.open}


def _bar(compiled: Compiled, table: Table, judged: Sequence[Verdict]) -> Bar:
    """All vetoes on one unit together: the strictest ceiling; a vacancy is left if one of them leaves it."""
    taken = [verdict.veto for verdict in judged if verdict.holds]
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


def last_rank(
    scorer: LeafScorer, table: Table, checkpoint: Checkpoint, award: Award, unit: str
) -> tuple[Value, frozenset[FigureKey]]:
    """A unit's rank of last year as an award reads it, and the figures read for it."""
    at = scorer.situation(table.scorecard, None, unit, checkpoint, _ranked(scorer.compiled, table))
    value = evaluate(award.last_rank, at)
    return value, frozenset(at.used)


def _give_awards(
    scorer: LeafScorer,
    table: Table,
    checkpoint: Checkpoint,
    ranks: Mapping[str, int],
    found: Consequences,
) -> None:
    """进位显著奖: the most places risen first, then the better place now; equals at the edge all get it."""
    for award in (award for award in scorer.compiled.awards if award.group == table.group):
        risen: dict[str, tuple[Fraction, int]] = {}
        for unit in (unit for unit in ranks if not found.bars[unit].loses_award):
            last, _ = last_rank(scorer, table, checkpoint, award, unit)
            if isinstance(last, Fraction) and last - ranks[unit] >= award.places:
                risen[unit] = (ranks[unit] - last, ranks[unit])
        ordered = sorted(risen, key=lambda unit: risen[unit])
        most = len(ordered) if award.most is None else min(award.most, len(ordered))
        for unit in (u for u in ordered if most and risen[u] <= risen[ordered[most - 1]]):
            found.flags[unit].add(f"award:{award.code}")
            found.awards.append((award.code, unit, -risen[unit][0]))
