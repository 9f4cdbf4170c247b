"""Points of one leaf while figures are missing: by corners where these are enough, else from outside."""

from decimal import Decimal

from sikao.core.insight.open_leaves import MOST_COMPARED
from tests.core.insight.making import make
from tests.core.insight.test_bounds import ENERGY, RANGE, REST, bounds_of

EFFICACY = {**ENERGY, "method": {"kind": "efficacy", "base": "60%"}}


def test_between_worst_and_best_of_the_group_the_corners_are_reached(tmp_path):
    """Of 20 points 12 are the base. a may have 0 to 40, b has 10 and c 20.

    a: base at 10 or less, full at 20 or more. b: base at best (a has 10 or more), and with 0 of a's
    12 + 8·(10 − 0)/(20 − 0) = 16. c: full unless a has 40, when it has 12 + 8·(20 − 10)/(40 − 10) = 14.67.
    """
    figures = {"a": {"x": "900", "e": "missing"}, "b": {"x": "900", "e": "10"}, "c": {"x": "900", "e": "20"}}
    found = bounds_of(make(tmp_path, [REST, EFFICACY], figures, items=RANGE))
    assert {unit: (one.low, one.high, one.exact) for unit, one in found.items()} == {
        "a": (912, 920, True),
        "b": (912, 916, True),
        "c": (Decimal("914.67"), 920, True),
    }
    assert found["b"].open[0].others == (("a", "e", "level", "2020"),)


def test_equal_measures_may_give_less_than_the_base(tmp_path):
    leaf = {**ENERGY, "method": {"kind": "efficacy", "base": "60%", "equal": "10%"}}
    figures = {"a": {"x": "900", "e": "missing"}, "b": {"x": "900", "e": "10"}}
    found = bounds_of(make(tmp_path, [REST, leaf], figures, items=RANGE))
    assert [(one.low, one.high) for one in found.values()] == [(902, 920)] * 2


def test_one_figure_of_another_unit_in_two_leaves_is_bounded_but_not_exactly(tmp_path):
    lower = {**EFFICACY, "code": "saving", "direction": "lower"}
    figures = {"a": {"x": "900", "e": "missing"}, "b": {"x": "900", "e": "10"}, "c": {"x": "900", "e": "20"}}
    found = bounds_of(make(tmp_path, [REST, EFFICACY, lower], figures, items=RANGE))
    assert not found["b"].exact
    assert all(leaf.points.exact for leaf in found["b"].open)


def test_a_standard_that_contains_more_than_the_extreme_is_bounded_from_outside(tmp_path):
    leaf = {**ENERGY, "method": {"kind": "efficacy", "low": "group_min(e) - 1", "high": "group_max(e)"}}
    figures = {"a": {"x": "900", "e": "missing"}, "b": {"x": "900", "e": "10"}}
    found = bounds_of(make(tmp_path, [REST, leaf], figures, items=RANGE))
    assert [(one.low, one.high, one.exact) for one in found.values()] == [(900, 920, False)] * 2


def test_a_unit_to_which_the_figure_does_not_apply_is_not_open(tmp_path):
    figures = {
        "a": {"x": "900", "e": "missing"},
        "b": {"x": "900", "e": "10"},
        "c": {"x": "900", "e": "not_applicable"},
    }
    found = bounds_of(make(tmp_path, [REST, EFFICACY], figures, items=RANGE))
    assert found["c"].open == ()
    assert found["c"].exact


def test_a_large_group_is_bounded_from_outside(tmp_path):
    units = [f"u{number:03}" for number in range(MOST_COMPARED + 1)]
    figures = {unit: {"x": "900", "e": "10"} for unit in units} | {"u000": {"x": "900", "e": "missing"}}
    found = bounds_of(make(tmp_path, [REST, EFFICACY], figures, items=RANGE))
    assert (found["u001"].low, found["u001"].high, found["u001"].exact) == (900, 920, False)


def test_a_unit_with_nothing_open_keeps_its_points_beside_one_that_is_open(tmp_path):
    """By rank of ``f`` a has the half and b all of the 20 points; only b's ``e`` is open.

    Below the harmonic mean b may drop out of ``e``, so that its place by ``f`` is tried at every rate too;
    a is second among both all the same.
    """
    ladder = {"kind": "rank_ladder", "ladder": ["100%", "50%"], "rest": "0"}
    parts = [
        {"code": "energy", "weight": "1", "measure": "e", "method": ENERGY["method"]},
        {"code": "order", "weight": "1", "measure": "f", "method": ladder},
    ]
    mean = {"code": "mean", "points": "20", "combine": "harmonic", "children": parts}
    figures = {"a": {"x": "900", "e": "10", "f": "1"}, "b": {"x": "900", "e": "missing", "f": "2"}}
    found = bounds_of(make(tmp_path, [REST, mean], figures))
    # Both parts of a are at half of their full points, and so is their mean.
    assert (found["a"].low, found["a"].high, found["a"].open) == (910, 910, ())
    assert found["b"].low < found["b"].high


def test_bounds_are_not_exact_where_points_of_a_known_leaf_are_set_from_outside(tmp_path):
    """a has one open leaf, ``heat``, bounded exactly; its place by ``f`` is known, but b's is tried at every
    rate, and ``order`` may receive the points of ``gift``: its worth for a is set from outside.
    """
    ladder = {"kind": "rank_ladder", "ladder": ["100%", "50%"], "rest": "0"}
    parts = [
        {"code": "energy", "weight": "1", "measure": "e", "method": ENERGY["method"]},
        {"code": "order", "weight": "1", "measure": "f", "method": ladder},
    ]
    mean = {"code": "mean", "points": "20", "combine": "harmonic", "children": parts}
    heat = {**ENERGY, "code": "heat", "measure": "h"}
    gift = {**ENERGY, "code": "gift", "measure": "g", "absence": {"not_applicable": "transfer order"}}
    known = {"x": "900", "g": "10", "e": "10", "f": "1", "h": "10"}
    figures = {"a": {**known, "h": "missing"}, "b": {**known, "e": "missing", "f": "2"}}
    items = {"h": {"range": {"level": ["0", "40"]}}}
    found = bounds_of(make(tmp_path, [REST, mean, heat, gift], figures, items=items))
    assert [leaf.node for leaf in found["a"].open] == ["heat"]
    assert found["a"].open[0].points.exact
    assert not found["a"].exact
