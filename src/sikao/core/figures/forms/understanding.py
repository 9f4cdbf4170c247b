"""One text, one slot: what somebody typed is read by the one parser for numbers, and compared with the known.

Every door comes through here: the grid on a page, a pasted range, a workbook, the API. A blank is not filled
in, a dash is asked about, an absence is chosen in words, and none of them is ever zero.
"""

from __future__ import annotations

from sikao.core.figures.absence import REPORTABLE_ABSENCES, Absence
from sikao.core.figures.forms.entered import Entered, Reply
from sikao.core.figures.forms.expectations import expected
from sikao.core.figures.forms.form import EntrySlot
from sikao.core.figures.measures import STANDARD_MEASURES, MeasureTable, echo
from sikao.core.figures.numbers import MAX_LENGTH, is_dash, parse_number, rule_for
from sikao.core.wording import NOWHERE, Finding, Findings, Listed, Place, Term

_NOT_APPLICABLE_TOO = ("n/a", "na", "不涉及", "not applicable")
_ABSENCES: dict[str, Absence] = {
    **{absence.value: absence for absence in REPORTABLE_ABSENCES},
    **{absence.term.zh: absence for absence in REPORTABLE_ABSENCES},
    **{absence.term.en: absence for absence in REPORTABLE_ABSENCES},
    **dict.fromkeys(_NOT_APPLICABLE_TOO, Absence.NOT_APPLICABLE),
}
_UNCLEAR = frozenset({"/", "／", "\\", "无", "暂无", "没有", "无数据", "待定", "none", "nil", "null"})
"""Words that some write for zero and others for the want of a figure."""
_ZERO = Term("0（数值为零）", "0 (the value is zero)")


def understand(
    text: str,
    slot: EntrySlot,
    *,
    unit: str = "",
    where: Place = NOWHERE,
    measures: MeasureTable = STANDARD_MEASURES,
) -> Entered:
    """What a text says in a slot, with everything that is odd about it.

    ``unit`` is a unit of measure stated beside the number, by code or by name; the number is then read as if
    it stood behind it. Takes time in proportion to the length, and looks at no more than 40 characters.
    """
    bare = text.strip(" ")
    if not bare:
        return Entered(slot.key, text, Reply.BLANK)
    word = bare.lower() if len(bare) <= MAX_LENGTH else ""
    if word in _ABSENCES:
        return _absent(text, _ABSENCES[word], slot, where)
    if is_dash(word) or word in _UNCLEAR:
        choices = Listed.of((*slot.choices(), _ZERO))
        found = Findings()
        found.error("form.queried", where, text=bare, choices=choices)
        return Entered(slot.key, text, Reply.QUERIED, findings=tuple(found))
    return _number(text, slot, unit, where, measures)


def _absent(text: str, absence: Absence, slot: EntrySlot, where: Place) -> Entered:
    if absence in slot.absences:
        return Entered(slot.key, text, Reply.ABSENT, absence=absence)
    found = Findings()
    choices = Listed.of((*slot.choices(), Term("数值", "a value")))
    found.error("form.absence_refused", where, absence=absence.term, choices=choices)
    return Entered(slot.key, text, Reply.REFUSED, findings=tuple(found))


def _number(text: str, slot: EntrySlot, unit: str, where: Place, measures: MeasureTable) -> Entered:
    suffix, refusals = _stated(unit, slot, where, measures)
    if refusals:
        return Entered(slot.key, text, Reply.REFUSED, raw_unit=unit, findings=refusals)
    number, findings = parse_number(text.rstrip(" ") + suffix, rule_for(slot.measure), where)
    if number is None:
        return Entered(slot.key, text, Reply.REFUSED, raw_unit=unit, findings=findings)
    words = Term(echo(number.value, slot.measure, "zh"), echo(number.value, slot.measure, "en"))
    told = (*findings, *expected(number.value, slot, where))
    return Entered(
        slot.key, text, Reply.VALUE, number.value, None, unit or number.suffix, words, _ordered(told)
    )


def _stated(
    unit: str, slot: EntrySlot, where: Place, measures: MeasureTable
) -> tuple[str, tuple[Finding, ...]]:
    """The suffix that a unit of measure stated beside the number comes to."""
    if not unit:
        return "", ()
    known, findings = measures.find(unit, where)
    if known is None:
        return "", findings
    return ("", ()) if known.code == slot.measure.code else (known.zh, ())


def _ordered(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return Findings(findings).sorted()
