"""Every address × every role × whose object × method: the tables decide, and nothing breaks.

A seeded sample in every run; ``SIKAO_MATRIX=whole`` asks everything, as the drill does.
"""

import os
import random
from collections.abc import Iterator

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction

from sikao.interfaces.web.office.pages import PAGES
from sikao.office.accounts.models import Account
from sikao.office.cycle import duties
from sikao.office.groundwork import clock
from sikao.office.rulebook import shelf
from tests.interfaces.api.office import PEOPLE, Office
from tests.interfaces.web.office.matrix import NOBODY, ROUTES, Case, Whole, cases, failures

SEED, SAMPLE = 20200720, 40
"""So many questions for each of those who ask."""


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker) -> Iterator[Whole]:
    """Sealing and handing in take seconds: done once."""
    del django_db_setup
    shelf.forget()
    duties.forget()
    with django_db_blocker.unblock(), transaction.atomic():
        office = Office.built()
        Account.objects.update(must_change=False, password_since=office.city.now(), totp_secret="set")  # noqa: S106
        yield Whole(office)
        transaction.set_rollback(True)


@pytest.fixture
def whole(built: Whole, db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Whole]:
    del db
    monkeypatch.setattr(clock, "now", built.office.city.now)
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield built
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def asked_of(who: str) -> list[Case]:
    every = [case for case in cases() if case.who == who]
    if os.environ.get("SIKAO_MATRIX") == "whole":
        return every
    return random.Random(f"{SEED} {who}").sample(every, SAMPLE)  # noqa: S311 - a sample, no secret


def test_every_address_and_nothing_else_is_asked_for():
    assert {case.page for case in cases()} == set(ROUTES) == set(PAGES)


@pytest.mark.parametrize("who", [*PEOPLE, NOBODY])
def test_nobody_sees_or_does_more_or_less_than_the_tables_say(whole: Whole, who: str) -> None:
    assert failures(whole, asked_of(who)) == {}
