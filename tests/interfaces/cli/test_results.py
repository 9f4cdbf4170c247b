"""A run from the command line: computed, kept, recomputed; what was altered ends with exit code 1."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection

from sikao.office.groundwork.guards import lay_guards, lift_guards
from sikao.office.groundwork.here import installation
from sikao.office.ledger.models import FigureVersion
from sikao.office.results.models import Run
from tests.office.city import SCHEME, City
from tests.office.ground import emptying, keys
from tests.office.results.conftest import opened
from tests.office.results.years import revised

__all__ = ["emptying", "keys", "opened"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def city(opened: tuple[City, str], db: None, monkeypatch: pytest.MonkeyPatch):
    """The home of the tests as one that a command opens; the first quarter was computed once."""
    del db
    monkeypatch.setenv("SIKAO_HOME", str(installation().home))
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "tests.settings")
    installation().settings_file.touch(mode=0o600)
    yield replace(opened[0], people=dict(opened[0].people))
    installation().settings_file.unlink()


@pytest.fixture
def home(city: City) -> Path:
    del city
    return installation().home


def test_a_run_is_computed_and_comes_out_again(sikao, city: City, home: Path) -> None:
    seq = revised(city, "5.2")
    asked = ("run", SCHEME, "--at", "q1", "--home", home, "--as", "staff", "--format", "json")
    told = json.loads(sikao(*asked).stdout)
    assert (told["state"], told["entry"], told["checkpoint"]) == ("ready", seq, "q1")
    assert json.loads(sikao(*asked).stdout)["run"] == told["run"]
    replayed = json.loads(sikao("replay", "--home", home, "--format", "json").stdout)
    assert [(one["run"], one["holds"]) for one in replayed["runs"]][-1] == (told["run"], True)
    assert all(one["now"] == one["book"] for one in replayed["runs"])
    said = sikao("replay", told["run"], "--home", home).output
    assert "相符" in said and "复算 1 次测算，1 次相符" in said and "条日志" in said


def test_an_altered_figure_is_named_and_ends_badly(sikao, home: Path) -> None:
    row = FigureVersion.objects.get(
        unit="licang", indicator="fixed_assets", kind="growth", period="2020-01..03", since=""
    )
    lift_guards()
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {FigureVersion._meta.db_table} SET value = '9.9' WHERE ref = %s", [row.ref])
    lay_guards()
    told = sikao("replay", "--home", home, "--lang", "en", code=1).output
    assert row.ref in told and "DIFFERS" in told and "licang" in told
    assert Run.objects.count() == 1


def test_what_cannot_be_asked_is_said(sikao, home: Path) -> None:
    asked = ("--home", home, "--as", "staff")
    assert "q9" in sikao("run", SCHEME, "--at", "q9", *asked, code=1).output
    assert "rulebook.not_sealed" in sikao("run", "nowhere", "--at", "q1", *asked, code=1).output
    assert "run.no_figures" in sikao("run", SCHEME, "--at", "q1", "--moment", "1", *asked, code=1).output
    assert (
        "ledger.no_such_moment" in sikao("run", SCHEME, "--at", "q1", "--moment", "x", *asked, code=1).output
    )
    for later, said in (("99999999", "ledger.later"), ("9999-12-31", "ledger.later_day")):
        assert said in sikao("run", SCHEME, "--at", "q1", "--moment", later, *asked, code=1).output
    assert "run.not_there" in sikao("replay", "nothing", "--home", home, code=1).output
