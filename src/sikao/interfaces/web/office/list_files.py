"""A list as a file to keep: a workbook, or CSV that no spreadsheet program takes for formulas.

A workbook says who took it out and when; CSV is read by programs and holds the table alone. The journal has
the digest of both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

from sikao.core.sheets.composing import workbook_bytes
from sikao.core.sheets.csv_text import csv_bytes
from sikao.core.sheets.drafts import Draft, DraftCell, DraftSheet, Look
from sikao.interfaces.web.office.tasks.files import SHEET
from sikao.interfaces.web.office.worded import moment_words
from sikao.office.accounts.exports import is_allowed
from sikao.office.accounts.queries import person_names
from sikao.office.cycle.taking_out import Made, Question

CSV = "text/csv; charset=utf-8"
TOLD_ROWS = 1000
"""After so many rows it is said how far the list is."""
Value = str | Decimal | int
Told = Callable[[int], None]
"""Is told how many rows are composed."""


@dataclass(frozen=True, slots=True)
class Table:
    """A list to be taken out; ``name`` is the beginning of the file's name.

    ``length`` counts the rows, which are composed only when they are read, in the language of that moment.
    """

    name: str
    title: str
    heads: Sequence[str]
    length: int
    rows: Iterable[Sequence[Value]]

    def file_name(self, question: Question) -> str:
        """What the file is called in the form that is asked for."""
        return f"sikao-{self.name}.{'csv' if is_csv(question) else 'xlsx'}"


Compose = Callable[[Question], Table]
"""Gives the list that answers a question."""


def is_csv(question: Question) -> bool:
    """Whether CSV is asked for; otherwise it is a workbook."""
    return question.given.get("form") == "csv"


def file_of(table: Table, question: Question, told: Told = lambda _: None) -> Made:
    """The list as a file; of one that is too long nothing is made."""
    as_csv, content = is_csv(question), b""
    if is_allowed(table.length):
        rows = _counted(table.rows, told)
        content = _csv(table, rows) if as_csv else _workbook(table, rows, _mark(question))
    return Made(table.file_name(question), CSV if as_csv else SHEET, table.length, content)


def _counted(rows: Iterable[Sequence[Value]], told: Told) -> Iterator[Sequence[Value]]:
    for number, row in enumerate(rows, 1):
        yield row
        if number % TOLD_ROWS == 0:
            told(number)


def _mark(question: Question) -> str:
    """Who takes it out, and when."""
    person = question.actor.person
    name = person_names(frozenset({person})).get(person, person)
    told = {"name": name, "code": person, "at": moment_words(question.at)}
    return gettext("%(name)s（%(code)s）导出于%(at)s") % told


def _csv(table: Table, rows: Iterable[Sequence[Value]]) -> bytes:
    return csv_bytes(table.heads, ([str(cell) for cell in row] for row in rows))


def _workbook(table: Table, rows: Iterable[Sequence[Value]], made: str) -> bytes:
    head = tuple(DraftCell(text, Look.HEADING) for text in table.heads)
    cells = (
        (DraftCell(table.title, Look.TITLE),),
        (DraftCell(made, Look.NOTE),),
        head,
        *(tuple(_cell(cell) for cell in row) for row in rows),
    )
    sheet = DraftSheet(name=table.title[:31], rows=cells, frozen=(3, 1))
    return workbook_bytes(Draft((sheet,), title=table.title))


def _cell(value: Value) -> DraftCell:
    return DraftCell(value, Look.TEXT if isinstance(value, str) else Look.NUMBER)
