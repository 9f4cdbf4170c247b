"""Headings of a filled-in workbook against those of its form: what was added, removed, moved or renamed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sikao.core.figures.forms.form import EntryForm, SlotKey
from sikao.core.figures.forms.layout import (
    HEAD_ROW,
    Heading,
    across_headings,
    first_cell,
    line_headings,
)
from sikao.core.sheets import Sheet, cell_name
from sikao.core.wording import Detail, Finding, Findings, Language, Place, Term

ROW, COLUMN = Term("行", "row"), Term("列", "column")


@dataclass(frozen=True, slots=True)
class _Axis:
    """The headings of rows, or of columns: as they should be and as they are, by row or column."""

    name: Term
    wanted: Mapping[int, Heading]
    found: Mapping[int, Heading]
    place: Callable[[int], Place]

    def by_heading(self) -> dict[Heading, int]:
        """Where each heading stands that is there once."""
        often = Counter(self.found.values())
        return {heading: number for number, heading in self.found.items() if often[heading] == 1}


def check_headings(
    form: EntryForm, sheet: Sheet, lang: Language, file: str | None = None
) -> tuple[Finding, ...]:
    """Nothing when every row and column stands where the form has it; else an error for each that is not."""
    rows, columns = _axes(form, sheet, lang, file)
    return Findings((*_compared(rows), *_compared(columns))).sorted()


def cells_by_heading(form: EntryForm, sheet: Sheet, lang: Language) -> dict[SlotKey, tuple[int, int]]:
    """Row and column of each slot in the sheet, found by their headings; slots whose heading is missing, or
    there twice, are left out. In a sheet as it was these are the places of the form.
    """
    rows, columns = (axis.by_heading() for axis in _axes(form, sheet, lang, None))
    lines, across = line_headings(form, lang), across_headings(form, lang)
    cells: dict[SlotKey, tuple[int, int]] = {}
    for slot in form.slots:
        line, column = form.position(slot.key)
        place = (rows.get(lines[line]), columns.get(across[column]))
        if place[0] is not None and place[1] is not None:
            cells[slot.key] = (place[0], place[1])
    return cells


def _axes(form: EntryForm, sheet: Sheet, lang: Language, file: str | None) -> tuple[_Axis, _Axis]:
    """The headings of the rows, and those of the columns."""
    top, left = first_cell(form)

    def at(row: int, column: int) -> Place:
        return Place(file=file, sheet=sheet.name, cell=cell_name(row, column))

    rows = {
        row: texts
        for row in range(top, sheet.height + 1)
        if any(texts := tuple(sheet.text(row, column) for column in range(1, left)))
    }
    columns = {
        column: texts
        for column in range(left, sheet.width + 1)
        if any(texts := tuple(sheet.text(row, column) for row in range(HEAD_ROW, top)))
    }
    wanted_rows = dict(enumerate(line_headings(form, lang), top))
    wanted_columns = dict(enumerate(across_headings(form, lang), left))
    return (
        _Axis(ROW, wanted_rows, rows, lambda row: at(row, 1)),
        _Axis(COLUMN, wanted_columns, columns, lambda column: at(HEAD_ROW, column)),
    )


def _compared(axis: _Axis) -> Findings:
    told = Findings()
    known, there = set(axis.wanted.values()), set(axis.found.values())
    renamed = {
        number
        for number, heading in axis.wanted.items()
        if heading not in there and axis.found.get(number, heading) not in known
    }
    seen: set[Heading] = set()
    for number, heading in axis.found.items():
        where = axis.place(number)
        details: dict[str, Detail] = {"axis": axis.name, "text": _text(heading)}
        if number in renamed:
            told.error("form.line_renamed", where, expected=_text(axis.wanted[number]), **details)
        elif heading not in known:
            told.error("form.line_added", where, **details)
        elif heading in seen:
            told.error("form.line_twice", where, **details)
        seen.add(heading)
    for number, heading in axis.wanted.items():
        if heading not in there and number not in renamed:
            told.error("form.line_removed", axis.place(number), axis=axis.name, text=_text(heading))
    if not told.failed:
        _moved(axis, told)
    return told


def _moved(axis: _Axis, told: Findings) -> None:
    for number, heading in axis.found.items():
        if axis.wanted.get(number) != heading:
            told.error("form.line_moved", axis.place(number), axis=axis.name, text=_text(heading))


def _text(heading: Heading) -> str:
    return " / ".join(part for part in heading if part)
