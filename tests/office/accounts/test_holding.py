"""The lock on the rights of who acts, on a real PostgreSQL: what shares it, and what waits for it."""

from threading import Barrier

import pytest
from django.db import connection, transaction

from sikao.office.accounts.models import Organisation
from sikao.office.accounts.queries import authorise
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
