"""The ten districts in August, made once; and with the amendment weighed."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.db import transaction

from sikao.office.groundwork.files import content_of, store
from sikao.office.groundwork.models import StoredFile
from tests.office.amendments import ways
from tests.office.city import City
from tests.office.snapshot import made_once


def august() -> tuple[City, str, tuple[bytes, ...]]:
    """An amendment whose effect is worked out; and the bytes of every file, which rows do not bring back."""
    city = ways.in_august()
    ref = ways.proposed(city)
    ways.weighed(city, ref)
    digests = StoredFile.objects.values_list("sha256", flat=True).distinct()
    return city, ref, tuple(content_of(digest) for digest in digests)


@pytest.fixture(scope="module")
def weighed(django_db_setup: None, django_db_blocker) -> Iterator[tuple[City, str]]:
    del django_db_setup
    whole = transaction.atomic()
    whole._from_testcase = True  # as around every test, so that the worker's own transactions may begin
    with django_db_blocker.unblock(), whole:
        city, ref, files = made_once(august)
        for content in files:  # other tests sweep what nothing names
            store([content])
        yield city, ref
        transaction.set_rollback(True)


@pytest.fixture
def city(weighed: tuple[City, str], db: None) -> City:
    """August: two results announced, an amendment drafted and its effect worked out."""
    del db
    return replace(weighed[0], people=dict(weighed[0].people))


@pytest.fixture
def ref(weighed: tuple[City, str], city: City) -> str:
    """That amendment."""
    del city
    return weighed[1]
