"""The pages of the scheme."""

from dataclasses import replace
from decimal import Decimal

import pytest

from sikao.core.figures.table import Figures
from sikao.core.insight.changes import PointsChange, changed
from sikao.core.scheme import describe_scheme, scheme_digest
from sikao.core.scheme.resolving import Resolved
from sikao.core.scheme.shape import Table
from sikao.core.scheme.values import share
from sikao.interfaces.web.results.claims import claims_view
from sikao.interfaces.web.results.schemes import scheme_view
from tests.interfaces.web.reading import read

S = "/schemes/qingdao_2020"


def lines(fetch, path):
    table = read(fetch(path)).first("main").first("table")
    return {
        row.first("th").text: [cell.text for cell in row.all("td")] for row in table.first("tbody").all("tr")
    }


def test_the_scheme_is_told_at_a_glance(fetch):
    facts = read(fetch(f"{S}/")).first("dl", class_="facts").text
    assert "95" in facts
    assert "区市考核主表 32 项指标 · 36 个计分项 · 1,000 分" in facts


def test_each_kind_of_zone_has_its_own_points(fetch):
    found = lines(fetch, f"{S}/scorecards/zones/")
    assert found["实际使用外资"][:3] == ["110", "50", "40"]
    assert found["科技创新"][:3] == ["150", "210", "150"]


def test_a_node_says_rule_method_and_provider(fetch):
    row = lines(fetch, f"{S}/scorecards/districts/")["固定资产投资增速"]
    assert row[0] == "80"
    assert "达标得0.8w" in row[1]
    assert row[2].startswith("逐点加减分法")
    assert row[3].startswith("市统计局")


def test_every_claim_stands_with_its_sentence_and_figure(fetch):
    items = {li.attributes["id"]: li for li in read(fetch(f"{S}/claims/")).all("li") if "id" in li.attributes}
    share = items["c_development_share"]
    assert share.has("class", "holds")
    assert "考核主表中发展指标权重达80%" in share.text
    assert "800/1000=80.0%" in share.text


def test_a_claim_that_fails_says_what_is_wrong(standing):
    """Moving 10 points from investment to satisfaction breaks the promise of 80 %."""
    scheme = standing().scheme
    moves = [
        PointsChange("districts", "fai", Decimal(70)),
        PointsChange("districts", "satisfied", Decimal(30)),
    ]
    altered, _ = changed(scheme, Figures.of([]), moves)
    view = claims_view(altered, None, "zh")
    line = next(line for line in view.lines if line.code == "c_development_share")
    assert not line.holds
    assert "790/1000=79.0%" in line.problems[0]


def test_indicators_that_came_and_went_are_listed(fetch):
    tables = list(read(fetch(f"{S}/changes/")).first("main").all("table"))
    added = [row.first("th").text for row in tables[0].all("tr")]
    removed = [row.first("th").text for row in tables[1].all("tr")]
    assert {"批发业销售额增速", "新增消费市场主体", "主导产业营业收入增长率"} <= set(added)
    assert len(removed) == 12
    assert "税收占比" in removed


@pytest.mark.parametrize(("lang", "quota"), [("zh", "3 个；单列 ≥ 90%"), ("en", "3; not ranked ≥ 90%")])
def test_thresholds_of_units_not_ranked_stand_beside_the_quotas(standing, lang, quota):
    scheme = standing().scheme
    best, *others = scheme.grades["districts"]
    grades = (replace(best, unranked_at_least=share("0.9")), *others)
    altered = replace(scheme, grades=Table({"districts": grades}))
    line = scheme_view(Resolved(altered), lang).grades[0]
    assert line.grades[0][1] == quota


def test_the_document_is_the_one_of_the_command_line(fetch, standing):
    page = read(fetch(f"{S}/document/")).first("article")
    written = describe_scheme(standing().scheme)
    assert [heading.text for heading in page.all("h2")] == [section.title for section in written.sections]
    assert len(list(page.all("table"))) == sum(len(section.grids) for section in written.sections)
    assert page.first("p", class_="label").text == "示例，非正式文件"
    assert scheme_digest(standing().scheme) in page.text


def test_numbers_stand_right_and_words_left(fetch):
    for row in read(fetch(f"{S}/document/")).first("article").all("tr"):
        cells = list(row.all("td"))
        if cells and row.first("th").text == "地表水考核断面达标率" and cells[1].text == "各节点":
            assert [cell.has("class", "num") for cell in cells[:4]] == [False, False, True, True]
            return
    raise AssertionError("no row of targets")


def test_a_claim_calls_a_tag_by_its_name(fetch):
    zh = read(fetch("/schemes/qingdao_2020/claims/")).first("main").text
    assert "标签“季度指标”的指标数 等于 6" in zh
    en = read(fetch("/en/schemes/qingdao_2020/claims/")).first("main").text
    assert 'tag "Quarterly indicators"' in en
