"""Where a form's cells stand in a workbook, and the headings by which a reader knows that nothing was moved.

A line is headed by its unit, or by item, unit of measure and period; so is what stands across. Each heading
is a few cells: rows at the top, columns at the left.
"""

from __future__ import annotations

from collections import Counter

from sikao.core.figures.forms.form import Column, EntryForm, EntrySlot
from sikao.core.sheets import cell_name
from sikao.core.wording import Language, Place, Term

ENTRY = Term("填报", "Entry")
REFERENCE = Term("参考", "For reference")
HEAD_ROW = 5
"""The first row of headings; above it stand the title and how to fill the form in."""

UNIT, ITEM = Term("单位", "Unit"), Term("指标", "Item")
MEASURE, PERIOD = Term("计量单位", "Unit of measure"), Term("期间", "Period")
CORNER = (ITEM, MEASURE, PERIOD)

Heading = tuple[str, ...]


def line_headings(form: EntryForm, lang: Language) -> tuple[Heading, ...]:
    """What stands at the left of each row of cells."""
    return _units(form, lang) if form.by_units else _items(form, lang)


def across_headings(form: EntryForm, lang: Language) -> tuple[Heading, ...]:
    """What stands above each column of cells."""
    return _items(form, lang) if form.by_units else _units(form, lang)


def _units(form: EntryForm, lang: Language) -> tuple[Heading, ...]:
    names = {slot.unit: slot.unit_name.text(lang) for slot in form.slots}
    shared = Counter(names.values())
    return tuple(
        (names[unit] if shared[names[unit]] == 1 else f"{names[unit]} [{unit}]",) for unit in form.units
    )


def _items(form: EntryForm, lang: Language) -> tuple[Heading, ...]:
    first: dict[Column, EntrySlot] = {}
    for slot in form.slots:
        first.setdefault(slot.column, slot)
    plain = {
        column: (slot.item.text(lang), slot.measure.term.text(lang), column.period.label(lang))
        for column, slot in first.items()
    }
    shared = Counter(plain.values())
    return tuple(
        heading if shared[heading] == 1 else (f"{heading[0]} [{column.indicator}]", *heading[1:])
        for column, heading in plain.items()
    )


def first_cell(form: EntryForm) -> tuple[int, int]:
    """Row and column of the first cell to be filled in, counted from 1."""
    across, down = (3, 1) if form.by_units else (1, 3)
    return HEAD_ROW + across, 1 + down


def cell_of(form: EntryForm, slot: EntrySlot) -> tuple[int, int]:
    """Row and column of a slot's cell, counted from 1."""
    (top, left), (down, across) = first_cell(form), form.position(slot.key)
    return top + down, left + across


def place_of(form: EntryForm, slot: EntrySlot, lang: Language, file: str | None = None) -> Place:
    """The place of a slot's cell in a workbook."""
    return Place(file=file, sheet=ENTRY.text(lang), cell=cell_name(*cell_of(form, slot)), path=str(slot.key))
