"""Windows: rounded scores, states and effects of absences, and the cells that floats cannot decide."""

from fractions import Fraction

import pytest

from sikao.core.scoring.blocks import (
    COUNTED,
    EXCLUDED,
    GROUP_MEAN,
    HELD,
    NOTHING,
    REFUSED,
    SCORED,
    TO_BLOCK,
    TO_PARENT,
    TO_TABLE,
    TRANSFER,
)
from sikao.core.scoring.flags import names_of
from sikao.core.scoring.windows import (
    Cell,
    ScoringError,
    Verdict,
    Windows,
    full_points_at,
    score_rows,
    value_rows,
    with_verdicts,
)
from tests.core.reference.making import QUARTERLY, figure, leaf, method, row, rows_of
from tests.core.scoring.making import planned, quantity

# A measure of nineteen digits cannot be held exactly by floats.
LONG = "5.000000000000000001"


def windows_of(values: dict, rule: str = "half_up", points: str = "10", **own) -> Windows:
    """The windows of a scheme of one leaf with target 10."""
    node = leaf(points=points, **{"target": "10", **own})
    plan, tensors = planned([node], list(values), rows_of(values))
    (block,) = plan.blocks
    return score_rows(block, slice(0, 1), tensors, rule)


def test_scores_are_whole_numbers_of_the_places():
    windows = windows_of({"a": "9", "b": "3.3333", "c": "12"})
    assert windows.score.tolist() == [[[900, 333, 1000]]]
    assert windows.state.tolist() == [[[SCORED] * 3]]
    assert (windows.flags, windows.goals, windows.undecided) == (None, None, ())
    one = windows_of({"a": "9", "b": "3.3333"}, places={"checkpoint": 1, "score": 2})
    assert one.score.tolist() == [[[90, 33]]]


@pytest.mark.parametrize(("rule", "expected"), [("half_up", [1, 2, 3]), ("half_even", [0, 2, 2])])
def test_halves_by_the_declared_rule(rule, expected):
    # Out of one point: 0.005, 0.015 and 0.025, all halves of the last place.
    windows = windows_of({"a": "0.05", "b": "0.15", "c": "0.25"}, rule, "1")
    assert windows.score[0, 0].tolist() == expected


def test_every_checkpoint_reads_its_own_period():
    windows = windows_of({"a": {"q1": "1", "h1": "2", "q3": "3", "year": "4"}}, windows=QUARTERLY)
    assert windows.score[0, :, 0].tolist() == [100, 200, 300, 400]


@pytest.mark.parametrize(
    ("effect", "state", "score", "remarks"),
    [
        (["zero"], COUNTED, 0, ("missing",)),
        (["full"], COUNTED, 1000, ("missing",)),
        (["share", "0.6"], COUNTED, 600, ("missing",)),
        (["group_mean"], GROUP_MEAN, 0, ("missing",)),
        (["redistribute", "parent"], TO_PARENT, 0, ("missing", "redistributed")),
        (["redistribute", "block"], TO_BLOCK, 0, ("missing", "redistributed")),
        (["redistribute", "table"], TO_TABLE, 0, ("missing", "redistributed")),
        (["exclude"], EXCLUDED, 0, ("missing",)),
        (["hold"], HELD, 0, ("missing", "pending")),
        (["refuse"], REFUSED, 0, ("missing", "refused")),
    ],
)
def test_effects_of_absences(effect, state, score, remarks):
    windows = windows_of({"a": "5", "b": "missing"}, absence={"missing": effect})
    assert windows.state[0, 0].tolist() == [SCORED, state]
    assert windows.score[0, 0].tolist() == [500, score]
    assert [names_of(bits) for bits in windows.flags[0, 0].tolist()] == [(), remarks]


def test_in_a_deduction_effects_take_away_and_nothing_is_redistributed():
    for effect, state, score in (
        (["share", "0.25"], COUNTED, -250),
        (["full"], COUNTED, -1000),
        (["redistribute", "table"], EXCLUDED, 0),
    ):
        windows = windows_of({"a": "missing"}, role="deduction", absence={"missing": effect})
        assert (windows.state.item(), windows.score.item()) == (state, score)


def test_each_kind_of_absence_has_its_own_effect():
    absence = {"missing": ["zero"], "not_applicable": ["full"], "withheld": ["hold"]}
    windows = windows_of({"a": "withheld", "b": "not_applicable", "c": "missing"}, absence=absence)
    assert windows.state[0, 0].tolist() == [HELD, COUNTED, COUNTED]
    assert windows.score[0, 0].tolist() == [0, 1000, 0]


def test_an_absence_without_an_effect_is_an_error():
    node = leaf(target="10")
    del node["variants"][0]["absence"]["withheld"]
    plan, tensors = planned([node], ["a"], rows_of({"a": "withheld"}))
    with pytest.raises(ScoringError, match="withheld"):
        score_rows(plan.blocks[0], slice(0, 1), tensors, "half_up")


