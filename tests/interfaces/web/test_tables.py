"""The one-page table: every indicator of every unit, in the official order."""

from tests.interfaces.web.reading import read

TABLE = "/results/qingdao_2020/year/tables/districts/"


def body(fetch, path=TABLE):
    return read(fetch(path)).first("main").first("table")


def test_units_stand_in_the_official_order(fetch):
    heads = [th.text for th in body(fetch).first("thead").all("th")][2:]
    assert heads == [
        "市南区",
        "市北区",
        "李沧区",
        "崂山区",
        "黄岛区",
        "城阳区",
        "即墨区",
        "胶州市",
        "平度市",
        "莱西市",
    ]


def test_a_cell_has_points_place_and_movement(fetch):
    row = next(r for r in body(fetch).first("tbody").all("tr") if r.first("th").text == "总分")
    cells = list(row.all("td", class_="cell"))
    assert cells[-2].first("span", class_="value").text == "782.30"
    assert cells[-2].first("span", class_="where").text.startswith("7")


def test_every_indicator_is_there_with_its_full_points(fetch):
    full = {r.first("th").text: next(r.all("td")).text for r in body(fetch).first("tbody").all("tr")}
    assert full["固定资产投资增速"] == "80"
    assert full["发展"] == "800"
    assert len(full) > 50


def test_what_does_not_apply_is_a_dash_with_its_reason(fetch):
    row = next(r for r in body(fetch).first("tbody").all("tr") if "断面" in r.first("th").text)
    assert row.first("td", class_="cell").text.startswith("—")


def test_the_table_is_made_for_one_landscape_sheet(fetch):
    assert read(fetch(TABLE)).first("body").has("class", "paper-wide")
