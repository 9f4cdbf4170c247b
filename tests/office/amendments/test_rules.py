"""The machine of amendments as one table, what an approval names, and which checkpoints may be reached."""

import pytest

from sikao.core.wording import Term
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.amendments.rules import (
    AMENDABLE,
    TABLE,
    Stand,
    Standing,
    State,
    after_approval,
    bound_digest,
    check_approver,
    check_issuer,
    check_reach,
    check_same,
    next_state,
    standing_of,
)
from sikao.office.groundwork.refusals import NotNow, NotYou

STAND = Stand(State.SUBMITTED, "b" * 64, "staff", submitted_by="other")


def test_the_whole_machine() -> None:
    told = {
        (state.value, verb.value.removeprefix("amendment.")): after.value
        for (state, verb), after in TABLE.items()
    }
    assert told == {
        ("draft", "draft"): "draft",
        ("draft", "weigh"): "draft",
        ("draft", "submit"): "submitted",
        ("draft", "drop"): "dropped",
        ("submitted", "withdraw"): "draft",
        ("submitted", "refuse"): "draft",
        ("submitted", "approve"): "approved",
        ("submitted", "approve_offline"): "approved",
        ("approved", "withdraw"): "draft",
        ("approved", "issue"): "in_force",
    }
    for state in (State.IN_FORCE, State.DROPPED):
        with pytest.raises(NotNow):
            next_state(state, Verb.AMENDMENT_WITHDRAW)


@pytest.mark.parametrize(
    ("editions", "standing"),
    [
        ([], Standing.NONE),
        ([("dropped", False)], Standing.NONE),
        ([("dropped", True)], Standing.OPENED),
        ([("provisional", False)], Standing.OPENED),
        ([("dropped", False), ("feedback", True)], Standing.OPENED),
        ([("approved", True)], Standing.OPENED),
        ([("published", True)], Standing.ANNOUNCED),
        ([("withdrawn", True)], Standing.ANNOUNCED),
        ([("replaced", True), ("provisional", False)], Standing.ANNOUNCED),
    ],
)
def test_a_checkpoint_is_closed_from_the_opening_of_its_result_on(editions, standing) -> None:
    assert standing_of(editions) is standing
    assert AMENDABLE[standing] is (standing is Standing.NONE)


def test_a_closed_checkpoint_is_named() -> None:
    check_reach(())
    with pytest.raises(NotNow) as told:
        check_reach((Term("半年", "Half-year"),))
    assert told.value.findings[0].code == "amendment.reaches_back"


def test_an_approval_names_everything_that_it_approves() -> None:
    given = {
        "scheme": "city_2020",
        "number": 2,
        "follows": "a" * 64,
        "digest": "b" * 64,
        "since": "q3",
        "reason": "调减",
        "impact": "c" * 64,
    }
    others = {**dict.fromkeys(given, "x"), "number": 3}
    digests = {bound_digest(**{**given, name: others[name]}) for name in given}
    assert len(digests | {bound_digest(**given)}) == 8


def test_four_eyes_beside_whoever_made_it() -> None:
    for own in ("staff", "other"):
        with pytest.raises(NotYou):
            check_approver(STAND, own)
    check_approver(STAND, "leader")
    assert after_approval(STAND) is State.SUBMITTED
    second = Stand(State.SUBMITTED, STAND.bound, "staff", approved_by=("leader",))
    assert after_approval(second) is State.APPROVED
    with pytest.raises(NotYou):
        check_approver(second, "leader")
    with pytest.raises(NotYou):
        check_issuer(Stand(State.APPROVED, "", "staff", recorded_by="director"), "director")


def test_whoever_decides_names_what_was_on_the_screen() -> None:
    check_same(STAND, "b" * 64)
    for seen in ("", "c" * 64):
        with pytest.raises(NotNow):
            check_same(STAND, seen)
    with pytest.raises(NotNow):
        check_same(Stand(State.DRAFT, "", "staff"), "")
