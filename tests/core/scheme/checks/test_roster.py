import pytest

from tests.core.scheme.broken import CARD, assert_found, findings_of

SPARE = """\
scorecard: spare
name: 备用表
full_points: 1
nodes: [{code: only, name: 唯一, points: 1, rule: 无, measure: revenue, method: {kind: relative_best}}]
"""

BROKEN = {
    "scheme.empty_group": [
        ("units.yaml", "units: ", "  nobody: {name: 空组, scorecard: counties, ranked: true}\nunits: ")
    ],
    "scheme.group_without_scorecard": [("units.yaml", "scorecard: counties, ", "")],
    "scheme.group_scorecards": [
        ("units.yaml", "units: ", "  lower: {name: 下级, parent: counties, scorecard: other}\nunits: "),
    ],
    "scheme.scorecard_unused": [("scorecards/spare.yaml", "", SPARE)],
    "scheme.unit_not_scored": [("units.yaml", "ranked: true}", "ranked: false}")],
    "scheme.measure_taken": [
        ("items.yaml", "", "measures: {yuan_again: {name: 亿元, name_en: yuan, family: yuan}}\n")
    ],
    "measure.unknown": [("items.yaml", "level: 起", "level: 宗")],
    "scheme.no_kinds": [("items.yaml", "kinds: {level: 起}", "kinds: {}")],
    "scheme.range_kind": [("items.yaml", "range: {growth: [-100, 200]}", "range: {level: [0, 1]}")],
    "scheme.bounds_order": [("items.yaml", "[-100, 200]", "[200, -100]")],
    "scheme.evidence_from_bureau": [
        ("items.yaml", "kinds: {level: 亿元}", "kinds: {level: 亿元}\n    evidence: [报表]")
    ],
    "scheme.item_unused": [
        (
            "items.yaml",
            "  honours:",
            "  spare: {name: 备用, kinds: {level: 个}, provider: self, frequency: year}\n  honours:",
        )
    ],
}


@pytest.mark.parametrize("code", BROKEN)
def test_a_broken_example_is_found(code, tmp_path):
    assert_found(tmp_path, code, BROKEN[code])


def test_a_measure_added_by_the_scheme_may_be_used(tmp_path):
    changes = [
        ("items.yaml", "level: 起", "level: 宗"),
        ("items.yaml", "", "measures: {zong: {name: 宗, name_en: lots, family: zong}}\n"),
    ]
    assert findings_of(tmp_path, changes) == ()


def test_a_bare_parent_above_ranking_groups_is_accepted(tmp_path):
    changes = [
        ("units.yaml", "groups:\n", "groups:\n  all_units: {name: 全部单位}\n"),
        ("units.yaml", "scorecard: counties, ", "parent: all_units, scorecard: counties, "),
    ]
    assert findings_of(tmp_path, changes) == ()


def test_a_leaf_read_only_by_an_override_counts_as_use(tmp_path):
    extra = "  spare: {name: 备用, kinds: {level: 个}, provider: self, frequency: year}\n  honours:"
    override = "overrides: {west: {measure: spare}}\n        rule: 首位"
    changes = [("items.yaml", "  honours:", extra), (CARD, "rule: 首位", override)]
    assert findings_of(tmp_path, changes) == ()
