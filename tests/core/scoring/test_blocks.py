"""Blocks: rows of one shape stacked, with the figures, members, effects and masks of each."""

import numpy as np
import pytest

from sikao.core.scoring import blocks as b
from sikao.core.scoring.blocks import Block, Registry, bank_rows, span_of
from sikao.core.scoring.expressions import ABSENCE_CODES
from sikao.core.scoring.figures import NOT_DUE_ROW, NOT_HIS_ROW
from sikao.core.scoring.numbers import Checkpoint
from sikao.core.scoring.plan import Plan, compile_plan
from sikao.core.scoring.shapes import FigureOf
from tests.core.reference.making import QUARTERLY, figure, leaf, method, scheme
from tests.core.scoring.making import cells, these

MOMENTS = [Checkpoint("q1", 3, True), Checkpoint("year", 12, True)]


def plan_of(nodes: list[dict], units: str = "abc", **own) -> Plan:
    return compile_plan(scheme(nodes, list(units), **own))


def three_alike(**own) -> Block:
    items = {code: {} for code in "pqr"}
    nodes = [leaf(code, str(10 + at), measure=figure(code), target="8") for at, code in enumerate("pqr")]
    (block,) = plan_of(nodes, items=items, **own).blocks
    return block


def test_leaves_of_one_shape_are_rows_of_one_block():
    block = three_alike()
    assert (block.rows, block.leaves.tolist(), block.tables.tolist()) == (3, [0, 1, 2], [0, 0, 0])
    assert cells(block.points) == these("10", "11", "12")
    assert block.measures[0].figures[0].columns.tolist() == [[0], [1], [2]]
    assert block.moments == (3,)
    assert block.span == slice(0, 3)


def test_another_shape_is_another_block():
    nodes = [leaf("p", target="8"), leaf("q", target="8", direction="lower"), leaf("r", target="5")]
    found = [(block.leaves.tolist(), block.high) for block in plan_of(nodes).blocks]
    assert sorted(found) == [([0, 2], True), ([1], False)]


def test_who_has_the_leaf_who_is_compared_and_who_joins_alone():
    block = three_alike(unranked=["b"])
    assert block.applies[:, 0].tolist() == [[True, True, True]] * 3
    assert block.among[:, 0].tolist() == [[True, False, True]] * 3
    assert block.guests[:, 0].tolist() == [[False, True, False]] * 3
    assert three_alike().guests is None


def test_chunks_cover_every_row_once(monkeypatch):
    block = three_alike()
    assert list(block.chunks()) == [slice(0, 3)]
    monkeypatch.setattr(b, "CHUNK_CELLS", 6)
    assert list(block.chunks()) == [slice(0, 2), slice(2, 3)]
    monkeypatch.setattr(b, "CHUNK_CELLS", 1)
    assert list(block.chunks()) == [slice(0, 1), slice(1, 2), slice(2, 3)], "never less than a row"


def effects(absence: dict, role: str = "main") -> Block:
    (block,) = plan_of([leaf(target="8", role=role, absence=absence)]).blocks
    return block


@pytest.mark.parametrize(
    ("effect", "state", "in_deduction"),
    [
        (["zero"], b.COUNTED, b.COUNTED),
        (["full"], b.COUNTED, b.COUNTED),
        (["share", "0.6"], b.COUNTED, b.COUNTED),
        (["hold"], b.HELD, b.HELD),
        (["refuse"], b.REFUSED, b.REFUSED),
        (["exclude"], b.EXCLUDED, b.EXCLUDED),
        (["group_mean"], b.GROUP_MEAN, b.GROUP_MEAN),
        (["redistribute", "parent"], b.TO_PARENT, b.EXCLUDED),
        (["redistribute", "block"], b.TO_BLOCK, b.EXCLUDED),
        (["redistribute", "table"], b.TO_TABLE, b.EXCLUDED),
    ],
)
def test_states_by_absence(effect, state, in_deduction):
    code = ABSENCE_CODES["withheld"]
    assert effects({"withheld": effect}).effects[0, code] == state
    assert effects({"withheld": effect}, "deduction").effects[0, code] == in_deduction
    assert effects({}).effects[0, 0] == b.NOTHING, "0 is no absence"


def test_shares_of_the_points_by_absence():
    block = effects({"missing": ["full"], "withheld": ["share", "0.6"], "undefined": ["zero"]})
    shares = dict(
        zip(["", *sorted(ABSENCE_CODES, key=ABSENCE_CODES.get)], cells(block.effect_shares), strict=True)
    )
    assert (shares["missing"], shares["withheld"], shares["undefined"]) == tuple(these("1", "0.6", "0"))


