"""A package holds what its book was computed from, and the same book gives the same bytes."""

import hashlib

import pytest

from sikao.core.books import package_bytes, score_book
from sikao.core.books.packaging import package_files
from sikao.core.figures.table import Figures


@pytest.fixture(scope="module")
def quarter(opened):
    return score_book(opened.scheme, opened.figures, "q1", exact=True)


def test_everything_is_in_it_and_in_its_list(opened, quarter):
    files = package_files(opened.scheme, opened.figures, quarter)
    assert {"verify.py", "book.json", "compiled.json", "figures.json", "scheme.xlsx", "README.txt"} < set(
        files
    )
    listed = dict(line.split("  ")[::-1] for line in files["SHA256SUMS"].decode().splitlines())
    assert listed == {
        name: hashlib.sha256(data).hexdigest() for name, data in files.items() if name != "SHA256SUMS"
    }
    assert quarter.digest() in files["README.txt"].decode()


def test_the_same_book_gives_the_same_bytes(opened, quarter):
    again = score_book(opened.scheme, opened.figures, "q1", exact=True)
    packed = package_bytes(opened.scheme, opened.figures, quarter)
    assert package_bytes(opened.scheme, opened.figures, again) == packed


def test_a_book_of_other_figures_is_not_packed(opened, quarter):
    fewer = Figures(opened.figures.to_frame().head(100))
    with pytest.raises(ValueError, match="computed from"):
        package_bytes(opened.scheme, fewer, quarter)
