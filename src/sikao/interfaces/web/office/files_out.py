"""A list as a file to keep: a workbook, or CSV that no spreadsheet program takes for formulas.

A workbook says who took it out and when; CSV is read by programs and holds the table alone. The journal has
the digest of both.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpResponse
from django.utils.translation import gettext

from sikao.core.sheets.csv_text import csv_bytes
from sikao.core.sheets.drafts import Draft, DraftCell, DraftSheet, Look
from sikao.core.sheets.writing import workbook_bytes
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.frame import paint_office
from sikao.interfaces.web.office.signin import signed_of
from sikao.interfaces.web.office.tasks.files import SHEET, attached
from sikao.interfaces.web.office.worded import moment_words
from sikao.office.accounts.exports import LONGEST_REASON, is_allowed, limits, needs_reason

CSV = "text/csv; charset=utf-8"
Value = str | Decimal | int


@dataclass(frozen=True, slots=True)
class Table:
    """A list to be taken out; ``name`` is the beginning of the file's name."""

    name: str
    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Value]]


def taken_out(request: OfficeRequest, table: Table, act: Callable[..., None], section: str) -> HttpResponse:
    """The answer with the file, noted by ``act``; ``?form=csv`` asks for CSV.

    A list that is long, without ``reason``, is answered with the page that asks for one; of one that is too
    long nothing is made before it is refused.
    """
    reason, rows = request.GET.get("reason", ""), len(table.rows)
    if needs_reason(rows, reason):
        return ask_reason(request, table.title, rows, section)
    as_csv = request.GET.get("form") == "csv"
    name = f"sikao-{table.name}.{'csv' if as_csv else 'xlsx'}"
    content = b"" if not is_allowed(rows) else _csv(table) if as_csv else _workbook(table, _mark(request))
    act(actor=request.actor, at=request.at, name=name, rows=rows, content=content, reason=reason)
    return attached(content, name, CSV if as_csv else SHEET)


def ask_reason(
    request: OfficeRequest, title: str, rows: int, section: str, *, form: str = ""
) -> HttpResponse:
    """The page that asks what a long list is for; it leads back to the address with all that was asked.

    With ``form`` it sends a form of this kind, otherwise it asks for the address again.
    """
    asked = [(name, value) for name, values in request.GET.lists() for value in values if name != "reason"]
    return paint_office(
        request,
        "office/parts/export_reason.html",
        section=section,
        title=title,
        rows=rows,
        limit=limits().reason_rows,
        longest=LONGEST_REASON,
        asked=asked,
        form=form,
    )


def _mark(request: OfficeRequest) -> str:
    """Who takes it out, and when."""
    signed = signed_of(request)
    told = {"name": signed.name, "code": signed.person, "at": moment_words(request.at)}
    return gettext("%(name)s（%(code)s）导出于%(at)s") % told


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
