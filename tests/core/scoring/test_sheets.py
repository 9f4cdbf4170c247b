"""Sheets filled window by window: where scores are written, means of others, exact settlements."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from sikao.core.scoring.blocks import COUNTED, NOTHING, REFUSED, SCORED, TRANSFER
from sikao.core.scoring.figures import Tensors
from sikao.core.scoring.flags import BIT, names_of
from sikao.core.scoring.plan import Plan
from sikao.core.scoring.sheets import Draft, Filling, empty_filling, fill, filling_from, settle, write
from sikao.core.scoring.windows import Verdict, score_rows
from tests.core.reference.making import QUARTERLY, figure, leaf, row, rows_of
from tests.core.scoring.making import planned


def filled(plan: Plan, tensors: Tensors, exact=None, *, parts: bool = False) -> Filling:
    filling = empty_filling(plan)
    chosen = {number: list(block.chunks()) for number, block in enumerate(plan.blocks)}
    fill(plan, tensors, filling, chosen, exact, parts=parts)
    return filling


def draft_of(nodes: list[dict], values: dict, units: str = "ab", **own) -> Draft:
    rows = [one for code, by_unit in values.items() for one in rows_of(by_unit, code)]
    items = {code: {} for code in values}
    (draft,) = filled(*planned(nodes, list(units), rows, items=items, **own)).drafts
    return draft


def measured(code: str, points: str = "10", **own) -> dict:
    return leaf(code, points, **{"measure": figure(code), "target": "10", **own})


def test_windows_stand_by_table_leaf_checkpoint_and_unit():
    nodes = [measured("p"), measured("q", direction="lower", windows=QUARTERLY[:1])]
    draft = draft_of(nodes, {"p": {"a": "5", "b": "7"}, "q": {"a": {"q1": "20"}, "b": {"q1": "40"}}})
    assert draft.score.shape == (1, 2, 4, 2)
    assert draft.score[0, 0].tolist() == [[0, 0], [0, 0], [0, 0], [500, 700]]
    assert draft.score[0, 1].tolist() == [[500, 250], [0, 0], [0, 0], [0, 0]]
    assert draft.state[0, :, :, 0].tolist() == [[NOTHING] * 3 + [SCORED], [SCORED] + [NOTHING] * 3]


def test_scores_are_brought_to_the_places_of_the_plan():
    nodes = [
        measured("p", places={"checkpoint": 1, "score": 1}),
        measured("q", places={"checkpoint": 3, "score": 3}),
    ]
    draft = draft_of(nodes, {"p": {"a": "5.55", "b": "1"}, "q": {"a": "5.5555", "b": "1"}})
    # In thousandths: 5.6 and 5.556.
    assert draft.score[0, :, 3, 0].tolist() == [5600, 5556]


def test_rows_of_one_leaf_write_their_own_units_only():
    node = measured("p", units=["a"], among=["a", "b"], absence={"missing": ["hold"]})
    (variant,) = node["variants"]
    node["variants"].append({**variant, "units": ["b"], "direction": "lower"})
    draft = draft_of([node], {"p": {"a": "5", "b": "20"}})
    assert draft.score[0, 0, 3].tolist() == [500, 500]
    absent = draft_of([node], {"p": {"a": "missing", "b": "20"}})
    assert [names_of(bits) for bits in absent.flags[0, 0, 3].tolist()] == [("missing", "pending"), ()]


def test_flags_only_where_there_are_some():
    assert draft_of([measured("p")], {"p": {"a": "5", "b": "20"}}).flags is None
    plan, tensors = planned(
        [measured("p")], ["a", "b"], [row("a", "5", "p", flags=["late"]), row("b", "5", "p")], items={"p": {}}
    )
    flags = filled(plan, tensors).drafts[0].flags
    assert flags[0, 0, :, 0].tolist() == [0, 0, 0, BIT["late"]]
    assert not flags[..., 1].any()


MEAN = {"missing": ["group_mean"]}


def test_the_mean_of_the_others():
    # (5 + 7.5)/2 = 6.25; nobody absent lends anything.
    values = {"p": {"a": "5", "b": "missing", "c": "7.5", "d": "withheld"}}
    draft = draft_of([measured("p", absence=MEAN | {"withheld": ["full"]})], values, "abcd")
    assert draft.score[0, 0, 3].tolist() == [500, 625, 750, 1000]
    assert draft.state[0, 0, 3].tolist() == [SCORED, COUNTED, SCORED, COUNTED]


def test_the_mean_is_of_rounded_scores_and_is_rounded_itself():
    # 3.33, 3.33 and 3.34 of ten points: 3.3333… → 3.33.
    values = {"p": {"a": "3.333", "b": "3.334", "c": "3.336", "d": "missing"}}
    draft = draft_of([measured("p", absence=MEAN)], values, "abcd")
    assert draft.score[0, 0, 3].tolist() == [333, 333, 334, 333]


def test_a_mean_of_nobody_is_refused():
    draft = draft_of([measured("p", absence=MEAN)], {"p": {"a": "missing", "b": "missing"}})
    assert draft.state[0, 0, 3].tolist() == [REFUSED] * 2
    assert names_of(int(draft.flags[0, 0, 3, 0])) == ("missing", "refused")


def test_units_that_are_not_compared_with_lend_nothing():
    values = {"p": {"a": "5", "b": "missing", "c": "9"}}
    draft = draft_of([measured("p", absence=MEAN)], values, "abc", unranked=["c"])
    assert draft.score[0, 0, 3].tolist() == [500, 500, 900]


def test_points_that_move_are_noted_by_checkpoint_and_unit():
    nodes = [measured("p", windows=QUARTERLY, absence={"missing": ["transfer", "q"]}), measured("q")]
    values = {
        "p": {"a": {"q1": "5", "h1": "missing"}, "b": dict.fromkeys(("q1", "h1", "q3", "year"), "5")},
        "q": {"a": "5", "b": "5"},
    }
    draft = draft_of(nodes, values)
    assert list(draft.goals) == [(0, 0)]
    assert draft.goals[0, 0].tolist() == [[-1, -1], [1, -1], [1, -1], [1, -1]]
    assert draft.state[0, 0, :, 0].tolist() == [SCORED, TRANSFER, TRANSFER, TRANSFER]


class Answers:
    """Exact answers by unit."""

    def __init__(self, **verdicts: Verdict) -> None:
        self.verdicts, self.asked = verdicts, []

    def window(self, group, leaf, unit, checkpoint, full):
        self.asked.append((group, leaf, unit, checkpoint, full))
        return self.verdicts[unit]


def on_edge(**own) -> tuple[Plan, Tensors]:
    long = "5.00000000000000000"
    values = {"a": f"{long}1", "b": f"{long}2", "c": "9"}
    return planned([leaf(points="1", target="1000", **own)], list("abc"), rows_of(values))


def test_undecided_windows_are_settled_exactly():
    plan, tensors = on_edge(absence={"undefined": ["full"]})
    exact = Answers(a=Verdict(Fraction(1, 100), None), b=Verdict(None, "undefined"))
    filling = filled(plan, tensors, exact)
    assert exact.asked == [("districts", "leaf", unit, "year", Fraction(1)) for unit in "ab"]
    (draft,) = filling.drafts
    assert draft.score[0, 0, 3].tolist() == [1, 100, 1]
    assert draft.state[0, 0, 3].tolist() == [SCORED, COUNTED, SCORED]
    assert (filling.asked, filling.undecided) == (2, 0)


def test_without_an_exact_calculator_they_are_counted():
    filling = filled(*on_edge())
    assert (filling.asked, filling.undecided) == (0, 2)


def test_settling_leaves_decided_windows_alone():
    plan, tensors = on_edge()
    block, rows = plan.blocks[0], slice(0, 1)
    windows = replace(score_rows(block, rows, tensors, plan.rule), undecided=())
    filling = empty_filling(plan)
    assert settle(plan, block, rows, windows, Answers(), filling) is windows
    assert (filling.asked, filling.undecided) == (0, 0)


def test_parts_by_block_and_first_row():
    plan, tensors = planned([leaf(points="10", target="10")], ["a"], rows_of({"a": "12"}))
    assert filled(plan, tensors).parts == {}
    parts = filled(plan, tensors, parts=True).parts
    assert list(parts) == [(0, 0)]
    assert parts[0, 0]["cap"].item() == -2


def test_a_filling_goes_on_from_copies():
    draft = draft_of(
        [measured("p", absence={"missing": ["transfer", "q"]}), measured("q")],
        {"p": {"b": "1"}, "q": {"a": "1", "b": "1"}},
    )
    sheet = draft.sheet()
    (again,) = filling_from([sheet]).drafts
    for name in ("score", "state", "flags"):
        assert (getattr(again, name) == getattr(sheet, name)).all()
        assert not np.shares_memory(getattr(again, name), getattr(sheet, name))
    assert not np.shares_memory(again.goals[0, 0], sheet.goals[0, 0])


@pytest.mark.parametrize("before", [SCORED, COUNTED])
def test_writing_again_takes_the_place_of_what_was_written(before):
    plan, tensors = planned([leaf(points="10", target="10")], ["a", "b"], rows_of({"a": "5", "b": "7"}))
    draft = empty_filling(plan).drafts[0]
    draft.score[:], draft.state[:] = 123, before
    draft.flags = np.full(draft.state.shape, BIT["late"], np.uint32)
    block, rows = plan.blocks[0], slice(0, 1)
    write(plan, block, rows, score_rows(block, rows, tensors, plan.rule), draft)
    assert draft.score[0, 0, 3].tolist() == [500, 700]
    assert draft.flags[0, 0].tolist() == [[BIT["late"]] * 2] * 3 + [[0, 0]]
