"""A leaf alone scores as it does in its table, and before rounding."""

from fractions import Fraction

import pytest

from sikao.core.insight.leaf_alone import LeafAlone
from sikao.core.insight.slices import table_of
from sikao.core.scheme import compile_scheme


@pytest.fixture(scope="module")
def alone(opened):
    compiled = compile_scheme(opened.scheme)
    rows = opened.figures.canonical_rows()
    return lambda code: LeafAlone(compiled, table_of(compiled, "districts"), code, rows)


def test_it_keeps_only_the_rows_it_may_read(alone):
    leaf = alone("fai")
    assert {row["indicator"] for row in leaf.rows} == {"fixed_assets"}
    assert {row["unit"] for row in leaf.rows} <= set(leaf.variants)
    assert leaf.shares("jimo") == {
        "q1": Fraction(1, 10),
        "h1": Fraction(1, 5),
        "q3": Fraction(3, 10),
        "year": Fraction(2, 5),
    }
    assert leaf.shares("nowhere") == {}


def test_its_windows_are_those_of_the_book(alone):
    leaf = alone("fai")
    scored = leaf.scorer(leaf.rows)
    assert [scored.cell("jimo", at).points for at in leaf.shares("jimo")] == [
        Fraction(text) for text in ("50.8", "59.5", "63.1", "66.2")
    ]
    assert scored.exact_year("jimo") == Fraction("62.39")


def test_the_year_is_exact_before_rounding(alone, worked):
    leaf = alone("retail_growth")
    exact = {unit: leaf.scorer(leaf.rows).exact_year(unit) for unit in leaf.variants}
    assert any(value.denominator > 100 for value in exact.values())
    # Rounded are the four windows, each within 0.005, and then their sum.
    for unit, value in exact.items():
        assert abs(value - Fraction(worked.explain(unit, "retail_growth").points)) <= Fraction(1, 100)


def test_a_leaf_that_does_not_count_has_no_year(alone):
    leaf = alone("water")
    assert leaf.scorer(leaf.rows).exact_year("shinan") is None
