"""The total tells why the grade and the awards are what they are."""

import pytest

from sikao.core.insight import Worked, narrate
from sikao.core.insight.explanation import Sentence
from sikao.core.wording import Term
from tests.core.insight.making import make

LEAF = {"code": "score", "points": "100", "measure": "x", "method": {"kind": "attainment", "target": "100"}}
GRADES = [
    {"grade": "excellent", "name": "优秀", "name_en": "Excellent", "share": "50%", "at_least": "80%"},
    {"grade": "good", "name": "良好", "name_en": "Good", "count": "1"},
    {"grade": "poor", "name": "较差", "name_en": "Poor"},
]
VETO = {
    "name": "重大安全事故",
    "name_en": "Major accident",
    "groups": ["units"],
    "when": "accidents > 0",
    "effect": "set_grade",
    "grade": "poor",
    "sentence": "no_accident",
}
AWARD = {
    "name": "进位奖",
    "name_en": "Riser",
    "group": "units",
    "last_rank": "last",
    "places": "1",
    "most": "1",
}
SENTENCE = {"text": "发生重大安全事故的，不得评为优秀", "source": "考核办法", "place": "第九条"}


@pytest.fixture
def made(tmp_path):
    """Four units; the best has an accident, the second was fourth last year."""
    figures = {
        unit: {"x": value, "accidents": accidents, "last": last}
        for unit, value, accidents, last in (
            ("a", "95", "1", "1"),
            ("b", "90", "0", "4"),
            ("c", "85", "0", "2"),
            ("d", "60", "0", "3"),
        )
    }
    grades = {"grades": {"units": GRADES}, "vetoes": {"v_safety": VETO}, "awards": {"riser": AWARD}}
    opened = make(tmp_path, [LEAF], figures, grades=grades, sentences={"no_accident": SENTENCE})
    return Worked(opened.scheme, opened.figures)


def test_a_veto_is_told_with_its_condition_its_sentence_and_its_figure(made):
    found = made.explain("a")
    assert found.grade == Term("较差", "Poor")
    assert found.grounds.without == Term("优秀", "Excellent")
    (veto,) = found.grounds.vetoes
    assert veto.name == Term("重大安全事故", "Major accident")
    assert veto.condition == Term("数据accidents > 0", "Item accidents > 0")
    assert veto.effect == Term(
        "等次定为较差，名额依次递补", "the grade is Poor, its place filled by the next"
    )
    assert veto.sentence == Sentence("发生重大安全事故的，不得评为优秀", "考核办法", "第九条")
    assert [(figure.indicator, figure.value) for figure in veto.figures] == [("accidents", "1")]


def test_quotas_stand_with_their_rules(made):
    # Half of four are two; c fills the place that a, before it, has lost.
    found = made.explain("c")
    assert (found.grade, found.rank, found.grounds.number) == (Term("优秀", "Excellent"), 3, 4)
    assert [(quota.grade, quota.places, quota.rule.zh) for quota in found.grounds.quotas] == [
        ("excellent", 2, "4 个的 50%，四舍五入，总分不低于满分的 80%"),
        ("good", 1, "1 名"),
        ("poor", None, "其余"),
    ]
    assert found.grounds.passed_over == (("a", Term("单位a", "Unit a")),)
    assert found.grounds.vetoes == ()


def test_an_award_tells_how_far_the_unit_rose(made):
    (award,) = made.explain("b").grounds.awards
    assert (award.last_rank, award.rank, award.risen) == ("4", 2, "2")
    assert award.rule == Term("至少进 1 位，至多 1 个", "at least 1 places, for 1 at most")


def test_all_of_it_is_text(made):
    text = narrate(made.explain("a"), "zh")
    assert "一票否决：重大安全事故 数据accidents > 0 → 等次定为较差，名额依次递补\n" in text
    assert "政策原文：发生重大安全事故的，不得评为优秀（考核办法，第九条）\n" in text
    assert "  数据：单位a 数据accidents 总量 2020 = 1 亿元（统计局）\n" in text
    assert "若无否决，等次为：优秀\n" in text
    assert "获奖：进位奖 上年第 4，本年第 2，进 2 位（至少进 1 位，至多 1 个）\n" in narrate(
        made.explain("b"), "zh"
    )
    assert "位次在前而等次较低：单位a\n" in narrate(made.explain("c"), "zh")
    quotas = "Excellent 50% of 4, rounded half up, total at least 80% of the full points: 2 places; Good"
    assert quotas in narrate(made.explain("c"), "en")


