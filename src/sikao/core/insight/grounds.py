"""Why a unit has its grade and awards: the exact calculator's grounds with names and sentences put in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sikao.core.books.names import term_of
from sikao.core.figures.absence import Absence
from sikao.core.figures.decimals import canonical
from sikao.core.insight.explanation import AwardGiven, Filling, Grounds, Quota, Sentence, VetoTaken
from sikao.core.insight.windows import WindowReader
from sikao.core.scheme.model import Scheme
from sikao.core.scheme.model.outcomes import QUOTA_ROUNDINGS, VACANCIES, VETO_EFFECTS, Grade, Veto
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

    def grounds(self, group: str, found: Mapping[str, Any]) -> Grounds:
        """The grounds of one unit of a ranking group."""
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
            awards=tuple(self._award(award) for award in found["awards"]),
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


def _effect(veto: Veto, grades: Mapping[str, Grade]) -> Term:
    """What a veto does, the grade that it sets, and what becomes of the place."""
    effect, vacancy = VETO_EFFECTS[veto.effect], VACANCIES[veto.vacancy]
    if veto.grade is not None and veto.grade in grades:
        name = term_of(grades[veto.grade])
        effect = Term(f"等次定为{name.zh}", f"the grade is {name.en}")
    return Term(f"{effect.zh}，名额{vacancy.zh}", f"{effect.en}, its place {vacancy.en}")
