"""The rules of reporting."""

import dataclasses

from sikao.core.scheme import describe_scheme, render_markdown
from sikao.core.scheme.model import Feedback


def test_the_days_of_delivery_are_told_by_frequency(printed):
    assert "| 月报 | 期末后第1日 | 期末后第18日 |" in printed
    assert "| 年报 | 期末后第1日 | 次年3月20日 |" in printed


def test_defaults_are_told_too_for_the_frequencies_that_items_have(markdown):
    assert "| 月报 | 期末后第1日 | 期末后第18日 |" in markdown
    assert "| 季报 |" not in markdown
    assert "| 督办 | 逾期满3个工作日 |" in markdown


def test_confirming_verifying_and_what_follows_when_late_are_told(printed):
    assert "| 单位核对数据 | 3个工作日内 |" in printed
    assert "| 报送部门答复异议 | 5个工作日内 |" in printed
    assert "| 核实单位核实自报数据 | 5个工作日内 |" in printed
    assert "| 提醒 | 逾期即办 |" in printed
    assert "| 通报 | 逾期满5个工作日 |" in printed


def test_checkpoints_tell_the_day_on_which_their_figures_close(printed):
    assert "| 一季度 | 3月 | 2020-04-30 | 排名 |" in printed
    assert "| 年终 | 12月 | 2021-03-31 | 排名 |" in printed


def test_items_tell_who_verifies_them_and_who_delivers_on_paper(line_with):
    assert "| 市政府督查室 |" in line_with("| 国务院督查激励 |")
    assert "| 市纪委监委（纸质报送） |" in line_with("| 党风廉政建设通报问题 |")


def test_the_rules_are_told_in_english(city):
    printed = render_markdown(describe_scheme(city, "en"))
    assert "| yearly | 1 day after the period | 20 March next year |" in printed
    assert "| supervise | after 2 working days late |" in printed
    assert "| Units confirm figures | within 3 working days |" in printed
    assert "| Providers answer disputes | within 5 working days |" in printed


def test_how_units_learn_of_their_result_is_told(printed, city):
    assert "| 反馈内容 | 本单位各项得分和位次 |" in printed
    assert "| 单位回复、申请复核 | 5个工作日内 |" in printed
    hidden = dataclasses.replace(city, feedback=Feedback(days=1, own_place=False))
    english = render_markdown(describe_scheme(hidden, "en"))
    assert "| What a unit is told | own points, not the place |" in english
    assert "| Units reply or object | within 1 working day |" in english
