"""Grades, vetoes, awards and claims."""

from dataclasses import replace

from sikao.core.scheme import describe_scheme, render_markdown
from sikao.core.scheme.expressions import parse_expression
from sikao.core.scheme.model import ItemAward, Promotion
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


def test_promotions_and_awards_at_a_node_are_told(sample):
    when = parse_expression("place_from_last() > 1 and accidents < 1", condition=True)
    promotion = Promotion(
        code="p", name="直接晋档", groups=("counties",), when=when, grade="excellent", basis="办法第八条"
    )
    award = ItemAward(code="i", name="经济奖", group="counties", node="economy", winners=2)
    given = replace(sample, promotions=Table({"p": promotion}), item_awards=Table({"i": award}))
    shown = render_markdown(describe_scheme(given))
    condition = "倒数名次 > 1 且 较大事故起数 < 1"
    effect = "晋为优秀，不占名额，原等次的名额依次递补"
    assert f"| 直接晋档 | 县区 | {condition} | {effect} | 办法第八条 |" in shown
    assert "| 经济奖 | 县区 | 经济发展 | 按得分率取前 2 名，并列的都得 |" in shown