def test_a_transfer_names_the_leaf_that_takes_the_points():
    giving = leaf("one", target="10", absence={"missing": ["transfer", "two"]})
    plan, tensors = planned(
        [giving, leaf("two", target="10")], ["a", "b"], rows_of({"a": "5", "b": "missing"})
    )
    block = next(block for block in plan.blocks if 0 in block.leaves)
    at = block.leaves.tolist().index(0)
    windows = score_rows(block, slice(at, at + 1), tensors, "half_up")
    assert windows.state[0, 0].tolist() == [SCORED, TRANSFER]
    assert windows.goals[0, 0].tolist() == [-1, 1]


def test_units_of_another_variant_have_no_windows_in_this_row():
    node = leaf(target="10", points="10", units=["a"], among=["a", "b"])
    (variant,) = node["variants"]
    node["variants"].append({**variant, "units": ["b"], "direction": "lower"})
    plan, tensors = planned([node], ["a", "b"], rows_of({"a": "5", "b": "20"}))
    by_direction = {}
    for block in plan.blocks:
        windows = score_rows(block, slice(0, 1), tensors, "half_up")
        by_direction[block.high] = (windows.state[0, 0].tolist(), windows.score[0, 0].tolist())
    states, scores = by_direction[True]
    assert (states, scores[0]) == ([SCORED, NOTHING], 500)
    states, scores = by_direction[False]
    assert (states, scores[1]) == ([NOTHING, SCORED], 500)


def test_a_cell_within_its_error_of_an_edge_is_undecided():
    # 0.005 of a point for every unit of measure: 5.000…001 is just above 0.025, 4 exactly 0.02.
    given = {"target": "200", "points": "1"}
    windows = windows_of({"a": LONG, "b": "4"}, "half_even", **given)
    assert windows.undecided == (Cell(0, 0, 0, Fraction(1)),)
    assert windows.score[0, 0, 1] == 2
    assert windows_of({"a": "4.000000000000000001", "b": "4"}, **given).undecided == (), "far from an edge"


def test_a_rank_that_floats_cannot_tell_is_undecided():
    given = {"method": method("rank_step", step="1"), "absence": {"missing": ["zero"]}}
    windows = windows_of({"a": LONG, "b": "5", "c": "missing", "d": "1"}, **given)
    assert [cell.unit for cell in windows.undecided] == [0, 1]
    assert windows.score[0, 0, 3] == 800


def test_full_points_of_a_cell_are_exact():
    full = quantity([[["56/3"]], [["80"]]])
    assert full_points_at(full, (0, 3, 7)) == Fraction(56, 3), "axes of one serve all"
    assert full_points_at(full, (1, 0, 0)) == 80
    assert full_points_at(quantity([[["12.5", "3"]]]), (0, 0, 0)) == Fraction(25, 2)


def test_windows_found_absent_afterwards_take_their_effects():
    plan, tensors = planned(
        [leaf(points="10", target="10", absence={"undefined": ["share", "0.3"]})],
        ["a", "b"],
        rows_of({"a": "5", "b": "7"}),
    )
    (block,) = plan.blocks
    windows = score_rows(block, slice(0, 1), tensors, "half_up")
    verdicts = {(0, 0, 1): Verdict(None, "undefined")}
    settled = with_verdicts(block, slice(0, 1), windows, verdicts, "half_up")
    assert settled.score[0, 0].tolist() == [500, 300]
    assert settled.state[0, 0].tolist() == [SCORED, COUNTED]
    assert [names_of(bits) for bits in settled.flags[0, 0].tolist()] == [(), ("undefined",)]


def test_other_full_points_may_be_given():
    plan, tensors = planned([leaf(points="10", target="10")], ["a", "b"], rows_of({"a": "5", "b": "7"}))
    (block,) = plan.blocks
    windows = score_rows(block, slice(0, 1), tensors, "half_up", points=quantity([[["20", "1/3"]]]))
    assert windows.score[0, 0].tolist() == [1000, 23]


def test_parts_in_points_are_given_when_asked_for():
    plan, tensors = planned([leaf(points="10", target="10")], ["a", "b"], rows_of({"a": "5", "b": "12"}))
    (block,) = plan.blocks
    assert score_rows(block, slice(0, 1), tensors, "half_up").parts == {}
    parts = score_rows(block, slice(0, 1), tensors, "half_up", parts=True).parts
    assert {name: part[0, 0].tolist() for name, part in parts.items()} == {
        "attained": [5, 12],
        "floor": [0, 0],
        "cap": [0, -2],
    }


def test_rows_scored_one_by_one_and_together_are_the_same():
    items = {code: {} for code in "pqr"}
    nodes = [leaf(code, "10", measure=figure(code), target=t) for code, t in zip("pqr", "379", strict=True)]
    rows = [row(unit, str(place + 2), code) for code in "pqr" for place, unit in enumerate("abc")]
    plan, tensors = planned(nodes, list("abc"), rows, items=items)
    (block,) = plan.blocks
    together = score_rows(block, slice(0, 3), tensors, "half_up")
    for at in range(3):
        alone = score_rows(block, slice(at, at + 1), tensors, "half_up")
        assert (alone.score[0] == together.score[at]).all()
    assert value_rows(slice(1, 3)) == 2
