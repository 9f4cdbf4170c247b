"""Gives a form back with faulty cells marked: a fresh template with what was entered, never the upload."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sikao.core.figures.forms.entered import Entries
from sikao.core.figures.forms.form import EntryForm, EntrySlot
from sikao.core.figures.forms.layout import ENTRY, cell_of, place_of
from sikao.core.figures.forms.template import form_sheets
from sikao.core.sheets import Sheet, Workbook, cell_name, mark_workbook
from sikao.core.wording import Finding, Language, Place


def mark_form(
    form: EntryForm, entries: Entries | None, findings: Sequence[Finding], lang: Language = "zh"
) -> bytes:
    """The form as an .xlsx file with a list of findings in front and every faulty cell marked and commented.

    Findings may come from a page, from a workbook in either language, or from the gate. The file can be
    corrected and sent in again. Without entries the cells are blank. What was wrong with headings is listed
    and not marked, since they are right again.
    """
    drafts = {sheet.name: sheet for sheet in form_sheets(form, entries, lang)}
    book = Workbook(tuple(Sheet(name) for name in drafts))
    cells = {cell_name(*cell_of(form, slot)): slot for slot in form.slots}
    placed = [_placed(form, cells, finding, lang) for finding in findings]
    title = form.title.text(lang)
    return mark_workbook(book, placed, lang=lang, layout=lambda sheet: drafts[sheet.name], title=title)


def _placed(form: EntryForm, cells: Mapping[str, EntrySlot], finding: Finding, lang: Language) -> Finding:
    """The finding at the cell where this file has what it is about."""

    def here(where: Place) -> Place:
        slot = form.slot_of(where)
        if slot is None and where.sheet in {ENTRY.zh, ENTRY.en}:
            slot = cells.get(where.cell or "")
        if slot is not None:
            return place_of(form, slot, lang)
        return (
            Place(file=where.file, path=f"{where.sheet}!{where.cell}")
            if where.sheet and where.cell
            else where
        )

    return replace(finding, where=here(finding.where), parts=tuple(here(part) for part in finding.parts))
