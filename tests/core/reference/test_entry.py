"""JSON values that know their place."""

from fractions import Fraction

import pytest

from sikao.core.reference import CalculationError
from sikao.core.reference.entry import Entry

DATA = Entry({"a": [{"b": "1/3", "n": 7, "t": True, "none": None}]}, "data")


def test_values_are_read_by_their_kind():
    inner = next(iter(DATA["a"]))
    assert inner["b"].number() == Fraction(1, 3)
    assert inner["n"].whole() == inner["n"].within(7, 7) == 7
    assert inner["t"].flag() is True
    assert inner.get("none") is None
    assert inner.get("missing") is None


@pytest.mark.parametrize(
    ("read", "place"),
    [
        (lambda entry: entry["b"].whole(), "data.a[0].b"),
        (lambda entry: entry["n"].text(), "data.a[0].n"),
        (lambda entry: entry["n"].within(0, 6), "data.a[0].n"),
        (lambda entry: entry["t"].whole(), "data.a[0].t"),
        (lambda entry: entry["n"].number(), "data.a[0].n"),
        (lambda entry: entry["none"].flag(), "data.a[0].none"),
        (lambda entry: entry["b"].one_of("2"), "data.a[0].b"),
        (lambda entry: entry["c"], "data.a[0]"),
        (lambda entry: entry["b"]["c"], "data.a[0].b"),
        (lambda entry: list(entry["b"]), "data.a[0].b"),
        (lambda entry: entry["b"].items(), "data.a[0].b"),
    ],
)
def test_anything_else_is_refused_with_its_place(read, place):
    with pytest.raises(CalculationError) as refused:
        read(next(iter(DATA["a"])))
    assert refused.value.where == place
