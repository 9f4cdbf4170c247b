"""Differences as people read them."""

import dataclasses
from pathlib import Path

import pytest

from sikao.core.scheme import diff_schemes, difference_lines, load_scheme
from sikao.core.scheme.model import DayAfter, Unit
from sikao.core.scheme.shape import Table
from tests.core.scheme.changing import changed_records

SCHEMES = Path(__file__).parents[3] / "schemes"


def lines(before, after, lang="zh"):
    return difference_lines(before, after, diff_schemes(before, after), lang)


def told(before, after, lang="zh"):
    return [(line.area, line.item, line.before, line.after) for line in lines(before, after, lang)]


@pytest.fixture(scope="module")
def years():
    return tuple(load_scheme(SCHEMES / name)[0] for name in ("qingdao-2019", "qingdao-2020"))


def test_a_field_is_told_by_name_and_heading(sample):
    unit = dataclasses.replace(sample.units["south"], name="南山县")
    other = dataclasses.replace(sample, units=Table({**sample.units, "south": unit}))
    assert told(sample, other) == [("单位", "南山县·名称", "南县", "南山县")]
    assert told(sample, other, "en") == [("Units", "South county, Name", "南县", "南山县")]


def test_records_that_come_and_go_are_told_in_words(sample):
    units = {code: unit for code, unit in sample.units.items() if code != "west"}
    units["north"] = Unit(code="north", name="北县", group="counties", ranked=False)
    found = told(sample, dataclasses.replace(sample, units=Table(units)))
    assert found == [
        ("单位", "西县", "所属组 县区", "删去"),
        ("单位", "北县", "—", "新增：所属组 县区，排名 否"),
    ]


def test_a_changed_order_names_what_is_ordered(sample):
    turned = Table(reversed(list(sample.units.items())))
    found = told(sample, dataclasses.replace(sample, units=turned))
    assert found == [("单位", "单位", "东县、南县、西县", "西县、南县、东县")]


def test_the_frame_has_the_headings_of_its_sheet(sample):
    other = dataclasses.replace(sample, rounding=dataclasses.replace(sample.rounding, total=3))
    assert told(sample, other) == [("基本信息", "舍入·总分小数位", "2", "3")]


def test_two_years_are_told_without_codes(years):
    found = {(line.area, line.item): (line.before, line.after) for line in lines(*years)}
    card = "考核表：区市考核主表"
    assert found[(card, "一般公共预算收入增速·计分安排")] == ("—", "四节点计分")
    assert found[("参数：区市考核主表", "一般公共预算收入增速·目标值·市南区")] == (
        "3.5",
        "一季度 −11.5、半年 −5.5、前三季度 −2.5、年终 0.5",
    )
    claim = found[
        (
            "政策口径校核",
            "新增主导产业考核指标，对每个区市明确3个主导产业，考核主导产业集聚度、营业收入增长率等内容",
        )
    ]
    assert claim == ("—", "新增：主导产业的登记册成员数，限区市，逐单位 等于 3")
    assert found[("数据责任单位", "市税务局")] == ("—", "新增")
    words = "".join(item + before + after for (_, item), (before, after) in found.items())
    assert not any(sign in words for sign in ("{", "}", "true", "false", "$"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_change_of_a_single_field_is_one_line(sample, lang):
    for path, other in changed_records(sample):
        (line,) = lines(sample, other, lang)
        assert line.area, path
        assert line.item, path
        assert line.before != line.after, path


def test_the_rules_of_reporting_are_told_in_words(sample):
    rules = dataclasses.replace(
        sample.reporting,
        due=Table({"year": DayAfter(month=3, day=20)}),
        confirm_days=5,
        answer_days=3,
        closes=Table({"h1": DayAfter(days=40)}),
    )
    other = dataclasses.replace(sample, reporting=rules)
    assert told(sample, other) == [
        ("基本信息", "报送规则·报送截止·年报", "—", "3月20日"),
        ("基本信息", "报送规则·核对天数", "3", "5"),
        ("基本信息", "报送规则·答复天数", "5", "3"),
        ("基本信息", "报送规则·节点关账·半年", "—", "期末后第40日"),
    ]
