"""Every finding that the scheme room can speak has a broken example in some test."""

import importlib

import pytest

from sikao.core.wording.catalogue import (
    scheme,
    scheme_checks,
    scheme_formulas,
    scheme_outcomes,
    scheme_reporting,
)

MODULES = (
    "building.test_builder",
    "checks.test_briefings",
    "checks.test_containment",
    "checks.test_formulas",
    "checks.test_methods",
    "checks.test_nodes",
    "checks.test_outcomes",
    "checks.test_references",
    "checks.test_reporting",
    "checks.test_docket",
    "checks.test_review",
    "checks.test_roster",
    "checks.test_size",
    "checks.test_sums",
    "checks.test_timing",
    "claims.test_checking",
    "expressions.test_parser",
    "test_loading",
    "test_starter",
    "text.test_folder",
    "text.test_yaml_tree",
)
# Told by tests of their own, beside the tables of examples.
ELSEWHERE = {
    "expression.not_a_condition",
    "scheme.missing_file",
    "scheme.more",
    "scheme.no_folder",
    "scheme.no_scorecard",
}


def examples():
    tables = (importlib.import_module(f"tests.core.scheme.{name}").BROKEN for name in MODULES)
    return {code for table in tables for code in table}


@pytest.mark.parametrize("part", [scheme, scheme_checks, scheme_formulas, scheme_outcomes, scheme_reporting])
def test_every_message_has_a_broken_example(part):
    assert set(part.MESSAGES) - examples() - ELSEWHERE == set()
