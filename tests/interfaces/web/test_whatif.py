"""What-if on the page; the literals are those of the acceptance scenarios."""

import pytest

from tests.interfaces.web.reading import read

FORM = "/results/qingdao_2020/year/what-if/districts/"


def outcome(fetch, **asked: str):
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return read(fetch(f"{FORM}?{query}", **{"HX-Request": "true"}))


def lines(tree) -> dict[str, list[str]]:
    rows = tree.first("tbody").all("tr")
    return {row.first("th").text: [cell.text for cell in row.all("td")] for row in rows}


def test_without_a_question_the_results_stand_as_they_are(fetch):
    tree = outcome(fetch)
    assert "还没有改动" in tree.text
    assert lines(tree)["平度市"][2:5] == ["782.30", "782.30", ""]


def test_a_figure_moves_a_unit_past_another(fetch):
    """37 entities instead of 35: 781.36 becomes 782.61 and passes 782.30."""
    found = lines(outcome(fetch, unit="laixi", node="consumer_entities", **{"figure.0": "37"}))
    assert found["莱西市"][:5] == ["7", "↑1 上升1位", "781.36", "782.61", "+1.25"]
    assert found["平度市"][0] == "8"


def test_a_target_belongs_to_its_unit_and_checkpoint(fetch):
    """Jimo at year-end: target 6.1 instead of 5 leaves the base of 64, 2.2 less in 40 % of the year."""
    found = lines(outcome(fetch, unit="jimo", node="fai", target="6.1"))
    assert found["即墨区"][4] == "−0.88"
    assert [name for name, cells in found.items() if cells[4]] == ["即墨区"]


def test_points_that_break_a_promise_of_the_policy_are_named(fetch):
    question = "?points.fai=70&points.satisfied=30"
    assert "790/1000=79.0%" in read(fetch(f"{FORM}claims/{question}")).text
    assert "790/1000=79.0%" in read(fetch(FORM + question)).first("main").text
    later = outcome(fetch, **{"points.fai": "70", "points.satisfied": "30"})
    assert later.first("div", hx_trigger="load").attributes["hx-get"] == f"{FORM}claims/{question}"
    assert read(fetch(f"{FORM}claims/?points.fai=80")).text == ""


def test_another_method_is_tried_on_the_whole_group(fetch):
    found = lines(outcome(fetch, node="fai", method="rank_interval"))
    assert sum(1 for cells in found.values() if cells[4]) > 5


@pytest.mark.parametrize("text", ["８０", "1e3", "abc", "nan"])
def test_what_is_no_number_is_refused_and_changes_nothing(fetch, text):
    tree = outcome(fetch, **{"points.fai": text})
    assert tree.first("p", class_="problem").text
    assert "还没有改动" in tree.text


def test_what_is_as_it_was_is_no_change(fetch):
    assert "还没有改动" in outcome(fetch, **{"points.fai": "80.0"}).text


def test_the_form_holds_the_numbers_that_stand_now(fetch):
    tree = read(fetch(f"{FORM}?unit=jimo&node=fai&points.fai=70"))
    values = {field.attributes["name"]: field.attributes["value"] for field in tree.all("input")}
    assert values["points.fai"] == "70"
    assert (values["target"], values["figure.0"]) == ("5", "6.1")
    assert tree.first("option", value="jimo").attributes.get("selected") is not None


def test_the_points_of_all_indicators_make_the_scorecards_full_points(fetch):
    """970 points of leaves and 30 of the leading industries' concentration, which is composed by weight."""
    tree = read(fetch(FORM)).first("section", aria_labelledby="points")
    assert "现行合计 1,000 分" in tree.text
    fixed = [row for row in tree.all("div", class_="points-field") if not list(row.all("input"))]
    assert [(row.first("span").children[0], row.first("span", class_="num").text) for row in fixed] == [
        ("主导产业集聚度", "30")
    ]


def test_other_points_for_some_units_are_said_beside_the_common_ones(fetch):
    tree = read(fetch("/results/qingdao_2020/year/what-if/zones/"))
    investment = tree.first("label", **{"for": "f-points.zone_foreign_investment"})
    assert investment.first("span").text.replace(" ", "") == "另有规定：综合类·国家级高新区50，专业类40"


def test_before_anything_is_scored_the_page_says_so(fetch):
    tree = read(fetch("/results/qingdao_2020/q1/what-if/dept_party/"))
    assert "还没有计分" in tree.first("div", id="outcome").text
    assert not list(tree.first("div", id="outcome").all("table"))
