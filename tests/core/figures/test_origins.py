"""Findings about figures name the file and the row, or the cell, of the first figure concerned."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from sikao.core.figures.checking import check_figures
from sikao.core.figures.reading import read_files
from tests.core.figures.test_checking import CATALOGUE

HEAD = [
    "unit",
    "indicator",
    "kind",
    "period",
    "value",
    "unit_of_measure",
    "absence",
    "flags",
    "caliber",
    "source",
]
FITTING = ["jimo", "fdi", "level", "2020-01..06", "24650", "万美元", "", "", "", ""]


def changed(**cells: str) -> list[str]:
    return [cells.get(name, FITTING[place]) for place, name in enumerate(HEAD)]


def csv(path: Path, *rows: list[str]) -> Path:
    path.write_text("\n".join(",".join(row) for row in [HEAD, *rows]) + "\n", encoding="utf-8")
    return path


def workbook(path: Path, *rows: list[str]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "数据"
    for row in [HEAD, *rows]:
        sheet.append([cell or None for cell in row])
    book.save(path)
    return path


# What is wrong in the third row, the finding, the column that it points at, and the nearest known code.
MISFITS = [
    ({"unit": "jimmo"}, "figure.unknown_unit", "unit", "jimo"),
    ({"indicator": "fid"}, "figure.unknown_item", "indicator", "fdi"),
    ({"indicator": "trade/exports"}, "figure.unknown_member", "indicator", "export"),
    ({"kind": "rank", "unit_of_measure": "位", "value": "1"}, "figure.wrong_kind", "kind", None),
    ({"unit_of_measure": "亿元"}, "measure.not_convertible", "unit_of_measure", None),
    ({"period": "2018"}, "period.outside_year", "period", None),
    ({"period": "2020-02..06"}, "period.merged_january", "period", None),
    ({"period": "2020-04..06"}, "figure.period_misfit", "period", None),
    ({"value": "100001"}, "figure.outside_range", "value", None),
]


@pytest.mark.parametrize(("cells", "code", "column", "near"), MISFITS)
def test_a_misfit_names_the_row_and_column_of_the_second_file(tmp_path, cells, code, column, near) -> None:
    first = csv(tmp_path / "a.csv", FITTING)
    second = csv(tmp_path / "b.csv", changed(unit="shinan"), changed(**{"period": "2020", **cells}))
    located, findings = read_files([first, second])
    assert located is not None, findings
    (finding,) = check_figures(located.figures, CATALOGUE, located)
    assert (finding.code, str(finding.where)) == (code, f"b.csv:3 ({column})")
    assert finding.details.get("near") == near


def test_a_misfit_in_a_workbook_names_the_cell(tmp_path) -> None:
    path = workbook(tmp_path / "a.xlsx", FITTING, changed(unit="jimmo"), changed(unit="jimmo", period="2020"))
    located, findings = read_files([path])
    assert located is not None, findings
    (finding,) = check_figures(located.figures, CATALOGUE, located)
    assert (str(finding.where), finding.details["count"]) == ("a.xlsx 数据!A3", "2")


def test_the_first_of_many_rows_is_named_as_the_file_has_them(tmp_path) -> None:
    """In order of the file, not of the table, which is sorted by unit."""
    path = csv(
        tmp_path / "a.csv", changed(unit="zzz"), changed(unit="jimo"), changed(unit="zzz", period="2020")
    )
    located, _ = read_files([path])
    assert located is not None
    (finding,) = check_figures(located.figures, CATALOGUE, located)
    assert (finding.where.line, finding.details["near"].en) == (2, "none is near")


def test_a_figure_in_two_files_names_both_places(tmp_path) -> None:
    first = csv(tmp_path / "a.csv", changed(unit="shinan"), FITTING)
    second = workbook(tmp_path / "b.xlsx", FITTING)
    located, findings = read_files([first, second])
    assert located is None
    assert [(found.code, str(found.where), found.details["first"]) for found in findings] == [
        ("figure.duplicate", "b.xlsx 数据!A2", "a.csv:3")
    ]
    located, findings = read_files([second, first])
    assert [(str(found.where), found.details["first"]) for found in findings] == [
        ("a.csv:3 (unit)", "b.xlsx 数据!A2")
    ]


def test_a_table_that_is_there_twice_is_told_200_times_and_counted(tmp_path) -> None:
    rows = [changed(unit=f"u{number}") for number in range(300)]
    located, findings = read_files([csv(tmp_path / "a.csv", *rows), csv(tmp_path / "b.csv", *rows)])
    assert located is None
    assert len(findings) == 201
    assert (findings[-1].code, findings[-1].details["count"]) == ("table.more", "100")


def test_an_unknown_kind_says_which_word_is_nearest(tmp_path) -> None:
    _, findings = read_files([csv(tmp_path / "a.csv", changed(kind="levle"))])
    assert [(found.code, found.details["near"]) for found in findings] == [("figure.unknown_kind", "level")]
