"""Quantities where cells are absent, unknown or chosen, and where bounds on size are measured anew."""

from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sikao.core.scoring import quantity as q
from sikao.core.scoring.quantity import LIMIT, Quantity
from tests.core.scoring.making import about, cells, holds, these, vector

large = st.integers(-(2**53) + 1, 2**53 - 1)


@st.composite
def quantities(draw: st.DrawFn) -> tuple[Quantity, list[Fraction]]:
    """Three cells near the bound with their true values."""
    num = draw(st.lists(large, min_size=3, max_size=3))
    den, places = draw(st.lists(st.integers(1, 2**41), min_size=3, max_size=3)), draw(st.integers(0, 4))
    a = Quantity(
        np.array(num, float), float(max(map(abs, num))), places, np.array(den, float), float(max(den))
    )
    return a, [Fraction(above, below * 10**places) for above, below in zip(num, den, strict=True)]


@given(quantities(), quantities(), quantities())
def test_errors_carry_through_chains(first, second, third):
    (a, x), (b, y), (c, z) = first, second, third
    value = q.add(q.multiply(a, b), c)
    expected = [s * t + u for s, t, u in zip(x, y, z, strict=True)]
    assert holds(value, expected)
    if all(expected):
        assert holds(q.divide(a, value), [s / t for s, t in zip(x, expected, strict=True)])


@given(quantities(), quantities())
def test_floats_compare_rightly_or_are_doubtful(first, second):
    (a, x), (b, y) = first, second
    true = [(s > t) - (s < t) for s, t in zip(x, y, strict=True)]
    assert q.compare(a, b).sign.tolist() == true
    loose = q.compare(q.loosened(a), b)
    doubt = [False] * 3 if loose.doubt is None else loose.doubt.tolist()
    found = zip(doubt, loose.sign.tolist(), true, strict=True)
    assert all(unsure or sign == exact for unsure, sign, exact in found)


@given(quantities(), st.integers(1, 4))
def test_powers_multiply(one, exponent):
    a, x = one
    assert holds(q.power(a, exponent), [value**exponent for value in x])


def test_decimals_and_thirds_are_not_binary():
    assert cells(q.add(vector("0.1"), vector("0.2"))) == these("0.3")
    third = q.divide(q.constant(1), q.constant(3))
    assert cells(q.add(third, q.add(third, third))) == these("1")


def test_division_keeps_the_sign_in_the_numerator():
    result = q.divide(vector("1", "-1", "1.5"), vector("-4", "-4", "0.25"))
    assert cells(result) == these("-1/4", "1/4", "6")
    assert (result.den > 0).all()


def test_of_two_absences_the_one_that_comes_first_holds():
    # missing comes before not yet due, not applicable and undefined; withheld before all.
    a = vector("1", "missing", "undefined", "not_applicable")
    b = vector("2", "not_yet_due", "withheld", "3")
    for operation in (q.add, q.subtract, q.multiply, q.divide, q.lesser, q.greater):
        assert cells(operation(a, b))[1:] == these("missing", "withheld", "not_applicable")
    assert q.merged(None, None) is None


def test_choose_takes_absences_with_the_numbers():
    mask = np.array([True, False, True, False])
    a, b = vector("1.5", "missing", "undefined", "4"), vector("9", "2/3", "9", "withheld")
    assert cells(q.choose(mask, a, b)) == these("1.5", "2/3", "undefined", "withheld")


def test_choose_between_exact_and_inexact_is_inexact():
    chosen = q.choose(np.array([True, False]), vector("1", "1"), about([2.0, 2.0], 0.125))
    assert chosen.error[0] < 1e-14
    assert chosen.error[1] == 0.125


def test_doubtful_cells_are_unknown():
    a = vector("1", "2")
    assert q.doubting(a, None) is a
    assert q.doubting(a, np.array([False, False])) is a
    doubted = q.doubting(a, np.array([False, True]))
    assert cells(doubted) == these("1", "?")
    assert q.unsure_in(doubted.absent).tolist() == [False, True]
    assert q.unsure_in(vector("1", "missing").absent) is None
    # Nothing that the cell meets later makes it known again.
    assert cells(q.add(doubted, vector("missing", "missing"))) == these("missing", "?")


def test_a_close_call_between_floats_is_doubtful():
    order = q.compare(about([1.0, 2.0, 3.0], 0.25), vector("1.2", "1", "3"))
    assert order.doubt.tolist() == [True, False, True]
    assert order.sign[1] == 1


def test_absent_cells_are_never_doubtful():
    unknown = about([1.0], np.inf)
    assert q.compare(unknown, vector("1")).doubt.tolist() == [True]
    assert q.compare(unknown.with_absent(np.array([3], np.int8)), vector("1")).doubt is None


def test_the_smaller_of_close_floats_lies_within_both_errors():
    least = q.lesser(about([1.0], 0.5), about([1.2], 0.5))
    for true in (Fraction("0.7"), Fraction("1.5")):
        assert abs(Fraction(least.num[0]) - true) <= Fraction(least.error[0])


def test_a_power_of_nought_is_one_and_stays_absent():
    assert cells(q.power(vector("7", "missing"), 0)) == these("1", "missing")


def test_bounds_are_measured_anew_before_giving_up():
    # The bounds alone would forbid the product; the numbers do not.
    wide = Quantity(np.array([3.0]), 2.0**40)
    assert cells(q.multiply(wide, wide)) == these("9")
    huge = Quantity(np.array([LIMIT - 1]), LIMIT - 1)
    assert q.add(vector("0"), huge).exact
    assert not q.add(huge, huge).exact


def test_fractions_at_gives_cells_of_a_broadcast_quantity():
    third = Quantity(np.array([[2.0], [5.0]]), 5, 1, np.array([3.0]), 3)
    where = (np.array([0, 1]), np.array([2, 0]))
    assert q.fractions_at(third, (2, 4), where) == [Fraction(1, 15), Fraction(1, 6)]


def test_whole_finds_the_bound_unless_told():
    assert q.whole(np.array([-3.0, 2.0])).top == 3
    assert q.whole(np.zeros(0)).top == 0
    assert q.whole(np.array([2.0]), top=9).top == 9
