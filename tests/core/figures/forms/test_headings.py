"""Rows and columns of a returned sheet against those of its form."""

from collections.abc import Mapping

import pytest

from sikao.core.figures.forms.headings import cells_by_heading, check_headings
from sikao.core.sheets import Cell, Sheet
from tests.core.figures.forms.samples import form, own_report

UNITS = ["即墨区", "李沧区", "城阳区", "高新区"]
ITEMS = [
    ("实际使用外资", "万美元", "2020年上半年"),
    ("外贸出口增速", "%", "2020年上半年"),
    ("新开工项目", "个", "2020年上半年"),
]


def sheet(units: Mapping[int, str], items: Mapping[int, tuple[str, ...]]) -> Sheet:
    cells = {(row, 1): Cell(name) for row, name in units.items()}
    for column, texts in items.items():
        cells |= {(row, column): Cell(text) for row, text in enumerate(texts, 5)}
    return Sheet("填报", cells)


def rows(*names: str) -> dict[int, str]:
    return {row: name for row, name in enumerate(names, 8) if name}


COLUMNS = dict(enumerate(ITEMS, 2))


def told(page: Sheet) -> list[tuple[str, str | None]]:
    return [(f.code, f.where.cell) for f in check_headings(form(), page, "zh")]


def test_a_sheet_as_it_was_is_right():
    assert told(sheet(rows(*UNITS), COLUMNS)) == []


@pytest.mark.parametrize(
    ("names", "findings"),
    [
        (UNITS[:-1], [("form.line_removed", "A11")]),
        (UNITS[1:], [("form.line_removed", "A8")]),
        ([*UNITS, "合计"], [("form.line_added", "A12")]),
        (["全市", *UNITS], [("form.line_added", "A8")]),
        ([*UNITS, "即墨区"], [("form.line_twice", "A12")]),
        (["卽墨区", *UNITS[1:]], [("form.line_renamed", "A8")]),
        (["即墨区", "李沧区", "城阳区", "", "高新区"], [("form.line_moved", "A12")]),
        ([UNITS[1], UNITS[0], *UNITS[2:]], [("form.line_moved", "A8"), ("form.line_moved", "A9")]),
        ([UNITS[0], UNITS[0], *UNITS[2:]], [("form.line_removed", "A9"), ("form.line_twice", "A9")]),
        ([], [("form.line_removed", f"A{row}") for row in range(8, 12)]),
    ],
)  # fmt: skip
def test_each_change_of_rows_has_its_name(names: list[str], findings: list[tuple[str, str]]):
    assert told(sheet(rows(*names), COLUMNS)) == findings


UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00a0\u3000\u202e\u00ad\u2028 "
ALIKE = {
    "即": "卽",
    "墨": "黑",
    "区": "區",
    "李": "季",
    "沧": "沦",
    "城": "诚",
    "阳": "陽",
    "高": "髙",
    "新": "薪",
}


def test_a_hundred_look_alike_names_are_told_each_where_it_stands():
    twins = [
        (number, name[:place] + char + name[place:])
        for number, name in enumerate(UNITS)
        for place in range(len(name) + 1)
        for char in UNSEEN
    ]
    twins += [
        (number, name.replace(one, other))
        for number, name in enumerate(UNITS)
        for one, other in ALIKE.items()
        if one in name
    ]
    assert len(set(twins)) >= 100
    for number, twin in twins:
        names = [*UNITS[:number], twin, *UNITS[number + 1 :]]
        assert told(sheet(rows(*names), COLUMNS)) == [("form.line_renamed", f"A{8 + number}")], repr(twin)


@pytest.mark.parametrize(
    ("items", "findings"),
    [
        ({2: ITEMS[0], 3: ITEMS[1]}, [("form.line_removed", "D5")]),
        (COLUMNS | {5: ("备注", "", "")}, [("form.line_added", "E5")]),
        (COLUMNS | {2: ("实际使用外资", "亿美元", "2020年上半年")}, [("form.line_renamed", "B5")]),
        (COLUMNS | {4: ("新开工项目", "个", "2019年上半年")}, [("form.line_renamed", "D5")]),
        (COLUMNS | {2: ITEMS[1], 3: ITEMS[0]}, [("form.line_moved", "B5"), ("form.line_moved", "C5")]),
    ],
)
def test_each_change_of_columns_has_its_name(
    items: dict[int, tuple[str, ...]], findings: list[tuple[str, str]]
):
    assert told(sheet(rows(*UNITS), items)) == findings


def test_a_renamed_heading_says_what_it_was():
    (finding,) = check_headings(
        form(), sheet(rows(*UNITS), COLUMNS | {2: ("实际使用外资", "亿美元", "2020年上半年")}), "zh"
    )
    assert finding.what("zh") == (
        "这一列的名称是“实际使用外资 / 亿美元 / 2020年上半年”，应为“实际使用外资 / 万美元 / 2020年上半年”。"
    )
    assert finding.what("en").startswith("The column is named")


def test_one_units_items_are_checked_too():
    cells = {
        (row, column): Cell(text) for row, item in enumerate(ITEMS, 6) for column, text in enumerate(item, 1)
    }
    page = Sheet("填报", cells | {(5, 4): Cell("即墨区")})
    assert check_headings(own_report(), page, "zh") == ()
    other = Sheet("填报", cells | {(5, 4): Cell("李沧区")})
    assert [(f.code, f.where.cell) for f in check_headings(own_report(), other, "zh")] == [
        ("form.line_renamed", "D5")
    ]


def test_slots_are_found_by_their_headings_wherever_they_stand():
    moved = cells_by_heading(form(), sheet(rows(UNITS[1], "", UNITS[0], UNITS[2], UNITS[2]), COLUMNS), "zh")
    by_name = {(key.unit, key.indicator): cell for key, cell in moved.items()}
    assert by_name == {
        ("licang", "fdi"): (8, 2),
        ("licang", "trade/export"): (8, 3),
        ("licang", "projects"): (8, 4),
        ("jimo", "fdi"): (10, 2),
        ("jimo", "trade/export"): (10, 3),
        ("jimo", "projects"): (10, 4),
    }
