"""The layout of a form: units down and items across, or one unit's items down."""

from dataclasses import replace

import pytest

from sikao.core.figures.absence import Absence
from sikao.core.figures.forms import Column, SlotKey
from sikao.core.figures.measures import STANDARD_MEASURES
from sikao.core.figures.table import Kind
from sikao.core.wording import Place
from tests.core.figures.forms.samples import HALF, fdi, form, own_report, slot


def test_a_bureau_sheet_has_units_down_and_items_across():
    sheet = form()
    assert sheet.lines == ("jimo", "licang", "chengyang", "gaoxin")
    assert sheet.across == (
        Column("fdi", Kind.LEVEL, HALF),
        Column("trade/export", Kind.GROWTH, HALF),
        Column("projects", Kind.LEVEL, HALF),
    )
    chengyang = SlotKey("chengyang", "projects", Kind.LEVEL, HALF)
    assert sheet.position(chengyang) == (2, 2)
    found = sheet.at((2, 2))
    assert found is not None and found.key == chengyang
    assert sheet.slot(chengyang) is found


def test_where_nothing_is_asked_there_is_no_slot():
    assert form().at((3, 1)) is None
    assert form().at((9, 0)) is None
    assert form().slot(SlotKey("gaoxin", "trade/export", Kind.GROWTH, HALF)) is None
    with pytest.raises(KeyError):
        form().position(SlotKey("laixi", "fdi", Kind.LEVEL, HALF))


def test_one_unit_has_its_items_down():
    report = own_report()
    assert report.across == ("jimo",)
    assert [line.indicator for line in report.lines if isinstance(line, Column)] == [
        "fdi",
        "trade/export",
        "projects",
    ]
    assert report.position(report.slots[2].key) == (2, 0)


def test_a_finding_leads_back_to_its_slot():
    sheet = form()
    where = sheet.place(sheet.slots[3])
    assert where == Place(cell="A2", path="licang/fdi/level/2020-01..06")
    assert sheet.slot_of(where) is sheet.slots[3]
    assert sheet.slot_of(Place(cell="A2")) is None
    assert sheet.named("gaoxin/projects/level/2020-01..06") is sheet.slots[-1]
    assert sheet.named("gaoxin") is None


def test_names_tell_the_kind_where_it_is_not_the_level():
    assert slot().item.zh == "实际使用外资"
    assert slot(kind=Kind.INCREMENT).item.zh == "实际使用外资（增量）"
    assert slot(kind=Kind.INCREMENT).name.en == "Jimo, Foreign investment used (increment)"
    assert [term.zh for term in slot().choices()] == ["未报", "不适用"]


@pytest.mark.parametrize(
    "changes", [{"unit": "即墨"}, {"indicator": "外资"}, {"absences": frozenset({Absence.UNDEFINED})}]
)
def test_a_slot_has_codes_and_absences_that_can_be_reported(changes: dict[str, object]):
    with pytest.raises(ValueError, match="code|absences"):
        replace(fdi(), **changes)


def test_a_form_asks_for_each_figure_once():
    with pytest.raises(ValueError, match="once"):
        form([fdi(), fdi(measure=STANDARD_MEASURES["yi_usd"])])
    with pytest.raises(ValueError, match="once"):
        form([])


def test_part_and_whole_are_slots_of_the_form():
    sheet = form()
    with pytest.raises(ValueError, match="part and whole"):
        replace(sheet, contained=((sheet.slots[0].key, SlotKey("laixi", "fdi", Kind.LEVEL, HALF)),))