REGISTER = {"a": ["m", "n", "o"], "b": ["m"]}
SHARES = {"a": {"n": "0.25"}}


def members_of(measure: list) -> tuple[Plan, b.FigureSlot]:
    items = {"x": {"members": REGISTER, "shares": SHARES}}
    plan = plan_of([leaf(target="8", measure=measure)], items=items)
    return plan, plan.blocks[0].measures[0].figures[0]


def test_members_of_every_unit_side_by_side():
    plan, slot = members_of(["sum", figure(member="*")])
    assert [plan.columns[at][0] for at in slot.columns[0, 0, 0]] == ["x/m", "x/n", "x/o"]
    assert slot.columns[0, 0, 1].tolist()[1:] == [NOT_HIS_ROW] * 2
    assert slot.columns[0, 0, 2].tolist() == [NOT_HIS_ROW] * 3
    assert slot.exists[0, 0].tolist() == [[True] * 3, [True, False, False], [False] * 3]
    assert cells(slot.shares)[:4] == these("1", "0.25", "1", "1")
    assert not slot.one_by_one


def test_a_fixed_carrier_reads_its_own_members():
    plan, slot = members_of(["sum", ["fig", "x", "*", "level", "a", 0]])
    assert [plan.carriers[at] for at in slot.carriers] == ["a"]
    assert slot.exists.all(), "the members of a, for whichever unit"


def registry(**item) -> Registry:
    given = {"frequency": "month", "cover": "cumulative", "lag": 0, "members": None, "shares": None, **item}
    compiled = {"items": {"x": given}, "year": 2020}
    return Registry(compiled, MOMENTS)


@pytest.mark.parametrize(
    ("item", "q1", "year"),
    [
        ({}, "2020-01..03", "2020"),
        ({"cover": "point"}, "2020-03", "2020-12"),
        ({"cover": "single", "frequency": "quarter"}, "2020-01..03", "2020-10..12"),
        ({"frequency": "year"}, "2020", "2020"),
        ({"lag": 1}, "2019-01..03", "2019"),
        ({"frequency": "half_year"}, None, "2020"),
    ],
)
def test_periods_by_cover_frequency_and_lag(item, q1, year):
    known = registry(**item)
    read = FigureOf("x", None, "level", None, 0)
    columns = [known.column(read, None, moment) for moment in MOMENTS]
    assert [None if at == NOT_DUE_ROW else known.columns[at] for at in columns] == [
        None if period is None else ("x", "level", period, at) for at, period in enumerate((q1, year))
    ]


def test_columns_and_carriers_are_numbered_once():
    known = registry()
    read, before = FigureOf("x", None, "level", None, 0), FigureOf("x", None, "level", None, -1)
    numbers = [
        known.column(one, member, MOMENTS[1]) for one in (read, before, read) for member in (None, "m")
    ]
    assert numbers == [0, 1, 2, 3, 0, 1]
    assert known.columns[1:3] == (("x/m", "level", "2020", 1), ("x", "level", "2019", 1))
    assert [known.carrier(code) for code in ("a", "b", "a")] == [0, 1, 0]
    assert known.carriers == ("a", "b")


def test_units_in_sequence_are_a_span():
    assert span_of(np.array([[3, 4, 5], [3, 4, 5]])) == slice(3, 6)
    assert span_of(np.array([[3, 4, 5], [4, 5, 6]])) is None
    assert span_of(np.array([[5, 4]])) is None


def test_rows_of_a_bank():
    block = three_alike()
    bank = block.measures[0]
    assert bank_rows(bank, slice(0, 3), 3) is bank
    assert bank_rows(bank, slice(1, 2), 3).figures[0].columns.tolist() == [[1]]
    assert bank_rows(block.method, slice(1, 3), 3).numbers[0].num.shape[0] in (1, 2)


def test_targets_by_unit_and_checkpoint():
    target = {"a": {"*": "8", "h1": "5"}, "b": {"*": "6"}, "c": {}}
    (block,) = plan_of([leaf(target=target, windows=QUARTERLY[:2])]).blocks
    numbers = [cells(number) for number in block.method.numbers]
    assert these("8", "6", "missing", "5", "6", "missing") in numbers


def test_the_method_applies_to_the_units_of_its_row():
    node = leaf(target="8", units=["a", "b"], among=["a", "b", "c"])
    (variant,) = node["variants"]
    node["variants"].append({**variant, "units": ["c"], "method": method("efficacy")})
    found = [block.applies[0, 0].tolist() for block in plan_of([node]).blocks]
    assert found == [[True, True, False], [False, False, True]]
