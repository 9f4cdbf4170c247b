"""What an office will try first on the demonstration scheme of 2020."""

import shutil
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from sikao.core.scheme import load_scheme, read_scheme
from sikao.core.scheme.workbook import mark_scheme_workbook, write_scheme_workbook
from sikao.core.scheme.workbook.reading import LIMITS
from sikao.core.sheets import scan_workbook
from sikao.core.wording import Severity

SCHEMES = Path(__file__).parents[3] / "schemes"


@pytest.fixture
def year_2020(tmp_path):
    for name in ("qingdao-2019", "qingdao-2020"):
        shutil.copytree(
            SCHEMES / name, tmp_path / name, ignore=shutil.ignore_patterns("figures", "cases", "*.md")
        )
    return tmp_path / "qingdao-2020"


def change_points(folder, card, code, old, new):
    """Give another number to the points of a node."""
    path = folder / "scorecards" / f"{card}.yaml"
    head, marker, tail = path.read_text(encoding="utf-8").partition(f"code: {code}\n")
    assert marker
    before, found, after = tail.partition(f"points: {old}")
    assert found
    assert "code:" not in before
    path.write_text(head + marker + before + f"points: {new}" + after, encoding="utf-8")


def errors(folder):
    return [found for found in load_scheme(folder)[1] if found.severity is Severity.ERROR]


def test_the_scheme_meets_the_policy(year_2020):
    assert errors(year_2020) == []


def test_ten_points_moved_from_investment_to_satisfaction_are_refused(year_2020):
    """80 → 70 and 20 → 30 keep the sum of 1,000 but not the 80 % for development."""
    change_points(year_2020, "districts", "fai", 80, 70)
    change_points(year_2020, "districts", "satisfied", 20, 30)
    (found,) = errors(year_2020)
    assert found.code == "claim.not_met"
    assert "发展指标权重达80%，现790/1000=79.0%" in found.what("zh")
    # The block is the place: which of its indicators was cheapened only the author knows.
    assert found.where.file == "scorecards/districts.yaml"
    text = (year_2020 / "scorecards" / "districts.yaml").read_text(encoding="utf-8").splitlines()
    assert "code: development" in text[(found.where.line or 0) - 1]


def test_in_a_workbook_the_points_that_make_the_share_are_marked(year_2020, tmp_path):
    """The block has no points of its own: the cells whose sum is 790 carry the mark."""
    change_points(year_2020, "districts", "fai", 80, 70)
    change_points(year_2020, "districts", "satisfied", 20, 30)
    path = tmp_path / "year.xlsx"
    write_scheme_workbook(read_scheme(year_2020).scheme, path)
    found = next(f for f in load_scheme(path)[1] if f.code == "claim.not_met")
    sheet = load_workbook(path)[found.where.sheet]
    assert sum(sheet[part.cell].value for part in found.parts) == 790
    assert found.where == found.parts[0]
    workbook = scan_workbook(path, limits=LIMITS).workbook
    marked = load_workbook(BytesIO(mark_scheme_workbook(workbook, (found,))))[found.where.sheet]
    comments = {cell.coordinate: cell.comment.text for row in marked for cell in row if cell.comment}
    faulty = {cell for cell, text in comments.items() if "现790/1000=79.0%" in text}
    assert faulty == {part.cell for part in found.parts}
    assert "这一条涉及" in comments[found.where.cell]


def test_points_without_a_counterpart_break_the_sum_too(year_2020):
    change_points(year_2020, "districts", "fai", 80, 70)
    assert {found.code for found in errors(year_2020)} == {"scheme.sum_of_points", "claim.not_met"}


def test_talent_of_the_high_tech_zone_at_68_is_refused_at_its_own_cell(year_2020):
    """70/50 is the +40 % of the policy; 68/50 is +36 %."""
    path = year_2020 / "scorecards" / "zones.yaml"
    text = path.read_text(encoding="utf-8")
    start = text.index("code: zone_talents\n")
    changed = text[start:].replace("points: 70", "points: 68", 1)
    path.write_text(text[:start] + changed, encoding="utf-8")
    line = text[:start].count("\n") + changed[: changed.index("points: 68")].count("\n") + 1
    found = [finding for finding in errors(year_2020) if finding.code == "claim.not_met"]
    of_talents = [finding for finding in found if finding.details["figure"] == "68/50=136.0%"]
    assert of_talents
    assert all(
        (finding.where.file, finding.where.line) == ("scorecards/zones.yaml", line) for finding in of_talents
    )
