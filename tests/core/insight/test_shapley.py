"""Shares of what players bring about together: the mean over all orders, found without going through them."""

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sikao.core.insight.shapley import shapley
from tests.drill.figures import many

AMOUNTS = st.fractions(-20, 20, max_denominator=12)
GAMES = st.integers(0, 4).flatmap(lambda k: st.lists(AMOUNTS, min_size=1 << k, max_size=1 << k))


def over_all_orders(worth):
    players = range(len(worth).bit_length() - 1)
    orders = list(permutations(players))
    shares = [Fraction(0)] * len(players)
    for order in orders:
        here = 0
        for player in order:
            shares[player] += worth[here | 1 << player] - worth[here]
            here |= 1 << player
    return tuple(share / len(orders) for share in shares)


def test_one_left_glove_and_two_right_ones():
    # A pair is worth 1. The left glove makes the pair in four of six orders, each right one in one of them.
    worth = [Fraction(bool(number & 1 and number & 6)) for number in range(8)]
    assert shapley(worth) == (Fraction(2, 3), Fraction(1, 6), Fraction(1, 6))


def test_what_two_bring_only_together_is_halved():
    assert shapley([Fraction(3), Fraction(3), Fraction(3), Fraction(8)]) == (Fraction(5, 2), Fraction(5, 2))


def test_without_players_there_is_nothing_to_share():
    assert shapley([Fraction(7)]) == ()


@pytest.mark.parametrize("count", [0, 3, 6])
def test_only_all_coalitions_make_a_game(count):
    with pytest.raises(ValueError, match="no number of coalitions"):
        shapley([Fraction(1)] * count)


@settings(max_examples=many(60, 2000))
@given(GAMES)
def test_the_shares_are_those_of_all_orders(worth):
    shares = shapley(worth)
    assert shares == over_all_orders(worth)
    assert sum(shares) == worth[-1] - worth[0]


@settings(max_examples=many(40, 1000))
@given(GAMES, AMOUNTS, st.data())
def test_who_always_adds_the_same_gets_that_and_changes_nobody(worth, always, data):
    players = len(worth).bit_length() - 1
    place = data.draw(st.integers(0, players))
    below = (1 << place) - 1
    with_one_more = [
        worth[(number & below) | (number >> place + 1 << place)] + (always if number >> place & 1 else 0)
        for number in range(len(worth) * 2)
    ]
    shares = list(shapley(with_one_more))
    assert shares.pop(place) == always
    assert tuple(shares) == shapley(worth)


@settings(max_examples=many(40, 1000))
@given(GAMES)
def test_who_bring_the_same_get_the_same(worth):
    # Of the first two players only the number counts.
    alike = [
        worth[number & ~3 | (3, 1, 1, 0)[number & 3]] if len(worth) > 3 else Fraction(0)
        for number in range(len(worth))
    ]
    shares = shapley(alike)
    assert len(shares) < 2 or shares[0] == shares[1]
