"""Entries, differences and checkpoint tables."""

import dataclasses

from sikao.core.scheme import describe_scheme, render_markdown
from sikao.core.scheme.model import Override


def test_what_differs_for_one_unit_is_told(markdown):
    assert "| 满意度·纸质票 | 南县 | 权重 60% |" in markdown
    assert "| 满意度·纸质票 | 西县 | 不适用 |" in markdown


def test_checkpoint_tables_and_counted_entries_are_told(printed, line_with):
    assert "### 区市节点考核表（折算为100分）" in printed
    row = line_with("| 一季度 | 13 |")
    assert "社会消费品零售总额增速·增速（70%）" in row
    assert "| 信访与平安建设 | 信访积案 | 信访积案未化解件数 | −1分 | 8分 | 累加 |" in printed


def test_points_that_only_one_unit_has_are_told_with_its_name(city):
    card = city.scorecards["districts"]
    units = [code for code, unit in city.units.items() if unit.group == "districts"]
    elsewhere = {code: Override(applies=False) for code in units[1:]}
    printed = render_markdown(describe_scheme(_with_overrides(city, card, "fai", elsewhere)))
    assert "| 　　固定资产投资增速 | — |" in printed
    assert f"| 固定资产投资增速 | {city.units[units[0]].name} | 分值 80 |" in printed


def test_bonus_and_deduction_are_mentioned_where_a_scorecard_has_them(printed):
    assert "满分1000分，加分项、减分项另计。适用于：区市。" in printed
    assert "满分1000分。适用于：" in printed


def test_a_method_names_the_defaults_that_decide_points(line_with):
    assert (
        "功效系数法：基础分 分值的60%；不允许值 同组最差；满意值 同组最好；全组相同得分 分值的100%"
        in line_with("| 　　地区生产总值增速")
    )


def _with_overrides(scheme, card, leaf, overrides):
    def changed(node):
        if node.code == leaf:
            return dataclasses.replace(node, overrides=overrides)
        return dataclasses.replace(node, children=tuple(changed(child) for child in node.children))

    nodes = tuple(changed(node) for node in card.nodes)
    scorecards = {**scheme.scorecards, card.code: dataclasses.replace(card, nodes=nodes)}
    return dataclasses.replace(scheme, scorecards=scorecards)
