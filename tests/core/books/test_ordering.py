"""The order in which tables show units."""

import pytest

from sikao.core.books import arranged_units, check_order
from sikao.core.wording import FindingsError

UNITS = ("a", "b", "c", "d")
PLACES = {"a": 3, "b": 1, "c": None, "d": 1}


@pytest.mark.parametrize(
    ("order", "arranged"),
    [
        ("official", "abcd"),
        # Equals in official order; who has no place stands last.
        ("place", "bdac"),
        ("d,b", "dbac"),
        ("d, b，d", "dbac"),
        ("elsewhere,c", "cabd"),
        ("", "abcd"),
    ],
)
def test_units_are_arranged(order, arranged):
    assert arranged_units(UNITS, PLACES, order) == tuple(arranged)


@pytest.mark.parametrize("order", ["official", "place", "jimo", "jimo,laixi", "jimo，laixi,"])
def test_words_and_codes_are_orders(opened, order):
    check_order(opened.scheme, order)


@pytest.mark.parametrize("order", ["points", "jimo,atlantis", "即墨区"])
def test_anything_else_is_refused(opened, order):
    with pytest.raises(FindingsError) as refused:
        check_order(opened.scheme, order)
    assert refused.value.findings[0].code == "book.unknown_order"
