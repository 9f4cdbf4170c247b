"""A document comes out of its canonical content as it went in."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sikao.office.bulletins.content.bulletin import bulletin
from sikao.office.bulletins.content.letter import feedback, letter_explanations
from sikao.office.bulletins.document import (
    Annex,
    Cell,
    Closing,
    Column,
    Document,
    Head,
    Heading,
    Kind,
    Line,
    Paragraph,
    Sheet,
    Signature,
    Stage,
    Table,
)
from sikao.office.bulletins.editing import content_bytes
from sikao.office.bulletins.restoring import document_of

words = st.text(min_size=1, max_size=12)
cells = st.builds(Cell, words, st.none() | st.decimals(allow_nan=False, allow_infinity=False, places=3))
tables = st.builds(
    lambda caption, cell: Table(caption, (Column("列", 10, group="组"),), (Line((cell,)),), ("注",)),
    words,
    cells,
)
blocks = st.lists(
    st.one_of(
        st.builds(Heading, words, st.integers(1, 4), words), st.builds(Paragraph, words, words), tables
    ),
    max_size=4,
).map(tuple)
documents = st.builds(
    Document,
    kind=st.sampled_from(Kind),
    lang=st.sampled_from(["zh", "en"]),
    head=st.builds(Head, words, words),
    title=words,
    addressees=words,
    body=blocks,
    signature=st.builds(Signature, words, st.dates(), st.booleans()),
    annexes=st.lists(st.builds(Annex, words, words, blocks, st.sampled_from(Sheet)), max_size=2).map(tuple),
    closing=st.builds(Closing, words, words, st.none() | st.dates()),
    stage=st.sampled_from(Stage),
    labels=st.lists(words, max_size=2).map(tuple),
    sources=st.lists(st.tuples(words, words), max_size=2).map(tuple),
)


@given(documents)
def test_every_document_comes_back(document: Document) -> None:
    again = document_of(content_bytes(document))
    assert again == document
    assert content_bytes(again) == content_bytes(document)


def test_papers_of_the_year_come_back_with_their_pictures(year, worked, books, frame) -> None:
    told = letter_explanations(worked, year.scheme, "jimo", "h1")
    for document in (
        bulletin(year.scheme, books["h1"], frame, earlier=[books["q1"]]),
        feedback(year.scheme, books["h1"], frame, "jimo", explanations=told),
    ):
        assert document_of(content_bytes(document)) == replace(document, code="")


def test_days_and_decimals_are_not_texts() -> None:
    table = Table("表", (Column("列", 10),), (Line((Cell("1.50", Decimal("1.50")),)),))
    document = Document(
        Kind.QUARTER, "zh", Head("机关"), "标题", "", (table,), Signature("机关", date(2021, 4, 20))
    )
    again = document_of(content_bytes(document))
    assert again.signature.on == date(2021, 4, 20)
    assert again.body[0].lines[0].cells[0].number == Decimal("1.50")
    with pytest.raises(TypeError):
        document_of(b'{"document": {"type": "head", "issuer": "x", "number": "", "form": "letter"}}')
