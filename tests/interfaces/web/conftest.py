"""What the tests of the web pages share: the schemes of this repository, worked out once."""

from pathlib import Path

import pytest
from django.test import Client

from sikao.interfaces.web import library
from sikao.interfaces.web.library import Library
from sikao.interfaces.web.results.standing import Standing

ROOT = Path(__file__).resolve().parents[3]
SCHEMES = Library((ROOT / "schemes",))


@pytest.fixture(autouse=True)
def shelf(monkeypatch: pytest.MonkeyPatch) -> Library:
    """The pages read the schemes of this repository."""
    monkeypatch.setattr(library, "_library", [SCHEMES])
    return SCHEMES


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch):
    """Lets the pages read other folders of schemes."""

    def read(*folders: Path) -> None:
        monkeypatch.setattr(library, "_library", [Library(folders)])

    return read


@pytest.fixture
def standing():
    """How the units of the demonstration year stand at a checkpoint."""

    def at(checkpoint: str = "year", lang: str = "zh") -> Standing:
        year = library.find("qingdao_2020")
        return Standing(year.resolved, year.results.rows, checkpoint, lang)

    return at


@pytest.fixture
def fetch(client: Client):
    """The text of a page that must be there."""

    def get(path: str, **headers: str) -> str:
        response = client.get(path, headers=headers)
        assert response.status_code == 200, path
        return response.content.decode()

    return get


@pytest.fixture(autouse=True)
def without_a_home(settings) -> None:
    """The pages of schemes in folders stand alone: no sessions, no database."""
    settings.MIDDLEWARE = settings.STUDY_MIDDLEWARE
    settings.ROOT_URLCONF = settings.STUDY_URLCONF
