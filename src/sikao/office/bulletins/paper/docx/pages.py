"""What stands on every page of a .docx: page numbers, labels, the words across the page, a letter's lines."""

from __future__ import annotations

from decimal import Decimal

from sikao.office.bulletins.document import Document
from sikao.office.bulletins.paper.docx.markup import (
    HEI,
    SONG,
    TITLE,
    Shape,
    Type,
    attribute,
    blank,
    border,
    field,
    paragraph,
    run,
    twips,
)

_NUMBER = Type(SONG, Decimal(14))
_SIGN = 280
"""Twips of one sign of the page number: it stands one in from the edge."""
_TAKEN = 500
"""By so much the number of a mark that says who took a draft is above that of the words across the page."""
_BEYOND = -397
"""Twips by which the lines of a letter, 170 mm long, go beyond the text on either side."""


def page_number(*, odd: bool) -> str:
    """— 1 —, on the right of odd pages and the left of even ones (GB/T 9704-2012, 7.5)."""
    parts = [run("— ", _NUMBER), field("PAGE", _NUMBER), run(" —", _NUMBER)]
    if odd:
        return paragraph(parts, Shape("right", right=_SIGN, exact=400))
    return paragraph(parts, Shape("left", left=_SIGN, exact=400))


def page_head(document: Document, number: int) -> str:
    """The labels of a paper, and the words across the page. ``number`` keeps its marks apart."""
    label = ("；" if document.lang == "zh" else "; ").join(document.labels)
    parts = [run(label, Type(HEI, Decimal(9)))] if label else []
    mark = document.stage.mark
    if mark is not None:
        parts.append(_across(mark.text(document.lang), number, 30 if document.lang == "en" else 70))
    if document.taken:
        parts.append(_across(document.taken, number + _TAKEN, 16, below=90))
    return paragraph(parts, Shape("center", exact=400))


def letter_head(document: Document, number: int) -> str:
    """The head of a letter: its issuer from 30 mm on, 4 mm below it the double line (10.1)."""
    size = head_size(document.head.issuer, Decimal(34))
    look = Type(TITLE, size, red=True, spacing=20)
    line = border("bottom", "thickThinSmallGap", 24, 11)
    issuer = Shape("center", left=_BEYOND, right=_BEYOND, exact=twips(size * Decimal("1.3")), border=line)
    # Twelve millimetres above the head, 20 points of labels: the issuer begins 30 mm from the edge.
    return (
        page_head(document, number) + blank(600) + paragraph(document.head.issuer, issuer, look) + blank(200)
    )


def letter_foot() -> str:
    """The double line at the foot of a letter's first page, which has no number."""
    line = border("top", "thinThickSmallGap", 24)
    return paragraph([], Shape("center", left=_BEYOND, right=_BEYOND, exact=240, border=line))


def head_size(issuer: str, largest: Decimal) -> Decimal:
    """The size at which the issuer stands on one line of 156 mm, in whole points."""
    signs = sum(Decimal("0.55") if sign.isascii() else Decimal("1.05") for sign in issuer)
    fits = Decimal(436) / max(signs, Decimal(1))
    return max(Decimal(14), min(largest, fits.quantize(Decimal(1), "ROUND_DOWN")))


_SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
    '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
    '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/>'
    '<v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/>'
    '<v:f eqn="sum @6 0 @5"/></v:formulas><v:path textpathok="t" o:connecttype="rect"/>'
    '<v:textpath on="t" fitshape="t"/></v:shapetype>'
)


def _across(text: str, number: int, height: int, *, below: int = 0) -> str:
    """Words across the page, grey and turned, as word processors know them; ``below`` its middle or there."""
    signs = sum(Decimal("0.55") if sign.isascii() else Decimal("1.0") for sign in text)
    width = min(signs * height, Decimal(430))
    upright = "" if below else "mso-position-vertical:center;"
    style = (
        f"position:absolute;margin-left:0;margin-top:{below and 225 + below}pt;width:{width}pt;"
        f"height:{height}pt;rotation:325;"
        "z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        f"{upright}mso-position-vertical-relative:margin"
    )
    return (
        f'<w:r><w:pict>{_SHAPE_TYPE}<v:shape id="SikaoMark{number}" o:spid="_x0000_s{2048 + number}" '
        f'type="#_x0000_t136" style="{style}" fillcolor="#bfbfbf" stroked="f"><v:fill opacity=".5"/>'
        f'<v:textpath style="font-family:&quot;{HEI}&quot;;font-size:1pt" string={attribute(text)}/>'
        "</v:shape></w:pict></w:r>"
    )
