"""The exact calculator answers the kernel's questions, and is not asked for anything before."""

from fractions import Fraction

import pytest

from sikao.core.books.oracle import Oracle
from sikao.core.scheme import compile_scheme
from sikao.core.scoring.windows import Verdict


@pytest.fixture(scope="module")
def oracle(opened):
    return Oracle(compile_scheme(opened.scheme), opened.figures.canonical_rows)


def test_a_window_is_its_rounded_points(oracle):
    # Scenario 1.2: 64 − 3 × 4.4 = 50.8.
    found = oracle.window("districts", "fai", "jimo", "q1", Fraction(80))
    assert found == Verdict(Fraction("50.8"), None, frozenset({"synthetic"}))


def test_an_absence_is_told_before_its_effect(oracle):
    assert oracle.window("districts", "water", "shinan", "year", Fraction(15)) == Verdict(
        None, "not_applicable", frozenset({"synthetic"})
    )


def test_a_node_is_its_points_of_the_year_so_far(oracle):
    assert oracle.node("districts", "fai", "jimo", "year") == Fraction("62.39")
    assert oracle.node("districts", "total", "shinan", "year") == Fraction("845.08")


def test_a_veto_holds_or_does_not(oracle, opened, exact_book):
    vetoed = {
        (row["unit"], flag.removeprefix("veto:"))
        for row in exact_book.at("year").iter_rows(named=True)
        for flag in row["flags"]
        if flag.startswith("veto:")
    }
    assert vetoed
    groups = dict(exact_book.rows.select("unit", "group").unique().iter_rows())
    for unit, code in vetoed:
        assert oracle.veto(groups[unit], code, unit).points
    code = next(iter(opened.scheme.vetoes))
    assert oracle.veto("districts", code, "jimo") == Verdict(Fraction(0), None)


def test_a_branch_is_no_window(oracle):
    with pytest.raises(TypeError):
        oracle.window("districts", "development", "jimo", "q1", Fraction(800))


def test_figures_are_read_at_the_first_question_only(opened):
    def never():
        raise AssertionError("read too early")

    Oracle(compile_scheme(opened.scheme), never)


def test_a_promotion_by_place_holds_or_does_not(opened):
    # The oracle works the places out by itself: exactly one district is first.
    compiled = compile_scheme(opened.scheme)
    rule = {"code": "p", "groups": ["districts"], "when": ["<=", ["place"], ["num", "1"]], "grade": None}
    promotions = [{**rule, "most": None, "vacancy": "leave"}]
    asked = Oracle({**compiled, "promotions": promotions}, opened.figures.canonical_rows)
    units = [unit["code"] for unit in compiled["units"] if unit["group"] == "districts"]
    assert sum(asked.promotion("districts", "p", unit).points for unit in units) == 1
