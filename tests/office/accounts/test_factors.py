"""Codes are those of the standard, and each is taken once."""

import base64
from datetime import UTC, datetime, timedelta

import pytest

from sikao.office.accounts import factors
from sikao.office.accounts.models import Account
from tests.office.staff import AT, person

# RFC 6238, appendix B, the column of SHA-1; the last six of its eight digits.
RFC = base64.b32encode(b"12345678901234567890").decode()


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
    ],
)
def test_codes_are_those_of_the_standard(seconds, code):
    assert factors.code_at(RFC, seconds // 30) == code
    at = datetime.fromtimestamp(seconds, UTC)
    assert factors.matching_step(RFC, code, at, 0) == seconds // 30


def test_half_a_minute_off_is_tolerated_and_more_is_not():
    code = factors.code_at(RFC, int(AT.timestamp()) // 30)
    for seconds, taken in ((-60, False), (-30, True), (0, True), (30, True), (60, False)):
        assert (factors.matching_step(RFC, code, AT + timedelta(seconds=seconds), 0) is not None) is taken


@pytest.mark.django_db
def test_a_code_is_used_up_and_no_earlier_one_is_taken_after_it():
    account = Account.objects.get(pk=person("wang").person)
    account.totp_secret = factors.seal_secret(account, RFC)
    account.save()
    step = int(AT.timestamp()) // 30
    assert factors.accept_code(account, factors.code_at(RFC, step), AT)
    account.refresh_from_db()
    for again in (step, step - 1):
        assert not factors.accept_code(account, factors.code_at(RFC, again), AT)
    stale = Account.objects.get(pk=account.pk)
    stale.totp_step = 0  # as another request had read it before
    assert not factors.accept_code(stale, factors.code_at(RFC, step), AT)
    for odd in ("", "12345", "1234567", "１２３４５６", "abcdef"):
        assert not factors.accept_code(account, odd, AT)


def test_the_address_for_the_authenticator_names_the_system_and_the_login():
    address = factors.provisioning(RFC, "wang.min")
    assert address.startswith("otpauth://totp/%E5%9B%9B%E8%80%83:wang.min?secret=" + RFC)
    assert "digits=6&period=30" in address
