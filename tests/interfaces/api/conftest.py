"""An office in July 2020 as programs see it: sheets handed in, checks and verifications that wait."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction

from sikao.interfaces.api import door
from sikao.interfaces.limits import Limiter
from sikao.interfaces.web.office.bulletins import verify
from sikao.office.groundwork import clock
from tests.interfaces.api.office import Office
from tests.office.ground import emptying, keys
from tests.office.snapshot import made_once

__all__ = ["emptying", "keys"]


@pytest.fixture(autouse=True)
def a_home(settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Here there is a home, and nobody has asked for anything yet."""
    settings.MIDDLEWARE = settings.OFFICE_MIDDLEWARE
    settings.ROOT_URLCONF = settings.OFFICE_URLCONF
    for asked in (door, verify):
        monkeypatch.setattr(asked, "limiter", Limiter(lambda: tmp_path / "limits"))


@pytest.fixture(autouse=True)
def kept_connection() -> Iterator[None]:
    """A bare request would close the connection, and with it the test's own transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(scope="package")
def built(django_db_setup: None, django_db_blocker) -> Iterator[Office]:
    """Sealing and handing in take seconds: done once, around all tests of the folder."""
    del django_db_setup
    with django_db_blocker.unblock(), transaction.atomic():
        yield made_once(Office.built)
        transaction.set_rollback(True)


@pytest.fixture
def office(built: Office, db: None, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The office as it was built; the clock stands a minute later."""
    del db
    monkeypatch.setattr(clock, "now", built.city.now)
    return built
