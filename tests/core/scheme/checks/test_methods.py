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
