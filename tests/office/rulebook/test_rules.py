"""The machine as a table, held against the table of rights."""

import pytest

from sikao.office.accounts.rights.deciding import Holding
from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.rights.table import rights_for
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.groundwork.refusals import NotNow, NotValid, NotYou
from sikao.office.rulebook import rules
from sikao.office.rulebook.rules import Stand, State

STAFF = (Holding(Role.OFFICE_STAFF, ""),)
DIRECTOR = (Holding(Role.OFFICE_DIRECTOR, ""),)
LEADER = (Holding(Role.LEADER, ""),)
AUDITOR = (Holding(Role.AUDITOR, ""),)
DIGEST = "d" * 64


@pytest.mark.parametrize("verb", rules.VERBS)
def test_rights_and_machine_name_the_same_states(verb: Verb) -> None:
    of_machine = {state.value for state, held in rules.TABLE if held is verb}
    assert {state for row in rights_for(verb) for state in row.states} == of_machine


def test_nothing_leads_out_of_sealed() -> None:
    assert not [verb for state, verb in rules.TABLE if state is State.SEALED]


def test_only_sealing_leads_to_sealed_and_only_from_approved() -> None:
    ways = [step for step, after in rules.TABLE.items() if after is State.SEALED]
    assert ways == [(State.APPROVED, Verb.SCHEME_SEAL)]


@pytest.mark.parametrize(
    ("stand", "holdings", "expected"),
    [
        (Stand(State.DRAFT, DIGEST, "other"), STAFF, (Verb.SCHEME_DRAFT, Verb.SCHEME_SUBMIT)),
        (Stand(State.DRAFT, "", "other"), STAFF, (Verb.SCHEME_DRAFT,)),
        (Stand(State.DRAFT, DIGEST, "other"), LEADER, ()),
        (
            Stand(State.SUBMITTED, DIGEST, "other"),
            DIRECTOR,
            (
                Verb.SCHEME_WITHDRAW,
                Verb.SCHEME_REFUSE,
                Verb.SCHEME_APPROVE,
                Verb.SCHEME_APPROVE_OFFLINE,
            ),
        ),
        (
            Stand(State.SUBMITTED, DIGEST, "me"),
            DIRECTOR,
            (Verb.SCHEME_WITHDRAW, Verb.SCHEME_REFUSE, Verb.SCHEME_APPROVE_OFFLINE),
        ),
        (Stand(State.SUBMITTED, DIGEST, "other", ("me",)), LEADER, (Verb.SCHEME_REFUSE,)),
        (Stand(State.APPROVED, DIGEST, "other"), STAFF, (Verb.SCHEME_WITHDRAW, Verb.SCHEME_SEAL)),
        (Stand(State.SEALED, DIGEST, "other"), STAFF, ()),
        (Stand(State.SUBMITTED, DIGEST, "other"), AUDITOR, ()),
    ],
)
def test_a_person_is_offered_what_the_person_may_do(stand, holdings, expected) -> None:
    assert rules.open_to(stand, "me", holdings) == expected


def test_the_second_approval_moves_the_scheme_on() -> None:
    assert rules.after_approval(Stand(State.SUBMITTED, DIGEST, "up")) is State.SUBMITTED
    assert rules.after_approval(Stand(State.SUBMITTED, DIGEST, "up", ("a",))) is State.APPROVED


def test_nobody_approves_the_own_version_or_twice() -> None:
    stand = Stand(State.SUBMITTED, DIGEST, "up", ("a",))
    for person in ("up", "a"):
        with pytest.raises(NotYou):
            rules.check_approver(stand, person)
    rules.check_approver(stand, "b")


def test_a_step_that_is_not_in_the_table_is_refused() -> None:
    with pytest.raises(NotNow):
        rules.next_state(State.DRAFT, Verb.SCHEME_SEAL)


def test_a_decision_is_about_the_digest_that_was_seen() -> None:
    with pytest.raises(NotNow):
        rules.check_same(Stand(State.SUBMITTED, DIGEST, "up"), "e" * 64)


def test_reasons_are_given_and_short() -> None:
    assert rules.check_text("  口径有误 ", needed=True) == "口径有误"
    with pytest.raises(NotValid):
        rules.check_text("  ", needed=True)
    with pytest.raises(NotValid):
        rules.check_text("字" * 501)
