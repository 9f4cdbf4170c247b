"""From one book to another: every score before and after, whatever only one of them has."""

from dataclasses import replace
from decimal import Decimal

import polars as pl

from sikao.core.books import changed_scores, score_book


def test_a_book_beside_itself_has_no_differences(exact_book):
    found = changed_scores(exact_book, exact_book)
    assert found.height == exact_book.at("year").height
    assert found["difference"].drop_nulls().unique().to_list() == [Decimal(0)]
    assert found.filter(pl.col("rank").ne_missing(pl.col("rank_before"))).height == 0


def test_what_moved_stands_with_both_sides(exact_book):
    moved = (pl.col("unit") == "licang") & (pl.col("node") == "total") & (pl.col("checkpoint") == "year")
    rows = exact_book.rows.with_columns(
        points=pl.when(moved).then(pl.col("points") - 10).otherwise(pl.col("points"))
    )
    found = changed_scores(replace(exact_book, rows=rows.cast(exact_book.rows.schema)), exact_book)
    (row,) = found.filter(pl.col("difference") != 0).iter_rows(named=True)
    assert (row["unit"], row["node"], row["difference"]) == ("licang", "total", Decimal(10))
    assert row["points"] - row["points_before"] == row["difference"]


def test_what_only_one_book_has_stays(exact_book):
    fewer = replace(exact_book, rows=exact_book.rows.filter(pl.col("unit") != "jimo"))
    gone, come = changed_scores(exact_book, fewer), changed_scores(fewer, exact_book)
    for found, missing in ((gone, "points"), (come, "points_before")):
        rows = found.filter(pl.col("unit") == "jimo")
        assert rows.height == exact_book.at("year").filter(pl.col("unit") == "jimo").height
        assert rows[missing].null_count() == rows["difference"].null_count() == rows.height
        assert rows["depth"].null_count() == 0


def test_two_checkpoints_are_compared_where_each_stands(opened, exact_book):
    quarter = score_book(opened.scheme, opened.figures, "q1")
    total = (pl.col("unit") == "jimo") & (pl.col("node") == "total") & (pl.col("scorecard") == "districts")
    (row,) = changed_scores(quarter, exact_book).filter(total).iter_rows(named=True)
    assert row["points_before"] == quarter.at("q1").filter(total)["points"][0]
    assert row["points"] == exact_book.at("year").filter(total)["points"][0]
