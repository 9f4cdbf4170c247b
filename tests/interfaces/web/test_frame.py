"""What stands around every page."""

import shutil

import pytest

from sikao.interfaces.web import library
from tests.interfaces.web.conftest import ROOT
from tests.interfaces.web.reading import read

PAGE = "/results/qingdao_2020/year/units/jimo/"


def test_navigation_names_the_groups_of_the_scheme(fetch):
    side = read(fetch(PAGE)).first("aside")
    assert [a.text for a in side.first("ul").all("a")] == [
        "总览", "区市", "功能区", "市直单位", "一张表", "考核方案", "模拟测算", "指标效力",
    ]  # fmt: skip
    assert side.first("a", aria_current="page").text == "区市"


def test_the_checkpoint_switch_keeps_the_page(fetch):
    links = {a.text: a.attributes["href"] for a in read(fetch(PAGE)).first("nav", class_="segments").all("a")}
    assert links["一季度"] == "/results/qingdao_2020/q1/units/jimo/"
    assert list(links) == ["一季度", "半年", "前三季度", "年终"]


def test_the_language_switch_keeps_the_page(fetch):
    assert read(fetch(PAGE)).first("a", hreflang="en").attributes["href"] == f"/en{PAGE}"
    assert read(fetch(f"/en{PAGE}")).first("a", hreflang="zh-hans").attributes["href"] == PAGE


def test_what_is_illustrative_and_synthetic_is_said(fetch):
    notice = read(fetch(PAGE)).first("div", class_="notice").text
    assert "示例方案 · 合成数据" in notice
    assert "不是任何地方的真实考核结果" in notice


def test_published_figures_are_not_called_synthetic(fetch):
    tree = read(fetch("/results/gdp_2022/year/"))
    assert "合成" not in tree.first("body").text


def test_home_goes_to_the_latest_results(client):
    response = client.get("/")
    assert response.status_code == 302
    assert response.headers["Location"] == "/results/qingdao_2020/year/"


def test_nothing_is_kept_about_a_reader(client):
    assert client.get(PAGE).cookies == {}


@pytest.mark.parametrize(
    "path",
    [
        "/results/shandong_2020/year/",
        "/results/qingdao_rank_2021/year/groups/districts/",
        "/schemes/qingdao_rank_2022/",
    ],
)
def test_pages_with_points_made_from_an_order_say_so(fetch, path):
    assert "分值由公布的名次推得，非公布数据" in read(fetch(path)).first("body").text
    assert "Points are derived from the published order" in read(fetch(f"/en{path}")).first("body").text


def test_other_pages_do_not(fetch):
    assert "分值由公布的名次推得" not in fetch("/results/qingdao_2020/year/")


def test_a_result_is_preliminary_only_where_figures_are_missing(tmp_path, only, fetch):
    shutil.copytree(ROOT / "docs" / "handbook" / "example", tmp_path / "one")
    figures = tmp_path / "one" / "figures" / "2027.csv"
    lines = figures.read_text("utf-8").splitlines(keepends=True)
    figures.write_text(
        "".join(line for line in lines if not line.startswith("yi,energy,growth,2027,")), "utf-8"
    )
    only(tmp_path)
    code = library.years()[0].scheme.code
    assert "初步结果" in fetch(f"/results/{code}/year/")
    assert "初步结果" not in fetch(f"/results/{code}/h1/")
