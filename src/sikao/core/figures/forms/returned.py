"""Reads a workbook that was filled in: through the gate, then the stamp, the headings, and every cell.

A workbook of another task, period or provider is refused by its stamp; rows and columns that were added,
removed, moved, doubled or renamed by their headings. Only then are cells read by their places.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sikao.core.figures.forms.entered import Entered, Entries
from sikao.core.figures.forms.form import EntryForm, EntrySlot, SlotKey
from sikao.core.figures.forms.grid import understand_grid
from sikao.core.figures.forms.headings import cells_by_heading, check_headings
from sikao.core.figures.forms.layout import ENTRY, HEAD_ROW, REFERENCE, first_cell, place_of
from sikao.core.figures.forms.stamp import STAMP_NAME, Stamp, read_stamp, stamp_of
from sikao.core.figures.forms.template import form_limits
from sikao.core.figures.measures import STANDARD_MEASURES, MeasureTable
from sikao.core.sheets import LIST_NAME, Limits, Scan, Sheet, Workbook, cell_name, scan_workbook
from sikao.core.sheets.child import Run, read_apart
from sikao.core.wording import Finding, Findings, Place


def scan_form(
    content: bytes, form: EntryForm | None, run: Run | None = None, *, name: str | None = None
) -> Scan:
    """What the gate makes of an uploaded workbook, held to the size of the form.

    Without a form, to learn from its stamp which one it is, the usual limits hold. With ``run`` it is read
    in a process of its own, as every file is that strangers send.
    """
    limits = Limits(hidden_sheets=frozenset({STAMP_NAME})) if form is None else form_limits(form)
    if run is None:
        return scan_workbook(content, limits=limits, name=name)
    return read_apart(content, run, limits=limits, name=name)


def read_form(
    source: bytes | Scan,
    form: EntryForm,
    *,
    name: str | None = None,
    complete: bool = False,
    measures: MeasureTable = STANDARD_MEASURES,
) -> tuple[Entries | None, tuple[Finding, ...]]:
    """What was filled in, and everything found; nothing may be taken when a finding is an error.

    Entries beside errors are there to be given back marked; where rows were sorted or added, they were found
    by their headings. There are none when the workbook is not this form's. The token is compared, not
    verified.
    """
    scan = scan_form(source, form, name=name) if isinstance(source, bytes) else source
    if scan.workbook is None:
        return None, scan.findings
    found = Findings()
    stamp = _recognised(scan.workbook, form, found)
    sheet = None if stamp is None else _entry_sheet(scan.workbook, stamp, found)
    if stamp is None or sheet is None:
        return None, _together(scan, found)
    file = scan.workbook.file
    found.extend(check_headings(form, sheet, stamp.lang, file))
    if not found.failed:
        found.extend(_strays(form, sheet, file))
    cells = cells_by_heading(form, sheet, stamp.lang)
    lang = stamp.lang

    def place(slot: EntrySlot) -> Place:
        cell = cells.get(slot.key)
        plain = place_of(form, slot, lang, file)
        return plain if cell is None else replace(plain, cell=cell_name(*cell))

    texts = {key: sheet.text(*cell) for key, cell in cells.items()}
    entries = understand_grid(form, texts, place=place, complete=complete, measures=measures)
    entries = _with_gate(cells, entries, scan, sheet.name, found)
    return entries, entries.findings


def _together(scan: Scan, found: Findings) -> tuple[Finding, ...]:
    return Findings((*scan.findings, *found)).sorted()


def _recognised(workbook: Workbook, form: EntryForm, found: Findings) -> Stamp | None:
    """The workbook's stamp if it is that of the form; the first difference says what the workbook is."""
    stamp, where = read_stamp(workbook), Place(file=workbook.file)
    if stamp is None:
        found.error("form.not_template", where)
        return None
    own = stamp_of(form, stamp.lang)
    if stamp.provider != own.provider:
        names = {"given": stamp.provider_name, "expected": own.provider_name}
        found.error("form.other_provider", where, title=stamp.title, **names)
    elif stamp.period != own.period:
        found.error("form.other_period", where, title=stamp.title, given=stamp.period, expected=own.period)
    elif stamp.code != own.code:
        found.error("form.other_form", where, title=stamp.title, expected=own.title)
    elif stamp.version != own.version:
        found.error("form.other_version", where, given=stamp.version, expected=own.version)
    elif stamp.token != own.token:
        found.error("form.other_token", where)
    elif stamp.slots != own.slots:
        found.error("form.stamp_changed", where)
    return None if found.failed else stamp


def _entry_sheet(workbook: Workbook, stamp: Stamp, found: Findings) -> Sheet | None:
    name = ENTRY.text(stamp.lang)
    own = {name, REFERENCE.text(stamp.lang), STAMP_NAME, LIST_NAME}
    for sheet in workbook.sheets:
        if sheet.name not in own and sheet.cells:
            found.error("form.sheet_extra", Place(file=workbook.file, sheet=sheet.name), name=sheet.name)
    entry = workbook.sheet(name)
    if entry is None:
        found.error("form.sheet_missing", Place(file=workbook.file), name=name)
    return entry


def _strays(form: EntryForm, sheet: Sheet, file: str | None) -> Iterator[Finding]:
    """Texts below the first heading that stand neither in a heading nor in a slot."""
    top, left = first_cell(form)
    last_row, last_column = top + len(form.lines) - 1, left + len(form.across) - 1
    found = Findings()
    for (row, column), cell in sheet.cells.items():
        inside = row <= last_row and column <= last_column
        head = inside and (row < top or column < left)
        asked = form.at((row - top, column - left)) is not None
        if row >= HEAD_ROW and not head and not asked and cell.text.strip():
            where = Place(file=file, sheet=sheet.name, cell=cell_name(row, column))
            found.error("form.no_slot", where, text=cell.text)
    yield from found


def _with_gate(
    cells: Mapping[SlotKey, tuple[int, int]], entries: Entries, scan: Scan, sheet: str, found: Findings
) -> Entries:
    """The entries with what the gate found: at its cell where it concerns one, so that it is not accepted."""
    keys = {cell_name(*cell): key for key, cell in cells.items()}
    by_key: dict[SlotKey, list[Finding]] = {}
    others = [*found, *entries.others]
    for finding in scan.findings:
        key = keys.get(finding.where.cell or "") if finding.where.sheet == sheet else None
        if key is None:
            others.append(finding)
        else:
            by_key.setdefault(key, []).append(finding)
    return Entries(_joined(entries.by_key, by_key), Findings(others).sorted())


def _joined(
    entered: Mapping[SlotKey, Entered], gate: Mapping[SlotKey, list[Finding]]
) -> dict[SlotKey, Entered]:
    return {
        key: replace(one, findings=(*gate[key], *one.findings)) if key in gate else one
        for key, one in entered.items()
    }
