"""Points of one leaf while figures are missing: by corners where these are enough, else from outside."""

from decimal import Decimal

from sikao.core.books import score_book
from sikao.core.figures.periods import Period
from sikao.core.figures.table import Kind
from sikao.core.insight import changed
from sikao.core.insight.changes import FigureChange
from sikao.core.insight.open_leaves import MOST_COMPARED
from tests.core.insight.making import make
from tests.core.insight.test_bounds import ENERGY, FINES, RANGE, RATIO, REST, bounds_of

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


HALVES = {"halves": {"shares": {"h1": "50%", "year": "50%"}}}


def total_with(opened, item, value):
    """The total of ``a`` once its figure has arrived."""
    arrived = FigureChange("a", item, Kind.LEVEL, Period.of(2020), Decimal(value))
    book = score_book(*changed(opened.scheme, opened.figures, [arrived]))
    rows = book.at("year").iter_rows(named=True)
    return next(row["points"] for row in rows if (row["node"], row["unit"]) == ("total", "a"))


def test_a_deduction_with_one_window_excluded_can_still_take_what_the_other_may(tmp_path):
    """Half of 20 points are left to lose: 30 cases at the end of the year take 10 of the 900."""
    leaf = {**FINES, "schedule": "halves", "absence": {"not_applicable": "exclude"}}
    figures = {"a": {"x": "900", "d": {"h1": "not_applicable", "year": "missing"}}}
    opened = make(tmp_path, [REST, leaf], figures, schedules=HALVES)
    found = bounds_of(opened)["a"]
    assert (found.low, found.high) == (890, 900)
    assert total_with(opened, "d", "30") == 890


def test_an_undefined_deduction_may_take_more_than_its_floor(tmp_path):
    """The floor lets it take 5 points; undefined, with no cases to divide by, it takes all its 20."""
    entry = {"name": "比例", "count": "d / e", "each": "-1"}
    method = {"kind": "tally", "entries": [entry], "floor": "-5"}
    leaf = {**FINES, "method": method, "absence": {"undefined": "full"}}
    opened = make(tmp_path, [REST, leaf], {"a": {"x": "900", "d": "3", "e": "missing"}})
    found = bounds_of(opened)["a"]
    assert (found.low, found.high) == (880, 900)
    assert total_with(opened, "e", "0") == 880


OTHER = {**RATIO, "code": "other", "measure": "100 / f", "absence": {"undefined": "redistribute_table"}}


def test_spread_points_may_bring_a_rate_that_comes_from_others_with_more_points(tmp_path):
    """b has 40 of 40 at what is worth 10 for a, and that mean stands for a's undefined score: 400 %.

    a has 40 of 40 and 40 of 10. The other 10, spread over these, make 80·60/50 = 96 of them; the outer bound
    is 400 % of 10, with 0.015 for the rounding of that leaf and of the other: 80 + 40 + 0.03.
    """
    rest = {**REST, "points": "40", "overrides": {"b": {"points": "10"}}}
    mean = {**RATIO, "overrides": {"b": {"points": "40"}}, "absence": {"undefined": "group_mean"}}
    figures = {"a": {"x": "980", "e": "0", "f": "missing"}, "b": {"x": "980", "e": "1", "f": "1"}}
    opened = make(tmp_path, [rest, mean, OTHER], figures, full_points="60")
    assert bounds_of(opened)["a"].high == Decimal("120.03")
    assert total_with(opened, "f", "0") == 96


WHOLE = {"rounding": {"checkpoint": "0", "score": "0"}}
TWICE = {**ENERGY, **WHOLE, "points": "12.5", "schedule": "halves", "absence": {"not_applicable": "exclude"}}
HALF = {"a": {"e": {"h1": "20", "year": "not_applicable"}, "f": "missing"}}


def test_spread_points_may_bring_a_rate_that_was_rounded_twice(tmp_path):
    """12.5 points become 13, half of them 6.5, and these 7 of 6.25: 112 %, and of 100 other points 112.

    The bound allows 0.5 and 1 / 50 % for rounding: 15 of 12.5, 120 of 100, and 0.015 for the other leaf, to
    hundredths above.
    """
    opened = make(tmp_path, [TWICE, {**OTHER, "points": "100"}], HALF, schedules=HALVES)
    assert bounds_of(opened)["a"].high == Decimal("127.02")
    assert total_with(opened, "f", "0") == 119


def test_spread_points_are_not_rounded_to_those_of_their_leaf(tmp_path):
    """At 112 % another 10 points bring 11.2; the bound is 120 % of 10 and 0.5 + 1, up to a whole 14."""
    opened = make(tmp_path, [TWICE, {**OTHER, **WHOLE}], HALF, schedules=HALVES)
    assert bounds_of(opened)["a"].high == 21
    assert total_with(opened, "f", "0") == Decimal("18.2")


def test_spread_points_may_bring_what_the_rounding_of_their_branch_adds(tmp_path):
    """12.4 of 12.4 become 12.6 of 12.6, and 13 in a branch that is rounded to whole points.

    For a window, the leaf and the branch rounding may change 0.005 + 0.01 + 0.5, in the rate of the best leaf
    (the smallest) and in what is spread: the bound is 12.4 + 0.2 + 2·0.515.
    """
    fine = {"checkpoint": "2", "score": "2"}
    known = {**ENERGY, "points": "12.4", "rounding": fine}
    spread = {**OTHER, "points": "0.2", "rounding": fine, "absence": {"undefined": "redistribute_parent"}}
    block = {"code": "block", "children": [known, spread]}
    frame = {"rounding": {"rule": "half_up", "checkpoint": "2", "score": "0", "total": "2"}}
    opened = make(tmp_path, [block], {"a": {"e": "20", "f": "missing"}}, frame=frame)
    assert bounds_of(opened)["a"].high == Decimal("13.63")
    assert total_with(opened, "f", "0") == 13
