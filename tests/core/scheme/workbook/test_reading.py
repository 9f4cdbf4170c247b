"""Text and workbook say the same: every scheme comes back equal, and what is wrong is told at its cell."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sikao.core.scheme import scheme_digest
from sikao.core.scheme.arranging import arranged
from sikao.core.scheme.loading import check_scheme, read_scheme
from sikao.core.scheme.model import Scheme
from sikao.core.scheme.workbook import (
    read_form,
    read_scheme_workbook,
    scheme_workbook_bytes,
    write_scheme_workbook,
)
from sikao.core.scheme.workbook.content import pages
from sikao.core.scheme.workbook.reading import read_sheets
from sikao.core.sheets import Cell, Workbook
from sikao.core.wording import Findings, Severity, has_errors, render_text
from tests.core.scheme.workbook.edits import edited
from tests.core.scheme.workbook.strategies import ALPHABET, schemes
from tests.drill.figures import many
from tests.house.tree import ROOT

SCHEMES = ROOT / "schemes"
FOLDERS = sorted(path.parent for path in SCHEMES.rglob("scheme.yaml"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.relative_to(SCHEMES)))
def test_the_built_in_schemes_come_back_with_digest_and_sentences(folder: Path):
    scheme = read_scheme(folder).scheme
    assert scheme is not None
    again, findings = read_scheme_workbook(scheme_workbook_bytes(scheme))
    assert render_text(findings, "en") == ""
    assert again == scheme
    assert scheme_digest(again) == scheme_digest(scheme)
    assert again.sentences == scheme.sentences


@settings(max_examples=many(15, 40), deadline=None, suppress_health_check=list(HealthCheck))
@given(schemes())
def test_any_scheme_comes_back_from_its_cells(scheme: Scheme):
    reading = read_sheets(Workbook(tuple(page.sheet for page in pages(scheme))), Findings())
    assert render_text(reading.findings, "en") == ""
    assert reading.scheme == arranged(scheme)


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(schemes())
def test_any_scheme_comes_back_from_a_file(scheme: Scheme):
    again, findings = read_scheme_workbook(scheme_workbook_bytes(scheme))
    assert render_text(findings, "en") == ""
    assert again == arranged(scheme)


@pytest.fixture(scope="module")
def city() -> Scheme:
    scheme = read_scheme(SCHEMES / "qingdao-2020").scheme
    assert scheme is not None
    return scheme


def test_the_sample_with_every_kind_of_record_comes_back(sample: Scheme, tmp_path: Path):
    path = tmp_path / "方案.xlsx"
    write_scheme_workbook(sample, path)
    reading = read_form(path)
    assert reading.findings == ()
    assert reading.scheme == sample
    again = edited(sample)
    again.book.move_sheet("单位", offset=-3)
    assert again.read().scheme == sample


@settings(
    max_examples=many(20, 60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_any_text_in_any_cell_is_read_or_refused_with_its_place(sample: Scheme, data: st.DataObject):
    sheets = [page.sheet for page in pages(sample)]
    number = data.draw(st.integers(0, len(sheets) - 1))
    place = data.draw(st.sampled_from(sorted(sheets[number].cells)))
    text = data.draw(
        st.text(ALPHABET + "\n\u200b", max_size=12) | st.sampled_from(["代码", "q1", "0", "1", "{}", "[["])
    )
    sheets[number] = replace(sheets[number], cells={**sheets[number].cells, place: Cell(text)})
    reading = read_sheets(Workbook(tuple(sheets), "方案.xlsx"), Findings())
    assert reading.scheme is not None or has_errors(reading.findings)
    assert all(finding.where.sheet for finding in reading.findings)


def test_points_moved_off_a_block_break_the_policys_sentence(city: Scheme):
    """Ten points from investment (80 to 70) to satisfaction (20 to 30): the block falls to 79 %."""
    previous = read_scheme(SCHEMES / "qingdao-2019").scheme
    book = edited(city)
    book.put("指标 districts", "fai", "分值", 70)
    book.put("指标 districts", "satisfied", "分值", 30)
    reading = book.read()
    assert reading.scheme is not None
    [finding] = check_scheme(reading.scheme, previous, reading.places)
    assert "发展指标权重达80%，现790/1000=79.0%" in finding.what("zh")
    assert finding.where.file == "方案.xlsx"
    assert finding.where.cell is not None


def test_too_little_for_the_high_tech_zone_is_refused_at_that_cell(city: Scheme):
    """Talents 70 to 68 where the other zones have 50: 136 % instead of 140 %."""
    book = edited(city)
    cell = book.put("指标 zones", "zone_talents", "分值·zones_hitech", 68)
    reading = book.read()
    assert reading.scheme is not None
    findings = check_scheme(reading.scheme, None, reading.places)
    here = [
        finding for finding in findings if (finding.where.sheet, finding.where.cell) == ("指标 zones", cell)
    ]
    assert ["68/50" in finding.what("zh") for finding in here] == [True]


def test_the_scheme_of_another_city_is_typed_into_the_same_workbook(sample: Scheme):
    """Three counties become two, with other names, another share of checkpoints and one indicator more."""
    book = edited(sample)
    book.put("单位", "west", "名称", "河西县")
    book.put("计分安排", "half_yearly", "占比", "h1=25%；year=75%")
    book.put("指标 counties", "investment_growth", "分值", 30)
    sheet = book.book["指标 counties"]
    row = book.row("指标 counties", "revenue_done") + 1
    sheet.insert_rows(row)
    typed = {
        "层级": 2,
        "代码": "output",
        "名称": "规上工业增加值增速",
        "分值": "10",
        "计分细则": "功效系数法",
    }
    for heading, value in (typed | {"计量式": "investment.growth", "计分方法": "功效系数法"}).items():
        sheet.cell(row, book.column("指标 counties", heading), value)
    reading = book.read()
    # The old name still stands beside the code in the grid of parameters: worth a look, no obstacle.
    assert [(f.code, f.severity) for f in reading.findings] == [("workbook.name_differs", Severity.WARNING)]
    assert reading.scheme is not None
    nodes = {placed.node.code: placed.node for placed in reading.scheme.scorecards["counties"].walk()}
    assert list(nodes)[:4] == ["economy", "investment_growth", "revenue_done", "output"]
    assert (nodes["output"].points, nodes["investment_growth"].points) == (10, 30)
    assert reading.scheme.units["west"].name == "河西县"
    assert reading.places.at("scorecards", "counties", "nodes", "output", "points").cell == f"E{row}"


FAULTS = [
    ("节点", "h1", "截至月份", None, "workbook.required"),
    ("节点", "h1", "截至月份", "六", None),
    ("节点", "year", "代码", "h1", "workbook.doubled_code"),
    ("数据项", "revenue", "频度", "周报", "workbook.unknown_word"),
    ("数据项", "revenue", "数据类型", "总量", "workbook.notation"),
    ("数据项", "revenue", "数据类型", "数量=亿元", "workbook.unknown_name"),
    ("单位", "east", "名称", "东\u200b县", "workbook.unseen_character"),
    ("单位", "east", "所属组", "Counties", None),
    ("指标 counties", "air", "层级", 4, "workbook.wrong_level"),
    ("指标 counties", "air", "分值", "80%", None),
    ("指标 counties", "air", "计分方法", "随意法", "workbook.unknown_word"),
    ("指标 counties", "air", "计分方法", None, None),
    ("指标 counties", "revenue_done", "计分方法", None, "workbook.required"),
    ("指标 counties", "revenue_done", "方法参数", "目标值=$；", None),
    ("政策口径校核", "c_economy", "对象", "考核表=counties；考核表=counties", "workbook.doubled_name"),
]


@pytest.mark.parametrize(("sheet", "code", "heading", "value", "finding"), FAULTS)
def test_a_fault_is_told_at_its_cell(
    sample: Scheme, sheet: str, code: str, heading: str, value: object, finding: str | None
):
    """Without a code: told by the builder that reads the text form, too, or (no method) by the checks."""
    book = edited(sample)
    cell = book.put(sheet, code, heading, value)
    reading = book.read()
    findings = reading.findings or check_scheme(reading.scheme or sample, None, reading.places)
    codes = {found.code for found in findings if (found.where.sheet, found.where.cell) == (sheet, cell)}
    if finding is None and value is None:
        assert {found.where.sheet for found in findings} == {sheet}
    else:
        assert codes == {finding} if finding else codes
        assert reading.scheme is None
