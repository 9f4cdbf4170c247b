"""Plans: families, blocks, places and seats of a compiled scheme."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from sikao.core.scoring.numbers import Checkpoint
from sikao.core.scoring.plan import Plan, compile_plan
from tests.core.reference.making import QUARTERLY, branch, figure, leaf, method, scheme
from tests.strategies.schemes import compiled_schemes


def with_tables(compiled: dict, *more: dict) -> dict:
    """A scheme with further tables; their units are ranked."""
    for table in more:
        compiled["tables"].append(table)
        compiled["units"] += [
            {"code": unit, "name": unit, "group": table["group"], "ranked": True} for unit in table["units"]
        ]
    return compiled


def for_units(table: dict, group: str, units: list[str]) -> dict:
    """A copy of a table for other units."""
    copied = {**deepcopy(table), "group": group, "units": units}
    for node in copied["nodes"]:
        for variant in node["variants"]:
            variant["units"] = units
            if "among" in variant:
                variant["among"] = units
        for name, values in node.get("parameters", {}).items():
            node["parameters"][name] = dict.fromkeys(units, next(iter(values.values())))
    return copied


def two_groups(*units: str, **own: Any) -> Plan:
    """Districts a, b and counties with the same nodes, or with one more."""
    compiled = scheme([leaf("gdp", "30", target="8"), leaf("tax", "70", target="5")], ["a", "b"], **own)
    return compile_plan(with_tables(compiled, for_units(compiled["tables"][0], "counties", list(units))))


def test_tables_of_one_structure_and_size_are_one_family():
    plan = two_groups("c", "d")
    (family,) = plan.families
    assert family.groups == ("districts", "counties")
    (block,) = plan.blocks
    assert (block.tables.tolist(), block.leaves.tolist()) == ([0, 0, 1, 1], [0, 1, 0, 1])


def test_tables_of_another_size_are_another_family():
    plan = two_groups("c", "d", "e")
    assert [family.groups for family in plan.families] == [("districts",), ("counties",)]
    assert [(block.family, block.rows) for block in plan.blocks] == [(0, 2), (1, 2)]


def test_seats_of_units_in_their_own_and_in_other_families():
    plan = two_groups("c", "d", "e")
    a, e = plan.numbers["a"], plan.numbers["e"]
    assert plan.seats[e] == (1, 0, 2)
    assert plan.seat(a, 0, 0, 1) == (0, 0, 1, 0)
    assert plan.seat(e, 0, 0, 1) == (1, 0, 1, 2), "the same leaf in another family"


def test_a_unit_without_the_leaf_has_no_seat():
    compiled = scheme([leaf("gdp", target="8"), leaf("tax", target="5")], ["a"])
    table = for_units(compiled["tables"][0], "counties", ["c", "d"])
    table["nodes"] = table["nodes"][:1]
    plan = compile_plan(with_tables(compiled, table))
    assert plan.seat(plan.numbers["c"], 0, 0, 1) is None
    assert plan.seat(plan.numbers["c"], 0, 0, 0) == (1, 0, 0, 0)


def test_settings_of_the_scheme():
    ranking = {"by": "exact", "ties": "dense", "tie_break": ["leaf"]}
    rounding = {"rule": "half_even", "checkpoint": 1, "score": 2, "total": 3}
    compiled = scheme([leaf(target="8")], ["a", "b"], unranked=["b"], ranking=ranking, rounding=rounding)
    plan = compile_plan(compiled)
    assert (plan.rule, plan.rounding.score, plan.rounding.total) == ("half_even", 2, 3)
    assert (plan.ranking.exact, plan.ranking.dense, plan.ranking.tie_break) == (True, True, ("leaf",))
    assert plan.checkpoints[0] == Checkpoint("q1", 3, True)
    assert plan.ranked[[plan.numbers["a"], plan.numbers["b"]]].tolist() == [True, False]
    assert (plan.scheme, plan.digest) == ("example_2020", "0" * 64)
    assert plan.group_order == ("districts",)


@pytest.mark.parametrize(
    ("places", "cap", "most"),
    [({"checkpoint": 2, "score": 2}, None, 2), ({"checkpoint": 4, "score": 1}, None, 4), ({}, "2.125", 3)],
)
def test_fixed_point_is_as_fine_as_anything_declared(places, cap, most):
    own = {"places": places} if places else {}
    nodes = [branch("extras", role="bonus", cap=cap), leaf(target="8", **own)]
    assert compile_plan(scheme(nodes, ["a"])).places == most


def test_checkpoint_tables_have_leaves_scored_where_no_window_is():
    listed = {"code": "card_points", "convert_to": "100", "nodes": {"q1": ["gdp"]}}
    nodes = [leaf("gdp", target="8"), leaf("tax", target="8")]
    plan = compile_plan(scheme(nodes, ["a"], checkpoint_table=listed))
    moments = {block.leaves.tolist()[0]: block.moments for block in plan.blocks}
    assert moments == {0: (0, 3), 1: (3,)}


def test_where_the_mean_of_others_is_taken_all_their_windows_are_scored():
    node = leaf(target="8", units=["a"], among=["a", "b"], absence={"missing": ["group_mean"]})
    (variant,) = node["variants"]
    node["variants"].append({**variant, "units": ["b"], "windows": QUARTERLY})
    node["parameters"]["target"] = {"a": "8", "b": "8"}
    plan = compile_plan(scheme([node], ["a", "b"]))
    assert {block.moments for block in plan.blocks} == {(0, 1, 2, 3)}


def test_the_rows_of_a_leaf_in_every_table():
    plan = two_groups("c", "d", "e")
    assert plan.rows_of_leaf == {"gdp": ((0, 0), (1, 0)), "tax": ((0, 1), (1, 1))}


def test_units_come_first_among_carriers_and_references_after():
    measure = ["-", figure(), ["fig", "x", None, "level", "city", 0]]
    plan = compile_plan(scheme([leaf(target="8", measure=measure)], ["b", "a"]))
    assert plan.carriers == ("b", "a", "city")
    assert not plan.ranked[2]


def test_what_a_veto_reads_is_planned_too():
    veto = {"code": "v", "groups": ["districts"], "when": [">", figure("deaths"), ["num", "0"]]}
    veto |= {"effect": "bar_excellent", "grade": None, "vacancy": "fill_next"}
    compiled = scheme(
        [leaf(target="8", method=method("efficacy"))], ["a"], vetoes=[veto], items={"deaths": {}}
    )
    assert ("deaths", "level", "2020", 3) in compile_plan(compiled).columns


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(compiled_schemes())
def test_every_window_of_every_unit_is_scored_by_exactly_one_row(compiled):
    plan = compile_plan(compiled)
    scored = [
        (block.family, table, leaf_number, moment, unit)
        for block in plan.blocks
        for row, (table, leaf_number) in enumerate(
            zip(block.tables.tolist(), block.leaves.tolist(), strict=True)
        )
        for moment in block.moments
        for unit in range(block.width)
        if block.applies[row, 0, unit]
    ]
    assert len(scored) == len(set(scored))
    codes = {checkpoint.code: at for at, checkpoint in enumerate(plan.checkpoints)}
    wanted = {
        (*position_of(plan, table["group"]), number, codes[window["checkpoint"]], table["units"].index(unit))
        for table in compiled["tables"]
        for number, node in enumerate(one for one in table["nodes"] if "combine" not in one)
        for variant in node["variants"]
        for window in variant["windows"]
        for unit in variant["units"]
    }
    assert wanted <= set(scored)


def position_of(plan: Plan, group: str) -> tuple[int, int]:
    return next(
        (number, family.groups.index(group))
        for number, family in enumerate(plan.families)
        if group in family.groups
    )
