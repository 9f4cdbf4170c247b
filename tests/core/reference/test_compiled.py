"""Broken schemes and figures are refused by one kind of error that names the place."""

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sikao.core.reference import CalculationError, calculate
from tests.core.reference.making import (
    QUARTERLY,
    branch,
    figure,
    leaf,
    method,
    number,
    row,
    scheme,
)
from tests.core.reference.test_grading import THREE, veto
from tests.drill.figures import many


def full_scheme() -> dict:
    """A little of everything."""
    bands = method("bands", bands=[{"at_least": "3", "score": "100%"}])
    entries = [{"name": "one", "count": figure("y", member="each"), "each": "1", "most": "3"}]
    nodes = [
        branch("block"),
        leaf("one", "50", parent="block", depth=2, target="3", windows=QUARTERLY, prorate=True),
        leaf("two", "50", parent="block", depth=2, method=bands, absence={"missing": ["share", "0.5"]}),
        branch("index", combine="geometric", points="100"),
        leaf("three", "50", parent="index", weight="0.5", method=method("efficacy"), direction="lower"),
        leaf(
            "four",
            "50",
            parent="index",
            weight="0.5",
            method=method("rank_interval"),
            coefficient=number("1"),
        ),
        leaf(
            "plus",
            "10",
            role="bonus",
            measure=None,
            method=method("tally", "bonus", entries=entries, over="y"),
        ),
    ]
    award = {
        "code": "w",
        "group": "districts",
        "last_rank": figure("y", member="m"),
        "places": "1",
        "most": "1",
    }
    table = {"code": "quarter", "convert_to": "100", "nodes": {"q1": ["one", "three"]}}
    return scheme(
        nodes,
        ["a", "b"],
        items={"y": {"members": {"a": ["m"], "b": []}, "shares": {"a": {"m": "1"}}}, "accident": {}},
        grades={"districts": THREE},
        vetoes=[veto()],
        awards=[award],
        checkpoint_table=table,
    )


ROWS = [row("a", "3"), row("b", "2"), row("a", "3", period="2020-01..03"), row("a", "1", "y/m")]


def paths(content: Any, path: tuple = ()) -> list[tuple]:
    """Every place in JSON data."""
    found = [path] if path else []
    if isinstance(content, dict):
        return found + [one for key, value in content.items() for one in paths(value, (*path, key))]
    if isinstance(content, list):
        return found + [one for n, value in enumerate(content) for one in paths(value, (*path, n))]
    return found


def changed(content: Any, path: tuple, junk: Any, *, remove: bool) -> Any:
    broken = copy.deepcopy(content)
    place = broken
    for step in path[:-1]:
        place = place[step]
    if remove:
        del place[path[-1]]
    else:
        place[path[-1]] = junk
    return broken


PATHS = paths(full_scheme())
JUNK = st.sampled_from(
    [None, True, -1, 7, 1.5, "", "x", "0", "-3", "nan", [], {}, ["num", "1"], ["zero"], [[]]]
)


def test_a_little_of_everything_can_be_calculated():
    assert calculate(full_scheme(), ROWS, detail=True)["checkpoint"] == "year"


def refusal(compiled: Any, rows: Any) -> CalculationError | None:
    """The error, if any; whatever else is raised fails the test."""
    try:
        calculate(compiled, rows, detail=True)
    except CalculationError as error:
        return error
    return None


@settings(max_examples=many(60, 200))
@given(st.sampled_from(PATHS), JUNK, st.booleans())
def test_whatever_is_broken_there_is_one_kind_of_error(path, junk, remove):
    error = refusal(changed(full_scheme(), path, junk, remove=remove), ROWS)
    assert error is None or (error.where and error.what)


@settings(max_examples=many(40, 100))
@given(st.sampled_from(paths(ROWS)), JUNK, st.booleans())
def test_whatever_is_broken_in_the_figures(path, junk, remove):
    error = refusal(full_scheme(), changed(ROWS, path, junk, remove=remove))
    assert error is None or error.where.startswith("figures")


@pytest.mark.parametrize(
    ("path", "junk", "message"),
    [
        (("format",), "sikao-compiled/9", "scheme.format: 'sikao-compiled/9' is none of sikao-compiled/1"),
        (("rounding", "rule"), "round", "scheme.rounding.rule: 'round' is none of half_even, half_up"),
        (("checkpoints",), [], "scheme.checkpoints: no checkpoint is ranked"),
        (("checkpoints", 0, "through"), 0, "a whole number from 1 to 12 is expected"),
        (("checkpoints", 3, "through"), 13, "a whole number from 1 to 12 is expected"),
        (("rounding", "total"), 13, "scheme.rounding.total: a whole number from 0 to 12 is expected"),
        (
            ("tables", 0, "nodes", 1, "parent"),
            "nowhere",
            r"scheme.tables\[0\].nodes\[1\]: its parent 'nowhere' is no branch",
        ),
        (("tables", 0, "nodes", 1, "code"), "block", r"nodes\[1\]: a second node 'block'"),
        (
            ("tables", 0, "nodes", 1, "variants", 0, "points"),
            80,
            r"variants\[0\].points: a text is expected",
        ),
        (
            ("tables", 0, "nodes", 1, "variants", 0, "measure"),
            None,
            "only a tally does without a measure",
        ),
        (
            ("tables", 0, "checkpoint_table", "nodes", "q1"),
            ["block"],
            "only leaves have scores",
        ),
        (("tables", 0, "nodes", 4, "weight"), None, "node three: a child of index needs a positive weight"),
    ],
)
def test_the_place_is_named(path, junk, message):
    with pytest.raises(CalculationError, match=message):
        calculate(changed(full_scheme(), path, junk, remove=False), ROWS)
