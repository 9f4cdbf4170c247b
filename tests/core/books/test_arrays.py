"""The kernel's arrays become the rows that the exact calculator gives, for random schemes as well."""

from collections import defaultdict
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sikao.core.books.arrays import _text, row_frame
from sikao.core.books.book import book_from_result
from sikao.core.books.names import Names
from sikao.core.books.oracle import Oracle
from sikao.core.reference import CalculationError, calculate
from sikao.core.scoring.figures import pack
from sikao.core.scoring.kernel import score
from sikao.core.scoring.plan import compile_plan
from tests.drill.figures import many
from tests.strategies.figures import figure_rows
from tests.strategies.schemes import KINDS, REFERENCE, compiled_schemes


def nameless() -> Names:
    empty: dict = defaultdict(str)
    return Names("zh", "", 2020, False, False, empty, empty, empty, empty, empty, empty, empty, empty)


@settings(max_examples=many(15, 40), suppress_health_check=list(HealthCheck))
@given(st.data())
def test_random_schemes_give_the_same_rows(data):
    compiled = data.draw(compiled_schemes())
    carriers = [*(unit["code"] for unit in compiled["units"]), REFERENCE]
    rows = data.draw(figure_rows(compiled, carriers, KINDS))
    try:
        expected = book_from_result(calculate(compiled, rows), nameless())
    except CalculationError:
        return
    plan = compile_plan(compiled)
    scores = score(plan, pack(plan, rows), exact=Oracle(compiled, lambda: rows))
    assert row_frame(scores, compiled, nameless()).equals(expected.rows)


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("2.345", 100, "2.35"),
        ("-2.345", 100, "-2.35"),
        ("-0.004", 100, "0.00"),
        ("1/3", 1000000, "0.333333"),
        ("2/3", 1000000, "0.666667"),
        ("7", 1, "7"),
        ("0.05", 100, "0.05"),
    ],
)
def test_decimal_texts_are_rounded_half_up_on_magnitude(value, unit, expected):
    assert _text(Fraction(value), unit) == expected
