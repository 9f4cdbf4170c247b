"""The first page and the pages for what went wrong."""

import os
import subprocess
import sys

import pytest

from sikao.interfaces.web import overview
from tests.interfaces.web.conftest import ROOT
from tests.interfaces.web.reading import read


def test_home_goes_to_the_latest_results_of_the_largest_year(client):
    assert client.get("/").headers["Location"] == "/results/qingdao_2020/year/"
    assert client.get("/en/").headers["Location"] == "/en/results/qingdao_2020/year/"


def test_a_scheme_without_figures_is_shown_as_a_scheme(client, only, tmp_path):
    target = tmp_path / "planned"
    target.mkdir()
    for name in ("scheme.yaml", "units.yaml", "items.yaml", "grades.yaml"):
        (target / name).write_bytes((ROOT / "schemes" / "shandong-2020" / name).read_bytes())
    (target / "scorecards").mkdir()
    card = ROOT / "schemes" / "shandong-2020" / "scorecards" / "order.yaml"
    (target / "scorecards" / card.name).write_bytes(card.read_bytes())
    only(tmp_path)
    assert client.get("/").headers["Location"] == "/schemes/shandong_2020/"
    side = read(client.get("/schemes/shandong_2020/").content.decode()).first("aside")
    assert [a.text for a in side.first("ul").all("a")] == ["考核方案"]


@pytest.mark.parametrize(
    ("prefix", "words"), [("", "这一页没有算出来"), ("/en", "This page could not be made")]
)
def test_a_failure_of_the_program_is_a_page_without_details(client, monkeypatch, prefix, words):
    def fail(*_args: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(overview.groups, "overview", fail)
    client.raise_request_exception = False
    response = client.get(f"{prefix}/results/qingdao_2020/year/")
    assert response.status_code == 500
    assert words in response.content.decode()
    assert "secret" not in response.content.decode()


FAILING = """
import django
django.setup()
from django.test import Client
from sikao.interfaces.web import overview

def fail(*_):
    raise ZeroDivisionError("what the operator has to know")

overview.groups.overview = fail
client = Client(raise_request_exception=False, headers={"host": "localhost"})
print(client.get("/nothing/").status_code, client.get("/results/shandong_2020/year/").status_code)
"""


def test_a_failure_of_the_program_is_told_to_whoever_runs_the_server():
    environment = {
        **{name: value for name, value in os.environ.items() if name != "SIKAO_HOME"},
        "DJANGO_SETTINGS_MODULE": "sikao.interfaces.settings",
        "SIKAO_SCHEMES": str(ROOT / "schemes" / "shandong-2020"),
    }
    run = subprocess.run(
        [sys.executable, "-c", FAILING], env=environment, capture_output=True, text=True, check=True
    )
    assert run.stdout == "404 500\n"
    # Once, with the address; a page that is not there is no failure.
    assert run.stderr.count("Traceback") == 1
    assert "/results/shandong_2020/year/" in run.stderr
    assert "ZeroDivisionError: what the operator has to know" in run.stderr
    assert "/nothing/" not in run.stderr
