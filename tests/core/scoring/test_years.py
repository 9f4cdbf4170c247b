"""The year so far of leaves: Σ share·score, rounded once, with the full points of the windows that count."""

import numpy as np
import pytest

from sikao.core.scoring.blocks import TO_BLOCK, TO_PARENT, TO_TABLE
from sikao.core.scoring.families import Family
from sikao.core.scoring.quantity import DigitsError
from sikao.core.scoring.sheets import empty_filling, fill
from sikao.core.scoring.years import LeafYears, leaf_years
from tests.core.reference.making import QUARTERLY, leaf, row, rows_of
from tests.core.scoring.making import planned

EVERYTHING = slice(None)


def years_of(values: dict, at: tuple = (0, 1, 2, 3), rows: list | None = None, **own) -> LeafYears:
    """The years of the only leaf of a scheme, with target 10."""
    node = leaf(**{"points": "10", "target": "10", "windows": QUARTERLY, **own})
    plan, tensors = planned([node], list(values), rows_of(values) if rows is None else rows)
    filling = empty_filling(plan)
    fill(plan, tensors, filling, {n: list(b.chunks()) for n, b in enumerate(plan.blocks)}, None, parts=False)
    family: Family = plan.families[0]
    sheet = filling.drafts[0].sheet()
    return leaf_years(family, sheet, family.full, EVERYTHING, EVERYTHING, list(at), plan.rounding)


def full_points(years: LeafYears) -> list[float]:
    """Numerators over ten: the shares are tenths."""
    return (years.full[0, 0, :, 0] / 10).tolist()


FOUR = {"q1": "8", "h1": "9", "q3": "9.5", "year": "10"}


def test_windows_add_up_by_their_shares():
    # 8·0.1, + 9·0.2, + 9.5·0.3, + 10·0.4, out of 1, 3, 6, 10.
    years = years_of({"a": FOUR})
    assert years.points[0, 0, :, 0].tolist() == [80, 260, 545, 945]
    assert full_points(years) == [1, 3, 6, 10]
    assert years.present.all()
    assert years.excluded == {}
    assert years.flags is None


def test_only_the_checkpoints_asked_for():
    assert years_of({"a": FOUR}, (1, 3)).points[0, 0, :, 0].tolist() == [260, 945]


def test_the_sum_is_rounded_once():
    # 0.333·0.1 + 0.333·0.2 + 0.333·0.3 + 0.333·0.4 of one point: each window is 0.33, the year 0.33.
    values = dict.fromkeys(FOUR, "0.333")
    years = years_of({"a": values}, points="10", places={"checkpoint": 2, "score": 1})
    # 0.033, 0.099, 0.198, 0.33 in tenths.
    assert years.points[0, 0, :, 0].tolist() == [0, 10, 20, 30]


@pytest.mark.parametrize(("rule", "expected"), [("half_up", 10), ("half_even", 0)])
def test_halves_of_the_year_by_the_declared_rule(rule, expected):
    # 0.5·0.1 = 0.05, half of a tenth.
    rows = rows_of({"a": {"q1": "0.5"}})
    node = leaf(points="10", target="10", windows=QUARTERLY, places={"checkpoint": 2, "score": 1})
    rounding = {"rule": rule, "checkpoint": 2, "score": 2, "total": 2}
    plan, tensors = planned([node], ["a"], rows, rounding=rounding)
    filling = empty_filling(plan)
    fill(plan, tensors, filling, {0: [slice(0, 1)]}, None, parts=False)
    family = plan.families[0]
    years = leaf_years(
        family, filling.drafts[0].sheet(), family.full, EVERYTHING, EVERYTHING, [0], plan.rounding
    )
    assert years.points.item() == expected


def test_a_single_window_is_not_rounded_again():
    years = years_of(
        {"a": "9.87"}, windows=[QUARTERLY[3] | {"share": ["1", "1"]}], places={"checkpoint": 2, "score": 0}
    )
    assert years.points[0, 0, :, 0].tolist() == [0, 0, 0, 987]
    assert years.present[0, 0, :, 0].tolist() == [False, False, False, True]
    assert (years.full[0, 0, :, 0]).tolist() == [0, 0, 0, 10]


