"""An office with its people, and small schemes in every form that it takes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sikao.core.scheme import load_scheme, new_scheme
from sikao.core.scheme.workbook import scheme_workbook_bytes
from sikao.interfaces.processes import answered
from sikao.office.accounts.rights.roles import Role
from sikao.office.groundwork.actor import Actor
from sikao.office.rulebook import shelf
from sikao.office.rulebook.archive import pack_folder
from sikao.office.rulebook.checking import Checked, check_upload
from tests.office.rulebook.people import Office
from tests.office.staff import person


@pytest.fixture(autouse=True)
def forgotten() -> None:
    """No test reads a scheme that another one kept in memory."""
    shelf.forget()


@pytest.fixture(scope="session")
def folder(tmp_path_factory) -> Path:
    """The starter scheme of a small city, as text."""
    place = tmp_path_factory.mktemp("schemes") / "trial"
    assert new_scheme(place, "trial", 2020, "试行方案") == ()
    return place


@pytest.fixture(scope="session")
def text(folder: Path) -> bytes:
    return pack_folder(folder)


@pytest.fixture(scope="session")
def workbook(folder: Path) -> bytes:
    scheme, _ = load_scheme(folder)
    return scheme_workbook_bytes(scheme)


@pytest.fixture
def office(text: bytes) -> Office:
    return Office(text)


@pytest.fixture
def staff() -> Actor:
    return person("staff", Role.OFFICE_STAFF)


@pytest.fixture
def director() -> Actor:
    return person("director", Role.OFFICE_DIRECTOR)


@pytest.fixture
def leader() -> Actor:
    return person("leader", Role.LEADER)


@pytest.fixture
def check() -> Callable[[bytes, str], Checked]:
    return lambda content, name="方案.zip": check_upload(content, name, run=answered)
