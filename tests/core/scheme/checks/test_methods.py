import pytest

from sikao.core.scheme.checks.methods import constant
from sikao.core.scheme.expressions import parse_expression
from tests.core.scheme.broken import CARD, assert_found, findings_of

AIR = "method: {kind: rank_interval, first: 100%, last: 60%}"


def method(text):
    return [(CARD, AIR, f"method: {text}")]


BROKEN = {
    "scheme.range_needs_target": [(CARD, "direction: lower", "direction: range")],
    "scheme.target_range_stray": method("{kind: steps, target: {low: 30, high: 40}, down: 1}"),
    "scheme.inverse_stray": [
        (
            CARD,
            "method: {kind: attainment, target: $target}",
            "method: {kind: attainment, target: $target, inverse: mirror}",
        )
    ],
    "scheme.cap_above_full": method("{kind: rank_interval, cap: 120%}"),
    "scheme.cap_below_full": method("{kind: rank_interval, cap: 90%}"),
    "scheme.negative": method("{kind: rank_step, step: -1}"),
    "scheme.band_bound": method("{kind: bands, bands: [{at_least: 30, score: 100%}]}"),
    "scheme.order_of_list": method(
        "{kind: bands, bands: [{at_most: 40, score: 50%}, {at_most: 30, score: 100%}]}"
    ),
    "scheme.empty_list": method("{kind: bands, bands: []}"),
    "scheme.tiers_length": method("{kind: tiers, standards: [30, 40], coefficients: [100%]}"),
    "scheme.entry_twice": [(CARD, "name: 省级", "name: 国家级")],
    "scheme.entry_sign": [(CARD, "count: accidents, each: -2", "count: accidents, each: 2")],
}


@pytest.mark.parametrize("code", BROKEN)
def test_a_broken_example_is_found(code, tmp_path):
    assert_found(tmp_path, code, BROKEN[code])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{kind: efficacy, low: 30, high: 40}", "scheme.bounds_order"),
        ("{kind: rank_interval, floor: 90%, cap: 80%}", "scheme.bounds_order"),
        ("{kind: rank_interval, floor: 100%}", "scheme.bounds_order"),
        ("{kind: rank_interval, floor: 20, cap: 20}", "scheme.bounds_order"),
        ("{kind: rank_interval, cap: 20.1}", "scheme.cap_above_full"),
        ("{kind: rank_interval, cap: 19.9}", "scheme.cap_below_full"),
        ("{kind: steps, target: 35, up: -1}", "scheme.negative"),
        ("{kind: steps, target: 35, down: -1%}", "scheme.negative"),
        ("{kind: attainment, target: 35, short: -50%}", "scheme.negative"),
        ("{kind: rank_interval}\n        coefficient: 0", "scheme.not_positive"),
        ("{kind: rank_interval}\n        coefficient: -1", "scheme.not_positive"),
        ("{kind: steps, target: 35, down: 1, per: 0}", "scheme.not_positive"),
        ("{kind: rank_ladder, ladder: []}", "scheme.empty_list"),
        ("{kind: tally, entries: []}", "scheme.empty_list"),
        ("{kind: tiers, standards: [], coefficients: []}", "scheme.tiers_length"),
        ("{kind: tiers, standards: [40, 30], coefficients: [100%, 60%]}", "scheme.order_of_list"),
    ],
)
def test_methods_that_make_no_sense_where_lower_is_better(text, code, tmp_path):
    assert_found(tmp_path, code, method(text))


@pytest.mark.parametrize(
    "text",
    [
        "{kind: efficacy, low: 40, high: 30}",
        "{kind: bands, bands: [{at_most: 30, score: 100%}, {at_most: 40, score: 50%}]}",
        "{kind: tiers, standards: [30, 40], coefficients: [100%, 60%]}",
        "{kind: attainment, target: 35, inverse: mirror}",
        "{kind: rank_step, step: 5%}",
        "{kind: rank_ladder, ladder: [20, 18], bottom: [5], rest: 10}",
        "{kind: relative_best}",
        "{kind: all_or_nothing, target: 35, unmet: 20%}",
        "{kind: rank_interval, cap: 20}",
        "{kind: rank_interval}\n        coefficient: 0.9",
    ],
)
def test_methods_that_make_sense_where_lower_is_better(text, tmp_path):
    assert findings_of(tmp_path, method(text)) == ()


def test_a_range_goes_with_direction_range(tmp_path):
    changes = [
        *method("{kind: steps, target: {low: 30, high: 35}, down: 1}"),
        (CARD, "direction: lower", "direction: range"),
    ]
    assert findings_of(tmp_path, changes) == ()


@pytest.mark.parametrize(("text", "value"), [("3", 3), ("-3", -3), ("3 + 1", None), ("-revenue", None)])
def test_constants_are_numbers_with_or_without_a_minus_sign(text, value):
    assert constant(parse_expression(text)) == value


def test_bonus_and_deduction_have_caps_of_their_own(tmp_path):
    above = [(CARD, "choose: highest", "choose: highest\n      cap: 101%")]
    assert [found.code for found in findings_of(tmp_path / "a", above)] == ["scheme.cap_above_full"]
    # A deduction with a cap above nothing would give points.
    gives = [(CARD, "      entries: [{name: 较大事故", "      cap: 10%\n      entries: [{name: 较大事故")]
    assert [found.code for found in findings_of(tmp_path / "b", gives)] == ["scheme.cap_above_full"]
    within = [(CARD, "choose: highest", "choose: highest\n      cap: 50%")]
    assert findings_of(tmp_path / "c", within) == ()
