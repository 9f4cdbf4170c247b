"""Targets differ when two units must reach different numbers, however the numbers are written."""

import pytest

from sikao.core.scheme import read_scheme
from sikao.core.scheme.claims.targets import nodes_with_differing_targets
from sikao.core.scheme.resolving import Resolved
from tests.core.scheme.broken import CARD
from tests.core.scheme.samples import write_sample

REVENUE = "target: {east: 50, south: 30, west: 20}"
GROWTH = "all: {h1: 4, year: 5}"
METHOD = "method: {kind: attainment, target: $target}"


def differing(folder, *changes):
    reading = read_scheme(write_sample(folder, *changes))
    assert reading.scheme is not None, reading.findings
    card = reading.scheme.scorecards["counties"]
    found = nodes_with_differing_targets(Resolved(reading.scheme), card, reading.scheme.units.values())
    leaves = {entry.node.code for entry in card.walk() if entry.node.is_leaf}
    assert found <= leaves | {"economy"}
    return found & leaves


def test_a_target_of_each_units_own_differs_and_one_for_all_does_not(tmp_path):
    assert differing(tmp_path) == {"revenue_done"}


@pytest.mark.parametrize(
    "alike",
    [
        "target: {all: 50}",
        "target: {east: 50, south: 50.0, west: {year: 50}}",
        "target: {east: 50, south: 50, west: not_applicable}",
    ],
)
def test_the_same_number_written_otherwise_does_not_differ(alike, tmp_path):
    assert differing(tmp_path, ("parameters.yaml", REVENUE, alike)) == set()


def test_one_checkpoint_is_enough(tmp_path):
    other = ("parameters.yaml", GROWTH, GROWTH + "\n        west: {h1: 4.1, year: 5}")
    assert differing(tmp_path, other) == {"investment_growth", "revenue_done"}


def test_a_checkpoint_that_does_not_count_is_not_looked_at(tmp_path):
    alike = ("parameters.yaml", REVENUE, "target: {east: {h1: 1, year: 50}, all: 50}")
    assert differing(tmp_path, alike) == set()


def test_numbers_written_in_the_methods_themselves_count_too(tmp_path):
    alike = ("parameters.yaml", REVENUE, "target: {all: 50}")
    same = (CARD, METHOD, METHOD + "\n        overrides: {west: {method: {kind: attainment, target: 50}}}")
    assert differing(tmp_path / "a", alike, same) == set()
    other = (CARD, METHOD, METHOD + "\n        overrides: {west: {method: {kind: attainment, target: 40}}}")
    assert differing(tmp_path / "b", alike, other) == {"revenue_done"}


def test_a_target_computed_from_a_parameter_differs_with_it(tmp_path):
    computed = (CARD, "target: $target}", "target: $target * 2}")
    assert differing(tmp_path / "a", computed) >= {"revenue_done"}
    alike = ("parameters.yaml", REVENUE, "target: {all: 50}")
    assert differing(tmp_path / "b", computed, alike) == set()
