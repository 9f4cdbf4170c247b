"""Entries of a form become figures once nothing forbids it."""

from decimal import Decimal

from sikao.core.figures.absence import Absence, Flag
from sikao.core.figures.forms import Reply, figures_of, understand_grid
from sikao.core.figures.table import Figures
from tests.core.figures.forms.samples import form


def test_accepted_entries_become_figures():
    sheet = form()
    entries = understand_grid(sheet, {(0, 0): "2.465亿", (1, 0): "不适用", (2, 0): "—", (0, 2): "3.5"})
    figures = figures_of(sheet, entries, source="commerce.xlsx")
    assert [(f.unit, f.value, f.unit_of_measure, f.absence, f.source) for f in figures] == [
        ("jimo", Decimal(24650), "wan_usd", None, "commerce.xlsx"),
        ("licang", None, "", Absence.NOT_APPLICABLE, "commerce.xlsx"),
    ]
    assert len(Figures.of(figures)) == 2
    assert entries.filled == 2


def test_figures_of_a_demonstration_say_so():
    sheet = form(synthetic=True)
    figures = figures_of(sheet, understand_grid(sheet, {(0, 0): "24650"}))
    assert figures[0].flags == frozenset({Flag.SYNTHETIC})


def test_every_slot_has_an_entry():
    sheet = form()
    entries = understand_grid(sheet, {})
    assert [entered.key for entered in entries] == [slot.key for slot in sheet.slots]
    assert {entered.reply for entered in entries} == {Reply.BLANK}
    assert entries[sheet.slots[0].key].raw == ""
    assert entries.raws == {} and not entries.failed
