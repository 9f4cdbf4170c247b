"""What stands in the cells of a new workbook."""

from dataclasses import replace

from sikao.core.scheme.model import DayAfter, Document, Reporting, Scheme
from sikao.core.scheme.shape import Table
from sikao.core.scheme.workbook.content import HEAD_ROW, pages
from sikao.core.scheme.workbook.reading import read_sheets
from sikao.core.sheets import CellKind, Workbook
from sikao.core.wording import Findings


def texts(scheme: Scheme, name: str) -> list[tuple[str, ...]]:
    page = next(page for page in pages(scheme) if page.name == name)
    return list(page.sheet.rows())[HEAD_ROW - 1 :]


def test_pages_come_in_the_order_of_thinking(sample: Scheme):
    names = [page.name for page in pages(sample)]
    assert names[:7] == ["基本信息", "节点", "计分安排", "标签", "政策原文", "考核组", "单位"]
    assert names[-8:] == [
        "重点任务",
        "进度说明",
        "等次",
        "一票否决",
        "直接晋档",
        "进位奖",
        "单项奖",
        "政策口径校核",
    ]
    assert len(set(names)) == len(names) == 26


def test_used_columns_stand_before_unused_ones(sample: Scheme):
    assert texts(sample, "单位")[0] == ("代码*", "名称*", "所属组*", "英文名称", "排名", "含于", "图格")


def test_a_tree_is_rows_with_levels(sample: Scheme):
    head, *rows = texts(sample, "指标 counties")
    assert head[:3] == ("层级*", "代码*", "名称*")
    assert [row[:3] for row in rows[:3]] == [
        ("1", "economy", "经济发展"),
        ("2", "investment_growth", "固定资产投资增速"),
        ("2", "revenue_done", "一般公共预算收入"),
    ]
    method, parameters = head.index("计分方法"), head.index("方法参数")
    assert (rows[1][method], rows[1][parameters]) == (
        "逐点加减分法",
        "目标值=$target；基础分=80%；每步加分=1；每步减分=1",
    )


def test_numbers_are_numbers_and_shares_are_text(sample: Scheme):
    page = next(page for page in pages(sample) if page.name == "指标 counties")
    kinds = {row["code"].text: row.get("points", row.get("weight")) for row in page.rows}
    assert kinds["air"].kind is CellKind.NUMBER
    assert kinds["poll"].kind is CellKind.TEXT


def test_a_record_that_says_nothing_is_told_from_none(sample: Scheme):
    for document in (None, Document(), Document(number="一号")):
        scheme = replace(sample, document=document)
        workbook = Workbook(tuple(page.sheet for page in pages(scheme)))
        reading = read_sheets(workbook, Findings())
        assert reading.scheme is not None, reading.findings
        assert reading.scheme.document == document


def test_rules_of_reporting_are_lines_of_the_first_sheet(sample: Scheme):
    rules = Reporting(
        due=Table({"month": DayAfter(days=10), "year": DayAfter(month=3, day=20)}),
        answer_days=2,
        escalation=Table({"remind": 1}),
        closes=Table({"h1": DayAfter(month=7, day=31)}),
    )
    lines = {row[0]: row[1] for row in texts(replace(sample, reporting=rules), "基本信息")}
    assert lines["报送规则·报送截止"] == "月报=10；年报=3月20日"
    assert lines["报送规则·逾期处理"] == "提醒=1"
    assert lines["报送规则·节点关账"] == "h1=7月31日"
    assert lines["报送规则·答复天数"] == "2"
    assert lines["报送规则·核对天数"] == ""
