"""Writes a document as .docx: sections, styles and pictures by python-docx, everything said by ``markup``."""

from __future__ import annotations

import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from docx import Document as NewDocument
from docx.document import Document as Output
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section, _BaseHeaderFooter
from docx.shared import Emu, Mm

from sikao.office.bulletins.document import (
    Annex,
    Block,
    Chart,
    Document,
    Form,
    Heading,
    Paragraph,
    Sheet,
    Table,
)
from sikao.office.bulletins.paper.docx.body import annex_head, back_page, head_of, heading, tail_of
from sikao.office.bulletins.paper.docx.markup import (
    BODY,
    HEI,
    LATIN,
    LINE,
    Shape,
    Type,
    attribute,
    paragraph,
)
from sikao.office.bulletins.paper.docx.packing import repacked
from sikao.office.bulletins.paper.docx.pages import letter_foot, letter_head, page_head, page_number
from sikao.office.bulletins.paper.docx.tables import table_markup
from sikao.office.bulletins.paper.fonts import Typefaces
from sikao.office.bulletins.paper.pdf import picture_png
from sikao.office.bulletins.paper.setting import (
    BOTTOM,
    LEFT,
    RIGHT,
    TOP,
    WIDE_MARGIN,
    WIDE_TOP,
    numbered,
)
from sikao.office.bulletins.pictures import Picture

