"""Slots filled from the tensors: figures of units, fixed carriers and members, with absences and remarks."""

import numpy as np
import pytest

from sikao.core.scoring.cells import BlockCells
from sikao.core.scoring.figures import FLAG_BITS
from tests.core.reference.making import QUARTERLY, figure, leaf, row
from tests.core.scoring.making import cells, planned, these

MEMBERS = {"a": ["m", "n"], "b": ["m"], "c": []}
SHARES = {"a": {"m": "0.3"}}
ROWS = [
    row("a", "1.5"),
    row("b", "withheld"),
    row("c", "3", flags=["late"]),
    row("a", "10", "list/m", flags=["disputed"]),
    row("a", "20", "list/n"),
    row("b", "7", "list/m", flags=["late", "estimated"]),
    row("city", "0.25"),
]


def filled(measure: list, rows: list[dict] = ROWS, **own) -> BlockCells:
    """The cells of the measure of a scheme of one leaf for three units, the last one unranked."""
    node = leaf(measure=measure, target="1", **own)
    items = {"list": {"members": MEMBERS, "shares": SHARES}}
    plan, tensors = planned([node], list("abc"), rows, items=items, unranked=["c"])
    (block,) = plan.blocks
    return BlockCells(block.measures[0], block.units, block.span, tensors, block.among, block.guests)


def test_a_figure_of_the_unit_itself():
    assert cells(filled(figure()).figure(0)) == these("1.5", "withheld", "3")


def test_a_figure_of_a_fixed_carrier_serves_all_units():
    fixed = ["fig", "x", None, "level", "city", 0]
    found = filled(["-", figure(), fixed])
    assert cells(found.figure(1)) == these("0.25")
    assert cells(found.figure(0)) == these("1.5", "withheld", "3")


def test_numbers_are_as_planned():
    assert cells(filled(["*", figure(), ["num", "0.01"]]).number(0)) == these("0.01")


def test_checkpoints_are_side_by_side():
    rows = [row("a", "1", period="2020-01..03"), row("a", "2.25", period="2020-01..06"), row("b", "4")]
    found = filled(figure(), rows, windows=QUARTERLY).figure(0)
    assert found.num.shape == (1, 4, 3)
    missing = ["missing"] * 3
    assert cells(found) == these("1", *missing[1:], "2.25", *missing[1:], *missing, "missing", "4", "missing")


def test_all_members_on_an_axis_of_their_own():
    values, shares = filled(["weighted_mean", figure("list", member="*")]).members(0)
    assert values.num.shape == (1, 1, 3, 2)
    assert cells(values) == these("10", "20", "7", "not_applicable", "not_applicable", "not_applicable")
    assert cells(shares)[:3] == these("0.3", "1", "1")


def test_members_one_by_one():
    found = filled(figure("list", member="each"))
    assert found.most_members() == 2
    first, second = found.figure_of(0, 0), found.figure_of(0, 1)
    assert cells(first) == these("10", "7", "not_applicable")
    assert cells(second) == these("20", "not_applicable", "not_applicable")
    found.member = 1
    assert cells(found.each(0)) == cells(second)
    assert found.member_exists().ravel().tolist() == [True, False, False]


def test_a_member_outside_a_function_over_members_is_an_error():
    with pytest.raises(ValueError, match="outside a function over members"):
        filled(figure("list", member="each")).each(0)


def test_without_members_nobody_has_one():
    found = filled(figure())
    assert found.most_members() == 0
    assert not found.member_exists().any()


def test_who_is_compared_and_who_joins_alone():
    found = filled(figure())
    assert found.among().ravel().tolist() == [True, True, False]
    assert found.guests().ravel().tolist() == [False, False, True]


def bits(found: BlockCells, *, members: bool = False) -> list[int]:
    return np.broadcast_to(found.flags_of(0, members=members), (1, 1, 3)).ravel().tolist()


def test_remarks_on_figures():
    late, estimated, disputed = (FLAG_BITS[name] for name in ("late", "estimated", "disputed"))
    assert bits(filled(figure())) == [0, 0, late]
    assert bits(filled(["sum", figure("list", member="*")]), members=True) == [disputed, late | estimated, 0]
    one_by_one = filled(figure("list", member="each"))
    one_by_one.member = 0
    assert bits(one_by_one) == [disputed, late | estimated, 0]
    one_by_one.member = 1
    assert bits(one_by_one) == [0, 0, 0]


def test_without_remarks_there_are_no_bits():
    assert bits(filled(figure(), [row("a", "1")])) == [0, 0, 0]


def test_figures_with_too_many_digits_carry_an_error():
    found = filled(figure(), [row("a", "0.1234567890123456789"), row("b", "2"), row("c", "3")]).figure(0)
    assert not found.exact
    assert found.num.ravel().tolist() == [0.1234567890123456789, 2, 3]
    assert (found.error <= found.num * 1e-15).all()


def test_figures_of_unlike_decimals_are_brought_to_common_places():
    plan, tensors = planned(
        [leaf("p", measure=figure("p"), target="1"), leaf("q", measure=figure("q"), target="1")],
        ["a"],
        [row("a", "1.25", "p"), row("a", "1000", "q")],
        items={"p": {}, "q": {}},
    )
    (block,) = plan.blocks
    found = BlockCells(block.measures[0], block.units, block.span, tensors, block.among, None).figure(0)
    assert (cells(found), found.places) == (these("1.25", "1000"), 2)
