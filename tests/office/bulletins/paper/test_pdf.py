"""The .pdf as poppler reads it: pages, sizes, what stands where, the fonts in it, the same bytes again."""

import re
from dataclasses import replace

import pytest

from sikao.office.bulletins.document import Form, Head, Paragraph, Stage
from sikao.office.bulletins.editing import content_digest
from sikao.office.bulletins.paper import pdf_bytes
from sikao.office.bulletins.paper.fonts import find_typefaces
from tests.office.bulletins.reading import pdf_fonts, pdf_info, pdf_pages, pdf_sizes

# Signs of the setting's own language, of others, and rare ones that old fonts lack.
HOSTILE = "#let x = 1 $a^2$ \\ <b>&amp; *粗* _斜_ @引 [括] {花} `码` // 注 朱镕基 陶喆 〇 𬭎 \"引\" 'x'"


@pytest.fixture(scope="module")
def pages(pdf):
    return pdf_pages(pdf)


def test_text_table_pictures_and_back_are_six_pages(pdf):
    upright, wide = (210, 297), (420, 297)
    assert pdf_sizes(pdf) == [upright, upright, wide, upright, upright, upright]


def test_the_ten_districts_stand_on_one_a3_in_official_order(pages):
    order = [
        "市南区",
        "市北区",
        "李沧区",
        "崂山区",
        "黄岛区",
        "城阳区",
        "即墨区",
        "胶州市",
        "平度市",
        "莱西市",
    ]
    wide = pages[2]
    found = [wide.index(name) for name in order]
    assert found == sorted(found)
    assert "固定资产投资增速" in wide and "群众满意度" in wide
    assert "82.294↑1" in wide  # 即墨: 82.29 points, place 4, one better


def test_digest_and_code_stand_on_the_back_page_alone(pages, half_year):
    digest = content_digest(half_year)
    assert [digest in page for page in pages] == [False] * 5 + [True]
    assert ["K7Q2-9MXD" in page for page in pages] == [False] * 5 + [True]
    assert half_year.sources[2][1] in pages[5] and half_year.sources[2][1] not in "".join(pages[:5])
    assert "抄送：市委、市政府办公厅。" in pages[5] and "2020年7月20日印发" in pages[5]


def test_page_one_has_head_number_title_and_addressees(pages):
    first = pages[0]
    words = (
        "示例市综合考核委员会办公室文件",
        "示考办发〔2020〕12号",
        "关于2020年半年",
        "各区、市委和人民政府：",
    )
    places = [first.index(word) for word in words]
    assert places == sorted(places)
    assert "一、总体情况" in first


def test_pages_are_numbered_and_marked(pages):
    assert all(f"—{number}—" in page for number, page in enumerate(pages, 1))
    assert all("示例方案，非真实考核结果；含合成数据，非真实考核结果" in page for page in pages)


def test_a_blank_page_and_the_back_page_behind_it_have_no_number(half_year, faces):
    """GB/T 9704-2012, 7.5: two wide tables are pages 3 and 4, the back page must be an even one."""
    wide = half_year.annexes[0]
    pages = pdf_pages(pdf_bytes(replace(half_year, annexes=(wide, wide)), faces))
    assert [f"—{number}—" in page for number, page in enumerate(pages, 1)] == [True] * 4 + [False] * 2


def test_a_final_paper_bears_no_mark(plain_paper, faces):
    page = "".join(pdf_pages(pdf_bytes(plain_paper, faces)))
    draft = "".join(pdf_pages(pdf_bytes(replace(plain_paper, stage=Stage.INTERNAL), faces)))
    assert "不得外传" not in page and "草案" not in page
    assert "不" in draft and len(draft) > len(page)


def test_the_signature_never_stands_without_text(plain_paper, faces):
    for count in (8, 9, 10, 11, 12, 13, 14):
        body = (*plain_paper.body, *(Paragraph(f"p{i}", "另行说明的事项。") for i in range(count)))
        pages = pdf_pages(pdf_bytes(replace(plain_paper, body=body), faces))
        signed = next(page for page in pages if "2020年7月20日" in page)
        assert "另行说明的事项。" in signed


def test_fonts_are_embedded_and_nothing_says_when_or_by_whom(pdf):
    rows = pdf_fonts(pdf).splitlines()[2:]
    assert rows and all(re.search(r"\s(yes) (yes|no) (yes|no)\s", row) for row in rows)
    info = pdf_info(pdf)
    assert "关于2020年半年综合考核评估情况的通报" in info
    assert not re.search(r"^(Author|CreationDate|ModDate|Producer|Keywords):", info, re.MULTILINE)


def test_the_same_paper_gives_the_same_bytes(plain_paper, faces):
    again = find_typefaces()
    assert pdf_bytes(plain_paper, faces) == pdf_bytes(plain_paper, again)


def test_markup_and_rare_signs_are_text(plain_paper, faces):
    document = replace(plain_paper, title=HOSTILE, body=(Paragraph("p", HOSTILE),), addressees=HOSTILE)
    text = "".join(pdf_pages(pdf_bytes(document, faces)))
    assert text.count(re.sub(r"\s", "", HOSTILE)) == 3


def test_a_very_long_issuer_stays_on_one_line(plain_paper, faces):
    long = replace(plain_paper, head=Head("示例市综合考核委员会办公室和示例市人民政府督查室文件"))
    assert pdf_pages(pdf_bytes(long, faces))[0].startswith("示例方案") is True
    assert "示例市综合考核委员会办公室和示例市人民政府督查室文件" in pdf_pages(pdf_bytes(long, faces))[0]


def test_a_letter_has_no_number_on_page_one(plain_paper, faces):
    letter = replace(plain_paper, head=Head("示例市考核办", "示考函〔2020〕3号", Form.LETTER))
    pages = pdf_pages(pdf_bytes(letter, faces))
    assert "—1—" not in pages[0] and "—2—" in pages[1]
    assert "示考函〔2020〕3号" in pages[0]


def test_english_papers_are_set_too(plain_paper, faces):
    english = replace(plain_paper, lang="en", title="Mid-year review", body=(Paragraph("p", "Ten units."),))
    text = "".join(pdf_pages(pdf_bytes(english, faces)))
    assert "Mid-yearreview" in text and "20July2020" in text and "Copiesto:" in text
