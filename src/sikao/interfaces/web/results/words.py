"""Names and marks in the reader's language: records by their names, flags and absences by their terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from sikao.core.books.names import STATES, flag_term
from sikao.core.figures.absence import Absence, Flag
from sikao.core.wording import Language, Term

Tone = Literal["note", "quiet", "poor", "first"]


class Named(Protocol):
    """A record of the scheme that people see: its Chinese name, and an English one where somebody gave it."""

    @property
    def name(self) -> str: ...
    @property
    def name_en(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Mark:
    """A short remark beside a number: its words, how it is painted, and what it means in a sentence."""

    code: str
    words: str
    tone: Tone
    meaning: str


_STATES: Mapping[str, tuple[Tone, Term]] = {
    "pending": (
        "quiet",
        Term(
            "部分节点尚未计分，最终得分会变化", "some checkpoints are not scored yet: the score will change"
        ),
    ),
    "refused": (
        "poor",
        Term("缺少数据，暂不计分，结果不完整", "figures are missing: not scored, the result is incomplete"),
    ),
    "redistributed": (
        "note",
        Term(
            "不计分的分值已按比例分摊到其余指标",
            "points that do not count are spread over the rest in proportion",
        ),
    ),
    "transferred": (
        "note",
        Term(
            "该项分值已并入另一项指标，或另一项的分值并入了该项",
            "the points of this indicator went to another one, or those of another one came to it",
        ),
    ),
    "unranked": ("quiet", Term("参加考核，不参加排名", "assessed, not ranked")),
    "tie": ("note", Term("得分相同，名次并列", "equal scores share a place")),
    "decided_by_rounding": ("note", Term("名次先后由四舍五入决定", "the order is decided by rounding")),
    "tie_at_quota": (
        "note",
        Term(
            "在等次名额线上并列，一并给予较高等次", "tied at the edge of the quota: all get the better grade"
        ),
    ),
}
"""How the states of a score are painted and what they mean; their names are those of the book."""


OUTCOMES: Mapping[str, tuple[Tone, Term]] = {
    "veto": ("poor", Term("一票否决，等次受限", "a veto limits the grade")),
    "veto_open": ("note", Term("判断否决条件的数据还缺", "figures for the veto's condition are wanting")),
    "promoted": ("first", Term("符合条件，不占名额晋档", "promoted outside the quota")),
    "promotion_open": (
        "note",
        Term("判断晋档条件的数据还缺", "figures for the promotion's condition are wanting"),
    ),
    "award": ("first", Term("获此奖项", "has this award")),
}
_MEANINGS: Mapping[str, Term] = {
    Flag.LATE: Term("含迟报的数据", "with figures that came late"),
    Flag.ESTIMATED: Term(
        "含快报或估计的数据，终报后可能变化", "with estimated figures that may still change"
    ),
    Flag.DISPUTED: Term("含有异议、正在核对的数据", "with figures that are disputed and under review"),
    Absence.MISSING: Term("有数据未报", "figures were not reported"),
    Absence.NOT_APPLICABLE: Term("该项对本单位不适用", "does not apply to this unit"),
    Absence.NOT_YET_DUE: Term("数据尚未到期", "figures are not yet due"),
    Absence.WITHHELD: Term("有数据不予提供", "figures are withheld"),
    Absence.UNDEFINED: Term("按现有数据无法计算", "cannot be computed from the figures"),
}
_SUMMED: Mapping[str, Term] = {
    Absence.NOT_APPLICABLE: Term("有指标对本单位不适用", "an indicator does not apply to this unit"),
    "transferred": Term("有指标的分值已并入另一项指标", "the points of an indicator went to another one"),
}
"""What marks mean beside a scored sum that has them from some of its indicators."""
CARRIED = frozenset({*Flag, *Absence, "pending", "transferred"})
"""What a sum only carries upward from its indicators: said at the indicator, not beside every total."""


_BRIEF = {Absence.NOT_APPLICABLE.term: "n/a", Absence.NOT_YET_DUE.term: "not due"}


def in_a_cell(absence: Term, lang: Language) -> str:
    """An absence where there is room for a number only."""
    return _BRIEF.get(absence, absence.en) if lang == "en" else absence.zh


def known_marks(
    flags: tuple[str, ...],
    lang: Language,
    outcomes: Mapping[str, Term],
    *,
    carried: bool = True,
    summed: bool = False,
) -> tuple[Mark, ...]:
    """The marks of a score's flags; that figures are synthetic is told once for the whole page.

    ``outcomes`` names vetoes, promotions and awards by code; ``carried``: also what a sum has from its
    indicators; ``summed``: the marks are those of a sum with points.
    """
    told = (f for f in flags if f != Flag.SYNTHETIC and (carried or f not in CARRIED))
    found = (_mark(flag, lang, outcomes) for flag in told)
    marks = tuple(mark for mark in found if mark is not None)
    if not summed:
        return marks
    return tuple(
        replace(mark, meaning=_SUMMED[mark.code].text(lang)) if mark.code in _SUMMED else mark
        for mark in marks
    )


def _mark(flag: str, lang: Language, outcomes: Mapping[str, Term]) -> Mark | None:
    if flag in _STATES:
        tone, meaning = _STATES[flag]
        return Mark(flag, STATES[flag].text(lang), tone, meaning.text(lang))
    if flag in frozenset(Absence):
        return Mark(flag, Absence(flag).term.text(lang), "quiet", _MEANINGS[Absence(flag)].text(lang))
    if flag in frozenset(Flag):
        return Mark(flag, Flag(flag).term.text(lang), "note", _MEANINGS[Flag(flag)].text(lang))
    kind = flag.partition(":")[0]
    if kind in OUTCOMES:
        tone, meaning = OUTCOMES[kind]
        return Mark(flag, flag_term(flag, outcomes).text(lang), tone, meaning.text(lang))
    return None


BETWEEN = Term("、", ", ")
"""What stands between the names of a list."""


def named(record: Named, lang: Language) -> str:
    """The record's name in the language asked for; Chinese where nobody has given an English one."""
    return (record.name_en or record.name) if lang == "en" else record.name
