"""A list as a file to keep: a workbook, or CSV that no spreadsheet program takes for formulas.

A workbook says who took it out and when; CSV is read by programs and holds the table alone. The journal has
the digest of both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpResponse
from django.utils.translation import gettext

from sikao.core.sheets.csv_text import csv_bytes
from sikao.core.sheets.drafts import Draft, DraftCell, DraftSheet, Look
from sikao.core.sheets.writing import workbook_bytes
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.signin import signed_of
from sikao.interfaces.web.office.tasks.files import SHEET, attached
from sikao.interfaces.web.office.worded import moment_words

CSV = "text/csv; charset=utf-8"
Value = str | Decimal | int


@dataclass(frozen=True, slots=True)
class Table:
    """A list to be taken out; ``name`` is the beginning of the file's name."""

    name: str
    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Value]]


def file_answer(request: OfficeRequest, table: Table) -> tuple[HttpResponse, str, bytes]:
    """The answer with the file, its name and its bytes; ``?form=csv`` asks for CSV."""
    as_csv = request.GET.get("form") == "csv"
    signed = signed_of(request)
    told = {"name": signed.name, "code": signed.person, "at": moment_words(request.at)}
    made = gettext("%(name)s（%(code)s）导出于%(at)s") % told
    content = _csv(table) if as_csv else _workbook(table, made)
    name = f"sikao-{table.name}.{'csv' if as_csv else 'xlsx'}"
    return attached(content, name, CSV if as_csv else SHEET), name, content


def _csv(table: Table) -> bytes:
    return csv_bytes(table.heads, ([str(cell) for cell in row] for row in table.rows))


def _workbook(table: Table, made: str) -> bytes:
    head = tuple(DraftCell(text, Look.HEADING) for text in table.heads)
    rows = (
        (DraftCell(table.title, Look.TITLE),),
        (DraftCell(made, Look.NOTE),),
        head,
        *(tuple(_cell(cell) for cell in row) for row in table.rows),
    )
    sheet = DraftSheet(name=table.title[:20], rows=rows, frozen=(3, 1))
    return workbook_bytes(Draft((sheet,), title=table.title))


def _cell(value: Value) -> DraftCell:
    return DraftCell(value, Look.TEXT if isinstance(value, str) else Look.NUMBER)
