"""The book as a whole: its shape, its properties over random years, the command for auditors."""

import json
import time
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sikao.core.reference import CalculationError, calculate
from tests.core.reference.making import (
    PERIODS,
    QUARTERLY,
    branch,
    figure,
    leaf,
    method,
    row,
    rows_of,
    scheme,
    scored,
)
from tests.core.reference.test_compiled import ROWS, full_scheme
from tests.drill.figures import many

MONOTONE = {
    "attainment": method("attainment", target="7", short="90%"),
    "all_or_nothing": method("all_or_nothing", target="7"),
    "steps": method("steps", target="7", base="80%", up="2", down="3"),
    "efficacy": method("efficacy"),
    "tiers": method("tiers", standards=["9", "5", "1"], coefficients=["100%", "70%", "20%"]),
    "relative_best": method("relative_best"),
    "rank_step": method("rank_step", step="7%"),
    "rank_interval": method("rank_interval", ties="average"),
    "rank_ladder": method(
        "rank_ladder", ladder=["100%", "80%"], bottom=["0", "10%"], rest="50%", ties="worst"
    ),
    "bands": method("bands", bands=[{"at_least": "8", "score": "100%"}, {"at_least": "2", "score": "55%"}]),
}
VALUES = st.lists(st.decimals(1, 12, places=2).map(str), min_size=2, max_size=6)


@pytest.mark.parametrize("kind", MONOTONE)
@settings(max_examples=many(20, 40))
@given(VALUES, st.sampled_from(["10", "56/3", "0.5"]))
def test_scores_are_bounded_and_more_is_never_worth_less(kind, numbers, full):
    values = {f"u{n}": value for n, value in enumerate(numbers)}
    points = scored(values, full, method=MONOTONE[kind])
    in_order = [Fraction(points[unit]) for unit in sorted(values, key=lambda unit: Fraction(values[unit]))]
    assert in_order == sorted(in_order)
    assert all(0 <= one <= Fraction(full) + Fraction("0.005") for one in in_order)


@pytest.mark.parametrize(
    "kind", ["attainment", "all_or_nothing", "steps", "efficacy", "relative_best", "rank_step"]
)
@settings(max_examples=many(20, 40))
@given(VALUES)
def test_where_lower_is_better_more_is_never_worth_more(kind, numbers):
    values = {f"u{n}": value for n, value in enumerate(numbers)}
    points = scored(values, "10", method=MONOTONE[kind], direction="lower")
    in_order = [Fraction(points[unit]) for unit in sorted(values, key=lambda unit: Fraction(values[unit]))]
    assert in_order == sorted(in_order, reverse=True)


ABSENT = st.sampled_from(["missing", "not_applicable", "withheld"])
CELL = st.one_of(st.decimals(-20, 120, places=2).map(str), ABSENT)
EFFECTS = st.sampled_from(
    [
        ["zero"],
        ["full"],
        ["share", "0.6"],
        ["group_mean"],
        ["redistribute", "parent"],
        ["redistribute", "block"],
        ["redistribute", "table"],
        ["exclude"],
        ["hold"],
        ["refuse"],
    ]
)


@st.composite
def years(draw):
    """A year of three units: a block of two levels, a composed block, bonus and deduction; random figures."""
    units = ["a", "b", "c"]
    kinds = draw(st.permutations(list(MONOTONE)))
    combine = draw(st.sampled_from(["weighted", "geometric", "harmonic"]))

    def own(n):
        effects = {kind: draw(EFFECTS) for kind in ("missing", "not_applicable", "withheld", "undefined")}
        windows = draw(st.sampled_from([QUARTERLY, None]))
        given = {"method": MONOTONE[kinds[n]], "absence": effects, "measure": figure(f"i{n}")}
        return {**given, "windows": windows} if windows else given

    nodes = [
        branch("block"),
        branch("level1", parent="block", depth=2),
        leaf("n0", "40", parent="level1", **own(0)),
        leaf("n1", "56/3", parent="level1", **own(1)),
        leaf("n2", "41.33", parent="block", **own(2)),
        branch("index", combine=combine, points="60"),
        leaf("n3", "20", parent="index", weight="1", **own(3)),
        leaf("n4", "40", parent="index", weight="2", **own(4)),
        branch("bonus", role="bonus", cap="7"),
        leaf("n5", "10", parent="bonus", **own(5)),
    ]
    values = {f"i{n}": {unit: {at: draw(CELL) for at in PERIODS} for unit in units} for n in range(6)}
    compiled = scheme(nodes, units, items={code: {} for code in values})
    return compiled, [one for code, by_unit in values.items() for one in rows_of(by_unit, code)]


