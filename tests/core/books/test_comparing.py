"""What two books say differently is named with its place."""

from dataclasses import replace

import polars as pl

from sikao.core.books import AwardGiven, disagreements

KEY = ("year", "districts", "jimo", "fai")


def at(*key):
    names = ("checkpoint", "scorecard", "unit", "node")
    return pl.all_horizontal(pl.col(name) == value for name, value in zip(names, key, strict=True))


def test_a_book_agrees_with_itself_and_with_its_turned_self(exact_book):
    assert disagreements(exact_book, exact_book) == ()
    assert disagreements(exact_book, replace(exact_book, rows=exact_book.rows.reverse())) == ()


def test_every_difference_of_a_row_is_told(exact_book):
    changed = exact_book.rows.with_columns(
        points=pl.when(at(*KEY)).then(pl.col("points") + 1).otherwise(pl.col("points")),
        rank=pl.when(at(*KEY)).then(9).otherwise(pl.col("rank")),
    )
    found = disagreements(exact_book, replace(exact_book, rows=changed))
    assert [(one.where, one.what, one.first, one.second) for one in found] == [
        (KEY, "points", "62.390000", "63.390000"),
        (KEY, "rank", "5", "9"),
    ]
    assert str(found[0]) == "year/districts/jimo/fai points: 62.390000 ≠ 63.390000"


def test_a_row_that_one_book_lacks_is_told_once(exact_book):
    fewer = replace(exact_book, rows=exact_book.rows.filter(~at(*KEY)))
    for one, other in ((exact_book, fewer), (fewer, exact_book)):
        (found,) = disagreements(one, other)
        assert (found.where, found.what) == (KEY, "row")
        assert {found.first, found.second} == {"✓", None}


def test_differences_of_the_head_are_told(exact_book):
    other = replace(exact_book, complete=False, awards=(AwardGiven("advance", "laixi", "1"),))
    assert [one.what for one in disagreements(exact_book, other)] == ["complete", "awards"]
    assert disagreements(exact_book, other)[0].where == ()
