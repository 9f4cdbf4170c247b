"""The first page and the pages for what went wrong."""

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
