"""The one table: units in official order across, indicators down, only columns of what may be told."""

from dataclasses import replace
from decimal import Decimal

import pytest

from sikao.office.bulletins.content.standing import Disclosed
from sikao.office.bulletins.content.tables import grade_table, measure_text, wide_table
from sikao.office.bulletins.document import Look
from tests.office.bulletins.content.hiding import without
from tests.office.bulletins.making import three


def texts(line):
    return [cell.text for cell in line.cells]


def test_value_points_and_place_with_its_change():
    table = wide_table(three(), "zh", "")
    assert [column.heading for column in table.columns][:5] == ["指标", "分值", "数据", "得分", "位次"]
    assert [column.group for column in table.columns][2::3] == ["东区", "中区", "西市"]
    assert texts(table.lines[0]) == [
        *("总分", "100", "", "90.00", "1↑2", "", "80.50", "2→", "", "70.00", "3↓2"),
    ]
    assert texts(table.lines[1]) == ["等次", "优秀", "良好", "良好"]
    # 7.805 is rounded half up, and its line has two decimals throughout.
    # What is doubted is marked; who has no points says why, once.
    assert texts(table.lines[3]) == [
        *("固定资产投资增速（%）", "40", "7.81", "36.00", "1→", "−5.20※", "32.00", "2→", "不适用"),
    ]
    assert table.lines[2].look is Look.BLOCK and table.lines[3].look is Look.PLAIN


def test_numbers_stay_exact_beside_their_texts():
    line = wide_table(three(), "zh", "").lines[3]
    assert [cell.number for cell in line.cells[2:5]] == [Decimal("7.805"), Decimal(36), Decimal(1)]


@pytest.mark.parametrize("told", list(Disclosed))
def test_every_line_covers_every_column(told):
    table = wide_table(without(three(), told), "zh", "")
    for line in table.lines:
        assert sum(cell.span for cell in line.cells) == len(table.columns)


def test_what_may_not_be_told_has_no_column():
    places = wide_table(without(three(), Disclosed.RANKS), "zh", "")
    assert {column.heading for column in places.columns} == {"指标", "数据", "位次"}
    points = wide_table(without(three(), Disclosed.POINTS), "zh", "")
    assert {column.heading for column in points.columns} == {"指标", "分值", "数据", "得分"}
    assert not [note for note in points.notes if "箭头" in note]


def test_the_list_of_grades_has_grades_alone():
    table = grade_table(without(three(), Disclosed.GRADES), "zh", "")
    assert [texts(line) for line in table.lines] == [
        ["1", "东区", "优秀"],
        ["2", "中区", "良好"],
        ["3", "西市", "良好"],
    ]


def test_a_measure_without_a_unit_has_no_brackets():
    assert texts(wide_table(three(), "zh", "").lines[4])[0] == "进出口"
    assert texts(wide_table(three(), "en", "").lines[3])[0] == "固定资产投资增速 (%)"
    assert measure_text(three().rows[1].cells["middle"].measure) == "−5.2"


def test_beside_many_units_there_is_no_room_for_values():
    standing = three()
    units = tuple(replace(standing.units[0], code=f"u{i}") for i in range(15))
    rows = tuple(
        replace(row, cells={unit.code: row.cells["east"] for unit in units}) for row in standing.rows
    )
    table = wide_table(replace(standing, units=units, rows=rows), "zh", "")
    assert {column.heading for column in table.columns} == {"指标", "分值", "得分", "位次"}
    assert texts(table.lines[3])[0] == "固定资产投资增速"