@settings(max_examples=many(30, 60))
@given(years(), st.randoms(use_true_random=False))
def test_parts_sum_to_points_and_row_order_is_indifferent(year, chance):
    compiled, rows = year
    book = calculate(compiled, rows, detail=True)
    for one in [*book["rows"], *book["windows"]]:
        if one["points"] is None:
            assert one["parts"] == {}
        else:
            assert sum(map(Fraction, one["parts"].values())) == Fraction(one["points"]), one
    shuffled = list(rows)
    chance.shuffle(shuffled)
    assert calculate(compiled, shuffled, detail=True) == book


@settings(max_examples=many(15, 30))
@given(years())
def test_full_points_are_kept_by_redistribution_and_never_exceeded(year):
    compiled, rows = year
    for one in calculate(compiled, rows)["rows"]:
        if one["node"] == "main" and one["points"] is not None:
            assert Fraction(one["full_points"]) <= Fraction("160.000000000001")
            assert 0 <= Fraction(one["points"]) <= Fraction(one["full_points"]) + Fraction("0.05")


def test_the_book_and_the_order_of_its_rows():
    book = calculate(full_scheme(), ROWS, "q1")
    assert book["format"] == "sikao-book/1"
    assert (book["scheme"], book["scheme_digest"], book["checkpoint"]) == ("example_2020", "0" * 64, "q1")
    nodes = ["total", "main", "block", "one", "two", "index", "three", "four", "plus"]
    expected = [("card", unit, node) for unit in "ab" for node in nodes]
    expected += [("quarter", unit, node) for unit in "ab" for node in ("total", "one", "three")]
    assert [(one["scorecard"], one["unit"], one["node"]) for one in book["rows"]] == expected
    assert "windows" not in book


def test_a_later_checkpoint_holds_the_earlier_rows_unchanged():
    early = calculate(full_scheme(), ROWS, "q1")["rows"]
    late = calculate(full_scheme(), ROWS)["rows"]
    assert [one for one in late if one["checkpoint"] == "q1"] == early


def test_checkpoints_that_are_not_ranked_have_no_rows():
    compiled = full_scheme()
    compiled["checkpoints"][1]["ranked"] = False
    assert {one["checkpoint"] for one in calculate(compiled, ROWS)["rows"]} == {"q1", "q3", "year"}
    with pytest.raises(CalculationError, match="'h1' is none of q1, q3, year"):
        calculate(compiled, ROWS, "h1")


def test_the_book_is_plain_json():
    book = calculate(full_scheme(), ROWS, detail=True)
    assert json.loads(json.dumps(book)) == book


@pytest.mark.slow
def test_a_city_takes_seconds():
    """76 units, 35 leaves of the group methods, 4 checkpoints each."""
    units = [f"u{n}" for n in range(76)]
    kinds = ["efficacy", "rank_interval", "relative_best", "steps", "attainment"]
    nodes = [
        leaf(f"n{n}", "10", measure=figure(f"i{n}"), method=MONOTONE[kinds[n % 5]], windows=QUARTERLY)
        for n in range(35)
    ]
    compiled = scheme(nodes, units, items={f"i{n}": {} for n in range(35)})
    rows = [
        row(unit, f"{(n * 7919 + order * 104729 + at * 15485863) % 9973}.25", f"i{n}", period)
        for n in range(35)
        for order, unit in enumerate(units)
        for at, period in enumerate(PERIODS.values())
    ]
    began = time.process_time()
    book = calculate(compiled, rows)
    assert time.process_time() - began < 20
    assert len(book["rows"]) == 4 * 76 * 37
