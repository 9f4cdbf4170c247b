"""A city with the demonstration's scheme, its tasks generated on 6 January 2020."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.db import transaction

from tests.office.city import City
from tests.office.snapshot import made_once


@pytest.fixture(scope="module")
def opened(django_db_setup: None, django_db_blocker) -> Iterator[City]:
    """Sealing takes seconds: it is done once, and lies in a transaction around all tests of a module."""
    del django_db_setup
    with django_db_blocker.unblock(), transaction.atomic():
        yield made_once(City.in_its_year)
        transaction.set_rollback(True)


@pytest.fixture
def city(opened: City, db: None) -> City:
    """The year is open; organisations and people are added by the tests."""
    del db
    return replace(opened, people=dict(opened.people))
