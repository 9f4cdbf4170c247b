"""The office edits words, never tables; the digest changes with every word and every number."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from sikao.core.wording import FindingsError
from sikao.office.bulletins.document import (
    Annex,
    Cell,
    Column,
    Document,
    Head,
    Heading,
    Kind,
    Line,
    Paragraph,
    Signature,
    Stage,
    Table,
)
from sikao.office.bulletins.editing import content_digest, editable, with_wording

TABLE = Table("表", (Column("单位", 1),), (Line((Cell("1.5", Decimal("1.5")),)),))
PAPER = Document(
    kind=Kind.QUARTER,
    lang="zh",
    head=Head("某办文件"),
    title="通报",
    addressees="各区",
    body=(Heading("h", 1, "总体"), Paragraph("p", "正文。"), TABLE),
    signature=Signature("某办", date(2020, 4, 20)),
    annexes=(Annex("annex:t", "情况表", (TABLE, Paragraph("a", "说明。"))),),
)


def codes(edits):
    with pytest.raises(FindingsError) as refused:
        with_wording(PAPER, edits)
    return [finding.code for finding in refused.value.findings]


def test_titles_headings_and_paragraphs_are_offered_in_order():
    assert [(passage.id, passage.level) for passage in editable(PAPER)] == [
        *(("title", 0), ("addressees", 0), ("h", 1), ("p", 0), ("annex:t", 0), ("a", 0))
    ]


def test_the_papers_own_wording_gives_the_paper_back():
    own = {passage.id: passage.text for passage in editable(PAPER)}
    assert with_wording(PAPER, own) == with_wording(PAPER, {}) == PAPER


def test_every_passage_can_be_changed_and_tables_stay():
    changed = with_wording(PAPER, {passage.id: f"新{passage.text}" for passage in editable(PAPER)})
    assert [passage.text for passage in editable(changed)] == [f"新{p.text}" for p in editable(PAPER)]
    assert changed.body[2] is TABLE and changed.annexes[0].blocks[0] is TABLE


def test_an_empty_paragraph_is_taken_away():
    assert with_wording(PAPER, {"p": "  "}).body == (PAPER.body[0], TABLE)


@pytest.mark.parametrize(
    ("edits", "code"),
    [
        ({"x": "无"}, "paper.no_passage"),
        ({"p": "字" * 2001}, "paper.too_long"),
        ({"p": "一\n二"}, "paper.unseen_sign"),
        ({"p": "一\u202e二"}, "paper.unseen_sign"),
        ({"p": "一\x00二"}, "paper.unseen_sign"),
        ({"h": " "}, "paper.empty"),
        ({"title": ""}, "paper.empty"),
        ({"annex:t": ""}, "paper.empty"),
    ],
)
def test_wording_that_no_paper_can_have_is_refused(edits, code):
    assert codes(edits) == [code]


def test_all_that_is_wrong_is_told_at_once():
    assert codes({"x": "无", "title": "", "p": "好。"}) == ["paper.no_passage", "paper.empty"]


def test_the_digest_is_that_of_every_word_number_and_setting():
    other_number = replace(TABLE, lines=(Line((Cell("1.5", Decimal("1.6")),)),))
    papers = [
        PAPER,
        with_wording(PAPER, {"p": "正文"}),
        replace(PAPER, body=(*PAPER.body[:2], other_number)),
        replace(PAPER, stage=Stage.DRAFT),
        replace(PAPER, head=Head("某办文件", "1号")),
    ]
    assert len({content_digest(paper) for paper in papers}) == len(papers)


def test_the_code_may_be_made_from_the_digest(monkeypatch):
    digest = content_digest(PAPER)
    assert content_digest(replace(PAPER, code="K7Q2")) == digest
    monkeypatch.setattr("sikao.office.bulletins.editing.TEMPLATE", "sikao-paper/2")
    assert content_digest(PAPER) != digest
