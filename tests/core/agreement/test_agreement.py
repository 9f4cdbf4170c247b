"""The kernel gives what the exact calculator gives: points, full points, ranks, grades and flags, to the
last digit.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sikao.core.books.oracle import Oracle
from sikao.core.reference import CalculationError, calculate
from sikao.core.reference.rounding import decimal_text
from sikao.core.scoring.figures import pack
from sikao.core.scoring.kernel import ScoreArrays, score
from sikao.core.scoring.plan import compile_plan
from sikao.core.scoring.windows import ScoringError
from tests.core.agreement.book import rows_of_arrays, rows_of_book
from tests.drill.figures import many
from tests.strategies.figures import figure_rows
from tests.strategies.methods import KINDS, REFERENCE
from tests.strategies.schemes import compiled_schemes


@st.composite
def cases(draw: st.DrawFn, *, long: bool = False) -> tuple[dict, list[dict]]:
    compiled = draw(compiled_schemes())
    carriers = [*(unit["code"] for unit in compiled["units"]), REFERENCE]
    return compiled, draw(figure_rows(compiled, carriers, KINDS, long=long))


def by_kernel(compiled: dict, rows: list[dict], checkpoint: str | None) -> ScoreArrays:
    plan = compile_plan(compiled)
    tensors, oracle = pack(plan, rows, checkpoint), Oracle(compiled, lambda: rows, checkpoint)
    return score(plan, tensors, checkpoint=checkpoint, exact=oracle)


def check(case: tuple[dict, list[dict]], checkpoint: str | None = None) -> None:
    compiled, rows = case
    try:
        book = calculate(compiled, rows, checkpoint)
    except CalculationError:
        with pytest.raises(ScoringError):
            by_kernel(compiled, rows, checkpoint)
        return
    scores = by_kernel(compiled, rows, checkpoint)
    expected, found = rows_of_book(book), rows_of_arrays(scores)
    assert {key: (found.get(key), row) for key, row in expected.items() if found.get(key) != row} == {}
    assert found.keys() == expected.keys()
    assert [(a["code"], a["unit"], a["places"]) for a in book["awards"]] == [
        (code, unit, None if places is None else decimal_text(places)) for code, unit, places in scores.awards
    ]


@settings(max_examples=many(20, 2000), deadline=None, suppress_health_check=list(HealthCheck))
@given(cases(), st.data())
def test_random_schemes_agree_at_every_checkpoint(case: tuple[dict, list[dict]], data: st.DataObject) -> None:
    ranked = [entry["code"] for entry in case[0]["checkpoints"] if entry["ranked"]]
    check(case, data.draw(st.sampled_from(ranked)))


@settings(max_examples=many(50, 6000), deadline=None, suppress_health_check=list(HealthCheck))
@given(cases())
def test_random_schemes_agree(case: tuple[dict, list[dict]]) -> None:
    check(case)


@settings(max_examples=many(20, 2000), deadline=None, suppress_health_check=list(HealthCheck))
@given(cases(long=True))
def test_random_schemes_agree_on_figures_that_no_float_holds(case: tuple[dict, list[dict]]) -> None:
    check(case)
