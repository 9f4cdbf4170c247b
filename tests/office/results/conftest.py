"""A city whose year is reported, made once for all tests of a module."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.db import transaction

from sikao.core.insight.readiness import Readiness, readiness_of
from sikao.core.scheme import scheme_digest
from sikao.office.groundwork.files import content_of, store
from sikao.office.groundwork.models import StoredFile
from sikao.office.results import working
from sikao.office.results.computing import Calculated, calculate, figures_at
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


@pytest.fixture
def computed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same figures come to the same book and readiness: both are worked out once for all histories."""
    books: dict[tuple[str, str, str], Calculated] = {}
    ready: dict[tuple[str, str, str], Readiness] = {}

    def book(scheme, checkpoint, seq, told) -> Calculated:
        key = (scheme_digest(scheme), checkpoint, figures_at(scheme, seq).digest())
        if key not in books:
            books[key] = calculate(scheme, checkpoint, seq, told)
        return books[key]

    def readiness(scheme, figures, checkpoint, **given) -> Readiness:
        key = (scheme_digest(scheme), checkpoint, figures.digest())
        if key not in ready:
            ready[key] = readiness_of(scheme, figures, checkpoint, **given)
        return ready[key]

    monkeypatch.setattr(working, "calculate", book)
    monkeypatch.setattr(working, "readiness_of", readiness)
