"""Places from the first and from the last, ties, and units that have no place."""

from fractions import Fraction

import pytest

from sikao.core.reference.compiled import read_compiled
from sikao.core.reference.figures import figures_known
from sikao.core.reference.leaves import LeafScorer
from sikao.core.reference.standing import Standing, ranked_units, standing_at
from sikao.core.reference.tree import TOTAL, Score
from tests.core.reference.making import leaf, rows_of, scheme

RANKS = {"a": 1, "b": 2, "c": 2, "d": 4}


def standing(ranks: dict, ties: str = "competition") -> Standing:
    return Standing({unit: {TOTAL: Score(points=Fraction(10))} for unit in (*ranks, "guest")}, ranks, ties)


@pytest.mark.parametrize(
    ("ranks", "ties", "expected"),
    [
        (RANKS, "competition", {"a": 4, "b": 2, "c": 2, "d": 1}),
        ({**RANKS, "d": 3}, "dense", {"a": 3, "b": 2, "c": 2, "d": 1}),
        ({}, "competition", {}),
    ],
)
def test_ties_share_their_place_from_the_last_too(ranks, ties, expected):
    assert standing(ranks, ties).from_last == expected


def test_a_unit_without_a_rank_has_a_total_and_no_place():
    values = standing(RANKS).values
    assert values["place"]["d"] == 4
    assert values["place_from_last"]["d"] == 1
    assert "guest" not in values["place"] | values["place_from_last"]
    assert values["total"]["guest"] == 10


def test_units_that_share_a_place_stand_together():
    assert standing(RANKS).place_by_place() == [["a"], ["b", "c"], ["d"]]


def test_a_standing_can_be_worked_out_from_the_figures():
    compiled = read_compiled(scheme([leaf(target="100")], ["a", "b", "c"], unranked=["a"]))
    rows = rows_of({"a": "90", "b": "60", "c": "80"})
    scorer = LeafScorer(compiled, figures_known(rows, compiled, "year"))
    found = standing_at(scorer, compiled.tables[0], compiled.checkpoints[-1])
    assert (found.ranks, found.totals["a"].points) == ({"b": 2, "c": 1}, 90)
    assert ranked_units(compiled, compiled.tables[0]) == ("b", "c")
