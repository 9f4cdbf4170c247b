"""The tables of a paper as a workbook: exact numbers, texts that stay texts."""

from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest

from sikao.core.wording import FindingsError
from sikao.office.bulletins.document import Annex, Cell, Column, Line, Sheet, Table
from sikao.office.bulletins.paper import xlsx_bytes
from tests.office.bulletins.reading import parts


@pytest.fixture(scope="module")
def sheet(half_year, tmp_path_factory):
    path = tmp_path_factory.mktemp("book") / "paper.xlsx"
    path.write_bytes(xlsx_bytes(half_year))
    return openpyxl.load_workbook(path).worksheets[0]


def test_units_across_and_indicators_down(sheet):
    rows = list(sheet.iter_rows(min_row=1, max_row=5, values_only=True))
    assert rows[0][0] == "2020年半年区市综合考核情况表"
    assert rows[1][2::3] == (
        "市南区",
        "市北区",
        "李沧区",
        "崂山区",
        "黄岛区",
        "城阳区",
        "即墨区",
        "胶州市",
        "平度市",
        "莱西市",
    )
    assert rows[2][:5] == ("指标", "分值", "数据", "得分", "位次")
    assert rows[3][0:2] == ("总分", 100)
    # 黄岛: 90.89 points, place 1.
    assert rows[3][15:17] == (90.89, 1)


def test_the_same_paper_gives_the_same_bytes(half_year):
    assert xlsx_bytes(half_year) == xlsx_bytes(half_year)


def test_no_text_is_a_formula(half_year, tmp_path):
    hostile = Table(
        "", (Column("=1+1", 1),), (Line((Cell("=HYPERLINK(1)"),)), Line((Cell("+1", Decimal(1)),)))
    )
    document = replace(half_year, annexes=(Annex("annex:x", "@x", (hostile,), Sheet.A3),))
    content = xlsx_bytes(document)
    assert not [name for name, raw in parts(content).items() if b"<f>" in raw]
    path = tmp_path / "paper.xlsx"
    path.write_bytes(content)
    cells = [cell for row in openpyxl.load_workbook(path).worksheets[0].iter_rows() for cell in row]
    assert [cell.data_type for cell in cells if cell.value == "=HYPERLINK(1)"] == ["s"]


def test_a_paper_without_tables_is_no_workbook(plain_paper):
    with pytest.raises(FindingsError, match=r"paper.no_tables"):
        xlsx_bytes(plain_paper)
