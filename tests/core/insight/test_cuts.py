"""Scores cut by tag. Full points are those that the demonstration's tables declare.

Inner loop 105, outer loop 120, quarterly 310, differentiated 445; key: investment 150, attraction 120,
business environment 60.
"""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from sikao.core.books import open_scheme, score_book
from sikao.core.insight.cuts import CutScore, cut_book, cut_scores, tag_term, tagged, tags_of
from sikao.core.wording import FindingsError, Term

DEMONSTRATION = Path(__file__).parents[3] / "schemes" / "qingdao-2020"


@pytest.fixture(scope="module")
def opened():
    return open_scheme(DEMONSTRATION)


@pytest.fixture(scope="module")
def book(opened):
    return score_book(opened.scheme, opened.figures)


@pytest.mark.parametrize(
    ("tag", "full"),
    [("key", 330), ("inner_loop", 105), ("outer_loop", 120), ("quarterly", 310), ("differentiated", 445)],
)
def test_full_points_of_a_tag_are_those_of_its_indicators(opened, book, tag, full):
    (cut,) = cut_book(opened.scheme, book, tag, "districts")
    # Shinan has no water section: 15 of its differentiated points do not apply.
    assert cut.scores["jimo"].full == full
    assert cut.scores["shinan"].full == (full - 15 if tag == "differentiated" else full)


def test_points_are_the_sum_of_the_tagged_rows(opened, book):
    (cut,) = cut_book(opened.scheme, book, "key")
    rows = book.of_unit("jimo").filter(book.of_unit("jimo")["scorecard"] == "districts")
    points = dict(zip(rows["node"], rows["points"], strict=True))
    assert cut.nodes == ("investment", "attraction", "environment_for_business")
    assert cut.scores["jimo"].points == sum(points[node] for node in cut.nodes)


def test_a_tag_inside_a_tagged_branch_is_not_counted_twice(opened):
    card = opened.scheme.scorecards["districts"]
    nodes = tagged(card.walk(), "outer_loop")
    assert [placed.node.code for placed in nodes] == ["outer_loop"]
    leaves = [placed for placed in card.walk() if placed.node.is_leaf]
    assert next(placed.node.code for placed in tagged(leaves, "outer_loop")) == "fdi"


def test_tags_come_in_the_order_in_which_they_are_named(opened):
    card = opened.scheme.scorecards["districts"]
    expected = ("key", "inner_loop", "outer_loop", "quarterly", "differentiated", "new")
    assert tags_of(opened.scheme, card) == expected
    assert tag_term(opened.scheme, "key") == Term("重点指标", "Key indicators")
    assert tag_term(opened.scheme, "unnamed") == Term("unnamed", "unnamed")


D = Decimal
PARTS = {
    "a": [(D(30), D(40)), (D(10), D(10))],  # 40 of 50
    "b": [(D(24), D(30)), (None, D(10))],  # 24 of 30: the same share, the second not scored yet
    "c": [(D(20), D(40))],
    "d": [(D(40), D(40))],
    "e": [(None, None)],
}


def test_units_are_placed_by_the_share_of_full_points_and_equal_shares_share_a_place():
    found = cut_scores(PARTS, {"a", "b", "c", "e"})
    assert found == {
        "a": CutScore(D(40), D(50), 1),
        "b": CutScore(D(24), D(30), 1),
        "c": CutScore(D(20), D(40), 3),
        "d": CutScore(D(40), D(40), None),
        "e": CutScore(None, None, None),
    }
    assert found["a"].rate == Fraction(4, 5)
    assert cut_scores(PARTS, {"a", "b", "c"}, dense=True)["c"].rank == 2


@pytest.mark.parametrize(
    ("tag", "group", "code"),
    [
        ("nothing", None, "book.unknown_tag"),
        ("key", "zones", "book.unknown_tag"),
        ("key", "x", "whatif.unknown_group"),
    ],
)
def test_what_is_not_there_is_refused_with_a_choice(opened, book, tag, group, code):
    with pytest.raises(FindingsError) as refused:
        cut_book(opened.scheme, book, tag, group)
    assert [finding.code for finding in refused.value.findings] == [code]
