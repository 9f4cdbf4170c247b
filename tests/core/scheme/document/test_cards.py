"""Scorecards as tables."""


def test_a_leaf_shows_points_rule_measure_method_schedule_and_provider(line_with):
    assert line_with("| 　　固定资产投资增速") == (
        "| 　　固定资产投资增速 | 80 "
        "| 达标得0.8w（64分），每高1个百分点加2分、每低1个百分点减3分，封顶w、保底0；增速可为负，不用比值法 "
        "| 对投资、消费等6项主要经济指标首次实施按季度考核，"
        "一季度、半年、前三季度、年终成绩分别按10%、20%、30%、40%计入全年考核结果 "
        "| 计量：固定资产投资·增速；逐点加减分法：基础分 分值的80%；每步加分 2分；每步减分 3分；"
        "目标值 见目标值表 "
        "| 四节点计分 | 市统计局（月报） |"
    )


def test_bands_stand_with_their_values(line_with):
    assert "分档（不低于 90，得分 30分；不低于 80，得分 28分；" in line_with("| 　区市和部门互评")


def test_a_scorecard_of_several_groups_stands_once_with_a_column_for_each_kind(printed):
    assert printed.count("、市直单位考核表\n") == 1
    assert "| 指标 | 分值（综合类·开放型） | 分值（综合类·国家级高新区） | 分值（专业类） |" in printed
    assert "| 对外开放 | 220 | 100 | 80 |" in printed
