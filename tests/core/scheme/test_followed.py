"""Which indicators are followed month by month, and against which targets."""

import dataclasses
from decimal import Decimal
from pathlib import Path

import pytest

from sikao.core.figures.absence import Absence
from sikao.core.scheme import read_scheme
from sikao.core.scheme.followed import Basis, Following
from sikao.core.scheme.model import MonthlyReview
from sikao.core.scheme.resolving import Resolved
from tests.core.insight.making import make

SCHEMES = Path(__file__).parents[3] / "schemes"
ATTAINED = {"kind": "attainment", "target": "$target"}


def leaf(code, measure=None, **more):
    return {"code": code, "points": "10", "measure": measure or code, "method": ATTAINED, **more}


def followed(folder, nodes, figures=None, **own):
    codes = {node["code"] for node in nodes}
    given = figures or {"a": dict.fromkeys(codes, "1")}
    own.setdefault("parameters", {code: {"target": {"all": "12"}} for code in codes})
    scheme = make(folder, nodes, given, **own).scheme
    return {one.node: one for one in Following(Resolved(scheme)).all()}


def test_a_target_of_the_year_stands_at_its_end(tmp_path):
    (found,) = followed(tmp_path, [leaf("fdi")]).values()
    assert (found.unit, found.item, found.kind, found.measure) == ("a", "fdi", "level", "yi_yuan")
    assert (found.basis, found.higher, found.targets) == (Basis.PRORATED, True, ((12, Decimal(12)),))


def test_targets_of_checkpoints_stand_at_theirs_and_a_single_one_wherever_the_leaf_counts(tmp_path):
    nodes = [
        leaf("fdi", schedule="quarterly"),
        leaf("tax", schedule="quarterly"),
        leaf("jobs", prorate="true"),
    ]
    targets = {
        "fdi": {"target": {"a": {"q1": "2", "h1": "5", "q3": "8", "year": "12"}}},
        "tax": {"target": {"all": "12"}},
        "jobs": {"target": {"all": "12"}},
    }
    found = followed(tmp_path, nodes, parameters=targets)
    assert found["fdi"].targets == ((3, Decimal(2)), (6, Decimal(5)), (9, Decimal(8)), (12, Decimal(12)))
    assert found["tax"].targets == tuple((month, Decimal(12)) for month in (3, 6, 9, 12))
    assert found["jobs"].targets == ((12, Decimal(12)),)


def test_a_target_written_into_the_method_counts_as_well(tmp_path):
    (found,) = followed(
        tmp_path, [leaf("done", method={"kind": "attainment", "target": "100"})], parameters={}
    ).values()
    assert found.targets == ((12, Decimal(100)),)


@pytest.mark.parametrize(
    ("item", "node", "basis"),
    [
        ({"kinds": {"level": "亿元"}}, {}, Basis.PRORATED),
        ({"kinds": {"level": "亿元"}, "cover": "point"}, {}, Basis.WHOLE),
        ({"kinds": {"level": "亿元"}, "cover": "single"}, {}, Basis.WHOLE),
        ({"kinds": {"level": "天"}}, {}, Basis.PRORATED),
        ({"kinds": {"level": "%"}}, {}, Basis.RATE),
        ({"kinds": {"level": "%"}}, {"prorate": "true"}, Basis.PRORATED),
        ({"kinds": {"level": "µg/m³"}}, {}, Basis.WHOLE),
        ({"kinds": {"level": "元/人"}}, {}, Basis.WHOLE),
        ({"kinds": {"growth": "%"}}, {}, Basis.RATE),
        ({"kinds": {"growth": "%"}}, {"prorate": "true"}, Basis.RATE),
        ({"kinds": {"increment": "亿元"}}, {}, Basis.PRORATED),
    ],
)
def test_amounts_are_prorated_and_rates_are_not(tmp_path, item, node, basis):
    found = followed(tmp_path, [leaf("x", **node)], items={"x": item})
    assert found["x"].basis is basis


@pytest.mark.parametrize(
    ("item", "node"),
    [
        ({"frequency": "year"}, {}),
        ({"frequency": "quarter"}, {}),
        ({"kinds": {"rank": "位"}}, {"direction": "lower"}),
        ({}, {"measure": "x + x"}),
        ({}, {"measure": "last(x)"}),
        ({}, {"measure": "share(x)"}),
        ({}, {"method": {"kind": "efficacy"}}),
        ({}, {"method": {"kind": "attainment", "target": "2 * $target"}}),
        ({}, {"role": "bonus"}),
    ],
)
def test_what_has_no_single_figure_and_target_is_not_followed(tmp_path, item, node):
    nodes = [leaf("plain"), leaf("x", **node)]
    figures = {"a": {"plain": "1", "x": "1", "x@2019": "1"}, "b": {"plain": "1", "x": "1", "x@2019": "1"}}
    given = {"plain": {"target": {"all": "12"}}}
    if "$target" in str(node.get("method", ATTAINED)):
        given["x"] = {"target": {"all": "12"}}
    found = followed(tmp_path, nodes, figures, items={"x": item}, parameters=given)
    assert list(found) == ["plain"]


def test_a_quarterly_indicator_is_followed_where_it_is_named(tmp_path):
    nodes = [{"code": "block", "children": [leaf("x")]}, leaf("y")]
    own = {
        "items": {"x": {"frequency": "quarter"}},
        "parameters": {c: {"target": {"all": "12"}} for c in "xy"},
    }
    given = {"a": {"x": "1", "y": "1"}}
    assert list(followed(tmp_path, nodes, given, **own)) == ["y"]
    assert list(followed(tmp_path, nodes, given, frame={"review": {"nodes": ["block"]}}, **own)) == ["x"]


def test_tags_of_a_block_reach_what_lies_below(tmp_path):
    nodes = [{"code": "block", "tags": ["key"], "children": [leaf("x")]}, leaf("y")]
    own = {"frame": {"review": {"tags": ["key"]}}, "parameters": {c: {"target": {"all": "12"}} for c in "xy"}}
    assert list(followed(tmp_path, nodes, {"a": {"x": "1", "y": "1"}}, **own)) == ["x"]


def test_the_demonstration_year_follows_districts_and_zones_in_official_order(city):
    assert len(Following(Resolved(city)).all()) == 10 * 6, "six indicators are named"
    found = Following(Resolved(dataclasses.replace(city, review=MonthlyReview()))).all()
    assert len(found) == 10 * 9 + 9 * 4
    assert [one.node for one in found if one.unit == "shinan"] == [
        *("budget_growth", "fai", "domestic", "fdi", "trade_growth"),
        *("particles", "air_days", "water", "jobs"),
    ]
    by_node = {one.node: one for one in found if one.unit == "shinan"}
    assert by_node["water"].targets == ((12, Absence.NOT_APPLICABLE),)
    assert not by_node["particles"].higher and by_node["particles"].basis is Basis.WHOLE
    assert by_node["fdi"].targets == (
        (3, Decimal("1.8")),
        (6, Decimal("3.6")),
        (9, Decimal("4.875")),
        (12, Decimal("6.5")),
    )


@pytest.fixture(scope="module")
def city():
    return read_scheme(SCHEMES / "qingdao-2020").scheme
