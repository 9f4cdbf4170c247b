"""What a scheme lets expect of figures."""

from pathlib import Path

import pytest

from sikao.core.books import open_scheme
from sikao.core.insight import implausible_figures
from tests.core.insight.making import make

SCHEMES = Path(__file__).parents[3] / "schemes"
FIGURES = sorted(
    folder.parent
    for folder in [
        *SCHEMES.glob("*/figures"),
        *SCHEMES.glob("*/*/figures"),
        SCHEMES.parent / "docs/handbook/example/figures",
    ]
)
LEAF = {"code": "x", "points": "10", "measure": "x", "method": {"kind": "attainment", "target": "$goal"}}


def told(opened):
    return [(found.code, found.where.path) for found in implausible_figures(opened.scheme, opened.figures)]


@pytest.mark.parametrize("folder", FIGURES, ids=lambda folder: folder.name)
def test_the_schemes_of_this_project_are_not_doubted(folder):
    opened = open_scheme(folder)
    assert implausible_figures(opened.scheme, opened.figures) == ()


def test_a_target_in_the_parameters_is_a_reference_at_its_own_checkpoint(tmp_path):
    leaf = {**LEAF, "schedule": "quarterly"}
    goals = {"x": {"goal": {"a": {"q1": "100", "h1": "200", "q3": "300", "year": "400"}}}}
    figures = {"a": {"x": {"q1": "90", "h1": "1000", "q3": "310", "year": "390"}}}
    opened = make(tmp_path, [leaf], figures, parameters=goals)
    assert told(opened) == [("number.magnitude_10", "a/x/level/2020-01..06")]


def test_a_target_for_all_units_and_a_number_in_the_rule_are_references_too(tmp_path):
    number = {**LEAF, "method": {"kind": "attainment", "target": "100"}}
    opened = make(tmp_path, [number], {"a": {"x": "1000000"}, "b": {"x": "90"}})
    assert told(opened) == [("number.magnitude_10000", "a/x/level/2020")]


def test_a_target_of_something_else_is_no_reference(tmp_path):
    """The measure is half of the level, and so the target says nothing about the level itself."""
    half = {**LEAF, "measure": "x / 2", "method": {"kind": "attainment", "target": "1"}}
    assert told(make(tmp_path, [half], {"a": {"x": "1000"}})) == []
