"""The book's frames, and its content as bytes."""

import hashlib
import json
from dataclasses import replace
from decimal import Decimal

import polars as pl

from sikao.core.books.book import PART_SCHEMA, ROW_KEY, ROW_SCHEMA


def total(book, unit, checkpoint="year"):
    rows = book.at(checkpoint).filter((pl.col("unit") == unit) & (pl.col("node") == "total"))
    return rows.filter(pl.col("scorecard") == "districts").row(0, named=True)


def test_rows_have_their_columns_and_types(exact_book):
    assert dict(exact_book.rows.schema) == {
        name: dtype if isinstance(dtype, pl.DataType) else dtype() for name, dtype in ROW_SCHEMA.items()
    }
    assert exact_book.parts.columns == list(PART_SCHEMA)


def test_a_known_row_of_the_demonstration_year(exact_book):
    row = total(exact_book, "shinan")
    # Scenario 1.4: 832.40 of 985 become 845.08 of 1,000.
    assert (row["points"], row["full_points"], row["attainment"]) == (
        Decimal("845.08"),
        Decimal(1000),
        Decimal("0.845080"),
    )
    assert (row["rank"], row["grade"], row["unit_name"], row["node_name"]) == (6, "good", "市南区", "总分")
    assert {"not_applicable", "redistributed"} <= set(row["flags"])


def test_parts_of_every_row_sum_to_its_points(exact_book):
    scored = exact_book.rows.filter(pl.col("points").is_not_null())
    sums = exact_book.parts.group_by(ROW_KEY).agg(pl.col("value").sum())
    both = scored.join(sums, on=ROW_KEY, how="inner")
    assert both.height == scored.height
    assert both.filter(pl.col("points") != pl.col("value")).height == 0


def test_the_digest_is_that_of_the_canonical_bytes(exact_book):
    content = exact_book.canonical()
    assert exact_book.digest() == hashlib.sha256(content).hexdigest()
    said = json.loads(content)
    assert said["head"]["format"] == "sikao-book/1"
    assert said["head"]["scheme_digest"] == exact_book.scheme_digest
    assert len(said["rows"]) == exact_book.rows.height


def test_the_digest_knows_neither_row_order_nor_calculator_nor_language(exact_book, kernel_book):
    shuffled = replace(exact_book, rows=exact_book.rows.reverse())
    renamed = replace(exact_book, rows=exact_book.rows.with_columns(unit_name=pl.lit("x")))
    digests = {book.digest() for book in (exact_book, kernel_book, shuffled, renamed)}
    assert len(digests) == 1


def test_the_digest_knows_every_point(exact_book):
    rows = exact_book.rows
    first = rows["points"][0] + Decimal("0.01")
    other = pl.Series("points", [first, *rows["points"][1:]], dtype=rows["points"].dtype)
    assert replace(exact_book, rows=rows.with_columns(other)).digest() != exact_book.digest()


def test_looking_at_one_checkpoint_and_one_unit(exact_book):
    assert exact_book.at("q1")["checkpoint"].unique().to_list() == ["q1"]
    own = exact_book.of_unit("jimo", "h1")
    assert set(own["unit"]) == {"jimo"}
    assert set(own["checkpoint"]) == {"h1"}
    assert set(exact_book.of_unit("jimo")["checkpoint"]) == {"year"}
