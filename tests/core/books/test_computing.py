"""Both calculators make the same book; what cannot be scored is refused in words."""

from dataclasses import replace
from decimal import Decimal

import polars as pl
import pytest

from sikao.core.books import disagreements, score_book
from sikao.core.figures.table import Figures
from sikao.core.insight import WhatIf, changed
from sikao.core.insight.changes import PointsChange
from sikao.core.scheme import compile_scheme
from sikao.core.scheme.shape import Table
from sikao.core.scoring import DigitsError, compile_plan, pack, score
from sikao.core.wording import FindingsError


def test_both_calculators_say_the_same_of_the_demonstration_year(exact_book, kernel_book):
    assert (exact_book.calculator, kernel_book.calculator) == ("exact", "kernel")
    assert disagreements(kernel_book, exact_book) == ()
    assert kernel_book.rows.equals(exact_book.rows)
    assert kernel_book.complete
    assert exact_book.complete


def test_a_book_of_an_earlier_checkpoint_has_no_grades_yet(opened):
    book = score_book(opened.scheme, opened.figures, "h1")
    exact = score_book(opened.scheme, opened.figures, "h1", exact=True)
    assert book.checkpoint == "h1"
    assert book.rows["checkpoint"].unique(maintain_order=True).to_list() == ["q1", "h1"]
    assert book.rows["grade"].null_count() == book.rows.height
    assert book.awards == ()
    assert book.digest() == exact.digest()


def test_figures_in_another_order_give_the_same_book(opened, kernel_book):
    turned = Figures(opened.figures.to_frame().reverse())
    assert score_book(opened.scheme, turned).canonical() == kernel_book.canonical()


def test_names_follow_the_language_and_nothing_else_does(opened, kernel_book):
    english = score_book(opened.scheme, opened.figures, lang="en")
    assert "Jimo" in set(english.rows["unit_name"])
    assert "即墨区" in set(kernel_book.rows["unit_name"])
    assert english.digest() == kernel_book.digest()


def test_missing_figures_leave_the_book_incomplete(opened):
    fewer = opened.figures.select(~((pl.col("unit") == "jimo") & (pl.col("indicator") == "fixed_assets")))
    books = [score_book(opened.scheme, fewer, exact=exact) for exact in (False, True)]
    assert [book.complete for book in books] == [False, False]
    assert books[0].digest() == books[1].digest()


@pytest.mark.parametrize("checkpoint", ["q9", "", "总分"])
def test_an_unknown_checkpoint_is_refused_with_those_there_are(opened, checkpoint):
    with pytest.raises(FindingsError) as refused:
        score_book(opened.scheme, opened.figures, checkpoint)
    (finding,) = refused.value.findings
    assert finding.code == "book.unknown_checkpoint"
    assert "q1, h1, q3, year" in finding.remedy("en")


@pytest.fixture(scope="module")
def many_digits(opened):
    """The demonstration year with shares of twelve decimals and points of six: their sums pass 2^53."""
    shares = {"q1": "0.100000000001", "h1": "0.2", "q3": "0.3", "year": "0.399999999999"}
    quarterly = replace(
        opened.scheme.schedules["quarterly"],
        shares=Table({code: Decimal(text) for code, text in shares.items()}),
    )
    return replace(
        opened.scheme,
        schedules=Table({**opened.scheme.schedules, "quarterly": quarterly}),
        rounding=replace(opened.scheme.rounding, checkpoint=6, score=6),
    )


def test_a_scheme_with_more_digits_than_the_kernel_holds_is_scored_exactly(many_digits, opened):
    compiled = compile_scheme(many_digits)
    with pytest.raises(DigitsError):
        score(compile_plan(compiled), pack(compile_plan(compiled), opened.figures.to_frame()))
    book = score_book(many_digits, opened.figures)
    assert book.calculator == "exact"
    assert book.digest() == score_book(many_digits, opened.figures, exact=True).digest()


def test_a_what_if_on_such_a_scheme_is_answered_exactly(many_digits, opened):
    change = PointsChange("districts", "fai", Decimal(70))
    outcome = WhatIf(many_digits, opened.figures, group="districts").try_out([change])
    altered, figures = changed(many_digits, opened.figures, [change])
    for scheme, standing in ((many_digits, "before"), (altered, "after")):
        totals = score_book(scheme, figures).at("year").filter(node="total", scorecard="districts")
        found = {
            (m.unit, (s := getattr(m, standing)).points, s.full_points, s.rank, s.grade and s.grade.zh)
            for m in outcome.moves
        }
        names = {grade.code: grade.name for grade in scheme.grades["districts"]}
        rows = totals.select("unit", "points", "full_points", "rank", "grade").iter_rows()
        assert found == {(*row[:4], names[row[4]]) for row in rows}
