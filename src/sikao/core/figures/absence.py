"""Why a figure has no value, and what is known about a figure that has one. Zero is a value."""

from __future__ import annotations

from enum import StrEnum

from sikao.core.wording import Term


class Absence(StrEnum):
    """The kinds of 缺数情形. They are never added up, averaged or read as zero."""

    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"
    NOT_YET_DUE = "not_yet_due"
    WITHHELD = "withheld"
    UNDEFINED = "undefined"
    """Made by the calculators only, where a denominator was zero; no file may bring it."""

    @property
    def term(self) -> Term:
        """The words shown to people; the Chinese form is accepted in files."""
        return _ABSENCE_TERMS[self]


class Flag(StrEnum):
    """Remarks that stay with a figure."""

    LATE = "late"
    ESTIMATED = "estimated"
    DISPUTED = "disputed"
    SYNTHETIC = "synthetic"
    """Generated for a demonstration; it stays with every score and page that it enters."""

    @property
    def term(self) -> Term:
        """The words shown to people; the Chinese form is accepted in files."""
        return _FLAG_TERMS[self]


_ABSENCE_TERMS = {
    Absence.MISSING: Term("未报", "missing"),
    Absence.NOT_APPLICABLE: Term("不适用", "not applicable"),
    Absence.NOT_YET_DUE: Term("未到期", "not yet due"),
    Absence.WITHHELD: Term("不公开", "withheld"),
    Absence.UNDEFINED: Term("无法计算", "undefined"),
}
_FLAG_TERMS = {
    Flag.LATE: Term("迟报", "late"),
    Flag.ESTIMATED: Term("估计", "estimated"),
    Flag.DISPUTED: Term("有异议", "disputed"),
    Flag.SYNTHETIC: Term("合成", "synthetic"),
}

REPORTABLE_ABSENCES = frozenset(Absence) - {Absence.UNDEFINED}
"""What somebody may report; the rest is made by calculation."""
