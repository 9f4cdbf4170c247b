"""A city whose year is reported, made once for all tests of a module."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.db import transaction

from sikao.office.groundwork.files import content_of, store
from sikao.office.groundwork.models import StoredFile
from tests.office.city import City
from tests.office.results import ways
from tests.office.results.years import computed, reported, revised, work
from tests.office.snapshot import made_once


def with_a_run() -> tuple[City, str, tuple[bytes, ...]]:
    """The first quarter computed; and the bytes of every file, which rows alone do not bring back."""
    city = reported()
    ref = computed(city)
    return city, ref, tuple(content_of(digest) for digest in _digests())


def with_a_correction(city: City, run: str) -> tuple[City, str, str, tuple[bytes, ...]]:
    """The first quarter published; then 李沧's growth is revised from 7.8 to 5.2, a correction given to the
    units, and what the worker finds out about it.
    """
    first = ways.published(city, run)
    revised(city, "5.2")
    second = ways.given(city, computed(city))
    work(city)
    return city, first, second, tuple(content_of(digest) for digest in _digests())


def _digests() -> list[str]:
    return list(StoredFile.objects.values_list("sha256", flat=True).distinct())


@pytest.fixture(scope="module")
def opened(django_db_setup: None, django_db_blocker) -> Iterator[tuple[City, str]]:
    del django_db_setup
    whole = transaction.atomic()
    whole._from_testcase = True  # as around every test, so that the worker's own transactions may begin
    with django_db_blocker.unblock(), whole:
        city, ref, files = made_once(with_a_run)
        for content in files:  # other tests sweep what nothing names
            store([content])
        yield city, ref
        transaction.set_rollback(True)


@pytest.fixture
def city(opened: tuple[City, str], db: None) -> City:
    """Figures are there, and one run of the first quarter."""
    del db
    return replace(opened[0], people=dict(opened[0].people))


@pytest.fixture
def run(opened: tuple[City, str], city: City) -> str:
    """That run."""
    del city
    return opened[1]


@pytest.fixture
def corrected(opened: tuple[City, str], db: None) -> tuple[City, str, str]:
    """The published edition of the first quarter and its correction, which is with the units."""
    del db
    begun = replace(opened[0], people=dict(opened[0].people))
    city, first, second, files = made_once(with_a_correction, begun, opened[1])
    for content in files:
        store([content])
    return city, first, second
