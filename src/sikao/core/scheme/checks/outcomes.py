"""Grades, vetoes, awards and comparison groups: they name groups that are ranked, and leave room for all."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise

from sikao.core.figures.decimals import canonical
from sikao.core.scheme.checks.context import Context, named
from sikao.core.scheme.model import Grade, Group, ItemAward
from sikao.core.scheme.resolving import RankedTable
from sikao.core.scheme.shape import written
from sikao.core.scheme.values import Amount

_NO_SHARE = 2
"""From here on (200 %) a share of the places is a number whose percent sign is missing."""


def check_outcomes(context: Context) -> None:
    """What follows from the totals."""
    for code, grades in context.scheme.grades.items():
        if _is_ranking(context, code, ("grades", code)):
            _check_grades(context, context.scheme.groups[code], grades)
    _check_vetoes(context)
    _check_promotions(context)
    for award in context.scheme.awards.values():
        _is_ranking(context, award.group, ("awards", award.code, "group"))
    for item_award in context.scheme.item_awards.values():
        if _is_ranking(context, item_award.group, ("item_awards", item_award.code, "group")):
            _check_award_node(context, item_award)
    _check_outcome_codes(context)
    _check_among(context)


def _is_ranking(context: Context, code: str, path: tuple[str, ...]) -> bool:
    group = context.scheme.groups.get(code)
    if group is not None and not group.ranked:
        context.error("scheme.not_ranking_group", path, group=named(group.code, group.name))
    return group is not None and group.ranked


def _check_grades(context: Context, group: Group, grades: tuple[Grade, ...]) -> None:
    path = ("grades", group.code)
    seen: set[str] = set()
    for grade in grades:
        here = (*path, grade.code)
        if grade.code in seen:
            context.error("scheme.code_twice", here, code=grade.code)
        seen.add(grade.code)
        is_last = grade is grades[-1]
        if grade.count is not None and grade.share is not None:
            context.error("scheme.grade_two_quotas", here, grade=grade.name)
        elif (grade.count is None and grade.share is None) != is_last:
            context.error("scheme.grade_quota", here, grade=grade.name)
        if grade.share is not None and grade.share >= _NO_SHARE:
            context.error(
                "scheme.grade_share", (*here, "share"), grade=grade.name, share=canonical(grade.share)
            )
        for key in ("at_least", "unranked_at_least"):
            threshold: Amount | None = getattr(grade, key)
            if threshold is not None and threshold.expression is not None:
                context.error("scheme.grade_formula", (*here, key), grade=grade.name)
    _check_unranked(context, group, grades)
    # A grade with a threshold of its own may offer more places than it fills.
    open_grades = [grade for grade in grades if grade.at_least is None]
    # A number that is no share was told already.
    given = [grade.share for grade in open_grades if grade.share is not None and grade.share < _NO_SHARE]
    shares = sum(given, Decimal(0))
    counts = sum(grade.count for grade in open_grades if grade.count is not None)
    ranked = [unit for unit in context.resolved.units_of(group.code) if unit.ranked]
    if shares > 1 or counts > len(ranked):
        context.error(
            "scheme.grades_too_many", path, group=named(group.code, group.name), ranked=str(len(ranked))
        )


def _check_unranked(context: Context, group: Group, grades: tuple[Grade, ...]) -> None:
    """Thresholds for the units that are assessed but not ranked; the last grade takes the rest of them."""
    declared = [grade for grade in grades if grade.unranked_at_least is not None]
    if not declared:
        return
    here = ("grades", group.code)
    if declared[-1] is grades[-1]:
        context.error(
            "scheme.grade_unranked_rest",
            (*here, grades[-1].code, "unranked_at_least"),
            grade=grades[-1].name,
        )
    for better, grade in pairwise(declared):
        if _asks_no_less(grade.unranked_at_least, better.unranked_at_least):
            path = (*here, grade.code, "unranked_at_least")
            context.error("scheme.grade_unranked_order", path, grade=grade.name, better=better.name)
    if all(unit.ranked for unit in context.resolved.units_of(group.code)):
        path = (*here, declared[0].code, "unranked_at_least")
        context.warning("scheme.grade_unranked_nobody", path, group=named(group.code, group.name))


def _asks_no_less(one: Amount | None, other: Amount | None) -> bool:
    """Whether a threshold is as high as another, where both are shares or both points."""
    if one is None or other is None:
        return False
    if one.share is not None and other.share is not None:
        return one.share >= other.share
    return one.points is not None and other.points is not None and one.points >= other.points


def _check_vetoes(context: Context) -> None:
    for veto in context.scheme.vetoes.values():
        path = ("vetoes", veto.code)
        if (veto.effect == "set_grade") != (veto.grade is not None):
            context.error("scheme.veto_grade", path, veto=named(veto.code, veto.name))
        for group in veto.groups:
            grades = _grades_for(context, group)
            if veto.grade is not None and grades is not None and veto.grade not in grades:
                context.error("scheme.veto_unknown_grade", (*path, "grade"), grade=veto.grade, group=group)


def _check_promotions(context: Context) -> None:
    """A promotion leads to a grade that its groups have, and that is not their last."""
    for promotion in context.scheme.promotions.values():
        for group in promotion.groups:
            gradings = _gradings(context, group)
            if not gradings:
                path, name = ("promotions", promotion.code), named(promotion.code, promotion.name)
                context.error("scheme.promotion_ungraded", (*path, "groups"), promotion=name, group=group)
            elif promotion.grade is not None and not all(
                promotion.grade in {grade.code for grade in grades[:-1]} for grades in gradings
            ):
                path = ("promotions", promotion.code)
                context.error("scheme.promotion_grade", (*path, "grade"), grade=promotion.grade, group=group)


def _check_award_node(context: Context, award: ItemAward) -> None:
    """The node lies on the scorecard of the award's group."""
    for table in context.resolved.tables:
        nodes = {placed.node.code for placed in table.scorecard.walk()}
        elsewhere = award.node not in nodes and award.node in _nodes(context)
        if table.group.code == award.group and elsewhere:
            path = ("item_awards", award.code, "node")
            card = named(table.scorecard.code, table.scorecard.name)
            context.error("scheme.award_node", path, node=award.node, scorecard=card)


