"""WordprocessingML as text: runs and paragraphs. Whatever a paper says is escaped on its way in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

TITLE, BODY, KAI, HEI, SONG = "方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"
"""The fonts of official papers."""
LATIN = "Times New Roman"
LINE = 579
"""Twips of a line: 22 of them are 225 mm, less what rounding would push onto the next page."""
SIZE = Decimal(16)
_TIGHT = -5
"""Twips between the signs of the text, so that 28 of 16 points fill a line of 156 mm."""
_LOOSE = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>'
"""Programs differ in how they snap signs to a grid. The page declares that of the standard; lines of an exact
height and signs of an exact distance keep it everywhere."""
_RED = "E60012"
_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")


def twips(points: Decimal) -> int:
    """Twentieths of a point."""
    return int(points * 20)


def twips_of_mm(millimetres: Decimal) -> int:
    """Twentieths of a point in a length of millimetres."""
    return int(millimetres * 1440 / Decimal("25.4"))


def clean(text: str) -> str:
    """A text as XML may hold it: controls, which nobody sees, are left out."""
    return escape(_ILLEGAL.sub("", text))


def attribute(text: str) -> str:
    """A quoted attribute."""
    return quoteattr(_ILLEGAL.sub("", text))


@dataclass(frozen=True, slots=True)
class Type:
    """How signs look: the font of Chinese ones, the size in points, bold, red."""

    face: str = BODY
    size: Decimal = SIZE
    bold: bool = False
    red: bool = False
    spacing: int = 0
    """Twips between signs."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a paragraph stands: side, indents in twips, the exact height of its lines, what it keeps with.

    ``first`` indents the first line by so many signs; ``border`` is the markup of its borders.
    """

    side: str = "both"
    first: int = 0
    left: int = 0
    right: int = 0
    hanging: int = 0
    exact: int = LINE
    before: int = 0
    after: int = 0
    keep: bool = False
    border: str = ""


def run(text: str, look: Type) -> str:
    """A run of text."""
    tight = look.size == SIZE and not look.spacing and not text.isascii()
    shown = replace(look, spacing=_TIGHT) if tight else look
    return f'<w:r>{properties(shown)}<w:t xml:space="preserve">{clean(text)}</w:t></w:r>'


def properties(look: Type) -> str:
    """The properties of a run."""
    bold = "<w:b/>" if look.bold else ""
    colour = f'<w:color w:val="{_RED}"/>' if look.red else ""
    spacing = f'<w:spacing w:val="{look.spacing}"/>' if look.spacing else ""
    half_points = int(look.size * 2)
    return (
        f'<w:rPr><w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{look.face}" w:cs="{LATIN}"/>'
        f'{bold}{colour}{spacing}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/></w:rPr>'
    )


def paragraph(runs: str | Sequence[str], shape: Shape, look: Type | None = None) -> str:
    """A paragraph of runs, or of one text in a look."""
    inner = run(runs, look or Type()) if isinstance(runs, str) else "".join(runs)
    size = twips((look or Type()).size)
    # An indent in signs is what WPS and Word go by; the one in twips beside it is for programs that cannot.
    first = (
        f' w:firstLineChars="{shape.first * 100}" w:firstLine="{shape.first * size}"' if shape.first else ""
    )
    hanging = f' w:hanging="{shape.hanging}"' if shape.hanging else ""
    keep = "<w:keepNext/>" if shape.keep else ""
    return (
        f"<w:p><w:pPr>{keep}{shape.border}{_LOOSE}"
        f'<w:spacing w:before="{shape.before}" w:after="{shape.after}" w:line="{shape.exact}" '
        'w:lineRule="exact"/>'
        f'<w:ind w:left="{shape.left}" w:right="{shape.right}"{hanging}{first}/>'
        f'<w:jc w:val="{shape.side}"/></w:pPr>{inner}</w:p>'
    )


def blank(exact: int = LINE, *, keep: bool = False) -> str:
    """An empty line."""
    return paragraph([], Shape(exact=exact, keep=keep))


def border(side: str, kind: str, eighths: int, space: int = 1) -> str:
    """One red border of a paragraph; ``eighths`` of a point thick, ``space`` points away."""
    line = f'w:val="{kind}" w:sz="{eighths}" w:space="{space}" w:color="{_RED}"'
    return f"<w:pBdr><w:{side} {line}/></w:pBdr>"


def field(name: str, look: Type) -> str:
    """A field, such as the number of the page."""
    kinds = (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> {name} </w:instrText>',
    )
    ends = ('<w:fldChar w:fldCharType="separate"/>', "<w:t>1</w:t>", '<w:fldChar w:fldCharType="end"/>')
    return "".join(f"<w:r>{properties(look)}{part}</w:r>" for part in (*kinds, *ends))
