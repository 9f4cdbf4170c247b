from fractions import Fraction

import pytest

from sikao.core.figures.absence import Absence
from sikao.core.scheme import read_scheme
from sikao.core.scheme.resolving import Resolved, value_at
from sikao.core.scheme.shape import Table
from tests.core.scheme.broken import CARD
from tests.core.scheme.samples import write_sample

NESTED = [
    (
        "units.yaml",
        "units: ",
        "  plain: {name: 一般县, parent: counties}\n  remote: {name: 偏远县, parent: plain}\nunits: ",
    ),
    ("units.yaml", "South county, group: counties", "South county, group: remote"),
    ("units.yaml", "West county, group: counties", "West county, group: plain"),
]


@pytest.fixture
def resolved(sample):
    return Resolved(sample)


def settings(scheme, unit):
    return Resolved(scheme).settings(scheme.scorecards["counties"], scheme.units[unit])


def test_children_of_a_composed_branch_share_its_points_by_weight(sample):
    # 20 points: 0.7 and 0.3 for east; 0.7 and 0.6 for south; the poll alone for west.
    assert settings(sample, "east")["poll"].points == Fraction(14)
    assert settings(sample, "south")["poll"].points == Fraction(140, 13)
    assert settings(sample, "south")["ballot"].points == Fraction(120, 13)
    assert settings(sample, "west")["poll"].points == Fraction(20)
    assert "ballot" not in settings(sample, "west")


def test_a_branch_sums_what_applies_below_it(sample):
    assert settings(sample, "east")["economy"].points == 60
    assert settings(sample, "west")["people"].points == 20


def test_the_narrowest_override_wins(tmp_path):
    overrides = "overrides: {counties: {points: 21, rule: 一}, remote: {points: 23},"
    overrides += " plain: {points: 22, rule: 二}, west: {points: 24}}"
    scheme = read_scheme(
        write_sample(tmp_path, *NESTED, (CARD, "rule: 首位", overrides + "\n        rule: 首位"))
    ).scheme
    found = {unit: settings(scheme, unit)["air"] for unit in scheme.units}
    assert {unit: own.points for unit, own in found.items()} == {"east": 21, "south": 23, "west": 24}
    assert {unit: own.rule for unit, own in found.items()} == {"east": "一", "south": "二", "west": "二"}


def test_a_narrower_override_brings_a_node_back(tmp_path):
    overrides = "overrides: {plain: {applies: false}, south: {applies: true}}"
    scheme = read_scheme(
        write_sample(tmp_path, *NESTED, (CARD, "rule: 首位", overrides + "\n        rule: 首位"))
    ).scheme
    assert ["air" in settings(scheme, unit) for unit in ("east", "south", "west")] == [True, True, False]
    assert "environment" not in settings(scheme, "west")


def test_a_unit_is_ranked_in_its_nearest_ranking_group(tmp_path):
    scheme = read_scheme(write_sample(tmp_path, *NESTED)).scheme
    resolved = Resolved(scheme)
    assert [group.code for group in resolved.ancestry("remote")] == ["remote", "plain", "counties"]
    assert resolved.ranking_group(scheme.units["south"]).code == "counties"
    assert [unit.code for unit in resolved.units_of("plain")] == ["south", "west"]
    assert [[unit.code for unit in table.units] for table in resolved.tables] == [["east", "south", "west"]]


def test_a_circle_of_groups_is_cut(tmp_path):
    scheme = read_scheme(
        write_sample(tmp_path, ("units.yaml", "ranked: true}", "ranked: true, parent: counties}"))
    ).scheme
    assert [group.code for group in Resolved(scheme).ancestry("counties")] == ["counties"]


def test_windows_of_a_schedule(resolved):
    assert resolved.windows("half_yearly") == (("h1", Fraction(2, 5)), ("year", Fraction(3, 5)))
    assert resolved.windows(None) == (("year", Fraction(1)),)
    assert resolved.windows("nothing") == ()


def test_parameters_are_the_units_own_before_everybodys(resolved):
    units = resolved.scheme.units
    assert resolved.parameter("counties", "revenue_done", "target", units["south"]) == 30
    assert dict(resolved.parameter("counties", "investment_growth", "target", units["south"])) == {
        "h1": 4,
        "year": 5,
    }
    assert resolved.parameter("counties", "air", "target", units["south"]) is None


@pytest.mark.parametrize(
    ("given", "prorate", "result"),
    [
        (None, False, "missing"),
        (5, False, "given"),
        (Table({"h1": 3}), False, "given"),
        (Table({"year": 5}), False, "missing"),
        (Table({"year": 5}), True, "given"),
        (Absence.NOT_APPLICABLE, False, "not_applicable"),
        (Table({"h1": Absence.NOT_APPLICABLE}), False, "not_applicable"),
    ],
)
def test_whether_a_parameter_has_a_value_at_a_checkpoint(given, prorate, result):
    assert value_at(given, "h1", "year", prorate=prorate) == result


def test_a_checkpoint_table_ranks_where_it_stands(resolved, sample):
    (table,) = (table for table in resolved.tables if table.scorecard.code == "counties")
    own = table.scorecard.checkpoint_table
    at = next(iter(own.nodes))
    other = next(code for code in sample.checkpoints if code not in own.nodes)
    assert (table.table_at(at), table.table_at(other)) == (own.code, "counties")
