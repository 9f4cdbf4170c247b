"""What-if on the page; the literals are those of the acceptance scenarios."""

from decimal import Decimal

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
    assert "790/1000=79.0%" in read(fetch(f"{FORM}broken/{question}")).text
    assert "790/1000=79.0%" in read(fetch(FORM + question)).first("main").text
    later = outcome(fetch, **{"points.fai": "70", "points.satisfied": "30"})
    assert later.first("div", hx_trigger="load").attributes["hx-get"] == f"{FORM}broken/{question}"
    assert read(fetch(f"{FORM}broken/?points.fai=80")).text == ""


def test_another_method_is_tried_on_the_whole_group(fetch):
    found = lines(outcome(fetch, node="fai", method="rank_interval"))
    assert sum(1 for cells in found.values() if cells[4]) > 5


@pytest.mark.parametrize("text", ["８０", "1e3", "abc", "nan"])
def test_what_is_no_number_is_refused_and_changes_nothing(fetch, text):
    tree = outcome(fetch, **{"points.fai": text})
    assert tree.first("p", class_="problem").text
    assert "不能测算" in tree.first("p", class_="verdict").text
    assert not any(cells[4] for cells in lines(tree).values())


def test_what_is_as_it_was_is_no_change(fetch):
    assert "还没有改动" in outcome(fetch, **{"points.fai": "80.0"}).text


def test_the_form_holds_the_numbers_that_stand_now(fetch):
    tree = read(fetch(f"{FORM}?unit=jimo&node=fai&points.fai=70"))
    values = {field.attributes["name"]: field.attributes["value"] for field in tree.all("input")}
    assert values["points.fai"] == "70"
    assert (values["target"], values["figure.0"]) == ("5", "6.1")
    assert tree.first("option", value="jimo").attributes.get("selected") is not None


def test_the_points_of_all_indicators_make_the_scorecards_full_points(fetch):
    """970 points of leaves and 30 of the industries' concentration, which its parts share by weight."""
    tree = read(fetch(FORM)).first("section", aria_labelledby="points")
    assert "现行合计 1,000 分" in tree.text
    given = [Decimal(field.attributes["value"]) for field in tree.all("input")]
    assert sum(given) == 1000
    composed = tree.first("label", **{"for": "f-points.concentration"})
    assert (composed.children[0], composed.first("span").text) == ("主导产业集聚度", "由各计分点按权重分")


def test_points_shared_by_weight_can_be_changed(fetch):
    """The concentration of the industries has 30 points of 1,000."""
    found = outcome(fetch, **{"points.concentration": "20"})
    assert all(cells[4].startswith("−") for cells in lines(found).values())
    assert "990" in told(fetch, **{"points.concentration": "20"})


def test_points_of_some_units_are_changed_beside_the_common_ones(fetch):
    page = "/results/qingdao_2020/year/what-if/zones/"
    tree = read(fetch(page)).first("section", aria_labelledby="points")
    fields = {
        label.text.replace(" ", ""): tree.first("input", id=label.attributes["for"]).attributes
        for label in tree.all("label")
        if "zone_foreign_investment@" in label.attributes["for"]
    }
    assert {name.partition("：")[2]: field["value"] for name, field in fields.items()} == {
        "综合类·国家级高新区": "50",
        "专业类": "40",
    }
    name = next(field["name"] for field in fields.values() if field["value"] == "40")
    after = lines(read(fetch(f"{page}?{name}=20", **{"HX-Request": "true"})))
    assert {unit for unit, cells in after.items() if cells[4]} == {
        f"专业类功能区{number}（示例）" for number in "一二三四"
    }


def test_before_anything_is_scored_the_page_says_so(fetch):
    tree = read(fetch("/results/qingdao_2020/q1/what-if/dept_party/"))
    assert "还没有计分" in tree.first("div", id="outcome").text
    assert not list(tree.first("div", id="outcome").all("table"))


def told(fetch, **asked: str) -> str:
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return read(fetch(f"{FORM}broken/?{query}")).text


def test_points_that_no_longer_make_the_full_points_are_told(fetch):
    """80 less 10 of 1,000; the development block then has 790 of 990."""
    text = told(fetch, **{"points.fai": "70"})
    assert "990" in text
    assert "79.8%" in text
    assert "990" in read(fetch(f"{FORM}?points.fai=70")).first("main").text


def test_a_figure_beyond_its_declared_range_is_told(fetch):
    """The growth of investment is declared to lie from −100 % to 200 %."""
    question = {"unit": "jimo", "node": "fai", "figure.0": "200.1"}
    assert "-100" in told(fetch, **question)
    assert outcome(fetch, **question).first("div", hx_trigger="load")
    assert told(fetch, unit="jimo", node="fai", **{"figure.0": "200"}) == ""


@pytest.mark.parametrize("points", ["-1", "1000.5", "99999999999"])
def test_points_that_the_command_refuses_are_refused_here_too(fetch, points):
    tree = outcome(fetch, **{"points.fai": points})
    assert points in tree.first("p", class_="problem").text
    assert lines(tree)["平度市"][2:5] == ["782.30", "782.30", ""]
    assert told(fetch, **{"points.fai": points}) == ""


def test_a_negative_count_is_refused(fetch):
    tree = outcome(fetch, unit="laixi", node="consumer_entities", **{"figure.0": "-1"})
    assert "-1" in tree.first("p", class_="problem").text
