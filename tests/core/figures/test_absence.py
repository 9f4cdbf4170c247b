"""Absence and flags: closed lists with words in both languages, none shared."""

from sikao.core.figures.absence import REPORTABLE_ABSENCES, Absence, Flag


def test_the_kinds_of_absence_are_closed() -> None:
    assert [kind.value for kind in Absence] == [
        "missing",
        "not_applicable",
        "not_yet_due",
        "withheld",
        "undefined",
    ]


def test_only_the_calculators_make_undefined() -> None:
    assert Absence.UNDEFINED not in REPORTABLE_ABSENCES
    assert len(REPORTABLE_ABSENCES) == 4


def test_every_word_is_unique() -> None:
    words = [entry.term.text(lang) for entry in (*Absence, *Flag) for lang in ("zh", "en")]
    assert len(set(words)) == len(words) == 18
