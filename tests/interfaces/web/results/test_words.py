"""Marks beside numbers."""

from sikao.core.books.names import STATES
from sikao.core.wording import Term
from sikao.interfaces.web.results.words import known_marks

NAMES = {
    "v_safety": Term("重大安全事故", "Grave accident"),
    "advance": Term("进位显著奖", "Award for rising"),
}


def codes(*flags: str, carried: bool = True) -> list[str]:
    return [mark.code for mark in known_marks(flags, "zh", NAMES, carried=carried)]


def test_every_flag_of_the_calculators_has_words():
    flags = (
        *(
            "late",
            "estimated",
            "disputed",
            "missing",
            "not_applicable",
            "not_yet_due",
            "withheld",
            "undefined",
        ),
        *("pending", "refused", "redistributed", "transferred", "unranked", "tie", "decided_by_rounding"),
        *("tie_at_quota", "veto:v_safety", "award:advance"),
    )
    for lang in ("zh", "en"):
        marks = known_marks(flags, lang, NAMES)
        assert [mark.code for mark in marks] == list(flags)
        assert all(mark.words and mark.meaning for mark in marks)


def test_vetoes_and_awards_are_called_by_their_names():
    assert [mark.words for mark in known_marks(("veto:v_safety", "award:advance"), "zh", NAMES)] == [
        "重大安全事故",
        "进位显著奖",
    ]
    assert known_marks(("promoted:advance",), "zh", NAMES)[0].words == "晋档：进位显著奖"


def test_a_state_is_called_on_pages_as_in_the_workbook():
    for flag, term in STATES.items():
        assert known_marks((flag,), "zh", NAMES)[0].words == term.zh


def test_a_sum_keeps_silent_about_what_its_indicators_say():
    assert codes("late", "pending", "tie", carried=False) == ["tie"]


def test_synthetic_figures_are_told_once_for_the_page():
    assert codes("synthetic", "late") == ["late"]
