"""The machine of papers, exhaustively; codes, numbers, and what an edit adds."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sikao.office.accounts.rights.verbs import Verb
from sikao.office.bulletins.rules import (
    ALIVE,
    IN_FORCE,
    KEPT,
    OFFERED,
    TABLE,
    WENT_OUT,
    Basis,
    Stand,
    State,
    check_issue,
    code_shown,
    code_typed,
    digest_typed,
    lacking,
    new_numbers,
    next_state,
    numbered,
    standing,
)
from sikao.office.groundwork.refs import new_ref
from sikao.office.groundwork.refusals import NotNow, NotValid, NotYou
from sikao.office.results.stages import State as EditionState

TODAY = date(2021, 4, 20)
NOW = Basis("b" * 64, "a" * 64)
READY = Stand(State.DRAFT, 2, "示考办发〔2021〕12号", TODAY, "staff", TODAY, NOW, NOW, 2, "c" * 64)
ENDED = {
    EditionState.DROPPED: State.LAPSED,
    EditionState.REPLACED: State.REPLACED,
    EditionState.WITHDRAWN: State.WITHDRAWN,
}


def test_the_machine_has_these_steps_and_no_others() -> None:
    steps = {
        (State.DRAFT, Verb.PAPER_PREPARE, State.DRAFT),
        (State.DRAFT, Verb.PAPER_KEEP, State.DRAFT),
        (State.DRAFT, Verb.PAPER_WORD, State.DRAFT),
        (State.DRAFT, Verb.PAPER_ISSUE, State.ISSUED),
        (State.ISSUED, Verb.PAPER_ARCHIVE, State.ARCHIVED),
        (State.ISSUED, Verb.PAPER_WITHDRAW, State.WITHDRAWN),
        (State.ARCHIVED, Verb.PAPER_WITHDRAW, State.WITHDRAWN),
    }
    found = set()
    for state, verb in product(State, (*OFFERED, Verb.PAPER_KEEP)):
        try:
            found.add((state, verb, next_state(state, verb)))
        except NotNow:
            assert (state, verb) not in TABLE
    assert found == steps


@pytest.mark.parametrize(("kept", "edition"), list(product(KEPT, EditionState)))
def test_a_paper_ends_with_its_result(kept: State, edition: EditionState) -> None:
    found = standing(kept, edition)
    assert standing(kept, None) is kept
    if kept is State.WITHDRAWN:
        assert found is State.WITHDRAWN
    elif kept is State.DRAFT:
        alive = edition.under_way or edition is EditionState.PUBLISHED
        assert found is (State.DRAFT if alive else State.LAPSED)
    elif edition in (EditionState.WITHDRAWN, EditionState.REPLACED):
        assert found is ENDED[edition]
    else:
        assert found is kept
    assert found.in_force <= found.went_out and found.went_out == (kept is not State.DRAFT)


def test_the_sets_of_states_fit_together() -> None:
    assert set(IN_FORCE) < set(WENT_OUT) and set(IN_FORCE) < set(ALIVE) < set(KEPT)


def test_what_is_ready_is_issued_by_somebody_else_who_read_it() -> None:
    check_issue(READY, "director", READY.content)
    with pytest.raises(NotYou):
        check_issue(READY, "staff", READY.content)
    with pytest.raises(NotNow) as other:
        check_issue(READY, "director", "d" * 64)
    assert [finding.code for finding in other.value.findings] == ["paper.changed"]


def test_all_that_is_lacking_is_said_at_once() -> None:
    bare = Stand(State.DRAFT, 1, "", None, "staff", TODAY, Basis("b", "", final=False))
    codes = [finding.code for finding in lacking(bare)]
    assert codes == ["paper.not_final", "paper.no_number", "paper.no_day", "paper.not_made"]
    old = Stand(State.DRAFT, 3, "1号", date(2021, 4, 20), "staff", TODAY, NOW, Basis("b", "a"), 2, "c")
    assert [finding.code for finding in lacking(old)] == ["paper.not_made", "paper.other_content"]
    ahead = replace(READY, on=date(2021, 4, 21))
    assert [finding.code for finding in lacking(ahead)] == ["paper.day_ahead"]
    ruled = replace(READY, now=replace(NOW, since=date(2021, 4, 21)))
    assert [finding.code for finding in lacking(ruled)] == ["paper.day_before"]
    assert lacking(replace(READY, now=replace(NOW, since=date(2021, 4, 20)))) == []  # the same day
    assert lacking(Stand(State.ISSUED, 1, "", None, "staff", TODAY, NOW)) == ()


@given(st.text(alphabet="-– \t", max_size=4), st.booleans())
def test_a_code_is_read_however_it_is_typed(between: str, upper: bool) -> None:
    code = new_ref()
    shown = code_shown(code)
    assert len(shown) == 19 and code_typed(shown) == code
    typed = between.join(code.upper() if upper else code)
    assert code_typed(typed) == code and digest_typed(typed) == ""


@given(st.text(max_size=80))
def test_what_is_no_code_and_no_digest_is_neither(text: str) -> None:
    assert len(code_typed(text)) in (0, 16) and len(digest_typed(text)) in (0, 64)


@pytest.mark.parametrize("wrong", ["", "2" * 15, "2" * 17, "0" * 16, "l" * 16, "ａ" * 16])
def test_letters_that_no_code_has_are_refused(wrong: str) -> None:
    assert code_typed(wrong) == ""


def test_letters_are_numbered_in_their_order() -> None:
    assert numbered("函〔2021〕#号", 9, 3) == ["函〔2021〕9号", "函〔2021〕10号", "函〔2021〕11号"]
    assert numbered("函〔2021〕9号", 1, 1) == ["函〔2021〕9号"]
    for pattern in ("函9号", "#-#", ""):
        with pytest.raises(NotValid):
            numbered(pattern, 1, 2)


@pytest.mark.parametrize(
    ("before", "after", "new"),
    [
        ("得分84.15分，居第1位。", "得分84.15分，居首位。", []),
        ("得分84.15分。", "得分84.51分，比去年高2分。", ["84.51", "2"]),
        ("", "1,234.5亿元和1,234.5亿元", ["1,234.5"]),
    ],
)
def test_numbers_that_the_program_did_not_write_are_told(before: str, after: str, new: list[str]) -> None:
    assert new_numbers(before, after) == new