def test_before_the_end_of_the_year_there_are_no_grounds(worked):
    assert worked.explain("jimo", "total", "q3").grounds is None
    assert worked.explain("jimo", "main").grounds is None


def test_a_department_with_a_serious_case_would_have_been_excellent(worked):
    found = worked.explain("enforcement_unit")
    assert (found.rank, found.grade.en, found.grounds.without.en) == (1, "Good", "Excellent")
    assert [veto.code for veto in found.grounds.vetoes] == ["v_discipline"]


def test_a_filled_place_is_told_to_both(made):
    # Without its accident a would be excellent with b; c then would be good, and d poor.
    barred, third, last = (made.explain(unit).grounds for unit in "acd")
    assert [(entry.unit, entry.grade.en, entry.without.en) for entry in barred.filled_by] == [
        ("c", "Excellent", "Good"),
        ("d", "Good", "Poor"),
    ]
    assert [(entry.unit, entry.grade.en, entry.without.en) for entry in third.fills] == [
        ("a", "Excellent", "Good")
    ]
    assert [(entry.unit, entry.grade.en) for entry in last.fills] == [("a", "Good")]
    assert made.explain("b").grounds.fills == ()
    text = narrate(made.explain("a"), "zh")
    assert "缺额由其他单位递补：单位c递补为优秀（否则为良好）；单位d递补为良好（否则为较差）\n" in text
    assert "递补：因单位a被否决，本单位递补为优秀（否则为良好）\n" in narrate(made.explain("c"), "zh")
    said = "filled a place: because of the veto on Unit a, this unit moves up to Excellent (otherwise Good)\n"
    assert said in narrate(made.explain("c"), "en")


PROMOTION = {
    "name": "重大项目直接晋档",
    "name_en": "Projects",
    "groups": ["units"],
    "when": "place() >= 2 and projects >= 3",
    "most": "1",
    "sentence": "no_accident",
}
ITEM_AWARD = {"name": "单项奖", "name_en": "First", "group": "units", "node": "score", "winners": "1"}


@pytest.fixture
def promoted(tmp_path):
    """Three units: c has its projects, and so would b have, but for its accident."""
    figures = {
        unit: {"x": value, "accidents": accidents, "projects": projects}
        for unit, value, accidents, projects in (
            ("a", "95", "0", "0"),
            ("b", "90", "1", "3"),
            ("c", "85", "0", "3"),
        )
    }
    grades = [GRADES[0] | {"share": "30%"}, GRADES[2]]
    bar = {**VETO, "effect": "bar_excellent"}
    del bar["grade"]
    outcomes = {
        "grades": {"units": grades},
        "vetoes": {"v_safety": bar},
        "promotions": {"projects": PROMOTION},
        "item_awards": {"first": ITEM_AWARD},
    }
    opened = make(tmp_path, [LEAF], figures, grades=outcomes, sentences={"no_accident": SENTENCE})
    return Worked(opened.scheme, opened.figures)


def test_a_promotion_is_told_with_what_it_read_and_what_came_of_it(promoted):
    found = promoted.explain("c")
    assert found.grade == Term("优秀", "Excellent")
    (promotion,) = found.grounds.promotions
    assert (promotion.given, promotion.before, promotion.after) == (True, Term("较差", "Poor"), found.grade)
    assert promotion.condition == Term("名次 ≥ 2 且 数据projects ≥ 3", "place ≥ 2 and Item projects ≥ 3")
    assert promotion.standing == ((Term("名次", "place"), "3"),)
    assert [(figure.indicator, figure.value) for figure in promotion.figures] == [("projects", "3")]
    barred = promoted.explain("b").grounds.promotions[0]
    assert (barred.given, barred.outcome.en) == (False, "barred by a veto")
    assert promoted.explain("b").grounds.without == Term("优秀", "Excellent")
    assert promoted.explain("a").grounds.promotions == ()


def test_promotions_and_awards_at_a_node_are_text(promoted):
    text = narrate(promoted.explain("c"), "zh")
    head = "晋档：重大项目直接晋档 名次 ≥ 2 且 数据projects ≥ 3 → 晋升一档，每组按名次至多 1 个，不占名额，"
    assert f"{head}原等次的名额依次递补：已晋档 较差 → 优秀\n" in text
    assert "  名次 = 3\n" in text
    first = narrate(promoted.explain("a"), "zh")
    assert "单项奖：单项奖 指标score 95 / 100 分，列第 1（按得分率取前 1 名，并列的都得）\n" in first
    assert "award at one node: First Node score 95 / 100, place 1 " in narrate(promoted.explain("a"), "en")