_NAMESPACES = nsdecls("w", "r", "wp", "a", "pic") + (
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_EMU_PER_MM = 36000
_CHAR_SPACE = -849
"""4096ths of a point by which 28 signs of 16 points stand closer to fill 156 mm exactly."""


def written(document: Document, faces: Typefaces) -> bytes:
    """The bytes of the paper, for ``docx_bytes``, which everybody calls."""
    output = NewDocument()
    _prepare(output, document)
    writer = _Writer(output, document, faces)
    writer.write()
    buffer = io.BytesIO()
    output.save(buffer)
    return repacked(buffer.getvalue(), document.title)


def _prepare(output: Output, document: Document) -> None:
    """The body's font and size in the style of everything, and different odd and even pages."""
    output.settings.odd_and_even_pages_header_footer = True
    styles = output.styles.element
    defaults = styles.find(qn("w:docDefaults"))
    styles.remove(defaults)
    lang = "zh-CN" if document.lang == "zh" else "en-GB"
    look = (
        f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{BODY}" w:cs="{LATIN}"/>'
        f'<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="{lang}" w:eastAsia="zh-CN"/>'
    )
    normal = output.styles["Normal"].element
    for old in normal.findall(qn("w:rPr")):
        normal.remove(old)
    # The grid of signs goes by the size in this style, whatever the defaults say.
    normal.append(parse_xml(f"<w:rPr {_NAMESPACES}>{look}</w:rPr>"))
    styles.insert(
        0,
        parse_xml(
            f"<w:docDefaults {_NAMESPACES}><w:rPrDefault><w:rPr>{look}</w:rPr></w:rPrDefault>"
            '<w:pPrDefault><w:pPr><w:spacing w:after="0"/></w:pPr></w:pPrDefault></w:docDefaults>'
        ),
    )


class _Writer:
    """Writes one document from its head to its last page."""

    def __init__(self, output: Output, document: Document, faces: Typefaces) -> None:
        self._output = output
        self._document = document
        self._faces = faces
        self._pictures = 0

    def write(self) -> None:
        first = self._output.sections[0]
        _set_page(first, Sheet.A4, self._document)
        self._set_heads(first)
        self._add(head_of(self._document))
        self._blocks(self._document.body, Sheet.A4, signed=True)
        self._add(tail_of(self._document))
        for number, annex in enumerate(self._document.annexes, 1):
            self._annex(annex, number)
        last = self._output.add_section(WD_SECTION.EVEN_PAGE)
        _set_page(last, Sheet.A4, self._document)
        # A foot stays at the lower edge in every program; a table that is held there does not.
        _fill(last.footer, back_page(self._document) + page_number(odd=True))
        _fill(last.even_page_footer, back_page(self._document) + page_number(odd=False))

    def _add(self, markup: str) -> None:
        """Puts paragraphs and tables before the properties of the last section."""
        body = self._output.element.body
        for element in _parsed(markup):
            body.insert(len(body) - 1, element)

    def _annex(self, annex: Annex, number: int) -> None:
        section = self._output.add_section(WD_SECTION.NEW_PAGE)
        _set_page(section, annex.sheet, self._document)
        self._add(annex_head(self._document, annex, number))
        self._blocks(annex.blocks, annex.sheet)

    def _blocks(self, blocks: tuple[Block, ...], sheet: Sheet, *, signed: bool = False) -> None:
        """Blocks one after the other; the last of a signed text stays with its signature (7.3.5.5)."""
        lang = self._document.lang
        for i, (block, number) in enumerate(numbered(blocks, lang), 1):
            keep = signed and i == len(blocks)
            match block:
                case Heading():
                    self._add(heading(block.level, number + block.text, lang))
                case Paragraph():
                    self._add(paragraph(block.text, Shape(first=2 if lang == "zh" else 0, keep=keep)))
                case Table():
                    self._add(table_markup(block, sheet, lang))
                case Chart():
                    self._chart(block)

    def _chart(self, chart: Chart) -> None:
        caption = Shape("center", exact=460, before=200, keep=True)
        self._add(paragraph(chart.caption, caption, Type(HEI, Decimal(12))))
        self._add(self._picture(chart.picture))

    def _picture(self, picture: Picture) -> str:
        """A drawn picture in its own size; what is seen on it is said to those who cannot see."""
        self._pictures += 1
        image = io.BytesIO(picture_png(picture, self._faces))
        relation, _ = self._output.part.get_or_add_image(image)
        extent = f'cx="{_emu(picture.width)}" cy="{_emu(picture.height)}"'
        name = f'id="{self._pictures}" name="{self._pictures}" descr={attribute(picture.about)}'
        drawing = (
            f"<w:r><w:drawing><wp:inline><wp:extent {extent}/><wp:docPr {name}/><a:graphic><a:graphicData "
            'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
            f'<pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/>'
            f'<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
            f'<a:ext {extent}/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr></pic:pic></a:graphicData>'
            "</a:graphic></wp:inline></w:drawing></w:r>"
        )
        # Lines of an exact height would cut a picture off.
        free = '<w:spacing w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>'
        return f"<w:p><w:pPr>{free}</w:pPr>{drawing}</w:p>"

    def _set_heads(self, first: Section) -> None:
        """Heads and feet; later sections have those of the first."""
        document = self._document
        _fill(first.header, page_head(document, 1))
        _fill(first.even_page_header, page_head(document, 2))
        _fill(first.footer, page_number(odd=True))
        _fill(first.even_page_footer, page_number(odd=False))
        if document.head.form is Form.LETTER:
            first.different_first_page_header_footer = True
            _fill(first.first_page_header, letter_head(document, 3))
            _fill(first.first_page_footer, letter_foot())


def _emu(millimetres: Decimal) -> int:
    return int(millimetres * _EMU_PER_MM)


def _parsed(markup: str) -> Iterator[Any]:
    return iter(list(parse_xml(f"<w:body {_NAMESPACES}>{markup}</w:body>")))


def _fill(part: _BaseHeaderFooter, markup: str) -> None:
    """Puts paragraphs into a head or foot in the place of what is there."""
    part.is_linked_to_previous = False
    element = part._element  # noqa: SLF001 -- python-docx offers no other way to the markup of a head
    for old in list(element):
        element.remove(old)
    for new in _parsed(markup):
        element.append(new)


def _set_page(section: Section, sheet: Sheet, document: Document) -> None:
    """Size, margins and grid of a section."""
    section.different_first_page_header_footer = False
    if sheet is Sheet.A3:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(420), Mm(297)
        sides = (WIDE_TOP, WIDE_TOP, WIDE_MARGIN, WIDE_MARGIN)
        section.header_distance, section.footer_distance = Mm(8), Mm(9)
    else:
        section.orientation = WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Mm(210), Mm(297)
        sides = (TOP, BOTTOM, LEFT, RIGHT)
        section.header_distance, section.footer_distance = Mm(12), Mm(22)
    margins = [Emu(_emu(side)) for side in sides]
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = margins
    _set_grid(section, sheet, signs=document.lang == "zh")


def _set_grid(section: Section, sheet: Sheet, *, signs: bool) -> None:
    """22 lines of 28 signs on an upright page; a wide table has no grid."""
    properties = section._sectPr  # noqa: SLF001 -- python-docx does not know the grid
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    if sheet is Sheet.A4:
        kind = f'w:type="linesAndChars" w:linePitch="{LINE}" w:charSpace="{_CHAR_SPACE}"'
        lines = f'w:type="lines" w:linePitch="{LINE}"'
        properties.append(parse_xml(f"<w:docGrid {_NAMESPACES} {kind if signs else lines}/>"))
