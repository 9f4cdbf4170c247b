"""What a paper consists of, before anybody sets it in type: head, text, tables, pictures, annexes, closing.

Everything is plain text and exact decimals: the .docx and the .pdf are two settings of the same document.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sikao.core.wording import Language, Term
from sikao.office.bulletins.pictures import Picture


class Kind(StrEnum):
    """Which paper it is."""

    QUARTER = "quarter"
    MID_YEAR = "mid_year"
    YEAR_END = "year_end"
    MONTHLY = "monthly"
    FEEDBACK = "feedback"
    RULING = "ruling"

    @property
    def term(self) -> Term:
        """The words shown to people."""
        return _KINDS[self]


_KINDS = {
    Kind.QUARTER: Term("季度通报", "quarterly bulletin"),
    Kind.MID_YEAR: Term("半年评估", "mid-year review"),
    Kind.YEAR_END: Term("年终考核结果", "year-end result"),
    Kind.MONTHLY: Term("月度报告", "monthly report"),
    Kind.FEEDBACK: Term("反馈书", "feedback letter"),
    Kind.RULING: Term("复核裁定书", "ruling letter"),
}


class Form(StrEnum):
    """The general form with a red head, or the form of a letter (GB/T 9704-2012, 7 and 10.1)."""

    RED_HEAD = "red_head"
    LETTER = "letter"


class Stage(StrEnum):
    """How far a paper is; all but the last bear it across every page."""

    DRAFT = "draft"
    INTERNAL = "internal"
    FINAL = "final"

    @property
    def mark(self) -> Term | None:
        """The words across every page; none on a paper that may go out."""
        return _MARKS.get(self)


_MARKS = {
    Stage.DRAFT: Term("草案", "DRAFT"),
    Stage.INTERNAL: Term("内部测算 不得外传", "INTERNAL RUN – NOT TO BE PASSED ON"),
}


class Align(StrEnum):
    """Where the text of a column stands."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class Look(StrEnum):
    """What a line of a table is: an ordinary one, a block of a scorecard, or the total."""

    PLAIN = "plain"
    BLOCK = "block"
    TOTAL = "total"


class Sheet(StrEnum):
    """The paper of an annex: A4 upright, or A3 on its side."""

    A4 = "a4"
    A3 = "a3"


@dataclass(frozen=True, slots=True)
class Head:
    """The issuing body as the red head names it, and the document number, which comes from outside."""

    issuer: str
    number: str = ""
    form: Form = Form.RED_HEAD


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; its number (一、（一）1.) follows from its level, 1 to 4, and its place."""

    id: str
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the text."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, and the exact number where it is one: a workbook keeps it as such.

    It spans so many columns; the cells of a line span all of them.
    """

    text: str
    number: Decimal | None = None
    span: int = 1


@dataclass(frozen=True, slots=True)
class Column:
    """A column; ``width`` is its share of the line. Neighbours with one ``group`` stand below that."""

    heading: str
    width: int
    align: Align = Align.CENTER
    group: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table; its cells cover every column."""

    cells: tuple[Cell, ...]
    look: Look = Look.PLAIN


@dataclass(frozen=True, slots=True)
class Table:
    """A table; nobody edits it, it says what the book says."""

    caption: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawn picture with its caption."""

    caption: str
    picture: Picture


Block = Heading | Paragraph | Table | Chart


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs, on which day, and whether a seal is set over it (GB/T 9704-2012, 7.3.5)."""

    issuer: str
    on: date
    sealed: bool = True


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex; ``id`` names its title for editing."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    sheet: Sheet = Sheet.A4


@dataclass(frozen=True, slots=True)
class Closing:
    """The lines at the foot of the last page (版记): copies go to, printed by, printed on."""

    copies: str = ""
    printed_by: str = ""
    printed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A whole paper.

    ``labels`` stand at the head of every page (synthetic figures, an illustrative scheme). ``sources`` are
    the lines of the back page that name what it was made from, as (word, text); ``code`` is the code by which
    a holder of the paper asks whether it is genuine. Neither stands on page one. ``taken`` says on every page
    of a draft who took it out and when.
    """

    kind: Kind
    lang: Language
    head: Head
    title: str
    addressees: str
    body: tuple[Block, ...]
    signature: Signature
    annexes: tuple[Annex, ...] = ()
    closing: Closing = Closing()
    stage: Stage = Stage.FINAL
    labels: tuple[str, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()
    code: str = ""
    taken: str = ""
