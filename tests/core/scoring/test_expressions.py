"""Expression shapes over arrays: every operation with its absences, members and groups."""

import numpy as np
import pytest

from sikao.core.scoring import quantity as q
from sikao.core.scoring.expressions import (
    ABSENCE_CODES,
    either,
    evaluate,
    group_statistic,
    ratio,
    split_truth,
    truth,
    undefined_where,
)
from sikao.core.scoring.quantity import Quantity
from tests.core.scoring.making import about, cells, quantity, these, vector


class Given:
    """Slots filled by hand: number and figure slots share one list; members have theirs."""

    def __init__(self, *slots: Quantity, shares: Quantity | None = None, among=None, guests=None) -> None:
        self._slots, self._shares, self._among, self._guests = slots, shares, among, guests

    def number(self, slot):
        return self._slots[slot]

    def figure(self, slot):
        return self._slots[slot]

    def each(self, slot):
        return self._slots[slot]

    def members(self, slot):
        return self._slots[slot], self._shares

    def among(self):
        return np.ones(1, bool) if self._among is None else np.array(self._among)

    def guests(self):
        return None if self._guests is None else np.array(self._guests)


A, B, C = ("figure", 0, False), ("number", 1), ("number", 2)


def result(shape, *slots, **own):
    return cells(evaluate(shape, Given(*slots, **own)))


X, Y = vector("6", "-1.5", "0", "missing", "1"), vector("4", "2", "0", "5", "withheld")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("+", ("10", "0.5", "0", "missing", "withheld")),
        ("-", ("2", "-3.5", "0", "missing", "withheld")),
        ("*", ("24", "-3", "0", "missing", "withheld")),
        ("/", ("1.5", "-0.75", "undefined", "missing", "withheld")),
        ("growth", ("50", "-175", "undefined", "missing", "withheld")),
        ("min", ("4", "-1.5", "0", "missing", "withheld")),
        ("max", ("6", "2", "0", "missing", "withheld")),
        ("<", ("0", "1", "0", "missing", "withheld")),
        ("<=", ("0", "1", "1", "missing", "withheld")),
        (">", ("1", "0", "0", "missing", "withheld")),
        (">=", ("1", "0", "1", "missing", "withheld")),
        ("=", ("0", "0", "1", "missing", "withheld")),
        ("!=", ("1", "1", "0", "missing", "withheld")),
        ("and", ("1", "1", "0", "missing", "withheld")),
        ("or", ("1", "1", "0", "missing", "withheld")),
    ],
)
def test_operations_of_two(name, expected):
    assert result((name, A, B), X, Y) == these(*expected)


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        (("neg", A), ("-6", "1.5", "0", "missing", "-1")),
        (("abs", A), ("6", "1.5", "0", "missing", "1")),
        (("not", A), ("0", "0", "1", "missing", "0")),
        (("^", A, 2), ("36", "2.25", "0", "missing", "1")),
        (("^", A, 0), ("1", "1", "1", "missing", "1")),
    ],
)
def test_operations_of_one(shape, expected):
    assert result(shape, X) == these(*expected)


def test_operations_of_several_go_from_left_to_right():
    slots = vector("20"), vector("3"), vector("5")
    assert result(("-", A, B, C), *slots) == these("12")
    assert result(("max", A, B, C), *slots) == these("20")


def test_a_negative_denominator_is_undefined_too():
    # A ratio never changes its sign unnoticed.
    assert result(("/", A, B), vector("6", "6"), vector("-2", "0.5")) == these("undefined", "12")
    assert result(("growth", A, B), vector("6", "6"), vector("-2", "5")) == these("undefined", "20")


def test_clamp_lets_the_upper_bound_win():
    slots = vector("5", "-1", "2", "2"), vector("0", "0", "0", "9"), vector("3", "3", "3", "1")
    assert result(("clamp", A, B, C), *slots) == these("3", "0", "2", "1")


def test_if_does_not_look_at_the_branch_not_taken():
    condition = vector("1", "0", "0", "missing")
    slots = condition, vector("7", "withheld", "7", "7"), vector("withheld", "2", "undefined", "8")
    assert result(("if", A, B, C), *slots) == these("7", "2", "undefined", "missing")


def test_logic_looks_at_both_sides():
    assert result(("or", A, B), vector("1", "0"), vector("missing", "missing")) == these("missing", "missing")


def unknown(shape, *slots) -> list[bool]:
    return [cell == "?" for cell in cells(evaluate(shape, Given(*slots)))]


def test_what_floats_cannot_decide_is_unknown():
    # 1 ± 0.5 against 1.25 is open, 3 ± 0.5 against 1 is not.
    slots = about([1.0, 3.0], 0.5), vector("1.25", "1"), vector("9")
    larger = (">", A, B)
    for shape in (larger, ("not", larger), ("and", larger, C), ("if", larger, C, C)):
        assert unknown(shape, *slots) == [True, False]
        assert evaluate(shape, Given(*slots)).num[1] == {"not": 0, "if": 9}.get(shape[0], 1)


def test_a_denominator_near_nought_is_unknown():
    assert cells(ratio(vector("1"), about([0.0], 1e-9))) == ["?"]


def test_a_number_near_nought_as_a_condition_is_unknown():
    assert unknown(("if", A, B, B), about([1e-9, 0.5], 1e-6), vector("7")) == [True, False]
    assert unknown(("if", A, B, B), about([0.0], 0.0), vector("7")) == [False]


