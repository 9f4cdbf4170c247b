"""The sentences of a bulletin, on numbers that can be followed in one's head."""

from dataclasses import replace

from sikao.core.books.names import Outcome
from sikao.office.bulletins.content.findings import changes, grading, lagging, mean_rate, overall
from sikao.office.bulletins.content.standing import ALL, Disclosed
from tests.office.bulletins.content.hiding import without
from tests.office.bulletins.making import scored, three


def told_only(disclosed):
    """What is left of the three units when no more than this may be told."""
    return without(three(), disclosed)


def test_counts_mean_and_leaders():
    # (90 + 80.5 + 70) / 3 = 80.1666…
    assert overall(three(), "zh") == (
        "本次考核3个单位，按2项指标计分，满分100分，平均80.17分。"
        "居前3位的依次是东区（90.00分）、中区（80.50分）、西市（70.00分）。"
    )
    assert overall(three(), "en") == (
        "3 units were assessed by 2 indicators; of 100 points, the mean is 80.17. "
        "The first 3 places go to 东区 (90.00), 中区 (80.50), 西市 (70.00)."
    )


def test_with_places_alone_no_points_are_said():
    assert overall(told_only(Disclosed.RANKS), "zh") == (
        "本次考核3个单位，按2项指标计分。居前3位的依次是东区、中区、西市。"
    )


def test_with_points_alone_those_above_the_mean_are_named_in_official_order():
    said = overall(told_only(Disclosed.POINTS), "zh")
    assert said.endswith("得分不低于平均分的有2个单位：东区、中区。")
    assert changes(told_only(Disclosed.POINTS), "zh") == ""


def test_with_grades_alone_units_are_counted():
    standing = told_only(Disclosed.GRADES)
    assert overall(standing, "zh") == "本次考核3个单位。"
    assert grading(standing, "zh") == "评定等次：优秀1个，东区；良好2个，中区、西市。"
    assert changes(standing, "zh") == lagging(standing, "zh") == ""


def test_units_that_share_the_first_place_are_all_named():
    standing = three()
    first = [replace(unit, total=scored("90", "0.9", 1)) for unit in standing.units[:2]]
    shared = replace(standing, units=(*first, standing.units[2]))
    assert "居前3位的依次是东区（90.00分）、中区（90.00分）、西市（70.00分）。" in overall(shared, "zh")
    alone = replace(standing, units=tuple(first))
    assert overall(alone, "zh").endswith("居首位的是东区（90.00分）、中区（90.00分）。")


def test_who_rose_and_who_fell_most():
    assert changes(three(), "zh") == (
        "与一季度相比，名次上升的单位1个、下降的1个、不变的1个。"
        "上升最多的是东区（第3位至第1位）。下降最多的是西市（第1位至第3位）。"
    )
    assert changes(three(), "en") == (
        "Beside 一季度, 1 rose, 1 fell and 1 kept their places. Most risen: 东区 (3 to 1). "
        "Most fallen: 西市 (1 to 3)."
    )


def test_nobody_is_called_risen_where_nobody_rose():
    standing = three()
    level = replace(standing, units=(standing.units[1],))
    assert changes(level, "zh") == "与一季度相比，名次上升的单位0个、下降的0个、不变的1个。"


def test_indicators_lag_by_their_mean_rate():
    # 进出口: (1 + 0.5 + 0.6) / 3 = 70 %; 固定资产投资增速: (0.9 + 0.8) / 2 = 85 %, 西市 does not count.
    assert lagging(three(), "zh") == "平均得分率较低的指标是进出口（70.0%）、固定资产投资增速（85.0%）。"
    assert [mean_rate(row) is None for row in three().rows] == [True, False, False, True]


def test_no_grades_no_sentence():
    assert grading(three(ALL, grades=False), "zh") == ""


def test_units_assessed_and_not_ranked_are_named():
    standing = three()
    apart = replace(standing, units=(*standing.units[:2], replace(standing.units[2], ranked=False)))
    assert overall(apart, "zh").endswith("西市单列，不参加排名。")


def decided(disclosed=ALL):
    """The three units: a veto limits 东区, 中区 is promoted, 中区 and 西市 have awards."""
    outcomes = (
        ((Outcome.VETO, "重大安全事故"),),
        ((Outcome.PROMOTED, "直接晋档"), (Outcome.AWARD, "进位显著奖")),
        ((Outcome.AWARD, "进位显著奖"), (Outcome.AWARD, "招商引资奖")),
    )
    standing = three()
    units = [replace(unit, outcomes=said) for unit, said in zip(standing.units, outcomes, strict=True)]
    return without(replace(standing, units=tuple(units)), disclosed)


def test_awards_are_named_in_official_order():
    assert grading(decided(), "zh").endswith("中区、西市获得进位显著奖。西市获得招商引资奖。")
    assert grading(decided(), "en").endswith("进位显著奖: 中区, 西市. 招商引资奖: 西市.")
    assert "获得" not in grading(three(), "zh") + grading(decided(Disclosed.RANKS), "zh")


def test_a_grade_that_does_not_follow_from_the_place_is_told_as_such_without_the_reason():
    said = grading(decided(), "zh")
    assert "东区的等次按方案的一票否决规定评定。中区按方案的规定晋档，不占名额。" in said
    assert "安全事故" not in said
    said = grading(decided(), "en")
    assert "The scheme's vetoes limit the grade of 东区. " in said
    assert "Promoted outside the quota under the scheme: 中区." in said
    assert "否决" not in grading(decided(Disclosed.GRADES), "zh")
