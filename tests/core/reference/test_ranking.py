"""Places, ties, tie-breaks and orders that only rounding decided."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sikao.core.reference import calculate
from sikao.core.reference.ranking import differently_ordered, places
from tests.core.reference.making import figure, found, leaf, method, rows_of, scheme


def ranked(values: dict, nodes=None, **own):
    """A scheme of leaves whose points are reported: by unit, or by leaf and unit."""
    by_leaf = values if isinstance(next(iter(values.values())), dict) else {"x": values}
    units = list(dict.fromkeys(unit for of_units in by_leaf.values() for unit in of_units))
    own_places = own.pop("places", {"checkpoint": 2, "score": 2})
    nodes = nodes or [
        leaf(
            code,
            measure=figure(code),
            method=method("bands", bands=[], otherwise=["expr", figure(code)]),
            places=own_places,
        )
        for code in by_leaf
    ]
    compiled = scheme(nodes, units, items={code: {} for code in by_leaf}, **own)
    return calculate(compiled, [one for code, of_units in by_leaf.items() for one in rows_of(of_units, code)])


def column(book, key, node="total"):
    return {
        row["unit"]: row[key] for row in book["rows"] if (row["node"], row["checkpoint"]) == (node, "year")
    }


VALUES = {"a": "90", "b": "85", "c": "85", "d": "80"}


@pytest.mark.parametrize(("ties", "last"), [("competition", 4), ("dense", 3)])
def test_equal_totals_share_a_place(ties, last):
    book = ranked(VALUES, ranking={"by": "rounded", "ties": ties, "tie_break": []})
    assert column(book, "rank") == {"a": 1, "b": 2, "c": 2, "d": last}
    assert column(book, "flags") == {"a": [], "b": ["tie"], "c": ["tie"], "d": []}


def test_tie_breaks_in_their_order():
    values = {
        "one": {"a": "40", "b": "50", "c": "50", "d": "10"},
        "two": {"a": "50", "b": "40", "c": "40", "d": "10"},
        "three": {"a": "10", "b": "10", "c": "10", "d": "90"},
    }
    ranking = {"by": "rounded", "ties": "competition", "tie_break": ["one", "two"]}
    book = ranked(values, ranking=ranking)
    assert column(book, "points") == {"a": "100", "b": "100", "c": "100", "d": "110"}
    assert column(book, "rank") == {"a": 4, "b": 2, "c": 2, "d": 1}
    assert found(book, "a", "total")["flags"] == []
    assert found(book, "b", "total")["flags"] == ["tie"]


def test_a_unit_without_the_tie_break_comes_last():
    values = {"one": {"a": "40", "b": "50", "c": "0"}, "two": {"a": "10", "b": "not_applicable", "c": "50"}}
    nodes = [
        leaf(
            code,
            measure=figure(code),
            method=method("bands", bands=[], otherwise=["expr", figure(code)]),
            absence={"not_applicable": ["exclude"]},
        )
        for code in values
    ]
    ranking = {"by": "rounded", "ties": "competition", "tie_break": ["two", "nowhere"]}
    book = ranked(values, nodes, ranking=ranking)
    assert column(book, "points") == {"a": "50", "b": "50", "c": "50"}
    assert column(book, "rank") == {"a": 2, "b": 3, "c": 1}


# Totals to one place from leaves with two: 80.04 and 79.96 both show 80.0.
CLOSE = {"a": "80.04", "b": "79.96", "c": "70"}
ONE_PLACE = {"rule": "half_up", "checkpoint": 2, "score": 2, "total": 1}


def test_an_order_that_only_rounding_decided_is_flagged():
    book = ranked(CLOSE, rounding=ONE_PLACE)
    assert column(book, "rank") == {"a": 1, "b": 1, "c": 3}
    assert column(book, "flags") == {
        "a": ["decided_by_rounding", "tie"],
        "b": ["decided_by_rounding", "tie"],
        "c": [],
    }


def test_ranks_by_the_exact_total_do_not_depend_on_rounding():
    ranking = {"by": "exact", "ties": "competition", "tie_break": []}
    book = ranked(CLOSE, rounding=ONE_PLACE, ranking=ranking)
    assert column(book, "points") == {"a": "80", "b": "80", "c": "70"}
    assert column(book, "rank") == {"a": 1, "b": 2, "c": 3}
    assert column(book, "flags") == {"a": [], "b": [], "c": []}


def test_nodes_are_ranked_by_score_rate():
    nodes = [leaf(units=["a"], points="50", target="100"), leaf("other", units=["b"], target="100")]
    nodes[0]["variants"].append({**nodes[1]["variants"][0], "points": "100"})
    nodes[0]["parameters"]["target"] = {"a": "100", "b": "100"}
    book = ranked({"x": {"a": "80", "b": "60"}}, nodes[:1])
    # 40 of 50 before 60 of 100
    assert column(book, "rank", "leaf") == {"a": 1, "b": 2}
    assert column(book, "rank", "main") == {"a": 1, "b": 2}
    assert column(book, "rank") == {"a": 2, "b": 1}


def test_units_that_are_not_ranked_have_points_but_no_place():
    book = ranked(VALUES, unranked=["b"])
    assert column(book, "rank") == {"a": 1, "b": None, "c": 2, "d": 3}
    assert found(book, "b", "total")["flags"] == ["unranked"]
    assert found(book, "b", "total")["points"] == "85"


@given(st.dictionaries(st.text("abcdefgh", min_size=1), st.integers(0, 5), min_size=1))
def test_a_place_is_one_more_than_the_number_of_better_units(values):
    keys = {unit: (Fraction(value),) for unit, value in values.items()}
    better = {u: sum(other > values[u] for other in values.values()) + 1 for u in values}
    assert places(keys, "competition") == better
    distinct = {u: len({other for other in values.values() if other > values[u]}) + 1 for u in values}
    assert places(keys, "dense") == distinct


def in_pairs(one: dict, other: dict) -> set[str]:
    """The definition, pair by pair."""

    def order(keys: dict, unit: str, beside: str) -> int:
        return (keys[unit] > keys[beside]) - (keys[unit] < keys[beside])

    return {unit for unit in one if any(order(one, unit, b) != order(other, unit, b) for b in one)}


keys = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=8)


@given(keys)
def test_units_ordered_differently_are_those_of_the_pairs(pairs):
    one = {str(place): (Fraction(a),) for place, (a, _) in enumerate(pairs)}
    other = {str(place): (Fraction(b),) for place, (_, b) in enumerate(pairs)}
    assert differently_ordered(one, other) == in_pairs(one, other)


def test_a_unit_between_two_that_change_places_is_flagged_and_those_outside_are_not():
    one = dict(zip("abcde", [(5,), (4,), (3,), (2,), (1,)], strict=True))
    other = dict(zip("abcde", [(5,), (2,), (3,), (4,), (1,)], strict=True))
    assert differently_ordered(one, other) == set("bcd")
