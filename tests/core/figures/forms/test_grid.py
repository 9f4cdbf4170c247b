"""A whole grid: every finding at its cell, and what only shows beside other cells."""

from dataclasses import replace
from decimal import Decimal

import pytest

from sikao.core.figures.checking import Range
from sikao.core.figures.forms import EntryForm, SlotKey, understand_grid
from sikao.core.figures.measures import STANDARD_MEASURES
from sikao.core.figures.table import Kind
from sikao.core.wording import Place, Severity
from tests.core.figures.forms.samples import HALF, UNITS, codes, form, own_report, slot

FILLED = {
    (0, 0): "24650", (0, 1): "5.2", (0, 2): "12",
    (1, 0): "9240", (1, 1): "-1.4", (1, 2): "7",
    (2, 0): "56000", (2, 1): "3.3", (2, 2): "31",
    (3, 0): "12900", (3, 2): "15",
}  # fmt: skip


def test_a_good_sheet_has_no_findings():
    entries = understand_grid(form(), FILLED, complete=True)
    assert entries.findings == ()
    assert (entries.filled, entries.failed) == (11, False)


def test_cells_may_be_given_by_slot():
    sheet = form()
    by_key = {slot.key: FILLED[sheet.position(slot.key)] for slot in sheet.slots}
    assert understand_grid(sheet, by_key) == understand_grid(sheet, FILLED)
    assert understand_grid(sheet, by_key).raws == by_key


def test_findings_stand_at_their_cells():
    entries = understand_grid(form(), FILLED | {(0, 0): "2.465", (2, 1): "—"})
    assert [(f.code, f.where.cell, f.where.path) for f in entries.findings] == [
        ("number.magnitude_stopped", "A1", "jimo/fdi/level/2020-01..06"),
        ("form.cumulative_fell", "A1", "jimo/fdi/level/2020-01..06"),
        ("form.queried", "B3", "chengyang/trade/export/growth/2020-01..06"),
    ]
    assert entries.failed


def test_blanks_are_errors_only_when_the_sheet_must_be_complete():
    some = {(0, 0): "24650"}
    assert understand_grid(form(), some).findings == ()
    complete = understand_grid(form(), some, complete=True)
    assert codes(complete.findings) == ["form.unfilled"] * 10
    assert complete.findings[0].what("zh") == "即墨区 外贸出口增速：没有填写。"


def test_what_stands_where_nothing_is_asked_is_refused():
    nowhere = {(3, 1): "4.1", (7, 0): "合计", (8, 0): "  "}
    assert [(f.code, f.where.cell) for f in understand_grid(form(), nowhere).findings] == [
        ("form.no_slot", "B4"),
        ("form.no_slot", "A8"),
    ]
    unknown = {SlotKey("laixi", "fdi", Kind.LEVEL, HALF): "3"}
    assert [f.where.path for f in understand_grid(form(), unknown).findings] == [
        "laixi/fdi/level/2020-01..06"
    ]


def contained(whole_measure: str = "wan_usd") -> EntryForm:
    zone = slot("gaoxin")
    district = slot("chengyang", measure=STANDARD_MEASURES[whole_measure])
    return form([zone, district], contained=((zone.key, district.key),))


def test_a_part_beyond_its_whole_is_asked_about():
    findings = understand_grid(contained(), {(0, 0): "57000", (1, 0): "56000"}).findings
    assert [(f.code, f.severity, len(f.parts)) for f in findings] == [
        ("form.part_beyond_whole", Severity.WARNING, 2)
    ]
    assert understand_grid(contained(), {(0, 0): "56000", (1, 0): "56000"}).findings == ()
    assert understand_grid(contained(), {(0, 0): "57000"}).findings == ()
    # Where the whole is below zero, a part may well be larger.
    assert understand_grid(contained(), {(0, 0): "57", (1, 0): "-560"}).findings == ()


def test_part_and_whole_are_compared_in_one_unit():
    assert codes(understand_grid(contained("yi_usd"), {(0, 0): "57000", (1, 0): "5.6"}).findings) == [
        "form.part_beyond_whole"
    ]
    assert understand_grid(contained("percent"), {(0, 0): "57000", (1, 0): "5.6"}).findings == ()


def down(text: str, column: int = 0, **changes: object) -> list[str]:
    item = ["fdi", "trade/export", "projects"][column]
    asked = form([slot(unit, item, **changes) for unit in UNITS])
    return codes(understand_grid(asked, {(row, 0): text for row in range(4)}).findings)


def test_one_figure_for_all_units_is_asked_about():
    assert down("24650") == ["form.all_equal"]


@pytest.mark.parametrize(
    ("text", "column", "changes"),
    [
        ("0", 0, {}),
        ("3.2", 1, {}),
        ("3", 2, {}),
        ("25000", 0, {"target": Decimal(25000)}),
        ("25000", 0, {"declared": Range(Decimal(0), Decimal(25000))}),
        ("100", 1, {"kind": Kind.LEVEL}),
        ("未报", 0, {}),
    ],
)
def test_figures_that_may_well_be_equal_are_not(text: str, column: int, changes: dict[str, object]):
    assert down(text, column, **changes) == []


def test_two_equal_figures_may_be_chance():
    assert understand_grid(form(), {(0, 0): "24650", (1, 0): "24650"}).findings == ()


LAST = {(0, 0): "22000", (1, 0): "8130.5", (2, 0): "41200", (3, 0): "12000"}


def test_a_copy_of_last_year_is_told_once():
    findings = understand_grid(form(), LAST).findings
    assert [(f.code, len(f.parts)) for f in findings] == [("form.copied_last_year", 4)]
    assert findings[0].what("zh") == "实际使用外资：4 个数全部与上年同期相同。"


def test_a_telling_figure_of_last_year_is_told_by_itself():
    findings = understand_grid(form(), LAST | {(0, 0): "24650"}).findings
    assert [(f.code, f.where.cell) for f in findings] == [("form.same_as_last_year", "A2")]


@pytest.mark.parametrize(("number", "told"), [("4123", ["form.same_as_last_year"]), ("412", [])])
def test_four_digits_are_telling(number: str, told: list[str]):
    asked = form([slot(last_year=Decimal(number)), slot("licang", last_year=Decimal(9000))])
    assert codes(understand_grid(asked, {(0, 0): number, (1, 0): "9240"}).findings) == told


def test_one_unit_copying_last_year_is_told_of_the_form():
    report = own_report()
    same = [
        replace(slot, last_year=Decimal(number))
        for slot, number in zip(report.slots, ("22000", "4.5", "12"), strict=True)
    ]
    findings = understand_grid(form(same), {(0, 0): "22000", (1, 0): "4.5", (2, 0): "12"}).findings
    assert codes(findings) == ["form.copied_last_year"]
    assert findings[0].what("en") == "this form: all 3 figures are those of last year."


def test_places_are_the_callers():
    entries = understand_grid(
        form(), {(0, 0): "x"}, place=lambda slot: Place(sheet="填报", cell="C7", path=slot.unit)
    )
    assert entries.findings[0].where == Place(sheet="填报", cell="C7", path="jimo")
