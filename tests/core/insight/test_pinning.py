"""A pinned leaf has the points that it was given, and the rest of the table is as before."""

from decimal import Decimal
from fractions import Fraction

import pytest

from sikao.core.insight.pinning import Pin, pinned
from sikao.core.insight.slices import of_table, table_of
from sikao.core.reference import calculate
from sikao.core.scheme import compile_scheme


@pytest.fixture(scope="module")
def base(opened):
    compiled = compile_scheme(opened.scheme)
    return compiled, table_of(compiled, "districts"), opened.figures.canonical_rows()


def rows(base, table):
    compiled, _, figures = base
    book = calculate(of_table(compiled, table, "year"), figures)
    return {(row["unit"], row["node"]): row["points"] for row in book["rows"]}


def test_points_by_checkpoint_make_the_year(base):
    before = rows(base, base[1])
    points = {code: Fraction(number) for code, number in (("q1", 80), ("h1", 40), ("q3", 20), ("year", 10))}
    after = rows(base, pinned(base[1], {("fai", "jimo"): Pin(points)}))
    # 0.1·80 + 0.2·40 + 0.3·20 + 0.4·10 = 26.
    assert (before["jimo", "fai"], after["jimo", "fai"]) == ("62.39", "26")
    assert Decimal(after["jimo", "total"]) - Decimal(before["jimo", "total"]) == Decimal("-36.39")
    others = [key for key in before if key[0] != "jimo"]
    assert [key for key in others if before[key] != after[key]] == []


def test_a_checkpoint_without_points_has_its_effect(base):
    full = {code: Fraction(80) for code in ("q1", "h1", "q3")}
    kept = rows(base, pinned(base[1], {("fai", "jimo"): Pin(full, {"year": ["zero"]})}))
    left_out = rows(base, pinned(base[1], {("fai", "jimo"): Pin(full, {"year": ["exclude"]})}))
    # 60 % of 80 in both; of 80 points with a zero, of 48 without the last checkpoint.
    assert kept["jimo", "fai"] == left_out["jimo", "fai"] == "48"
    assert Decimal(left_out["jimo", "development"]) == Decimal(kept["jimo", "development"])


def test_checkpoints_without_points_have_an_effect_each(base):
    pin = Pin({"year": Fraction(80)}, {"q1": ["zero"], "h1": ["full"], "q3": ["share", "0.5"]})
    # 0.1·0 + 0.2·80 + 0.3·40 + 0.4·80 = 60.
    assert rows(base, pinned(base[1], {("fai", "jimo"): pin}))["jimo", "fai"] == "60"


def test_points_of_the_year_do_not_count_for_other_checkpoints_under_prorate(base):
    leaf = next(node for node in base[1]["nodes"] if node["code"] == "fai")
    nodes = [{**leaf, "prorate": True} if node is leaf else node for node in base[1]["nodes"]]
    pin = Pin({"year": Fraction(80)}, {window: ["zero"] for window in ("q1", "h1", "q3")})
    table = pinned({**base[1], "nodes": nodes}, {("fai", "jimo"): pin})
    assert rows(base, table)["jimo", "fai"] == "32"


def test_nothing_pinned_is_nothing_changed(base):
    assert pinned(base[1], {}) == base[1]
