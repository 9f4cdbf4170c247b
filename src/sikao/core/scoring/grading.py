"""Grades within their quotas, and units promoted beside them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sikao.core.scoring.rules import Condition, Grade, Threshold


@dataclass(slots=True)
class Bar:
    """What vetoes leave open to a unit: no grade better than ``ceiling``, or the one that is ``fixed``."""

    ceiling: int = 0
    fixed: int | None = None
    leaves_vacancy: bool = False
    loses_award: bool = False

    def allows(self, index: int) -> bool:
        """Whether the unit may have a grade."""
        return self.fixed is None and self.ceiling <= index

    def leaves(self, index: int) -> bool:
        """Whether the unit leaves a vacant place in a grade that it may not have."""
        best = self.ceiling if self.fixed is None else self.fixed
        return self.leaves_vacancy and index < best


@dataclass(frozen=True, slots=True)
class NodeScores:
    """Numerators of points and full points of the units at one node (None: none)."""

    points: tuple[int | None, ...]
    full: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """The units of a table at the last checkpoint: ranks from the first and from the last (0: none), and the
    scores of the total and of the nodes that awards look at.
    """

    group: str
    units: tuple[str, ...]
    ranked: tuple[bool, ...]
    ranks: tuple[int, ...]
    ranks_from_last: tuple[int, ...]
    total: NodeScores
    nodes: Mapping[str, NodeScores]
    points_places: int
    full_den: int

    def points_of(self, scores: NodeScores, place: int) -> Fraction | None:
        """A unit's points at a node."""
        points = scores.points[place]
        return None if points is None else Fraction(points, 10**self.points_places)

    def rate_of(self, scores: NodeScores, place: int) -> Fraction | None:
        """A unit's points over its full points; None where it has no full points."""
        points, full = self.points_of(scores, place), scores.full[place]
        return points * self.full_den / full if points is not None and full else None


@dataclass(frozen=True, slots=True)
class Graded:
    """Indices of grades and codes of promotions by the units' positions, and who is at a quota's edge."""

    grades: dict[int, int]
    promotions: dict[int, str]
    at_edge: set[int]


def graded(
    grades: Sequence[Grade],
    bars: Sequence[Bar],
    at: Field,
    promotions: Sequence[tuple[Condition, frozenset[int]]],
) -> Graded:
    """The grades of the ranked units. ``promotions``: each with the positions that meet its condition.

    Promotions look at what the quotas alone give. A promoted unit takes nobody's place; with fill_next its
    own goes to the next, as if it had not been there.
    """
    given, at_edge = _by_quota(grades, bars, at, frozenset())
    goals: dict[int, int] = {}
    moved: dict[int, Condition] = {}
    for promotion, met in promotions:
        for position, goal in _promoted(grades, bars, at, promotion, met.difference(goals), given):
            goals[position], moved[position] = goal, promotion
    leaving = {place for place, one in moved.items() if one.settings["vacancy"] == "fill_next"}
    if leaving:
        given, at_edge = _by_quota(grades, bars, at, leaving)
    for position, goal in goals.items():
        given[position] = min(goal, given.get(position, goal))
    return Graded(given, {position: one.code for position, one in moved.items()}, at_edge)


def _by_quota(
    grades: Sequence[Grade], bars: Sequence[Bar], at: Field, without: Collection[int]
) -> tuple[dict[int, int], set[int]]:
    """Fill each grade in rank order; units that share a place across a quota's edge all get the better
    grade.
    """
    sharing: dict[int, list[int]] = {}
    for place, rank in enumerate(at.ranks):
        if rank and place not in without:
            sharing.setdefault(rank, []).append(place)
    waiting = [sharing[rank] for rank in sorted(sharing)]
    given: dict[int, int] = {}
    at_edge: set[int] = set()
    vacated: set[int] = set()
    for index, grade in enumerate(grades):
        quota, taken = _quota(grade, sum(at.ranked)), 0
        left: list[list[int]] = []
        for number, equals in enumerate(waiting):
            if quota is not None and taken >= quota:
                left += waiting[number:]
                break
            fitting = [place for place in equals if _reaches(grade.at_least, at, place)]
            taking = [place for place in fitting if bars[place].allows(index)]
            leaving = {place for place in fitting if bars[place].leaves(index)} - vacated
            vacated |= leaving
            taken += len(taking) + len(leaving)
            given.update(dict.fromkeys(taking, index))
            if quota is not None and taken > quota:
                at_edge.update(taking)
            staying = set(equals).difference(taking)
            if staying:
                left.append([place for place in equals if place in staying])
        waiting = left
    for place in (place for equals in sharing.values() for place in equals):
        fixed = bars[place].fixed
        if fixed is not None:
            given[place] = fixed
    return given, at_edge


def _promoted(
    grades: Sequence[Grade],
    bars: Sequence[Bar],
    at: Field,
    promotion: Condition,
    met: Collection[int],
    given: Mapping[int, int],
) -> list[tuple[int, int]]:
    """(position, grade) of those whom one promotion moves, by place; equals at the edge all move."""
    named = promotion.settings["grade"]
    fixed = None if named is None else [grade.code for grade in grades].index(named)
    able = []
    for place in sorted(met):
        now = given.get(place)
        goal = fixed if fixed is not None or now is None else now - 1
        if now is not None and goal is not None and 0 <= goal < now and bars[place].allows(goal):
            able.append((place, goal))
    most = promotion.settings["most"]
    if most is None or most >= len(able):
        return able
    edge = sorted(at.ranks[place] for place, _ in able)[most - 1] if most else 0
    return [(place, goal) for place, goal in able if at.ranks[place] <= edge]


def grade_unranked(grades: Sequence[Grade], bars: Sequence[Bar], at: Field) -> dict[int, int]:
    """The best grade whose own threshold a total reaches, else the last one; nobody's place is taken."""
    given: dict[int, int] = {}
    if all(grade.unranked_at_least is None for grade in grades):
        return given
    for place, bar in enumerate(bars):
        if at.ranked[place] or at.total.points[place] is None:
            continue
        if bar.fixed is not None:
            given[place] = bar.fixed
            continue
        for index, grade in enumerate(grades[bar.ceiling :], bar.ceiling):
            threshold = grade.unranked_at_least
            if grade is grades[-1] or (threshold is not None and _reaches(threshold, at, place)):
                given[place] = index
                break
    return given


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
    points, full = at.points_of(at.total, place), at.total.full[place]
    if points is None or full is None:
        return False
    return points >= threshold.bound * (Fraction(full, at.full_den) if threshold.of_full else 1)
