"""The parts of a paper around its text as WordprocessingML: head, list of annexes, signature, last page."""

from __future__ import annotations

from decimal import Decimal

from sikao.core.wording import Language
from sikao.office.bulletins.document import Annex, Document, Form, Sheet
from sikao.office.bulletins.paper.docx.markup import (
    BODY,
    HEI,
    KAI,
    LINE,
    TITLE,
    Shape,
    Type,
    blank,
    border,
    paragraph,
    run,
    twips,
)
from sikao.office.bulletins.paper.docx.pages import head_size
from sikao.office.bulletins.paper.setting import (
    annex_label,
    annex_lines,
    back_lines,
    closing_lines,
    salutation,
    signed_on,
)

_FACES = (HEI, KAI, BODY, BODY)
_SIGN = 320
"""Twips of one sign of the text."""
_ABOVE_HEAD = 1984
"""Twips of 35 mm, which the red head keeps from the upper edge of the version area (7.2.4)."""
_FLUSH = Shape("left")


def heading(level: int, text: str, lang: Language) -> str:
    """A heading with its number: 黑体, 楷体, 仿宋, 仿宋 (7.3.3)."""
    look = Type(_FACES[level - 1], bold=lang == "en")
    return paragraph(text, Shape("left", first=2 if lang == "zh" else 0, keep=True), look)


def head_of(document: Document) -> str:
    """From the upper edge of page one to the addressees."""
    number = document.head.number
    if document.head.form is Form.LETTER:
        above = paragraph(number, Shape("right")) if number else ""
    else:
        above = _red_head(document)
    title = Shape("center", exact=680)
    to = salutation(document)
    return (
        above
        + blank(2 * LINE)
        + paragraph(document.title, title, Type(TITLE, Decimal(22)))
        + blank()
        + (paragraph(to, _FLUSH) if to else "")
    )


def _red_head(document: Document) -> str:
    size = head_size(document.head.issuer, Decimal(42))
    issuer = Shape("center", exact=twips(size * Decimal("1.3")))
    line = border("bottom", "single", 18, 11)
    return (
        blank(_ABOVE_HEAD)
        + paragraph(document.head.issuer, issuer, Type(TITLE, size, red=True, spacing=20))
        + blank(2 * LINE)
        + paragraph(document.head.number, Shape("center", border=line))
    )


def tail_of(document: Document) -> str:
    """The list of annexes and the signature."""
    listed = annex_lines(document)
    lines = "".join(_annex_line(lead, title) for lead, title in listed)
    return (blank(keep=True) + lines if listed else "") + _signature(document)


def _annex_line(lead: str, title: str) -> str:
    """附件：1. …; further ones stand below the first's number, two signs in."""
    left = (2 + 3) * _SIGN
    if lead:
        return paragraph(lead + title, Shape("left", left=left, hanging=3 * _SIGN, keep=True))
    return paragraph(title, Shape("left", left=left, keep=True))


def _signature(document: Document) -> str:
    """Sealed: the day four signs from the right, the issuer centred over it; else by 7.3.5.2."""
    signature = document.signature
    issuer, on = _width(signature.issuer), _width(signed_on(document))
    if signature.sealed:
        right_on = 4 * _SIGN + max(0, (issuer - on) // 2 - 4 * _SIGN)
        right_issuer = max(0, right_on - (issuer - on) // 2)
    else:
        right_on = max(2 * _SIGN, issuer - on)
        right_issuer = right_on + on + 2 * _SIGN - issuer
    return (
        blank(2 * LINE, keep=True)
        + paragraph(signature.issuer, Shape("right", right=right_issuer, keep=True))
        + paragraph(signed_on(document), Shape("right", right=right_on))
    )


def _width(text: str) -> int:
    """About how wide a text is set, in twips."""
    return sum(_SIGN // 2 if sign.isascii() else _SIGN for sign in text)


def annex_head(document: Document, annex: Annex, number: int) -> str:
    """附件1 in the upper left corner, the title in the middle below."""
    wide = annex.sheet is Sheet.A3
    size = Decimal(18) if wide else Decimal(20)
    title = Shape("center", exact=twips(size * Decimal("1.5")), after=100)
    label = annex_label(document, number)
    return paragraph(label, Shape("left", exact=400 if wide else LINE), Type(HEI)) + paragraph(
        annex.title, title, Type(TITLE, size)
    )


_SMALL, _CLOSING = Decimal(9), Decimal(14)
_WHOLE = 8844
"""Twips of 156 mm."""


def back_page(document: Document) -> str:
    """What stands at the foot of the last page: what the paper was made from, its digest and code, then the
    closing lines.
    """
    rows = [_row(_told(word, text), "") for word, text in back_lines(document)]
    lines = closing_lines(document)
    for i, (left, right) in enumerate(lines):
        # The closing lines of a letter have no rules around them (10.1).
        is_letter = document.head.form is Form.LETTER
        rules = "" if is_letter else _rules(first=i == 0, last=i == len(lines) - 1)
        rows.append(_row(_closing(left, right), rules))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{_WHOLE}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid><w:gridCol w:w="{_WHOLE}"/></w:tblGrid>'
        f"{''.join(rows)}</w:tbl>{blank(300)}"
    )


def _row(markup: str, rules: str) -> str:
    borders = f"<w:tcBorders>{rules}</w:tcBorders>" if rules else ""
    return f'<w:tr><w:tc><w:tcPr><w:tcW w:w="{_WHOLE}" w:type="dxa"/>{borders}</w:tcPr>{markup}</w:tc></w:tr>'


def _told(word: str, text: str) -> str:
    parts = [run(f"{word}  ", Type(HEI, _SMALL)), run(text, Type(BODY, _SMALL))]
    return paragraph(parts, Shape("left", exact=280))


def _closing(left: str, right: str) -> str:
    """One line of the foot: one sign in on both sides, the day at the right."""
    look = Type(BODY, _CLOSING)
    sign = twips(_CLOSING)
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{_WHOLE - 2 * 108 - sign}"/></w:tabs>' if right else ""
    parts = [run(left, look)] + (["<w:r><w:tab/></w:r>", run(right, look)] if right else [])
    return paragraph(parts, Shape("left", left=sign, right=0 if right else sign, exact=440, border=tab))


def _rules(*, first: bool, last: bool) -> str:
    """Thick above the first and below the last, thin between (7.4.1)."""
    top = f'<w:top w:val="single" w:sz="{8 if first else 6}" w:space="0" w:color="000000"/>'
    return top + ('<w:bottom w:val="single" w:sz="8" w:space="0" w:color="000000"/>' if last else "")
