import json

import pytest

from sikao.core.reference.compiled import read_compiled
from sikao.core.scheme import compile_scheme, read_scheme, scheme_digest
from tests.core.scheme.broken import CARD
from tests.core.scheme.samples import write_sample


@pytest.fixture(scope="module")
def compiled(sample):
    return compile_scheme(sample)


def node(compiled, code):
    return next(found for found in compiled["tables"][0]["nodes"] if found["code"] == code)


def test_the_form_is_plain_json_that_the_exact_calculator_accepts(compiled, sample):
    assert json.loads(json.dumps(compiled)) == compiled
    assert read_compiled(compiled).digest == scheme_digest(sample)


def test_the_frame(compiled):
    assert compiled["format"] == "sikao-compiled/1"
    assert compiled["year"] == 2024
    assert compiled["checkpoints"] == [
        {"code": "h1", "through": 6, "ranked": True},
        {"code": "year", "through": 12, "ranked": True},
    ]
    assert compiled["units"][0] == {"code": "east", "name": "东县", "group": "counties", "ranked": True}
    assert compiled["awards"] == [
        {
            "code": "advance",
            "group": "counties",
            "last_rank": ["fig", "last_year", None, "rank", None, 0],
            "places": "1",
            "most": "1",
        }
    ]
    assert compiled["vetoes"][0]["when"] == [">", ["fig", "accidents", None, "level", None, 0], ["num", "3"]]
    assert compiled["grades"]["counties"][0] == {
        "grade": "excellent", "count": 1, "share": None, "rounding": "half_up", "at_least": None,
        "unranked_at_least": None,
    }  # fmt: skip


def test_a_leaf_with_all_its_defaults(compiled):
    growth = node(compiled, "investment_growth")
    assert (growth["parent"], growth["depth"], growth["role"], growth["weight"]) == (
        "economy",
        1,
        "main",
        None,
    )
    assert growth["parameters"] == {
        "target": {unit: {"h1": "4", "year": "5"} for unit in ("east", "south", "west")}
    }
    (variant,) = growth["variants"]
    assert variant["units"] == ["east", "south", "west"]
    assert variant["points"] == "40"
    assert variant["windows"] == [
        {"checkpoint": "h1", "share": ["2", "5"]},
        {"checkpoint": "year", "share": ["3", "5"]},
    ]
    assert variant["method"] == {
        "kind": "steps",
        "target": ["param", "target"],
        "base": ["share", "0.8"],
        "up": ["points", "1"],
        "down": ["points", "1"],
        "per": ["num", "1"],
        "whole": False,
        "up_by": None,
        "cap": ["share", "1"],
        "floor": ["points", "0"],
    }
    assert variant["absence"] == {
        "missing": ["refuse"],
        "not_applicable": ["redistribute", "table"],
        "not_yet_due": ["hold"],
        "withheld": ["zero"],
        "undefined": ["refuse"],
    }
    assert variant["places"] == {"checkpoint": 2, "score": 2}


def test_composed_children_have_weights_and_exact_nominal_points(compiled):
    poll, ballot = node(compiled, "poll"), node(compiled, "ballot")
    assert (poll["weight"], ballot["weight"]) == ("0.7", "0.3")
    assert [(variant["units"], variant["points"]) for variant in poll["variants"]] == [
        (["east"], "14"),
        (["south"], "140/13"),
        (["west"], "20"),
    ]
    assert [variant["units"] for variant in ballot["variants"]] == [["east"], ["south"]]
    assert ballot["variants"][0]["among"] == ["east", "south"]
    assert node(compiled, "blend")["combine"] == "weighted"


def test_deductions_and_bonuses_start_at_nothing_and_are_bounded(compiled):
    deduction = node(compiled, "safety")["variants"][0]["method"]
    assert (deduction["start"], deduction["floor"], deduction["cap"]) == (
        ["points", "0"],
        ["share", "-1"],
        ["points", "0"],
    )
    bonus = node(compiled, "spirit")["variants"][0]
    assert (bonus["method"]["start"], bonus["method"]["cap"], bonus["measure"]) == (
        ["points", "0"],
        ["share", "1"],
        None,
    )
    assert bonus["method"]["over"] == "projects"


def test_items_carry_their_members(compiled):
    honours = compiled["items"]["honours"]
    assert honours["members"]["east"] == ["p1", "p2", "p3"]
    assert honours["members"]["west"] == ["p3"]
    assert honours["shares"]["east"] == {"p1": "0.5", "p2": "1", "p3": "1"}
    assert compiled["items"]["investment"]["range"] == {"growth": ["-100", "200"]}
    assert compiled["items"]["investment"]["members"] is None


