"""The page of one group."""

import json

from tests.interfaces.web.reading import read

DISTRICTS = "/results/qingdao_2020/year/groups/districts/"


def ranking(tree):
    table = next(t for t in tree.all("table") if "名次" in t.text)
    return [[cell.text for cell in row.all("td")] for row in table.first("tbody").all("tr")], [
        row.first("th").text for row in table.first("tbody").all("tr")
    ]


def chart(tree, name):
    return json.loads(tree.first("script", id=name).children[0])


def test_units_stand_in_the_order_of_their_places(fetch):
    cells, names = ranking(read(fetch(DISTRICTS)))
    assert [row[0] for row in cells] == [str(place) for place in range(1, 11)]
    totals = dict(zip(names, (row[2] for row in cells), strict=True))
    assert (totals["平度市"], totals["莱西市"], totals["市南区"]) == ("782.30", "781.36", "845.08")


def test_every_number_leads_to_its_explanation(fetch):
    table = next(t for t in read(fetch(DISTRICTS)).all("table"))
    row = next(r for r in table.all("tr") if "即墨区" in r.text)
    assert [link.attributes["href"].split("/units/")[1] for link in row.all("a", data_explain="")] == [
        "jimo/districts/total/",
        "jimo/districts/development/",
        "jimo/districts/green_people/",
        "jimo/districts/party_and_rating/",
    ]


def test_units_that_are_assessed_but_not_ranked_stand_last(fetch):
    cells, names = ranking(read(fetch("/results/qingdao_2020/year/groups/dept_party/")))
    assert set(names[-2:]) == {"市人大机关", "市政协机关"}
    assert [row[0] for row in cells[-2:]] == ["—", "—"]
    assert all("单列" in row[-1] for row in cells[-2:])


def test_a_group_above_others_shows_them_as_tabs(fetch):
    tree = read(fetch("/results/qingdao_2020/year/groups/departments/"))
    tabs = tree.first("ul", class_="tabs")
    assert [a.text for a in tabs.all("a")] == [
        "党群机关",
        "经济管理",
        "社会管理与公共服务",
        "执法监管",
        "双管单位",
    ]
    assert tabs.first("a", aria_current="true").text == "党群机关"


def test_tiles_stand_where_the_scheme_places_them(fetch):
    tiles = {
        t["name"]: (t["column"], t["row"]) for t in chart(read(fetch(DISTRICTS)), "chart-tiles")["tiles"]
    }
    assert tiles["市南区"] == (2, 5)
    assert tiles["平度市"] == (1, 1)
    assert len(tiles) == 10


def test_stacked_blocks_sum_to_the_totals(fetch):
    data = chart(read(fetch(DISTRICTS)), "chart-ranking")
    for index, unit in enumerate(data["units"]):
        cents = sum(int(block["values"][index].replace(".", "")) for block in data["blocks"])
        # Shinan's redistributed points belong to no block.
        if unit["name"] != "市南区":
            assert cents == int(unit["total"].replace(".", "")), unit


def test_the_first_checkpoint_shows_the_checkpoint_table_and_no_movement(fetch):
    tree = read(fetch("/results/qingdao_2020/q1/groups/districts/"))
    assert "区市节点考核表" in tree.first("main").text
    assert "折算为 100 分" in tree.first("main").text
    assert list(tree.all("span", class_="move")) == []


def test_a_group_without_scores_yet_says_so(fetch):
    text = read(fetch("/results/qingdao_2020/q1/groups/dept_party/")).first("main").text
    assert "本节点尚无名次" in text


def test_a_group_cut_by_a_tag_is_ranked_by_those_indicators_alone(fetch):
    tree = read(fetch(DISTRICTS + "?tag=inner_loop"))
    assert (
        tree.first("nav", class_="segments tag-choices no-print").first("a", aria_current="true").text
        == "内循环"
    )
    cells, names = ranking(tree)
    assert "内循环" in tree.first("table").first("thead").text
    assert len(names) == 10
    # Of the wholesale sales, the retail sales and the new entities only.
    assert [row["name"] for row in chart(tree, "chart-spread")["rows"]] == [
        "社会消费品零售总额增速",
        "批发业销售额增速",
        "新增消费市场主体",
    ]
    assert all(float(row[2]) <= 105 for row in cells)


def test_an_unknown_tag_shows_everything(fetch):
    assert ranking(read(fetch(DISTRICTS + "?tag=none"))) == ranking(read(fetch(DISTRICTS)))


def test_a_group_without_tags_offers_none(fetch):
    assert "tag-choices" not in fetch("/results/qingdao_2020/year/groups/dept_party/")


def test_the_table_and_a_unit_are_cut_the_same_way(fetch):
    table = read(fetch("/results/qingdao_2020/year/tables/districts/?tag=outer_loop"))
    rows = [row.first("th").text for row in table.first("table").first("tbody").all("tr")]
    assert rows[:3] == ["外循环", "外循环", "实际使用外资"]
    unit = read(fetch("/results/qingdao_2020/year/units/jimo/?tag=outer_loop"))
    lines = [row.first("th").text for t in unit.all("table") for row in t.all("tr") if row.all("th")]
    assert "离岸服务外包执行额" in lines and "固定资产投资增速" not in lines[-8:]
