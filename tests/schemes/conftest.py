"""The schemes of the repository, opened once for all tests here."""

from pathlib import Path

import pytest

from sikao.core.books.opening import open_scheme
from sikao.core.reference import calculate
from sikao.core.scheme import compile_scheme

SCHEMES = Path(__file__).parents[2] / "schemes"
DEMONSTRATION = SCHEMES / "qingdao-2020"


@pytest.fixture(scope="session")
def opened():
    return open_scheme(DEMONSTRATION)


@pytest.fixture(scope="session")
def scheme(opened):
    return opened.scheme


@pytest.fixture(scope="session")
def values(opened):
    """Value, or kind of absence, by unit, item, kind and period."""
    rows = opened.figures.canonical_rows()
    return {
        (row["unit"], row["indicator"], row["kind"], row["period"]): row["value"] or row["absence"]
        for row in rows
    }


@pytest.fixture(scope="session")
def book(opened):
    return calculate(compile_scheme(opened.scheme), [dict(row) for row in opened.figures.canonical_rows()])
