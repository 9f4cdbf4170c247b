"""Competition places by sorting and by counting, against a plain count."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sikao.core.scoring import quantity as q
from sikao.core.scoring.places import least, most, places, sort_keys, summed
from tests.core.scoring.numbers_in import quantity

GROUPS = st.lists(st.tuples(st.integers(-4, 4), st.booleans()), min_size=1, max_size=9)


def plain(keys, inside, place, *, high):
    """Better members + 1, and other members with the same key."""
    rivals = [key for at, key in enumerate(keys) if inside[at] and at != place]
    better = sum(rival > keys[place] if high else rival < keys[place] for rival in rivals)
    return better + 1, rivals.count(keys[place])


@pytest.mark.parametrize("guests", [True, False])
@pytest.mark.parametrize("high", [True, False])
@given(GROUPS)
def test_places(high, guests, group):
    keys, inside = [key for key, _ in group], [within for _, within in group]
    found = places(np.array([keys, keys], float), np.array(inside), high=high, guests=guests)
    for place in range(len(keys)):
        if inside[place] or guests:
            assert (found.best[1, place], found.others[1, place]) == plain(keys, inside, place, high=high)


def test_large_groups():
    keys = (np.arange(3000) * 7919 % 1000).astype(float)
    found = places(keys, np.ones(3000, bool), high=True)
    assert found.best[keys == 999].tolist() == [1, 1, 1]
    assert found.best[keys == 998].tolist() == [4, 4, 4]
    assert found.others.tolist() == [2] * 3000


def test_equal_ratios_of_different_figures_share_a_place():
    # Growth of 110/100 and 33/30: one rational, two ways to write it.
    growth = q.divide(quantity("110", "33", "109"), quantity("100", "30", "100"))
    keys, doubt = sort_keys(growth, np.ones(3, bool))
    assert doubt is None
    assert places(keys, np.ones(3, bool), high=True).best.tolist() == [1, 1, 3]


def test_ratios_with_equal_floats_keep_their_order():
    ratio = q.divide(
        quantity("9007199254740991", "9007199254740990"), quantity("9007199254740990", "9007199254740989")
    )
    keys, doubt = sort_keys(ratio, np.ones(2, bool))
    assert doubt is None
    assert places(keys, np.ones(2, bool), high=True).best.tolist() == [2, 1]


def test_unknown_values_put_the_group_in_doubt():
    values = q.inexact(np.array([1.0, 5.0, 9.0]), np.array([np.inf, 0.0, 0.0]))
    _, doubt = sort_keys(values, np.ones(3, bool))
    assert doubt.tolist() == [True, True, True]


def test_extremes_and_sums_leave_others_out():
    values, inside = quantity("3", "-1", "8"), np.array([True, True, False])
    assert (least(values, inside).floats()[0], most(values, inside).floats()[0]) == (-1.0, 3.0)
    assert summed(values).floats() == 10.0
