"""Reading the workbook: every cell at fault becomes a finding with its place, all of them at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sikao.core.sheets import Sheet, Workbook, cell_name
from sikao.core.wording import Findings, Listed, Place
from sikao.office.accounts.inputs import CODE, CODE_FORM, FIRST, LAST, LOGIN, LOGIN_FORM, Inputs
from sikao.office.accounts.register.form import (
    FORMS,
    GRANTS,
    ORGANISATIONS,
    PEOPLE,
    WORDS,
    Column,
    Form,
    GrantLine,
    OrganisationLine,
    PersonLine,
    Register,
)

DAYS = frozenset({"since", "last_day", "expires_on"})
SHAPES = {
    "code": (CODE, CODE_FORM),
    "organisation": (CODE, CODE_FORM),
    "login": (LOGIN, LOGIN_FORM),
}


def read_register(workbook: Workbook) -> tuple[Register, Findings]:
    """What a workbook says, and everything wrong with it; the register is whole without errors only."""
    found = Findings(most=200, more="sheet.more_findings")
    rows: dict[str, list[dict[str, Any]]] = {form.name: [] for form in FORMS}
    for form in FORMS:
        sheet = workbook.sheet(form.name)
        if sheet is None:
            found.error("workbook.missing_sheet", Place(file=workbook.file), sheet=form.name)
            continue
        rows[form.name] = list(_lines(sheet, form, workbook.file, found))
    if found.failed:
        return Register(), found
    register = Register(
        tuple(OrganisationLine(**row) for row in rows[ORGANISATIONS.name]),
        tuple(PersonLine(**row) for row in rows[PEOPLE.name]),
        tuple(GrantLine(**row) for row in rows[GRANTS.name]),
    )
    _check_doubles(register, workbook.file, found)
    return register, found


def place(file: str | None, form: Form, field: str, row: int) -> Place:
    """The cell of a field."""
    column = next(number for number, one in enumerate(form.columns, 1) if one.field == field)
    return Place(file=file, sheet=form.name, cell=cell_name(row, column))


def _lines(sheet: Sheet, form: Form, file: str | None, found: Findings) -> Iterator[dict[str, Any]]:
    for number, one in enumerate(form.columns, 1):
        if sheet.text(1, number).strip() != one.heading:
            where = Place(file=file, sheet=sheet.name, cell=cell_name(1, number))
            found.error("workbook.missing_heading", where, heading=one.heading)
    for row, column in sheet.cells:
        if column > len(form.columns):
            where = Place(file=file, sheet=sheet.name, cell=cell_name(row, column))
            found.error("workbook.outside", where, text=sheet.text(row, column))
    if found.failed:
        return
    for row in range(2, sheet.height + 1):
        texts = {one.field: sheet.text(row, number) for number, one in enumerate(form.columns, 1)}
        if any(text.strip() for text in texts.values()):
            yield _line(texts, form, row, file, found)


def _line(
    texts: Mapping[str, str], form: Form, row: int, file: str | None, found: Findings
) -> dict[str, Any]:
    line: dict[str, Any] = {"row": row}
    for column in form.columns:
        at_fault = Inputs()
        line[column.field] = _value(column, texts[column.field], at_fault)
        where = place(file, form, column.field, row)
        for finding in at_fault.found:
            found.error(finding.code, where, **finding.details)
    return line


def _value(column: Column, given: str, asked: Inputs) -> str | date | None:
    field, text = column.field, given.strip()
    if not text:
        if column.needed:
            asked.wrong(field, "workbook.required", heading=column.heading)
        return None if field in DAYS else ""
    if field in DAYS:
        return _day(field, text, asked)
    if field in WORDS:
        return _word(field, text, asked)
    if field in SHAPES:
        return asked.shaped(field, text, *SHAPES[field])
    return asked.text(field, text, column.most)


def _day(field: str, text: str, asked: Inputs) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or not FIRST <= day < LAST:
        asked.wrong(field, "field.day", given=text)
    return day


def _word(field: str, text: str, asked: Inputs) -> str:
    known = WORDS[field]
    for code, term in known.items():
        if text in {code, term.zh, term.en}:
            return code
    asked.wrong(field, "field.choice", given=text, known=Listed.of(known.values()))
    return ""


def _check_doubles(register: Register, file: str | None, found: Findings) -> None:
    lists: tuple[tuple[Form, str, tuple[Any, ...]], ...] = (
        (ORGANISATIONS, "code", register.organisations),
        (PEOPLE, "staff_number", register.people),
        (PEOPLE, "login", register.people),
    )
    for form, field, lines in lists:
        seen: dict[str, int] = {}
        for line in lines:
            value = getattr(line, field)
            if value and value in seen:
                where = place(file, form, field, line.row)
                found.error("register.doubled", where, text=value, row=str(seen[value]))
            seen.setdefault(value, line.row)
    held: dict[tuple[str, str, str], int] = {}
    for grant in register.grants:
        row = held.setdefault((grant.staff_number, grant.role, grant.organisation), grant.row)
        if row != grant.row:
            where = place(file, GRANTS, "role", grant.row)
            found.error("register.doubled_grant", where, row=str(row))
