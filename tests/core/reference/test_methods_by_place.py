"""Methods by place and by band, with the formulas that are in use, worked by hand."""

import pytest

from sikao.core.reference import calculate
from tests.core.reference.making import (
    QUARTERLY,
    figure,
    leaf,
    method,
    number,
    points_of,
    rows_of,
    scheme,
    scored,
    turned,
)


def test_rank_by_a_step_of_five_per_cent_and_by_half_a_point():
    # 温州市2013年 A类条线: 第2位95 %,第3位90 %; 政务信息: half a point a place.
    values = {"a": "7", "b": "9", "c": "8"}
    assert scored(values, "20", method=method("rank_step", step="5%")) == {"a": "18", "b": "20", "c": "19"}
    assert scored(values, "10", method=method("rank_step", step="0.5")) == {"a": "9", "b": "10", "c": "9.5"}


def test_leaders_ratings_by_two_per_cent_a_place():
    # 瑞安市2012年: 200 points, each place 2 % less.
    given = method("rank_step", step="2%")
    assert scored({"a": "1", "b": "2", "c": "3"}, "200", method=given, direction="lower") == {
        "a": "200",
        "b": "196",
        "c": "192",
    }


@pytest.mark.parametrize(("ties", "of_tied"), [("best", "9"), ("average", "8.5"), ("worst", "8")])
def test_ties_of_ranks(ties, of_tied):
    # Second and third are equal: place 2, 2.5 or 3.
    given = method("rank_step", step="1", ties=ties)
    values = {"a": "5", "b": "4", "c": "4", "d": "3"}
    assert scored(values, "10", method=given) == {"a": "10", "b": of_tied, "c": of_tied, "d": "7"}


def test_rank_interval_times_a_difficulty_coefficient():
    # 温州市2012年中心镇: first 600, last 500, the others by number, times the coefficient; class 2 has 1.1.
    given = method("rank_interval", first="600", last="500", cap="900")
    values = {"a": "5", "b": "4", "c": "3", "d": "2", "e": "1"}
    coefficients = {"a": "1", "b": "1", "c": "1.1", "d": "1", "e": "1.1"}
    own = {"coefficient": ["param", "k"], "parameters": {"k": coefficients}}
    assert scored(values, "600", method=given, **own) == {
        "a": "600",
        "b": "575",
        "c": "605",
        "d": "525",
        "e": "550",
    }


def test_rank_interval_of_a_group_of_one():
    assert scored({"a": "5"}, "10", method=method("rank_interval")) == {"a": "10"}


def test_rank_ladder_with_a_bottom():
    # 60/57/54/51/48 for the first five; +5 … +1 above, -5 … -1 below, of twelve units.
    values = {chr(97 + n): str(20 - n) for n in range(12)}
    ladder = method("rank_ladder", ladder=["60", "57", "54", "51", "48"], rest="40")
    assert list(scored(values, "60", method=ladder).values())[:7] == [
        "60",
        "57",
        "54",
        "51",
        "48",
        "40",
        "40",
    ]
    both = method(
        "rank_ladder",
        ladder=["5", "4", "3", "2", "1"],
        bottom=["-5", "-4", "-3", "-2", "-1"],
        floor="-100%",
    )
    expected = ["5", "4", "3", "2", "1", "0", "0", "-1", "-2", "-3", "-4", "-5"]
    assert list(scored(values, "5", method=both).values()) == expected


@pytest.mark.parametrize(("ties", "of_tied"), [("best", "60"), ("average", "58.5"), ("worst", "57")])
def test_rank_ladder_shares_the_rungs_of_a_tie(ties, of_tied):
    # Places 1 and 2 shared: the better rung, the worse one, or (60 + 57)/2.
    given = method("rank_ladder", ladder=["60", "57", "54"], ties=ties)
    values = {"a": "9", "b": "9", "c": "8"}
    assert scored(values, "60", method=given) == {"a": of_tied, "b": of_tied, "c": "54"}


def test_quarterly_ranks_averaged():
    # 温州市2013年: the year's score is the mean of the periods' rank scores. Places 1, 2, 2, 1 of two units.
    equal = [{**window, "share": ["1", "4"]} for window in QUARTERLY]
    node = leaf(points="20", method=method("rank_step", step="5%"), windows=equal)
    values = {
        "a": {"q1": "2", "h1": "1", "q3": "1", "year": "2"},
        "b": {"q1": "1", "h1": "2", "q3": "2", "year": "1"},
    }
    book = calculate(scheme([node], ["a", "b"]), rows_of(values))
    assert points_of(book) == {"a": "19.5", "b": "19.5"}


def test_bands_by_the_share_of_votes():
    # 瑞安市2012年民主测评: >= 90 % 200, 80-90 190, 70-80 180, 60-70 170;
    # below 60: 160, or 130 where a third or more say 基本称职 or 不称职.
    otherwise = [
        "expr",
        ["if", ["<", figure("poor"), ["/", number("100"), number("3")]], number("160"), number("130")],
    ]
    bounds = [("90", "200"), ("80", "190"), ("70", "180"), ("60", "170")]
    given = method(
        "bands", bands=[{"at_least": at, "score": score} for at, score in bounds], otherwise=otherwise
    )
    values = {"a": "90", "b": "89.99", "c": "60", "d": "59", "e": "59"}
    poor = {"a": "0", "b": "0", "c": "10", "d": "33.3", "e": "33.4"}
    compiled = scheme([leaf(points="200", method=given)], list(values), items={"poor": {}})
    book = calculate(compiled, rows_of(values) + rows_of(poor, "poor"))
    assert points_of(book) == {"a": "200", "b": "190", "c": "170", "d": "160", "e": "130"}


def test_bands_where_lower_is_better():
    given = method("bands", bands=[{"at_most": "1", "score": "100%"}, {"at_most": "3", "score": "60%"}])
    values = {"a": "1", "b": "2", "c": "4"}
    assert scored(values, "5", method=given, direction="lower") == {"a": "5", "b": "3", "c": "0"}


def test_a_unit_that_is_not_ranked_is_placed_as_if_added_alone():
    # b is assessed only: second of three; the others' places and standards do not notice it.
    values = {"a": "10", "b": "9", "c": "8"}
    for kind, expected in (
        (method("rank_interval"), {"a": "10", "b": "8", "c": "6"}),
        (method("efficacy"), {"a": "10", "b": "8", "c": "6"}),
    ):
        compiled = scheme([leaf(points="10", method=kind)], list(values), unranked=["b"])
        assert points_of(calculate(compiled, rows_of(values))) == expected


def test_a_group_is_ordered_by_the_direction_of_the_unit_that_is_scored():
    values = {"a": "4", "b": "3", "c": "2", "d": "1"}
    found = points_of(calculate(scheme(turned(), list(values)), rows_of(values)))
    # From the top a is first and b second, from the bottom d first and c second.
    assert found == {"a": "100", "b": "90", "c": "90", "d": "100"}
