"""Rows drafted from leaves: what is one row, what becomes two, and what a row's axis holds."""

from typing import Any

import pytest

from sikao.core.scoring.drafting import Draft, draft_rows
from tests.core.reference.making import QUARTERLY, figure, leaf, method, number, scheme

UNITS = ["a", "b", "c"]


def drafted(node: dict, units: list[str] = UNITS, siblings: tuple = (), leaves: Any = None) -> list[Draft]:
    """The drafts of one leaf, its windows alone being scored."""
    node = scheme([node], units)["tables"][0]["nodes"][0]
    order = {"q1": 0, "h1": 1, "q3": 2, "year": 3}
    moments = {}
    for variant in node["variants"]:
        codes = [window["checkpoint"] for window in variant["windows"]]
        moments[" ".join(codes)] = [order[code] for code in codes]
    return list(draft_rows(0, 5, node, units, siblings, moments, leaves or {}))


def two_variants(**other: Any) -> dict:
    """A leaf whose third unit differs from the others."""
    node = leaf(points="30", target="8", units=["a", "b"], among=UNITS)
    (variant,) = node["variants"]
    node["variants"].append({**variant, "units": ["c"], **other})
    node["parameters"]["target"] = dict.fromkeys(UNITS, "8")
    return node


def test_one_variant_is_one_row():
    (draft,) = drafted(leaf(points="30", target="8", windows=QUARTERLY))
    assert (draft.table, draft.leaf, draft.axis, draft.width) == (0, 5, ("a", "b", "c"), 3)
    assert (draft.moments, draft.places, draft.high, draft.role) == ((0, 1, 2, 3), 2, True, "main")
    assert draft.method.positions == (0, 1, 2)
    assert draft.among == (0, 1, 2)
    assert [(source.text, source.positions) for source in draft.points] == [("30", None)]


def test_variants_that_differ_only_in_numbers_are_one_row():
    (draft,) = drafted(two_variants(points="50", method=method("attainment", floor="2%")))
    assert [(source.text, source.positions) for source in draft.points] == [("30", (0, 1)), ("50", (2,))]
    floors = [sources for sources in draft.method.numbers if sources[0].text == "0"]
    assert [(source.text, source.positions) for source in floors[0]] == [("0", (0, 1)), ("0.02", (2,))]


@pytest.mark.parametrize(
    "other",
    [
        {"direction": "lower"},
        {"method": method("rank_step", step="1")},
        {"windows": QUARTERLY},
        {"among": ["c"]},
        {"places": {"checkpoint": 1, "score": 2}},
        {"absence": {"missing": ["zero"]}},
        {"coefficient": number("2")},
    ],
    ids=lambda other: next(iter(other)),
)
def test_other_differences_make_a_row_of_their_own(other):
    first, second = drafted(two_variants(**other))
    assert (first.method.positions, second.method.positions) == ((0, 1), (2,))
    assert first.axis == second.axis == ("a", "b", "c")


def test_another_measure_is_another_bundle_of_the_same_row():
    (draft,) = drafted(two_variants(measure=["neg", figure()]))
    assert [(bundle.shape[0], bundle.positions) for bundle in draft.measures] == [
        ("figure", (0, 1)),
        ("neg", (2,)),
    ]


def test_numbers_of_a_group_function_are_not_merged():
    # Within a group function a number counts for everybody compared with.
    node = two_variants(measure=["group_max", ["*", figure(), number("2")]])
    node["variants"][0]["measure"] = ["group_max", ["*", figure(), number("3")]]
    (draft,) = drafted(node)
    assert len(draft.measures) == 2


def test_units_of_other_tables_join_the_axis_when_compared_with():
    mine = leaf(target="8", units=["a", "b"], among=["a", "b", "z"])
    sibling = leaf(target="9", units=["z"], among=["a", "b", "z"])
    sibling["parameters"] = {"target": {"z": {"*": "9"}}}
    (draft,) = drafted(mine, ["a", "b"], (sibling,))
    assert (draft.axis, draft.width, draft.among) == (("a", "b", "z"), 2, (0, 1, 2))
    assert draft.method.positions == (0, 1)
    assert draft.measures[0].positions == (0, 1, 2)


def test_units_compared_with_that_have_no_such_leaf_are_passed_over():
    (draft,) = drafted(leaf(target="8", units=["a"], among=["a", "nobody"]), ["a", "b"])
    assert (draft.axis, draft.among, draft.method.positions) == (("a", "b"), (0,), (0,))


def test_parameters_are_read_by_name():
    (draft,) = drafted(leaf(target={"a": "1", "b": "2", "c": "3"}))
    (source,) = next(sources for sources in draft.method.numbers if sources[0].parameters is not None)
    assert source.text == "target"
    assert source.parameters["target"].values["b"] == {"*": "2"}


def test_a_parameter_that_nobody_declares_is_an_error():
    with pytest.raises(ValueError, match="'target'"):
        drafted(leaf())


def test_the_leaf_that_takes_transferred_points():
    absence = {"missing": ["transfer", "other"], "withheld": ["transfer", "elsewhere"]}
    (draft,) = drafted(leaf(target="8", absence=absence), leaves={"leaf": 0, "other": 4})
    kinds = ("missing", "withheld", "undefined")
    assert [draft.transfer(kind) for kind in kinds] == [4, -1, -1]


def test_what_figures_a_bundle_reads():
    fixed = ["fig", "x", None, "level", "city", 0]
    (draft,) = drafted(leaf(target="8", measure=["+", ["sum", figure(member="*")], fixed]))
    assert draft.measures[0].reads == (("*", False), (None, True))


def test_rows_of_one_shape_have_one_key():
    (one,) = drafted(leaf(target="8", points="30"))
    (other,) = drafted(leaf(target="9", points="5", measure=figure("y"), code="other"))
    assert one.key == other.key
    (lower,) = drafted(leaf(target="8", direction="lower"))
    (joined,) = drafted(leaf(target="8", measure=["sum", figure(member="*")]))
    (guests,) = drafted(leaf(target="8", among=["a", "b"]))
    assert len({one.key, lower.key, joined.key, guests.key}) == 4
