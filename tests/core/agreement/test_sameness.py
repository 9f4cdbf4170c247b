"""Not one bit depends on the order of rows, on batches, or on whether it was scored anew or again."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from bench import sizes
from sikao.core.scoring import compile_plan, pack, perturbed_totals, rescore, score, with_points

SMALL = sizes.Size("SMALL", 2, 12, 16)


def fingerprint(scores) -> dict:
    """Everything that a run says about each group, as bytes."""
    return {
        table.group: (
            table.points.tobytes(),
            table.full.tobytes(),
            table.rank.tobytes(),
            table.flags.tobytes(),
            table.grades,
        )
        for table in scores.tables
    }


@pytest.fixture(scope="module")
def plan():
    return compile_plan(sizes.compiled(SMALL))


@pytest.fixture(scope="module")
def figures():
    return pl.concat([sizes.figures(SMALL, group) for group in range(SMALL.groups)])


def test_the_order_of_rows_does_not_matter(plan, figures):
    shuffled = figures.sample(fraction=1.0, shuffle=True, seed=5)
    assert fingerprint(score(plan, pack(plan, shuffled))) == fingerprint(score(plan, pack(plan, figures)))


def test_batches_of_groups_give_what_all_groups_together_give(plan, figures):
    together = fingerprint(score(plan, pack(plan, figures)))
    for group in range(SMALL.groups):
        alone = compile_plan(sizes.compiled(SMALL, range(group, group + 1)))
        assert fingerprint(score(alone, pack(alone, figures))).items() <= together.items()


@pytest.mark.parametrize("number", range(8))
def test_rescoring_one_indicator_gives_what_scoring_everything_gives(plan, figures, number):
    tensors = pack(plan, figures)
    before = score(plan, tensors)
    code = sizes.indicator(number)
    heavier = with_points(plan, {code: "9"})
    again = rescore(heavier, tensors, before, [code])
    assert fingerprint(again) == fingerprint(score(heavier, tensors))
    assert fingerprint(again) != fingerprint(before)


def test_rescoring_leaves_the_previous_result_alone(plan, figures):
    tensors = pack(plan, figures)
    before = score(plan, tensors)
    kept = fingerprint(before)
    rescore(with_points(plan, {sizes.indicator(0): "1"}), tensors, before, [sizes.indicator(0)])
    assert fingerprint(before) == kept


def test_binary_floats_are_refused(plan, figures):
    with pytest.raises(TypeError, match="binary floats"):
        pack(plan, figures.with_columns(figures["value"].cast(float)))


def test_totals_of_many_weightings_agree_with_the_score(plan, figures):
    scores = score(plan, pack(plan, figures))
    table = scores.tables[0]
    points = np.array([[float(sizes.points(0, number)) for number in range(SMALL.indicators)]] * 3)
    codes = [code for code in table.nodes if code.startswith("i")]
    ordered = points[:, [int(code[1:]) for code in codes]]
    totals = perturbed_totals(scores, table, ordered)
    assert totals.shape == (3, SMALL.units)
    assert np.allclose(totals, table.points[0, -1] / 10**scores.places)
