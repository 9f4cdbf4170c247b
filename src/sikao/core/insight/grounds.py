"""Why a unit has its grade and awards: the exact calculator's grounds with names and sentences put in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sikao.core.books.names import term_of
from sikao.core.figures.absence import Absence
from sikao.core.figures.decimals import canonical
from sikao.core.insight.explanation import (
    AwardGiven,
    Filling,
    Grounds,
    ItemAwardGiven,
    PromotionMet,
    Quota,
    Sentence,
    VetoTaken,
)
from sikao.core.insight.windows import WindowReader
from sikao.core.scheme.expressions import FUNCTIONS
from sikao.core.scheme.model import Scheme
from sikao.core.scheme.model.outcomes import (
    PROMOTION_STATES,
    QUOTA_ROUNDINGS,
    VACANCIES,
    VETO_EFFECTS,
    Grade,
    Veto,
)
from sikao.core.scheme.model.scorecards import Scorecard
from sikao.core.scheme.outcome_words import item_award_rule, promotion_effect
from sikao.core.scheme.phrasing import expression_terms
from sikao.core.scheme.values import Amount
from sikao.core.wording import Term


def sentence_of(scheme: Scheme, code: str | None) -> Sentence | None:
    """A sentence of the policy by its code."""
    if code is None:
        return None
    found = scheme.sentences[code]
    return Sentence(found.text, found.source or "", found.place or "")


class GroundsReader:
    """Reads the calculator's grounds for one scheme and its figures."""

    def __init__(self, scheme: Scheme, reader: WindowReader) -> None:
        self._scheme = scheme
        self._reader = reader

    def grounds(self, card: Scorecard, group: str, found: Mapping[str, Any]) -> Grounds:
        """The grounds of one unit of a ranking group, whose scorecard is ``card``."""
        grades = {grade.code: grade for grade in self._scheme.grades.get(group, ())}
        without = grades.get(found["without"])
        return Grounds(
            number=found["number"],
            quotas=tuple(
                Quota(code, term_of(grade), found["quotas"][code], _rule(grade, found["number"]))
                for code, grade in grades.items()
            ),
            vetoes=tuple(self._veto(veto, grades) for veto in found["vetoes"]),
            without=None if without is None else term_of(without),
            passed_over=self._reader.units_named(found["passed_over"]),
            filled_by=tuple(self._filling(entry, grades) for entry in found["filled_by"]),
            fills=tuple(self._filling(entry, grades) for entry in found["fills"]),
            promotions=tuple(self._promotion(one, grades) for one in found["promotions"]),
            awards=tuple(self._award(award) for award in found["awards"]),
            item_awards=tuple(self._item_award(card, award) for award in found["item_awards"]),
        )

    def _filling(self, entry: list[Any], grades: Mapping[str, Grade]) -> Filling:
        unit, grade, without = entry
        other = None if without is None else term_of(grades[without])
        return Filling(unit, term_of(self._scheme.units[unit]), term_of(grades[grade]), other)

    def _veto(self, found: Mapping[str, Any], grades: Mapping[str, Grade]) -> VetoTaken:
        veto = self._scheme.vetoes[found["code"]]
        return VetoTaken(
            code=veto.code,
            name=term_of(veto),
            condition=expression_terms(veto.when, self._scheme),
            effect=_effect(veto, grades),
            absence=None if found["absence"] is None else Absence(found["absence"]).term,
            sentence=sentence_of(self._scheme, veto.sentence),
            basis=veto.basis,
            figures=self._reader.figures_used(found["figures"]),
            standing=_standing(found["read"]),
        )

    def _promotion(self, found: Mapping[str, Any], grades: Mapping[str, Grade]) -> PromotionMet:
        promotion = self._scheme.promotions[found["code"]]
        before, after = grades.get(found["before"]), grades.get(found["after"])
        return PromotionMet(
            code=promotion.code,
            name=term_of(promotion),
            condition=expression_terms(promotion.when, self._scheme),
            effect=promotion_effect(promotion, grades),
            outcome=PROMOTION_STATES[found["state"]],
            given=found["state"] == "given",
            before=None if before is None else term_of(before),
            after=None if after is None else term_of(after),
            absence=None if found["absence"] is None else Absence(found["absence"]).term,
            sentence=sentence_of(self._scheme, promotion.sentence),
            basis=promotion.basis,
            figures=self._reader.figures_used(found["figures"]),
            standing=_standing(found["read"]),
        )

    def _item_award(self, card: Scorecard, found: Mapping[str, Any]) -> ItemAwardGiven:
        award = self._scheme.item_awards[found["code"]]
        node = next(placed.node for placed in card.walk() if placed.node.code == award.node)
        return ItemAwardGiven(
            code=award.code,
            name=term_of(award),
            node=term_of(node),
            place=found["place"],
            points=found["points"],
            full=found["full"],
            rule=item_award_rule(award),
            sentence=sentence_of(self._scheme, award.sentence),
        )

    def _award(self, found: Mapping[str, Any]) -> AwardGiven:
        award = self._scheme.awards[found["code"]]
        rule = Term(f"至少进 {award.places} 位", f"at least {award.places} places")
        if award.most is not None:
            rule = Term(f"{rule.zh}，至多 {award.most} 个", f"{rule.en}, for {award.most} at most")
        return AwardGiven(
            code=award.code,
            name=term_of(award),
            last_rank=found["last_rank"],
            rank=found["rank"],
            risen=found["risen"],
            rule=rule,
            sentence=sentence_of(self._scheme, award.sentence),
            figures=self._reader.figures_used(found["figures"]),
        )


def _rule(grade: Grade, number: int) -> Term:
    """How many may have a grade, in words, and from which total."""
    if grade.count is not None:
        said = Term(f"{grade.count} 名", f"{grade.count} places")
    elif grade.share is not None:
        share, rounding = canonical(grade.share * 100), QUOTA_ROUNDINGS[grade.rounding]
        said = Term(f"{number} 个的 {share}%，{rounding.zh}", f"{share}% of {number}, rounded {rounding.en}")
    else:
        said = Term("其余", "the rest")
    for bound, who in (
        (grade.at_least, Term("总分", "total")),
        (grade.unranked_at_least, Term("单列单位总分", "total of units not ranked")),
    ):
        if bound is not None:
            worth = _worth(bound)
            said = Term(f"{said.zh}，{who.zh}不低于{worth.zh}", f"{said.en}, {who.en} at least {worth.en}")
    return said


def _worth(amount: Amount) -> Term:
    """A threshold as a share of the full points or as points; schemes refuse one that is an expression."""
    if amount.share is not None:
        share = canonical(amount.share * 100)
        return Term(f"满分的 {share}%", f"{share}% of the full points")
    return Term(f" {amount} 分", f"{amount} points")


def _standing(read: Mapping[str, str]) -> tuple[tuple[Term, str], ...]:
    """The places and the total that a condition reads, with their names."""
    return tuple((FUNCTIONS[name].title, value) for name, value in read.items())


def _effect(veto: Veto, grades: Mapping[str, Grade]) -> Term:
    """What a veto does, the grade that it sets, and what becomes of the place."""
    effect, vacancy = VETO_EFFECTS[veto.effect], VACANCIES[veto.vacancy]
    if veto.grade is not None and veto.grade in grades:
        name = term_of(grades[veto.grade])
        effect = Term(f"等次定为{name.zh}", f"the grade is {name.en}")
    return Term(f"{effect.zh}，名额{vacancy.zh}", f"{effect.en}, its place {vacancy.en}")
