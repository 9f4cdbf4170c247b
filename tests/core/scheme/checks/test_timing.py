import pytest

from tests.core.scheme.broken import CARD, assert_found, findings_of

BROKEN = {
    "scheme.no_checkpoint": [
        ("scheme.yaml", "name_en: Half-year, through: 6", "through: 6, ranked: false"),
        ("scheme.yaml", "name_en: Year-end, through: 12", "through: 12, ranked: false"),
    ],
    "scheme.checkpoint_order": [("scheme.yaml", "through: 6", "through: 12")],
    "scheme.schedule_form": [("scheme.yaml", "shares: {year: 100%}", "shares: {year: 100%}, mean: [year]")],
    "scheme.shares_sum": [("scheme.yaml", "h1: 40%", "h1: 30%")],
    "scheme.schedule_twice": [("scheme.yaml", "shares: {year: 100%}", "mean: [year, year]")],
    "scheme.table_leaf": [(CARD, "[investment_growth]", "[economy]")],
    "scheme.table_twice": [(CARD, "[investment_growth]", "[investment_growth, investment_growth]")],
    "scheme.not_due": [(CARD, "[investment_growth]", "[investment_growth, air]")],
    "scheme.target_missing": [("parameters.yaml", "south: 30, ", "")],
    "scheme.parameter_unused": [
        ("parameters.yaml", "      target: {east", "      other: {all: 1}\n      target: {east")
    ],
}


@pytest.mark.parametrize("code", BROKEN)
def test_a_broken_example_is_found(code, tmp_path):
    assert_found(tmp_path, code, BROKEN[code])


def test_a_missing_target_names_unit_node_and_checkpoints(tmp_path):
    found = assert_found(
        tmp_path, "scheme.target_missing", [("parameters.yaml", "{h1: 4, year: 5}", "{year: 5}")]
    )
    assert (
        found.what("zh")
        == "东县（east）的“固定资产投资增速（investment_growth）”在半年没有参数 $target（目标值等）。"
    )


def test_a_target_may_be_declared_not_applicable(tmp_path):
    assert findings_of(tmp_path, [("parameters.yaml", "south: 30", "south: not_applicable")]) == ()


def test_a_prorated_leaf_needs_the_years_target_only(tmp_path):
    changes = [
        ("parameters.yaml", "{h1: 4, year: 5}", "{year: 5}"),
        (CARD, "schedule: half_yearly", "schedule: half_yearly\n        prorate: true"),
    ]
    assert findings_of(tmp_path, changes) == ()


def test_last_years_figures_are_due_at_once(tmp_path):
    changes = [
        *BROKEN["scheme.not_due"],
        ("items.yaml", "provider: environment", "provider: environment\n    lag: 1"),
    ]
    assert findings_of(tmp_path, changes) == ()


def test_merged_january_has_no_figure_in_january(tmp_path):
    changes = [
        ("scheme.yaml", "through: 6", "through: 1"),
        ("items.yaml", "range: {growth: [-100, 200]}", "merged_january: true"),
    ]
    assert_found(tmp_path, "scheme.not_due", changes)


def test_a_share_of_nothing_is_refused(tmp_path):
    changes = [("scheme.yaml", "{h1: 40%, year: 60%}", "{h1: 0, year: 100%}")]
    assert_found(tmp_path, "scheme.not_positive", changes)
