"""From one book to another: every score before and after, whatever only one of them has."""

from dataclasses import replace
from decimal import Decimal

import polars as pl

from sikao.core.books import changed_scores, score_book, sides
from sikao.core.figures.periods import Period
from sikao.core.figures.table import Figure, Kind


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


def test_an_award_passes_to_whoever_rises_more(opened, exact_book):
    """Two units have the award at most: by one more rise 莱西 takes it from 平度; nobody's grade changes.

    Places of last year by the scheme's figures: 即墨 7, 平度 9, 莱西 10; the claim is in ``claimed``.
    """
    claimed = Figure(
        unit="laixi",
        indicator="new_consumer_entities",
        kind=Kind.LEVEL,
        period=Period.of(2020),
        value=Decimal(37),
        unit_of_measure="entity",
        since="year",
    )
    ruled = score_book(opened.scheme, opened.figures.revised(claimed))
    rows = changed_scores(exact_book, ruled).filter(node="total", group="districts", scorecard="districts")
    found = {row["unit"]: sides(row) for row in rows.iter_rows(named=True)}
    moved = {unit: both for unit, both in found.items() if both[0] != both[1]}
    told = {unit: [(side.rank, side.grade, side.awards) for side in both] for unit, both in moved.items()}
    assert told == {
        "pingdu": [(7, "qualified", ("advance",)), (8, "qualified", ())],
        "laixi": [(8, "qualified", ()), (7, "qualified", ("advance",))],
    }
    assert found["jimo"][1].awards == ("advance",)


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
