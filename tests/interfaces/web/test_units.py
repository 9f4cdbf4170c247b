"""The page of one unit."""

from sikao.interfaces.web.results.units import unit_view
from tests.interfaces.web.reading import read

JIMO = "/results/qingdao_2020/year/units/jimo/"


def test_a_unit_shows_total_place_and_grade(fetch):
    facts = read(fetch("/results/qingdao_2020/year/units/pingdu/")).first("dl", class_="facts").text
    assert "782.30" in facts
    assert "7 / 10" in facts
    assert "合格" in facts


def test_the_scorecard_has_every_node_below_its_parent(fetch):
    tree = read(fetch(JIMO))
    table = next(t for t in tree.all("table") if "固定资产投资增速" in t.text and "总分" in t.text)
    names = [
        (row.attributes.get("class", ""), row.first("th").text) for row in table.first("tbody").all("tr")
    ]
    at = [name for _, name in names].index("固定资产投资增速")
    assert names[at - 1][1] == "固定资产投资"
    assert "depth-2" in names[at][0]


def test_at_an_early_checkpoint_both_tables_are_shown(fetch):
    heads = [h.text for h in read(fetch("/results/qingdao_2020/q1/units/jimo/")).first("main").all("h2")]
    assert "区市节点考核表" in heads
    assert "区市考核主表" in heads


def test_a_contained_zone_says_where_it_lies(fetch):
    assert "含于城阳区" in read(fetch("/results/qingdao_2020/year/units/hitech/")).first("main").text


def test_a_unit_that_is_not_ranked_says_so(fetch):
    text = read(fetch("/results/qingdao_2020/year/units/congress/")).first("main").text
    assert "单列，参评不排名" in text


def test_strong_and_weak_points_are_measured_against_the_group(standing):
    view = unit_view(standing(), "licang")
    assert all(line.ahead > 0 for line in view.strong)
    assert all(line.ahead < 0 for line in view.weak)
    assert [line.ahead for line in view.strong] == sorted((line.ahead for line in view.strong), reverse=True)


def test_a_place_without_one_before_is_not_called_level(fetch):
    """Departments are ranked at the year's end alone: finance is first of 16, and had no place before."""
    facts = read(fetch("/results/qingdao_2020/year/units/finance/")).first("dl", class_="facts").text
    assert "1 / 16" in facts
    assert "持平" not in facts
    district = read(fetch("/results/qingdao_2020/year/units/huangdao/")).first("dl", class_="facts").text
    assert "1 / 10 与前三季度持平" in district
