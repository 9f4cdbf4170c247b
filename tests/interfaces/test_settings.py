"""Settings come from the environment of the place; without one they suit a demonstration."""

import importlib
import os
from pathlib import Path

import pytest

from sikao.interfaces import settings

KEY = "SIKAO_SECRET_KEY"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch):
    """Reads the settings anew under an environment; afterwards they are as before."""

    def under(**environment: str):
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return importlib.reload(settings)

    yield under
    monkeypatch.undo()
    importlib.reload(settings)


def test_the_place_names_schemes_hosts_and_secret(read):
    schemes = os.pathsep.join(["/one", "/two"])
    found = read(SIKAO_SCHEMES=schemes, SIKAO_HOSTS="a.example, b.example", **{KEY: "given"})
    assert [Path("/one"), Path("/two")] == found.SIKAO_SCHEMES
    assert found.ALLOWED_HOSTS == ["a.example", "b.example"]
    assert getattr(found, KEY.removeprefix("SIKAO_")) == "given"


def test_a_demonstration_serves_this_machine_alone(read, monkeypatch, tmp_path):
    for name in ("SIKAO_SCHEMES", "SIKAO_HOSTS", KEY):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    found = read()
    assert found.ALLOWED_HOSTS == ["127.0.0.1", "localhost", "[::1]"]
    assert found.DEBUG is False
    assert (found.SIKAO_SCHEMES[0] / "qingdao-2020").is_dir()
    drawn = found.SECRET_KEY
    assert drawn != read().SECRET_KEY


def test_schemes_beside_the_command_come_first(read, monkeypatch, tmp_path):
    (tmp_path / "schemes").mkdir()
    monkeypatch.delenv("SIKAO_SCHEMES", raising=False)
    monkeypatch.chdir(tmp_path)
    assert [Path("schemes")] == read().SIKAO_SCHEMES
