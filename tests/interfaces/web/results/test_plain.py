"""Charts as tables for browsers without script."""

from sikao.interfaces.web.results.plain import plain_table
from tests.interfaces.web.reading import read

GROUP = "/results/qingdao_2020/year/groups/districts/"


def test_every_chart_of_a_page_has_its_numbers_without_script(fetch):
    tree = read(fetch(GROUP))
    charts = [div for div in tree.all("div") if "data-chart" in div.attributes]
    tables = [table for found in tree.all("noscript") for table in found.all("table")]
    assert len(charts) == len(tables) == 5
    ranking, trend, tiles, spread, heat = (
        [[cell.text for cell in (*row.all("th"), *row.all("td"))] for row in table.all("tr")]
        for table in tables
    )
    assert ranking[:2] == [
        ["单位", "发展", "绿色民生", "党建评价", "加减分", "总分"],
        ["1 黄岛区", "764.03", "125.21", "69.00", "11.00", "969.24"],
    ]
    assert trend[0] == ["单位", "一季度", "半年", "前三季度", "年终"]
    assert ["市南区", "845.08"] in tiles
    assert heat[0][:3] == ["指标", "市南区", "市北区"]
    assert spread[1][0] == heat[1][0] == "地区生产总值增速"


def test_the_charts_of_an_explanation_too():
    data = {
        "checkpoints": ["一季度", "年终"],
        "actual": [-12.4, 6.1],
        "target": [-8.0, 5.0],
        "actualName": "实际",
        "targetName": "目标",
    }
    table = plain_table("targets", data)
    assert table.heads == ("节点", "实际", "目标")
    assert table.rows == (("一季度", "−12.4", "−8"), ("年终", "6.1", "5"))
    steps = {"steps": [{"name": "发展", "label": "≈1.20"}, {"name": "主表", "label": "9.00"}]}
    assert plain_table("waterfall", steps).rows == (("发展", "≈1.20"), ("主表", "9.00"))
    weights = {
        "rows": [{"name": "一季度", "nominal": 10.0, "effective": 40.5}],
        "nominal": "名义占比",
        "effective": "实际效力",
    }
    assert plain_table("weights", weights).rows == (("一季度", "10%", "40.5%"),)


def test_what_is_missing_is_a_dash():
    data = {"checkpoints": ["一季度"], "lines": [{"name": "即墨区", "ranks": [None]}]}
    assert plain_table("trend", data).rows == (("即墨区", "—"),)
