"""What promotions and awards say, in words that documents and explanations share."""

from __future__ import annotations

from collections.abc import Mapping

from sikao.core.scheme.model import Grade, ItemAward, Promotion, share_text
from sikao.core.scheme.model.outcomes import MERITS, TIES_AT_EDGE, VACANCIES
from sikao.core.wording import Term


def promotion_effect(promotion: Promotion, grades: Mapping[str, Grade]) -> Term:
    """Where a promotion leads, for how many, and what becomes of the place left. ``grades`` of the group."""
    vacancy = VACANCIES[promotion.vacancy]
    said = Term("晋升一档", "one grade up")
    if promotion.grade is not None:
        grade = grades.get(promotion.grade)
        zh = promotion.grade if grade is None else grade.name
        en = promotion.grade if grade is None else grade.name_en or grade.name
        said = Term(f"晋为{zh}", f"promoted to {en}")
    if promotion.most is not None:
        said = Term(
            f"{said.zh}，每组按名次至多 {promotion.most} 个",
            f"{said.en}, for {promotion.most} of a group at most, by place",
        )
    return Term(
        f"{said.zh}，不占名额，原等次的名额{vacancy.zh}",
        f"{said.en}, outside the quota, its former place {vacancy.en}",
    )


def item_award_rule(award: ItemAward) -> Term:
    """How many have an award at a node, by what, from which attainment, and what becomes of ties."""
    by, ties = MERITS[award.by], TIES_AT_EDGE[award.ties]
    said = Term(f"按{by.zh}取前 {award.winners} 名", f"the first {award.winners} by {by.en}")
    if award.at_least is not None:
        share = share_text(award.at_least)
        said = Term(f"{said.zh}，得分率不低于 {share}", f"{said.en}, at least {share} of the full points")
    return Term(f"{said.zh}，{ties.zh}", f"{said.en}, {ties.en}")
