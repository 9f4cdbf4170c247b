"""An office with a small scheme to hand in, and browsers for its people."""

from pathlib import Path

import pytest

from sikao.core.scheme import load_scheme, new_scheme
from sikao.core.scheme.workbook import scheme_workbook_bytes
from sikao.interfaces.web import library
from sikao.interfaces.web.office.shelf import SealedShelf
from sikao.office.accounts.models import Account
from sikao.office.accounts.rights.roles import Role
from sikao.office.rulebook import shelf
from sikao.office.rulebook.archive import pack_folder
from tests.office.rulebook.people import Office
from tests.office.staff import person, signed_in


@pytest.fixture(autouse=True)
def of_the_ledger(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages read sealed schemes, and none that another test kept in memory."""
    shelf.forget()
    monkeypatch.setattr(library, "_library", [SealedShelf()])


@pytest.fixture(scope="session")
def folder(tmp_path_factory) -> Path:
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
def people():
    """Somebody in each role that schemes know, and somebody in none of them."""
    return {
        "staff": person("staff", Role.OFFICE_STAFF),
        "director": person("director", Role.OFFICE_DIRECTOR),
        "leader": person("leader", Role.LEADER),
        "auditor": person("auditor", Role.AUDITOR),
        "expert": person("expert", Role.EXPERT),
    }


@pytest.fixture
def browsers(people):
    """A browser for each of them; all have a second factor, as most of them must."""
    Account.objects.update(totp_secret="set up")  # noqa: S106 - nobody's
    return {name: signed_in(actor) for name, actor in people.items()}


@pytest.fixture
def office(text: bytes, people) -> Office:
    assert people
    return Office(text)