@pytest.mark.parametrize("kind", ["group_min", "group_max", "group_mean", "group_sum"])
def test_a_group_that_may_have_one_more_is_unknown(kind):
    maybe = q.doubting(vector("1", "2", "3"), np.array([False, True, False]))
    everybody, nobody_else = np.array([True, True, True]), np.array([True, False, True])
    assert "?" in cells(group_statistic(kind, maybe, everybody, None))
    assert "?" not in cells(group_statistic(kind, maybe, nobody_else, None))
    guest = group_statistic(kind, maybe, nobody_else, np.array([False, True, False]))
    assert [cell == "?" for cell in cells(guest)] == [False, True, False]


def test_the_distance_outside_a_range():
    value = vector("1", "2", "3", "5", "7", "missing")
    distance = result(("outside", A, B, C), value, vector("2"), vector("5"))
    assert distance == these("1", "0", "0", "0", "2", "missing")


def test_an_absent_measure_decides_alone_about_its_distance():
    slots = vector("not_applicable", "1"), vector("missing", "missing"), vector("5", "5")
    assert result(("outside", A, B, C), *slots) == these("not_applicable", "missing")


# Three units with up to three members: all values; one not applicable; nobody applicable.
MEMBERS = quantity([["1", "2", "6"], ["1.5", "not_applicable", "4"], ["not_applicable"] * 3])


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        (("sum", 0), ("9", "5.5", "0")),
        (("count", 0), ("3", "2", "0")),
        (("mean", 0), ("3", "2.75", "not_applicable")),
        (("weighted_mean", 0), ("3", "2.75", "not_applicable")),
        (("trimmed_mean", 0, 0, 0), ("3", "2.75", "not_applicable")),
        (("trimmed_mean", 0, 1, 0), ("1.5", "1.5", "not_applicable")),
        (("trimmed_mean", 0, 0, 1), ("4", "4", "not_applicable")),
        (("trimmed_mean", 0, 1, 1), ("2", "undefined", "not_applicable")),
    ],
)
def test_functions_over_members_leave_out_those_not_applicable(shape, expected):
    assert result(shape, MEMBERS) == these(*expected)


@pytest.mark.parametrize("shape", [("sum", 0), ("count", 0), ("mean", 0), ("trimmed_mean", 0, 0, 0)])
def test_another_absence_of_a_member_is_that_of_the_whole(shape):
    members = quantity([["1", "missing", "not_yet_due"], ["withheld", "missing", "not_applicable"]])
    assert result(shape, members) == these("missing", "withheld")


def test_weighted_means_by_the_shares_of_those_who_count():
    # (1·0.3 + 2·1 + 6·1)/2.3 = 8.3/2.3; without the second member (1.5·0.3 + 4·1)/1.3 = 4.45/1.3.
    shares = quantity([["0.3", "1", "1"]] * 3)
    expected = these("83/23", "89/26", "not_applicable")
    assert result(("weighted_mean", 0), MEMBERS, shares=shares) == expected


def test_shares_of_nought_leave_the_mean_undefined():
    shares = quantity([["0", "0", "0"]] * 3)
    found = result(("weighted_mean", 0), MEMBERS, shares=shares)
    assert found == these("undefined", "undefined", "not_applicable")


GROUP = vector("3", "9", "missing", "4.5", "100")
AMONG = [True, True, True, True, False]


@pytest.mark.parametrize(
    ("kind", "of_group", "with_the_last"),
    [
        ("group_min", "3", "3"),
        ("group_max", "9", "100"),
        ("group_sum", "16.5", "116.5"),
        ("group_mean", "5.5", "29.125"),
    ],
)
def test_group_functions_and_guests(kind, of_group, with_the_last):
    assert result((kind, A), GROUP, among=AMONG) == these(of_group)
    guests = [not one for one in AMONG]
    expected = these(*[of_group] * 4, with_the_last)
    assert result((kind, A), GROUP, among=AMONG, guests=guests) == expected


def test_an_absent_guest_joins_nobody():
    found = result(("group_sum", A), vector("3", "missing"), among=[True, False], guests=[False, True])
    assert found == these("3", "3")


def test_a_guest_among_nobody_is_its_own_group():
    for kind in ("group_min", "group_max", "group_sum", "group_mean"):
        found = group_statistic(
            kind, vector("missing", "-7"), np.array([True, False]), np.array([False, True])
        )
        assert cells(found) == these("undefined", "-7")


def test_a_group_without_values_is_undefined():
    assert result(("group_mean", A), vector("missing", "withheld")) == these("undefined")


def test_a_vector_and_the_rows_of_a_block_have_the_same_values():
    shape = ("/", ("-", A, ("group_min", A)), ("max", ("group_mean", A), B))
    rows = [["1", "5", "missing"], ["2", "2", "8"], ["-1", "0.5", "0"]]
    block = cells(evaluate(shape, Given(quantity([[row] for row in rows]), quantity([[["2"]]]))))
    alone = [cell for row in rows for cell in result(shape, vector(*row), vector("2"))]
    assert block == alone


def test_masks_of_conditions():
    mask, unsure = np.array([True, False]), np.array([False, True])
    assert either(None, None) is None
    assert either(mask, None) is mask
    assert either(mask, unsure).tolist() == [True, True]
    holds, doubt = split_truth(truth(mask, None, unsure))
    assert holds[0]
    assert doubt.tolist() == [False, True]


def test_undefined_comes_after_every_other_absence():
    assert min(ABSENCE_CODES.values()) == ABSENCE_CODES["undefined"]
    a = undefined_where(vector("1", "missing", "3"), np.array([True, True, False]))
    assert cells(a) == these("undefined", "missing", "3")
