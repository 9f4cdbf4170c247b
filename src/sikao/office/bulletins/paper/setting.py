"""What both settings of a paper share: measures of GB/T 9704-2012, numbers, lists, sizes of tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from itertools import groupby
from operator import attrgetter

from sikao.core.wording import Language, Term
from sikao.office.bulletins.document import Block, Document, Form, Heading, Line, Sheet, Table
from sikao.office.bulletins.editing import content_digest
from sikao.office.bulletins.phrases import LEVELS, day_words, heading_number

TOP, BOTTOM, LEFT, RIGHT = Decimal(37), Decimal(35), Decimal(28), Decimal(26)
"""Millimetres around the version area of 156 × 225 mm on A4 (5.2.1)."""
WIDE_MARGIN, WIDE_TOP = Decimal(15), Decimal(20)
"""Beside, and above and below, the version area of an A3 on its side."""
LINES, SIGNS = 22, 28
"""Lines of a page and signs of a line (5.2.3)."""
_WORDS = {
    "annex": Term("附件", "Annex"),
    "copies": Term("抄送", "Copies to"),
    "printed": Term("{on}印发", "printed {on}"),
    "digest": Term("本件摘要 SHA-256", "Digest of this paper, SHA-256"),
    "code": Term("校验码", "Verification code"),
}


def say(word: str, lang: Language) -> str:
    """A word that papers print."""
    return _WORDS[word].text(lang)


def colon(lang: Language) -> str:
    """The colon of a language, with the space that belongs to it."""
    return "：" if lang == "zh" else ": "


def numbered(blocks: Sequence[Block], lang: Language) -> Iterator[tuple[Block, str]]:
    """Every block with the number before it; only headings have one."""
    counts = [0] * (LEVELS + 1)
    for block in blocks:
        if isinstance(block, Heading):
            counts[block.level] += 1
            counts[block.level + 1 :] = [0] * (LEVELS - block.level)
            yield block, heading_number(block.level, counts[block.level], lang)
        else:
            yield block, ""


def salutation(document: Document) -> str:
    """The addressees as the paper calls them."""
    ending = "：" if document.lang == "zh" else ":"
    return document.addressees + ending if document.addressees else ""


def annex_lines(document: Document) -> tuple[tuple[str, str], ...]:
    """The list of annexes below the text, as (lead, title): 附件：1. …; one alone has no number (7.3.4)."""
    lead = say("annex", document.lang) + colon(document.lang)
    titles = [annex.title for annex in document.annexes]
    if len(titles) == 1:
        return ((lead, titles[0]),)
    return tuple((lead if not i else "", f"{i + 1}. {title}") for i, title in enumerate(titles))


def annex_label(document: Document, number: int) -> str:
    """What stands above an annex: 附件, or 附件1 where there are several."""
    if len(document.annexes) == 1:
        return say("annex", document.lang)
    return say("annex", document.lang) + ("" if document.lang == "zh" else " ") + str(number)


def signed_on(document: Document) -> str:
    """The day of the paper."""
    return day_words(document.signature.on, document.lang)


def closing_lines(document: Document) -> tuple[tuple[str, str], ...]:
    """The lines at the foot of the last page, as (left, right); none where nothing was given.

    A letter names neither who printed it nor when (10.1).
    """
    closing, lang = document.closing, document.lang
    lines = []
    if closing.copies:
        stop = "。" if lang == "zh" else "."
        lines.append((f"{say('copies', lang)}{colon(lang)}{closing.copies.rstrip(stop)}{stop}", ""))
    if closing.printed_by and closing.printed_on and document.head.form is not Form.LETTER:
        on = say("printed", lang).replace("{on}", day_words(closing.printed_on, lang))
        lines.append((closing.printed_by, on))
    return tuple(lines)


def back_lines(document: Document) -> tuple[tuple[str, str], ...]:
    """What the back page says of the paper: its sources, its digest, and its code where it has one."""
    code = ((say("code", document.lang), document.code),) if document.code else ()
    return (*document.sources, (say("digest", document.lang), content_digest(document)), *code)


@dataclass(frozen=True, slots=True)
class Span:
    """A heading over so many neighbouring columns; ``group`` is empty over a single column of its own."""

    group: str
    columns: int


def spans(table: Table) -> tuple[Span, ...]:
    """The upper line of headings; empty where no column stands below another heading."""
    if not any(column.group for column in table.columns):
        return ()
    found = []
    for group, columns in groupby(table.columns, attrgetter("group")):
        number = len(list(columns))
        found += [Span(group, number)] if group else [Span("", 1)] * number
    return tuple(found)


@dataclass(frozen=True, slots=True)
class TableSize:
    """Of a table: the size of its signs in points, the height of a line and its width in millimetres."""

    points: Decimal
    line: Decimal
    width: Decimal


_PER_POINT, _DIGIT = Decimal("0.3528"), Decimal("0.56")
"""Millimetres of a point; the width of a digit or an arrow as a part of its size."""
_MOST_POINTS, _LEAST_POINTS = Decimal("10.5"), Decimal("5.5")


def table_size(table: Table, sheet: Sheet) -> TableSize:
    """How large a table is set. One on A3 fills one page where signs of 5.5 points allow."""
    if sheet is Sheet.A4:
        return TableSize(_MOST_POINTS, Decimal("6.6"), Decimal(210) - LEFT - RIGHT)
    width = Decimal(420) - 2 * WIDE_MARGIN
    room = Decimal(297) - 2 * WIDE_TOP - Decimal(32) - 5 * Decimal(len(table.notes) > 0)
    line = min(Decimal(10), room / (len(table.lines) + 2))
    points = min(_MOST_POINTS, line / _PER_POINT * Decimal("0.72"), _fitting(table, width))
    return TableSize(_short(max(points, _LEAST_POINTS)), _short(line), width)


def _fitting(table: Table, width: Decimal) -> Decimal:
    """The size at which the longest number of every narrow column stays on its line."""
    whole = sum(column.width for column in table.columns)
    sizes = [_MOST_POINTS]
    for i, column in enumerate(table.columns):
        if column.group:
            longest = max((len(text) for text in _numbers(table.lines, i)), default=1)
            room = width * column.width / whole - Decimal("1.2")
            sizes.append(room / _PER_POINT / (longest * _DIGIT))
    return min(sizes)


def _numbers(lines: Sequence[Line], column: int) -> Iterator[str]:
    """The texts of a column's cells that are numbers; those that span several columns are none."""
    for line in lines:
        at = 0
        for cell in line.cells:
            if at == column and cell.number is not None:
                yield cell.text
            at += cell.span


def _short(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_DOWN)
