"""The tables of a paper as a workbook, through the one writer that lets no text become a formula."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from sikao.core.sheets import (
    Draft,
    DraftCell,
    DraftColumn,
    DraftSheet,
    fitting_width,
    sheet_name,
    workbook_bytes,
)
from sikao.core.sheets import Look as CellLook
from sikao.core.wording import Finding, FindingsError, Severity
from sikao.office.bulletins.document import Cell, Document, Line, Look, Sheet, Table
from sikao.office.bulletins.paper.setting import back_lines, spans

_LOOKS = {Look.PLAIN: CellLook.TEXT, Look.BLOCK: CellLook.BRANCH, Look.TOTAL: CellLook.BRANCH}
_NUMBERS = "#,##0.######"


def written(document: Document) -> bytes:
    """The bytes of the workbook, for ``xlsx_bytes``, which everybody calls."""
    return workbook_bytes(tables_draft(document))


def tables_draft(document: Document) -> Draft:
    """A sheet for every table; below it what the paper was made from.

    Raises ``FindingsError`` where the paper has none (``paper.no_tables``).
    """
    sheets: list[DraftSheet] = []
    for title, table, sheet in _tables(document):
        name = sheet_name(title or document.title, [made.name for made in sheets])
        sheets.append(_sheet(name, title, table, document, sheet))
    if not sheets:
        raise FindingsError([Finding("paper.no_tables", Severity.ERROR)])
    return Draft(tuple(sheets), title=document.title)


def _tables(document: Document) -> Iterator[tuple[str, Table, Sheet]]:
    for block in document.body:
        if isinstance(block, Table):
            yield block.caption, block, Sheet.A4
    for annex in document.annexes:
        for block in annex.blocks:
            if isinstance(block, Table):
                yield block.caption or annex.title, block, annex.sheet


def _sheet(name: str, title: str, table: Table, document: Document, sheet: Sheet) -> DraftSheet:
    back = (f"{word} {text}" for word, text in back_lines(document))
    notes = [*_marked(document), *document.labels, *table.notes, *back]
    heads = list(_heads(table))
    rows = [
        (DraftCell(title, CellLook.TITLE),),
        *heads,
        *(tuple(_cells(line)) for line in table.lines),
        *((DraftCell(note, CellLook.NOTE),) for note in notes),
    ]
    return DraftSheet(
        name, tuple(rows), tuple(_columns(table)), frozen=(1 + len(heads), 1), paper=sheet.value.upper()
    )


def _marked(document: Document) -> list[str]:
    """The mark of a draft."""
    mark = document.stage.mark
    return [] if mark is None else [mark.text(document.lang)]


def _heads(table: Table) -> Iterator[tuple[DraftCell, ...]]:
    upper = spans(table)
    if upper:
        texts = [text for span in upper for text in (span.group, *[""] * (span.columns - 1))]
        yield tuple(DraftCell(text, CellLook.HEADING) for text in texts)
    yield tuple(DraftCell(column.heading, CellLook.HEADING) for column in table.columns)


def _cells(line: Line) -> Iterator[DraftCell]:
    """The cells of a line; one that spans columns stands in the first of them."""
    look = _LOOKS[line.look]
    for cell in line.cells:
        yield _cell(cell, look)
        yield from (DraftCell(None, look) for _ in range(cell.span - 1))


def _cell(cell: Cell, look: CellLook) -> DraftCell:
    if cell.number is None:
        return DraftCell(cell.text or None, look)
    shown = DraftCell(cell.number, CellLook.NUMBER, number_format=_NUMBERS)
    exact = cell.text.replace("−", "-")
    # What stands beside the number on paper, such as an arrow, is not lost.
    return shown if _is_number(exact) else replace(shown, comment=cell.text)


def _is_number(text: str) -> bool:
    return text.lstrip("-").replace(".", "", 1).isdigit()


def _columns(table: Table) -> Iterator[DraftColumn]:
    for i, column in enumerate(table.columns):
        texts = [
            column.heading,
            *(line.cells[i].text for line in table.lines if i < len(line.cells) and not i),
        ]
        yield DraftColumn(fitting_width(texts, 8, 40) if not i else max(8, int(Decimal(column.width))))
