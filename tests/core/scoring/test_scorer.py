"""Rows from figures to clamped values: resolved parameters, coefficient, floor, cap, parts and absences."""

from fractions import Fraction

import numpy as np
import pytest

from sikao.core.scoring.blocks import Block
from sikao.core.scoring.scorer import RowScorer
from tests.core.reference.making import figure, leaf, method, number, row, rows_of, turned
from tests.core.scoring.making import cells, planned, points, scored, these


def scorer(values: dict, points: str = "10", others: dict | None = None, **own) -> RowScorer:
    """The only row of a scheme of one leaf; ``others``: values of other items by unit."""
    items, scheme_own = own.pop("items", {}), {"unranked": own.pop("unranked", [])}
    rows = rows_of(values)
    for item, by_unit in (others or {}).items():
        rows += rows_of(by_unit, item)
    items = {item: {} for item in others or ()} | items
    plan, tensors = planned([leaf(points=points, **own)], list(values), rows, items=items, **scheme_own)
    (block,) = plan.blocks
    return RowScorer(block, slice(0, 1), tensors, block.points)


def value(values: dict, points: str = "10", **own) -> list[Fraction | str]:
    return cells(scorer(values, points, **own).value(parts=False)[0])


def parts(values: dict, points: str = "10", **own) -> dict[str, list[Fraction | str]]:
    named = scorer(values, points, **own).value(parts=True)[1]
    return {name: cells(part) for name, part in named.items()}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (method("attainment", target="4"), ("2.5", "5", "7.5")),
        (method("all_or_nothing", target="3", unmet="10%"), ("1", "1", "10")),
        (method("steps", target="2", base="80%", up="0.5", down="1", cap="200%"), ("7", "8", "8.5")),
        (method("efficacy"), ("6", "8", "10")),
        (method("tiers", standards=["3", "1"], coefficients=["100%", "60%"]), ("6", "8", "10")),
        (method("relative_best"), ("10/3", "20/3", "10")),
        (method("rank_step", step="5%"), ("9", "9.5", "10")),
        (method("rank_interval", last="4"), ("4", "7", "10")),
        (method("rank_ladder", ladder=["9"], bottom=["1"], rest="5"), ("1", "5", "9")),
        (method("bands", bands=[{"at_least": "2", "score": "100%"}], otherwise="3"), ("3", "10", "10")),
        (
            method("tally", entries=[{"name": "e", "count": figure(), "each": "-2", "most": "3"}]),
            ("8", "7", "7"),
        ),
    ],
    ids=lambda given: given["kind"] if isinstance(given, dict) else None,
)
def test_every_method_out_of_ten_points(given, expected):
    assert value({"a": "1", "b": "2", "c": "3"}, method=given) == these(*expected)


def test_lower_is_better_without_negation():
    measures = {"a": "2", "b": "4", "c": "8"}
    assert value(measures, direction="lower", target="4") == these("10", "10", "5")
    assert value(measures, direction="lower", method=method("relative_best")) == these("10", "5", "2.5")
    assert value(measures, direction="lower", method=method("efficacy")) == these("10", "26/3", "6")
    assert value(measures, direction="lower", method=method("rank_step", step="1")) == these("10", "9", "8")


def test_within_a_range():
    # Distances from 2..5: 1, none, none, 2; one point for each.
    target = {"low": number("2"), "high": number("5")}
    given = {**method("steps", base="100%", down="1"), "target": target}
    found = value({"a": "1", "b": "2", "c": "5", "d": "7"}, direction="range", method=given)
    assert found == these("9", "10", "10", "8")


def test_coefficient_then_floor_then_cap():
    given = {"coefficient": ["param", "k"], "method": method("attainment", floor="2", cap="9")}
    parameters = {"k": {"a": "1.2", "b": "0.5", "c": "0.1"}, "target": {"a": "5", "b": "5", "c": "5"}}
    measures = {"a": "5", "b": "4", "c": "3"}
    # 10·1.2 = 12 → 9; 8·0.5 = 4; 6·0.1 = 0.6 → 2.
    assert value(measures, parameters=parameters, **given) == these("9", "4", "2")
    assert parts(measures, parameters=parameters, **given) == {
        "attained": these("10", "8", "6"),
        "coefficient": these("2", "-4", "-5.4"),
        "floor": these("0", "0", "1.4"),
        "cap": these("-3", "0", "0"),
    }


def test_the_cap_wins_over_the_floor():
    assert value({"a": "1"}, target="1", method=method("attainment", floor="8", cap="5")) == these("5")


def test_parts_add_up_to_the_value():
    measures = {"a": "17", "b": "8.5", "c": "0.3", "d": "-2"}
    given = {
        "method": method("steps", up="0.7", down="3", per="1.5", whole=True),
        "coefficient": number("1.1"),
    }
    found = parts(measures, target="9", **given)
    sums = [
        sum(column) for column in zip(*(np.broadcast_to(part, 4) for part in found.values()), strict=True)
    ]
    assert sums == value(measures, target="9", **given)


def test_points_that_are_no_finite_decimal():
    assert value({"a": "1", "b": "2"}, "56/3", target="2") == these("28/3", "56/3")


def test_rates_by_size():
    up_by = {"size": figure("size"), "bands": [{"at_least": "100", "rate": "2"}]}
    given = method("steps", up="1", up_by=up_by, base="0", cap="50")
    found = value({"a": "6", "b": "6"}, target="3", method=given, others={"size": {"a": "100", "b": "99"}})
    assert found == these("6", "3")


