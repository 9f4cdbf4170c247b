"""When a session is over, and what sign-in asks for next."""

from datetime import timedelta

import pytest

from sikao.office.accounts.rules.passwords import PROFILES
from sikao.office.accounts.rules.sessions import (
    Lasting,
    Proofs,
    Times,
    is_expired,
    is_fresh,
    is_over,
    seconds_left,
    still_asked,
)
from tests.office.staff import AT

LASTING = Lasting(timedelta(minutes=30), timedelta(hours=12))
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("signed_in", "seen", "over"),
    [
        (0, 0, False),
        (-29, -29, False),
        (-30, -30, True),
        (-719, -1, False),
        (-720, -1, True),
        (30, 30, True),  # the clock has gone back
    ],
)
def test_a_session_is_over(signed_in, seen, over):
    times = Times(AT + signed_in * MINUTE, AT + seen * MINUTE, None)
    assert is_over(times, LASTING, AT) is over


def test_a_factor_is_fresh_for_ten_minutes():
    for minutes, fresh in ((0, True), (9, True), (10, False), (-1, False)):
        assert is_fresh(Times(AT, AT, AT - minutes * MINUTE), AT) is fresh
    assert not is_fresh(Times(AT, AT, None), AT)


def test_the_time_left_ends_with_use_or_with_age():
    assert seconds_left(Times(AT, AT, None), LASTING, AT) == 1800
    assert seconds_left(Times(AT - 710 * MINUTE, AT, None), LASTING, AT) == 600


@pytest.mark.parametrize(
    ("changes", "step"),
    [
        ({}, ""),
        ({"has_factor": True}, "second-factor"),
        ({"has_factor": True, "must_change": True}, "second-factor"),
        ({"has_factor": True, "proved_factor": True}, ""),
        ({"must_change": True}, "password"),
        ({"password_since": None}, "password"),
        ({"password_since": None, "by_password": False}, ""),
        ({"needs_factor": True}, "set-factor"),
        ({"needs_factor": True, "must_change": True}, "password"),
        ({"needs_factor": True, "by_password": False, "must_change": True}, "set-factor"),
    ],
)
def test_the_steps_of_signing_in(changes, step):
    proofs = {
        "has_factor": False,
        "needs_factor": False,
        "proved_factor": False,
        "must_change": False,
        "password_since": AT,
        "by_password": True,
    }
    assert still_asked(Proofs(**{**proofs, **changes}), PROFILES["mlps3"], AT) == step


def test_passwords_grow_old_in_one_profile_only():
    old = AT - timedelta(days=90)
    assert is_expired(old, PROFILES["mlps3"], AT) and not is_expired(old, PROFILES["nist"], AT)
    assert not is_expired(old + MINUTE, PROFILES["mlps3"], AT)
