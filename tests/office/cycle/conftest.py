"""A city with the demonstration's scheme, its tasks generated on 6 January 2020."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.db import transaction

from sikao.office.cycle import duties
from sikao.office.rulebook import shelf
from tests.office.city import City


@pytest.fixture(autouse=True)
def forgotten() -> None:
    """No test reads a scheme that another one kept in memory."""
    shelf.forget()
    duties.forget()


@pytest.fixture(scope="module")
def opened(django_db_setup: None, django_db_blocker) -> Iterator[City]:
    """Sealing takes seconds: it is done once, in a transaction around all tests of a module."""
    del django_db_setup
    with django_db_blocker.unblock(), transaction.atomic():
        made = City()
        made.opened()
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def city(opened: City, db: None) -> City:
    """The year is open; organisations and people are added by the tests."""
    del db
    return replace(opened, people=dict(opened.people))
