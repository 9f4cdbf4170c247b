"""What every answer carries, and what stands in the place of results that were refused."""

import shutil

import pytest

from tests.interfaces.web.conftest import ROOT
from tests.interfaces.web.reading import read


@pytest.mark.parametrize("path", ["/results/qingdao_2020/year/", "/nothing/"])
def test_answers_carry_a_strict_policy(client, path):
    headers = client.get(path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_refused_figures_are_listed_with_place_and_remedy(client, only, tmp_path):
    folder = tmp_path / "city"
    shutil.copytree(ROOT / "schemes" / "shandong-2020", folder)
    file = next((folder / "figures").glob("*.csv"))
    file.write_text(file.read_text("utf-8").replace("jinan,", "atlantis,", 1), "utf-8")
    only(tmp_path)
    response = client.get("/results/shandong_2020/year/")
    assert response.status_code == 422
    text = read(response.content.decode()).first("main").text
    assert "数据未通过检查" in text
    assert "atlantis" in text


def test_an_unknown_host_is_refused(client):
    assert client.get("/", headers={"host": "elsewhere.example"}).status_code == 400
