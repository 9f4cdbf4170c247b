"""Writes a scheme as one workbook, and gives a workbook back with its faults marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path as FilePath

from sikao.core.scheme.model import Scheme
from sikao.core.scheme.workbook import columns as form
from sikao.core.scheme.workbook.columns import Column
from sikao.core.scheme.workbook.content import HEAD_ROW, pages
from sikao.core.scheme.workbook.dressing import codes_in, dress
from sikao.core.scheme.workbook.guide import guide_sheet
from sikao.core.scheme.workbook.reading import LISTS, PASSED_OVER
from sikao.core.scheme.workbook.sheets_in import clean_heading
from sikao.core.scheme.workbook.trees import points_heading
from sikao.core.sheets import (
    Draft,
    DraftSheet,
    Sheet,
    Workbook,
    content,
    mark_workbook,
    replace_files,
    workbook_bytes,
)
from sikao.core.wording import Finding, Language


def scheme_workbook_bytes(scheme: Scheme) -> bytes:
    """The scheme as an .xlsx file; the same scheme gives the same bytes."""
    workbook = Workbook((guide_sheet(), *(page.sheet for page in pages(scheme))))
    layout = _Layout(workbook)
    return workbook_bytes(Draft(tuple(layout(sheet) for sheet in workbook.sheets), scheme.title, LISTS))


def write_scheme_workbook(scheme: Scheme, path: FilePath) -> None:
    """Write the scheme as one workbook in a place that is free, or raise ``FindingsError``."""
    replace_files(path.parent, {path.name: content(scheme_workbook_bytes(scheme))})


def mark_scheme_workbook(workbook: Workbook, findings: Sequence[Finding], *, lang: Language = "zh") -> bytes:
    """A scheme's workbook as a fresh file in the form's own looks, every faulty cell marked and commented."""
    kept = Workbook(tuple(sheet for sheet in workbook.sheets if sheet.name != LISTS), workbook.file)
    return mark_workbook(kept, findings, lang=lang, layout=_Layout(kept))


class _Layout:
    """Dresses the sheets of one workbook of the form."""

    def __init__(self, workbook: Workbook) -> None:
        self.codes = codes_in(workbook)

    def __call__(self, sheet: Sheet) -> DraftSheet:
        return dress(sheet, _columns_on(sheet), self.codes)


def _columns_on(sheet: Sheet) -> Mapping[int, Column]:
    """The columns of a sheet by their number, recognised by the headings where the form puts them."""
    if sheet.name in {form.FRAME, *PASSED_OVER}:
        return {}
    known = {column.heading: column for column in _known_columns(sheet.name)}
    headings = {number: clean_heading(sheet.text(HEAD_ROW, number)) for number in range(1, sheet.width + 1)}
    found = {
        number: known.get(heading)
        or points_heading(heading)
        or (Column(heading, heading, form.ANY) if heading else None)
        for number, heading in headings.items()
    }
    return {number: column for number, column in found.items() if column is not None}


def _known_columns(sheet: str) -> tuple[Column, ...]:
    tables = {form.section(key): form.record_of(key) for key in form.TABLE_SECTIONS}
    if sheet in tables:
        return form.columns_of(tables[sheet])
    others = {
        form.section("registers"): form.columns_of("Register", without=("entries",)),
        form.MEMBERS: form.member_columns(),
        form.section("grades"): form.grade_columns(),
        form.section("scorecards"): form.scorecard_columns(),
        form.CHECKPOINT_TABLES: form.checkpoint_table_columns(),
        form.OVERRIDES: form.override_columns(),
        form.section("parameters"): form.parameter_columns(()),
    }
    return others.get(sheet) or (form.node_columns() if sheet.startswith(form.NODES) else ())
