"""Names beside codes, and flags in words."""

import pytest

from sikao.core.books.names import STATES, flag_term, names_of, terms_of
from sikao.core.figures.absence import Absence, Flag
from sikao.core.wording import Term

OUTCOMES = {"v_safety": Term("重大安全事故", "Major accident"), "advance": Term("进位奖", "Award")}


def test_every_flag_of_the_language_has_words():
    # docs/algorithms/scoring.md, section 6, and the remarks and absences of figures.
    flags = ["pending", "refused", "redistributed", "transferred", "unranked", "tie", "decided_by_rounding"]
    flags += ["tie_at_quota", *Flag, *Absence]
    assert {*STATES} <= {*flags}
    for flag in flags:
        term = flag_term(flag, {})
        assert term.zh != flag
        assert term.en


@pytest.mark.parametrize(
    ("flag", "zh", "en"),
    [
        ("veto:v_safety", "重大安全事故", "Major accident"),
        ("award:advance", "进位奖", "Award"),
        ("veto_open:v_safety", "一票否决待定：重大安全事故", "veto undecided: Major accident"),
    ],
)
def test_vetoes_and_awards_are_called_by_their_names(flag, zh, en):
    assert flag_term(flag, OUTCOMES) == Term(zh, en)


def test_names_fall_back_to_chinese(opened):
    chinese, english = names_of(opened.scheme), names_of(opened.scheme, "en")
    assert chinese.units["jimo"] == "即墨区"
    assert english.units["jimo"] == "Jimo"
    assert chinese.nodes["districts", "total"] == "总分"
    assert english.nodes["districts_checkpoint", "total"] == "Total"
    assert chinese.nodes["districts", "fai"] == chinese.nodes["districts_checkpoint", "fai"]
    assert chinese.grades["districts", "excellent"] == "优秀"
    assert set(english.units) == set(opened.scheme.units)
    assert all(english.units.values())


def test_terms_have_both_languages(opened):
    units, nodes = terms_of(opened.scheme)
    assert units["jimo"] == Term("即墨区", "Jimo")
    assert nodes["districts_checkpoint", "total"] == Term("总分", "Total")
    assert nodes.keys() == names_of(opened.scheme).nodes.keys()
