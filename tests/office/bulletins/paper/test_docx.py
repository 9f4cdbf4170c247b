"""The .docx read back: grid, margins, fonts by name, page numbers, sections, and nothing about its making."""

import io
import re
from dataclasses import replace

import pytest
from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn

from sikao.office.bulletins.document import Form, Head, Paragraph, Signature, Stage
from sikao.office.bulletins.editing import content_digest
from sikao.office.bulletins.paper import docx_bytes
from tests.office.bulletins.paper.test_pdf import HOSTILE
from tests.office.bulletins.reading import opened, parts


@pytest.fixture(scope="module")
def paper(docx):
    return opened(docx)


def fonts(paragraph):
    """(Chinese font, half points) of every run that says something."""
    found = set()
    for run in paragraph.runs:
        if run.text.strip():
            properties = run._element.rPr
            found.add((properties.rFonts.get(qn("w:eastAsia")), properties.find(qn("w:sz")).get(qn("w:val"))))
    return found


def said(paper, text):
    return next(paragraph for paragraph in paper.paragraphs if text in paragraph.text)


def test_the_page_is_that_of_the_standard(paper):
    section = paper.sections[0]
    sides = (section.page_width, section.page_height, section.top_margin, section.left_margin)
    assert [round(side.mm) for side in sides] == [210, 297, 37, 28]
    # The version area is 156 by 225 mm.
    assert round((section.page_width - section.left_margin - section.right_margin) / 36000) == 156
    assert round((section.page_height - section.top_margin - section.bottom_margin) / 36000) == 225


