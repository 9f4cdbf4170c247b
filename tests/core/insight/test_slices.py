"""Parts of a compiled scheme that stand alone are what they are in the whole."""

import pytest

from sikao.core.insight.slices import (
    compiled_nodes,
    figures_in,
    is_comparative,
    of_leaf,
    of_table,
    table_of,
)
from sikao.core.reference import calculate
from sikao.core.scheme import compile_scheme
from sikao.core.scheme.resolving import Resolved
from sikao.core.wording import FindingsError


@pytest.fixture(scope="module")
def compiled(opened):
    return compile_scheme(opened.scheme)


def test_a_leaf_compiled_alone_is_the_leaf_in_the_whole(opened):
    whole = {table["group"]: table for table in compile_scheme(opened.scheme)["tables"]}
    for table in Resolved(opened.scheme).tables:
        leaves = {node["code"]: node for node in whole[table.group.code]["nodes"] if "combine" not in node}
        some = list(leaves)[::5]
        assert compiled_nodes(opened.scheme, table, some) == {code: leaves[code] for code in some}


def test_a_table_alone_has_the_results_it_has_in_the_whole(opened, compiled, worked):
    rows = opened.figures.canonical_rows()
    book = calculate(of_table(compiled, table_of(compiled, "zones"), "year"), rows)
    whole = {
        (row["unit"], row["node"]): (str(row["points"]), row["rank"], row["grade"])
        for row in worked.book().at("year").iter_rows(named=True)
        if row["scorecard"] == "zones"
    }
    alone = {(row["unit"], row["node"]): (row["rank"], row["grade"]) for row in book["rows"]}
    assert alone == {key: said[1:] for key, said in whole.items()}


def test_an_earlier_checkpoint_alone_gives_no_grades(opened, compiled):
    book = calculate(of_table(compiled, table_of(compiled, "zones"), "h1"), opened.figures.canonical_rows())
    assert {row["checkpoint"] for row in book["rows"]} == {"h1"}
    assert {row["grade"] for row in book["rows"]} == {None}
    assert book["awards"] == []


def test_a_leaf_alone_keeps_its_points_out_of_other_hands(compiled):
    table = table_of(compiled, "districts")
    alone = of_leaf(compiled, table, "water")
    (leaf,) = alone["tables"][0]["nodes"]
    assert leaf["parent"] is None
    effects = {effect[0] for variant in leaf["variants"] for effect in variant["absence"].values()}
    assert not effects & {"redistribute", "transfer"}
    assert set(alone["items"]) == {figure[1] for figure in figures_in(leaf)}


def test_an_unknown_group_is_refused(compiled):
    with pytest.raises(FindingsError):
        table_of(compiled, "towns")


def variant(kind="attainment", measure=None, **method):
    return {"measure": measure or ["num", "1"], "coefficient": None, "method": {"kind": kind, **method}}


@pytest.mark.parametrize(
    ("given", "compared"),
    [
        (variant(target=["param", "target"]), False),
        (variant("rank_step"), True),
        (variant("efficacy", low=["group"], high=["num", "9"]), True),
        (variant("efficacy", low=["num", "1"], high=["num", "9"]), False),
        (variant(target=["group_mean", ["num", "1"]]), True),
        (variant(measure=["/", ["num", "1"], ["group_sum", ["num", "1"]]]), True),
    ],
)
def test_whether_a_score_depends_on_other_units(given, compared):
    assert is_comparative(given) is compared
