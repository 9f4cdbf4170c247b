"""The lock on the rights of who acts, on a real PostgreSQL: what shares it, and what waits for it."""

from datetime import timedelta
from threading import Barrier, Event

import pytest
from django.db import connection, transaction

from sikao.office.accounts.actions.delegation import end_delegation, give_delegation
from sikao.office.accounts.models import Organisation
from sikao.office.accounts.queries import authorise, hold_still
from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.rights.verbs import Verb
from tests.office.staff import AT, organisation, person
from tests.office.together import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.both,
    pytest.mark.skipif(
        "connection.vendor != 'postgresql'", reason="a database of one writer has no such locks"
    ),
]
assert connection


def test_acts_of_one_person_lock_in_whatever_order():
    """One asks for its right before it locks what it is about, the other after it: neither waits for ever."""
    organisation("licang")
    actor = person("staff", Role.OFFICE_STAFF)
    begun = Barrier(2)

    def locked() -> None:
        Organisation.objects.select_for_update(no_key=True).get(pk="licang")

    def right_first() -> None:
        with transaction.atomic():
            authorise(actor, AT, Verb.EDITION_OPEN)
            begun.wait(10)
            locked()

    def right_last() -> None:
        with transaction.atomic():
            locked()
            begun.wait(10)
            authorise(actor, AT, Verb.EDITION_OPEN)

    assert at_once(right_first, right_last) == ["done", "done"]


def test_a_delegation_is_not_taken_back_while_an_act_stands_on_it():
    organisation("licang")
    signer, deputy = person("signer", (Role.SIGNER, "licang")), person("deputy", (Role.REPORTER, "licang"))
    days = {"since": AT.date() + timedelta(1), "last_day": AT.date() + timedelta(9)}
    given = give_delegation(actor=signer, at=AT, delegate=deputy.person, organisation="licang", **days)
    held, ended = Event(), Event()

    def act() -> None:
        with transaction.atomic():
            hold_still(deputy.person, signer.person)
            held.set()
            assert not ended.wait(1)

    def end() -> None:
        assert held.wait(10)
        end_delegation(actor=signer, at=AT, delegation=given)
        ended.set()

    assert at_once(act, end) == ["done", "done"]
    assert ended.is_set()
