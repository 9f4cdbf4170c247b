"""Guessing ends, nobody is locked out by somebody else, and nobody learns who has an account."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sikao.office.accounts import factors, hashing
from sikao.office.accounts.actions import accounts, signing_in
from sikao.office.accounts.models import Account, Attempt
from sikao.office.accounts.rights.roles import Role
from sikao.office.groundwork.actor import Actor, Channel
from sikao.office.groundwork.models import Entry
from sikao.office.groundwork.refusals import NotNow, NotValid
from tests.drill.figures import many
from tests.office.staff import AT, PASSWORD, person

pytestmark = pytest.mark.django_db


def try_in(login: str, password: str, at=AT, source: str = "here"):
    actor = Actor("", Channel.WEB, source=source)
    return signing_in.sign_in(actor=actor, at=at, login=login, password=password, address="")


@pytest.fixture
def evaluated(monkeypatch):
    """The moments at which a password was really compared."""
    seen: list = []
    real = hashing.is_password

    def noted(password: str, kept: str) -> bool:
        seen.append(noted.at)
        return password == "right" if noted.quick else real(password, kept)  # noqa: S105

    noted.at, noted.quick = AT, True
    monkeypatch.setattr(signing_in, "is_password", noted)
    return seen, noted


@pytest.mark.slow
def test_of_thousands_of_guesses_five_in_half_an_hour_are_evaluated(evaluated):
    person("wang")
    seen, noted = evaluated
    at = AT
    for number in range(many(2_000, 10_000)):
        at = AT + timedelta(seconds=2 * number)  # more than an hour of guessing; five and a half in the drill
        noted.at = at
        with pytest.raises((NotValid, NotNow)):
            try_in("wang", f"guess {number}", at)
    window = timedelta(minutes=30)
    most = max(sum(one <= other < one + window for other in seen) for one in seen)
    assert most <= 5
    assert len(seen) >= 5


@pytest.mark.both
@pytest.mark.usefixtures("evaluated")
def test_a_rival_who_guesses_locks_out_nobody_but_himself():
    who = person("wang")
    for _ in range(100):
        with pytest.raises((NotValid, NotNow)):
            try_in("wang", "wrong", source="rival")
    for number in range(100):
        found = try_in("wang", "right", AT + timedelta(seconds=number), source=f"own {number % 3}")
        assert found.person == who.person
    with pytest.raises(NotNow):
        try_in("wang", "right", source="rival")
    later = AT + timedelta(minutes=31)
    assert try_in("wang", "right", later, source="rival").person == who.person


@pytest.mark.usefixtures("evaluated")
def test_right_passwords_take_nothing_from_the_limit():
    person("wang")
    for _ in range(30):
        try_in("wang", "right")
    assert Attempt.objects.count() <= 1
    assert Attempt.objects.first().failures == 0


def test_one_password_for_many_names_ends_too(evaluated):
    seen, _ = evaluated
    for number in range(150):
        with pytest.raises((NotValid, NotNow)):
            try_in(f"name{number}", "Spring 2020")
    assert len(seen) == 100
    assert Entry.objects.filter(verb="session.sign_in").count() == 100


def test_a_name_nobody_has_costs_and_leaves_what_a_wrong_password_does():
    person("wang")
    left = []
    for login, source in (("wang", "one"), ("wnag", "two")):
        with (
            CaptureQueriesContext(
                connection,
            ) as queries,
            pytest.raises(NotValid) as refused,
        ):
            try_in(login, "wrong", source=source)
        left.append((len(queries), str(refused.value), Entry.objects.latest("seq").new))
    assert left[0] == left[1]


def test_what_was_typed_as_a_name_is_not_kept():
    with pytest.raises(NotValid):
        try_in(PASSWORD, "")
    entry = Entry.objects.latest("seq")
    assert (entry.outcome, entry.object_ref, entry.actor) == ("refused", "", "")
    assert PASSWORD.lower() not in entry.text().lower()


def test_a_closed_account_answers_like_none():
    who, system = person("wang"), person("system", Role.SYSTEM_ADMIN)
    person("other", Role.SYSTEM_ADMIN)
    accounts.close_account(actor=system, at=AT, person=who.person, reason="left")
    with pytest.raises(NotValid) as refused:
        try_in("wang", PASSWORD)
    assert {finding.code for finding in refused.value.findings} == {"sign_in.wrong"}


def test_two_persons_unlock():
    who = person("wang")
    security, director = person("security", Role.SECURITY_ADMIN), person("director", Role.OFFICE_DIRECTOR)
    for _ in range(5):
        with pytest.raises(NotValid):
            try_in("wang", "wrong")
    with pytest.raises(NotNow):
        try_in("wang", PASSWORD)
    ref = accounts.ask_unlock(actor=security, at=AT, person=who.person, reason="called from the office")
    with pytest.raises(NotNow):
        try_in("wang", PASSWORD)
    accounts.confirm_request(actor=director, at=AT, request=ref)
    assert try_in("wang", PASSWORD).person == who.person


def test_a_hash_of_an_earlier_cost_is_made_anew(monkeypatch):
    who = person("wang")
    before = Account.objects.get(pk=who.person).password
    try_in("wang", PASSWORD)
    assert Account.objects.get(pk=who.person).password == before
    monkeypatch.setattr("tests.hashing.QuickArgon2.memory_cost", 16)
    try_in("wang", PASSWORD)
    after = Account.objects.get(pk=who.person).password
    assert after != before and "m=16" in after


def test_a_code_to_fall_back_on_works_once():
    who = person("wang", Role.OFFICE_DIRECTOR)
    account = Account.objects.get(pk=who.person)
    codes = factors.new_codes(account)
    assert len(set(codes)) == 10
    spaced = " ".join(codes[3][i : i + 4] for i in range(0, 16, 4)).upper()
    signing_in.prove_factor(actor=who, at=AT, code=spaced)
    with pytest.raises(NotValid):
        signing_in.prove_factor(actor=who, at=AT, code=codes[3])
    assert factors.codes_left(account) == 9
    other = Account.objects.get(pk=person("li", Role.OFFICE_DIRECTOR).person)
    assert not factors.accept_recovery(other, codes[4], AT)
