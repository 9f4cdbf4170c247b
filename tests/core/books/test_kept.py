"""A book in one file reads back to itself, in both languages, and gives away whatever was altered in it."""

import json

import pytest

import sikao
from sikao.core.books import keep_book, kept_bytes, read_book
from sikao.core.books.names import names_of
from sikao.core.wording import FindingsError


@pytest.fixture(scope="module")
def kept(opened, exact_book) -> bytes:
    return keep_book(exact_book, opened.scheme)


def refusal(content: bytes) -> str:
    with pytest.raises(FindingsError) as refused:
        read_book(content)
    (finding,) = refused.value.findings
    return finding.code


def test_it_reads_back_to_itself(kept, exact_book):
    book = read_book(kept)
    assert book.digest() == exact_book.digest()
    assert book.rows.sort("checkpoint", "scorecard", "unit", "node").equals(
        exact_book.rows.sort("checkpoint", "scorecard", "unit", "node")
    )
    key = ("checkpoint", "scorecard", "unit", "node", "part")
    assert book.parts.sort(key).equals(exact_book.parts.sort(key))
    assert (book.awards, book.names, book.complete) == (
        exact_book.awards,
        exact_book.names,
        exact_book.complete,
    )


def test_it_is_read_from_a_file_in_english_without_the_scheme(kept, tmp_path):
    path = tmp_path / "book.json"
    path.write_bytes(kept)
    book = sikao.read_book(path, lang="en")
    row = book.of_unit("shinan").filter(book.of_unit("shinan")["node"] == "total").row(0, named=True)
    assert (row["unit_name"], row["node_name"]) == ("Shinan", "Total")


def test_the_same_book_gives_the_same_bytes(kept, opened, exact_book):
    names = {lang: names_of(opened.scheme, lang) for lang in ("en", "zh")}
    assert kept_bytes(exact_book, names) == kept


@pytest.mark.parametrize("column", ["points", "rank", "grade", "flags"])
def test_an_altered_score_is_found(kept, column):
    altered = json.loads(kept)
    place = altered["book"]["columns"].index(column)
    row = next(row for row in altered["book"]["rows"] if row[place])
    row[place] = {"points": "999.000000", "rank": 99, "grade": "poor", "flags": ["tie"]}[column]
    assert refusal(json.dumps(altered).encode()) == "book.altered"


def test_an_altered_head_is_found(kept):
    altered = json.loads(kept)
    altered["book"]["head"]["figures_digest"] = "0" * 64
    assert refusal(json.dumps(altered).encode()) == "book.altered"


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"\xff\xfe", b'{"format": "sikao-book/1"}', b'{"format": "sikao-kept-book/1"}'],
)
def test_what_is_no_book_is_refused(content):
    assert refusal(content) == "book.not_kept"


def test_a_row_that_lacks_a_column_is_no_book(kept):
    altered = json.loads(kept)
    altered["book"]["rows"][0].pop()
    assert refusal(json.dumps(altered).encode()) == "book.not_kept"


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(FindingsError) as refused:
        read_book(tmp_path / "none.json")
    assert refused.value.findings[0].code == "book.unreadable"
