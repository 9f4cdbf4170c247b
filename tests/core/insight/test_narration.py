"""Explanations as text, complete in both languages."""

import re

from sikao.core.insight import Worked, narrate
from tests.core.insight.making import make
from tests.core.insight.test_worked import FAI, JIMO, TARGETS

TEXT = """\
单位a · 指标fai
节点year：得 62.39 分，满分 80，在 1 个单位中列第 1
计分细则：达标得0.8w,每高1点+2、每低1点−3
计分方法：逐点加减分法
节点q1（占 10%）：50.8
  计量：数据fai·增速 = −12.4
  目标：−8
  达标分 + 加分率 × 超出目标，或达标分 − 扣分率 × 未达目标：64 − 3 × ((−8) − (−12.4)) = 50.8
    式中：64 分 = 达标分（满分的 80%）；3 分 = 扣分率（方案规定）；\
−12.4 % = 实际：数据fai·增速（2020-01..03，单位a）；−8 % = 目标（单位a，方案为本单位规定）
    基础分：64
    未达目标扣分：−13.2
  数据：单位a 数据fai 增速 2020-01..03 = −12.4 %（统计局）
"""


def test_an_explanation_reads_line_by_line(tmp_path):
    opened = make(
        tmp_path, [FAI], {"a": {"fai.growth": JIMO}}, parameters={"fai": {"target": {"all": TARGETS}}}
    )
    text = narrate(Worked(opened.scheme, opened.figures).explain("a", "fai"), "zh")
    assert text.startswith(TEXT)
    assert "  节点year：26.48\n  Σ(占比 × 节点得分)：10% × 50.8 + " in text
    assert text.endswith("\n舍入：四舍五入，保留 2 位小数")


def test_in_english_only_the_policys_own_words_are_chinese(worked):
    for unit, node in (
        ("shinan", "water"),
        ("jimo", "fai"),
        ("huangdao", "retail_growth"),
        ("jimo", "total"),
    ):
        for line in narrate(worked.explain(unit, node), "en").splitlines():
            own = line.startswith(("policy:", "rule:")) or line.strip().startswith("figure:")
            assert own or not re.search("[\u4e00-\u9fff]", line), line


def test_the_difference_is_told_in_words(worked):
    text = narrate(worked.explain("huangdao", "retail_growth"), "zh")
    # Scenario 1.3: scored with 3.0, computed 0.99.
    assert "  计量：社会消费品零售总额·增速 = 3\n" in text
    assert "= ≈0.989782\n" in text
    assert "  相差：≈2.010218\n" in text
    assert "社会消费品零售总额 总量 2019 = 812.3 亿元（市统计局，" in text
    assert "社会消费品零售总额 总量 2020 = 820.34 亿元（市统计局，" in text
    assert "  10 个单位比较：最好 3（黄岛区），最差 −1.1（莱西市），本单位位次 1\n" in text


def test_many_units_at_the_extreme_are_counted(tmp_path):
    leaf = {"code": "x", "points": "10", "measure": "x", "method": {"kind": "relative_best"}}
    figures = {**{unit: {"x": "5"} for unit in "abcd"}, "e": {"x": "2"}}
    opened = make(tmp_path, [leaf], figures)
    explanation = Worked(opened.scheme, opened.figures).explain("e", "x")
    assert "最好 5（单位a、单位b、单位c等 4 个），最差 2（单位e）" in narrate(explanation, "zh")
    assert "best 5 (Unit a, Unit b, Unit c … 4 in all), worst 2 (Unit e)" in narrate(explanation, "en")
