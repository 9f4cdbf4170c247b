import pytest

from tests.core.scheme.broken import CARD, assert_found, findings_of

MEASURE = "measure: particles"


def measure(text):
    return [(CARD, MEASURE, f"measure: {text}")]


BROKEN = {
    "formula.unknown_item": measure("particle"),
    "formula.unknown_kind": measure("particles.growth"),
    "formula.no_members": measure("revenue/particles"),
    "formula.unknown_member": measure("honours/p9"),
    "formula.members_needed": measure("honours"),
    "formula.star": measure("honours/* + particles"),
    "formula.no_star": measure("mean(particles)"),
    "formula.each": measure("honours/each + particles"),
    "formula.unknown_carrier": measure("particles@moon"),
    "formula.standing_here": measure("place()"),
    "formula.group_nested": measure("group_min(group_max(particles))"),
    "formula.cut": measure("trimmed_mean(honours/*, 1, 0.5)"),
    "formula.divisor": measure("particles / (1 - 1)"),
    "formula.parameter_here": [("grades.yaml", "accidents > 3", "accidents > $many")],
    "formula.unknown_parameter": measure("particles - $target"),
}


@pytest.mark.parametrize("code", BROKEN)
def test_a_broken_example_is_found(code, tmp_path):
    assert_found(tmp_path, code, BROKEN[code])


@pytest.mark.parametrize(
    "text",
    [
        "particles / revenue",
        "particles@city",
        "honours/p3",
        "mean(honours/*) + count(honours/*@city)",
        "share(particles)",
        "group_mean(particles) - last(particles)",
        "mean(last(honours/*))",
        "votes.score + votes",
        "if(particles > 35, 1, 2)",
    ],
)
def test_formulas_that_name_what_exists(text, tmp_path):
    found = {finding.code for finding in findings_of(tmp_path, measure(text))}
    assert found <= {"scheme.item_unused", "scheme.nobody_reports"}


def test_a_group_function_has_no_place_in_a_veto(tmp_path):
    changes = [("grades.yaml", "accidents > 3", "accidents > group_max(accidents)")]
    assert_found(tmp_path, "formula.group_nested", changes)


def test_an_expression_in_an_amount_is_checked_too(tmp_path):
    changes = [(CARD, "last: 60%", "last: nothing_there * 2")]
    assert_found(tmp_path, "formula.unknown_item", changes)


def test_each_stands_in_a_tally_over_its_own_register_only(tmp_path):
    changes = [
        (
            "units.yaml",
            "registers:\n",
            "registers:\n  others: {name: 其他, entries: {all: {x: {name: 某}}}}\n",
        ),
        (CARD, "over: projects", "over: others"),
    ]
    assert_found(tmp_path, "formula.each", changes)


@pytest.mark.parametrize("text", ["particles / 0", "particles / -2", "1 / (2^3 - min(8, 9))", "1 / abs(0)"])
def test_a_divisor_that_is_never_above_zero_is_refused(text, tmp_path):
    assert_found(tmp_path, "formula.divisor", measure(text))


@pytest.mark.parametrize("text", ["particles / (1 - 0.5)", "particles / max(-1, 1 / 3)", "1 / (revenue - 1)"])
def test_other_divisors_are_accepted(text, tmp_path):
    found = {finding.code for finding in findings_of(tmp_path, measure(text))}
    assert found <= {"scheme.item_unused"}
