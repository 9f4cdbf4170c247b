"""A city whose year is open, made once for all tests of a module."""

from dataclasses import replace

import pytest
from django.db import transaction

from tests.office.city import City
from tests.office.docket.ways import with_people
from tests.office.snapshot import made_once


@pytest.fixture(scope="module")
def opened(django_db_setup, django_db_blocker):
    del django_db_setup
    with django_db_blocker.unblock(), transaction.atomic():
        yield made_once(with_people)
        transaction.set_rollback(True)


@pytest.fixture
def city(opened: City, db: None) -> City:
    del db
    return replace(opened, people=dict(opened.people))
