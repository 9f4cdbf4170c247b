"""When two names are one matter, what counts beside what, and what a decision binds."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sikao.office.docket.rules import Counting, bound_digest, changes, counted, same_matter
from sikao.office.groundwork.refusals import NotNow, NotValid

ITEMS = st.sampled_from(["a", "b", "c"])
COUNTS = st.decimals("0.01", 20, places=2)


def counting(ref: str, item: str, count, points) -> Counting:
    return Counting(ref, 1, item, Decimal(count), Decimal(points))


def test_what_people_write_differently_is_the_same_matter():
    assert same_matter("“放管服”改革 ２０２０年 Ａ类") == same_matter("放管服改革2020年a类")
    assert same_matter("放管服改革") != same_matter("放管服")
    assert same_matter("——") == ""


@pytest.mark.parametrize("text", ["", "三", "0", "0.001", "-1", "20.01", "1分"])
def test_a_count_is_a_number_with_two_decimals_within_bounds(text):
    with pytest.raises(NotValid):
        counted(text)


def test_zero_refuses_where_that_is_an_answer():
    assert counted("0", nothing=True) == 0 and counted(" 0.5 ") == Decimal("0.5")


def test_the_higher_takes_the_place_of_the_lower():
    lower, new = counting("x", "meeting", 1, 2), counting("y", "praise", 1, 3)
    assert changes(new, [lower]) == ({"praise": Decimal(1), "meeting": Decimal(-1)}, (lower,))
    with pytest.raises(NotNow):
        changes(lower, [new])
    with pytest.raises(NotNow):
        changes(new, [counting("z", "praise", 1, 3)])


@given(ITEMS, COUNTS, st.lists(st.tuples(ITEMS, COUNTS), max_size=3))
def test_after_a_decision_a_matter_counts_once(item, count, before):
    """Whatever counted before, the figures together grow to exactly what the new one has."""
    others = [counting(f"o{n}", code, each, each) for n, (code, each) in enumerate(before)]
    new = counting("n", item, count, count)
    try:
        more, given_way = changes(new, others)
    except NotNow:
        assert any(other.points >= new.points for other in others)
        return
    assert sum(more.values()) == count - sum(other.count for other in others)
    assert set(given_way) == set(others)


def test_the_digest_of_a_decision_changes_with_every_part_of_it():
    told = {"application": "a", "unit": "u", "item": "i", "matter": "m", "reason": "r"}
    whole = bound_digest(**told, count=Decimal(1), said=["x"])
    others = [bound_digest(**{**told, name: "?"}, count=Decimal(1), said=["x"]) for name in told]
    others += [
        bound_digest(**told, count=Decimal("0.5"), said=["x"]),
        bound_digest(**told, count=Decimal(1), said=[]),
    ]
    assert whole not in others and len(set(others)) == 7
    assert bound_digest(**told, count=Decimal("1.0"), said=["x"]) == whole
