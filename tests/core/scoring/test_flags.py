"""Flags as bits: names, what an expression reads, absences and their effects."""

import numpy as np
import pytest

from sikao.core.scoring.blocks import (
    COUNTED,
    EXCLUDED,
    HELD,
    REFUSED,
    SCORED,
    TO_BLOCK,
    TO_PARENT,
    TO_TABLE,
    TRANSFER,
)
from sikao.core.scoring.expressions import MISSING, NOT_APPLICABLE, WITHHELD
from sikao.core.scoring.figures import FLAG_BITS
from sikao.core.scoring.flags import BIT, absence_flags, names_of, read_flags
from tests.core.scoring.making import vector
from tests.core.scoring.test_expressions import Given

A, B, C = ("figure", 0, False), ("figure", 1, False), ("figure", 2, False)
LATE, ESTIMATED, DISPUTED = (BIT[name] for name in ("late", "estimated", "disputed"))


class Remarked(Given):
    """Slot 0 is late, slot 1 estimated, slot 2 disputed, all for two units."""

    def flags_of(self, slot, *, members):
        assert members in (True, False)
        return np.full(2, [LATE, ESTIMATED, DISPUTED][slot], np.uint32)


def read(shape, *slots):
    return [names_of(bits) for bits in np.broadcast_to(read_flags(shape, Remarked(*slots)), 2).tolist()]


def test_every_flag_has_a_bit_of_its_own():
    assert len(set(BIT.values())) == len(BIT)
    assert all(bit.bit_count() == 1 for bit in BIT.values())
    assert max(BIT.values()) < 2**32


def test_the_bits_of_figures_are_those_of_nodes():
    assert {name: BIT[name] for name in FLAG_BITS} == FLAG_BITS


def test_names_are_sorted():
    assert names_of(0) == ()
    assert names_of(BIT["tie"] | BIT["late"] | BIT["pending"]) == ("late", "pending", "tie")


def test_an_expression_has_the_remarks_of_the_figures_it_reads():
    slots = vector("1", "1"), vector("2", "2"), vector("3", "3")
    assert read(("number", 0), *slots) == [()] * 2
    assert read(("+", A, ("*", B, ("number", 0))), *slots) == [("estimated", "late")] * 2
    assert read(("sum", 2), *slots) == [("disputed",)] * 2
    assert read(("^", A, 2), *slots) == [("late",)] * 2


def test_figures_of_the_group_lend_no_remarks():
    assert read(("-", A, ("group_mean", B)), vector("1", "1"), vector("2", "2")) == [("late",)] * 2


def test_if_reads_its_condition_and_the_branch_taken():
    slots = vector("1", "0"), vector("2", "2"), vector("3", "3")
    assert read(("if", A, B, C), *slots) == [("estimated", "late"), ("disputed", "late")]


def test_if_reads_no_branch_where_its_condition_is_absent():
    slots = vector("missing", "0"), vector("2", "2"), vector("3", "3")
    assert read(("if", A, B, C), *slots) == [("late",), ("disputed", "late")]


def test_a_range_is_not_read_where_the_measure_is_absent():
    slots = vector("missing", "0"), vector("2", "2"), vector("3", "3")
    assert read(("outside", A, B, C), *slots) == [("late",), ("disputed", "estimated", "late")]


@pytest.mark.parametrize(
    ("code", "state", "names"),
    [
        (MISSING, COUNTED, ("missing",)),
        (MISSING, HELD, ("missing", "pending")),
        (WITHHELD, REFUSED, ("refused", "withheld")),
        (NOT_APPLICABLE, TO_PARENT, ("not_applicable", "redistributed")),
        (NOT_APPLICABLE, TO_BLOCK, ("not_applicable", "redistributed")),
        (NOT_APPLICABLE, TO_TABLE, ("not_applicable", "redistributed")),
        (NOT_APPLICABLE, EXCLUDED, ("not_applicable",)),
        (NOT_APPLICABLE, TRANSFER, ("not_applicable",)),
    ],
)
def test_absences_and_their_effects(code, state, names):
    codes, states = np.array([0, code], np.int8), np.array([SCORED, state], np.int8)
    cells = (np.array([1]),)
    assert [names_of(bits) for bits in absence_flags(None, codes, states, cells).tolist()] == [(), names]
    before = np.array([LATE, LATE], np.uint32)
    found = [names_of(bits) for bits in absence_flags(before, codes, states, cells).tolist()]
    assert found == [("late",), tuple(sorted({*names, "late"}))]
