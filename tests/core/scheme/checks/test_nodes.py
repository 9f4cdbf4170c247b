import pytest

from tests.core.scheme.broken import CARD, assert_found

BALLOT = "            weight: 0.3\n"
RATIO = "measure: revenue, method: {{kind: relative_best}}"
INNER = "{1}children: [{{code: inner, name: 内, {0}: 1, rule: 比例, " + RATIO + "}}]\n"

BROKEN = {
    "scheme.role_below_top": [(CARD, "code: air\n", "code: air\n        role: bonus\n")],
    "scheme.level_missing": [(CARD, "indicator, part]", "indicator]")],
    "scheme.stray_weight": [(CARD, "code: air\n", "code: air\n        weight: 0.5\n")],
    "scheme.leaf_lacks": [(CARD, "        rule: 首位得满分，末位得六成，其余按位次等距\n", "")],
    "scheme.leaf_combines": [(CARD, "code: air\n", "code: air\n        combine: weighted\n")],
    "scheme.not_positive": [(CARD, "points: 40", "points: 0")],
    "scheme.composed_child_points": [(CARD, "weight: 0.7", "weight: 0.7\n            points: 14")],
    "scheme.missing_weight": [(CARD, "            weight: 0.7\n", "")],
    "scheme.composed_child_sums": [
        (CARD, BALLOT, BALLOT + INNER.format("points", " " * 12)),
        (CARD, "indicator, part]", "indicator, part, detail]"),
    ],
    "scheme.composed_outside_main": [
        (CARD, "role: bonus\n    points: 5", "role: bonus\n    combine: weighted\n    points: 5"),
        (CARD, "    rule: 每项表彰", INNER.format("weight", " " * 4) + "    rule: 每项表彰"),
    ],
    "scheme.composed_without_points": [(CARD, "combine: weighted\n        points: 20", "combine: weighted")],
    "scheme.effect_outside_main": [
        (CARD, "    name: 表彰加分\n", "    name: 表彰加分\n    absence: {missing: redistribute_block}\n")
    ],
    "scheme.branch_has": [(CARD, "    name: 经济发展\n", "    name: 经济发展\n    points: 60\n")],
    "scheme.override_unreachable": [(CARD, "west: {applies: false}", "city: {applies: false}")],
    "scheme.override_empty": [(CARD, "west: {applies: false}", "west: {}")],
    "scheme.override_contradicts": [(CARD, "west: {applies: false}", "west: {applies: false, weight: 1}")],
}


@pytest.mark.parametrize("code", BROKEN)
def test_a_broken_example_is_found(code, tmp_path):
    assert_found(tmp_path, code, BROKEN[code])


@pytest.mark.parametrize(
    "key", ["rule: 政策", "measure: revenue", "method: {kind: relative_best}", "prorate: true"]
)
def test_a_branch_has_nothing_to_score_itself(key, tmp_path):
    changes = [(CARD, "    name: 经济发展\n", f"    name: 经济发展\n    {key}\n")]
    found = assert_found(tmp_path, "scheme.branch_has", changes)
    assert found.where.file == CARD
    assert found.where.line == 13


def test_a_tally_needs_no_measure_but_other_methods_do(tmp_path):
    found = assert_found(tmp_path, "scheme.leaf_lacks", [(CARD, "        measure: particles\n", "")])
    assert found.details["key"].text == "measure"
