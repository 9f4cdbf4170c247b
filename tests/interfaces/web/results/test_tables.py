"""How the one-page table of many units is split over sheets of paper."""

import dataclasses

import pytest

from sikao.interfaces.web.results.tables import MOST_ON_A_SHEET, UNITS_A_SHEET, one_table


@pytest.fixture
def of_units(standing):
    """The demonstration's table with its columns repeated until there are so many units."""
    table = one_table(standing(), "districts")

    def widened(count):
        def repeated(entries):
            return tuple(entries[at % len(entries)] for at in range(count))

        rows = tuple(dataclasses.replace(row, cells=repeated(row.cells)) for row in table.rows)
        total = dataclasses.replace(table.total, cells=repeated(table.total.cells))
        units, grades = repeated(table.units), repeated(table.grades)
        return dataclasses.replace(table, units=units, rows=rows, total=total, grades=grades)

    return widened


def test_what_one_sheet_holds_is_not_split(of_units):
    assert of_units(MOST_ON_A_SHEET).sheets == ()


@pytest.mark.parametrize(
    ("units", "sizes"), [(21, [10, 11]), (76, [15, 15, 15, 15, 16]), (100, [14] * 5 + [15] * 2)]
)
def test_sheets_are_as_even_as_can_be_and_hold_every_unit_once(of_units, units, sizes):
    table = of_units(units)
    sheets = table.sheets
    assert sorted(len(sheet.units) for sheet in sheets) == sizes
    assert max(sizes) <= UNITS_A_SHEET
    assert [sheet.first for sheet in sheets[1:]] == [sheet.last + 1 for sheet in sheets[:-1]]
    assert (sheets[0].first, sheets[-1].last) == (1, units)
    assert tuple(unit for sheet in sheets for unit in sheet.units) == table.units
    for at, row in enumerate(table.rows):
        assert tuple(cell for sheet in sheets for cell in sheet.rows[at].cells) == row.cells


def test_a_cell_without_points_says_what_kind_of_absence_it_is(standing):
    table = one_table(standing(), "districts")
    water = next(row for row in table.rows if row.name == "地表水考核断面达标率")
    assert (water.cells[0].score.points, water.cells[0].value) == (None, "不适用")