def test_a_unit_outside_the_group_is_added_alone():
    # b is assessed only: second of three; a and c do not notice it.
    measures = {"a": "10", "b": "12", "c": "8"}
    for given in (method("rank_interval"), method("efficacy")):
        assert value(measures, method=given, unranked=["b"]) == these("10", "10", "6")
    assert value(measures, method=method("relative_best"), unranked=["b"]) == these("10", "10", "8")


def test_absent_units_are_no_members_of_the_group():
    measures = {"a": "10", "b": "missing", "c": "8"}
    assert value(measures, method=method("rank_interval")) == these("10", "missing", "6")
    assert value(measures, method=method("efficacy")) == these("10", "missing", "6")


def test_an_absent_measure_decides_alone():
    # Otherwise withheld would come before missing.
    own = {"parameters": {"target": {"a": {"*": "1"}, "b": {}}}, "coefficient": figure("k")}
    others = {"k": {"a": "withheld", "b": "withheld"}}
    assert value({"a": "missing", "b": "5"}, others=others, **own) == these("missing", "withheld")


def test_a_parameter_without_a_value_is_missing():
    assert value({"a": "1", "b": "5"}, target={"a": {"*": "1"}}) == these("10", "missing")


def test_undefined_by_the_method_comes_last():
    own = {"target": "0", "coefficient": figure("k")}
    found = value({"a": "1", "b": "1"}, others={"k": {"a": "not_applicable", "b": "1"}}, **own)
    assert found == these("not_applicable", "undefined")


def test_units_measured_in_their_own_way():
    node = leaf(points="10", method=method("rank_step", step="1"), units=["a"], among=["a", "b"])
    (variant,) = node["variants"]
    node["variants"].append({**variant, "units": ["b"], "measure": ["neg", figure()]})
    plan, tensors = planned([node], ["a", "b"], rows_of({"a": "1", "b": "-3"}))
    (block,) = plan.blocks
    assert cells(RowScorer(block, slice(0, 1), tensors, block.points).value(parts=False)[0]) == these(
        "9", "10"
    )


EACH = ["fig", "x", "each", "level", None, 0]
REGISTER = {"a": ["m", "n"], "b": ["m"], "c": []}
ENTRIES = [
    {"name": "large", "count": [">=", EACH, number("50")], "each": "8", "most": None},
    {"name": "any", "count": [">=", EACH, number("10")], "each": "4", "most": None},
]


def over_members(choose: str, values: dict) -> RowScorer:
    given = method("tally", start="0", over="register", choose=choose, entries=ENTRIES)
    rows = [row(unit, one, f"x/{member}") for (unit, member), one in values.items()]
    nodes = [leaf(points="30", measure=None, method=given)]
    plan, tensors = planned(nodes, list("abc"), rows, items={"x": {"members": REGISTER}})
    (block,) = plan.blocks
    return RowScorer(block, slice(0, 1), tensors, block.points)


def test_a_tally_over_members():
    # 60 is worth 8 and 4, 20 only 4; the unit without members has the start.
    values = {("a", "m"): "60", ("a", "n"): "20", ("b", "m"): "5"}
    found, named = over_members("sum", values).value(parts=True)
    assert cells(found) == these("16", "0", "0")
    assert cells(named["entry:large"]) == these("8", "0", "0")
    assert cells(named["entry:any"]) == these("8", "0", "0")


def test_a_tally_of_the_highest_of_each_member():
    values = {("a", "m"): "60", ("a", "n"): "20", ("b", "m"): "50"}
    found, named = over_members("highest", values).value(parts=True)
    assert cells(found) == cells(named["highest"]) == these("12", "8", "0")


def test_members_not_applicable_are_left_out_other_absences_are_the_leafs():
    values = {("a", "m"): "60", ("a", "n"): "not_applicable", ("b", "m"): "withheld"}
    assert cells(over_members("highest", values).value(parts=False)[0]) == these("8", "withheld", "0")


def flags_of(values: dict, flagged: dict, **own) -> list[int]:
    rows = [row(unit, one, flags=flagged.get(unit, [])) for unit, one in values.items()]
    plan, tensors = planned([leaf(**own)], list(values), rows)
    (block,) = plan.blocks
    found = RowScorer(block, slice(0, 1), tensors, block.points).flags()
    return None if found is None else np.broadcast_to(found, (1, 1, len(values)))[0, 0].tolist()


def test_remarks_are_those_of_the_units_own_figures():
    values = {"a": "1", "b": "2"}
    assert flags_of(values, {}, method=method("rank_step", step="1")) is None
    assert flags_of(values, {"a": ["late"]}, method=method("rank_step", step="1")) == [1, 0]
    assert flags_of(values, {"b": ["estimated"]}, method=method("efficacy")) == [0, 2]


def test_remarks_of_the_method_are_not_read_where_the_measure_is_absent():
    plan, tensors = planned(
        [leaf(measure=figure("y"), method=method("attainment", target=figure()))],
        ["a", "b"],
        [row("a", "1", flags=["late"]), row("b", "1", flags=["late"]), row("b", "1", "y")],
        items={"y": {}},
    )
    block: Block = plan.blocks[0]
    assert RowScorer(block, slice(0, 1), tensors, block.points).flags()[0, 0].tolist() == [0, 1]


def test_a_group_is_ordered_by_the_direction_of_the_unit_that_is_scored():
    values = {"a": "4", "b": "3", "c": "2", "d": "1"}
    found = points(scored(turned(), {"x": values}, list(values)))
    assert found == {"a": "100", "b": "90", "c": "90", "d": "100"}
