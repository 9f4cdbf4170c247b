"""Commands that look beyond the score: whatif, weights, bounds."""

import json

import pytest

from tests.drill.figures import some
from tests.interfaces.cli.conftest import DEMONSTRATION, SCHEMES


def test_whatif_tells_who_moves(sikao):
    words = ["--set", "laixi:new_consumer_entities.level:2020=37"]
    text = sikao("whatif", DEMONSTRATION, *words).stdout
    lines = {line.split()[0]: line.split()[1:] for line in text.splitlines()}
    # Scenario 3.3: 781.36 → 782.61, passing 平度 782.30.
    assert lines["莱西市"] == ["781.36", "782.61", "+1.25", "8", "7", "合格", "合格"]
    assert lines["平度市"][-4:-2] == ["7", "8"]
    assert "其余 8 个单位不变" in text


def test_whatif_as_data(sikao, trial):
    result = sikao("whatif", trial, "--set", "counties.investment_growth.points=30", "--format", "json")
    said = json.loads(result.stdout)
    assert {move["unit"] for move in said} <= {"east", "south", "west"}
    assert said[0]["before"]["points"] != said[0]["after"]["points"]


@pytest.mark.parametrize(
    "change", ["nonsense", "counties.nothing.points=1", "counties.air.method={kind: magic}"]
)
def test_a_change_that_makes_no_sense_is_a_finding(sikao, trial, change):
    assert "错误" in sikao("whatif", trial, "--set", change, code=1).stderr


def test_weights_come_with_their_assumptions(sikao):
    text = sikao("weights", DEMONSTRATION, "--group", "districts", "--unit", "jimo", "--lang", "en").stdout
    assert "Year-end" in text
    assert "  42.3%\n" in text
    assert "\n* " in text


def test_weights_as_data(sikao):
    words = ["--group", "districts", "--unit", "jimo", "--format", "json"]
    said = {weight["node"]: weight for weight in json.loads(sikao("weights", DEMONSTRATION, *words).stdout)}
    assert [quarter["effective"] for quarter in said["fai"]["quarters"]] == ["11/26", "4/13", "5/26", "1/13"]
    assert said["fai"]["assumptions"]


def test_bounds_of_a_scheme_with_a_figure_missing(sikao, trial, tmp_path):
    figures = tmp_path / "figures.csv"
    kept = (trial / "figures" / "2024.csv").read_text(encoding="utf-8").splitlines()
    figures.write_text(
        "\n".join(line for line in kept if not line.startswith("east,investment,growth,2024,")) + "\n"
    )
    text = sikao("bounds", trial, figures, "--group", "counties").stdout
    east = next(line.split() for line in text.splitlines() if line.startswith("东县"))
    assert east[1] != east[2]
    assert east[4:] == ["可达", "固定资产投资增速"]
    said = json.loads(sikao("bounds", trial, figures, "--group", "counties", "--format", "json").stdout)
    assert said[0]["open"][0]["figures"] == [["east", "investment", "growth", "2024"]]


@pytest.mark.parametrize("command", ["weights", "bounds"])
def test_an_unknown_group_is_a_finding(sikao, trial, command):
    assert "whatif.unknown_group" in sikao(command, trial, "--group", "towns", code=1).stderr


def test_cut_tells_points_and_places_in_the_tagged_indicators(sikao):
    text = sikao("cut", DEMONSTRATION, "--tag", "inner_loop").stdout
    assert text.startswith("区市 · 内循环\n内循环\n")
    assert len(text.splitlines()) == 3 + 10 + 1
    english = sikao("cut", DEMONSTRATION, "--tag", "key", "--lang", "en", "--at", "h1").stdout
    assert english.splitlines()[1] == "Investment, Attracting investment and talent, Business environment"


def test_cut_as_data_and_what_is_unknown(sikao):
    said = json.loads(sikao("cut", DEMONSTRATION, "--tag", "quarterly", "--format", "json").stdout)
    assert [(one["group"], len(one["nodes"]), len(one["units"])) for one in said] == [("districts", 6, 10)]
    assert {unit["full_points"] for unit in said[0]["units"]} == {"310"}
    assert "inner_loop" in sikao("cut", DEMONSTRATION, "--tag", "loop", code=1).stderr


def test_whatif_warns_of_a_policy_that_the_change_breaks(sikao):
    words = ["--set", "districts.fai.points=70", "--set", "districts.satisfied.points=30"]
    result = sikao("whatif", DEMONSTRATION, *words, "--group", "districts")
    assert "考核主表中发展指标权重达80%，现790/1000=79.0%" in result.stderr


@pytest.mark.parametrize(
    "words",
    some(
        [
            ("whatif", "--set", "laixi:new_consumer_entities.level:2020=37"),
            ("weights", "--group", "districts", "--unit", "jimo"),
            ("bounds", "--group", "districts"),
            ("cut", "--tag", "key"),
        ],
        2,
    ),
)
def test_every_result_of_a_demonstration_says_that_it_is_none(sikao, words):
    command, *options = words
    text = sikao(command, DEMONSTRATION, *options).stdout
    assert text.splitlines()[-1] == "示例方案、合成数据，非真实考核结果"
    english = sikao(command, DEMONSTRATION, *options, "--lang", "en").stdout
    assert english.splitlines()[-1] == "illustrative scheme, synthetic figures: no real assessment"


def test_published_figures_are_not_called_synthetic(sikao):
    text = sikao("bounds", SCHEMES / "qingdao-published" / "gdp-2022").stdout
    assert text.splitlines()[-1] == "示例方案，非真实考核结果"


def test_a_group_has_to_be_named_where_there_are_several(sikao):
    assert "districts" in sikao("bounds", DEMONSTRATION, code=2).stderr