def test_the_checkpoint_table(compiled):
    assert compiled["tables"][0]["checkpoint_table"] == {
        "code": "counties_h1", "convert_to": "100", "nodes": {"h1": ["investment_growth"]},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("method", "key", "value"),
    [
        ("{kind: efficacy}", "low", ["group"]),
        ("{kind: relative_best}", "best", ["group"]),
        ("{kind: rank_ladder, ladder: [20, 90%]}", "ladder", [["points", "20"], ["share", "0.9"]]),
        (
            "{kind: bands, bands: [{at_most: 30, score: 100%}]}",
            "bands",
            [{"at_most": ["num", "30"], "score": ["share", "1"]}],
        ),
        (
            "{kind: rank_step, step: revenue * 2}",
            "step",
            ["expr", ["*", ["fig", "revenue", None, "level", None, 0], ["num", "2"]]],
        ),
        (
            "{kind: steps, target: 35, up_by: {size: revenue, bands: [{at_least: 1, rate: 2}]}}",
            "up_by",
            {
                "size": ["fig", "revenue", None, "level", None, 0],
                "bands": [{"at_least": ["num", "1"], "rate": ["points", "2"]}],
            },
        ),
    ],
)
def test_parameters_of_methods(method, key, value, tmp_path):
    change = (CARD, "method: {kind: rank_interval, first: 100%, last: 60%}", f"method: {method}")
    compiled = compile_scheme(read_scheme(write_sample(tmp_path, change)).scheme)
    assert node(compiled, "air")["variants"][0]["method"][key] == value
    read_compiled(compiled)


def test_a_range_is_a_pair_of_expressions(tmp_path):
    changes = [
        (
            CARD,
            "method: {kind: rank_interval, first: 100%, last: 60%}",
            "method: {kind: steps, target: {low: 30, high: 35}}",
        ),
        (CARD, "direction: lower", "direction: range"),
    ]
    compiled = compile_scheme(read_scheme(write_sample(tmp_path, *changes)).scheme)
    assert node(compiled, "air")["variants"][0]["method"]["target"] == {
        "low": ["num", "30"],
        "high": ["num", "35"],
    }


def test_under_prorate_a_single_value_is_the_years(tmp_path):
    scheme = read_scheme(
        write_sample(tmp_path, (CARD, "rule: 目标完成率", "prorate: true\n        rule: 目标完成率"))
    ).scheme
    assert node(compile_scheme(scheme), "revenue_done")["parameters"]["target"]["east"] == {"year": "50"}


def test_what_is_declared_not_applicable_is_null(tmp_path):
    change = ("parameters.yaml", "south: 30", "south: {h1: not_applicable, year: 30}")
    target = node(compile_scheme(read_scheme(write_sample(tmp_path, change)).scheme), "revenue_done")[
        "parameters"
    ]["target"]
    assert target["south"] == {"h1": None, "year": "30"}


def test_a_veto_on_a_wide_group_names_the_groups_below_it(tmp_path):
    change = ("units.yaml", "units: ", "  remote: {name: 偏远县, parent: counties}\nunits: ")
    compiled = compile_scheme(read_scheme(write_sample(tmp_path, change)).scheme)
    assert compiled["vetoes"][0]["groups"] == ["counties", "remote"]


def test_promotions_and_awards_at_a_node(tmp_path):
    text = """promotions:
  p: {name: 晋档, groups: [counties], when: place_from_last() > 1, grade: excellent, most: 2}
item_awards:
  i: {name: 单项奖, group: counties, node: economy, winners: 2, at_least: 80%}
awards:"""
    change = ("grades.yaml", "awards:", text)
    compiled = compile_scheme(read_scheme(write_sample(tmp_path, change)).scheme)
    assert compiled["promotions"] == [
        {
            "code": "p",
            "groups": ["counties"],
            "when": [">", ["place_from_last"], ["num", "1"]],
            "grade": "excellent",
            "most": 2,
            "vacancy": "fill_next",
        }
    ]
    assert compiled["item_awards"] == [
        {
            "code": "i",
            "group": "counties",
            "node": "economy",
            "winners": 2,
            "by": "attainment",
            "at_least": "0.8",
            "ties": "all",
        }
    ]
    assert read_compiled(compiled).promotions[0].most == 2
