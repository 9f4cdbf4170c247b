"""Scorecards as trees of rows: levels, points by group, and what differs beyond points."""

from decimal import Decimal

from sikao.core.scheme.model import Scheme
from sikao.core.scheme.workbook.trees import points_heading, tree_sheet_names
from tests.core.scheme.workbook.edits import edited, told


def test_sheet_names_hold_the_code_and_stay_apart_when_cut():
    long = "a" * 40
    names = tree_sheet_names(["districts", long, long[:39] + "b"])
    assert names["districts"] == "指标 districts"
    assert all(len(name) <= 31 for name in names.values())
    assert len(set(names.values())) == 3


def test_a_points_column_is_known_by_its_beginning():
    column = points_heading("分值·zones_open")
    assert column is not None
    assert column.key == "分值·zones_open"
    assert points_heading("分值") is None
    assert points_heading("分值·") is None


def test_a_column_for_a_group_is_added_by_its_heading(sample: Scheme):
    book = edited(sample)
    sheet = book.book["指标 counties"]
    new = sheet.max_column + 1
    sheet.cell(3, new).value = "分值·east"
    sheet.cell(book.row("指标 counties", "revenue_done"), new).value = 22
    reading = book.read()
    assert reading.scheme is not None, reading.findings
    nodes = {placed.node.code: placed.node for placed in reading.scheme.scorecards["counties"].walk()}
    assert nodes["revenue_done"].overrides["east"].points == Decimal(22)
    place = reading.places.at(
        "scorecards", "counties", "nodes", "revenue_done", "overrides", "east", "points"
    )
    assert (place.sheet, place.cell) == ("指标 counties", sheet.cell(5 + 1, new).coordinate)


def test_points_of_a_column_join_what_differs_on_the_other_sheet(sample: Scheme):
    book = edited(sample)
    sheet = book.book["指标 counties"]
    new = sheet.max_column + 1
    sheet.cell(3, new).value = "分值·south"
    sheet.cell(book.row("指标 counties", "ballot"), new).value = 7
    scheme = book.read().scheme
    assert scheme is not None
    nodes = {placed.node.code: placed.node for placed in scheme.scorecards["counties"].walk()}
    override = nodes["ballot"].overrides["south"]
    assert (override.points, override.weight) == (Decimal(7), Decimal("0.6"))


def test_levels_must_follow_each_other(sample: Scheme):
    book = edited(sample)
    row = book.row("指标 counties", "air")
    for value in (3, 0, "二"):
        book.book["指标 counties"].cell(row, 1).value = value
        assert (f"指标 counties!A{row}", "workbook.wrong_level") in told(book.read())


def test_a_row_moved_out_becomes_a_node_of_its_own(sample: Scheme):
    book = edited(sample)
    book.put("指标 counties", "air", "层级", 1)
    scheme = book.read().scheme
    assert scheme is not None
    assert [node.code for node in scheme.scorecards["counties"].nodes][1:3] == ["environment", "air"]


def test_a_code_typed_over_another_is_told_as_a_double_and_nothing_else(sample: Scheme):
    for typed_over in ("revenue_done", "air", "ballot"):
        for code in ("air", "ballot", "poll"):
            if code == typed_over:
                continue
            book = edited(sample)
            first, second = (book.name("指标 counties", one, "代码") for one in (code, typed_over))
            book.book["指标 counties"][second] = code
            later = max(first, second, key=lambda name: int(name[1:]))
            assert told(book.read()) == [(f"指标 counties!{later}", "workbook.doubled_code")]


def test_the_same_difference_twice_is_told(sample: Scheme):
    book = edited(sample)
    book.book["差异化设置"]["C5"] = "south"
    assert told(book.read()) == [("差异化设置!C5", "workbook.doubled_code")]


def test_one_checkpoint_table_for_each_scorecard(sample: Scheme):
    book = edited(sample)
    book.append("节点考核表", 考核表="counties", 代码="more", 名称="另一张", 指标="h1=[air]")
    assert told(book.read()) == [("节点考核表!A5", "workbook.doubled_code")]
