import pytest

from tests.core.scheme.broken import CARD, assert_found, findings_of

LOWER = ("units.yaml", "units: ", "  lower: {name: 下级, parent: counties}\nunits: ")
GOOD = "    - {grade: good, name: 良好, count: 1, "

TOWNS = """\
scorecard: towns
name: 镇街考核表
full_points: 10
nodes:
  - {code: elsewhere, name: 别处, points: 10, measure: particles, method: {kind: attainment, target: 35}}
"""
OTHER_CARD = ("scorecards/towns.yaml", "", TOWNS)
PROMOTION = "promotions:\n  p: {name: 直接晋档, groups: [counties], when: accidents > 2"
ITEM_AWARD = "item_awards:\n  i: {name: 单项奖, group: counties, node: economy, winners: 1}\n"

# A second ranking group beside the counties, and all of them below one group.
WIDER = [
    ("units.yaml", "groups:\n", "groups:\n  everybody: {name: 全部县区}\n"),
    (
        "units.yaml",
        "scorecard: counties, ranked: true}",
        "scorecard: counties, ranked: true, parent: everybody}",
    ),
    (
        "units.yaml",
        "units: ",
        "  towns: {name: 市辖区, scorecard: counties, ranked: true, parent: everybody}\nunits: ",
    ),
    ("units.yaml", "West county, group: counties", "West county, group: towns"),
]

BROKEN = {
    "scheme.not_ranking_group": [LOWER, ("grades.yaml", "  counties:\n", "  lower:\n")],
    "scheme.grade_two_quotas": [("grades.yaml", "count: 1}", "count: 1, share: 20%}")],
    "scheme.grade_quota": [("grades.yaml", ", count: 1}", "}")],
    "scheme.grade_formula": [("grades.yaml", "count: 1}", "count: 1, at_least: 2 * 3}")],
    "scheme.grade_unranked_rest": [
        ("grades.yaml", "{grade: qualified,", "{grade: qualified, unranked_at_least: 60%,"),
    ],
    "scheme.grade_unranked_order": [
        (
            "grades.yaml",
            "count: 1}",
            "count: 1, unranked_at_least: 80%}\n" + GOOD + "unranked_at_least: 80%}",
        )
    ],
    "scheme.grade_unranked_nobody": [("grades.yaml", "count: 1}", "count: 1, unranked_at_least: 90%}")],
    "scheme.grades_too_many": [("grades.yaml", "count: 1}", "count: 4}")],
    "scheme.grade_share": [("grades.yaml", "count: 1}", "share: 30}")],
    "scheme.veto_grade": [("grades.yaml", "effect: bar_excellent", "effect: set_grade")],
    "scheme.veto_unknown_grade": [("grades.yaml", "effect: bar_excellent", "effect: set_grade, grade: poor")],
    "scheme.promotion_grade": [("grades.yaml", "awards:", PROMOTION + ", grade: qualified}\nawards:")],
    "scheme.promotion_ungraded": [
        ("units.yaml", "units: ", "  remote: {name: 偏远, parent: counties}\nunits: "),
        ("grades.yaml", "awards:", PROMOTION.replace("[counties]", "[remote]") + "}\nawards:"),
    ],
    "scheme.award_node": [
        OTHER_CARD,
        ("grades.yaml", "awards:", ITEM_AWARD.replace("economy", "elsewhere") + "awards:"),
    ],
    "scheme.outcome_code": [("grades.yaml", "  advance:", "  v_accident:")],
    "scheme.among_elsewhere": [LOWER, (CARD, "rule: 首位", "among: lower\n        rule: 首位")],
    "scheme.among_wider": [*WIDER, (CARD, "rule: 首位", "among: everybody\n        rule: 首位")],
}


@pytest.mark.parametrize("code", BROKEN)
def test_a_broken_example_is_found(code, tmp_path):
    assert_found(tmp_path, code, BROKEN[code])


def test_grades_by_share_may_not_exceed_the_whole(tmp_path):
    changes = [("grades.yaml", "count: 1}", "share: 120%}")]
    assert_found(tmp_path, "scheme.grades_too_many", changes)


def test_grades_with_thresholds_may_offer_more_places_than_they_fill(tmp_path):
    thresholds = "share: 100%, at_least: 85%}\n    - {grade: good, name: 良好, share: 100%, at_least: 70%}"
    assert findings_of(tmp_path, [("grades.yaml", "count: 1}", thresholds)]) == ()


def test_units_that_are_not_ranked_may_have_thresholds_of_their_own(tmp_path):
    changes = [
        ("grades.yaml", "count: 1}", "count: 1, unranked_at_least: 90%}"),
        ("units.yaml", "county, group: counties}\n  west", "county, group: counties, ranked: false}\n  west"),
    ]
    assert findings_of(tmp_path, changes) == ()


def test_thresholds_in_shares_and_in_points_are_not_compared(tmp_path):
    two = (
        "count: 1, unranked_at_least: 80%}\n    - {grade: good, name: 良好, count: 1, unranked_at_least: 90}"
    )
    found = findings_of(tmp_path, [("grades.yaml", "count: 1}", two)])
    assert [finding.code for finding in found] == ["scheme.grade_unranked_nobody"]


def test_an_award_goes_to_a_ranking_group(tmp_path):
    changes = [LOWER, ("grades.yaml", "group: counties, last_rank", "group: lower, last_rank")]
    assert_found(tmp_path, "scheme.not_ranking_group", changes)


def test_a_veto_may_name_a_group_below_the_ranking_group(tmp_path):
    changes = [
        LOWER,
        ("units.yaml", "county, group: counties}\n  west", "county, group: lower}\n  west"),
        ("grades.yaml", "groups: [counties]", "groups: [lower]"),
    ]
    assert findings_of(tmp_path, changes) == ()


def test_a_grade_code_occurs_once(tmp_path):
    assert_found(tmp_path, "scheme.code_twice", [("grades.yaml", "grade: qualified", "grade: excellent")])


def test_a_group_above_that_holds_nobody_else_is_no_wider(tmp_path):
    alone = [*WIDER[:2], (CARD, "rule: 首位", "among: everybody\n        rule: 首位")]
    assert findings_of(tmp_path, alone) == ()


def test_promotions_and_awards_at_a_node_that_are_in_order(tmp_path):
    changes = [
        ("grades.yaml", "awards:", PROMOTION + ", grade: excellent}\nawards:"),
        ("grades.yaml", "promotions:", ITEM_AWARD + "promotions:"),
        ("grades.yaml", "when: accidents > 3", "when: place_from_last() <= 1 and accidents > 3"),
    ]
    assert findings_of(tmp_path, changes) == ()


def test_an_unknown_node_is_told_once(tmp_path):
    changes = [("grades.yaml", "awards:", ITEM_AWARD.replace("economy", "nowhere") + "awards:")]
    assert [finding.code for finding in findings_of(tmp_path, changes)] == ["scheme.unknown_reference"]


def test_awards_at_a_node_go_to_ranking_groups(tmp_path):
    changes = [LOWER, ("grades.yaml", "awards:", ITEM_AWARD.replace("counties", "lower") + "awards:")]
    assert_found(tmp_path, "scheme.not_ranking_group", changes)
