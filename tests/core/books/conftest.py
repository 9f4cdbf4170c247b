"""The demonstration year, opened and scored once."""

from pathlib import Path

import pytest

from sikao.core.books import Book, Opened, open_scheme, score_book

SCHEMES = Path(__file__).parents[3] / "schemes"


@pytest.fixture(scope="session")
def opened() -> Opened:
    return open_scheme(SCHEMES / "qingdao-2020")


@pytest.fixture(scope="session")
def exact_book(opened: Opened) -> Book:
    return score_book(opened.scheme, opened.figures, exact=True)


@pytest.fixture(scope="session")
def kernel_book(opened: Opened) -> Book:
    return score_book(opened.scheme, opened.figures)
