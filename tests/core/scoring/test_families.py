"""Families: tables of one structure, with shares, full points, caps and weights as arrays."""

from fractions import Fraction

import pytest

from sikao.core.scoring.families import NO_PARENT, build_family, structure_of
from sikao.core.scoring.numbers import Checkpoint
from sikao.core.scoring.quantity import DigitsError
from tests.core.reference.making import QUARTERLY, YEAR, branch, leaf, scheme

MOMENTS = [Checkpoint(code, months, True) for code, months in (("q1", 3), ("h1", 6), ("q3", 9), ("year", 12))]


def table_of(nodes: list[dict], units: str = "ab", **own) -> dict:
    return scheme(nodes, list(units), **own)["tables"][0]


def nested(**own) -> dict:
    nodes = [
        branch("economy"),
        branch("growth", parent="economy", depth=2),
        leaf("gdp", "30", parent="growth", depth=3),
        leaf("tax", "20", parent="economy", depth=2),
        leaf("extra", "5", role="bonus"),
    ]
    return table_of(nodes, **own)


def test_nodes_with_parents_children_and_blocks():
    structure = structure_of(nested())
    found = [(node.code, node.parent, node.children, node.block, node.leaf) for node in structure.nodes]
    assert found == [
        ("economy", NO_PARENT, (1, 3), 0, None),
        ("growth", 0, (2,), 0, None),
        ("gdp", 1, (), 0, 0),
        ("tax", 0, (), 0, 1),
        ("extra", NO_PARENT, (), 4, 2),
    ]
    assert tuple(structure.leaves) == (2, 3, 4)
    assert structure.top("main") == (0,)
    assert structure.top("bonus") == (4,)
    assert structure.top("deduction") == ()


def test_tables_of_one_structure_are_equal_whatever_their_units():
    assert structure_of(nested(units="ab")) == structure_of(nested(units="cd"))
    assert structure_of(nested(units="ab")) != structure_of(nested(units="abc")), "another number of units"
    listed = {"code": "card_q1", "convert_to": "100", "nodes": {"q1": ["gdp"]}}
    assert structure_of(nested(checkpoint_table=listed)) != structure_of(nested())


def family_of(*tables: dict):
    return build_family(structure_of(tables[0]), tables, MOMENTS)


def test_shares_over_their_common_denominator():
    thirds = [{"checkpoint": code, "share": ["1", "3"]} for code in ("q1", "h1", "year")]
    family = family_of(table_of([leaf("gdp", windows=QUARTERLY), leaf("tax", windows=thirds)]))
    # Tenths and thirds: numerators over 30, the same for all units.
    assert family.share_den == 30
    assert family.shares[0, :, :, 0].tolist() == [[3, 6, 9, 12], [10, 10, 0, 10]]
    assert family.shares.shape[-1] == 1


def test_full_points_and_caps_have_one_denominator():
    nodes = [branch("extras", role="bonus", cap="2.5"), leaf("gdp", "56/3"), leaf("tax", "80")]
    nodes.append(leaf("pioneer", "4", role="bonus", parent="extras", depth=2))
    family = family_of(table_of(nodes))
    assert family.full_den == 6
    assert family.full[0, :, 0, 0].tolist() == [112, 480, 24]
    assert family.caps[0] == (Fraction(5, 2), None, None, None)


@pytest.mark.parametrize(("windows", "single"), [([YEAR], True), (QUARTERLY, False), (QUARTERLY[:1], False)])
def test_a_single_window_counts_in_full(windows, single):
    family = family_of(table_of([leaf(windows=windows)]))
    assert family.single.all() == single


def test_variants_apply_to_their_units():
    node = leaf("gdp", "30", units=["a"], among=["a"])
    (variant,) = node["variants"]
    node["variants"].append({**variant, "units": ["c"], "points": "50", "windows": QUARTERLY})
    family = family_of(table_of([node, leaf("tax", "10")], "abc"))
    assert family.applies[0].tolist() == [[True, False, True], [True, True, True]]
    assert family.full[0, 0, 0].tolist() == [30, 0, 50]
    assert family.shares[0, 0, :, 0].tolist() == [0, 0, 0, 10]
    assert family.shares[0, 0, :, 2].tolist() == [1, 2, 3, 4]
    assert family.single[0, 0, 0].tolist() == [True, False, False]


def test_tables_are_stacked():
    north, south = nested(units="ab"), nested(units="cd")
    south["group"] = "counties"
    south["nodes"][2]["variants"][0]["points"] = "12.5"
    family = family_of(north, south)
    assert family.groups == ("districts", "counties")
    assert family.units == (("a", "b"), ("c", "d"))
    assert family.full_den == 2
    assert family.full[:, 0, 0, 0].tolist() == [60, 25]


def test_weights_and_what_a_checkpoint_table_converts_to():
    listed = {"code": "card_q1", "convert_to": "150", "nodes": {"q1": ["gdp"]}}
    nodes = [branch("mix", combine="geometric"), leaf("gdp", weight="0.7", parent="mix", depth=2)]
    family = family_of(table_of(nodes, checkpoint_table=listed))
    assert family.weights[0] == (None, Fraction(7, 10))
    assert family.convert_to == (150,)
    assert family.structure.listed == (("q1", ("gdp",)),)
    assert family.structure.listed_code == "card_q1"


def over_primes(number: int) -> list[dict]:
    """Leaves with points over as many different primes."""
    primes = (101, 103, 107, 109, 113, 127, 131, 137)[:number]
    return [leaf(f"p{prime}", f"100/{prime}") for prime in primes]


def test_full_points_over_too_many_denominators_are_refused():
    assert build_family(structure_of(table_of(over_primes(3))), [table_of(over_primes(3))], MOMENTS)
    many = table_of(over_primes(8))
    with pytest.raises(DigitsError):
        build_family(structure_of(many), [many], MOMENTS)
