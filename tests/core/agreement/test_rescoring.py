"""Scoring again after a change gives what scoring everything gives, for random schemes and changes."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sikao.core.books.oracle import Oracle
from sikao.core.scoring import (
    Plan,
    ScoreArrays,
    ScoringError,
    compile_plan,
    pack,
    rescore,
    score,
    with_points,
)
from tests.core.agreement.book import rows_of_arrays
from tests.drill.figures import many
from tests.strategies.choices import Choices
from tests.strategies.figures import figure_rows
from tests.strategies.methods import KINDS, REFERENCE
from tests.strategies.schemes import ABSENCES, EFFECTS, compiled_schemes, renew_leaf

Json = dict[str, Any]


@st.composite
def changes(draw: st.DrawFn) -> tuple[Json, list[Json], Json, list[Json], set[str]]:
    """A scheme and figures, the same after a change, and the leaves that the change touches."""
    compiled = draw(compiled_schemes())
    carriers = [*(unit["code"] for unit in compiled["units"]), REFERENCE]
    rows = draw(figure_rows(compiled, carriers, KINDS))
    choices = Choices(draw)
    if choices.sometimes(2):
        return compiled, rows, *_of_scheme(choices, compiled, rows)
    item = choices.of(sorted(compiled["items"]))
    others = [row for row in rows if row["indicator"].partition("/")[0] != item]
    again = draw(figure_rows({**compiled, "items": {item: compiled["items"][item]}}, carriers, KINDS))
    touched = {node["code"] for node in leaves_of(compiled) if f"'{item}'" in str(node)}
    return compiled, rows, compiled, [*others, *again], touched


def leaves_of(compiled: Json) -> list[Json]:
    return [node for table in compiled["tables"] for node in table["nodes"] if "combine" not in node]


def _of_scheme(choices: Choices, compiled: Json, rows: list[Json]) -> tuple[Json, list[Json], set[str]]:
    """Other points, effects, goals of transfers or wholly other variants of one leaf, in every table."""
    code = choices.of(sorted({node["code"] for node in leaves_of(compiled)}))
    other = deepcopy(compiled)
    for node in leaves_of(other):
        if node["code"] == code:
            choices.one(_other_points, _other_effects, renew_leaf)(choices, node, other)
    return other, rows, {code}


def _other_points(choices: Choices, node: Json, _scheme: Json) -> None:
    points = choices.one("7", "12.25", "40/3", "0.5")
    for variant in node["variants"]:
        variant["points"] = points


def _other_effects(choices: Choices, node: Json, scheme: Json) -> None:
    (table,) = [one for one in scheme["tables"] if any(node is own for own in one["nodes"])]
    codes = [own["code"] for own in table["nodes"] if "combine" not in own]
    later = codes[codes.index(node["code"]) + 1 :]
    for variant in node["variants"]:
        effects = [*EFFECTS, *(["transfer", goal] for goal in later for _ in range(4))]
        variant["absence"] = {kind: choices.of(effects) for kind in ABSENCES}


def outcome(plan: Plan, compiled: Json, rows: list[Json], before: tuple | None = None) -> Any:
    """Everything that a run says, or that it says nothing."""
    oracle, tensors = Oracle(compiled, lambda: rows), pack(plan, rows)
    try:
        if before is None:
            found = score(plan, tensors, exact=oracle)
        else:
            found = rescore(plan, tensors, *before, exact=oracle)
    except ScoringError:
        return None
    return found


def said(scores: ScoreArrays | None) -> Any:
    return None if scores is None else (rows_of_arrays(scores), scores.awards)


@settings(max_examples=many(15, 3000), deadline=None, suppress_health_check=list(HealthCheck))
@given(changes())
def test_scoring_again_is_scoring_everything(change: tuple) -> None:
    compiled, rows, other, changed, touched = change
    first = outcome(compile_plan(compiled), compiled, rows)
    if first is None:
        return
    kept = said(first)
    plan = compile_plan(other)
    again = outcome(plan, other, changed, (first, touched))
    assert said(again) == said(outcome(plan, other, changed))
    assert said(first) == kept
    # And back again: what only the change brought is forgotten.
    if again is not None:
        assert said(outcome(compile_plan(compiled), compiled, rows, (again, touched))) == kept


@settings(max_examples=many(10, 1000), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_other_points_of_a_plan_are_those_of_a_plan_of_their_own(data: st.DataObject) -> None:
    compiled = data.draw(compiled_schemes())
    carriers = [*(unit["code"] for unit in compiled["units"]), REFERENCE]
    rows = data.draw(figure_rows(compiled, carriers, KINDS))
    choices = Choices(data.draw)
    code = choices.of(sorted({node["code"] for node in leaves_of(compiled)}))
    points = choices.one("7", "12.5", "40/3", "10.1", "1/7")
    other = deepcopy(compiled)
    for node in leaves_of(other):
        if node["code"] == code:
            for variant in node["variants"]:
                variant["points"] = points
    plan = compile_plan(compiled)
    try:
        heavier = with_points(plan, {code: points})
    except ValueError:
        return
    first = outcome(plan, compiled, rows)
    if first is not None:
        expected = said(outcome(compile_plan(other), other, rows))
        assert said(outcome(heavier, other, rows)) == expected
        assert said(outcome(heavier, other, rows, (first, {code}))) == expected
