"""Where the cells of a form stand in its workbook."""

import pytest

from sikao.core.figures.forms.layout import (
    across_headings,
    cell_of,
    first_cell,
    line_headings,
    place_of,
)
from sikao.core.wording import Language, Place
from tests.core.figures.forms.samples import form, own_report


def test_cells_stand_below_and_beside_their_headings():
    assert first_cell(form()) == (8, 2)
    assert first_cell(own_report()) == (6, 4)
    assert cell_of(form(), form().slots[-1]) == (11, 4)
    assert cell_of(own_report(), own_report().slots[-1]) == (8, 4)


@pytest.mark.parametrize(("lang", "sheet"), [("zh", "填报"), ("en", "Entry")])
def test_the_place_of_a_slot_names_sheet_cell_and_key(lang: Language, sheet: str):
    place = place_of(form(), form().slots[0], lang, "外资.xlsx")
    assert place == Place(file="外资.xlsx", sheet=sheet, cell="B8", path="jimo/fdi/level/2020-01..06")


def test_headings_are_of_units_or_of_items():
    assert line_headings(form(), "en") == (("Jimo",), ("Licang",), ("Chengyang",), ("High-tech Zone",))
    assert across_headings(form(), "zh")[2] == ("新开工项目", "个", "2020年上半年")
    assert line_headings(own_report(), "zh")[2] == ("新开工项目", "个", "2020年上半年")
    assert across_headings(own_report(), "zh") == (("即墨区",),)
