"""What a unit sees of its own explanation: its own figures and the numbers of its formulas, nobody else's."""

import json

import pytest

from sikao.core.insight.own_view import told_to_unit


@pytest.fixture(scope="module")
def nodes(worked):
    """Every node of one district, with its explanation as worked out for the office."""
    book = worked.book()
    rows = book.of_unit("jimo").filter(scorecard="districts")
    return [worked.explain("jimo", node) for node in rows["node"]]


def told(found, worked, **given):
    return told_to_unit(found, frozenset(worked.scheme.units), **given)


def others_in_group(worked):
    """The names of the districts beside it; bureaus are named as providers of figures."""
    table = next(table for table in worked.resolved.tables if table.scorecard.code == "districts")
    return [unit.name for unit in table.units if unit.code != "jimo"]


def test_no_other_unit_is_named_anywhere(nodes, worked):
    others = others_in_group(worked)
    for found in nodes:
        text = json.dumps(told(found, worked, own_place=True).to_json(), ensure_ascii=False)
        assert not [name for name in others if name in text], found.node


def test_the_office_is_told_who_sets_the_extremes(nodes, worked):
    """Otherwise the test above would show nothing."""
    text = json.dumps([found.to_json() for found in nodes], ensure_ascii=False)
    assert [name for name in others_in_group(worked) if name in text]


def test_points_figures_and_formulas_stay(nodes, worked):
    for found in nodes:
        own = told(found, worked, own_place=True)
        assert (own.points, own.parts) == (found.points, found.parts)
        assert own.rank == (found.rank if found.node == "total" else None)
        for window, before in zip(own.windows, found.windows, strict=True):
            assert (window.formula, window.measure, window.raw) == (
                before.formula,
                before.measure,
                before.raw,
            )
            assert {figure.unit for figure in window.figures} <= {"jimo", *worked.scheme.references}
            assert [f for f in window.figures if f.unit == "jimo"] == [
                f for f in before.figures if f.unit == "jimo"
            ]


def test_extremes_are_told_only_where_the_method_scores_by_them(nodes, worked):
    compared = [window.comparison for found in nodes for window in found.windows if window.comparison]
    kept = [
        window.comparison
        for found in nodes
        for window in told(found, worked, own_place=True).windows
        if window.comparison
    ]
    assert {group.counts for group in compared} == {True, False}
    assert len(kept) == sum(group.counts for group in compared)
    assert all(group.best_units == group.worst_units == () for group in kept)


def test_without_its_place_nothing_tells_where_it_stands(nodes, worked):
    total = next(found for found in nodes if found.node == "total")
    assert total.rank is not None
    assert total.grounds is not None
    own = told(total, worked, own_place=False)
    assert (own.rank, own.among, own.grade, own.grounds) == (None, 0, None, None)
    assert own.points == total.points


def test_with_its_place_the_units_around_it_are_left_out(nodes, worked):
    total = next(found for found in nodes if found.node == "total")
    own = told(total, worked, own_place=True).grounds
    assert own is not None
    assert (own.passed_over, own.filled_by, own.fills) == ((), (), ())
    assert own.quotas == total.grounds.quotas