def test_the_grid_has_22_lines_of_28_signs(paper):
    grid = paper.sections[0]._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "linesAndChars"
    pitch = int(grid.get(qn("w:linePitch")))
    assert 225 / 25.4 * 1440 // pitch == 22
    sign = 16 + int(grid.get(qn("w:charSpace"))) / 4096
    assert 156 / 25.4 * 72 // sign == 28
    # The signs of the text stand as close where a program does not snap them.
    run = said(paper, "根据《").runs[0]._element
    spacing = int(run.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20
    assert 156 / 25.4 * 72 // (16 + spacing) == 28
    line = said(paper, "根据《")._p.pPr.find(qn("w:spacing"))
    assert (line.get(qn("w:line")), line.get(qn("w:lineRule"))) == (str(pitch), "exact")


def test_fonts_are_named_as_official_papers_name_them(paper):
    assert fonts(said(paper, "办公室文件")) == {("方正小标宋简体", "54")}
    assert fonts(said(paper, "关于2020年半年")) == {("方正小标宋简体", "44")}  # 二号
    assert fonts(said(paper, "根据《")) == {("仿宋_GB2312", "32")}  # 三号
    assert fonts(said(paper, "一、总体情况")) == {("黑体", "32")}
    assert fonts(said(paper, "示考办发")) == {("仿宋_GB2312", "32")}


def test_the_text_begins_two_signs_in(paper):
    indent = said(paper, "根据《")._p.pPr.find(qn("w:ind"))
    assert indent.get(qn("w:firstLineChars")) == "200"


def test_red_head_and_red_line(paper):
    head = said(paper, "办公室文件").runs[0]
    assert str(head.font.color.rgb) == "E60012"
    line = said(paper, "示考办发")._p.pPr.find(qn("w:pBdr")).find(qn("w:bottom"))
    assert line.get(qn("w:color")) == "E60012"


def test_page_numbers_stand_outside(paper):
    section = paper.sections[0]
    assert paper.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        xml = footer._element.xml
        assert f'<w:jc w:val="{side}"/>' in xml and " PAGE " in xml
        assert footer.paragraphs[0].text == "— 1 —"


def test_sections_are_text_wide_table_pictures_and_an_even_back(paper):
    sections = paper.sections
    assert [round(section.page_width.mm) for section in sections] == [210, 420, 210, 210]
    assert round(sections[1].page_height.mm) == 297
    assert sections[-1].start_type == WD_SECTION.EVEN_PAGE
    assert len(paper.inline_shapes) == 3


def test_digest_and_code_stand_at_the_foot_of_the_last_section_alone(paper, docx, half_year):
    digest = content_digest(half_year)
    last = paper.sections[-1]
    for footer in (last.footer, last.even_page_footer):
        assert digest in footer._element.xml and "K7Q2-9MXD" in footer._element.xml
        assert "抄送：市委、市政府办公厅。" in footer._element.xml
    assert digest not in parts(docx)["word/document.xml"].decode()
    assert digest not in paper.sections[0].footer._element.xml


def test_the_wide_table_repeats_its_head_and_is_as_wide_as_the_page(paper):
    table = paper.tables[0]._tbl
    heads = [row for row in table.tr_lst if row.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None]
    assert len(heads) == 2
    widths = [int(column.get(qn("w:w"))) for column in table.tblGrid.gridCol_lst]
    assert len(widths) == 32 and abs(sum(widths) - 390 / 25.4 * 1440) < len(widths)


def test_nothing_says_when_and_by_whom_it_was_made(docx):
    held = parts(docx)
    assert held["docProps/core.xml"].decode().count("<dc:") == 1
    assert b"<Application>Sikao</Application>" in held["docProps/app.xml"]
    assert not [name for name in held if "thumbnail" in name]
    assert not re.search(rb"w:rsid|python-docx|w:author", b"".join(held.values()))


def test_the_same_paper_gives_the_same_bytes(half_year, faces):
    bars = half_year.annexes[1].blocks[:1]
    document = replace(half_year, annexes=(replace(half_year.annexes[1], blocks=bars),))
    assert docx_bytes(document, faces) == docx_bytes(document, faces)


def test_the_mark_of_a_draft_is_in_every_head(paper, plain_paper, faces):
    for header in (paper.sections[0].header, paper.sections[0].even_page_header):
        assert 'string="草案"' in header._element.xml
        assert "含合成数据" in header._element.xml
    internal = opened(docx_bytes(replace(plain_paper, stage=Stage.INTERNAL), faces))
    assert 'string="内部测算 不得外传"' in internal.sections[0].header._element.xml
    assert "v:textpath" not in opened(docx_bytes(plain_paper, faces)).sections[0].header._element.xml


def test_markup_and_rare_signs_are_text(plain_paper, faces):
    dirty = HOSTILE + "\x00\x0b]]>"
    document = replace(plain_paper, title=dirty, addressees=dirty, body=(Paragraph("p", dirty),))
    texts = [paragraph.text for paragraph in opened(docx_bytes(document, faces)).paragraphs]
    clean = HOSTILE + "]]>"
    assert [texts.count(text) for text in (clean, clean + "：")] == [2, 1]


def test_a_letter_has_its_own_first_page(plain_paper, faces):
    document = replace(plain_paper, head=Head("示例市考核办", "示考函〔2020〕3号", Form.LETTER))
    first = opened(docx_bytes(document, faces)).sections[0]
    assert first.different_first_page_header_footer
    assert "示例市考核办" in first.first_page_header._element.xml
    assert "thickThinSmallGap" in first.first_page_header._element.xml
    assert "thinThickSmallGap" in first.first_page_footer._element.xml
    assert " PAGE " not in first.first_page_footer._element.xml


@pytest.mark.parametrize(("sealed", "day", "issuer"), [(True, 1280, 1200), (False, 640, 1120)])
def test_signature_with_and_without_a_seal(plain_paper, faces, sealed, day, issuer):
    """7.3.5: sealed, the day four signs (1280 twips) in, the issuer centred over it; else the day begins two
    signs behind the issuer. 某市考核办公室 is 7 signs, 2240 twips; 2020年7月20日 is 3 signs and 7 halves.
    """
    signature = Signature("某市考核办公室", plain_paper.signature.on, sealed)
    paper = opened(docx_bytes(replace(plain_paper, signature=signature), faces))
    rights = [
        int(said(paper, text)._p.pPr.find(qn("w:ind")).get(qn("w:right")))
        for text in ("2020年7月20日", "某市考核办公室")
    ]
    assert rights == [day, issuer]


def test_it_opens_again_and_can_be_saved(docx):
    buffer = io.BytesIO()
    opened(docx).save(buffer)
    assert opened(buffer.getvalue()).paragraphs
