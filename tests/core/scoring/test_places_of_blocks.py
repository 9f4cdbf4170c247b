"""Places of guests, of blocks and in any order; extremes, sums and keys of ratios."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sikao.core.scoring import places as p
from sikao.core.scoring.quantity import LIMIT, Quantity, loosened
from tests.core.scoring.making import about, cells, quantity, these, vector

ALL = np.ones(1, bool)


def placed(keys: list[float], inside: list[bool], *, high: bool, guests: bool) -> tuple[list, list]:
    found = p.places(np.array(keys), np.array(inside), high=high, guests=guests)
    return found.best.tolist(), found.others.tolist()


def test_equal_units_share_a_place_and_the_next_ones_are_left_out():
    keys, inside = [90.0, 85.0, 90.0, 70.0, 85.0], [True] * 5
    assert placed(keys, inside, high=True, guests=False) == ([1, 3, 1, 5, 3], [1, 1, 1, 0, 1])
    assert placed(keys, inside, high=False, guests=False) == ([4, 2, 4, 1, 2], [1, 1, 1, 0, 1])


def test_a_guest_is_placed_as_if_added_alone():
    # The second and third are guests: neither sees the other, nobody sees them.
    found = placed([90.0, 85.0, 85.0, 70.0], [True, False, False, True], high=True, guests=True)
    assert found == ([1, 2, 2, 2], [0, 0, 0, 0])
    found = placed([90.0, 70.0, 85.0, 70.0], [True, False, False, True], high=True, guests=True)
    assert found == ([1, 2, 2, 2], [0, 1, 0, 0])


@given(st.lists(st.integers(0, 3), min_size=6, max_size=42))
def test_places_of_a_block_are_the_places_of_its_rows(numbers):
    shape = (3, 2, len(numbers) // 6)
    keys = np.array(numbers[: 6 * shape[2]], float).reshape(shape)
    for guests in (False, True):
        block = p.places(keys, np.ones((1, 1, 1), bool), high=True, guests=guests)
        for row in np.ndindex(shape[:2]):
            one = p.places(keys[row], ALL, high=True, guests=guests)
            assert (block.best[row] == one.best).all()
            assert (block.others[row] == one.others).all()


@pytest.mark.parametrize("guests", [False, True])
def test_groups_of_more_than_256_units(guests):
    # 0, 0, 1, 1, … 149, 149: two units on each place, the best pair first.
    keys = np.repeat(np.arange(150.0), 2)
    found = p.places(keys, ALL, high=True, guests=guests)
    assert (found.best == 299 - 2 * keys).all()
    assert (found.others == 1).all()
    same = p.places(np.zeros(300), ALL, high=True, guests=guests)
    assert (set(same.best.tolist()), set(same.others.tolist())) == ({1}, {299})


@given(st.lists(st.fractions(-5, 5, max_denominator=12), min_size=1, max_size=8), st.randoms())
def test_the_order_of_units_does_not_matter(values, chance):
    order = list(range(len(values)))
    chance.shuffle(order)
    texts = [str(value) for value in values]
    keys, other = (p.sort_keys(vector(*one), ALL)[0] for one in (texts, [texts[place] for place in order]))
    assert (p.places(keys, ALL, high=True).best[order] == p.places(other, ALL, high=True).best).all()


@given(st.lists(st.fractions(-9, 9, max_denominator=30), min_size=1, max_size=8))
def test_extremes_of_ratios_are_exact(values):
    a = vector(*map(str, values))
    assert cells(p.least(a, ALL)) == [min(values)]
    assert cells(p.most(a, ALL)) == [max(values)]


def test_extremes_look_inside_only():
    a, inside = vector("5", "1/3", "9", "2/3"), np.array([True, True, False, True])
    assert cells(p.least(a, inside)) == these("1/3")
    assert cells(p.most(a, inside)) == these("5")
    assert cells(p.most(vector("5", "1", "2", "3"), np.zeros(4, bool))) == these("0")


def test_extremes_of_floats_keep_the_widest_error():
    a = Quantity(np.array([1.0, 2.0, 3.0]), np.inf, error=np.array([0.5, 0.25, 4.0]))
    least = p.least(a, np.array([True, True, False]))
    assert (least.num.tolist(), least.error.tolist()) == ([1.0], [0.5])


@given(st.permutations(["0.1", "0.2", "1000000", "-3.75", "0.005"]))
def test_sums_are_exact_and_do_not_depend_on_the_order(texts):
    assert cells(p.summed(vector(*texts))) == these("999996.555")


def test_sums_of_rows_keep_their_axis_when_asked():
    total = p.summed(quantity([["1", "2"], ["3", "4.5"]]), keep=True)
    assert (total.num.shape, cells(total)) == ((2, 1), these("3", "7.5"))


@given(st.lists(st.integers(0, 2**53 - 1), min_size=2, max_size=9))
def test_sums_beyond_two_to_the_53rd_lie_within_their_error(values):
    total = p.summed(Quantity(np.array(values, float), LIMIT - 1))
    error = 0 if total.error is None else Fraction(float(total.error))
    assert abs(Fraction(float(total.num)) - sum(values)) <= error


@pytest.mark.parametrize("shape", [(4,), (1, 4), (1, 1, 4)])
def test_sort_keys_tell_ratios_apart_that_floats_cannot(shape):
    # The first two ratios differ by 1/(2^50 (2^50 - 1)), less than floats near 1 can tell.
    k = 2.0**50
    num, den = np.array([k, k + 1, 2.0, 1.0]), np.array([k - 1, k, 2.0, 2.0])
    ratios = Quantity(num.reshape(shape), k + 1, 0, den.reshape(shape), k)
    keys, doubt = p.sort_keys(ratios, np.ones(shape, bool))
    assert doubt is None
    assert (np.diff(keys.ravel()) < 0).all()


def test_floats_within_their_error_of_each_other_are_doubtful():
    _, doubt = p.sort_keys(about([1.0, 1.1, 5.0, 9.0], 0.1), np.ones(4, bool))
    assert doubt.tolist() == [True, True, False, False]
    _, doubt = p.sort_keys(about([1.0, 1.1, 5.0, 9.0], 0.1), np.array([True, False, True, True]))
    assert doubt is None, "a unit outside is compared with nobody"


def test_floats_far_apart_are_their_own_keys():
    keys, doubt = p.sort_keys(loosened(vector("3", "1", "2")), ALL)
    assert (keys.tolist(), doubt) == ([3, 1, 2], None)
