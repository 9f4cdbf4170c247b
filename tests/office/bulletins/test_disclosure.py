"""What may not be told is in no part of any file: every point and place here is a number of its own."""

import re
from dataclasses import replace

import polars as pl
import pytest

from sikao.office.bulletins.content.bulletin import bulletin
from sikao.office.bulletins.content.letter import feedback
from sikao.office.bulletins.content.standing import ALL, Disclosed
from sikao.office.bulletins.document import Chart
from sikao.office.bulletins.paper import docx_bytes, pdf_bytes, xlsx_bytes
from sikao.office.bulletins.pictures import Word
from tests.office.bulletins.reading import everything, pdf_info, pdf_pages


@pytest.fixture(scope="module")
def marked(books):
    """The annual book, whose points are 70001.137 and so on, whose places are 810001 and so on."""
    book = books["year"]
    number = pl.int_range(pl.len(), dtype=pl.Int64)
    rows = book.rows.with_columns(
        pl.when(pl.col("points").is_not_null())
        .then(((70000 + number).cast(pl.String) + ".137").cast(book.rows.schema["points"]))
        .alias("points"),
        pl.when(pl.col("rank").is_not_null()).then((810000 + number).cast(pl.Int32)).alias("rank"),
    )
    return replace(book, rows=rows)


def numbers(book, *those):
    """The points and places of some rows of the year."""
    own = book.at("year").filter(*those)
    return {
        Disclosed.POINTS: {str(value)[:9] for value in own["points"].drop_nulls()},
        Disclosed.RANKS: {str(value) for value in own["rank"].drop_nulls()},
    }


def told(document, faces):
    """Everything that a reader, or a program, finds in the three files of a paper."""
    pdf = pdf_bytes(document, faces)
    pictures = [block for annex in document.annexes for block in annex.blocks if isinstance(block, Chart)]
    drawn = [mark.text for chart in pictures for mark in chart.picture.marks if isinstance(mark, Word)]
    files = everything(docx_bytes(document, faces))
    if document.annexes:
        files += everything(xlsx_bytes(document))
    return "\n".join([files, *pdf_pages(pdf), pdf_info(pdf), *drawn])


def seen(numbers, text):
    """Which kinds of the numbers are in a text."""
    found = {
        Disclosed.POINTS: set(re.findall(r"7\d{4}\.137", text)),
        Disclosed.RANKS: set(re.findall(r"81\d{4}", text)),
    }
    return {kind for kind, canaries in numbers.items() if not found[kind].isdisjoint(canaries)}


@pytest.mark.parametrize(
    ("disclosed", "expected"),
    [
        (Disclosed.GRADES, set()),
        (Disclosed.GRADES | Disclosed.RANKS, {Disclosed.RANKS}),
        (Disclosed.GRADES | Disclosed.POINTS, {Disclosed.POINTS}),
        (ALL, {Disclosed.POINTS, Disclosed.RANKS}),
    ],
)
def test_a_bulletin_tells_what_it_may_and_no_more(year, marked, frame, faces, disclosed, expected):
    document = bulletin(
        year.scheme, marked, frame, groups=("districts",), disclosed=disclosed, earlier=(marked,)
    )
    assert seen(numbers(marked, pl.col("group") == "districts"), told(document, faces)) == expected


@pytest.mark.parametrize(
    ("disclosed", "expected"),
    [
        (Disclosed.GRADES, set()),
        (Disclosed.POINTS, {Disclosed.POINTS}),
        (ALL, {Disclosed.POINTS, Disclosed.RANKS}),
    ],
)
def test_a_letter_tells_its_unit_alone(year, marked, frame, faces, disclosed, expected):
    document = feedback(year.scheme, marked, frame, "jimo", disclosed=disclosed, earlier=marked)
    text = told(document, faces)
    own = numbers(marked, pl.col("unit") == "jimo")
    others = numbers(marked, pl.col("unit") != "jimo")
    assert seen(own, text) == expected
    assert seen(others, text) == set()