def _nodes(context: Context) -> set[str]:
    return {placed.node.code for card in context.scheme.scorecards.values() for placed in card.walk()}


def _check_outcome_codes(context: Context) -> None:
    """A book's flags name vetoes, promotions and awards by code alone."""
    scheme = context.scheme
    first: dict[str, str] = {}
    sections: dict[str, Mapping[str, object]] = {
        "vetoes": scheme.vetoes,
        "promotions": scheme.promotions,
        "awards": scheme.awards,
        "item_awards": scheme.item_awards,
    }
    for section, codes in sections.items():
        for code in codes:
            other = first.setdefault(code, section)
            if other != section:
                context.error(
                    "scheme.outcome_code", (section, code), code=code, other=written("Scheme", other)
                )


def _grades_for(context: Context, group: str) -> set[str] | None:
    """Codes of the grades that units of a group can get; ``None`` when nothing grades them."""
    gradings = _gradings(context, group)
    if not gradings:
        return None
    return set.intersection(*({grade.code for grade in grades} for grades in gradings))


def _gradings(context: Context, group: str) -> list[tuple[Grade, ...]]:
    """The grades of every ranking group in which units of a group are ranked."""
    units = context.resolved.units_of(group)
    ranking = {found.code for unit in units if (found := context.resolved.ranking_group(unit)) is not None}
    return [context.scheme.grades[code] for code in ranking if code in context.scheme.grades]


def _check_among(context: Context) -> None:
    """A comparison group lies inside every ranking group that uses the scorecard and has units there."""
    for table in context.resolved.tables:
        for placed in table.scorecard.walk():
            among = placed.node.among
            if among is None or among not in context.scheme.groups:
                continue
            code = _among_fault(context, table, among)
            if code is not None:
                path = ("scorecards", table.scorecard.code, "nodes", placed.node.code, "among")
                context.error(code, path, group=among, table=named(table.group.code, table.group.name))


def _among_fault(context: Context, table: RankedTable, among: str) -> str | None:
    """Places are given within a ranking group: units beyond it would be named and never compared with."""
    compared = {unit.code for unit in context.resolved.units_of(among) if unit.ranked}
    inside = {unit.code for unit in table.units}
    if not compared & inside:
        return "scheme.among_elsewhere"
    return None if compared <= inside else "scheme.among_wider"