@pytest.mark.parametrize("effect", [["hold"], ["refuse"], ["exclude"], ["redistribute", "parent"]])
def test_windows_that_do_not_count_leave_both_sums(effect):
    # Without the second quarter: 0.8, 0.8, 3.65, 7.65 out of 1, 1, 4, 8.
    years = years_of({"a": {**FOUR, "h1": "missing"}}, absence={"missing": effect})
    assert years.points[0, 0, :, 0].tolist() == [80, 80, 365, 765]
    assert full_points(years) == [1, 1, 4, 8]


def test_a_window_worth_nothing_counts():
    years = years_of({"a": {**FOUR, "h1": "missing"}}, absence={"missing": ["zero"]})
    assert full_points(years) == [1, 3, 6, 10]
    assert years.points[0, 0, :, 0].tolist() == [80, 80, 365, 765]


def test_before_the_first_counted_window_there_are_no_points():
    years = years_of({"a": {**FOUR, "q1": "missing"}}, absence={"missing": ["hold"]})
    assert years.present[0, 0, :, 0].tolist() == [False, True, True, True]
    assert years.points[0, 0, 0, 0] == 0


@pytest.mark.parametrize(
    ("target", "level"), [("parent", TO_PARENT), ("block", TO_BLOCK), ("table", TO_TABLE)]
)
def test_withdrawn_windows_add_up_to_excluded_points(target, level):
    values = {"a": {"q1": "missing", "h1": "9", "q3": "missing", "year": "10"}}
    years = years_of(values, absence={"missing": ["redistribute", target]})
    assert (years.excluded[level][0, 0, :, 0] / 10).tolist() == [1, 1, 4, 4]
    assert list(years.excluded) == [level]


def test_flags_of_the_windows_so_far():
    rows = [row("a", "5", period="2020-01..06", flags=["late"]), row("a", "5", period="2020")]
    years = years_of({"a": "5"}, rows=rows, absence={"missing": ["hold"]})
    late = 1
    assert (years.flags[0, 0, :, 0] & late).tolist() == [0, late, late, late]


def test_windows_outside_the_schedule_lend_no_flags():
    # A checkpoint table has the leaf scored in the first quarter; the year counts the last alone.
    listed = {"code": "card_points", "convert_to": "100", "nodes": {"q1": ["leaf"]}}
    rows = [row("a", "5", period="2020-01..03", flags=["late"]), row("a", "5")]
    plan, tensors = planned([leaf(points="10", target="10")], ["a"], rows, checkpoint_table=listed)
    filling = empty_filling(plan)
    fill(plan, tensors, filling, {0: [slice(0, 1)]}, None, parts=False)
    family, sheet = plan.families[0], filling.drafts[0].sheet()
    assert sheet.flags[0, 0, 0, 0] == 1
    years = leaf_years(family, sheet, family.full, EVERYTHING, EVERYTHING, [0, 3], plan.rounding)
    assert not years.flags.any()


def test_later_full_points_take_the_place_of_the_familys():
    plan, tensors = planned([leaf(points="10", target="10", windows=QUARTERLY)], ["a"], rows_of({"a": FOUR}))
    filling = empty_filling(plan)
    fill(plan, tensors, filling, {0: [slice(0, 1)]}, None, parts=False)
    sheet, doubled = filling.drafts[0].sheet(), plan.families[0].full * 2
    years = leaf_years(plan.families[0], sheet, doubled, EVERYTHING, EVERYTHING, [0, 3], plan.rounding)
    assert full_points(years) == [2, 20]


def test_sums_too_long_for_fixed_point_are_refused():
    plan, _ = planned([leaf(points="10", target="10", windows=QUARTERLY)], ["a"], rows_of({"a": FOUR}))
    filling = empty_filling(plan)
    filling.drafts[0].score[:] = 2.0**51
    filling.drafts[0].state[:] = 1
    family, sheet = plan.families[0], filling.drafts[0].sheet()
    with pytest.raises(DigitsError), np.errstate(all="ignore"):
        leaf_years(family, sheet, family.full, EVERYTHING, EVERYTHING, [3], plan.rounding)
