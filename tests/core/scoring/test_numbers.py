"""Numbers and parameters of a compiled scheme, stacked as exact arrays."""

from fractions import Fraction

import numpy as np
import pytest

from sikao.core.scoring.expressions import ABSENCE_CODES
from sikao.core.scoring.numbers import (
    Checkpoint,
    Exact,
    Parameter,
    Source,
    exact,
    rows_of,
    stacked,
    stacked_texts,
)
from tests.core.scoring.making import cells, quantity, these

KINDS = {code: kind for kind, code in ABSENCE_CODES.items()}
MOMENTS = [Checkpoint("q1", 3, True), Checkpoint("h1", 6, True), Checkpoint("year", 12, True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("0.15", (15, 2, 1)), ("-3", (-3, 0, 1)), ("-0.5", (-5, 1, 1)), ("56/3", (56, 0, 3))],
)
def test_canonical_texts(text, expected):
    assert exact(text) == Exact(*expected)


def test_shortening():
    assert exact("0.4").times(3, 12) == Exact(1, 1, 1)
    assert exact("10").times(3, 12) == Exact(5, 0, 2)


def at(parameter: Parameter, unit: str) -> list[Fraction | str]:
    found = [parameter.at(unit, moment, "year") for moment in MOMENTS]
    return [
        KINDS[one] if isinstance(one, int) else Fraction(one.num, one.den * 10**one.places) for one in found
    ]


def test_a_parameter_by_checkpoint_else_the_single_value():
    parameter = Parameter({"a": {"*": "8", "h1": "5"}, "b": {"h1": "5"}}, prorate=False)
    assert at(parameter, "a") == [8, 5, 8]
    assert at(parameter, "b") == ["missing", 5, "missing"]
    assert at(parameter, "c") == ["missing"] * 3
    assert not parameter.steady
    assert Parameter({"a": {"*": "8"}}, prorate=False).steady


def test_a_prorated_parameter_takes_months_of_the_year():
    # The year's own value goes before the single one; the year itself is never prorated.
    assert at(Parameter({"a": {"*": "10"}}, prorate=True), "a") == [Fraction(5, 2), 5, 10]
    assert at(Parameter({"a": {"*": "10", "year": "12", "h1": "7"}}, prorate=True), "a") == [3, 7, 12]
    assert at(Parameter({"a": {"h1": "7"}}, prorate=True), "a") == ["missing", 7, "missing"]
    assert not Parameter({"a": {"*": "8"}}, prorate=True).steady


@pytest.mark.parametrize("prorate", [False, True])
def test_a_parameter_that_does_not_apply(prorate):
    parameter = Parameter({"a": {"*": None, "h1": "7"}, "b": {"year": None}}, prorate=prorate)
    assert at(parameter, "a") == ["not_applicable", 7, "not_applicable"]
    before = "not_applicable" if prorate else "missing"
    assert at(parameter, "b") == [before, before, "not_applicable"]
    assert cells(stacked([[Source("t", {"t": parameter}, None)]], [["a"]], MOMENTS, "year")) == these(
        "not_applicable", "7", "not_applicable"
    )


def test_the_last_checkpoint_has_the_years_value_whatever_its_month():
    parameter = Parameter({"a": {"*": "12"}}, prorate=True)
    november = Checkpoint("year", 11, True)
    assert parameter.at("a", november, "year") == Exact(12, 0, 1)


def test_one_number_a_row_and_one_for_all_where_they_agree():
    assert stacked_texts(["5", "5", "5"]).num.shape == (1, 1, 1)
    rows = stacked_texts(["0.5", "3", "1/3"])
    assert rows.num.shape == (3, 1, 1)
    assert cells(rows) == these("0.5", "3", "1/3")


def test_numbers_too_long_for_floats_carry_an_error():
    long = "12345678901234567.89"
    found = stacked_texts([long])
    assert abs(Fraction(float(found.num.item())) - Fraction(long)) <= Fraction(float(found.error.item()))


def test_stacking_by_row_checkpoint_and_unit():
    target = Parameter({"a": {"*": "4", "h1": "2.5"}, "b": {"*": "6"}}, prorate=False)
    rows = [
        [Source("target", {"target": target}, None)],
        [Source("1", None, (0,)), Source("9", None, (1,))],
    ]
    found = stacked(rows, [["a", "b"], ["c", "d"]], MOMENTS[:2], "year")
    assert found.num.shape == (2, 2, 2)
    assert cells(found) == these("4", "6", "2.5", "6", "1", "9", "1", "9")


def test_what_does_not_change_over_the_year_is_stacked_once():
    steady = Parameter({"a": {"*": "4"}}, prorate=False)
    found = stacked([[Source("t", {"t": steady}, None)]], [["a", "b"]], MOMENTS, "year")
    assert found.num.shape == (1, 1, 2)
    assert cells(found) == these("4", "missing")


def test_rows_of_every_array():
    a = quantity([[["1", "missing"]], [["1/3", "4"]], [["5", "6"]]])
    assert cells(rows_of(a, slice(1, 3))) == these("1/3", "4", "5", "6")
    assert rows_of(a, slice(0, 3)) is a
    shared = quantity([[["7", "8"]]])
    assert np.shares_memory(rows_of(shared, slice(4, 6)).num, shared.num), "one row serves all"
