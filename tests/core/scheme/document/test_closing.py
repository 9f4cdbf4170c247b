"""Grades, vetoes, awards and claims."""

from dataclasses import replace

from sikao.core.scheme import describe_scheme, render_markdown
from sikao.core.scheme.shape import Table
from sikao.core.scheme.values import share


def test_grades_vetoes_and_awards_are_words(printed):
    assert "| 双管单位 | 良好 | 参加排名单位的20%（四舍五入） | 不低于满分的70% |" in printed
    assert "| 重大安全事故 | 区市、功能区 | 重大安全事故 > 0 | 不得评为优秀 | 依次递补 |" in printed
    assert "经认定的重大统计造假 > 0 | 直接确定等次为“合格” |" in printed
    assert "| 进位显著奖 | 区市 | 名次较上年上升2位及以上 | 上年度综合考核位次·位次 | 最多2个 |" in printed


def test_claims_tell_quantity_scope_and_value(printed):
    assert (
        "| 考核主表中发展指标权重达80% | 区市考核主表·发展的分值，与区市考核主表之比 | 等于 80% |" in printed
    )
    assert "| 主导产业的登记册成员数，限区市，逐单位 | 等于 3 |" in printed
    assert "| 四节点计分的节点占比 | 等于 10% / 20% / 30% / 40% |" in printed


def test_totals_required_of_units_not_ranked_are_told_where_there_are_some(sample, markdown):
    assert "单列单位的总分要求" not in markdown
    best, *others = sample.grades["counties"]
    grades = (replace(best, unranked_at_least=share("0.9")), *others)
    shown = render_markdown(describe_scheme(replace(sample, grades=Table({"counties": grades}))))
    assert "| 县区 | 优秀 | 1个 | 不低于满分的90% |" in shown
